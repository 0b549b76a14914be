"""Stretches of Markdown and plain text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import Final

from engross.knowledge.pieces.lines import Block, markdown_blocks, plain_blocks
from engross.knowledge.pieces.outline import Outline, title_of
from engross.knowledge.pieces.stretches import Stretch
from engross.knowledge.pieces.tables import Row
from engross.sources.file import SourceFile
from engross.sources.texts import decode

_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_COMMENT_ENDS: Final = "-->"
_FRONT_MATTER: Final = re.compile(r"\A---[ \t]*\n.*?\n---[ \t]*\n", re.DOTALL)


def stretches_of_text(file: SourceFile) -> Iterator[Stretch]:
    """The paragraphs, list items and rows of a .md or .txt file.

    Raises:
        InputError: it is not text.
    """
    text = unicodedata.normalize("NFC", decode(file).text)
    if file.suffix == ".md":
        blocks = markdown_blocks(_without_comments(_FRONT_MATTER.sub("", text)))
    else:
        blocks = plain_blocks(text)
    return _stretches(blocks, Outline(title=title_of(file)))


def _without_comments(text: str) -> str:
    """One that is never closed is text; nothing is looked for behind the last end of one."""
    commented, end, rest = text.rpartition(_COMMENT_ENDS)
    return _COMMENT.sub("", commented + end) + rest


def _stretches(blocks: Iterable[Block], outline: Outline) -> Iterator[Stretch]:
    for kind, group in groupby(blocks, lambda block: block.kind):
        if kind == "row":
            yield from _table(list(group), outline)
            continue
        for block in group:
            if block.kind == "heading":
                yield from outline.heading(block.text, block.level)
            elif block.kind == "item":
                yield outline.item(block.text, block.indent)
            else:
                yield outline.paragraph(block.text)
    yield from outline.end()


def _table(blocks: list[Block], outline: Outline) -> Iterator[Stretch]:
    """Each table of some rows; one that follows at once begins with its heading row."""
    starts = [0, *(n for n, block in enumerate(blocks) if block.heads and n), len(blocks)]
    for start, end in pairwise(starts):
        rows = blocks[start:end]
        yield from outline.table(_rows(rows), headed=rows[0].heads)


def _rows(blocks: list[Block]) -> list[Row]:
    return [
        Row(number, {n: text for n, text in enumerate(block.cells) if text})
        for number, block in enumerate(blocks, start=1)
    ]
