"""Lines of a text put together to headings, paragraphs, list items and rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from engross.knowledge.pieces.marks import LIST_ITEM, unmarked

Kind = Literal["heading", "paragraph", "item", "row"]


class Block(NamedTuple):
    """What some lines are together."""

    kind: Kind
    text: str
    first: int
    """Its first line, from 1."""
    last: int
    level: int = 0
    """Of a heading, from 1."""
    indent: int = 0
    """Spaces before a list item's mark."""
    cells: tuple[str, ...] = ()
    """Of a row."""
    heads: bool = False
    """Whether the row holds its table's headings."""


_HEADING: Final = re.compile(r" {0,3}(#{1,6})(?=\s|$)")
_UNDERLINE: Final = re.compile(r"=+|-{2,}")
_FENCE: Final = re.compile(r"\s*(```+|~~~+)")
_UNDER_HEADINGS: Final = re.compile(r":?-+:?")
"""A cell of the rule below a table's headings."""
_COLUMN_END: Final = re.compile(r"(?<!\\)\|")
_FEWEST_SIGNS: Final = 3
_DEFINITION: Final = re.compile(r" {0,3}\[[^\]]+\]:\s+\S+.*")
"""Where a link leads to, which no reader sees."""


def markdown_blocks(text: str) -> Iterator[Block]:
    """The blocks of a Markdown text, in order."""
    return _Lines(text.split("\n"), markdown=True).blocks()


def plain_blocks(text: str, first: int = 1) -> Iterator[Block]:
    """The paragraphs and list items of a text, in order; its first line has that number."""
    return _Lines(text.split("\n"), markdown=False, first=first).blocks()


class _Lines:
    def __init__(self, lines: Sequence[str], *, markdown: bool, first: int = 1) -> None:
        self._lines = lines
        self._markdown = markdown
        self._first = first
        self._waiting: list[str] = []
        self._started = 0
        self._kind: Kind = "paragraph"
        self._indent = 0
        self._fence = ""
        self._in_table = False

    def blocks(self) -> Iterator[Block]:
        for at, line in enumerate(self._lines):
            yield from self._line(at, line)
        yield from self._ended(len(self._lines))

    def _line(self, at: int, line: str) -> Iterator[Block]:
        in_table, self._in_table = self._in_table, False
        if self._markdown and (self._fence or _FENCE.match(line)):
            yield from self._in_fence(at, line)
        elif self._markdown and self._is_underline(line):
            level = 1 if "=" in line else 2
            text, self._waiting = unmarked(self._waiting[0]), []
            yield self._block("heading", text, at - 1, at)._replace(level=level)
        elif self._markdown and (heading := _HEADING.match(line)):
            yield from self._ended(at)
            if text := unmarked(_without_closing(line[heading.end() :])):
                yield self._block("heading", text, at, at)._replace(level=len(heading[1]))
        elif not line.strip() or (self._markdown and _says_nothing(line)):
            yield from self._ended(at)
            self._in_table = in_table and bool(line.strip())
        elif self._markdown and self._is_row(at, line, in_table=in_table):
            yield from self._ended(at)
            yield self._row(at, line)
            self._in_table = True
        elif item := LIST_ITEM.match(line):
            yield from self._ended(at)
            self._start(at, line, "item", len(item["indent"].expandtabs(4)))
        elif self._waiting:
            self._waiting.append(line)
        else:
            self._start(at, line, "paragraph")

    def _start(self, at: int, line: str, kind: Kind, indent: int = 0) -> None:
        self._waiting, self._started = [line], at
        self._kind, self._indent = kind, indent

    def _ended(self, at: int) -> Iterator[Block]:
        """What was waiting for its end, which is before that line."""
        if self._waiting:
            lines = (line.strip().removeprefix("> ") for line in self._waiting)
            text = " ".join(" ".join(lines).split())
            if self._markdown:
                text = unmarked(text)
            elif mark := LIST_ITEM.match(text):
                text = text[mark.end() :]
            self._waiting = []
            if text:
                block = self._block(self._kind, text, self._started, at - 1)
                yield block._replace(indent=self._indent)

    def _block(self, kind: Kind, text: str, first: int, last: int) -> Block:
        return Block(kind, text, first + self._first, last + self._first)

    def _in_fence(self, at: int, line: str) -> Iterator[Block]:
        """Lines between fences are no headings, lists or tables."""
        mark = _FENCE.match(line)
        if not self._fence and mark:
            yield from self._ended(at)
            self._fence = mark[1]
        elif mark and mark[1].startswith(self._fence) and not line[mark.end() :].strip():
            yield from self._ended(at)
            self._fence = ""
        elif not line.strip():
            yield from self._ended(at)
        elif self._waiting:
            self._waiting.append(line)
        else:
            self._start(at, line, "paragraph")

    def _is_underline(self, line: str) -> bool:
        one = len(self._waiting) == 1 and self._kind == "paragraph"
        return one and _UNDERLINE.fullmatch(line.strip()) is not None

    def _is_row(self, at: int, line: str, *, in_table: bool) -> bool:
        """With a bar in front; without, below another row or above a table's rule."""
        if line.lstrip().startswith("|"):
            return True
        return "|" in line and not self._waiting and (in_table or self._is_heading_row(at))

    def _is_heading_row(self, at: int) -> bool:
        return at + 1 < len(self._lines) and _is_table_rule(self._lines[at + 1])

    def _row(self, at: int, line: str) -> Block:
        inner = line.strip().removeprefix("|")
        if inner.endswith("|") and not inner.endswith("\\|"):
            inner = inner[:-1]
        cells = tuple(unmarked(cell.replace("\\|", "|")) for cell in _COLUMN_END.split(inner))
        block = self._block("row", "", at, at)
        return block._replace(cells=cells, heads=self._is_heading_row(at))


def _without_closing(heading: str) -> str:
    """`Fees ##` without the signs that only close it."""
    text = heading.strip()
    open_end = text.rstrip("#")
    return open_end.rstrip() if not open_end or open_end[-1].isspace() else text


def _says_nothing(line: str) -> bool:
    """A line drawn across, the rule below a table's headings, or where a link leads to."""
    signs = "".join(line.split())
    drawn = len(signs) >= _FEWEST_SIGNS and signs[0] in "-*_" and not signs.strip(signs[0])
    return drawn or _is_table_rule(line) or _DEFINITION.fullmatch(line) is not None


def _is_table_rule(line: str) -> bool:
    cells = line.strip().removeprefix("|").removesuffix("|").split("|")
    return "|" in line and all(_UNDER_HEADINGS.fullmatch(cell.strip()) for cell in cells)
