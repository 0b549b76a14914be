"""Facts collected, each id once, with the period, audience and spans they carry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

from engross.intake.cells import Amount
from engross.intake.sheets import Place, sheet_prefix, spans
from engross.records import MEASURES, Audience, Fact, Finding, Operation, Span


class FactBook:
    """The facts of a run while intake makes them, and what it had to leave out."""

    def __init__(self) -> None:
        self._facts: dict[str, Fact] = {}
        self.findings: list[Finding] = []

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact, in the order made."""
        return tuple(self._facts.values())

    def get(self, measure: str, period: str, scope: str) -> Fact | None:
        """The fact of that meaning, if it was made."""
        return self._facts.get(f"{measure}/{period}/{scope}")

    def add(  # noqa: PLR0913 - a fact has that many parts
        self,
        measure: str,
        period: str,
        scope: str,
        value: Decimal | dt.date | str,
        *,
        label: str,
        operation: Operation = "read",
        where: Iterable[Span] = (),
        inputs: Sequence[Fact] = (),
        audience: Audience = "client",
    ) -> Fact:
        """Make a fact; an internal measure, or an internal input, makes it internal."""
        parts: set[Audience] = {audience, MEASURES[measure].audience}
        parts |= {fact.audience for fact in inputs}
        fact = Fact(
            measure=measure,
            period=period,
            scope=scope,
            unit=MEASURES[measure].unit,
            value=value,
            label=label,
            audience="internal" if "internal" in parts else "client",
            operation=operation,
            inputs=tuple(fact.id for fact in inputs),
            spans=tuple(where),
        )
        self._facts.setdefault(fact.id, fact)
        return self._facts[fact.id]

    def total(  # noqa: PLR0913 - a fact has that many parts
        self,
        measure: str,
        period: str,
        scope: str,
        amounts: Iterable[Amount],
        *,
        label: str,
        headings: Sequence[Place],
        audience: Audience = "client",
        sign: int = 1,
    ) -> Fact:
        """The sum of amounts over their cells; with none, nil, citing the tables searched."""
        listed = list(amounts)
        places = [place for amount in listed for place in amount.places]
        value = sum((amount.value for amount in listed), Decimal(0)) * sign
        return self.add(
            measure,
            period,
            scope,
            value + 0,
            label=label,
            operation="sum",
            where=spans(places) if places else nowhere(headings),
            audience=audience,
        )

    def sum_of(
        self, measure: str, period: str, scope: str, parts: Sequence[Fact], label: str
    ) -> Fact:
        """The sum of other facts."""
        value = sum((fact.number for fact in parts), Decimal(0))
        return self.add(measure, period, scope, value, label=label, operation="sum", inputs=parts)

    def difference_of(
        self, measure: str, period: str, scope: str, parts: Sequence[Fact], label: str
    ) -> Fact:
        """The first of other facts less all the rest."""
        first, *rest = (fact.number for fact in parts)
        value = first - sum(rest, Decimal(0))
        return self.add(
            measure, period, scope, value, label=label, operation="difference", inputs=parts
        )

    def drop(self, scopes: Collection[str]) -> None:
        """Forget the facts of those scopes that nothing rests on."""
        kept = (fact for fact in self._facts.values() if fact.scope not in scopes)
        needed = {name for fact in kept for name in fact.inputs}
        self._facts = {
            name: fact
            for name, fact in self._facts.items()
            if fact.scope not in scopes or name in needed
        }

    def leave_out(self, what: str, why: str, remedy: str, severity: str = "note") -> None:
        """Record that a figure was not made, because the files do not support it."""
        self.findings.append(
            Finding.model_validate(
                {
                    "rule": "figure-left-out",
                    "severity": severity,
                    "place": "billing",
                    "message": f"{what}: not worked out, because {why}.",
                    "suggestion": remedy,
                }
            )
        )


def nowhere(headings: Sequence[Place]) -> tuple[Span, ...]:
    """The tables that were searched and hold no such row."""
    return tuple(
        place.file.span(f"{sheet_prefix(place.sheet)}{place.row} (no such row)")
        for place in headings
    )
