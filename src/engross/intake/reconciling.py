"""Why a stated total is not what its rows make: the rows that explain the difference, if any do.

What is looked for is what goes wrong with exports: an amount that ran into a name, an amount that
no program reads, rows that are hidden, repeated or left out, a formula that stops short, subtotals
added as well, VAT in one figure and not in the other, a sign, two digits the wrong way round.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from engross.intake.entry import Entry
from engross.intake.row_shapes import is_blank
from engross.intake.rows_left_out import row_numbers
from engross.intake.run_on_amounts import amounts_in, run_on
from engross.intake.sheets import Place
from engross.intake.totals import PENNY, Stated
from engross.intake.worth import worth
from engross.sources.sheets import Row
from engross.uk.money import bracketed_cell

if TYPE_CHECKING:
    from engross.intake.tables import Table

_VAT: Final = Decimal("0.2")
_WITH_VAT: Final = ("net", "gross", "amount", "paid", "outstanding")
"""Meanings whose amounts may be with VAT or without."""
_MOST_TOGETHER = 3
_MOST_SUSPECTS = 40
_SEVERAL = 2
_RUNS_SHOWN = 30
_FEW_ROWS = 3
_FILLED = 3
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]+):\$?([A-Z]{1,3})\$?([0-9]+)")


class Suspect(NamedTuple):
    """Something odd that would make a total differ."""

    worth: Decimal
    """By how much the stated total would be more than its rows on its account."""
    rows: tuple[int, ...]
    words: str
    """What it is, for a fee-earner: `A882 ends in 740.00, which was not read`."""
    firm: bool = True
    """Whether it may be put together with others: some digits make any difference."""


@dataclass(frozen=True)
class _Amounts:
    """What stands in the column of a total above it."""

    cells: list[tuple[int, Decimal]] = field(default_factory=list)
    """Row numbers and amounts of the rows that were added."""
    subtotals: list[tuple[int, Decimal]] = field(default_factory=list)
    unread: list[Row] = field(default_factory=list)
    """Rows whose amount is missing or cannot be read."""
    repeats: list[tuple[int, int, Decimal]] = field(default_factory=list)
    """Row, the earlier row that it repeats to the letter, amount."""


def explained(table: Table, total: Stated, aside: Mapping[int, str] | None = None) -> str:
    """Why the total differs, naming rows; empty when nothing explains it to the penny.

    One pass is made over the total's rows. `aside` are the rows that were left out of the figures.
    """
    reader = _Reader(table, total, _amounts(table, total), aside or {})
    for way in _WAYS:
        if words := way(reader):
            return words
    return ""


class _Reader:
    """A total that differs, and what may be the reason."""

    def __init__(
        self, table: Table, total: Stated, amounts: _Amounts, aside: Mapping[int, str]
    ) -> None:
        self.table, self.total, self.amounts, self.aside = table, total, amounts, aside
        self.difference = total.difference

    def is_it(self, worth: Decimal) -> bool:
        """Whether that makes the difference to the penny."""
        return abs(worth - self.difference) < PENNY

    def address(self, row: int, column: int | None = None) -> str:
        """`Time!F4`; without a column, in the total's."""
        chosen = self.total.column if column is None else column
        return Place(self.table.sheet.file, self.table.sheet.name, chosen, row).address

    def suspects(self) -> Iterator[Suspect]:
        """What is odd in the rows, likeliest first."""
        yield from self._not_read()
        yield from self._worked()
        yield from self._hidden()
        for row, first, amount in self.amounts.repeats:
            yield Suspect(-amount, (row,), f"row {row} repeats row {first} to the letter")
        for row, amount in self.amounts.cells:
            if row in self.aside:
                yield Suspect(-amount, (row,), f"row {row} was left out of the figures as well")

    def _not_read(self) -> Iterator[Suspect]:
        for row in self.amounts.unread:
            for column, value in enumerate(row.values):
                for amount in amounts_in(value, own=column == self.total.column):
                    where = self.address(row.number, column)
                    words = f"{where} ends in {shown(amount)}, which stands in no cell of its own"
                    if column == self.total.column:
                        words = f"what {where} says may be {shown(amount)}, but was not read"
                    firm = column == self.total.column or amount != int(amount)
                    yield Suspect(amount, (row.number,), words, firm)

    def _worked(self) -> Iterator[Suspect]:
        """Values that are missing where the row says hours and rate."""
        if self.total.meaning != "value":
            return
        for row in self.amounts.unread:
            if amount := worth(Entry(self.table, row)):
                where = self.address(row.number)
                words = f"{where} has no value, and hours times rate make {shown(amount)} there"
                yield Suspect(amount, (row.number,), words)

    def _hidden(self) -> Iterator[Suspect]:
        hidden = self.table.sheet.read.hidden_rows
        rows = [cell for cell in self.amounts.cells if _is_in(cell[0], hidden)]
        if len(rows) > 1:
            worth = -sum((amount for _, amount in rows), Decimal(0))
            numbers = tuple(row for row, _ in rows)
            yield Suspect(worth, numbers, f"rows {row_numbers(numbers)} are hidden")
        for row, amount in rows:
            yield Suspect(-amount, (row,), f"row {row} is hidden")


def shown(amount: Decimal) -> str:
    """An amount with pence, nil as a figure."""
    return bracketed_cell(amount, 2) if amount else "0.00"


def _amounts(table: Table, total: Stated) -> _Amounts:
    found = _Amounts()
    seen: dict[int, int] = {}
    totals = table.total_rows
    for entry in table.between(total.first_row, total.row):
        number, amount = entry.row.number, entry.number(total.meaning, total.column)
        if number in totals:
            found.subtotals.append((number, amount or Decimal(0)))
        elif amount is None:
            found.unread.append(entry.row)
        else:
            found.cells.append((number, amount))
            filled = tuple(str(value) for value in entry.row.values if not is_blank(value))
            first = seen.setdefault(hash(filled), number)
            if first != number and len(filled) >= _FILLED:
                found.repeats.append((number, first, amount))
    return found


def _together(reader: _Reader) -> str:
    """One odd row, or up to three, that make the difference."""
    suspects = list(reader.suspects())
    for suspect in suspects:
        if reader.is_it(suspect.worth):
            return f"The difference is explained: {suspect.words}."
    if words := _all_run_on(reader):
        return words
    few = [suspect for suspect in suspects if suspect.firm][:_MOST_SUSPECTS]
    for count in range(2, _MOST_TOGETHER + 1):
        for chosen in combinations(few, count):
            rows = [row for suspect in chosen for row in suspect.rows]
            if len(set(rows)) == len(rows) and reader.is_it(_worth(chosen)):
                words = "; ".join(suspect.words for suspect in chosen)
                return f"Together these explain the difference: {words}."
    return ""


def _all_run_on(reader: _Reader) -> str:
    """Many rows in which a separator was lost, so that all have to be counted."""
    column = reader.total.column
    found = [
        (row.number, amount)
        for row in reader.amounts.unread
        if (amount := run_on(row, column)) is not None
    ]
    if len(found) < _SEVERAL or not reader.is_it(sum((a for _, a in found), Decimal(0))):
        return ""
    rows = row_numbers([row for row, _ in found], _RUNS_SHOWN)
    return (
        f"The difference is explained: in {len(found):,} rows the amount stands further left "
        f"or has run into another cell, as a separator is missing: rows {rows}."
    )


def _worth(suspects: Sequence[Suspect]) -> Decimal:
    return sum((suspect.worth for suspect in suspects), Decimal(0))


def _formula(reader: _Reader) -> str:
    """A formula whose range leaves out some of the rows."""
    total = reader.total
    formula = reader.table.sheet.read.formulas.get((total.row, total.column), "")
    ranges = [(int(m[2]), int(m[4])) for m in _RANGE.finditer(formula)]
    if not ranges:
        return ""
    outside = [cell for cell in reader.amounts.cells if not _is_in(cell[0], ranges)]
    if not outside or not reader.is_it(-sum((a for _, a in outside), Decimal(0))):
        return ""
    rows = row_numbers([row for row, _ in outside])
    what = "row" if len(outside) == 1 else "rows"
    return f"The difference is explained: its formula, {formula}, leaves out {what} {rows}."


def _subtotals(reader: _Reader) -> str:
    """Subtotals added as well, all of them or one."""
    listed = reader.amounts.subtotals
    everything = sum((amount for _, amount in listed), Decimal(0))
    if len(listed) > 1 and reader.is_it(everything):
        rows = row_numbers([row for row, _ in listed])
        return f"The difference is explained: it adds the totals in rows {rows} as well."
    for row, amount in listed:
        if amount and reader.is_it(amount):
            return f"The difference is explained: it adds the total in row {row} as well."
    return ""


def _vat(reader: _Reader) -> str:
    """VAT in one of the two and not in the other."""
    total, found = reader.total, reader.total.found
    if reader.is_it(found * _VAT):
        return "It is the rows with 20% VAT added, so one of them is with VAT and one without."
    if abs(total.stated * (1 + _VAT) - found) < PENNY:
        return "The rows are the total with 20% VAT added, so one is with VAT and one without."
    return ""


def _guesses(reader: _Reader) -> str:
    """Everything else that single rows would make; by chance, one of many rows often does."""
    ways = (_vat_of_a_row, _one_row, _sign, _transposed)
    said = [words for way in ways if (words := way(reader))]
    return f"It may be that {', or that '.join(said)}." if said else ""


def _vat_of_a_row(reader: _Reader) -> str:
    if reader.total.meaning not in _WITH_VAT:
        return ""
    return _few_rows(
        reader,
        lambda amount: (-amount / 6, amount * _VAT),
        "{rows} is with VAT in the one and without it in the other",
    )


def _one_row(reader: _Reader) -> str:
    """A row that the total leaves out, or has twice."""
    return _few_rows(
        reader, lambda amount: (-amount,), "the total leaves out {rows}, which holds just that"
    ) or _few_rows(
        reader, lambda amount: (amount,), "the total counts {rows} twice, which holds just that"
    )


def _sign(reader: _Reader) -> str:
    return _few_rows(
        reader, lambda amount: (-2 * amount,), "the sign of {rows} is the wrong way round"
    )


def _transposed(reader: _Reader) -> str:
    """Two digits the wrong way round: then the difference in pence is divisible by nine."""
    if int(reader.difference * 100) % 9:
        return ""
    return _few_rows(reader, _swaps, "two digits of {rows} are the wrong way round")


def _few_rows(reader: _Reader, worths: Callable[[Decimal], Sequence[Decimal]], words: str) -> str:
    """What is said of those rows, if they are few enough to say something."""
    rows = [
        row
        for row, amount in reader.amounts.cells
        if amount and any(reader.is_it(worth) for worth in worths(amount))
    ]
    if not 0 < len(rows) <= _FEW_ROWS:
        return ""
    named = " or ".join(reader.address(row) for row in rows)
    return words.format(rows=named)


_WAYS: Final = (_together, _formula, _subtotals, _vat, _guesses)


def _swaps(amount: Decimal) -> list[Decimal]:
    """By how much an amount would change with two neighbouring digits swapped."""
    pence = str(int(abs(amount) * 100))
    sign = -1 if amount < 0 else 1
    swapped = (
        pence[:at] + pence[at + 1] + pence[at] + pence[at + 2 :] for at in range(len(pence) - 1)
    )
    return [
        sign * Decimal(text) / 100 - amount for text in swapped if text != pence and text[0] != "0"
    ]


def _is_in(row: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(first <= row <= last for first, last in ranges)
