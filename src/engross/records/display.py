"""How a fact's value looks: in prose with its sign and unit, in a table without them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from engross.records.evidence import Fact
from engross.records.measures import MEASURES
from engross.uk import money, numbers
from engross.uk.dates import WEEKDAYS, format_date


def display(fact: Fact) -> str:
    """The value for prose: `£2,500`, `£1,996.50`, `4.5%`, `12.5 hours`, `14 October 2026`.

    The day that something is to be done by is `Friday 23 October 2026`.
    """
    if isinstance(fact.value, str):
        return fact.value
    if isinstance(fact.value, dt.date):
        return f"{_weekday(fact, fact.value)}{format_date(fact.value)}"
    if fact.unit == "GBP":
        return _pounds(fact)(fact.value)
    return _PROSE[fact.unit](fact.value)


def display_cell(fact: Fact) -> str:
    """The value for a table, whose heading has the unit: `1,235`, `(1,234.56)`, nil a dash.

    The day that something is to be done by has its weekday there too.
    """
    if isinstance(fact.value, str):
        return fact.value
    if isinstance(fact.value, dt.date):
        return f"{_weekday(fact, fact.value)}{format_date(fact.value)}"
    if fact.unit in {"GBP", "GBP/hour"}:
        return money.format_cell(fact.value, pence=shows_pence(fact))
    if fact.unit == "percent":
        return money.bracketed_cell(fact.value, 1, "%")
    return money.bracketed_cell(fact.value, 1 if fact.unit in {"hours", "points"} else 0)


def shows_pence(fact: Fact) -> bool:
    """Whether its money is shown to the penny; a figure worked out from others does as they do."""
    if fact.measure in MEASURES:
        return MEASURES[fact.measure].pence
    named = (MEASURES.get(identifier.partition("/")[0]) for identifier in fact.inputs)
    return any(measure is not None and measure.pence for measure in named)


def _weekday(fact: Fact, day: dt.date) -> str:
    measure = MEASURES.get(fact.measure)
    return f"{WEEKDAYS[day.weekday()]} " if measure and measure.weekday else ""


def _pounds(fact: Fact) -> Callable[[Decimal], str]:
    return money.format_pence if shows_pence(fact) else money.format_pounds


_PROSE: dict[str, Callable[[Decimal], str]] = {
    "GBP/hour": lambda value: f"{money.format_pence(value)} an hour",
    "hours": numbers.format_hours,
    "percent": numbers.format_percent,
    "points": numbers.format_points,
    "count": lambda value: numbers.format_number(value, 0),
    "days": numbers.format_days,
}
