"""Make `examples/client_report/billing.xlsx`: the billing export of the made-up firm.

The same script always writes the same bytes. What stands in it is told in `example_ledger.toml`;
what is wrong in it on purpose is listed in `examples/README.md`.
"""

from __future__ import annotations

import datetime as dt
import io
import sys
import zipfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from example_ledger import (
    CLIENTS,
    NIL,
    PENNY,
    Entry,
    Ledger,
    Line,
    Receipt,
    books,
    ledger,
    movements,
)
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
TERMS = dt.timedelta(days=30)

WIDTHS = dict.fromkeys(("Client", "Workstream", "Reference"), 28) | dict.fromkeys(
    ("Narrative", "Description", "What it holds"), 48
)
TIME = (
    "Entry|Work date|Entered|Fee earner|Client code|Client|Matter|Workstream|Narrative|Hours|Rate|"
    "Value|Cost rate|Cost|Invoice"
)
INVOICES = (
    "Number|Date|Type|Client code|Client|Matter|Workstream|Description|Net|VAT|Total|Due date|"
    "Credits"
)
PAYMENTS = "Date|Type|Client code|Client|Matter|Invoice|Reference|Amount"
BUDGET = "Client|Matter|Workstream|Basis|Budget|Forecast to complete"
RATES = "Fee earner|Grade|Charge-out rate|Cost rate (internal)"
LOCK_UP = "Client|Unbilled time|Debtors|Lock-up days|Recovery %"
CONTROL = "Client|Opening|Billed|Credited|Received|Written off|Closing|Difference"
CONTENTS = [
    ["Time", "By the day of the work; Entered is the day it was typed in"],
    ["Invoices", "A row for each workstream; credit notes are below nil"],
    ["Payments", "A row for each invoice that a receipt settles"],
    ["Budget", "As agreed with the client; Forecast to complete by the manager"],
    ["Disbursements", "Paid for the client, no VAT added"],
    ["Expenses", "Ours, charged on with VAT"],
    ["Rates", "Internal: the cost column must not leave the office"],
    ["WIP and lock-up", "Internal"],
    ["Reconciliation", "Opening + billed - credited - received - written off = closing"],
]


def workbook() -> Workbook:
    """Every sheet of the export."""
    made, book = books(), Workbook()
    book.remove(book.active)  # type: ignore[arg-type]  # a new workbook has one
    until = f"{ledger()['made']:%-d %B %Y}"
    sheet(book, "Read me", "", "Sheet|What it holds", CONTENTS)
    sheet(book, "Time", f"Time entries, 1 April to {until}, all clients", TIME, _time(made))
    billed = [_invoice_row(line) for line in made.lines]
    sheet(book, "Invoices", f"Invoices and credit notes, 1 January to {until}", INVOICES, billed)
    received = [_payment_row(receipt) for receipt in made.receipts]
    sheet(book, "Payments", f"Receipts and balances written off to {until}", PAYMENTS, received)
    budgets = [_budget_row(row) for row in ledger()["budgets"]["rows"]]
    sheet(book, "Budget", "Engagement years in progress, excluding VAT", BUDGET, budgets)
    for kind in ("Disbursements", "Expenses"):
        rows = [_outlay_row(row) for row in ledger()["outlays"][kind.lower()]]
        sheet(book, kind, "", "Date|Client|Matter|Description|Net|VAT|Invoice", rows)
    sheet(book, "Rates", "From 1 April 2026, excluding VAT", RATES, _rates())
    sheet(book, "WIP and lock-up", "INTERNAL: for the partners only", LOCK_UP, _lock_up(made))
    sheet(book, "Reconciliation", "1 April to 14 October 2026, with VAT", CONTROL, _control(made))
    book.properties.creator = "Penhallow Reeve LLP"
    book.properties.created = book.properties.modified = _made()
    return book


def _time(made: Ledger) -> list[list[object]]:
    """The entries with a subtotal below each month and a total below all."""
    rows: list[list[object]] = []
    month: list[Entry] = []
    for number, entry in enumerate(made.entries, start=1):
        if month and month[-1].order[0][:7] != entry.order[0][:7]:
            rows.append(_sum_row(month, f"Sub-total for {_month_of(month[-1])}"))
            month = []
        month.append(entry)
        rows.append(_entry_row(number, entry))
    rows.append(_sum_row(month, f"Sub-total for {_month_of(month[-1])}"))
    rows.append(_sum_row(made.entries, "Grand total"))
    return rows


def _month_of(entry: Entry) -> str:
    return f"{dt.date.fromisoformat(entry.order[0]):%B %Y}"


def _entry_row(number: int, entry: Entry) -> list[object]:
    person = ledger()["people"][entry.who]
    spelt = person["spellings"]
    return [
        10_000 + number,
        *(entry.day, entry.entered, spelt[number % len(spelt)], entry.code, entry.client),
        *(entry.matter, entry.workstream, entry.narrative, entry.hours, Decimal(person["rate"])),
        *(entry.worth("rate"), Decimal(person["cost"]), entry.worth("cost"), entry.invoice),
    ]


def _sum_row(entries: Sequence[Entry], words: str) -> list[object]:
    hours = sum((e.hours for e in entries if isinstance(e.hours, Decimal)), NIL)
    value = sum((e.worth("rate") or NIL for e in entries), NIL)
    cost = sum((e.worth("cost") or NIL for e in entries), NIL)
    return [words, *([None] * 8), hours, None, value, None, cost, None]


def _invoice_row(line: Line) -> list[object]:
    client = ledger()["clients"][line.client]
    kind = "Credit note" if line.credits else "Invoice"
    due = None if line.credits else line.day + TERMS
    names = (client["code"], client["spellings"][0], client["matter"])
    amounts = (line.net, line.vat, line.gross)
    what = (line.workstream, line.description)
    return [line.number, line.day, kind, *names, *what, *amounts, due, line.credits]


def _payment_row(receipt: Receipt) -> list[object]:
    client = ledger()["clients"][receipt.client]
    names = (client["code"], client["spellings"][0], client["matter"])
    return [
        receipt.day, receipt.kind, *names, receipt.invoice, receipt.reference, receipt.amount,
    ]  # fmt: skip


def _budget_row(row: str) -> list[object]:
    code, stream, basis, budget, to_complete = row.split("|")
    return [*_whose(code), stream, basis, Decimal(budget), Decimal(to_complete)]


def _outlay_row(row: str) -> list[object]:
    day, code, what, net, vat, invoice = row.split("|")
    return [
        dt.date.fromisoformat(day), *_whose(code), what, Decimal(net), Decimal(vat), invoice,
    ]  # fmt: skip


def _whose(code: str) -> tuple[str, str]:
    client = ledger()["clients"][code]
    return client["spellings"][0], client["matter"]


def _rates() -> list[list[object]]:
    return [
        [person["name"], person["grade"], Decimal(person["rate"]), Decimal(person["cost"])]
        for person in ledger()["people"].values()
    ]


def _lock_up(made: Ledger) -> list[list[object]]:
    """The firm's figures about itself, which no client may see."""
    rows: list[list[object]] = []
    for code in CLIENTS:
        own = [e for e in made.entries if e.matter == ledger()["clients"][code]["matter"]]
        value = sum((e.worth("rate") or NIL for e in own), NIL)
        unbilled = sum((e.worth("rate") or NIL for e in own if not e.invoice), NIL)
        first = ledger()["time_from"]
        billed = sum((x.net for x in made.lines if x.client == code and x.day >= first), NIL)
        owed = made.balance(code, ledger()["made"])
        days = (unbilled + owed / (1 + Decimal(ledger()["vat"]))) / (billed * 2) * 365
        recovery = 100 * billed / value
        rows.append([_whose(code)[0], unbilled, owed, round(days), recovery.quantize(PENNY)])
    return rows


def _control(made: Ledger) -> list[list[object]]:
    """Opening, movements and closing balance of each client."""
    return [[_whose(code)[0], *movements(made, code), NIL] for code in CLIENTS]


def sheet(
    book: Workbook, title: str, about: str, headings: str, rows: Iterable[Sequence[object]]
) -> None:
    """Add one sheet: two lines that say what it is, a blank one, and the table."""
    page = book.create_sheet(title)
    if about or title == "Read me":
        page.append([f"Penhallow Reeve LLP: {title}"])
        page.append([about or "Made by the billing system on 14 October 2026 for all clients"])
        page.append([])
        page.cell(1, 1).font = Font(bold=True, size=14)
    page.append(headings.split("|"))
    for cell in page[page.max_row]:
        cell.font = Font(bold=True)
    page.freeze_panes = f"A{page.max_row + 1}"
    for number, heading in enumerate(headings.split("|"), start=1):
        page.column_dimensions[get_column_letter(number)].width = WIDTHS.get(heading, 12)
    for row in rows:
        page.append(list(row))
    for cells in page.iter_rows():
        for cell in cells:
            if isinstance(cell.value, dt.date):
                cell.number_format = "dd/mm/yyyy"
            elif isinstance(cell.value, Decimal):
                cell.number_format = "#,##0.00"


def _made() -> dt.datetime:
    return dt.datetime.combine(ledger()["made"], dt.time(9))


def same_bytes(data: bytes) -> bytes:
    """The workbook with every part's time set to one day, so that a rebuild is identical."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist()):
            part = zipfile.ZipInfo(name, _made().timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            content = old.read(name)
            if name == "docProps/core.xml":
                now = content.split(b"<dcterms:modified")[1].split(b">")[1].split(b"<")[0]
                content = content.replace(now, f"{_made():%Y-%m-%dT%H:%M:%SZ}".encode())
            new.writestr(part, content)
    return out.getvalue()


def as_bytes() -> bytes:
    """The workbook as a file."""
    buffer = io.BytesIO()
    workbook().save(buffer)
    return same_bytes(buffer.getvalue())


def main() -> int:
    """Write the workbook and say where."""
    target = EXAMPLES / "client_report" / "billing.xlsx"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(as_bytes())
    print(target.relative_to(EXAMPLES.parent))
    return 0


if __name__ == "__main__":
    sys.exit(main())
