"""How the child tells the parent what it read: one JSON line for each message, plain data only.

The child reads foreign bytes, so nothing it sends is trusted to be more than JSON: no pickle, and
a line that is not of the shape below is an error. Messages of a workbook, in order:

    {"sheet": name, "hidden": false, "hidden_rows": [[4, 6]], "hidden_columns": [], "merged": []}
    [row number, [cell, ...]]  or  [row number, [cell, ...], {"3": "4.5%"}]      for each row
    {"formulas": [[row, column, "SUM(F2:F9)"], ...]}                            ends the sheet
    {"remark": [rule, severity, place, message, suggestion]}                    anywhere
    {"method": "openpyxl, agreed with calamine"}                                ends the workbook

A cell is null, a text, true or false, a number (fifteen digits count), or a list that begins with
its kind: `["d", "2026-10-14"]` a day, `["t", "2026-10-14T09:30:00"]` a day and time,
`["c", "09:30:00"]` a time of day, `["s", 5400.0]` a duration in seconds, `["n", "0.1000"]` an exact
number, `["e", "the cell shows the error #REF!"]` no value, `["u"]` a formula not calculated.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, overload

import orjson

from engross.errors import EngrossError
from engross.sources.remarks import Remark
from engross.sources.sheets import (
    NOT_CALCULATED,
    Merged,
    NoValue,
    Row,
    SheetRead,
    Value,
    WorkbookRead,
)

Cell = Value | float
"""What a reader hands on: a value, or a float that the parent makes a Decimal of."""

HELD_DECODED = 50_000
"""Cells of a sheet from which on its rows are kept as lines and decoded whenever they are read."""

_EXACT_DIGITS = 15
"""Excel keeps fifteen digits; the rest is binary dust (1.1 * 3 is 3.3000000000000003)."""


_AS_PACKED = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_NON_STR_KEYS

_REMEMBERED = 50_000
"""Different numbers that are kept as they were worked out."""


class Unintelligible(EngrossError, ValueError):
    """What the process that read a file told makes no sense."""

    def __init__(self, why: str = "") -> None:
        told = "What the process that read a file told makes no sense"
        super().__init__(
            f"{told} ({why})." if why else f"{told}.",
            remedy="Open the file in the program that it came from, save it again, and give that.",
        )


def sheet_line(sheet: SheetRead) -> bytes:
    """Opens a sheet; its rows and formulas follow apart."""
    return _line(
        {
            "sheet": sheet.name,
            "hidden": sheet.hidden,
            "hidden_rows": sheet.hidden_rows,
            "hidden_columns": sheet.hidden_columns,
            "merged": [tuple(cells) for cells in sheet.merged],
        }
    )


def row_line(number: int, cells: Sequence[Cell], shown: Mapping[int, str] | None = None) -> bytes:
    """One row, cells from the first column."""
    message = [number, cells, shown] if shown else [number, cells]
    return orjson.dumps(message, _packed, _AS_PACKED)


def formulas_line(formulas: Mapping[tuple[int, int], str]) -> bytes:
    """Closes a sheet."""
    return _line({"formulas": [[row, column, text] for (row, column), text in formulas.items()]})


def remark_line(remark: Remark) -> bytes:
    """Something that a person should know."""
    return _line({"remark": list(remark)})


def method_line(method: str) -> bytes:
    """Closes the workbook."""
    return _line({"method": method})


def lines_of(workbook: WorkbookRead) -> Iterator[bytes]:
    """All messages of a workbook that is held whole."""
    for sheet in workbook.sheets:
        yield sheet_line(sheet)
        for row in sheet.rows:
            yield row_line(row.number, row.values, row.shown)
        yield formulas_line(sheet.formulas)
    yield from (remark_line(remark) for remark in workbook.remarks)
    yield method_line(workbook.method)


def workbook_of(lines: Iterable[bytes]) -> WorkbookRead:
    """The workbook that the lines tell of.

    Raises:
        Unintelligible: a line is not of the shape above, or the last is missing.
    """
    sheets: list[SheetRead] = []
    remarks: list[Remark] = []
    opening: dict[str, Any] | None = None
    rows: list[bytes] = []
    for line in lines:
        if line.startswith(b"["):
            rows.append(line)
            continue
        message = _read(line)
        if not isinstance(message, dict):
            raise Unintelligible
        if "sheet" in message:
            opening, rows = message, []
        elif "formulas" in message and opening is not None:
            sheets.append(_sheet(opening, rows, message["formulas"]))
            opening = None
        elif "remark" in message:
            remarks.append(Remark(*message["remark"]))
        elif "method" in message:
            return WorkbookRead(tuple(sheets), message["method"], tuple(remarks))
        else:
            raise Unintelligible
    raise Unintelligible("the last message is missing")


class Rows(Sequence[Row]):
    """Rows kept as the lines they came in, so that a million take little room."""

    def __init__(self, lines: Sequence[bytes]) -> None:
        self._lines = lines

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[Row]:
        return map(_row, self._lines)

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return Rows(self._lines[index])
        return _row(self._lines[index])


def _sheet(opening: Mapping[str, Any], lines: list[bytes], formulas: list[Any]) -> SheetRead:
    rows: Sequence[Row] = Rows(lines)
    if sum(line.count(b",") for line in lines) < HELD_DECODED:
        rows = tuple(rows)
    return SheetRead(
        name=opening["sheet"],
        rows=rows,
        hidden=opening["hidden"],
        hidden_rows=tuple((first, last) for first, last in opening["hidden_rows"]),
        hidden_columns=tuple((first, last) for first, last in opening["hidden_columns"]),
        merged=tuple(Merged(*cells) for cells in opening["merged"]),
        formulas={(row, column): text for row, column, text in formulas},
    )


def _row(line: bytes) -> Row:
    try:
        number, cells, *rest = _read(line)
        # Texts and nothing are most of what a sheet holds, and are what they say.
        values = tuple(
            [cell if cell is None or type(cell) is str else _unpacked(cell) for cell in cells]
        )
        shown = {int(column): text for column, text in rest[0].items()} if rest else {}
    except (ArithmeticError, TypeError, ValueError, LookupError, AttributeError) as error:
        raise Unintelligible from error
    return Row(number, values, shown) if shown else Row(number, values)


def _packed(cell: Cell) -> object:
    """What JSON has no kind for; texts, floats, truth values and nothing never come here."""
    if isinstance(cell, dt.datetime):
        return ["t", cell.isoformat()]
    if isinstance(cell, dt.date):
        return ["d", cell.isoformat()]
    if isinstance(cell, Decimal):
        return _packed_number(cell)
    if isinstance(cell, NoValue):
        return ["u"] if cell is NOT_CALCULATED else ["e", cell.reason]
    if isinstance(cell, dt.timedelta):
        return ["s", cell.total_seconds()]
    if isinstance(cell, dt.time):
        return ["c", cell.isoformat()]
    raise TypeError(type(cell).__name__)


def _packed_number(number: Decimal) -> object:
    digits = len(number.as_tuple().digits)
    plain = float(number)
    if digits <= _EXACT_DIGITS and Decimal(f"{plain:.15g}") == number:
        return plain
    return ["n", str(number)]


def _unpacked(cell: Any) -> Value:  # noqa: ANN401 - JSON may hold anything
    if isinstance(cell, float):
        return _NUMBERS[cell]
    if cell is None or isinstance(cell, str | bool):
        return cell
    if isinstance(cell, int):
        return Decimal(f"{cell:.15g}")
    kind, *content = cell
    return _KINDS[kind](*content)


class _Numbers(dict[float, Decimal]):
    """Numbers by the float that they came as; a column's rates and hours come again and again."""

    def __missing__(self, number: float) -> Decimal:
        exact = Decimal(f"{number:.15g}")
        if len(self) < _REMEMBERED:
            self[number] = exact
        return exact


_NUMBERS = _Numbers()


_KINDS: Mapping[str, Callable[..., Value]] = {
    "d": dt.date.fromisoformat,
    "t": dt.datetime.fromisoformat,
    "c": dt.time.fromisoformat,
    "s": lambda seconds: dt.timedelta(seconds=seconds),
    "n": Decimal,
    "e": NoValue,
    "u": lambda: NOT_CALCULATED,
}


def _line(message: object) -> bytes:
    return orjson.dumps(message)


def _read(line: bytes) -> Any:  # noqa: ANN401 - JSON may hold anything
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise Unintelligible from error
