"""A price list as small as can be, estimates without a file's bytes, and deals of an export."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

import pytest

from engross.intake import GivenFile, Subject
from engross.intake.crm.choosing import chosen_deal
from engross.intake.crm.chosen import ChosenDeal
from engross.intake.crm.reading import read_crm
from engross.intake.factbook import FactBook
from engross.intake.given import Taken
from engross.intake.offer import estimate_tables, take_offer
from engross.sources.sheets import Row, SheetRead, Value, WorkbookRead
from engross.uk.periods import as_at
from engross.workspace.price_list import Grade, PriceList, Service, ServiceStage
from engross.workspace.register import Firm

DAY = dt.date(2026, 11, 18)


@dataclass
class Offered:
    """What was taken, in the words of a test."""

    book: FactBook
    taken: Taken

    def value(self, measure: str, scope: str = "matter") -> object:
        fact = self.book.get(measure, "proposal", scope)
        return fact.value if fact else None

    def scopes(self, measure: str) -> list[str]:
        return [fact.scope for fact in self.book.facts if fact.measure == measure]

    def rules(self) -> list[str]:
        return [finding.rule for finding in self.taken.findings]

    def said(self) -> str:
        return "\n".join(finding.message for finding in self.taken.findings)


@pytest.fixture
def prices() -> PriceList:
    return PriceList(
        owner="helen.pike@penhallowreeve.example",
        review_by=dt.date(2027, 3, 31),
        grades=(
            Grade(key="partner", name="Partner", rate=Decimal(210), names_in_records=("Ptr",)),
            Grade(key="manager", name="Manager", rate=Decimal(145)),
            Grade(key="associate", name="Associate", rate=Decimal("95.50")),
        ),
        services=(
            Service(
                key="accounts",
                name="monthly accounts",
                names_in_records=("Mgmt accounts",),
                basis="fixed",
                stages=(
                    ServiceStage(
                        key="setting-up",
                        name="Setting up",
                        deliverable="Layout agreed with you",
                        fee=Decimal(600),
                        invoiced_on="Layout agreed",
                        weeks=4,
                    ),
                    ServiceStage(
                        key="months",
                        name="Twelve months",
                        deliverable="Accounts for each month",
                        estimate={"manager": Decimal(40), "associate": Decimal("32.5")},
                    ),
                ),
            ),
            Service(
                key="move",
                name="the move to a new system",
                names_in_records=("System change",),
                basis="time",
                stages=(
                    ServiceStage(
                        key="plan",
                        name="Plan",
                        deliverable="Written plan",
                        estimate={"partner": Decimal(2), "manager": Decimal(6)},
                        invoiced_on="Plan agreed",
                        weeks=5,
                    ),
                ),
            ),
            Service(key="advice", name="written advice", basis="time"),
        ),
    )


@pytest.fixture
def about(firm: Firm, prices: PriceList) -> Callable[..., Subject]:
    """The made-up subject on the day of a proposal; `title` may name a service."""

    def subject_about(title: str = "Accounts and stock", **changes: object) -> Subject:
        client = firm.clients[0]
        matter = client.matters[0].model_copy(update={"title": title})
        client = client.model_copy(update={"matters": (matter,)})
        subject = Subject(
            firm=firm.model_copy(update={"clients": (client, *firm.clients[1:])}),
            client=client,
            matter=matter,
            period=as_at(DAY),
            as_at=DAY,
            firm_sha256="f" * 64,
            reporting=False,
            crew="proposal",
            prices=prices,
            prices_sha256="e" * 64,
        )
        return replace(subject, **changes)  # type: ignore[arg-type]  # whichever field a test names

    return subject_about


@pytest.fixture
def estimate(monkeypatch: pytest.MonkeyPatch) -> Callable[..., GivenFile]:
    """An estimate of those sheets; a row given as text is parted at its bars, figures as figures.

    The sheets are handed over as if a file had been read: the readers have tests of their own.
    """
    books: dict[str, WorkbookRead] = {}
    monkeypatch.setattr(estimate_tables, "read_workbook", lambda file: books[file.name])

    def made(*rows: str | Sequence[Value], hidden: Sequence[str] = ()) -> GivenFile:
        name = f"estimate-{len(books)}.xlsx"
        sheets = [_sheet("Estimate", rows)]
        if hidden:
            sheets.append(replace(_sheet("Old", hidden), hidden=True))
        books[name] = WorkbookRead(tuple(sheets), "made by a test")
        return GivenFile(name=name, data=name.encode(), role="estimate", kind="estimate")

    return made


@pytest.fixture
def take(about: Callable[..., Subject]) -> Callable[..., Offered]:
    """What is proposed for a title, by an estimate or a deal."""

    def taken(
        *files: GivenFile,
        title: str = "Accounts and stock",
        chosen: ChosenDeal | None = None,
        subject: Subject | None = None,
    ) -> Offered:
        book = FactBook()
        return Offered(book, take_offer(book, files, chosen, subject or about(title)))

    return taken


@pytest.fixture
def deal(prices: PriceList) -> Callable[..., ChosenDeal]:
    """The first deal of an export with those columns; `lines` and `products` are further tables."""

    def made(lines: Sequence[str] = (), products: Sequence[str] = (), **columns: str) -> ChosenDeal:
        told = {"Deal Name": "Stock", "Deal Stage": "Enquiry", **columns}
        files = [_csv("deals.csv", [",".join(told), _row(told.values())])]
        files += [_csv("line-items.csv", lines)] if lines else []
        files += [_csv("products.csv", products)] if products else []
        crm = read_crm(files)
        return chosen_deal(crm, crm.deals[0], prices)

    return made


def _csv(name: str, rows: Sequence[str]) -> GivenFile:
    return GivenFile(name=name, data="\n".join(rows).encode(), role="crm", kind="crm")


def _row(values: object) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(values)  # type: ignore[arg-type]  # any texts
    return buffer.getvalue().strip()


def _sheet(name: str, rows: Sequence[str | Sequence[Value]]) -> SheetRead:
    read = []
    for number, row in enumerate(rows, start=1):
        values = [_value(cell) for cell in row.split("|")] if isinstance(row, str) else list(row)
        if any(value is not None for value in values):
            read.append(Row(number, values))
    return SheetRead(name, tuple(read))


def _value(cell: str) -> Value:
    try:
        return Decimal(cell)
    except InvalidOperation:
        return cell.strip() or None
