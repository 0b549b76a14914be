"""Golden documents: what a Word file says, written out as text and compared with what was agreed.

`make golden` (ENGROSS_REWRITE_GOLDEN=1) writes the files anew; a person reads the difference.
"""

import io
import os
import re
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

import docx as python_docx
import pytest
from docx.document import Document

from engross.ooxml.text import Block, read_text

FOLDER = Path(__file__).parent
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def agrees_with_golden() -> Callable[[str, str], bool]:
    """`agrees_with_golden(name, text)`: whether the text is the golden one, or is now."""
    return _agrees


def _agrees(name: str, text: str) -> bool:
    path = FOLDER / f"{name}.txt"
    if os.environ.get("ENGROSS_REWRITE_GOLDEN") == "1":
        path.write_text(text, encoding="utf-8")
    golden = path.read_text(encoding="utf-8")
    # Compared here, where pytest shows the difference line by line.
    assert text.splitlines() == golden.splitlines()
    return True


@pytest.fixture
def written_out() -> Callable[[bytes], str]:
    """`written_out(docx)`: styles and text, tables, charts, bookmarks and comments, as text."""
    return _written_out


def _written_out(docx: bytes) -> str:
    document = python_docx.Document(io.BytesIO(docx))
    lines = [*_text(read_text(docx, charts=True)), *_bookmarks(document), *_comments(document)]
    return "\n".join(lines) + "\n"


def _text(blocks: tuple[Block, ...]) -> Iterator[str]:
    for part, in_part in groupby(blocks, key=lambda block: block.part):
        yield f"[{part}]"
        for row, cells in groupby(in_part, key=_row):
            if row.startswith(("table", "chart")):
                yield f"{row}: " + " | ".join(block.text for block in cells)
            else:
                yield from (f"{block.style} | {block.text}" for block in cells)
        yield ""


def _row(block: Block) -> str:
    """`table 1, row 2` for what stands in one, `chart fees, series 1` for a chart's points."""
    if block.style == "chart":
        return re.sub(r"(?<=, category) \d+$|, point \d+$", "", block.place)
    return block.place.partition(", cell ")[0] if ", cell " in block.place else "paragraph"


def _bookmarks(document: Document) -> Iterator[str]:
    texts: dict[str, str] = {}
    still_open: dict[str, str] = {}
    for element in document.element.body.iter():
        if element.tag == f"{WORD}bookmarkStart":
            still_open[element.get(f"{WORD}id")] = element.get(f"{WORD}name")
            texts[element.get(f"{WORD}name")] = ""
        elif element.tag == f"{WORD}bookmarkEnd":
            del still_open[element.get(f"{WORD}id")]
        elif element.tag == f"{WORD}t":
            for name in still_open.values():
                texts[name] += element.text
    yield "[bookmarks]"
    yield from (f"{name} = {text}" for name, text in texts.items())
    yield ""


def _comments(document: Document) -> Iterator[str]:
    yield "[comments]"
    for comment in document.comments:
        yield f"{comment.comment_id} by {comment.author}, {comment.timestamp:%Y-%m-%d}"
        yield from (f"    {line}" for line in comment.text.splitlines())
