"""The table of a `.csv .tsv .txt .ledes` file; every cell stays the text that it is."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType
from typing import Final

from engross.errors import InputError
from engross.sources.file import SourceFile
from engross.sources.readers.records import Record, Unclosed, records
from engross.sources.readers.records import lines as lines_of_text
from engross.sources.remarks import Remark
from engross.sources.sheets import SheetRead, Value
from engross.sources.texts import decode
from engross.sources.wire import formulas_line, method_line, remark_line, row_line, sheet_line

DELIMITERS: Final[Mapping[str, str]] = MappingProxyType(
    {"\t": "tabs", "|": "bars", ";": "semicolons", ",": "commas"}
)
"""By mark, in the order in which one is believed where two part the lines equally well: the
rarer in running text first."""

_LOOKED_AT = 200
"""Records from which the delimiter is told."""
_NAMED = 20
"""Rows that a remark names; the others are counted."""
_EXCELS_LINE = re.compile(r'"?sep=([\t|;,])"?\n', re.IGNORECASE)
"""A first line by which Excel is told the delimiter, and which it does not show."""
_LEDES = re.compile(r"\s*LEDES\s?\d{2,4}B[^\[\n]*\[\]", re.IGNORECASE)


def lines(file: SourceFile) -> Iterator[bytes]:
    """The file's one table as lines of the wire.

    Raises:
        InputError: a quotation mark leaves a field open, or its characters cannot be read.
    """
    text, encoding = decode(file)
    yield sheet_line(SheetRead("", ()))
    table = _Table()
    if _LEDES.match(text):
        method = f"LEDES 1998B, {encoding}"
        yield from table.rows(_ledes(text))
    else:
        start, delimiter = _delimiter(text)
        method = f"csv, {encoding}, {DELIMITERS[delimiter]}"
        yield from table.rows(_strictly(file, records(lines_of_text(text, start), delimiter)))
    yield formulas_line({})
    yield from map(remark_line, table.remarks())
    yield method_line(method)


class _Table:
    """Rows going by, and what is odd about them."""

    def __init__(self) -> None:
        self._widths: Counter[int] = Counter()
        self._first_of: dict[int, tuple[int, int]] = {}
        self._rows_of: defaultdict[int, list[int]] = defaultdict(list)
        self._stray: list[int] = []

    def rows(self, found: Iterable[Record]) -> Iterator[bytes]:
        """The lines of those that hold something."""
        for record in found:
            cells: list[Value] = [field.strip() or None for field in record.fields]
            if any(cell is not None for cell in cells):
                self._note(record)
                yield row_line(record.number, cells)

    def _note(self, record: Record) -> None:
        width = len(record.fields)
        self._first_of.setdefault(width, (record.number, self._widths.total()))
        self._widths[width] += 1
        # The rows of an uneven width are few or not worth naming.
        if len(self._rows_of[width]) <= _NAMED:
            self._rows_of[width].append(record.number)
        if record.stray:
            self._stray.append(record.number)

    def remarks(self) -> Iterator[Remark]:
        """What a person should know of the rows."""
        yield from self._ragged()
        if self._stray:
            yield Remark(
                "quotes-stray",
                "note",
                _place(self._stray),
                f"Quotation marks stand inside fields in {_named(self._stray, len(self._stray))}; "
                "they were taken as characters.",
                "Check these rows beside the program that the file comes from.",
            )

    def _ragged(self) -> Iterator[Remark]:
        """Rows that have more or fewer cells than most, after the first that has as many."""
        if not self._widths:
            return
        usual, _ = self._widths.most_common(1)[0]  # of two, the one that came first
        begins, before = self._first_of[usual]
        uneven = sorted(
            number
            for width, numbers in self._rows_of.items()
            if width != usual
            for number in numbers
            if number > begins
        )
        if uneven and usual > 1:
            count = self._widths.total() - self._widths[usual] - before
            yield Remark(
                "rows-ragged",
                "warn",
                _place(uneven),
                f"Most rows have {usual} cells, but not {_named(uneven, count)}: a separator may "
                "be missing or stand inside a text, so that figures are in the wrong column.",
                "Compare these rows with the program that the file comes from.",
            )


def _place(rows: Sequence[int]) -> str:
    return f"row {rows[0]}"


def _named(rows: Sequence[int], count: int) -> str:
    """`row 4`, `rows 4 and 9`, `rows 4, 9, 12 and 30 more`."""
    if count == 1:
        return f"row {rows[0]}"
    named = [str(row) for row in rows[:_NAMED]]
    last = f"{count - _NAMED:,} more" if count > _NAMED else named.pop()
    return f"rows {', '.join(named)} and {last}"


def _strictly(file: SourceFile, found: Iterator[Record]) -> Iterator[Record]:
    try:
        yield from found
    except Unclosed as error:
        raise InputError(
            file.name,
            "a quotation mark opens a field that is not closed, so that rows would run together.",
            place=f"row {error.row}",
            remedy="Export it again, or open it in Excel and save it as .xlsx.",
        ) from error


def _delimiter(text: str) -> tuple[int, str]:
    """Where the table begins, and the mark that parts the most columns the most evenly."""
    if told := _EXCELS_LINE.match(text):
        return told.end(), told[1]
    return 0, max(DELIMITERS, key=lambda mark: _evenness(text, mark))


def _evenness(text: str, delimiter: str) -> float:
    """The share of records that have the commonest width, more for wider ones; 0 to 1."""
    widths = Counter(_sample_widths(text, delimiter))
    split = {width: count for width, count in widths.items() if width > 1}
    if not split:
        return 0
    return max(count * (1 - 1 / width) for width, count in split.items()) / widths.total()


def _sample_widths(text: str, delimiter: str) -> Iterator[int]:
    try:
        for record in islice(records(lines_of_text(text), delimiter), _LOOKED_AT):
            if any(field.strip() for field in record.fields):
                yield len(record.fields)
    except Unclosed:
        # With another delimiter the same marks may pair; with the right one the reading will say.
        return


def _ledes(text: str) -> Iterator[Record]:
    """LEDES 1998B (ledes.org): fields between bars, each record ended by `[]`, no quotation marks.

    The first line says only which format it is; a record without its end runs on to the next line.
    """
    begun: list[str] = []
    for number, line in enumerate(lines_of_text(text), start=1):
        if number == 1 and _LEDES.match(line):
            continue
        begun.append(line)
        if line.rstrip().endswith("[]"):
            yield Record(number, " ".join(begun).rstrip()[:-2].split("|"))
            begun = []
    if any(line.strip() for line in begun):
        yield Record(number, " ".join(begun).split("|"))
