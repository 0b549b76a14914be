"""Stretches of workbooks: each row of a table with its headings, as the program shows it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from engross.knowledge.pieces.outline import title_of
from engross.knowledge.pieces.remarks import worth_saying
from engross.knowledge.pieces.stretches import Place, Stretch
from engross.knowledge.pieces.tables import Row, looks_headed, row_texts
from engross.knowledge.pieces.view import SeenRow, View
from engross.sources import apart
from engross.sources.file import SourceFile
from engross.sources.sheets import SheetRead

_NAMELESS: Final = re.compile(r"(?:sheet|tabelle|feuil|hoja)\s*\d*", re.IGNORECASE)
"""A sheet's name that nobody gave it."""
_TITLES: Final = 6
"""Rows of a block among which its headings are looked for."""
_ROWS_OF_HEADINGS: Final = 2
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


def stretches_of_workbook(file: SourceFile, left_out: list[str]) -> Iterator[Stretch]:
    """The rows of a workbook that it shows.

    Raises:
        InputError: it cannot be read.
    """
    book = apart.read_workbook(file)
    left_out += worth_saying(book.remarks)
    for sheet in book.sheets:
        if sheet.hidden:
            left_out += [f"The hidden sheet “{sheet.name}” left out."] if sheet.rows else []
            continue
        view = View(sheet)
        named = "" if _NAMELESS.fullmatch(sheet.name) else sheet.name
        above = tuple(part for part in (title_of(file), named) if part)
        for block in _tables(view.blocks()):
            yield from _block(block, sheet, above)
        left_out += view.unseen()


def _tables(blocks: Iterable[list[SeenRow]]) -> Iterator[list[SeenRow]]:
    """The blocks; headings above an empty row stand with the figures below it."""
    waiting: list[SeenRow] = []
    for block in blocks:
        if waiting and _only_headings(waiting) and _figures_follow(waiting, block):
            waiting = [*waiting, *block]
            continue
        if waiting:
            yield waiting
        waiting = block
    if waiting:
        yield waiting


def _only_headings(rows: Sequence[SeenRow]) -> bool:
    wide = [row for row in rows if len(row.cells) > 1]
    worded = all(cell.worded for row in rows for cell in row.cells.values())
    return worded and 0 < len(wide) <= _ROWS_OF_HEADINGS and len(rows[-1].cells) > 1


def _figures_follow(rows: Sequence[SeenRow], block: Sequence[SeenRow]) -> bool:
    near = block[0].number - rows[-1].number <= _ROWS_OF_HEADINGS
    return near and not all(cell.worded for cell in block[0].cells.values())


def _block(rows: Sequence[SeenRow], sheet: SheetRead, above: tuple[str, ...]) -> Iterator[Stretch]:
    """A table: lines of one cell above its headings are its title."""
    columns = {column for row in rows for column in row.cells}
    at = next((n for n in range(min(_TITLES, len(rows) - 1)) if _heads(rows[n:], columns)), -1)
    start, titles = at if at >= 0 else _lines_of_one_cell(rows), list[str]()
    for row in rows[:start]:
        if len(row.cells) == 1:
            titles += [cell.text for cell in row.cells.values()]
        else:
            yield from _rows([row], [], sheet, above)
    headings = [rows[at].cells_across] if at >= 0 else []
    yield from _rows(rows[start + len(headings) :], headings, sheet, (*above, *titles))


def _lines_of_one_cell(rows: Sequence[SeenRow]) -> int:
    """How many rows of one cell stand above a table."""
    return next((n for n, row in enumerate(rows) if len(row.cells) > 1), 0)


def _rows(
    rows: Sequence[SeenRow],
    headings: Sequence[Mapping[int, str]],
    sheet: SheetRead,
    above: tuple[str, ...],
) -> Iterator[Stretch]:
    by_number = {row.number: row.cells for row in rows}
    listed = [Row(0, cells) for cells in headings]
    listed += [Row(row.number, row.texts) for row in rows]
    for found in row_texts(listed, headed=bool(headings)):
        columns = by_number[found.number]
        place = Place(sheet.name, "", found.number, found.number, (min(columns), max(columns)))
        yield Stretch(found.text, place, "row", above, found.headings)


def _heads(rows: Sequence[SeenRow], columns: Collection[int]) -> bool:
    """Whether the first of the rows holds words, or words and years, as headings do."""
    first = rows[0]
    years = (cell.text for cell in first.cells.values() if not cell.worded)
    worded = any(cell.worded for cell in first.cells.values())
    if not worded or not all(_YEAR.fullmatch(text) for text in years):
        return False
    below = [Row(row.number, row.texts) for row in rows[1:]]
    return looks_headed([Row(first.number, first.cells_across), *below], columns)
