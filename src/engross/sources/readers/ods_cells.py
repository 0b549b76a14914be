"""What a cell of an OpenDocument sheet means and shows (OpenDocument 1.3, part 3, section 19)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Final
from xml.etree.ElementTree import Element

from engross.sources.readers.meanings import Meaning, exact, plain
from engross.sources.sheets import NOT_CALCULATED, NoValue, Value
from engross.sources.texts import clean

OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_NUMBER: Final = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_EXTENDED: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"

_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?")
_ERROR = re.compile(r"#[A-Z0-9/]+[!?]?|Err:\d+")
_REFERENCE = re.compile(r'("(?:[^"]|"")*")|\[([^\]]*)\]|;')
_BLANKS = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_MOST_BLANKS = 1_000
_DAY = dt.timedelta(days=1)
_MIDNIGHT = dt.datetime(1900, 1, 1)  # noqa: DTZ001 - a sheet's times know no zone


class Styles:
    """Those named styles of a workbook that change what a sheet or a cell is."""

    def __init__(self, automatic: Element | None = None) -> None:
        self.hidden_sheets: set[str] = set()
        """Styles of sheets that are not displayed."""
        self.durations: set[str] = set()
        """Styles of cells whose hours go on beyond 24."""
        if automatic is None:
            return
        unending = {
            style.get(f"{_STYLE}name", "")
            for style in automatic.iterfind(f"{_NUMBER}time-style")
            if style.get(f"{_NUMBER}truncate-on-overflow") == "false"
        }
        for style in automatic.iterfind(f"{_STYLE}style"):
            name = style.get(f"{_STYLE}name", "")
            properties = style.find(f"{_STYLE}table-properties")
            if properties is not None and properties.get(f"{TABLE}display") == "false":
                self.hidden_sheets.add(name)
            if style.get(f"{_STYLE}data-style-name") in unending:
                self.durations.add(name)


def meaning(cell: Element, *, is_duration: bool) -> Meaning:
    """What the cell means and shows."""
    paragraphs = [_paragraph(one) for one in cell.iterfind(f"{_TEXT}p")]
    text = clean("\n".join(paragraphs)).strip()
    kind = cell.get(f"{OFFICE}value-type", "")
    formula = cell.get(f"{TABLE}formula")
    if _is_error(cell, text, formula):
        return Meaning(NoValue(f"the cell shows the error {text}"))
    if formula is not None and not kind and not text:
        return Meaning(NOT_CALCULATED)
    if kind in {"", "string", "void"}:
        return Meaning(text or clean(cell.get(f"{OFFICE}string-value", "")).strip() or None)
    value = _value(cell, kind, is_duration=is_duration)
    if value is None:
        return Meaning(text or None)
    if not paragraphs or (isinstance(value, Decimal) and text == plain(value)):
        return Meaning(value)
    return Meaning(value, text)


def formula_of(cell: Element) -> str | None:
    """The formula as Excel would write it, without its `=`: `SUM(A1:A3)` for `of:=SUM([.A1:.A3])`.

    OpenFormula's brackets, the point before a cell's own sheet, and its semicolons are rewritten.
    """
    formula = cell.get(f"{TABLE}formula")
    if formula is None:
        return None
    return clean(_REFERENCE.sub(_rewritten, formula.partition("=")[2]))


def _rewritten(match: re.Match[str]) -> str:
    if match[1]:
        return match[1]
    if match[2] is None:
        return ","
    sheet, _, first = match[2].partition(":")[0].rpartition(".")
    rest = match[2].partition(":")[2].rpartition(".")[2]
    cells = f"{first}:{rest}" if rest else first
    return f"{sheet.removeprefix('$')}!{cells}" if sheet else cells


def _is_error(cell: Element, text: str, formula: str | None) -> bool:
    if cell.get(f"{_EXTENDED}value-type") == "error":
        return True
    return formula is not None and bool(_ERROR.fullmatch(text))


def _value(cell: Element, kind: str, *, is_duration: bool) -> Value:
    """`None` for a value that is not written as its kind is; the text shown then stands for it."""
    try:
        match kind:
            case "boolean":
                return cell.get(f"{OFFICE}boolean-value") == "true"
            case "date":
                return _date(cell.get(f"{OFFICE}date-value", ""))
            case "time":
                return _time(cell.get(f"{OFFICE}time-value", ""), is_duration=is_duration)
            case _:
                number = Decimal(cell.get(f"{OFFICE}value", ""))
                return exact(float(number)) if number.is_finite() else None
    except (ValueError, InvalidOperation, OverflowError):
        return None


def _date(text: str) -> dt.datetime | dt.date:
    moment = dt.datetime.fromisoformat(text)
    return moment if "T" in text and moment.time() != dt.time() else moment.date()


def _time(text: str, *, is_duration: bool) -> dt.timedelta | dt.time | None:
    match = _DURATION.fullmatch(text)
    if match is None:
        return None
    days, hours, minutes = (int(match[at] or 0) for at in (2, 3, 4))
    seconds = float((match[5] or "0").replace(",", "."))
    length = dt.timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if match[1]:
        return -length
    if is_duration or length >= _DAY:
        return length
    return (_MIDNIGHT + length).time()


def _paragraph(element: Element) -> str:
    return "".join(_words(element))


def _words(element: Element) -> Iterator[str]:
    """A paragraph's text; what floats in it (comments, pictures) is none of it."""
    yield element.text or ""
    for child in element:
        if child.tag in _BLANKS:
            count = min(int(child.get(f"{_TEXT}c", "1")), _MOST_BLANKS)
            yield _BLANKS[child.tag] * count
        elif child.tag in {f"{_TEXT}span", f"{_TEXT}a"}:
            yield from _words(child)
        elif child.tag.startswith(_TEXT) and len(child) == 0:
            yield child.text or ""
        yield child.tail or ""
