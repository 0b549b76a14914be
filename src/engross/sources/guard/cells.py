"""How far the cells of an Excel sheet reach, read from its XML without a parser."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from engross.errors import InputError
from engross.sources.file import SourceFile
from engross.sources.guard.limits import LAST_COLUMN, LAST_ROW, MOST_CELLS, MOST_MERGED
from engross.sources.guard.refusals import damaged, too_far

# As every program writes them; searched for ten million times, so it begins with fixed letters.
_CELL = re.compile(rb' r="([A-Z]+[0-9]+)"')
# Beyond column P or the last row, or written with a space or otherwise quoted: a sheet without
# such a cell is within the budget.
_FAR = re.compile(
    rb""" r(?:\s|=(?:[\s']|"(?:[A-Z]{2}|[Q-Z]|"""
    rb"[A-P](?:[2-9]\d{6}|1[1-9]\d{5}|10[5-9]\d{4}|1049\d{3}|1048[6-9]\d\d|10485[89]\d|"
    rb"104857[7-9]|\d{8}))))"
)
# As XML allows them to be written.
_ANY_REFERENCE = re.compile(rb"""\sr\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_REFERENCE = re.compile(rb"[A-Za-z]{1,3}[0-9]{1,8}")
_ROW_NUMBER = re.compile(rb"[0-9]{1,8}")
_MERGED = re.compile(
    rb"""<(?:[\w.\-]+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Z]{1,3})(\d{1,8}):([A-Z]{1,3})(\d{1,8})"""
)
_LONGEST_TAG = 1 << 16
_DIGITS = b"0123456789"
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def check_reach(file: SourceFile, part: str, opened: Callable[[], Iterable[bytes]]) -> None:
    """Returns for a sheet whose cells, and whose merged areas, are within the budget.

    Args:
        file: What a refusal names.
        part: What a refusal names.
        opened: Gives the sheet's XML from its beginning, in UTF-8; called once or twice.

    Raises:
        InputError: its cells span more than can be read, or stand outside any sheet.
    """
    far, merges = False, _Merges(file, part)
    for chunk in whole_tags(opened()):
        far = far or _reaches_far(file, part, chunk)
        merges.add(chunk)
    if far:
        reach = _Reach(file, part)
        for chunk in whole_tags(opened()):
            reach.add(_references(file, part, chunk))


class _Reach:
    """The last row and column that hold a cell."""

    def __init__(self, file: SourceFile, part: str) -> None:
        self._file = file
        self._part = part
        self._rows = 0
        self._columns = 0

    def add(self, cells: list[bytes]) -> None:
        if not cells:
            return
        joined = b",".join(cells)
        letters = set(joined.translate(None, _DIGITS).split(b","))
        numbers = set(joined.translate(None, _LETTERS).split(b","))
        self._columns = max(self._columns, *map(_column_number, letters))
        self._rows = max(self._rows, *(int(number[:8]) for number in numbers))
        if (
            self._columns > LAST_COLUMN
            or self._rows > LAST_ROW
            or self._rows * self._columns > MOST_CELLS
        ):
            raise too_far(self._file, self._part, self._rows, self._columns)


class _Merges:
    """How much of the sheet is merged: some parsers make an object of every cell in it."""

    def __init__(self, file: SourceFile, part: str) -> None:
        self._file = file
        self._part = part
        self._areas = 0
        self._cells = 0

    def add(self, chunk: bytes) -> None:
        if b"mergeCell" not in chunk:
            return
        for first_column, first_row, last_column, last_row in _MERGED.findall(chunk):
            columns = _column_number(last_column) - _column_number(first_column) + 1
            self._areas += 1
            self._cells += columns * (int(last_row) - int(first_row) + 1)
        if self._areas > MOST_MERGED or self._cells > MOST_CELLS:
            raise InputError(
                self._file.name,
                f"at least {self._cells:,} of its cells are merged with others.",
                place=self._part,
                remedy="Open it in Excel, copy the data as values into a new workbook, and give "
                "that.",
            )


def _reaches_far(file: SourceFile, part: str, chunk: bytes) -> bool:
    if not _plain(chunk):
        chunk = b"".join(b' r="%b"' % cell for cell in _references(file, part, chunk))
    return bool(_FAR.search(chunk))


def _references(file: SourceFile, part: str, chunk: bytes) -> list[bytes]:
    """`A1`, `B1` of every cell that says where it stands."""
    if _plain(chunk) and b"'" not in chunk and b" =" not in chunk and b"= " not in chunk:
        return _CELL.findall(chunk)
    return _unusual(file, part, chunk)


def _plain(chunk: bytes) -> bool:
    """Whether no tag in it can have a line end or a character by number, which XML allows."""
    return not (
        b"\n" in chunk or b"\t" in chunk or b"\r" in chunk or (b"&" in chunk and b"&#" in chunk)
    )


def _unusual(file: SourceFile, part: str, chunk: bytes) -> list[bytes]:
    found = []
    for double, single in _ANY_REFERENCE.findall(chunk):
        text = html.unescape((double or single).decode("latin-1")).strip().encode()
        if _REFERENCE.fullmatch(text):
            found.append(text.upper())
        elif not _ROW_NUMBER.fullmatch(text):
            raise damaged(file, "a cell stands outside any sheet", part)
    return found


def whole_tags(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, cut so that no tag is in two of them."""
    rest = b""
    for chunk in chunks:
        joined = rest + chunk
        cut = joined.rfind(b"<")
        if cut <= 0 or len(joined) - cut > _LONGEST_TAG:
            cut = len(joined)
        rest = joined[cut:]
        yield joined[:cut]
    yield rest


@cache
def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:7]:
        number = 26 * number + letter - ord("A") + 1
    return number
