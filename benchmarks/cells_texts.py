"""The texts that benchmarks/cells.py compares: Excel's, ours and calamine's, by place."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from python_calamine import load_workbook

from engross.sources.sheets import NoValue, SheetRead, Value

ERROR = "the cell shows the error "

Place = tuple[int, int]
"""Row and column."""


def oracles_of(path: Path) -> dict[int, dict[Place, str]]:
    """By number of the sheet, what Excel shows."""
    found = {}
    for oracle in path.parent.glob(f"{path.name}.*.csv"):
        text = oracle.read_bytes().decode("cp1252", errors="replace")
        rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        found[int(oracle.name.split(".")[-2])] = from_first_filled(
            {
                (number, column): shown
                for number, row in enumerate(rows, start=1)
                for column, shown in enumerate(row)
            }
        )
    return found


def from_first_filled(texts: Mapping[Place, str]) -> dict[Place, str]:
    """The filled cells, counted from the first row and column that have one."""
    top, left = first_filled(texts)
    return {
        (row - top, column - left): text
        for (row, column), shown in texts.items()
        if (text := normal(shown))
    }


def first_filled(texts: Mapping[Place, str]) -> Place:
    """The first row and the first column that have a filled cell."""
    filled = [place for place, shown in texts.items() if normal(shown)]
    return min((row for row, _ in filled), default=0), min((at for _, at in filled), default=0)


def our_texts(sheet: SheetRead) -> dict[Place, str]:
    """What we say that each cell shows."""
    return {
        (row.number, column): row.shown.get(column, plain(value))
        for row in sheet.rows
        for column, value in enumerate(row.values)
    }


def plain(value: Value) -> str:
    """A value of which nothing is said to be shown otherwise."""
    if isinstance(value, NoValue):
        return value.reason.removeprefix(ERROR) if value.reason.startswith(ERROR) else ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "" if value is None else str(value)


def calamine_sheets(path: Path) -> Iterator[dict[Place, str]]:
    """Plain calamine: its values as Python writes them, whole numbers without their `.0`."""
    workbook = load_workbook(str(path))
    for name in workbook.sheet_names:
        try:
            sheet = workbook.get_sheet_by_name(name)
            rows = sheet.to_python(skip_empty_area=False)
        except Exception as error:  # noqa: BLE001 - a sheet that it cannot read counts as empty
            print(f"calamine: {path.name}, {name}: {error}", file=sys.stderr)
            rows = []
        yield from_first_filled(
            {
                (number, column): naive(value)
                for number, row in enumerate(rows, start=1)
                for column, value in enumerate(row)
            }
        )


def naive(value: object) -> str:
    """A value as text, without knowing its format."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def normal(text: str) -> str:
    """The text as both sides are compared."""
    held = "".join(one if fits(one) else "_" for one in text)
    return " ".join(held.split())


def fits(character: str) -> bool:
    """Whether Windows-1252 has the character."""
    try:
        character.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True
