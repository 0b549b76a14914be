"""Make `examples/client_report/billing.xlsx`: the billing export of the made-up firm.

The same script always writes the same bytes. Fees and invoices are built from the time entries, so
the sheets agree with each other; four rows are deliberately bad, the way real exports are.
"""

from __future__ import annotations

import datetime as dt
import io
import sys
import zipfile
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
MADE = dt.datetime(2026, 10, 14, 9, 0, 0)  # noqa: DTZ001 - a workbook knows no time zone

HELEN, MARTIN, PRIYA, GARETH = "Helen Pike", "Martin Oke", "Priya Sandhu", "Gareth Lowe"
RATE = {HELEN: Decimal(210), MARTIN: Decimal(145), PRIYA: Decimal(95), GARETH: Decimal(210)}
COST = {HELEN: Decimal(88), MARTIN: Decimal(52), PRIYA: Decimal(31), GARETH: Decimal(88)}
VAT = Decimal("0.20")

WRACKLINE = ("Wrackline Boatyard Limited", "WRA001")
COPPERBEECH = ("Copperbeech Nurseries Limited", "COP001")
TIDEWELL = ("Tidewell Dental Practice LLP", "TID001")

ACCOUNTS, VAT_PAYROLL, STOCK = "Management accounts", "VAT and payroll", "Stock system"
MONTHLY_FIXED = {ACCOUNTS: Decimal(1200), VAT_PAYROLL: Decimal(650)}
BUDGETS = [
    (ACCOUNTS, "Fixed", Decimal(14400), Decimal(7200)),
    (VAT_PAYROLL, "Fixed", Decimal(7800), Decimal(3900)),
    (STOCK, "Time", Decimal(9500), Decimal(3200)),
]
INVOICES = {  # month: (number, invoice date, amount paid or None for all of it)
    4: ("4301", dt.date(2026, 4, 30), None),
    5: ("4338", dt.date(2026, 5, 29), None),
    6: ("4376", dt.date(2026, 6, 30), None),
    7: ("4417", dt.date(2026, 7, 31), None),
    8: ("4452", dt.date(2026, 8, 28), Decimal(2000)),
    9: ("4489", dt.date(2026, 9, 30), Decimal(0)),
}

# Stock system: (day, who, what, hours). Everything up to September is billed at month end.
STOCK_WORK = [
    ("2026-06-09", HELEN, "Planning meeting for the stock system", "1.5"),
    ("2026-06-11", MARTIN, "Chart of accounts for the new system", "3.0"),
    ("2026-06-18", PRIYA, "Extract of the old stock records", "4.5"),
    ("2026-07-07", MARTIN, "First data transfer, trial run", "3.5"),
    ("2026-07-08", PRIYA, "Cleaning of supplier codes", "6.0"),
    ("2026-07-16", PRIYA, "Matching of stock lines to the price list", "5.5"),
    ("2026-07-28", HELEN, "Review of the trial run with Ms Adeyemi", "1.0"),
    ("2026-08-05", MARTIN, "Second data transfer after the engine parts were recoded", "4.0"),
    ("2026-08-06", PRIYA, "Second data transfer, checking", "6.5"),
    ("2026-08-19", PRIYA, "Agreeing stock lines to the count sheets", "5.0"),
    ("2026-08-26", HELEN, "Meeting on site at the boatyard", "2.0"),
    ("2026-09-03", MARTIN, "Set-up of purchase orders", "3.0"),
    ("2026-09-10", PRIYA, "Training notes for the stores team", "4.0"),
    ("2026-09-17", PRIYA, "Differences between old and new ledgers", "3.5"),
    ("2026-09-24", MARTIN, "Review of the differences", "2.5"),
    ("2026-10-06", MARTIN, "Revised timetable for the stock system", "1.5"),
    ("2026-10-08", PRIYA, "List of lines that still differ", "3.0"),
]
MONTHLY_WORK = [
    (MARTIN, ACCOUNTS, "Management accounts, review", "2.5", 9),
    (PRIYA, ACCOUNTS, "Management accounts, preparation", "7.0", 7),
    (HELEN, ACCOUNTS, "Management accounts, call with the Company", "0.5", 13),
    (PRIYA, VAT_PAYROLL, "Payroll run and filing", "3.5", 24),
    (MARTIN, VAT_PAYROLL, "VAT records", "1.0", 21),
]
BAD_ROWS = [  # (after how many good rows, row)
    (9, ["2026-07-14", PRIYA, "", "", "", "MISC, filing", 0.5, 95, 47.5, 31, ""]),
    (14, ["2026-07-30", MARTIN, *WRACKLINE, ACCOUNTS, "Query on accruals", "n/a", 145, "", 52, ""]),
    (20, ["2026-06-31", PRIYA, *WRACKLINE, STOCK, "Late entry", 1.0, 95, 95, 31, ""]),
    (
        30,
        [
            "2026-09-30",
            PRIYA,
            *WRACKLINE,
            STOCK,
            "WRITE OFF learning time, not for the client",
            -2.0,
            95,
            -190,
            31,
            "",
        ],
    ),
]


def time_entries() -> list[list[object]]:
    """Rows of the `Time` sheet in date order, bad rows included."""
    rows: list[list[object]] = []
    for day, who, what, hours in STOCK_WORK:
        rows.append(entry(dt.date.fromisoformat(day), who, WRACKLINE, STOCK, what, Decimal(hours)))
    for month in range(4, 11):
        for who, stream, what, hours, day in MONTHLY_WORK:
            if month < 10 or day <= 13:  # noqa: PLR2004 - the export was made on 14 October
                date = dt.date(2026, month, day)
                rows.append(entry(date, who, WRACKLINE, stream, what, Decimal(hours)))
    for month in range(7, 10):
        rows.append(
            entry(
                dt.date(2026, month, 15), GARETH, COPPERBEECH, "Advice", "Lease review", Decimal(2)
            )
        )
        rows.append(
            entry(dt.date(2026, month, 22), PRIYA, TIDEWELL, "Payroll", "Payroll run", Decimal(3))
        )
    rows.sort(key=lambda row: str(row[0]))
    for place, row in BAD_ROWS:
        rows.insert(place, row)
    return rows


def entry(  # noqa: PLR0913, PLR0917 - a row has that many cells
    date: dt.date, who: str, whose: tuple[str, str], stream: str, what: str, hours: Decimal
) -> list[object]:
    """One time entry, with the invoice that billed it."""
    number = INVOICES[date.month][0] if date.month in INVOICES and whose == WRACKLINE else ""
    value = hours * RATE[who]
    return [date, who, *whose, stream, what, hours, RATE[who], value, COST[who], number]


def invoice_lines(entries: list[list[object]]) -> list[list[object]]:
    """Rows of the `Invoices` sheet: a row for each workstream of each invoice."""
    stock: dict[str, Decimal] = defaultdict(Decimal)
    for row in entries:
        if row[4] == STOCK and row[10] and isinstance(row[8], Decimal):
            stock[str(row[10])] += row[8]
    rows: list[list[object]] = []
    for month, (number, date, paid) in INVOICES.items():
        nets = {**MONTHLY_FIXED, **({STOCK: stock[number]} if stock[number] else {})}
        left = sum(nets.values()) * (1 + VAT) if paid is None else paid
        for stream, net in nets.items():
            total = net * (1 + VAT)
            settled = min(left, total)
            left -= settled
            what = f"Services in {dt.date(2026, month, 1):%B %Y}"
            due = date + dt.timedelta(days=30)
            rows.append(
                [number, date, *WRACKLINE, stream, what, net, net * VAT, total, settled, due]
            )
    other = [Decimal(1260), Decimal(252), Decimal(1512), Decimal(0)]
    rows.append(
        [
            "4470",
            dt.date(2026, 9, 15),
            *COPPERBEECH,
            "Advice",
            "Lease review",
            *other,
            dt.date(2026, 10, 15),
        ]
    )
    return rows


def workbook() -> Workbook:
    """The four sheets."""
    entries = time_entries()
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]  # a new workbook has one
    sheet(
        book,
        "Time",
        "Date|Fee earner|Client|Matter|Workstream|Description|Hours|Rate|Value|Cost rate|Invoice",
        entries,
    )
    sheet(
        book,
        "Invoices",
        "Number|Date|Client|Matter|Workstream|Description|Net|VAT|Total|Paid|Due date",
        invoice_lines(entries),
    )
    sheet(
        book,
        "Budget",
        "Client|Matter|Workstream|Basis|Budget|Forecast to complete",
        [[*WRACKLINE, *budget] for budget in BUDGETS],
    )
    sheet(
        book,
        "Disbursements",
        "Date|Client|Matter|Description|Net|VAT|Invoice",
        [
            [
                dt.date(2026, 8, 26),
                *WRACKLINE,
                "Companies House copies",
                Decimal(36),
                Decimal(0),
                "4452",
            ]
        ],
    )
    book.properties.creator = "Penhallow Reeve LLP"
    book.properties.created = book.properties.modified = MADE
    return book


def sheet(book: Workbook, title: str, headings: str, rows: list[list[object]]) -> None:
    """Add one sheet with a bold heading row."""
    page = book.create_sheet(title)
    page.append(headings.split("|"))
    for cell in page[1]:
        cell.font = Font(bold=True)
    for row in rows:
        page.append(row)
    for cells in page.iter_rows(min_row=2):
        for cell in cells:
            if isinstance(cell.value, dt.date):
                cell.number_format = "dd/mm/yyyy"
    page.freeze_panes = "A2"


def same_bytes(data: bytes) -> bytes:
    """The workbook with every part's time set to one day, so that a rebuild is identical."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist()):
            part = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            content = old.read(name)
            if name == "docProps/core.xml":
                now = content.split(b"<dcterms:modified")[1].split(b">")[1].split(b"<")[0]
                content = content.replace(now, MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode())
            new.writestr(part, content)
    return out.getvalue()


def main() -> int:
    """Write the workbook and say where."""
    buffer = io.BytesIO()
    workbook().save(buffer)
    target = EXAMPLES / "client_report" / "billing.xlsx"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(same_bytes(buffer.getvalue()))
    print(target.relative_to(EXAMPLES.parent))
    return 0


if __name__ == "__main__":
    sys.exit(main())
