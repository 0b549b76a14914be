"""The lines of a PDF's page, in the order that it was written in, with their looks."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import NamedTuple

from pypdfium2 import (  # type: ignore[import-untyped]  # it ships no types
    PdfPage,
    PdfTextPage,
    raw,
)

from engross.sources.texts import clean, one_line

SMALLEST = 2.0
"""Points; nobody reads smaller letters."""
HYPHENS = ("-", "\N{SOFT HYPHEN}", "\N{HYPHEN}")
_BROKEN = {0x02, 0xFFFE}
"""What PDFium gives for a hyphen at the end of a line, and then no end of the line."""
_ENDS = {0x0A, 0x0D}
_BOLD = 600
_BOLD_NAMES = (b"bold", b"black", b"heavy", b"semibold")
_NAME_BYTES = 200


class PdfLine(NamedTuple):
    """One line of a page; distances in points from the page's lower left corner."""

    page: int
    """From 1."""
    number: int
    """From 1 on its page."""
    text: str
    left: float
    right: float
    bottom: float
    """The line that its letters stand on."""
    top: float
    size: float
    """Of its letters, in points."""
    bold: bool

    @property
    def middle(self) -> tuple[float, float]:
        """The point in the middle of it."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    @property
    def place(self) -> str:
        """Where it stands."""
        return f"page {self.page}, line {self.number}"


class PageLines(NamedTuple):
    """What a page says."""

    lines: tuple[PdfLine, ...]
    unseen: int = 0
    """Words too small to be read, or beside the page; they are left out."""


def page_lines(page: PdfPage, number: int) -> PageLines:
    """The page's lines, in the order in which whatever made the file wrote them."""
    text_page = page.get_textpage()
    try:
        return _page_lines(text_page, page.get_size(), number)
    finally:
        text_page.close()


def _page_lines(text_page: PdfTextPage, size: tuple[float, float], number: int) -> PageLines:
    lines: list[PdfLine] = []
    unseen = 0
    for characters, text in _spans(text_page):
        line = _line(text_page, characters, text)._replace(page=number, number=len(lines) + 1)
        across, up = line.middle
        if line.size < SMALLEST or not (0 <= across <= size[0] and 0 <= up <= size[1]):
            unseen += len(text.split())
        else:
            lines.append(line)
    return PageLines(tuple(lines), unseen)


def _spans(text_page: PdfTextPage) -> Iterator[tuple[list[int], str]]:
    """For each line, the places of the characters that show something, and its text."""
    shown: list[int] = []
    text: list[str] = []
    for at in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page, at)
        if code in _BROKEN:
            yield from _span(shown, [*text, "-"])
            shown, text = [], []
        elif code not in _ENDS:
            character = _character(code)
            text.append(character)
            if character.strip():
                shown.append(at)
        elif text:
            yield from _span(shown, text)
            shown, text = [], []
    yield from _span(shown, text)


def _span(shown: list[int], text: list[str]) -> Iterator[tuple[list[int], str]]:
    joined = one_line(clean("".join(text)))
    if shown and joined:
        yield shown, joined


def _character(code: int) -> str:
    return chr(code) if 0 < code <= 0x10FFFF else " "  # noqa: PLR2004 - the last of Unicode


def _line(text_page: PdfTextPage, shown: list[int], text: str) -> PdfLine:
    first, last = _box(text_page, shown[0]), _box(text_page, shown[-1])
    middle = shown[len(shown) // 2]
    size = _size(text_page, middle)
    base = _base(text_page, middle)
    return PdfLine(
        page=0,
        number=0,
        text=text,
        left=first[0],
        right=max(first[1], last[1]),
        bottom=base,
        top=base + size,
        size=size,
        bold=_is_bold(text_page, shown[0]) and _is_bold(text_page, middle),
    )


def _box(text_page: PdfTextPage, at: int) -> tuple[float, float]:
    """Where a character begins and ends."""
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text_page, at, box)
    return box.left, box.right


def _base(text_page: PdfTextPage, at: int) -> float:
    """How high the line stands that a character is written on."""
    across, up = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, at, across, up)
    return up.value


def _size(text_page: PdfTextPage, at: int) -> float:
    """The height of a letter as shown: a scaled text has its scale in its matrix."""
    matrix = raw.FS_MATRIX()
    size = float(raw.FPDFText_GetFontSize(text_page, at))
    if raw.FPDFText_GetMatrix(text_page, at, matrix):
        size *= max(abs(matrix.d), abs(matrix.b)) or 1.0
    return abs(size)


def _is_bold(text_page: PdfTextPage, at: int) -> bool:
    if raw.FPDFText_GetFontWeight(text_page, at) >= _BOLD:
        return True
    name = ctypes.create_string_buffer(_NAME_BYTES)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(text_page, at, name, _NAME_BYTES, flags)
    return any(each in name.value.lower() for each in _BOLD_NAMES)
