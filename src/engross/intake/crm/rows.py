"""The rows of an export in which a deal and what belongs to it stand."""

from __future__ import annotations

from typing import NamedTuple

from engross.intake.crm.chosen import ChosenDeal
from engross.intake.crm.picture import Crm
from engross.intake.crm.tables import CrmTable
from engross.intake.headings import Headings
from engross.intake.sheets import Place
from engross.sources.sheets import Row


class CrmRow(NamedTuple):
    """One row with the table that it is of."""

    table: CrmTable
    headings: Headings
    row: Row

    def place(self, column: int) -> Place:
        """Where a cell of it stands."""
        return Place(self.table.sheet.file, self.table.sheet.name, column, self.row.number)


def rows_of(chosen: ChosenDeal) -> tuple[CrmRow, ...]:
    """The rows of the deal, its account, contact, product, lines and activities, each once."""
    records = (
        chosen.deal,
        chosen.account,
        chosen.contact,
        chosen.listed,
        *chosen.lines,
        *chosen.activities,
    )
    places = {(r.place.file.name, r.place.sheet, r.place.row): r.place for r in records if r}
    found = (_row_at(chosen.crm, place) for place in places.values())
    return tuple(row for row in found if row)


def _row_at(crm: Crm, place: Place) -> CrmRow | None:
    for table in crm.tables:
        if table.sheet.file is place.file and table.sheet.name == place.sheet and table.headings:
            for row in table.sheet.rows:
                if row.number == place.row:
                    return CrmRow(table, table.headings, row)
    return None
