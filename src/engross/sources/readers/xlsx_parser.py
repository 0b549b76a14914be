"""A worksheet's XML as openpyxl parses it, each cell with its value and its formula at once.

openpyxl gives either values or formulas and needs a second reading for the other; and it makes
dates of numbers before anybody has seen them. This keeps the number, so that what a cell means and
shows is decided in one place.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Protocol
from xml.etree.ElementTree import Element

from openpyxl.worksheet._reader import FORMULA_TAG, INLINE_STRING, VALUE_TAG, WorkSheetParser
from openpyxl.worksheet.formula import ArrayFormula

from engross.sources.readers.meanings import RawCell
from engross.sources.readers.xlsx_package import Unstructured, area_of, following
from engross.sources.readers.xlsx_strings import text_of, unescaped
from engross.sources.sheets import Merged, runs

_TRUE = {"1", "true"}
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
"""The two namespaces of ECMA-376 Part 1 and Part 4, annex A."""
_HEAD = 4096


class Strings(Protocol):
    """The texts that cells share, by number; or what stands for them."""

    def __getitem__(self, number: int, /) -> object: ...


@dataclass(frozen=True)
class Layout:
    """What a sheet hides and joins."""

    hidden_rows: tuple[tuple[int, int], ...] = ()
    """First and last of each run, from 1."""
    hidden_columns: tuple[tuple[int, int], ...] = ()
    """First and last of each run, from 0."""
    merged: tuple[Merged, ...] = ()


def within(layout: Layout, last_row: int, last_column: int) -> Layout:
    """What is hidden and joined where cells hold something, not on the empty sheet around."""
    return Layout(
        tuple((a, min(b, last_row)) for a, b in layout.hidden_rows if a <= last_row),
        tuple((a, min(b, last_column)) for a, b in layout.hidden_columns if a <= last_column),
        tuple(one for one in layout.merged if one.first_row <= last_row),
    )


@dataclass
class Parsed:
    """A sheet's cells, and how it is laid out once they have all been taken."""

    parser: SheetParser = field(repr=False)

    def cells(self) -> Iterator[RawCell]:
        """Each cell that is written in the file, in the file's order.

        Raises:
            Unstructured: the XML is not of a worksheet that openpyxl knows.
        """
        with following("a sheet"), warnings.catch_warnings():
            # It warns of extensions and rules that it does not know; values are not touched.
            warnings.simplefilter("ignore")
            for _, cells in self.parser.parse():
                yield from cells

    def layout(self) -> Layout:
        """What it hides and joins; to be asked after its cells have been taken.

        Raises:
            Unstructured: rows, columns or merged cells are not told as they should be.
        """
        with following("a sheet's layout"):
            rows = (int(n) for n, row in self.parser.row_dimensions.items() if _is_hidden(row))
            hidden = tuple(runs(sorted(rows)))
            return Layout(hidden, tuple(self._hidden_columns()), tuple(self._merged()))

    def _hidden_columns(self) -> Iterator[tuple[int, int]]:
        columns = self.parser.column_dimensions.values()
        for column in sorted(columns, key=lambda one: int(one["min"])):
            if _is_hidden(column):
                yield int(column["min"]) - 1, int(column["max"]) - 1

    def _merged(self) -> Iterator[Merged]:
        joined = self.parser.merged_cells
        for one in joined.mergeCell if joined else ():
            yield Merged(*area_of("", str(one.ref))[1:])


class SheetParser(WorkSheetParser):
    """openpyxl's own parser, told to keep formula and stored value together."""

    def __init__(self, source: IO[bytes], strings: Strings) -> None:
        super().__init__(source, strings, data_only=True)  # type: ignore[arg-type]  # hands them on

    def parse_cell(self, element: Element) -> RawCell:  # type: ignore[override]  # more than a dict
        """The cell with all that this room wants of it."""
        if not element.get("s"):
            element.attrib.pop("s", None)  # written but empty: openpyxl would want a number
        stored = element.findtext(VALUE_TAG)
        if element.get("t", "n") == "n" and stored and "_" in stored:
            raise Unstructured(f"{element.get('r')} holds “{stored}”, which is no number")
        cell = super().parse_cell(element)
        kind, value = cell["data_type"], cell["value"]
        if kind == "s" and isinstance(value, str):
            value = self._text(element, value)
        formula = None
        if element.find(FORMULA_TAG) is not None:
            formula = _formula_text(self.parse_formula(element))  # type: ignore[no-untyped-call]  # no stub
        return RawCell(cell["row"], cell["column"] - 1, kind, value, int(cell["style_id"]), formula)

    def _text(self, element: Element, value: str) -> str:
        inline = element.find(INLINE_STRING)
        if inline is not None:
            return text_of(inline)
        return unescaped(value) if element.get("t") == "str" else value


def parsed(xml: bytes, strings: Strings) -> Parsed:
    """The worksheet of that XML; of the strict kind too, which openpyxl by itself passes over."""
    if _STRICT in xml[:_HEAD]:
        xml = xml.replace(_STRICT, _TRANSITIONAL, 1)
    return Parsed(SheetParser(io.BytesIO(xml), strings))


def _is_hidden(attributes: dict[str, str]) -> bool:
    """Hidden by hand, by a filter or by a collapsed outline, or too low or narrow to be seen."""
    if attributes.get("hidden", "").lower() in _TRUE:
        return True
    size = attributes.get("ht", attributes.get("width"))
    return size is not None and not float(size)


def _formula_text(formula: object) -> str:
    text = formula.text if isinstance(formula, ArrayFormula) else formula
    return text.removeprefix("=") if isinstance(text, str) else ""
