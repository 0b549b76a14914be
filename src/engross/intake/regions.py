"""The tables in a sheet, found by their structure: where words stand above figures and days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from engross.intake.region_bands import side_by_side
from engross.intake.region_ends import Stretch
from engross.intake.region_headings import LOOK, first_heading, joined
from engross.intake.row_shapes import Outline
from engross.intake.row_views import headed, within
from engross.intake.sheets import Sheet, sheet_prefix
from engross.sources.sheets import Row, column_letters


@dataclass(frozen=True)
class Region:
    """One table of a sheet."""

    sheet: Sheet
    above: tuple[Row, ...]
    """Titles and particulars over it, where a matter or a period may be named."""
    heading: tuple[Row, ...]
    """Up to three rows; none where the sheet only has values."""
    rows: Sequence[Row]
    """What stands below the headings, subtotals and totals included; headings that stand again on
    each page are not."""
    below: tuple[Row, ...]
    """Notes under it."""
    columns: tuple[int, int]
    """Its first and last columns, from 0."""

    @cached_property
    def headings(self) -> Row | None:
        """The heading as one row, numbered as its last."""
        return joined(self.heading, self.sheet.read.merged) if self.heading else None

    @property
    def first_row(self) -> int:
        """The number of its first row, headings included."""
        return self.heading[0].number if self.heading else self.rows[0].number

    @property
    def address(self) -> str:
        """Its cells, headings and all: `Time!A1:K240`."""
        last = self.rows[-1].number if len(self.rows) else self.heading[-1].number
        first, end = (column_letters(column) for column in self.columns)
        return f"{sheet_prefix(self.sheet.name)}{first}{self.first_row}:{end}{last}"

    def as_sheet(self) -> Sheet:
        """A sheet of the region's rows alone, its heading one row; places are the file's."""
        rows = headed(self.headings, self.rows) if self.headings else self.rows
        return Sheet(self.sheet.file, replace(self.sheet.read, rows=rows))

    def says_above(self) -> Iterator[str]:
        """The words over it."""
        return (v for row in self.above for v in row.values if isinstance(v, str))


def regions(sheet: Sheet) -> tuple[Region, ...]:
    """The tables of the sheet in order: below each other, and beside each other from the left.

    One pass is made over the rows of a sheet; of tables beside each other, one more.
    """
    return tuple(_Cut(sheet, Outline(sheet.rows)).regions())


class _Cut:
    """Cuts a sheet between tables that stand below each other."""

    def __init__(self, sheet: Sheet, outline: Outline) -> None:
        self.sheet, self.outline = sheet, outline

    def regions(self) -> Iterator[Region]:
        """Each table; one that has no title of its own stands under that of the table before."""
        start, stop = 0, len(self.outline)
        title: tuple[Row, ...] = ()
        while start < stop:
            heading = first_heading(self.outline, start, stop, self.sheet.read.merged)
            data = heading.last + 1 if heading else self._first_filled(start, stop)
            if data >= stop and heading is None:
                return
            found = Stretch(self.outline, self.sheet.read.merged, start, heading, data)
            region = self._region(found, title)
            title = region.above
            yield from self._beside(found, region)
            start = found.end

    def _region(self, found: Stretch, title: tuple[Row, ...]) -> Region:
        return Region(
            sheet=self.sheet,
            above=found.above or title,
            heading=found.heading_rows,
            rows=found.rows,
            below=found.below,
            columns=found.columns,
        )

    def _beside(self, found: Stretch, region: Region) -> Iterator[Region]:
        """The tables that stand beside each other in a region, or the region itself."""
        parts = side_by_side(found.masks, region.headings, region.above)
        if len(parts) == 1:
            yield region
            return
        rows = (*region.above, *region.heading, *region.rows, *region.below)
        for columns in parts:
            own = Sheet(self.sheet.file, replace(self.sheet.read, rows=within(rows, columns)))
            for part in regions(own):
                yield replace(part, sheet=self.sheet, above=part.above or region.above)

    def _first_filled(self, start: int, stop: int) -> int:
        """The first row of a table without headings: titles are no part of it."""
        near = range(start, min(stop, start + LOOK))
        filled = (i for i in near if self.outline.filled[i].bit_count() > 1)
        return next(filled, next((i for i in near if self.outline.filled[i]), stop))
