"""Tables of a PDF that lines are drawn around, cell by cell."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

import pdfplumber
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from engross.sources.readers.pdf.lines import PdfLine
from engross.sources.texts import clean, one_line

BROKEN = (PdfminerException, ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What the library raises on a page that it cannot read."""
_SMALLEST = 2
"""Rows and columns of a table."""


class PdfTable(NamedTuple):
    """A table on a page; distances in points from the page's lower left corner."""

    left: float
    bottom: float
    right: float
    top: float
    rows: tuple[tuple[str, ...], ...]

    def holds(self, line: PdfLine) -> bool:
        """Whether the line stands in it."""
        across, up = line.middle
        return self.left <= across <= self.right and self.bottom <= up <= self.top


def tables_of(data: bytes, pages: Collection[int]) -> Mapping[int, tuple[PdfTable, ...]]:
    """The tables of those pages, from above, by page; pages are counted from 1.

    Raises:
        BROKEN: one of these.
    """
    with pdfplumber.open(io.BytesIO(data), pages=sorted(pages)) as document:
        return {page.page_number: tuple(_tables(page)) for page in document.pages}


def _tables(page: Page) -> Iterator[PdfTable]:
    left, upper, _, lower = page.bbox
    for table in page.find_tables():
        rows = tuple(tuple(one_line(clean(cell or "")) for cell in row) for row in table.extract())
        if len(rows) >= _SMALLEST and max(map(len, rows)) >= _SMALLEST:
            x0, top, x1, bottom = table.bbox
            yield PdfTable(x0 - left, lower - bottom, x1 - left, lower - top + min(0, upper), rows)
    page.close()
