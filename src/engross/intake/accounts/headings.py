"""The headings of a statement's columns: which figures of which period stand below each."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, Literal, NamedTuple

from engross.intake.accounts.spans_of_time import period_of_heading
from engross.intake.accounts.words import first_of, without
from engross.uk.periods import Period, between

Figures = Literal["actual", "budget", "variance"]
"""What a column's amounts are."""

_SPANS: Final = ("year_to_date", "year_before", "before", "total")
_UNITS: Final = re.compile(
    r"\(?£? ?['\N{RIGHT SINGLE QUOTATION MARK}]?(?<![0-9])000s?\)?|\(?£\)?|\bgbp\b"
)
_EDGES: Final = " -\N{EN DASH}:/()*.,"


class Slot(NamedTuple):
    """What stands in a column, or in a figure of a list."""

    figures: Figures
    period: Period


@dataclass(frozen=True)
class Heading:
    """One column's heading by itself."""

    figures: Figures = "actual"
    spans: tuple[str, ...] = ()
    """Of `year_to_date`, `year_before`, `before`, `total`."""
    period: Period | None = None
    """The one it names."""
    skipped: bool = False
    """Whether it is of percentages, forecasts or notes."""
    says_figures: bool = False
    """Whether it has a word for what its amounts are."""


def heading_of(text: str, base: Period, first_month: int) -> Heading | None:
    """What a column's heading says; `None` for one that says nothing of figures or periods."""
    if text.startswith("#"):
        return None  # an error that the cell shows
    words = " ".join(_UNITS.sub(" ", text.casefold()).split()).strip(_EDGES)
    if "%" in text or "percent" in words or first_of(words, ["skip"]):
        return Heading(skipped=True)
    said = first_of(words, ["variance", "budget"])
    figures: Figures = "variance" if said == "variance" else "budget" if said else "actual"
    rest = without(words, ["variance", "budget"]).strip(_EDGES)
    spans: tuple[str, ...] = ()
    period = period_of_heading(rest, base, first_month) if rest else None
    named = bool(said)
    if rest and period is None:
        spans = tuple(span for span in _SPANS if first_of(rest, [span]))
        named = named or bool(first_of(rest, ["actual"]))
        rest = without(rest, [*_SPANS, "actual"]).strip(_EDGES)
        period = period_of_heading(rest, base, first_month) if rest else None
        if rest and period is None:
            return None
    if not (named or spans or period):
        return None
    return Heading(figures, spans, period, says_figures=named)


class Told(NamedTuple):
    """What the columns of a statement hold."""

    slots: Mapping[int, Slot]
    """By column from 0."""
    unsure: tuple[int, ...]
    """Columns whose period follows only from where they stand."""


def slots_of(
    headings: Sequence[tuple[int, Heading]], base: Period, first_month: int, default: Figures
) -> Told:
    """Each column's figures and period; a heading that names no period takes its neighbour's.

    `default` is what amounts are whose headings do not say.
    """
    carried, before = base, Heading()
    slots: dict[int, Slot] = {}
    unsure: list[int] = []
    for column, heading in headings:
        if heading.skipped:
            continue
        if heading.figures == "variance" and {"year_before", "before"} & set(before.spans):
            continue  # it is less the other year, not less the budget
        if _is_total_of_gaps(heading, slots.values()):
            continue  # a month is missing, and whether it is in the total is not known
        carried, period = _period(heading, carried, base, first_month, slots.values())
        figures = heading.figures if heading.says_figures else default
        slot = Slot(figures, period)
        if slot not in slots.values():
            slots[column] = slot
            if heading.period is None and carried != base and "year_before" in heading.spans:
                unsure.append(column)
        before = heading
    return Told(slots, tuple(unsure))


def _period(
    heading: Heading, carried: Period, base: Period, first_month: int, so_far: Iterable[Slot]
) -> tuple[Period, Period]:
    """The period that goes on to the columns after it, and its own."""
    other = {"year_before", "before"} & set(heading.spans)
    own = heading.period
    if own is not None and other and own.end < base.start:
        return carried, own  # it names the other year itself
    if own is not None:
        carried = own
    if "year_to_date" in heading.spans:
        carried = carried.year_to_date(first_month)
    elif "total" in heading.spans and own is None:
        carried = _whole([slot.period for slot in so_far], base)
    if "year_before" in heading.spans:
        return carried, carried.year_before()
    if "before" in heading.spans:
        return carried, carried.previous()
    return carried, carried


def _is_total_of_gaps(heading: Heading, so_far: Iterable[Slot]) -> bool:
    """Whether it is the total of periods that do not follow each other."""
    if "total" not in heading.spans or heading.period is not None:
        return False
    periods = sorted({slot.period for slot in so_far}, key=lambda p: (p.start, p.end))
    ends = accumulate((period.end for period in periods), max)
    return any(
        after.start > end + dt.timedelta(days=1)
        for end, after in zip(ends, periods[1:], strict=False)
    )


def _whole(periods: Sequence[Period], base: Period) -> Period:
    """From the first of them to the last."""
    if not periods:
        return base
    return between(min(p.start for p in periods), max(p.end for p in periods))
