"""The parts of an Excel workbook by what they are: sheets, number formats, strings, tables.

ECMA-376 Part 2 (packages) and Part 1, section 18. Names are looked up without their namespace and
part names without regard to case or the way slashes lean, as programs write both in their own way.
"""

from __future__ import annotations

import io
import posixpath
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import IO, NamedTuple

from engross.sources.readers.display import BUILT_IN, GENERAL
from engross.sources.readers.xlsx_strings import shared_strings, wanted_strings

_MAIN_PART = "xl/workbook.xml"
_CHUNK = 1 << 20
_VALUE_END = re.compile(rb"</(?:[\w.-]+:)?(?:v|is)>")
_TRUE = {"1", "true"}


class Unstructured(ValueError):
    """The workbook's own structure cannot be followed; the message says where."""


@contextmanager
def following(what: str) -> Iterator[None]:
    """Whatever a damaged part makes a parser raise, `KeyError` or `ParseError`, by one name."""
    try:
        yield
    except Unstructured:
        raise
    except Exception as error:
        raise Unstructured(f"{what}: {type(error).__name__}, {error}") from error


class SheetPart(NamedTuple):
    """One worksheet of the workbook."""

    name: str
    hidden: bool
    part: str
    """Its part's name in the zip; empty when the file lacks it."""


class Area(NamedTuple):
    """Cells of a sheet; rows from 1, columns from 0, both ends included."""

    sheet: str
    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True)
class Table:
    """An Excel table: its rows of data, and the headings of its columns from the left."""

    name: str
    data: Area
    columns: tuple[str, ...]


class Package:
    """The zip of a workbook that has passed the guard."""

    def __init__(self, data: bytes) -> None:
        """Reads its directory and the list of its sheets.

        Raises:
            Unstructured: it has no such list that can be read.
        """
        with following("its list of sheets"):
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._names = {_plain(name): name for name in self._zip.namelist()}
            self._main = self._main_part()
            self.workbook = self._xml(self._main)
            self.sheets = tuple(self._sheets())

    @cached_property
    def date_1904(self) -> bool:
        """Whether days are counted from 1 January 1904, as on old Macintosh computers."""
        properties = self.workbook.find("{*}workbookPr")
        return properties is not None and properties.get("date1904", "").lower() in _TRUE

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The number format code of each cell style, by its number; empty without styles."""
        part = self._related(self._main, "styles")
        if not part:
            return ()
        with following("its styles"):
            root = self._xml(part)
        own = {
            _number(one.get("numFmtId")): one.get("formatCode", GENERAL)
            for one in root.iterfind("{*}numFmts/{*}numFmt")
        }
        identifiers = (_number(xf.get("numFmtId")) for xf in root.iterfind("{*}cellXfs/{*}xf"))
        return tuple(own.get(one) or BUILT_IN.get(one, GENERAL) for one in identifiers)

    def tables(self) -> Iterator[Table]:
        """Every Excel table of every sheet.

        Raises:
            Unstructured: one of them cannot be read.
        """
        with following("its tables"):
            yield from self._tables()

    def _tables(self) -> Iterator[Table]:
        for sheet in self.sheets:
            for kind, part in self._relations(sheet.part).values():
                if kind == "table":
                    yield _table(sheet.name, self._xml(part))

    def strings(self) -> Sequence[str]:
        """The texts that cells share, by number.

        Raises:
            Unstructured: they cannot be read.
        """
        part = self._related(self._main, "sharedStrings")
        if not part:
            return ()
        with following("its texts"), self.open(part) as stream:
            return shared_strings(stream)

    def wanted_strings(self, wanted: Collection[int]) -> Mapping[int, str]:
        """Those of these numbers.

        Raises:
            Unstructured: they cannot be read.
        """
        part = self._related(self._main, "sharedStrings")
        with following("its texts"):
            return wanted_strings(self.chunks(part), wanted) if part else {}

    def open(self, part: str) -> IO[bytes]:
        """The part's bytes, unpacked as they are read."""
        return self._zip.open(self._names[_plain(part)])

    def chunks(self, part: str) -> Iterator[bytes]:
        """The part's bytes, a megabyte at a time."""
        with following(part), self.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk

    def size(self, part: str) -> int:
        """How many bytes the part unpacks to, as the zip says."""
        return self._zip.getinfo(self._names[_plain(part)]).file_size

    def holds_more_than(self, cells: int) -> bool:
        """Whether the sheets have more cells with a value than that, whatever they declare."""
        found = 0
        for sheet in self.sheets:
            for chunk in self.chunks(sheet.part) if sheet.part else ():
                found += len(_VALUE_END.findall(chunk))
                if found > cells:
                    return True
        return False

    def _main_part(self) -> str:
        if "_rels/.rels" not in self._names:
            return _MAIN_PART
        return self._related("", "officeDocument") or _MAIN_PART

    def _sheets(self) -> Iterator[SheetPart]:
        relations = self._relations(self._main)
        for sheet in self.workbook.iterfind("{*}sheets/{*}sheet"):
            identifier = next((v for k, v in sheet.items() if k.endswith("}id")), "")
            kind, part = relations.get(identifier, ("worksheet", ""))
            if kind == "worksheet":
                known = part if _plain(part) in self._names else ""
                hidden = sheet.get("state", "visible") != "visible"
                yield SheetPart(sheet.get("name", ""), hidden, known)

    def _related(self, part: str, kind: str) -> str:
        """The first part of that kind that the part names and the file has."""
        return next(
            (
                target
                for known, target in self._relations(part).values()
                if known == kind and _plain(target) in self._names
            ),
            "",
        )

    def _relations(self, part: str) -> Mapping[str, tuple[str, str]]:
        """By identifier, the last word of the relation's type and the part that it names."""
        folder, name = posixpath.split(_plain(part))
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        if listed not in self._names:
            return {}
        return {
            one.get("Id", ""): (
                one.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/" + folder, _slashes(one.get("Target", "")))),
            )
            for one in self._xml(listed)
            if one.get("TargetMode", "") != "External"
        }

    def _xml(self, part: str) -> ET.Element:
        with self.open(part) as stream:
            return ET.fromstring(stream.read())  # noqa: S314 - the guard refuses entities


def _plain(name: str) -> str:
    return _slashes(name).lstrip("/").lower()


def _slashes(name: str) -> str:
    return name.replace("\\", "/")


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def _table(sheet: str, root: ET.Element) -> Table:
    area = area_of(sheet, root.get("ref", ""))
    headings = _number(root.get("headerRowCount", "1"))
    totals = _number(root.get("totalsRowCount", "0"))
    data = area._replace(first_row=area.first_row + headings, last_row=area.last_row - totals)
    names = tuple(one.get("name", "") for one in root.iterfind("{*}tableColumns/{*}tableColumn"))
    return Table(root.get("displayName") or root.get("name") or "", data, names)


_RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?")


def area_of(sheet: str, text: str) -> Area:
    """The cells that `B2:D9` or `B2` names.

    Raises:
        Unstructured: it names none.
    """
    match = _RANGE.fullmatch(text)
    if match is None:
        raise Unstructured(f"“{text}” names no cells")
    column, row, other_column, other_row = match.groups()
    columns = sorted((column_number(column), column_number(other_column or column)))
    rows = sorted((int(row), int(other_row or row)))
    return Area(sheet, rows[0], columns[0], rows[1], columns[1])


def column_number(letters: str | bytes) -> int:
    """0 for `A`, 26 for `AA`."""
    number = 0
    for letter in letters.encode() if isinstance(letters, str) else letters:
        number = 26 * number + (letter & 31)
    return number - 1
