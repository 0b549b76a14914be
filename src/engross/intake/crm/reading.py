"""CRM files into one picture of deals, accounts, contacts and products, with what is odd in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from engross.intake.crm import building
from engross.intake.crm.fields import RowReader, TableReader
from engross.intake.crm.gathered import MERGED_KINDS, Gathered
from engross.intake.crm.picture import Crm
from engross.intake.crm.records import Counted, LeftOut, Reason
from engross.intake.crm.stages import StageTable
from engross.intake.crm.tables import CrmTable, crm_tables
from engross.intake.crm.traps import traps
from engross.intake.given import GivenFile
from engross.intake.noticed import noticed
from engross.intake.sheets import Sheet
from engross.records import Finding
from engross.sources import guard
from engross.sources.apart import read_workbook
from engross.workspace.register import ColumnMap

_FIRST = ("stages", "merged-deals", "merged-contacts", "deal-links", "users", "accounts")
"""Kinds of table that others are read with."""


def read_crm(files: Sequence[GivenFile], confirmed: Sequence[ColumnMap] = ()) -> Crm:
    """Everything that the files hold, joined by exact id or name; what is odd is in its findings.

    Raises:
        InputError: a file cannot be read.
    """
    sheets: list[Sheet] = []
    remarked: list[Finding] = []
    methods: dict[str, str] = {}
    for file in files:
        passed = guard.check(file, file.kind)
        workbook = read_workbook(file)
        methods[file.sha256] = workbook.method
        sheets += [Sheet(file, sheet) for sheet in workbook.sheets]
        remarked += noticed(file, (*passed, *workbook.remarks))
    return picture(crm_tables(sheets, confirmed), remarked, methods)


def picture(
    tables: Sequence[CrmTable],
    remarked: Iterable[Finding] = (),
    methods: Mapping[str, str] | None = None,
) -> Crm:
    """What the tables say together."""
    gathered = Gathered()
    for table in sorted(tables, key=_turn):
        if table.headings is not None and not table.unused:
            _Reading(table, TableReader(table, table.headings), gathered).read()
    crm = gathered.crm(tables, methods or {})
    found = (*remarked, *traps(crm, gathered))
    return replace(crm, findings=tuple({finding.id: finding for finding in found}.values()))


def _turn(table: CrmTable) -> int:
    return _FIRST.index(table.kind) if table.kind in _FIRST else len(_FIRST)


class _Reading:
    """Reads one table into what is gathered."""

    def __init__(self, table: CrmTable, reader: TableReader, gathered: Gathered) -> None:
        self._kind, self._reader, self._gathered = table.kind, reader, gathered
        self._stages = StageTable(gathered.stages)

    def read(self) -> None:
        """Every row: as a record, or left out because it no longer counts."""
        for row in self._reader.rows():
            reason = self._reason_against(row)
            if reason:
                self._leave_out(row, reason)
            else:
                self._take(row)
        self._gathered.unread += self._reader.unread
        self._gathered.days += self._reader.days.values()

    def _take(self, row: RowReader) -> None:
        if self._kind == "deals":
            self._take_deal(row)
        elif build := _RECORDS.get(self._kind):
            if not self._gathered.add(self._kind, build(row)):
                self._leave_out(row, "repeated")
            self._gathered.note_merged_ids(row.text("merged_ids"))
        elif self._kind == "deal-links":
            self._gathered.links.append(building.deal_link(row))
        elif self._kind in MERGED_KINDS:
            self._gathered.note_merge(self._kind, building.merge(row))

    def _take_deal(self, row: RowReader) -> None:
        deal, ground = building.deal(row, self._stages)
        if not self._gathered.add(self._kind, deal):
            self._leave_out(row, "repeated")
            return
        if ground == "assumed":
            self._gathered.assumed.append(deal)
        self._gathered.note_quarters(deal, row.text("opened_quarter"), row.text("closed_quarter"))

    def _reason_against(self, row: RowReader) -> Reason | None:
        if row.deleted:
            return "deleted"
        own = row.text("id")
        merged = own is not None and own.value in self._gathered.merged.get(self._kind, ())
        return "merged" if merged or row.text("merged_into") else None

    def _leave_out(self, row: RowReader, reason: Reason) -> None:
        own, name = row.text("id"), row.text("name")
        left = LeftOut(
            kind=self._kind,
            id=own.value if own else "",
            name=name.value if name else "",
            place=row.place,
            reason=reason,
        )
        self._gathered.left_out.append(left)


_RECORDS: Mapping[str, Callable[[RowReader], Counted]] = {
    "accounts": building.account,
    "contacts": building.contact,
    "leads": building.contact,
    "products": building.product,
    "line-items": building.line_item,
    "users": building.user,
    "activities": building.activity,
    "stages": building.stage,
}
