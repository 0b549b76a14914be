"""Salesforce records in JSON: a sheet for each type of object, its fields as columns.

The format is the sObject tree of the REST API Developer Guide ("sObject Tree Request Body"), which
`sf data export tree` writes: records with `attributes` that name their type, child records nested
under their parent. A query's result has the same records, a parent's fields nested in its child's.
A plan (`sf data import tree --plan`) only names such files. Records are numbered in the order of
the file: the first of a type stands in row 2, below the names of the fields.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NoReturn, TypeGuard

from engross.errors import InputError
from engross.sources.file import SourceFile
from engross.sources.remarks import Remark
from engross.sources.sheets import NoValue, Row, SheetRead, Value, WorkbookRead
from engross.sources.texts import clean, decode
from engross.sources.wire import lines_of

DEEPEST = 8
"""How far down records may be nested; Salesforce itself exports five levels of child records."""
MOST_RECORDS = 200_000
"""Records of one file; a tree is for 2,000 at most, a query may give more."""
MOST_FIELDS = 1_000
"""Fields of one type of object; Salesforce allows 900."""

REFERENCE = "referenceId"
"""The column of the name by which other records of a tree refer to one (`@AccountRef1`)."""

_PLAN = "plan"
_ENTRIES = ("sobject", "saveRefs", "resolveRefs", "files")
_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?(?:[eE][-+]?[0-9]{1,2})?")
_SAVED_AGAIN = "Export the records again with `sf data export tree`, or as .csv from a report."
_LISTED = NoValue("the field holds a list")
_TOO_LONG = NoValue("the number is too long to be read")


def lines(file: SourceFile) -> Iterator[bytes]:
    """The file's messages, as `wire` has them.

    Raises:
        InputError: it is no JSON, holds other things than records, or nests or holds too many.
    """
    yield from lines_of(read_tree(file))


def read_tree(file: SourceFile) -> WorkbookRead:
    """One sheet for each type of object, in the order in which they first stand in the file.

    Raises:
        InputError: as `lines`.
    """
    text, encoding = decode(file)
    return _Tree(file).read(_parsed(file, text), encoding)


@dataclass
class _Table:
    """The records of one type, while they are gathered."""

    columns: dict[str, int] = field(default_factory=dict)
    """The place of each field."""
    records: list[dict[int, Value]] = field(default_factory=list)

    def sheet(self, name: str) -> SheetRead:
        """As a sheet, the names of the fields in its first row."""
        rows = [Row(1, tuple(self.columns))]
        for number, record in enumerate(self.records, start=2):
            rows.append(Row(number, tuple(record.get(place) for place in range(len(self.columns)))))
        return SheetRead(name=name, rows=tuple(rows))


class _Tree:
    """Gathers the records of a file, whatever they are nested in."""

    def __init__(self, file: SourceFile) -> None:
        self._file = file
        self._tables: dict[str, _Table] = {}
        self._count = 0
        self._lists: list[str] = []

    def read(self, content: object, encoding: str) -> WorkbookRead:
        """The workbook that the file's content makes.

        Raises:
            InputError: it holds other things than records or a plan of them.
        """
        if _is_plan(content):
            self._add_plan(content)
        else:
            for record in self._top(content):
                self._add(record, ("", ""), 0)
        if not self._tables:
            self._refuse("it holds no records.")
        sheets = tuple(table.sheet(name) for name, table in self._tables.items())
        return WorkbookRead(sheets, f"Salesforce JSON, {encoding}", tuple(self._remarks()))

    def _top(self, content: object) -> Sequence[object]:
        """The records, or those of the `result` that the command line wraps a query's in."""
        if isinstance(content, Mapping) and isinstance(content.get("result"), Mapping):
            content = content["result"]
        records = _records(content)
        if records is None:
            self._refuse(
                "it is JSON of another shape than Salesforce's: there is no list of “records”."
            )
        return records

    def _add(self, record: object, link: tuple[str, str], depth: int) -> None:
        """Takes in one record with its field and value for its parent, and its child records."""
        self._count += 1
        place = f"record {self._count}"
        if depth > DEEPEST:
            self._refuse(f"records are nested more than {DEEPEST} deep.", place)
        if self._count > MOST_RECORDS:
            self._refuse(f"it holds more than {MOST_RECORDS:,} records.")
        type_name, reference = self._told(record, place)
        table = self._tables.setdefault(type_name, _Table())
        cells: dict[int, Value] = {}
        table.records.append(cells)
        if reference:
            cells[self._place(table, REFERENCE)] = reference
        for full, value in self._own(record, depth):
            cells[self._place(table, full)] = value
        if link[0]:
            cells.setdefault(self._place(table, link[0]), link[1] or None)
        own_link = (reference_column(type_name), f"@{reference}" if reference else _id(record))
        for child in _children(record):
            self._add(child, own_link, depth + 1)

    def _own(self, record: object, depth: int) -> Iterator[tuple[str, Value]]:
        """The record's fields, without the child records nested in it."""
        for name, value in _fields(record):
            if _records(value) is None:
                yield from self._flat(name, value, depth)

    def _told(self, record: object, place: str) -> tuple[str, str]:
        """The record's type, and the name by which others refer to it; empty if it has none."""
        attributes = record.get("attributes") if isinstance(record, Mapping) else None
        type_name = attributes.get("type") if isinstance(attributes, Mapping) else None
        if not isinstance(type_name, str) or not _named(type_name):
            self._refuse("it does not say of what type it is (“attributes”, “type”).", place)
        reference = attributes.get("referenceId") if isinstance(attributes, Mapping) else None
        return _named(type_name), _named(reference) if isinstance(reference, str) else ""

    def _flat(self, name: str, value: object, depth: int) -> Iterator[tuple[str, Value]]:
        """A field's value; of a parent record or an address, each of its fields."""
        if isinstance(value, Mapping):
            if depth > DEEPEST:
                self._refuse(f"fields are nested more than {DEEPEST} deep.", name)
            for inner, below in _fields(value):
                yield from self._flat(f"{name}.{inner}", below, depth + 1)
        elif isinstance(value, list):
            self._lists.append(name)
            yield name, _LISTED
        else:
            yield name, _value(value)

    def _place(self, table: _Table, name: str) -> int:
        place = table.columns.setdefault(name, len(table.columns))
        if place >= MOST_FIELDS:
            self._refuse(f"one type of record has more than {MOST_FIELDS:,} fields.")
        return place

    def _add_plan(self, entries: Sequence[Mapping[str, Any]]) -> None:
        table = self._tables.setdefault(_PLAN, _Table())
        for entry in entries:
            files = ", ".join(str(name) for name in entry["files"])
            said = {name: _value(entry.get(name)) for name in _ENTRIES} | {"files": clean(files)}
            table.records.append({self._place(table, name): v for name, v in said.items()})

    def _remarks(self) -> Iterator[Remark]:
        if self._lists:
            names = ", ".join(dict.fromkeys(self._lists))
            yield Remark(
                "crm-cell-unread",
                "note",
                "",
                f"Fields that hold lists were not read: {names}.",
            )

    def _refuse(self, problem: str, place: str = "") -> NoReturn:
        raise InputError(self._file.name, problem, place=place, remedy=_SAVED_AGAIN)


def reference_column(parent_type: str) -> str:
    """The field by which a child refers to its parent: `AccountId`, `Broker__c`."""
    return parent_type if parent_type.endswith("__c") else f"{parent_type}Id"


def _parsed(file: SourceFile, text: str) -> object:
    """The JSON, exact in its numbers; a name that stands twice in a record is refused."""
    try:
        return json.loads(
            text,
            parse_float=_number,
            parse_int=_number,
            parse_constant=lambda name: NoValue(f"the field holds {name}"),
            object_pairs_hook=_once,
        )
    except RecursionError as error:
        problem = "it is nested too deep to be records."
        raise InputError(file.name, problem, remedy=_SAVED_AGAIN) from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, character {error.colno}"
        problem = f"it is not well-formed JSON ({error.msg})."
        raise InputError(file.name, problem, place=place, remedy=_SAVED_AGAIN) from error
    except _Twice as error:
        problem = f"the field “{error}” stands twice in one record."
        raise InputError(file.name, problem, remedy=_SAVED_AGAIN) from error


class _Twice(ValueError):
    """A name stands twice in one record; readers differ on which of them counts."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    record: dict[str, object] = {}
    for name, value in pairs:
        if name in record:
            raise _Twice(_named(name)[:80])
        record[name] = value
    return record


def _number(text: str) -> Decimal | NoValue:
    return Decimal(text) if _PLAIN_NUMBER.fullmatch(text) else _TOO_LONG


def _is_plan(content: object) -> TypeGuard[Sequence[Mapping[str, Any]]]:
    return (
        isinstance(content, list)
        and bool(content)
        and all(
            isinstance(entry, Mapping)
            and isinstance(entry.get("sobject"), str)
            and isinstance(entry.get("files"), list)
            for entry in content
        )
    )


def _records(value: object) -> Sequence[object] | None:
    """The records that a tree, a query's result or a child relationship holds."""
    if isinstance(value, Mapping) and isinstance(value.get("records"), list):
        listed: Sequence[object] = value["records"]
        return listed
    return None


def _children(record: object) -> Iterator[object]:
    for _, value in _fields(record):
        yield from _records(value) or ()


def _id(record: object) -> str:
    """The id of a query's record; empty if it was not asked for."""
    told = record.get("Id") if isinstance(record, Mapping) else None
    return _named(told) if isinstance(told, str) else ""


def _fields(record: object) -> Iterator[tuple[str, object]]:
    """What a record says beside its attributes."""
    if isinstance(record, Mapping):
        for name, value in record.items():
            if name != "attributes":
                yield _named(name) or "unnamed", value


def _named(name: str) -> str:
    return " ".join(clean(name).split())


def _value(value: object) -> Value:
    if isinstance(value, str):
        return clean(value).strip() or None
    if value is None or isinstance(value, bool | Decimal | NoValue):
        return value
    return NoValue("the field holds what is no value")
