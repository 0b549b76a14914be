"""What people and exports call a period, and the first and last day that they mean by it.

Years, halves and quarters are the calendar's unless the text says `FY`: those begin in the firm's
or client's own month, which whoever asks must give. `FY26` is the financial year that ends in
2026. `2025/26` is a tax year (6 April to 5 April) only where it is called one.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from typing import NamedTuple

from engross.uk.date_forms import MONTH_NAME
from engross.uk.dates import MONTHS, month_number, parse_date, year_of
from engross.uk.numerals import LONGEST, quoted


class Days(NamedTuple):
    """A stretch of days, both ends included."""

    first: dt.date
    last: dt.date


NUMBER_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
"""One to twelve, as the lengths of periods are written."""

_YEAR = 12
_WEEK = 7
_LENGTHS = {"month": 1, "quarter": 3, "half year": 6, "half-year": 6, "year": _YEAR}
_ORDINALS = ("first", "second", "third", "fourth")
_EARLIEST, _LATEST = 1600, 2999

_CALENDAR_YEAR = "[12][0-9]{3}"
_FIGURED = rf"'?({_CALENDAR_YEAR}|[0-9]{{2}})"
_SPAN = rf"({_CALENDAR_YEAR}|[0-9]{{2}}) ?[/-] ?({_CALENDAR_YEAR}|[0-9]{{2}})"
_PART = rf"(?:([QH])([1-4])|({'|'.join(_ORDINALS)}) (quarter|half)(?: of)?)"
_FINANCIAL = r"(?:FY|financial year|fiscal year|accounting year)"
_LENGTH = rf"([0-9]{{1,3}}|{'|'.join(NUMBER_WORDS)})"
_UP_TO = r"(?:ended|ending|end|to|up to|until)"
_TO = r" (?:to|until|till|through|and|-|\u2013|\u2014) "


def named_days(text: str, first_month: int | None = None) -> Days:
    """The days of the period that the text names; `first_month` is that of a financial year.

    Raises:
        ValueError: it names no period, one that cannot be, or a financial year without
            `first_month`. The message is for a fee-earner.
    """
    plain = " ".join(text[: LONGEST * 2].split())
    for pattern, meaning in _NAMES:
        if len(plain) <= LONGEST and (match := pattern.fullmatch(plain)):
            try:
                return _in_order(meaning(match, first_month), plain)
            except OverflowError as error:
                raise ValueError(not_a_period(plain)) from error
    raise ValueError(not_a_period(plain))


def not_a_period(text: str) -> str:
    """The refusal of a text that names no period."""
    return f"{quoted(text)} is not a period; write a quarter as 2026-Q3 or a month as 2026-09"


def months_to(last: dt.date, count: int) -> Days:
    """So many months that end on that day: six to 30 September begin on 1 April."""
    index = last.year * _YEAR + last.month - 1 - count
    year, month = index // _YEAR, index % _YEAR + 1
    ended = calendar.monthrange(last.year, last.month)[1] == last.day
    size = calendar.monthrange(year, month)[1]
    before = dt.date(year, month, size if ended else min(last.day, size))
    return Days(before + dt.timedelta(days=1), last)


def month_end(year: int, month: int) -> dt.date:
    """The month's last day."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def tax_year_days(starts: int) -> Days:
    """6 April of that year to 5 April of the next (Income Tax Act 2007, section 4)."""
    return Days(dt.date(starts, 4, 6), dt.date(starts + 1, 4, 5))


def _in_order(days: Days, text: str) -> Days:
    if days.last < days.first:
        raise ValueError(f"{quoted(text)} ends before it begins; it is not a period")
    if not _EARLIEST <= days.first.year <= days.last.year <= _LATEST:
        raise ValueError(f"{quoted(text)} is too far from today to be a period that is reported on")
    return days


def _calendar_part(match: re.Match[str], _: int | None) -> Days:
    letter, number, ordinal, kind, year = match.groups()
    return _part(letter or kind, number or ordinal, months_to(dt.date(year_of(year), 12, 31), 12))


def _year_then_part(match: re.Match[str], _: int | None) -> Days:
    year, letter, number = match.groups()
    return _part(letter, number, months_to(dt.date(int(year), 12, 31), 12))


def _part(kind: str, number: str, year: Days) -> Days:
    """A quarter or half of a year that begins on the first of a month."""
    size = 3 if kind[0].lower() == "q" else 6
    which = int(number) if number.isdigit() else _ORDINALS.index(number.lower()) + 1
    if which * size > _YEAR:
        raise ValueError("a year has two halves; write one as H1 2026 or H2 2026")
    return _months_from(year.first, size * (which - 1), size)


def _months_from(first: dt.date, skipped: int, count: int) -> Days:
    index = first.year * _YEAR + first.month - 1 + skipped
    last = index + count - 1
    return Days(
        dt.date(index // _YEAR, index % _YEAR + 1, 1), month_end(last // _YEAR, last % _YEAR + 1)
    )


def _financial_part(match: re.Match[str], first_month: int | None) -> Days:
    letter, number, ordinal, kind, begins, ends, only = match.groups()
    year = _financial(match.group(), begins, ends or only, first_month)
    return _part(letter or kind, number or ordinal, year)


def _financial_year_then_part(match: re.Match[str], first_month: int | None) -> Days:
    begins, ends, only, letter, number = match.groups()
    return _part(letter, number, _financial(match.group(), begins, ends or only, first_month))


def _financial_year(match: re.Match[str], first_month: int | None) -> Days:
    begins, ends, only = match.groups()
    return _financial(match.group(), begins, ends or only, first_month)


def _bare_span(match: re.Match[str], first_month: int | None) -> Days:
    begins, ends = match.groups()
    if year_of(ends) != year_of(begins) + 1:
        raise ValueError(not_a_period(match.group()))
    return _financial(match.group(), begins, ends, first_month)


def _financial(text: str, begins: str | None, ends: str, first_month: int | None) -> Days:
    if first_month is None:
        raise ValueError(
            f"{quoted(text)} does not say which month its year begins in; write the year's last "
            "day, as in: year ended 31 March 2026, or tax year 2025/26"
        )
    last = year_of(ends) if begins is None else _following(begins, ends, text)
    start = dt.date(last if first_month == 1 else last - 1, first_month, 1)
    if first_month == 1 and begins is not None:
        raise ValueError(f"{quoted(text)} names two years, and this year begins in January")
    return _months_from(start, 0, _YEAR)


def _following(begins: str, ends: str, text: str) -> int:
    """The second of two years that follow each other: `2025/26` is 2026."""
    first = year_of(begins)
    if int(ends) not in {first + 1, (first + 1) % 100} or len(ends) > len(begins):
        raise ValueError(f"{quoted(text)} is not one year and the next; it is not a period")
    return first + 1


def _tax_year(match: re.Match[str], _: int | None) -> Days:
    begins, ends = match.groups()
    return tax_year_days(_following(begins, ends, match.group()) - 1)


def _tax_year_to(match: re.Match[str], _: int | None) -> Days:
    last = parse_date(match[1])
    if (last.month, last.day) != (4, 5):
        raise ValueError(f"{quoted(match.group())}: a tax year ends on 5 April")
    return tax_year_days(last.year - 1)


def _calendar_year(match: re.Match[str], _: int | None) -> Days:
    return _months_from(dt.date(int(match[1]), 1, 1), 0, _YEAR)


def _numbered_month(match: re.Match[str], _: int | None) -> Days:
    year, month = match["year"], match["month"]
    return _months_from(dt.date(int(year), int(month), 1), 0, 1)


def _named_month(match: re.Match[str], _: int | None) -> Days:
    return _months_from(dt.date(year_of(match[2]), month_number(match[1]), 1), 0, 1)


def _as_at(match: re.Match[str], _: int | None) -> Days:
    day = parse_date(match[1])
    return Days(day, day)


def _so_long(match: re.Match[str], _: int | None) -> Days:
    """`year ended 31 March 2026`, `half year to September 2026`."""
    return months_to(_last_day(match[2]), _LENGTHS[match[1].lower()])


def _so_many_months(match: re.Match[str], _: int | None) -> Days:
    return months_to(_last_day(match[2]), _count(match[1], match.group()))


def _so_many_days(match: re.Match[str], _: int | None) -> Days:
    last, count = parse_date(match[3]), _count(match[1], match.group())
    days = count * (_WEEK if match[2].lower() == "week" else 1)
    return Days(last - dt.timedelta(days=days - 1), last)


def _week(match: re.Match[str], _: int | None) -> Days:
    day, rest = parse_date(match["day"]), dt.timedelta(days=_WEEK - 1)
    return Days(day, day + rest) if match["begins"] else Days(day - rest, day)


def _year_to(match: re.Match[str], _: int | None) -> Days:
    return months_to(_last_day(match[1]), _YEAR)


def _keyed_months(match: re.Match[str], _: int | None) -> Days:
    year, month, count = (int(number) for number in match.groups())
    return months_to(month_end(year, month), count)


def _keyed_days(match: re.Match[str], _: int | None) -> Days:
    last = parse_date(match[1])
    return Days(last - dt.timedelta(days=int(match[2]) - 1), last)


def _count(text: str, name: str) -> int:
    count = int(text) if text.isdigit() else NUMBER_WORDS.index(text.lower()) + 1
    if not count:
        raise ValueError(f"{quoted(name)} is not a period: it has no length")
    return count


def _from_to(match: re.Match[str], _: int | None) -> Days:
    """From a day or month to another; only the second needs a year."""
    last = _last_day(match[2])
    return Days(_first_day(match[1], last), last)


def _last_day(text: str) -> dt.date:
    if match := _MONTH.fullmatch(text):
        return month_end(year_of(match[2]), month_number(match[1]))
    return parse_date(text)


def _first_day(text: str, last: dt.date) -> dt.date:
    if match := _MONTH.fullmatch(text):
        return dt.date(year_of(match[2]), month_number(match[1]), 1)
    if match := _YEARLESS.fullmatch(text):
        month = month_number(match[2])
        day = int(match[1] or 1)
        year = last.year - (month > last.month)
        return parse_date(f"{day} {MONTHS[month - 1]} {year}")
    return parse_date(text)


def _named(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.ASCII)


_MONTH = _named(rf"({MONTH_NAME})\.?(?: |-|/|(?='))?{_FIGURED}")
_YEARLESS = _named(rf"(?:([0-9]{{1,2}})(?:st|nd|rd|th)? (?:of )?)?({MONTH_NAME})\.?")

_NAMES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], int | None], Days]], ...] = (
    (_named(rf"(?:the )?{_PART}[- ]?{_FIGURED}"), _calendar_part),
    (_named(rf"({_CALENDAR_YEAR})[- ]?([QH])([1-4])"), _year_then_part),
    (_named(rf"{_PART}[- ]?{_FINANCIAL} ?(?:{_SPAN}|{_FIGURED})"), _financial_part),
    (_named(rf"{_FINANCIAL} ?(?:{_SPAN}|{_FIGURED})[- ]?([QH])([1-4])"), _financial_year_then_part),
    (_named(rf"{_FINANCIAL} ?(?:{_SPAN}|{_FIGURED})"), _financial_year),
    (_named(rf"(?:the )?tax year ?{_SPAN}"), _tax_year),
    (_named(rf"(?:the )?{_SPAN}[- ]tax(?: year)?"), _tax_year),
    (_named(rf"(?:the )?tax year {_UP_TO} (.+)"), _tax_year_to),
    (_named(rf"(?P<year>{_CALENDAR_YEAR})-(?P<month>0[1-9]|1[0-2])"), _numbered_month),
    (_named(rf"(?P<month>0?[1-9]|1[0-2])/(?P<year>{_CALENDAR_YEAR})"), _numbered_month),
    (_named(rf"({_CALENDAR_YEAR})-(0[1-9]|1[0-2])-([1-9][0-9]{{0,2}})m"), _keyed_months),
    (_named(rf"({_CALENDAR_YEAR}-[0-9]{{2}}-[0-9]{{2}})-([1-9][0-9]{{0,4}})d"), _keyed_days),
    (_named(_SPAN), _bare_span),
    (_named(rf"(?:the )?(?:calendar year|CY) ?({_CALENDAR_YEAR})"), _calendar_year),
    (_MONTH, _named_month),
    (_named(r"(?:at-|as at |as of |at )(.+)"), _as_at),
    (_named(rf"(?:the )?({'|'.join(_LENGTHS)}) {_UP_TO} (.+)"), _so_long),
    (_named(r"(?:year-end|FYE|YE|y/e)\.? ?(.+)"), _year_to),
    (_named(rf"(?:the )?{_LENGTH} months? {_UP_TO} (.+)"), _so_many_months),
    (_named(rf"(?:the )?{_LENGTH} (day|week)s? {_UP_TO} (.+)"), _so_many_days),
    (_named(rf"(?:the )?(?:w/e|week {_UP_TO}|(?P<begins>w/c|week (?:commencing|beginning)))"
            r"\.? ?(?P<day>.+)"), _week),
    (_named(rf"(?:from |between )?(.+?){_TO}(.+)"), _from_to),
    (_named(rf"([^-\u2013\u2014]+)[-\u2013\u2014]([^-\u2013\u2014]*{MONTH_NAME}"
            r"[^-\u2013\u2014]*)"), _from_to),
)  # fmt: skip
"""Every form of a name with what it means; the first that fits decides."""
