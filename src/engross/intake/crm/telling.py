"""Findings that say a thing once for all the rows that it is true of."""

from __future__ import annotations

from collections.abc import Sequence

from engross.intake.sheets import Place
from engross.records import Finding, Severity

_LISTED = 5
_SINGULAR = {"have": "has", "are": "is", "were": "was", "belong": "belongs"}


def finding(
    rule: str, severity: Severity, places: Sequence[Place], message: str, suggestion: str = ""
) -> Finding:
    """A finding at the first of the places, which all are rows of one kind of table."""
    return Finding(
        rule=rule,
        severity=severity,
        place=str(places[0]),
        message=f"{message}: {rows(places)}.",
        suggestion=suggestion,
    )


def rows(places: Sequence[Place]) -> str:
    """`rows 11, 13 and 40`, or the first five `and 1,420 more`; of each file and sheet apart."""
    groups: dict[str, list[int]] = {}
    for place in places:
        groups.setdefault(f"{place.file.name} {place.sheet}".strip(), []).append(place.row)
    return "; ".join(f"{where} {_numbers(numbers)}" for where, numbers in groups.items())


def deals(count: int, which: str = "", verb: str = "") -> str:
    """`1,425 deals`, `3 open deals have`, `1 won deal has`."""
    noun, said = ("deal", _SINGULAR.get(verb, verb)) if count == 1 else ("deals", verb)
    return " ".join(filter(None, (f"{count:,}", which, noun, said)))


def _numbers(numbers: Sequence[int]) -> str:
    listed = [str(number) for number in numbers[:_LISTED]]
    if len(numbers) > _LISTED:
        return f"rows {', '.join(listed)} and {len(numbers) - _LISTED:,} more"
    if len(listed) == 1:
        return f"row {listed[0]}"
    return f"rows {', '.join(listed[:-1])} and {listed[-1]}"
