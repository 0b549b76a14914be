"""A recognised table parted into entries and totals; totals are compared, never summed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from engross.intake.cells import Amount
from engross.intake.columns import Headings
from engross.intake.date_columns import DateColumns
from engross.intake.entry import Entry, called
from engross.intake.kinds import normal
from engross.intake.reconciling import explained, shown
from engross.intake.regions import Region
from engross.intake.row_shapes import is_blank
from engross.intake.sheets import Place, Sheet
from engross.intake.totals import Stated, Totals
from engross.records import Finding
from engross.records.quality import TotalReport
from engross.sources.sheets import Row

_MOST_EXPLAINED = 20
"""Totals that differ for which rows are searched; a table with more has one cause."""


class _Comparison(NamedTuple):
    aside: Mapping[int, str]
    """The rows that were left out of the figures when the totals were compared."""
    reports: Sequence[tuple[Stated, TotalReport]]


@dataclass(eq=False)
class Table:
    """A table whose headings are understood."""

    sheet: Sheet
    """Its rows alone, headings first."""
    headings: Headings
    region: Region | None = None
    """Where it stands; `None` for a whole sheet that was read as one table."""
    dates: DateColumns = field(init=False, repr=False)
    """The order of its days."""
    _read: Totals | None = field(default=None, init=False, repr=False)
    _compared: _Comparison | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        self.dates = DateColumns(self)

    @property
    def kind(self) -> str:
        """The kind's key: `time`."""
        return self.headings.kind.key

    @property
    def above(self) -> tuple[Row, ...]:
        """Titles and particulars over it."""
        if self.region is not None:
            return self.region.above
        return tuple(row for row in self.sheet.rows if row.number < self.headings.row)

    @property
    def first_column(self) -> int:
        """From 0."""
        return self.region.columns[0] if self.region else 0

    @property
    def last_row(self) -> int:
        """The number of its last row."""
        return self.sheet.rows[-1].number

    @property
    def total_rows(self) -> frozenset[int]:
        """The numbers of the rows that are totals."""
        return frozenset(self._totals().rows)

    def has(self, meaning: str) -> bool:
        """Whether a column means that."""
        return meaning in self.headings.columns

    def entries(self) -> Iterator[Entry]:
        """The rows that are neither headings nor totals; totals are compared on the way."""
        totals = Totals(self)
        for entry in self._below():
            if not totals.take(entry) and self.headings.holds(entry.row):
                yield entry
        self._read = totals

    def between(self, first: int, last: int) -> Iterator[Entry]:
        """Its rows from one number up to another, totals among them."""
        return (entry for entry in self._below() if first <= entry.row.number < last)

    def totals(
        self, aside: Mapping[int, str] | None = None, others: Collection[int] = ()
    ) -> tuple[TotalReport, ...]:
        """Every total that it states of a column that is not sensitive.

        Those that differ come with the rows that may explain it. `aside` are the numbers of rows
        that were left out of the figures, with the reasons; `others` those of rows of other
        clients: a total over one of them is not told.
        """
        sensitive = self.headings.sensitive
        return tuple(
            report
            for total, report in self._reports(aside)
            if total.column not in sensitive and not _over(total, others)
        )

    def totals_that_differ(
        self, aside: Mapping[int, str] | None = None, others: Collection[int] = ()
    ) -> Iterator[Finding]:
        """A finding for each total that is not the sum of the rows it stands under.

        One over a row of another client is told without its figures.
        """
        for total, report in self._reports(aside):
            if not total.agrees:
                yield _differs(self, report, figures=not _over(total, others))

    def _reports(self, aside: Mapping[int, str] | None) -> Sequence[tuple[Stated, TotalReport]]:
        """What `_compare` says, worked out once: the search for what explains a total is long."""
        given = dict(aside or {})
        if self._compared is None or self._compared.aside != given:
            self._compared = _Comparison(given, tuple(self._compare(given)))
        return self._compared.reports

    def _compare(self, aside: Mapping[int, str]) -> Iterator[tuple[Stated, TotalReport]]:
        differing: list[Stated] = []
        for total in self._totals().stated:
            words = ""
            if not total.agrees:
                words = self._because_of(total, differing)
                if not words and len(differing) < _MOST_EXPLAINED:
                    words = explained(self, total, aside)
                differing.append(total)
            yield total, self._report(total, words)

    def _because_of(self, total: Stated, differing: Iterable[Stated]) -> str:
        """Where a total within it differs by just as much, that one."""
        for other in differing:
            same = other.column == total.column and other.difference == total.difference
            if same and other.row >= total.first_row:
                return f"The total in {self._place(other).address} differs by just as much."
        return ""

    def _report(self, total: Stated, words: str) -> TotalReport:
        return TotalReport(
            place=self._place(total).address,
            column=called(total.meaning),
            stated=total.stated,
            found=total.found,
            explanation=words,
        )

    def _place(self, total: Stated) -> Place:
        return Place(self.sheet.file, self.sheet.name, total.column, total.row)

    def _totals(self) -> Totals:
        if self._read is None:
            self._read = Totals(self)
            for entry in self._below():
                self._read.take(entry)
        return self._read

    def _below(self) -> Iterator[Entry]:
        names = [normal(name) for name in self.headings.names]
        for row in self.sheet.rows:
            if row.number > self.headings.row and not _is_heading(row, names):
                yield Entry(self, row)


def summed(amounts: Iterable[Amount]) -> Amount:
    """The amounts added, with all their cells."""
    listed = list(amounts)
    places = tuple(place for amount in listed for place in amount.places)
    return Amount(sum((amount.value for amount in listed), Decimal(0)), places)


def _is_heading(row: Row, names: Sequence[str]) -> bool:
    """Whether it repeats the headings, as printed lists do on each page."""
    first = next((value for value in row.values if not is_blank(value)), None)
    if not isinstance(first, str) or normal(first) != names[0]:
        return False
    return [normal(v) for v in row.values if isinstance(v, str) and v.strip()] == list(names)


def _over(total: Stated, rows: Collection[int]) -> bool:
    """Whether the total is over any of the rows."""
    return any(total.first_row <= number < total.row for number in rows)


def _differs(table: Table, report: TotalReport, *, figures: bool) -> Finding:
    reason = f" {report.explanation}" if report.explanation else ""
    message = (
        f"The total of {report.column} says {shown(report.stated)}, but the rows above it add "
        f"up to {shown(report.found)}.{reason}"
    )
    if not figures:
        message = (
            f"The total of {report.column} is not what the rows above it add up to; other clients' "
            "rows are among them, so its figures are not told here."
        )
    return Finding(
        rule="totals-differ",
        severity="warn",
        place=f"{table.sheet.file.name} {report.place}",
        message=message,
        suggestion="The rows were used, not the total. Check which is right.",
    )
