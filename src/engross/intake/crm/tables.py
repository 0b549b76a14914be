"""Which CRM table each sheet holds, and why one is of no use to a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from engross.intake.columns import HEADING_ROWS, Headings, understand
from engross.intake.kinds import toml
from engross.intake.regions import regions
from engross.intake.sheets import Place, Sheet
from engross.intake.vocabulary import Vocabulary, vocabulary
from engross.sources.sheets import Row
from engross.workspace.register import ColumnMap

KINDS = "crm.toml"
"""The file, beside the modules of intake, that lists the kinds of CRM table."""
EXPORTS = "crm_exports.toml"
"""The file that lists the exports of CRM programs."""

_CUSTOM = re.compile(r"(?<=\w)__c$")
"""How Salesforce ends the names of fields and objects that a firm has added."""


@dataclass(frozen=True)
class CrmTable:
    """One table of a CRM file."""

    sheet: Sheet
    """The table's rows alone, its heading one row."""
    headings: Headings | None
    """What its columns mean; `None` for a table that was not understood."""

    @property
    def kind(self) -> str:
        """The key of its kind: `deals`; empty for a table that was not understood."""
        return self.headings.kind.key if self.headings else ""

    @property
    def unused(self) -> str:
        """Why no document is made from it; empty for one that is read."""
        if self.headings is None:
            return "its headings are not those of a CRM table that is known"
        return unused_kinds().get(self.kind, "")

    @property
    def missing(self) -> tuple[str, ...]:
        """Meanings without which it is of little use and that no column has."""
        return self.headings.missing if self.headings else ()

    @property
    def place(self) -> Place:
        """Where its headings begin."""
        row = self.headings.row if self.headings else next((r.number for r in self.sheet.rows), 1)
        return Place(self.sheet.file, self.sheet.name, 0, row)


@cache
def unused_kinds() -> dict[str, str]:
    """By kind of table that is recognised and not read, why not."""
    return {
        key: kind["unused"] for key, kind in toml(KINDS).items() if kind.get("unused") is not None
    }


def crm_vocabulary() -> Vocabulary:
    """What the headings of CRM files are compared with."""
    return vocabulary(KINDS, EXPORTS)


def crm_tables(
    sheets: Iterable[Sheet], confirmed: Sequence[ColumnMap] = ()
) -> tuple[CrmTable, ...]:
    """Every table of the sheets in order, understood or not."""
    return tuple(table for sheet in sheets for table in _tables(sheet, confirmed))


def _tables(sheet: Sheet, confirmed: Sequence[ColumnMap]) -> Iterator[CrmTable]:
    """The tables of the sheet: itself, unless several of its parts are tables.

    An export is one table to the end of its sheet, however few of a row's cells are filled.
    """
    if not sheet.rows:
        return
    parts = [region.as_sheet() for region in regions(sheet)]
    if len(parts) > 1:
        found = [CrmTable(part, _understood(part, confirmed)) for part in parts]
        if sum(table.headings is not None for table in found) > 1:
            yield from found
            return
    yield CrmTable(sheet, _understood(sheet, confirmed))


def _understood(sheet: Sheet, confirmed: Sequence[ColumnMap]) -> Headings | None:
    return understand(_standard(sheet), {}, confirmed, crm_vocabulary())


def _standard(sheet: Sheet) -> Sheet:
    """With the names of Salesforce's custom fields and objects as those of its own: `Price__c`."""
    first = [_plain(row) for row in sheet.rows[:HEADING_ROWS]]
    if first == list(sheet.rows[:HEADING_ROWS]) and not _CUSTOM.search(sheet.name):
        return sheet
    rows = (*first, *sheet.rows[HEADING_ROWS:])
    return replace(sheet, read=replace(sheet.read, name=_CUSTOM.sub("", sheet.name), rows=rows))


def _plain(row: Row) -> Row:
    values = [_CUSTOM.sub("", v) if isinstance(v, str) else v for v in row.values]
    return row if values == list(row.values) else replace(row, values=values)
