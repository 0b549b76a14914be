"""A small language for edited documents: `{1:£9,490}` is `figure1`, in its bookmark."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence

import docx
import pytest

from engross.ooxml.anchors import place_anchors
from engross.ooxml.marks import mark
from engross.records import Figure
from engross.returning import ReadBack, read_back

FIGURE = re.compile(r"\{(\d+):([^}]*)\}")
Rows = Sequence[Sequence[str]]
Word = Callable[..., bytes]
Edited = Callable[..., ReadBack]


@pytest.fixture
def word() -> Word:
    """`word("We billed {1:£9,490}.", rows=[["Net", "{2:500}"]])`: paragraphs, then a table."""
    return _word


@pytest.fixture
def edited() -> Edited:
    """`edited(["before"], ["after"])`: what reading the second back against the first comes to."""
    return _edited


def _word(*paragraphs: str, rows: Rows = ()) -> bytes:
    made, target = docx.Document(), io.BytesIO()
    for words in paragraphs:
        made.add_paragraph(_marked(words))
    if rows:
        table = made.add_table(len(rows), len(rows[0]))
        for number, cells in enumerate(rows):
            for cell, words in zip(table.rows[number].cells, cells, strict=True):
                cell.text = _marked(words)
    made.save(target)
    return place_anchors(target.getvalue())


def _marked(words: str) -> str:
    return FIGURE.sub(lambda found: mark(f"figure{found[1]}", found[2]), words)


def _edited(
    before: Sequence[str], after: Sequence[str], rows: Rows = (), rows_after: Rows | None = None
) -> ReadBack:
    said = [*before, *(cell for row in rows for cell in row)]
    figures = [figure(found[1], found[2]) for words in said for found in FIGURE.finditer(words)]
    changed = rows if rows_after is None else rows_after
    return read_back(_word(*after, rows=changed), _word(*before, rows=rows), figures)


def figure(number: str, text: str) -> Figure:
    """A figure of the held document; a sentence is a quotation."""
    kind = "quote" if text.endswith(".") else "fact"
    return Figure(
        anchor=f"figure{number}", id=f"f{number}", kind=kind, text=text, place="", origin=""
    )
