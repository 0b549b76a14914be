"""Stretches of Word documents and PDFs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from engross.knowledge.pieces.outline import Outline, title_of
from engross.knowledge.pieces.remarks import worth_saying
from engross.knowledge.pieces.stretches import Place, Stretch
from engross.knowledge.pieces.tables import Row
from engross.sources import apart
from engross.sources.documents import BlockRead
from engross.sources.file import SourceFile
from engross.sources.texts import one_line

_CELL: Final = re.compile(
    r"(?P<table>(?:page \d+, )?table \d+), row (?P<row>\d+), cell (?P<cell>\d+)"
)
_CONTENTS: Final = re.compile(r"\S.*(?:\t|\.{4,}|(?: \.){4,})\s*(?:\d+|[ivxl]+)")
"""A line of a table of contents, which says only what stands elsewhere."""
_LONGEST_LINE: Final = 300
"""Characters of such a line; the pattern takes the square of a longer one's time."""
_NOTES: Final = ("footnote", "endnote")


def stretches_of_document(file: SourceFile, left_out: list[str]) -> Iterator[Stretch]:
    """The paragraphs, list items and rows of tables of a .docx or .pdf file.

    Raises:
        InputError: it cannot be read.
    """
    document = apart.read_document(file)
    left_out += worth_saying(document.remarks)
    outline = Outline(title=title_of(file))
    for table, group in groupby(document.blocks, _table_of):
        if table:
            yield from _table(table, list(group), outline, paged=table.startswith("page"))
        else:
            yield from _running_text(group, outline)
    yield from outline.end()


def _table_of(block: BlockRead) -> str:
    match = _CELL.match(block.place)
    return match["table"] if match else ""


def _running_text(blocks: Iterator[BlockRead], outline: Outline) -> Iterator[Stretch]:
    for block in blocks:
        text = one_line(block.text)
        if len(block.text) <= _LONGEST_LINE and _CONTENTS.fullmatch(block.text):
            continue
        if block.level:
            yield from outline.heading(text, block.level)
            continue
        place = Place.read(block.place)
        if place and not place.within:
            place = None
        if block.indent is not None:
            stretch = outline.item(text, block.indent, place)
        else:
            stretch = outline.paragraph(text, place)
        # What stands at the end of all pages is under no heading.
        yield stretch._replace(above=()) if block.place.startswith(_NOTES) else stretch


def _table(
    table: str, blocks: Sequence[BlockRead], outline: Outline, *, paged: bool
) -> Iterator[Stretch]:
    """A table; one of a single column is a frame around paragraphs."""
    cells = [(match, block) for block in blocks if (match := _CELL.match(block.place))]
    if all(match["cell"] == "1" for match, _ in cells):
        yield from _running_text((block for _, block in cells), outline)
        return
    rows: dict[int, dict[int, str]] = {}
    for match, block in cells:
        row, column = rows.setdefault(int(match["row"]), {}), int(match["cell"]) - 1
        row[column] = f"{row.get(column, '')} {one_line(block.text)}".strip()
    listed = [Row(number, row) for number, row in rows.items()]
    # Word counts a row's cells, so one that is merged moves those after it; a page's are a grid.
    yield from outline.table(listed, within=table if paged else "", grid=paged)
