"""The tables of one file with what each column was taken for, so that a person can confirm it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from engross.errors import UsageError
from engross.intake.column_reports import column_reports
from engross.intake.columns import understood
from engross.intake.crm.tables import crm_vocabulary
from engross.intake.exports import DateOrder
from engross.intake.given import GivenFile
from engross.intake.headings import HeadingRow, Headings, heading_rows
from engross.intake.kinds import Kind, normal
from engross.intake.proposing import Proposal, Proposer
from engross.intake.regions import Region, regions
from engross.intake.sheets import Sheet
from engross.intake.vocabulary import Vocabulary, vocabulary
from engross.records.quality import TableReport
from engross.sources.apart import read_workbook
from engross.workspace.register import ColumnMap, Firm
from engross.workspace.validation import unknown

_NOTHING = Kind(key="", title="", sheets=(), needs=(), marks=(), columns={})
"""The kind of a table that is not understood."""


@dataclass(frozen=True)
class MappedTable:
    """One table of a file, and what its columns mean."""

    place: str
    """Its cells: `Time!A1:K240`."""
    sheet: Sheet
    """Its rows alone."""
    region: Region | None
    """Where it stands; `None` for a whole sheet that was read as one table."""
    known: Vocabulary
    """What its headings were compared with: billing files' names, or those of a CRM."""
    headings: Headings | None
    """`None` for a table that was not understood."""

    @property
    def row(self) -> HeadingRow:
        """Its heading row; of a table that was not understood its first."""
        rows = heading_rows(self.sheet)
        number = self.understood.row
        return next(row for row in rows if row.row.number == number)

    @property
    def understood(self) -> Headings:
        """Its headings; of a table that was not understood, as if nothing were known of them."""
        if self.headings is not None:
            return self.headings
        first = heading_rows(self.sheet)[0]
        return Headings(
            kind=_NOTHING,
            row=first.row.number,
            names=first.written,
            columns={},
            sensitive=self.known.sensitive_columns(first.names, {}),
        )

    @property
    def unsure(self) -> tuple[str, ...]:
        """Meanings whose column was proposed, and that nobody has confirmed."""
        return tuple(self.headings.reasons) if self.headings else ()

    @property
    def missing(self) -> tuple[str, ...]:
        """What the table needs and has no column for, in words."""
        return self.headings.missing if self.headings else ()

    def suggestions(self, firm: Firm) -> tuple[Proposal, ...]:
        """What columns that were not used may mean, where something speaks for it."""
        if self.headings is None:
            return ()  # of what kind it is a person has to say first
        return Proposer(self.sheet, firm).proposals(self.row, self.headings, self.known)

    def report(self) -> TableReport:
        """The table as the data-quality report has it."""
        headings = self.understood
        rows = sum(headings.holds(row) for row in self.sheet.rows if row.number > headings.row)
        missing = [f"no column for {meaning.replace('_', ' ')}" for meaning in self.missing]
        unknown_to_us = ["its headings are not understood"] if self.headings is None else []
        return TableReport(
            place=self.place,
            kind=headings.kind.title,
            system=f"{headings.system} {headings.report}".strip(),
            columns=column_reports(self.sheet, headings),
            rows=rows,
            unused=" and ".join(unknown_to_us + missing),
        )


def mapped_tables(
    file: GivenFile, firm: Firm, confirmed: Sequence[ColumnMap] | None = None
) -> tuple[MappedTable, ...]:
    """Every table of a billing file or a CRM export that has passed the guard, understood or not.

    `confirmed` are the maps to go by, without more those of the register.

    Raises:
        InputError: the file cannot be read.
    """
    sheets = [Sheet(file, sheet) for sheet in read_workbook(file).sheets]
    return tables_of(sheets, firm, confirmed)


def tables_of(
    sheets: Sequence[Sheet], firm: Firm, confirmed: Sequence[ColumnMap] | None = None
) -> tuple[MappedTable, ...]:
    """Every table of the sheets, understood or not."""
    maps = firm.column_maps if confirmed is None else confirmed
    return tuple(table for sheet in sheets if sheet.rows for table in _tables(sheet, firm, maps))


def _tables(sheet: Sheet, firm: Firm, maps: Sequence[ColumnMap]) -> list[MappedTable]:
    """The sheet's tables; where none of its parts is understood, the whole of it may be."""
    parts = [table for r in regions(sheet) for table in _readings(r.as_sheet(), r, firm, maps)]
    if any(table.headings for table in parts):
        return parts
    whole = list(_readings(sheet, None, firm, maps))
    return whole if any(table.headings for table in whole) else parts


def _readings(
    sheet: Sheet, region: Region | None, firm: Firm, maps: Sequence[ColumnMap]
) -> Iterator[MappedTable]:
    """A table as the vocabulary that knows it best has it; a program's export goes before."""
    readings = [
        (known, understood(sheet, firm.billing_columns, maps, known, firm))
        for known in (vocabulary(), crm_vocabulary())
    ]
    known, found = max(readings, key=lambda reading: _sureness(reading[1]))
    place = region.address if region else sheet.title
    if not found and heading_rows(sheet):
        yield MappedTable(place, sheet, region, known, None)
    for headings in found:
        yield MappedTable(place, sheet, region, known, headings)


def _sureness(found: Sequence[Headings]) -> tuple[bool, bool, bool, int]:
    """Nothing, then names, then a program's export, then what a person confirmed."""
    first = found[0] if found else None
    return (
        first is not None and bool(first.report),
        first is not None and not first.missing,
        first is not None,
        -len(first.reasons) if first else 0,
    )


@dataclass(frozen=True)
class Wanted:
    """What a person says of a file's tables."""

    headings: Mapping[str, str]
    """By heading as it was written, the meaning; an empty one is for a column not to be used."""
    kind: str = ""
    """The key of the kind the table is of; empty to leave it as it was understood."""
    dates: str = ""
    """How its days are written; empty to leave it."""
    table: str = ""
    """The sheet, or the cells, of the one table that is meant; empty where there is one."""


def confirmed_map(
    tables: Sequence[MappedTable], wanted: Wanted, *, name: str, by: str, on: dt.date
) -> ColumnMap:
    """The map that a person's words make of the one table they are about.

    Raises:
        UsageError: it is not clear which table is meant, or there is no such heading, kind or
            meaning.
    """
    table = _meant(tables, wanted)
    kind = _kind(table, wanted)
    if wanted.dates and wanted.dates not in get_args(DateOrder):
        raise UsageError(unknown("order of dates", wanted.dates, get_args(DateOrder)))
    headings = table.headings
    if headings is not None and headings.only:
        raise UsageError(
            f"{table.place} is the {headings.report} export of {headings.system}, which is read as "
            "several tables.",
            remedy="Its columns are known and cannot be set by hand.",
        )
    kept = headings if headings is not None and headings.kind.key == kind.key else None
    return ColumnMap.model_validate(
        {
            "name": name or table.place,
            "headings": tuple(table.row.standing),
            "kind": kind.key,
            "columns": _columns(table, kind, kept, wanted),
            "dates": wanted.dates or (kept.dates if kept else "unclear"),
            "confirmed_by": by,
            "on": on,
        }
    )


def _meant(tables: Sequence[MappedTable], wanted: Wanted) -> MappedTable:
    """The one table that is meant: named, the one with the headings, or the only one unsure."""
    asked = [
        table
        for table in tables
        if not wanted.table or wanted.table in (table.place, table.sheet.name)
    ]
    names = [normal(heading) for heading in wanted.headings]
    found = [table for table in asked if all(name in table.row.names for name in names)]
    if len(found) > 1 and not names and not wanted.kind:
        found = [table for table in found if table.unsure]
    if len({table.place for table in found}) == 1:
        return found[0]
    listed = ", ".join(dict.fromkeys(table.place for table in tables)) or "none"
    if found:
        raise UsageError(
            f"More than one table is meant: {', '.join(table.place for table in found)}.",
            remedy="Say which with --table, by its sheet's name or its cells.",
        )
    if names and asked:
        raise UsageError(_no_heading(asked, wanted))
    raise UsageError(f"No table is meant; tables found: {listed}.", remedy="Name one with --table.")


def _no_heading(tables: Sequence[MappedTable], wanted: Wanted) -> str:
    standing = {name for table in tables for name in table.row.names if name}
    absent = [heading for heading in wanted.headings if normal(heading) not in standing]
    if not absent:
        return "No one table has all of these headings."
    listed = ", ".join(tables[0].row.written)
    return f"{unknown('heading', absent[0], standing, f'there are {listed}')}."


def _kind(table: MappedTable, wanted: Wanted) -> Kind:
    kinds = {kind.key: kind for kind in (*vocabulary().kinds, *crm_vocabulary().kinds)}
    key = wanted.kind or (table.headings.kind.key if table.headings else "")
    if key in kinds:
        return kinds[key]
    if not key:
        raise UsageError(
            f"{table.place} is no table that is understood.",
            remedy=f"Say what it holds with --kind: {', '.join(kinds)}.",
        )
    raise UsageError(f"{unknown('kind of table', key, kinds, ', '.join(kinds))}.")


def _columns(
    table: MappedTable, kind: Kind, kept: Headings | None, wanted: Wanted
) -> dict[str, str]:
    """By meaning the headings: those understood, as far as a person does not say otherwise."""
    said = {normal(heading): meaning for heading, meaning in wanted.headings.items()}
    for meaning in said.values():
        if meaning and meaning not in kind.columns:
            raise UsageError(
                f"{unknown('meaning', meaning, kind.columns, ', '.join(kind.columns))}."
            )
    names = table.row.names
    columns: dict[str, list[str]] = {}
    for meaning in kept.columns if kept else ():
        if kept and meaning not in said.values():
            columns[meaning] = [names[c] for c in kept.cells(meaning) if names[c] not in said]
    for name in (name for name in names if said.get(name)):
        columns.setdefault(said[name], []).append(name)
    return {
        meaning: " + ".join(dict.fromkeys(cells)) for meaning, cells in columns.items() if cells
    }


def told_of_the_firm(tables: Sequence[MappedTable], said: ColumnMap) -> tuple[str, ...]:
    """Headings of the map that read like the firm's own words, and that it takes for something."""
    (table, *_) = [table for table in tables if table.row.standing == sorted(said.headings)]
    return tuple(
        name
        for meaning in said.columns
        for name in said.headings_of(meaning)
        if table.known.is_sensitive(name) and not table.known.is_sensitive(name, meaning)
    )


def with_map(table_maps: Sequence[ColumnMap], said: ColumnMap) -> tuple[ColumnMap, ...]:
    """The maps with this one in place of another for the same headings."""
    others = (m for m in table_maps if sorted(m.headings) != sorted(said.headings))
    return (said, *others)
