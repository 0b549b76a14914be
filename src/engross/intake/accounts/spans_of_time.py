"""The period or day that a title or a column's heading of accounts names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from engross.uk.date_forms import MONTH_NAME
from engross.uk.dates import month_number, parse_date
from engross.uk.period_names import NUMBER_WORDS
from engross.uk.periods import Period, between, engagement_year, month

_MONTH: Final = rf"\b{MONTH_NAME}\b\.?"
_YEAR: Final = r"(?:[12][0-9]{3}|'?[0-9]{2})\b"
_DAY: Final = (
    rf"[0-9]{{1,2}}(?:st|nd|rd|th)? {_MONTH},? ?{_YEAR}|[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{2,4}}"
)
_LAST: Final = rf"(?:{_DAY}|{_MONTH}[ -]?{_YEAR})"
_COUNT: Final = rf"(?:[0-9]{{1,2}}|{'|'.join(NUMBER_WORDS)})"
_NAMES: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_COUNT} months? (?:ended|ending|end|to) {_LAST}",
        rf"\b(?:month|quarter|half[ -]year|year) (?:ended|ending|end|to) {_LAST}",
        rf"(?:{_DAY}|{_MONTH}(?:[ -]?{_YEAR})?) ?(?:-|\N{{EN DASH}}|to|until) ?{_LAST}",
        r"\b(?:FY|financial year) ?(?:20)?[0-9]{2}(?: ?[/-] ?(?:20)?[0-9]{2})?\b",
        r"\bQ[1-4][ -]?20[0-9]{2}\b(?! ?[/-] ?[0-9])|(?<![/-])\b20[0-9]{2}[ -]?Q[1-4]\b",
        rf"(?<![0-9] )(?<!(?:st|nd|rd|th) ){_MONTH}[ -]?{_YEAR}",
    )
)
_ANY_DAY: Final = re.compile(_DAY, re.IGNORECASE)
_STAMP: Final = re.compile(r"^([0-9]{4}-[0-9]{2}-[0-9]{2})(?: 00:00:00)?$")
_MONTH_ALONE: Final = re.compile(rf"{MONTH_NAME}\.?", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"(?:p|period|month|mth|m)\s?(1[0-2]|0?[1-9])", re.IGNORECASE)
_SAGE: Final = re.compile(r"\bmonth [0-9]{1,2}, ", re.IGNORECASE)
_FROM_TO: Final = re.compile(r"\bfrom\b:? ?(.+?) \bto\b:? ?(.+)", re.IGNORECASE)
_STRETCH: Final = re.compile(
    r"\b(?:months?|quarter|half|year|period|ytd|to date|cumulative|ended|ending)\b|\bprior\b"
    r"|\b(?:last|previous)\b|(?<![0-9])(?:-|\N{EN DASH}) |\bto\b",
    re.IGNORECASE,
)
_ENDED: Final = re.compile(rf"(?:ended|ending|to|until) ({_DAY})", re.IGNORECASE)


_AMERICAN: Final = re.compile(
    rf"({_MONTH}) ([0-9]{{1,2}})(?:st|nd|rd|th)?,? (?=[12][0-9]{{3}}\b)", re.IGNORECASE
)
_AMERICAN_MONTH: Final = re.compile(
    rf"({_MONTH}) ([0-9]{{1,2}}) ?[-\N{{EN DASH}}] ?([0-9]{{1,2}}),? (?=[12][0-9]{{3}}\b)",
    re.IGNORECASE,
)
_AMERICAN_START: Final = re.compile(
    rf"({_MONTH}) ([0-9]{{1,2}})(?=,? ?(?:-|\N{{EN DASH}}|to|until) )", re.IGNORECASE
)
_SIZES: Final = {"q": 3, "h": 6, "p": 1, "m": 1}
_PART: Final = (
    r"(?P<part{0}>Q(?:uarter |tr )?|H(?:alf )?|P(?:eriod )?|M(?:onth )?)"
    r"(?P<number{0}>1[0-2]|0?[1-9])"
)
_TWO_YEARS: Final = r"(?:20)?[0-9]{2} ?/ ?(?:20)?[0-9]{2}\b|20[0-9]{2} ?- ?[0-9]{2}\b(?!-)"
_PART_OF_YEAR: Final = re.compile(
    rf"\b{_PART.format(1)},?[ -]?(?:of )?"
    rf"(?P<year1>(?:FY ?)?(?:{_TWO_YEARS})|FY ?(?:20)?[0-9]{{2}}\b)"
    rf"|\b(?P<year2>(?:FY ?)?(?:{_TWO_YEARS})|FY ?(?:20)?[0-9]{{2}}),? ?-? ?{_PART.format(2)}\b",
    re.IGNORECASE,
)
"""A quarter, half or month of a financial year, such as `Q2 2026/27` or `P6 FY27`."""
_QUARTER: Final = re.compile(r"\b(?:quarter|qtr) ([1-4])\b", re.IGNORECASE)
_MOST_DAYS: Final = 62
"""Of two months."""


def period_in(text: str, first_month: int) -> Period | None:
    """The period that the text names first by its fullest form; `None` for none.

    `first_month` is that of the client's financial year, for `FY27`.
    """
    plain = " ".join(_day_first(_SAGE.sub("", text)).replace(",", " ").split())
    plain = _QUARTER.sub(r"Q\1", plain)
    if part := _part_in(plain, first_month):
        return part
    for form in _NAMES:
        for match in form.finditer(plain):
            if found := _parsed(match.group(), first_month):
                return found
    return _parsed(plain, first_month)


def _day_first(text: str) -> str:
    """`September 30, 2026` as `30 September 2026`, and the day that such a stretch begins with."""
    within = _AMERICAN_MONTH.sub(r"\2 \1 - \3 \1 ", text)
    turned = _AMERICAN.sub(r"\2 \1 ", within)
    return _AMERICAN_START.sub(r"\2 \1", turned) if turned != text else text


def _part_in(text: str, first_month: int) -> Period | None:
    """The quarter, half or month of a financial year that the text names; `None` for none."""
    match = _PART_OF_YEAR.search(text)
    year = _parsed(match["year1"] or match["year2"], first_month) if match else None
    if match is None or year is None:
        return None
    size = _SIZES[(match["part1"] or match["part2"])[0].lower()]
    last = size * int(match["number1"] or match["number2"])
    months = year.months()[last - size : last]
    return between(months[0].start, months[-1].end) if months else None


def are_months(headings: Iterable[str]) -> bool:
    """Whether headings that are days are the ends of months: two of them a month or two apart."""
    found = (day_in_title([text]) or day_of_heading(text) for text in headings)
    days = sorted({day for day in found if day and (day + dt.timedelta(days=1)).day == 1})
    return any((later - day).days <= _MOST_DAYS for day, later in pairwise(days))


def day_alone(heading: str) -> dt.date | None:
    """The day that a heading names without the length of a period that it ends."""
    if _STRETCH.search(heading) or len(_ANY_DAY.findall(heading)) > 1:
        return None
    return day_in_title([heading]) or day_of_heading(heading)


def period_of_titles(texts: Sequence[str], base: Period, first_month: int) -> Period | None:
    """The period that the titles name, the one nearest to the table first; `None` for none."""
    if match := _FROM_TO.search(" ".join(texts)):
        words = f"{match[1].strip(' :')} to {match[2]}"
        if found := period_in(words, first_month):
            return found
    for text in reversed(texts):
        if found := period_in(text, first_month):
            return found
        if _MONTH_ALONE.fullmatch(text.strip()):
            return _in_year(month_number(text.strip()), base, first_month)
    return None


def end_in_titles(texts: Iterable[str]) -> dt.date | None:
    """The day that a title says a period of no length ended on; `None` for none."""
    for text in texts:
        if match := _ENDED.search(text):
            return day_in_title([match[1]])
    return None


def day_in_title(texts: Iterable[str]) -> dt.date | None:
    """The first day that one of the texts names."""
    for text in texts:
        if match := _ANY_DAY.search(_day_first(text)):
            try:
                return parse_date(match.group())
            except ValueError:
                continue
    return None


@lru_cache(maxsize=2_000)
def period_of_heading(text: str, base: Period, first_month: int) -> Period | None:
    """The period that a column's heading names, whole; `None` when it names none.

    A day is the end of a period as long as `base`, where that ends on such a day, and otherwise of
    a month; a month without a year is of the financial year that `base` ends in.
    """
    words = " ".join(_day_first(text).replace(",", " ").split())
    if _MONTH_ALONE.fullmatch(words):
        return _in_year(month_number(words), base, first_month)
    if match := _NUMBERED.fullmatch(words):
        return _in_year((int(match[1]) + first_month - 2) % 12 + 1, base, first_month)
    if day := day_of_heading(words):
        return _ending(day, base)
    if re.fullmatch(r"[12][0-9]{3}", words):
        return _of_year(int(words), base)
    return _part_in(words, first_month) or _parsed(words, first_month)


def day_of_heading(text: str) -> dt.date | None:
    """The day that a heading is; `None` for anything else."""
    stamp = _STAMP.match(text)
    try:
        return parse_date(stamp[1] if stamp else text)
    except ValueError:
        return None


def _parsed(text: str, first_month: int) -> Period | None:
    try:
        return Period.parse(text, first_month=first_month)
    except ValueError:
        return None


def _in_year(number: int, base: Period, first_month: int) -> Period:
    start = engagement_year(base.end, first_month).start
    return month(start.year + (number < start.month), number)


def _ending(day: dt.date, base: Period) -> Period:
    """The period that ends on the day and is as long as the base, or its month."""
    if day == base.end:
        return base
    earlier = base
    while earlier.start < earlier.end and earlier.end > day:
        earlier = earlier.previous()
    for same in (earlier, base.year_before()):
        if same.end == day and same.start < day:
            return same
    return month(day.year, day.month)


def _of_year(year: int, base: Period) -> Period:
    """The same stretch of another year."""
    found = base
    while found.end.year > year:
        found = found.year_before()
    return found if found.end.year == year else between(dt.date(year, 1, 1), dt.date(year, 12, 31))
