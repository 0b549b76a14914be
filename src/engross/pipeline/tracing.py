"""From a figure to its cells and back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engross.errors import WrongState
from engross.pipeline import names
from engross.pipeline.services import Services
from engross.records import Figure, HeldDocument, Run

_CELL = re.compile(r"(?:(?P<sheet>[^!]+)!)?(?P<column>[A-Z]{1,3})(?P<row>[0-9]{1,7})")
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]+)(?::([A-Z]{1,3})([0-9]+))?")


def trace(services: Services, run: Run, what: str) -> Sequence[Figure]:
    """The figures of the held document that are, or come from, `what`.

    `what` is a figure as printed (`£5,776`), a fact's or passage's id, a cell (`Invoices!G4`),
    or empty for all.

    Raises:
        WrongState: the run was never held.
    """
    if not services.records.has(run.id, names.HELD):
        raise WrongState(
            f"{run.id} was never held, so it has no figures to trace.",
            remedy=f"See how it stands: engross show {run.id}",
        )
    figures = services.records.load(run.id, names.HELD, HeldDocument).candidate.figures
    wanted = what.strip()
    if not wanted:
        return figures
    by_name = [f for f in figures if wanted in {f.text, f.id, f.anchor}]
    if by_name:
        return by_name
    cell = _CELL.fullmatch(wanted)
    if cell:
        return [f for f in figures if any(_holds(span.place, cell) for span in f.spans)]
    return [f for f in figures if any(wanted in {s.file, s.place} for s in f.spans)]


def _holds(place: str, cell: re.Match[str]) -> bool:
    sheet, _, ranges = place.rpartition("!")
    if cell["sheet"] and cell["sheet"] != sheet.strip("'"):
        return False
    column, row = _number(cell["column"]), int(cell["row"])
    return any(
        _number(first) <= column <= _number(last or first) and int(top) <= row <= int(bottom or top)
        for first, top, last, bottom in _RANGE.findall(ranges)
    )


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
