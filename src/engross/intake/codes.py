"""Codes that a spreadsheet took for numbers, and cut the zeros off that they begin with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from engross.intake.belonging import Whose
from engross.intake.sheets import Place, spans
from engross.records import Finding
from engross.workspace.register import Client, Firm


@dataclass
class Codes:
    """The firm's registered codes, and those that a table wrote without their zeros."""

    whose: Whose
    _met: dict[str, list[Place]] = field(default_factory=dict)

    def completed(self, code: str, place: Place) -> str:
        """The one registered code that it can be with zeros before it; otherwise as it is."""
        if not code.isdecimal() or code.startswith("0"):
            return code
        every = dict(_registered(self.whose.firm))
        fitting = {full for full in every if full.isdecimal() and full.lstrip("0") == code}
        if code in every or len(fitting) != 1:
            return code
        (full,) = fitting
        if every[full] == self.whose.client:
            self._met.setdefault(full, []).append(place)
        return full

    def findings(self) -> Iterator[Finding]:
        """One for each code of our client that was completed."""
        for full, places in self._met.items():
            where = ", ".join(span.place for span in spans(places))
            yield Finding(
                rule="code-completed",
                severity="warn",
                place=str(places[0]),
                message=(
                    f"“{full.lstrip('0')}” in {where} was taken for {full}, the only code in "
                    "firm.yaml that it can be: spreadsheets cut off the zeros of a number."
                ),
                suggestion="Export the code as text, or add the short form to names_in_records.",
            )


def _registered(firm: Firm) -> Iterator[tuple[str, Client]]:
    for client in firm.clients:
        for name in client.names_in_records:
            yield name, client
        for matter in client.matters:
            for code in (matter.reference, *matter.names_in_records):
                yield code, client
