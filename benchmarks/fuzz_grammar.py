"""What the fuzzing throws at the grammar of money, dates, periods and cells, and what must hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from engross.intake.cells import date_of, hours_of, money_of, text_of
from engross.intake.day_order import day_orders, us_dates_suspected
from engross.sources.sheets import NOT_CALCULATED, NoValue
from engross.uk.dates import date_faults, dates_in, day_in, is_date, parse_date
from engross.uk.figures import figures_in, said_figures, worded_numbers
from engross.uk.money import format_cell, format_pence, format_pounds, other_currency, parse_money
from engross.uk.numbers import format_percent, parse_percent
from engross.uk.numerals import parse_numeral
from engross.uk.periods import Period, label_for

_PIECES = (
    "£", "€", "$", "GBP", "(", ")", "-", "\u2212", "\u2013", "+", ".", ",", "'", " ", "\u00a0",
    "\u2009", "0", "1", "12", "234", "500", "2026", "26", "31", "99999999999999999999", "k", "m",
    "bn", " million", "CR", "DR", "%", " per cent", "/", ":", "T", "Z", "st", "th", " of ", "Mon",
    "fri", "sat", "\u017fat", "Jan", "September", "sept", "\u017fep", "may", "Q3", "H1", "FY",
    "tax year ", "year ended ", " to ", "six months to ", "w/e ", "as at ", "at-", "-6m", "-7d",
    "-tax", "h", "min", "PT", "hrs", "\u00bd", "\u0663", "\uff11", "\u212a", "e3", "n/a", "nil",
    "tbc", "#REF!", "VAT", "09:30", "23:59:60", "\n", "\t", "\u200b", "\ud800",
)  # fmt: skip
_FORMS = (
    "£1,234.50", "(500.00)", "1.234,50", "£1.2 million", "1,200.00 CR", "3/4/26", "31 June 2026",
    "2026-06-30T23:00:00Z", "Thursday 3 April 2025", "Q3 FY25/26", "year ended 31 March 2026",
    "1 July to 30 September 2026", "w/e 9 October 2026", "2026-09-6m", "1h 30m", "PT1H30M", "4.5%",
)  # fmt: skip

_joined = st.lists(st.sampled_from(_PIECES), max_size=9).map("".join)
_spoilt = st.tuples(st.sampled_from(_FORMS), st.integers(0, 30), st.text(max_size=3)).map(
    lambda drawn: drawn[0][: drawn[1]] + drawn[2] + drawn[0][drawn[1] + len(drawn[2]) :]
)
_long = st.tuples(st.sampled_from(_PIECES), st.integers(50, 20_000)).map(lambda d: d[0] * d[1])

texts = st.one_of(_joined, _spoilt, st.text(max_size=60), _joined, _long)
"""Texts near the grammar, anywhere, and very long."""

values = st.one_of(
    texts,
    st.none(),
    st.booleans(),
    st.decimals(),
    st.decimals(min_value=-1000, max_value=1000, places=2),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from((NOT_CALCULATED, NoValue("the cell shows the error #REF!"))),
)
"""Anything that a cell may hold."""

first_months = st.one_of(st.none(), st.integers(1, 12))


def money(text: str) -> None:
    """An amount reads back from every house form, and its sign can be turned."""
    other_currency(text)
    amount = allowed(parse_money, text)
    if amount is not None:
        must(amount.is_finite())
        shown = format_pence(amount)
        must(format_pence(parse_money(shown)) == shown)
        must(format_pounds(parse_money(format_pounds(amount))) == format_pounds(amount))
        if format_cell(amount, pence=True) != "\u2013":
            must(format_pence(parse_money(format_cell(amount, pence=True))) == shown)


def numbers(text: str) -> None:
    """A percentage reads back; any text is a number or a refusal."""
    allowed(parse_numeral, text)
    percent = allowed(parse_percent, text)
    if percent is not None:
        shown = format_percent(percent)
        must(format_percent(parse_percent(shown)) == shown)


def dates(text: str) -> None:
    """A date or a refusal, in either order, and the search in running text stays in its bounds."""
    for month_first in (False, True):
        allowed(parse_date, text, month_first=month_first)
    must(all(text[found.start : found.end] == found.text for found in dates_in(text)))
    date_faults(text, dt.date(2026, 10, 14))
    day_in(text)
    is_date(text)


def figures(text: str) -> None:
    """The figures of a text stand where they are said to."""
    figures_in(text)
    worded_numbers(text)
    must(all(text[said.start : said.end] == said.text for said in said_figures(text)))


def periods(text: str, first_month: int | None) -> None:
    """A period has a key and a label that read back, and neighbours without a gap."""
    period = allowed(Period.parse, text, first_month=first_month)
    if period is not None:
        must(Period.parse(period.key) == period)
        must(Period.parse(period.label.partition(" (")[0]) == period)
        must(label_for(period.key) == period.label)
        must(period.next().start - period.end == dt.timedelta(days=1))
        must(period.start - period.previous().end == dt.timedelta(days=1))


def cells(value: Any, shown: str | None) -> None:  # noqa: ANN401 - a cell may hold anything
    """Every value is what its column promises, or a refusal."""
    text_of(value, shown)
    amount = allowed(money_of, value, "fee", shown)
    if amount is not None:
        format_pence(amount)
        format_cell(amount, pence=False)
    for unit in ("hours", "minutes", "units"):
        allowed(hours_of, value, shown, unit=unit)
    allowed(date_of, value, "date", shown, month_first=bool(shown))


def columns(column: list[Any]) -> None:
    """A column of anything has an order of its dates, if only an unclear one."""
    day_orders(value for value in column if isinstance(value, str))
    us_dates_suspected(column)


def must(holds: bool) -> None:  # noqa: FBT001 - a condition is what it is for
    """What a property says.

    Raises:
        AssertionError: it does not hold.
    """
    if not holds:
        raise AssertionError("a property of the grammar does not hold")


def allowed(function: Callable[..., Any], *given: object, **options: object) -> Any:  # noqa: ANN401 - what the function returns
    """What it returns; `None` when it refuses with a `ValueError`, the only error it may raise."""
    try:
        return function(*given, **options)
    except ValueError as refusal:
        if type(refusal).__name__ not in {"ValueError", "Unreadable"} or not str(refusal):
            raise
        return None


shown = st.one_of(st.none(), st.sampled_from(("4.5%", "€5", "", "007", "1.00E+05")), texts)

TARGETS: dict[str, tuple[Callable[..., None], tuple[st.SearchStrategy[Any], ...]]] = {
    "money": (money, (texts,)),
    "numbers": (numbers, (texts,)),
    "dates": (dates, (texts,)),
    "figures": (figures, (texts.filter(lambda text: len(text) < 2_000),)),  # noqa: PLR2004 - a paragraph
    "periods": (periods, (texts, first_months)),
    "cells": (cells, (values, shown)),
    "columns": (columns, (st.lists(values, max_size=8),)),
}
"""Each check with what it is given."""
