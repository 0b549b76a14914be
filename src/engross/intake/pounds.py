"""Whether a table's amounts are in pounds, as far as its headings say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engross.intake.cells import text_of
from engross.intake.totals import ADDED
from engross.uk.money import other_currency

if TYPE_CHECKING:
    from engross.intake.tables import Table

_NO_MONEY = {"hours", "minutes", "units"}
_SCALED = re.compile(
    r"£?\s*[\'\u2019]?000s?\b|£\s*[km]\b|\b(?:thousands|millions)\b", re.IGNORECASE
)


def not_in_pounds(table: Table) -> str:
    """Why its amounts cannot be taken as pounds; empty when no heading speaks against it."""
    rows = (row for row in table.sheet.rows if row.number == table.headings.row)
    values = next((row.values for row in rows), ())
    for meaning, column in table.headings.columns.items():
        if meaning not in ADDED or meaning in _NO_MONEY or column >= len(values):
            continue
        heading = text_of(values[column])
        if other_currency(heading):
            return f"its column “{heading}” is in another currency"
        if _SCALED.search(heading):
            return f"its column “{heading}” is in thousands or millions"
    return ""
