"""Accounts that a sheet states: opening, billed, credited, received, written off, closing.

They stand as the lines of a control sheet, a label in one cell and its amount in the next, or as
the columns of a list with a row for each client. The names of the lines are in `accounts.toml`.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from typing import Final, NamedTuple

from engross.intake.cells import Amount, Unreadable, money_of, text_of
from engross.intake.kinds import kinds, normal, toml
from engross.intake.regions import Region
from engross.intake.row_shapes import is_blank, is_figure, text_at
from engross.intake.sheets import Place
from engross.sources.sheets import Row
from engross.uk.dates import DateInText, dates_in
from engross.uk.periods import Period

MOVEMENTS: Final = ("billed", "credited", "received", "written_off")
"""What changes a balance; the first adds to it, the others take away."""
_QUARTER = re.compile(r"\bQ[1-4][ -]?20[0-9]{2}\b|\b20[0-9]{2}[ -]?Q[1-4]\b", re.IGNORECASE)
_ENDED = re.compile(r"\b(month|quarter|year)\s+(?:ended|ending|to)\b", re.IGNORECASE)
_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
_TOTAL = re.compile(r"\W*(?:grand |sub-?)?totals?\b.*", re.IGNORECASE)
_FEWEST = 3
"""Lines that make an account: both balances and something between them."""


class Days(NamedTuple):
    """First and last day of what an account is over."""

    start: dt.date
    end: dt.date


@dataclass(frozen=True)
class StatedAccount:
    """One account."""

    region: Region
    amounts: Mapping[str, Amount]
    """By line."""
    client: str
    """As its row names it; empty where the sheet has no such column."""
    matter: str | None
    """As its row names it; `None` without such a column."""
    days: Days | None
    """What it is over; `None` when the sheet does not say."""

    @property
    def place(self) -> Place:
        """Its closing balance."""
        return self.amounts["closing"].places[0]


def stated_accounts(region: Region) -> tuple[StatedAccount, ...]:
    """The accounts that a table states; none where it is something else."""
    return tuple(_by_columns(region)) or tuple(_by_lines(region))


def _by_columns(region: Region) -> Iterator[StatedAccount]:
    """A row for each client."""
    headings = region.headings
    if headings is None:
        return
    columns = {
        line: c for c in range(len(headings.values)) if (line := _line(text_at(headings, c)))
    }
    if not _is_account(columns):
        return
    names = [normal(text_at(headings, c)) for c in range(len(headings.values))]
    for row in region.rows:
        amounts = _amounts(region, row, columns)
        if "closing" in amounts and "opening" in amounts and not _says_total(row):
            client, matter = (_said(row, names, meaning) for meaning in ("client", "matter"))
            yield StatedAccount(region, amounts, client or "", matter, _days(region.says_above()))


def _by_lines(region: Region) -> Iterator[StatedAccount]:
    """A line in each row: its label, and one amount."""
    amounts: dict[str, Amount] = {}
    labels: dict[str, str] = {}
    for row in chain(region.above, region.heading, region.rows, region.below):
        cells = [c for c, value in enumerate(row.values) if not is_blank(value)]
        figures = [c for c in cells if is_figure(row.values[c])]
        line = _line(text_at(row, cells[0])) if cells else ""
        if line and len(figures) == 1 and line not in amounts:
            amounts.update(_amounts(region, row, {line: figures[0]}))
            labels[line] = text_at(row, cells[0])
    if _is_account(amounts):
        days = _days(region.says_above()) or _between(labels["opening"], labels["closing"])
        yield StatedAccount(region, amounts, "", None, days)


def _is_account(lines: Mapping[str, object]) -> bool:
    return len(lines) >= _FEWEST and {"opening", "closing"} <= lines.keys()


def _line(label: str) -> str:
    """The line that a label names; empty for none."""
    words = normal(label).split()
    while words and words[0] in _before():
        words = words[1:]
    said = " ".join(words)
    for line, names in _lines().items():
        if said in names or any(said.startswith(f"{n} ") and dates_in(label) for n in names):
            return line
    return ""


def _amounts(region: Region, row: Row, columns: Mapping[str, int]) -> dict[str, Amount]:
    found: dict[str, Amount] = {}
    for line, column in columns.items():
        try:
            value = money_of(row.values[column] if column < len(row.values) else None, line)
        except Unreadable:
            continue
        if value is not None:
            place = Place(region.sheet.file, region.sheet.name, column, row.number)
            found[line] = Amount(value, (place,))
    return found


def _says_total(row: Row) -> bool:
    return any(isinstance(value, str) and _TOTAL.fullmatch(value) for value in row.values)


def _said(row: Row, names: Sequence[str], meaning: str) -> str | None:
    known = kinds()[0].columns[meaning]
    column = next((c for c, name in enumerate(names) if name in known), None)
    if column is None:
        return None
    return text_of(row.values[column]) if column < len(row.values) else ""


def _days(texts: Iterator[str]) -> Days | None:
    """What the words above say it is over."""
    for text in texts:
        if match := _QUARTER.search(text):
            period = Period.parse(match[0].upper())
            return Days(period.start, period.end)
        found = dates_in(text)
        for first, last in pairwise(found):
            if days := _from_to(first, last):
                return days
        if len(found) == 1 and (match := _ENDED.search(text)) and (end := found[0].date()):
            return Days(_months_back(end, _MONTHS[match[1].lower()]), end)
    return None


def _from_to(first: DateInText, last: DateInText) -> Days | None:
    """`1 April to 14 October 2026`: the first day's year is the last's unless it would be later."""
    end = last.date()
    if end is None:
        return None
    years = [first.year] if first.year else [end.year, end.year - 1]
    starts = (first._replace(year=year).date() for year in years)
    start = next((day for day in starts if day and day <= end), None)
    return Days(start, end) if start else None


def _between(opening: str, closing: str) -> Days | None:
    """From the days in the two labels; a balance of a month's last day opens the next month."""
    first, last = (next((d.date() for d in dates_in(text)), None) for text in (opening, closing))
    if first is None or last is None or first >= last:
        return None
    ends_month = first.day == calendar.monthrange(first.year, first.month)[1]
    return Days(first + dt.timedelta(days=1) if ends_month else first, last)


def _months_back(end: dt.date, months: int) -> dt.date:
    year, month = divmod(end.year * 12 + end.month - months, 12)
    return dt.date(year, month + 1, 1)


@cache
def _lines() -> Mapping[str, tuple[str, ...]]:
    return {line: tuple(names) for line, names in toml("accounts.toml")["lines"].items()}


@cache
def _before() -> frozenset[str]:
    return frozenset(toml("accounts.toml")["before"])
