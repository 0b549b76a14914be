"""A recognised sheet parted into entries, totals and remarks; totals are compared, never summed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engross.intake.cells import Amount, Unreadable, date_of, hours_of, money_of, text_of
from engross.intake.columns import Headings, normal
from engross.intake.sheets import Place, Sheet
from engross.records import Finding
from engross.sources.sheets import NOT_CALCULATED, Row, Value
from engross.uk.money import format_cell

_TOTAL = re.compile(
    r"\W*(?:(?:grand|sub|overall)[ -]?)?totals?\W*"
    r"(?:(?:for|of|fees|hours|excluding|excl|net|carried|c/f)\b.*)?"
    r"|(?:carried|brought) forward|[bc]/f",
    re.IGNORECASE,
)
_ADDED = (
    "hours", "minutes", "units", "value", "cost", "net", "vat", "gross", "amount", "paid",
    "outstanding", "budget", "to_complete", "to_date",
)  # fmt: skip
"""Meanings that can be summed down a column."""
_PENNY = Decimal("0.01")
MOST_ALIKE = 10
"""Rows left out for one reason that are listed one by one."""
_CELL_WORDS = re.compile(r"“[^”]*”|[0-9]+")
"""What of a reason only says what the cell holds."""


@dataclass(frozen=True)
class Table:
    """A sheet whose headings are understood."""

    sheet: Sheet
    headings: Headings

    @property
    def kind(self) -> str:
        """The kind's key: `time`."""
        return self.headings.kind.key

    def has(self, meaning: str) -> bool:
        """Whether a column means that."""
        return meaning in self.headings.columns

    def entries(self) -> Iterator[Entry]:
        """The rows that are neither headings nor totals."""
        return (entry for entry in self._below() if not entry.is_total and not entry.is_heading)

    def totals_that_differ(self) -> Iterator[Finding]:
        """A finding for each total in the sheet that is not the sum of what stands above it."""
        for meaning in _ADDED:
            if self.has(meaning):
                yield from self._differences(meaning)

    def _below(self) -> Iterator[Entry]:
        return (Entry(self, row) for row in self.sheet.rows if row.number > self.headings.row)

    def _differences(self, meaning: str) -> Iterator[Finding]:
        since_total = above = Decimal(0)
        for entry in self._below():
            number = entry.number_if_any(meaning)
            if not entry.is_total:
                since_total, above = since_total + number, above + number
                continue
            if (
                entry.states(meaning)
                and min(abs(number - since_total), abs(number - above)) > _PENNY
            ):
                yield _differs(entry, meaning, number, since_total)
            since_total = Decimal(0)


@dataclass(frozen=True)
class Entry:
    """One row of a table, read by what its columns mean."""

    table: Table
    row: Row

    def value(self, meaning: str) -> Value:
        """What the cell holds; `None` without such a column."""
        column = self.table.headings.columns.get(meaning)
        if column is None or column >= len(self.row.values):
            return None
        return self.row.values[column]

    def place(self, meaning: str = "") -> Place:
        """Where that cell stands; without a meaning, the row's first cell."""
        column = self.table.headings.columns.get(meaning, 0)
        return Place(self.table.sheet.file, self.table.sheet.name, column, self.row.number)

    def text(self, meaning: str) -> str:
        """The cell's words on one line; empty without such a column."""
        return text_of(self.value(meaning))

    def amount(self, meaning: str) -> Amount | None:
        """The cell's amount; `None` when it is empty.

        Raises:
            Unreadable: it holds something else.
        """
        value = money_of(self.value(meaning), _called(meaning))
        return None if value is None else Amount(value, (self.place(meaning),))

    def hours(self) -> Amount | None:
        """The hours, from whichever column has them; six minutes to a unit.

        Raises:
            Unreadable: the cell holds something else.
        """
        for meaning, divisor in (("hours", 1), ("minutes", 60), ("units", 10)):
            value = hours_of(self.value(meaning))
            if value is not None:
                return Amount(value / divisor, (self.place(meaning),))
        return None

    @property
    def is_total(self) -> bool:
        """Whether it is a total or subtotal: says so in words, and names no day of its own."""
        said = any(isinstance(v, str) and _TOTAL.fullmatch(v.strip()) for v in self.row.values)
        if not said:
            return False
        return not self.table.has("date") or not self._dated()

    @property
    def is_heading(self) -> bool:
        """Whether it repeats the headings, as printed lists do on each page."""
        names = [normal(v) for v in self.row.values if isinstance(v, str)]
        return names == [normal(name) for name in self.table.headings.names]

    def states(self, meaning: str) -> bool:
        """Whether the cell holds a number."""
        try:
            return money_of(self.value(meaning), meaning) is not None
        except Unreadable:
            return False

    def number_if_any(self, meaning: str) -> Decimal:
        """The cell's number, nil when it holds none; for comparing totals only."""
        return (
            money_of(self.value(meaning), meaning) or Decimal(0)
            if self.states(meaning)
            else Decimal(0)
        )

    @property
    def uncalculated(self) -> tuple[Place, ...]:
        """The cells that hold a formula without a stored result."""
        return tuple(
            Place(self.table.sheet.file, self.table.sheet.name, column, self.row.number)
            for column, value in enumerate(self.row.values)
            if value is NOT_CALCULATED
        )

    def _dated(self) -> bool:
        try:
            return date_of(self.value("date"), "date") is not None
        except Unreadable:
            return False


def rows_set_aside(rows: Sequence[tuple[Entry, str]]) -> Iterator[Finding]:
    """The findings for rows that are left out: of one reason ten one by one, then how many more."""
    alike: dict[str, list[tuple[Entry, str]]] = {}
    for row in rows:
        listed = alike.setdefault(_CELL_WORDS.sub("", row[1]), [])
        listed.append(row)
        if len(listed) <= MOST_ALIKE:
            yield set_aside(*row)
    for listed in alike.values():
        if len(listed) > MOST_ALIKE:
            yield _more_set_aside(listed[MOST_ALIKE:], len(listed))


def set_aside(entry: Entry, reason: str, severity: str = "warn") -> Finding:
    """The finding for a row that is left out."""
    sheet = f" of {entry.table.sheet.name}" if entry.table.sheet.name else ""
    return Finding.model_validate(
        {
            "rule": "row-set-aside",
            "severity": severity,
            "place": str(entry.place()),
            "message": f"Row {entry.row.number}{sheet} was left out: {reason}.",
            "suggestion": "If it belongs to this matter, correct it and export the file again.",
        }
    )


def _more_set_aside(rows: Sequence[tuple[Entry, str]], alike: int) -> Finding:
    (first, reason), (last, _) = rows[0], rows[-1]
    sheet = f" of {first.table.sheet.name}" if first.table.sheet.name else ""
    left_out = f"1 more row{sheet}, row {first.row.number}, was left out"
    if len(rows) > 1:
        left_out = (
            f"{len(rows):,} more rows{sheet}, the first of them row {first.row.number} and the "
            f"last row {last.row.number}, were left out"
        )
    return Finding(
        rule="row-set-aside",
        severity="warn",
        place=str(first.place()),
        message=(
            f"{left_out} for a reason like the {MOST_ALIKE} before, {alike:,} in all; "
            f"row {first.row.number}: {reason}."
        ),
        suggestion="If they belong to this matter, correct them and export the file again.",
    )


def summed(amounts: Iterable[Amount]) -> Amount:
    """The amounts added, with all their cells."""
    listed = list(amounts)
    places = tuple(place for amount in listed for place in amount.places)
    return Amount(sum((amount.value for amount in listed), Decimal(0)), places)


def _differs(entry: Entry, meaning: str, stated: Decimal, found: Decimal) -> Finding:
    return Finding(
        rule="totals-differ",
        severity="warn",
        place=str(entry.place(meaning)),
        message=(
            f"The total of {_called(meaning)} says {format_cell(stated, pence=True)}, "
            f"but the rows above it add up to {format_cell(found, pence=True)}."
        ),
        suggestion="The rows were used, not the total. Check which is right.",
    )


def _called(meaning: str) -> str:
    return meaning.replace("_", " ")
