"""Make `examples/proposal/lanternfield-estimate.xlsx`: an estimate as a manager writes one.

The same script always writes the same bytes. What is wrong in it on purpose is listed in
`examples/README.md`.
"""

from __future__ import annotations

import datetime as dt
import io
import sys
from typing import Final

from make_examples import EXAMPLES, same_bytes
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

TARGET: Final = EXAMPLES / "proposal" / "lanternfield-estimate.xlsx"
HEADINGS: Final = (
    "Stage", "What they get", "Grade", "Hours", "Rate", "Fee £", "Invoiced on", "Weeks",
    "Internal notes",
)  # fmt: skip
WIDTHS: Final = (14, 52, 12, 8, 8, 10, 22, 8, 44)
ROWS: Final = (
    ("Plan", "Written plan with a list of the stock lines and where each of them goes", "Partner",
     2, 210, 420, "Plan agreed", 3, "Gareth does the meeting himself"),
    ("Plan", "", "Manager", 8, 145, 1160, "", None, ""),
    ("Transfer", "Stock lines cleaned, transferred once and agreed to one count", "Manager",
     10, 140, 1400, "Count agreed", 9, "Rate is last year's, somebody check"),
    ("Transfer", "", "Associate", 26, 95, 2470, "", None, "Priya will be faster, keep quiet"),
    ("Training", "Two sessions for the stores, with written notes", "Associate",
     8, 95, 760, "Second session held", 10, ""),
    ("First month", "Help by telephone, and a check of the first month's figures", "Manager",
     4, 145, 580, "First month checked", 14, ""),
    ("Discount", "5% for the first piece of work", "", None, None, "5%", "", None,
     "May go to 8 if they ask"),
)  # fmt: skip
TOTAL: Final = 6450
"""As stated: less 5% of the sum at last year's rate, and then rounded down."""


def workbook() -> Workbook:
    """The estimate, and a sheet that is nobody else's business."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)  # noqa: S101 - a new workbook has one
    page.title = "Estimate"
    page.append(["Lanternfield Joinery Limited: stock system, estimate GL 16 Nov"])
    page.append([])
    page.append(list(HEADINGS))
    for row in ROWS:
        page.append(list(row))
    page.append(["Total excl VAT", "", "", "", "", TOTAL])
    for cell in (*page[1], *page[3], *page[page.max_row]):
        cell.font = Font(bold=True)
    for column, width in enumerate(WIDTHS, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    margin = book.create_sheet("Margin (internal)")
    for row in (("Grade", "Cost rate", "Margin %"), ("Manager", 78, 46), ("Associate", 52, 45)):
        margin.append(list(row))
    book.properties.creator = "Gareth Lowe"
    book.properties.created = book.properties.modified = dt.datetime(2026, 11, 16, 17)  # noqa: DTZ001 - a workbook's times have no zone
    return book


def main() -> int:
    """Write the workbook and say so."""
    target = io.BytesIO()
    workbook().save(target)
    data = same_bytes(target.getvalue())
    TARGET.write_bytes(data)
    print(f"wrote {TARGET.relative_to(EXAMPLES.parent)} ({len(data):,} bytes)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
