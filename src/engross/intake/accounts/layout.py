"""Where the tables of a workbook of accounts stand, and what kind each is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from engross.intake.accounts.headings import heading_of
from engross.intake.accounts.words import named
from engross.intake.kinds import normal
from engross.intake.region_headings import joined
from engross.intake.row_shapes import is_blank, is_figure, text_at
from engross.intake.sheets import Sheet, sheet_prefix
from engross.sources.sheets import Row, column_letters
from engross.uk.periods import Period

BlockKind = Literal["statement", "list", "customers", "dues"]
"""Lines with figures beside them; a row for each month and line; a row for each customer; a row for
each day that something falls due."""

_MOST_ROWS: Final = 3
"""Rows that a heading may have."""
_FEWEST_BANDS: Final = 2
_DAY_OR_YEAR: Final = re.compile(r"[A-Za-z/]|[0-9]-[0-9]|^(?:19|20)[0-9]{2}$")
_NOT_DUE: Final = re.compile(r"current|not (?:yet )?due|future")
_UNDER: Final = re.compile(r"(?:<|less than|under|within|up to) ?(?:1|one) month")
_MONTHS: Final = re.compile(r"([1-9]|one|two|three) months?")
_DAYS: Final = re.compile(r"([0-9]{1,3}) ?(?:-|\N{EN DASH}|to) ?([0-9]{1,3})(?: days?)?.*")
_OVER: Final = re.compile(
    r"(?:over|>|more than) ?[0-9]{1,3}(?: days?)?|(?:and )?older"
    r"|[0-9]{2,3} ?(?:\+|(?:days? )?and (?:over|older|above)|days?\+).*"
)
_BY_MONTHS: Final = {"1": "31-60", "one": "31-60", "2": "61-90", "two": "61-90"}
_BY_LAST_DAY: Final = {30: "1-30", 31: "1-30", 60: "31-60", 61: "31-60", 90: "61-90", 91: "61-90"}


@dataclass(frozen=True)
class Block:
    """One table."""

    kind: BlockKind
    sheet: Sheet
    above: tuple[str, ...]
    """The words over it, and the sheet's name."""
    heading: Row
    """Its heading as one row, numbered as the last."""
    rows: tuple[Row, ...]
    """What stands below it, up to the next heading."""

    @property
    def address(self) -> str:
        """Its cells, heading and all."""
        last = self.rows[-1].number if self.rows else self.heading.number
        width = max(len(row.values) for row in (self.heading, *self.rows))
        end = column_letters(width - 1)
        return f"{sheet_prefix(self.sheet.name)}A{self.heading.number}:{end}{last}"

    def says(self, column: int) -> str:
        """The column's heading."""
        return text_at(self.heading, column)

    def column(self, section: str, meaning: str) -> int | None:
        """The first column whose heading is one of the names; `None` for none."""
        names = named(section, meaning)
        width = range(len(self.heading.values))
        return next((c for c in width if normal(self.says(c)) in names), None)


def blocks(sheet: Sheet, base: Period, first_month: int) -> tuple[Block, ...]:
    """The tables of a sheet, from the top; rows above the first heading are titles."""
    found: list[tuple[int, int, BlockKind]] = []
    index, rows = 0, sheet.rows
    while index < len(rows):
        kind = _kind(rows[index], base, first_month)
        last = index
        if kind == "statement" and found and found[-1][2] != kind and _is_inside(rows, index):
            kind = None  # a row of the list above, which happens to name a period
        if kind == "statement":
            while last + 1 < len(rows) and last - index + 1 < _MOST_ROWS and _goes_on(rows, last):
                if _kind(rows[last + 1], base, first_month) != "statement":
                    break
                last += 1
        if kind is not None:
            found.append((index, last, kind))
        index = last + 1
    return tuple(_blocks(sheet, found))


def _is_inside(rows: Sequence[Row], index: int) -> bool:
    """Whether a row of several cells stands right above it."""
    above = rows[index - 1]
    filled = sum(not is_blank(value) for value in above.values)
    return above.number == rows[index].number - 1 and filled > 2  # noqa: PLR2004 - no title


def _goes_on(rows: Sequence[Row], index: int) -> bool:
    return rows[index + 1].number == rows[index].number + 1


def _blocks(sheet: Sheet, found: Sequence[tuple[int, int, BlockKind]]) -> Iterator[Block]:
    rows = list(sheet.rows)
    title = tuple(_said(rows[: found[0][0]])) if found else ()
    for number, (first, last, kind) in enumerate(found):
        end = found[number + 1][0] if number + 1 < len(found) else len(rows)
        body: Sequence[Row] = rows[last + 1 : end]
        above = title
        if number + 1 < len(found):
            body = _without_title(body)
        if number:
            before = rows[found[number - 1][1] + 1 : first]
            above = (*title, *_said(before[len(_without_title(before)) :]))
        yield Block(
            kind,
            sheet,
            (*above, sheet.name),
            joined(rows[first : last + 1], sheet.read.merged),
            tuple(body),
        )


def _without_title(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows without those of words alone at their end, after a gap: the next table's title."""
    last = len(rows)
    while last and not any(is_figure(value) for value in rows[last - 1].values):
        last -= 1
        if last and rows[last].number > rows[last - 1].number + 1:
            return rows[:last]
    return rows


def _said(rows: Sequence[Row]) -> Iterator[str]:
    return (value for row in rows for value in row.values if isinstance(value, str))


def _kind(row: Row, base: Period, first_month: int) -> BlockKind | None:
    """What the row is the heading of; `None` when it is none."""
    if any(_is_amount(row, column) for column in range(1, len(row.values))):
        return None
    texts = {column: text_at(row, column) for column in range(len(row.values))}
    texts = {column: text for column, text in texts.items() if text}
    if len(texts) > 1:
        names = {normal(text) for text in texts.values()}
        if names & named("list", "period") and names & named("list", "line") and _amounts(names):
            return "list"
        bands = [text for text in texts.values() if band_of(text)]
        if names & named("customers", "name") and len(bands) >= _FEWEST_BANDS:
            return "customers"
        wanted = names & named("dues", "what") or names & named("dues", "for")
        if names & named("dues", "due") and wanted and names & named("dues", "amount"):
            return "dues"
    return "statement" if _heads_statement(row, base, first_month) else None


def _amounts(names: set[str]) -> bool:
    return bool(names & (named("list", "actual") | named("list", "budget")))


def _heads_statement(row: Row, base: Period, first_month: int) -> bool:
    """Whether the cells after the first column say what figures stand below them."""
    if text_at(row, 0).endswith(":"):
        return False  # particulars, such as `To:` and a month
    told = known = of_figures = 0
    for column in range(1, len(row.values)):
        value, text = row.values[column], text_at(row, column)
        if not text or is_blank(value):
            continue
        told += 1
        heading = heading_of(text, base, first_month)
        known += heading is not None
        of_figures += heading is not None and not heading.skipped
    return of_figures > 0 and 2 * known >= told


def _is_amount(row: Row, column: int) -> bool:
    """Whether the cell is a figure and neither a day nor a year."""
    value = row.values[column]
    if value is None or is_blank(value):
        return False
    if isinstance(value, str):
        return is_figure(value) and not _DAY_OR_YEAR.search(value.strip())
    return isinstance(value, Decimal) and not _DAY_OR_YEAR.search(text_at(row, column))


def band_of(text: str) -> str:
    """The age that a column of debts is of, as measures call it: `1-30`; empty for none."""
    words = " ".join(text.casefold().split())
    if _NOT_DUE.fullmatch(words):
        return "not-due"
    if _UNDER.fullmatch(words):
        return "1-30"
    if match := _MONTHS.fullmatch(words):
        return _BY_MONTHS.get(match[1], "over-90")
    if match := _DAYS.fullmatch(words):
        return _BY_LAST_DAY.get(int(match[2]), "over-90")
    return "over-90" if _OVER.fullmatch(words) else ""
