"""How far a table reaches below its headings, and which rows between are none of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from engross.intake.kinds import normal
from engross.intake.region_headings import LOOK, Heading, heading_in, names_known
from engross.intake.row_shapes import Outline, lowest, text_at
from engross.intake.row_views import Chosen
from engross.sources.sheets import Merged, Row

_PAGE = re.compile(r"page\s+[0-9]+(?:\s*(?:of|/)\s*[0-9]+)?", re.IGNORECASE)
_TOTAL = re.compile(r"\btotals?\b|forward|\b[bc]/f\b", re.IGNORECASE)
_ENDS_IN_AMOUNT = re.compile(r".*[0-9]\.[0-9]{2}\W*")
_PAGE_TOP = 6
"""Rows that may stand at the top of each page."""
_PAIR = 2
"""Cells of a line of particulars; a table has as many columns or more."""


class Stretch:
    """A table's rows: those over its headings, the headings, what stands below, and notes."""

    def __init__(
        self,
        outline: Outline,
        merged: Sequence[Merged],
        start: int,
        heading: Heading | None,
        data: int,
    ) -> None:
        self._outline, self._merged = outline, merged
        self._start, self._heading, self._data = start, heading, data
        self._left_out: set[int] = set()
        self.end = self._read()
        """Where the next table begins, title and all."""
        self._last = self._before_notes()

    @property
    def above(self) -> tuple[Row, ...]:
        """Titles and particulars."""
        return self._rows(self._start, self._head)

    @property
    def heading_rows(self) -> tuple[Row, ...]:
        """None where there is no heading."""
        return self._rows(self._head, self._data)

    @property
    def rows(self) -> Sequence[Row]:
        """What stands below, without headings that stand again."""
        return Chosen(self._outline.rows, self._stretches())

    @property
    def below(self) -> tuple[Row, ...]:
        """Notes."""
        return self._rows(self._last, self.end)

    @cached_property
    def masks(self) -> list[int]:
        """The columns that headings and rows fill, as bits."""
        out = self._left_out
        return [self._outline.filled[i] for i in range(self._head, self._last) if i not in out]

    @property
    def columns(self) -> tuple[int, int]:
        """First and last, from 0."""
        filled = 0
        for bits in self.masks:
            filled |= bits
        return (lowest(filled), filled.bit_length() - 1) if filled else (0, 0)

    @property
    def _head(self) -> int:
        return self._heading.first if self._heading else self._data

    def _read(self) -> int:
        outline = self._outline
        for index in range(self._data, len(outline)):
            if not outline.filled[index]:
                self._left_out.add(index)
            elif not outline.wordy[index]:
                continue
            elif self._is_heading_again(index):
                if self._is_titled_anew(index):
                    return self._title_start(self._run_to(index)[0])
                self._left_out.update((*self._page_top(index), index))
            elif self._begins_another(index, run := self._run_to(index)):
                return self._title_start(run[0])
        return len(outline)

    def _is_heading_again(self, index: int) -> bool:
        again = self._outline.again
        first = again.get(index)
        if first is None or self._heading is None or again.get(index - 1, index - 1) == first:
            return False  # rows that are all alike are data
        return self._heading.first <= first <= self._heading.last

    def _is_titled_anew(self, index: int) -> bool:
        """Whether other words than before stand over a heading that stands again.

        Then it is another table: under `Matter COP001` nothing is of matter WRA001 any more.
        """
        width = self._outline.filled[index].bit_count()
        for above in range(index - 1, max(self._data, index - _PAGE_TOP) - 1, -1):
            count = self._outline.filled[above].bit_count()
            if count > _PAIR or _PAIR * count > width or self._says_total(above):
                return False
            known = self._outline.again.get(above, self._data) < self._data
            if count and not known and not self._page(above) and above not in self._left_out:
                return True
        return False

    def _says_total(self, index: int) -> bool:
        return any(_TOTAL.search(text) for text in self._said(index))

    def _page_top(self, index: int) -> Iterator[int]:
        """Rows of words right before a heading that stands again: its titles and page numbers."""
        for above in range(index - 1, max(self._data, index - _PAGE_TOP) - 1, -1):
            if not self._outline.wordy[above]:
                return
            if above in self._left_out:
                continue
            if self._outline.again.get(above, self._data) >= self._data and not self._page(above):
                return
            yield above

    def _page(self, index: int) -> bool:
        return any(_PAGE.fullmatch(text) for text in self._said(index))

    def _run_to(self, index: int) -> list[int]:
        """The unbroken rows of words that end with that one; but few, as no title is long."""
        run = [index]
        while run[0] > self._data and len(run) <= _PAGE_TOP:
            before = run[0] - 1
            if self._outline.after_gap[run[0]] or not self._outline.wordy[before]:
                break
            run.insert(0, before)
        return run

    def _begins_another(self, index: int, run: Sequence[int]) -> bool:
        """Whether the row is in the heading of another table.

        After a blank row its place above figures is enough; within the data it also has to say
        names that columns have, and other ones than the table's own.
        """
        outline = self._outline
        if outline.filled[index].bit_count() < _PAIR or not self._says_other(index):
            return False
        parted = bool(outline.after_gap[run[0]])
        first_of_words = index == self._data or not outline.wordy[index - 1]
        known = (parted or first_of_words) and names_known(outline.rows[index])
        if not (parted or known):
            return False
        figure = self._next_figure(index)
        if figure is None:
            return parted and known
        rows = [*(run if parted else [index]), *range(index + 1, figure)]
        found = heading_in(outline, rows, figure, len(outline), self._merged)
        return found is not None and found.first <= index <= found.last

    def _says_other(self, index: int) -> bool:
        if self._heading is None:
            return True
        own = {normal(text) for text in self._said(self._heading.last)}
        return {normal(text) for text in self._said(index)} != own

    def _next_figure(self, index: int) -> int | None:
        """The first row with figures below, no blank row between but one right above it."""
        for below in range(index + 1, min(len(self._outline), index + LOOK)):
            if not self._outline.wordy[below]:
                return below
            if self._outline.after_gap[below]:
                return None
        return None

    def _title_start(self, first: int) -> int:
        """Where the title begins of a table whose rows of words begin there."""
        start = first
        for index in range(first - 1, self._data, -1):
            count = self._outline.filled[index].bit_count()
            if not self._outline.wordy[index] or count > _PAIR or self._says_total(index):
                break
            if self._outline.after_gap[index]:
                start = index
        return start

    def _before_notes(self) -> int:
        """Where notes begin: rows of words at the end that are too narrow for the table."""
        last = self.end
        width = self._outline.filled[self._data - 1].bit_count() if self._heading else 1
        for index in range(self.end - 1, self._data, -1):
            count = self._outline.filled[index].bit_count()
            if count and not self._outline.wordy[index]:
                break
            if count > _PAIR or (count > 1 and _PAIR * count >= width):
                break
            if count and self._may_be_a_row(index):
                break
            last = index
        return last

    def _may_be_a_row(self, index: int) -> bool:
        """Whether its one cell has run into an amount, or stands right below another column."""
        if any(_ENDS_IN_AMOUNT.fullmatch(text) for text in self._said(index)):
            return True
        if self._outline.after_gap[index]:
            return False
        head = self._outline.filled[self._data - 1] if self._heading else 1
        return lowest(self._outline.filled[index]) > lowest(head)

    def _stretches(self) -> Iterator[tuple[int, int]]:
        first = self._data
        for index in sorted(self._left_out):
            if index >= self._last:
                break
            yield first, index
            first = index + 1
        yield first, self._last

    def _said(self, index: int) -> list[str]:
        row = self._outline.rows[index]
        return [text for column in range(len(row.values)) if (text := text_at(row, column))]

    def _rows(self, first: int, last: int) -> tuple[Row, ...]:
        return tuple(self._outline.rows[i] for i in range(first, last) if self._outline.filled[i])
