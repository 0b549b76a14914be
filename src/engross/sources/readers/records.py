"""A delimited text parted into records: quotation marks read strictly, no row swallowed.

RFC 4180, section 2. A quotation mark that breaks its rules is taken as a plain character where that
can be told within the line (`5" pipe`, `"5" pipe"`), and is counted; where it leaves a field open,
so that rows would run into one another, the file is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

MOST_CHARACTERS: Final = 1_000_000
"""The most that one field may hold; Excel's own cells hold 32,767."""
_WHOLE_ROWS: Final = 3
"""So many lines in a row inside one field, each parted like a row of the file, are rows."""
_FEWEST_COLUMNS: Final = 3

_OPENING = re.compile(r' *"')
_BLANKS = re.compile(r" *")


class Record(NamedTuple):
    """One row of a delimited text."""

    number: int
    """From 1, as a spreadsheet that opens the file numbers its rows."""
    fields: list[str]
    stray: bool = False
    """Whether a quotation mark stands where none may."""


class Unclosed(ValueError):
    """A quotation mark leaves a field open."""

    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row
        """Where the field begins, from 1."""


def lines(text: str, start: int = 0) -> Iterator[str]:
    """The lines from that character on, without their ends; an empty rest is no line."""
    while start < len(text):
        end = text.find("\n", start)
        if end < 0:
            end = len(text)
        yield text[start:end]
        start = end + 1


def records(each_line: Iterator[str], delimiter: str) -> Iterator[Record]:
    """Every record, blank ones too.

    Raises:
        Unclosed: a quotation mark leaves a field open, or a field holds whole rows.
    """
    columns = 0
    for number, line in enumerate(each_line, start=1):
        if '"' in line:
            parting = _Parting(line, each_line, delimiter, columns)
            try:
                record = Record(number, parting.fields(), parting.stray)
            except _Open:
                raise Unclosed(number) from None
        else:
            record = Record(number, line.split(delimiter))
        if not columns and len(record.fields) > 1:
            columns = len(record.fields)
        yield record


class _Open(Exception):
    """The field is not closed."""


class _Parting:
    """A record with quotation marks, which may reach over lines, being parted."""

    def __init__(self, line: str, following: Iterator[str], delimiter: str, columns: int) -> None:
        self._line = line
        self._following = following
        self._delimiter = delimiter
        self._columns = columns
        self._at = 0
        self.stray = False

    def fields(self) -> list[str]:
        """The record's fields; `stray` is known afterwards."""
        found = [self._field()]
        while self._at < len(self._line):
            self._at += 1
            found.append(self._field())
        return found

    def _field(self) -> str:
        opening = _OPENING.match(self._line, self._at)
        quoted = self._quoted(opening.end()) if opening else None
        return self._plain() if quoted is None else quoted

    def _plain(self) -> str:
        end = self._line.find(self._delimiter, self._at)
        text = self._line[self._at : end if end >= 0 else len(self._line)]
        self._at += len(text)
        self.stray = self.stray or '"' in text
        return text

    def _quoted(self, start: int) -> str | None:
        """The field after its opening mark; `None` if the marks in it are only characters."""
        pieces: list[str] = []
        stray = False
        while True:
            mark = self._line.find('"', start)
            if mark < 0 and stray:
                return None
            if mark < 0:
                return "".join(pieces) + self._line[start:] + "\n" + self._over_lines()
            if self._line.startswith('""', mark):
                pieces.append(self._line[start : mark + 1])
                start = mark + 2
            elif self._closes(mark):
                self.stray = self.stray or stray
                return "".join(pieces) + self._line[start:mark]
            else:
                pieces.append(self._line[start : mark + 1])
                start, stray = mark + 1, True

    def _closes(self, mark: int) -> bool:
        """Whether the field ends at this mark; the reading then goes on behind it."""
        blanks = _BLANKS.match(self._line, mark + 1)
        end = blanks.end() if blanks else mark + 1
        if end < len(self._line) and self._line[end] != self._delimiter:
            return False
        self._at = end
        return True

    def _over_lines(self) -> str:
        """The rest of a field that goes on in the next lines; a stray mark there is an error."""
        pieces: list[str] = []
        size = whole_rows = 0
        for line in self._following:
            self._line = line
            inside, closed = self._until_closed()
            pieces.append(inside)
            if closed:
                return "\n".join(pieces)
            size += len(inside)
            parts = line.count(self._delimiter) + 1
            whole_rows = whole_rows + 1 if parts == self._columns >= _FEWEST_COLUMNS else 0
            if size > MOST_CHARACTERS or whole_rows == _WHOLE_ROWS:
                raise _Open
        raise _Open

    def _until_closed(self) -> tuple[str, bool]:
        start, pieces = 0, []
        while (mark := self._line.find('"', start)) >= 0:
            if self._line.startswith('""', mark):
                pieces.append(self._line[start : mark + 1])
                start = mark + 2
            elif self._closes(mark):
                return "".join(pieces) + self._line[start:mark], True
            else:
                raise _Open
        return "".join(pieces) + self._line[start:], False
