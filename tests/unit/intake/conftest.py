"""The made-up firm, and billing files and notes as small as a test needs them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import Workbook

from engross.intake import GivenFile, Subject, read_evidence
from engross.records import Evidence
from engross.uk.periods import Period
from engross.workspace.register import (
    BankDetails,
    Client,
    Contact,
    Firm,
    Matter,
    Particulars,
    Person,
    Workstream,
)

HELEN = "helen.pike@penhallowreeve.example"

TIME = "Date|Fee earner|Client|Matter|Workstream|Description|Hours|Rate|Value|Cost rate|Invoice"
INVOICES = "Number|Date|Client|Matter|Workstream|Description|Net|VAT|Total|Paid|Due date"
BUDGET = "Client|Matter|Workstream|Basis|Budget|Forecast to complete"
OURS = ("Wrackline Boatyard Limited", "WRA001")


def time_row(  # noqa: PLR0913 - a row has that many cells
    day: object,
    hours: object,
    *,
    who: str = "Helen Pike",
    whose: Sequence[str] = OURS,
    stream: str = "Stock system",
    rate: object = 100,
    invoice: str = "",
) -> list[object]:
    """One row of the time sheet, worth hours times rate."""
    value = hours * rate if isinstance(hours, int | float) and isinstance(rate, int) else None
    return [day, who, *whose, stream, "Work", hours, rate, value, 40, invoice]


def invoice_row(  # noqa: PLR0913 - a row has that many cells
    number: str,
    day: object,
    net: object,
    *,
    paid: object = 0,
    stream: str = "Stock system",
    due: object = None,
    whose: Sequence[str] = OURS,
    description: str = "Fees",
) -> list[object]:
    """One row of the invoice sheet, with VAT at 20%."""
    vat = net * 0.2 if isinstance(net, int | float) else None
    gross = net * 1.2 if isinstance(net, int | float) else None
    return [number, day, *whose, stream, description, net, vat, gross, paid, due]


@pytest.fixture
def firm() -> Firm:
    stock = Workstream(key="stock-system", name="Stock system", basis="time")
    accounts = Workstream(
        key="management-accounts",
        name="Management accounts",
        basis="fixed",
        names_in_records=("MA",),
    )
    return Firm(
        particulars=Particulars(
            name="Penhallow Reeve LLP",
            profession="accountants",
            registered_in="England and Wales",
            number="OC000000",
            registered_office="1 Example Quay, Exeter",
            address="1 Example Quay, Exeter",
            telephone="01632 960100",
            email="office@penhallowreeve.example",
        ),
        bank=BankDetails(
            account_name="Penhallow Reeve LLP", sort_code="00-00-00", account_number="00000000"
        ),
        people=(
            Person(
                email=HELEN,
                name="Helen Pike",
                roles=("fee_earner",),
                names_in_records=("HP", "Helen"),
            ),
            Person(
                email="martin.oke@penhallowreeve.example", name="Martin Oke", roles=("manager",)
            ),
        ),
        clients=(
            Client(
                key="wrackline",
                name="Wrackline Boatyard Limited",
                short_name="the Company",
                contacts=(Contact(name="Ms Ruth Adeyemi", names_in_records=("Ruth",)),),
                names_in_records=("WRA",),
                matters=(
                    Matter(
                        key="accounts-2026",
                        reference="WRA001",
                        title="Accounts and stock",
                        partner=HELEN,
                        manager="martin.oke@penhallowreeve.example",
                        year_starts=4,
                        workstreams=(accounts, stock),
                    ),
                ),
            ),
            Client(
                key="copperbeech",
                name="Copperbeech Nurseries Limited",
                short_name="the Company",
                matters=(
                    Matter(key="advisory", reference="COP001", title="Advice", partner=HELEN),
                ),
            ),
        ),
    )


@pytest.fixture
def subject(firm: Firm) -> Subject:
    return subject_of(firm)


def subject_of(firm: Firm, period: str = "2026-Q3") -> Subject:
    client = firm.clients[0]
    return Subject(
        firm=firm,
        client=client,
        matter=client.matters[0],
        period=Period.parse(period),
        as_at=dt.date(2026, 10, 14),
        firm_sha256="f" * 64,
    )


def with_matter(subject: Subject, **changes: Any) -> Subject:  # noqa: ANN401 - any field
    """The same subject whose matter differs."""
    matter = subject.matter.model_copy(update=changes)
    client = subject.client.model_copy(update={"matters": (matter, *subject.client.matters[1:])})
    firm = subject.firm.model_copy(update={"clients": (client, *subject.firm.clients[1:])})
    return subject_of(firm)


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """A workbook of those rows; a row given as text is parted at its bars."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row.split("|") if isinstance(row, str) else list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def billing(data: bytes | Mapping[str, Any], name: str = "billing.xlsx") -> GivenFile:
    """A billing file: bytes, or the sheets of a workbook."""
    content = data if isinstance(data, bytes) else workbook(data)
    return GivenFile(role="billing", kind="billing", name=name, data=content)


def notes(text: str, name: str = "call-notes.md") -> GivenFile:
    """A file of notes."""
    return GivenFile(role="notes", kind="notes", name=name, data=text.encode())


@pytest.fixture
def make() -> SimpleNamespace:
    """The functions and headings above; test files cannot import them from here."""
    return SimpleNamespace(
        time_row=time_row,
        invoice_row=invoice_row,
        workbook=workbook,
        billing=billing,
        notes=notes,
        subject_of=subject_of,
        with_matter=with_matter,
        TIME=TIME,
        INVOICES=INVOICES,
        BUDGET=BUDGET,
        OURS=OURS,
    )


@pytest.fixture
def read(subject: Subject) -> Callable[..., Evidence]:
    """Reads files, or the sheets of one workbook, for the made-up subject."""

    def reading(*files: GivenFile, about: Subject = subject, **sheets: Any) -> Evidence:  # noqa: ANN401 - rows
        given = [*files, *([billing(sheets)] if sheets else [])]
        return read_evidence(given, about)

    return reading
