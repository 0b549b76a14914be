"""The fee tables of a proposal's Word file, worked out a second time from what was estimated.

Nothing of the engine is used for that: the file is read as a package of XML, and every amount is
computed with `decimal` from the rows that the estimate was made of.
"""

from __future__ import annotations

import datetime as dt
import io
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engross.intake.factbook import FactBook
from engross.intake.given import GivenFile, Subject
from engross.intake.offer import estimate_tables, take_offer
from engross.intake.register_facts import add_register_facts
from engross.records import Draft, DraftSection, Evidence
from engross.rendering import DocumentParticulars, render
from engross.sources.sheets import Row, SheetRead, WorkbookRead
from engross.uk.periods import as_at, label_for
from engross.workspace.loading import LoadedWorkspace, load_workspace
from engross.workspace.price_list import PriceList
from engross.workspace.texts import with_texts

DAY = dt.date(2026, 11, 18)
REPOSITORY = Path(__file__).resolve().parents[3]
GRADES = ("partner", "manager", "associate")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OPTIONS = ["Stage", "What you receive", "Fee £", "VAT £", "Total £"]
PENNY = Decimal("0.01")


@dataclass(frozen=True)
class Case:
    """One estimate: what its rows say, and what they are multiplied by."""

    stages: tuple[tuple[Decimal | None, tuple[tuple[str, Decimal], ...]], ...]
    """For each a fee, or none and the hours of grades."""
    by_percent: bool
    discount: Decimal
    """A percentage of the stages either way; nil for none."""
    vat: Decimal
    rates: tuple[Decimal, ...]
    by_time: bool
    optional: tuple[Decimal, ...] = ()
    """Fees of stages that the client may add: in a table of their own, and in no total."""


def decimals(most: int, places: int) -> st.SearchStrategy[Decimal]:
    scale = 10**places
    return st.integers(1, most * scale).map(lambda number: Decimal(number) / scale)


HOURS = st.lists(st.tuples(st.sampled_from(GRADES), decimals(60, 2)), min_size=1, max_size=3)
STAGES = st.lists(
    st.one_of(
        st.tuples(decimals(20_000, 2), st.just(())),
        st.tuples(st.none(), HOURS.map(tuple)),
    ),
    min_size=1,
    max_size=6,
)
CASES = st.builds(
    Case,
    stages=STAGES.map(tuple),
    by_percent=st.booleans(),
    discount=st.one_of(st.just(Decimal(0)), decimals(60, 2)),
    vat=st.sampled_from([Decimal(20), Decimal("17.5"), Decimal(5), Decimal("12.5"), Decimal(0)]),
    rates=st.tuples(*[decimals(400, 2)] * 3),
    by_time=st.booleans(),
    optional=st.lists(decimals(20_000, 2), max_size=2).map(tuple),
)


@settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(case=CASES)
def test_every_amount_of_the_word_file_is_what_the_estimate_comes_to(case: Case) -> None:
    tables = _tables(_document(case))
    fees = next(rows for rows in tables if rows[0][2:5] == ["Fee £", "VAT £", "Total £"])
    expected = _expected(case)

    assert [[_number(cell) for cell in row[2:5]] for row in fees[1:]] == expected
    assert [row[0] for row in fees[1 : len(case.stages) + 1]] == _names(case)
    options = [rows for rows in tables if rows[0] == OPTIONS]
    assert [[_number(cell) for cell in row[2:5]] for one in options for row in one[1:]] == [
        [fee, _vat(case, fee), fee + _vat(case, fee)] for fee in case.optional
    ]
    rates = [rows for rows in tables if "Rate £ an hour" in rows[0]]
    assert [_rates(rows) for rows in rates] == ([_expected_rates(case)] if _has_rates(case) else [])


# --- worked out a second time -----------------------------------------------------------------


def _expected(case: Case) -> list[list[Decimal]]:
    """Fee, VAT and total of each row, and of the whole."""
    fees = [_fee(case, fee, work) for fee, work in case.stages]
    if taken_off := _taken_off(case):
        fees.append(-taken_off)
    rows = [[fee, _vat(case, fee), fee + _vat(case, fee)] for fee in fees]
    return [*rows, [sum(column, Decimal(0)) for column in zip(*rows, strict=True)]]


def _fee(case: Case, fee: Decimal | None, work: tuple[tuple[str, Decimal], ...]) -> Decimal:
    if fee is not None:
        return fee
    rates = dict(zip(GRADES, case.rates, strict=True))
    return _to_the_penny(sum((hours * rates[grade] for grade, hours in work), Decimal(0)))


def _taken_off(case: Case) -> Decimal:
    before = sum((_fee(case, *stage) for stage in case.stages), Decimal(0))
    return _to_the_penny(before * case.discount / 100)


def _vat(case: Case, fee: Decimal) -> Decimal:
    return _to_the_penny(fee * case.vat / 100)


def _to_the_penny(amount: Decimal) -> Decimal:
    return amount.quantize(PENNY, rounding=ROUND_HALF_UP)


def _has_rates(case: Case) -> bool:
    return case.by_time and any(work for _, work in case.stages)


def _expected_rates(case: Case) -> dict[str, list[Decimal]]:
    """By grade, hours to one decimal and the rate; a client of a fixed fee sees none."""
    work = [one for _, listed in case.stages for one in listed]
    return {
        grade.capitalize(): [
            sum((hours for who, hours in work if who == grade), Decimal(0)).quantize(
                Decimal("0.1"), rounding=ROUND_HALF_UP
            ),
            rate,
        ]
        for grade, rate in zip(GRADES, case.rates, strict=True)
        if any(who == grade for who, _ in work)
    }


# --- the estimate, and the Word file made of it -----------------------------------------------


def _names(case: Case) -> list[str]:
    return [f"Stage {number}" for number in range(1, len(case.stages) + 1)]


def _rows(case: Case) -> list[list[object]]:
    rows: list[list[object]] = [["Stage", "Deliverable", "Grade", "Hours", "Fee £"]]
    for name, (fee, work) in zip(_names(case), case.stages, strict=True):
        if fee is not None:
            rows.append([name, f"Result of {name}", None, None, fee])
        for number, (grade, hours) in enumerate(work):
            rows.append([name if number == 0 else None, None, grade, hours, None])
    for number, fee in enumerate(case.optional, start=1):
        rows.append([f"Optional: extra {number}", f"Result of extra {number}", None, None, fee])
    if taken_off := _taken_off(case):
        # Less than a pound is no amount to the engine: 0.15 may be a share of the fee.
        stated = f"{case.discount}%" if case.by_percent or taken_off < 1 else taken_off
        rows.append(["Discount", None, None, None, stated])
    return rows


def _document(case: Case) -> bytes:
    workspace, subject = _workspace(), _subject(case)
    crew = with_texts(workspace.crews["proposal"], workspace.statements, None)
    book = FactBook()
    add_register_facts(book, subject)
    rows = tuple(Row(number, row) for number, row in enumerate(_rows(case), start=1))
    read = WorkbookRead((SheetRead("Estimate", rows),), "made by a test")
    file = GivenFile("estimate.xlsx", b"", role="estimate", kind="estimate")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(estimate_tables, "read_workbook", lambda _: read)
        taken = take_offer(book, [file], None, subject)
    assert {one.rule for one in taken.findings} <= {"estimate-unclear"}  # hours finer than shown
    sections = tuple(DraftSection(key=one.key, paragraphs=()) for one in crew.standard_format)
    particulars = DocumentParticulars(
        title=crew.title,
        period=subject.period.key,
        period_label=label_for(subject.period.key),
        as_at=DAY,
        firm=subject.firm,
        client=subject.client,
        matter=subject.matter,
    )
    evidence = Evidence(sources=(), facts=book.facts, passages=())
    spec, template = workspace.templates["proposal"], _template()
    return render(Draft(sections=sections), evidence, crew, spec, template, particulars).candidate


@cache
def _workspace() -> LoadedWorkspace:
    return load_workspace(REPOSITORY)


@cache
def _template() -> bytes:
    return _workspace().template_file("proposal").read_bytes()


def _subject(case: Case) -> Subject:
    firm, prices = _workspace().firm, _workspace().prices
    assert prices is not None
    service = next(s for s in prices.services if s.basis == ("time" if case.by_time else "fixed"))
    client = firm.clients[0]
    matter = client.matters[0].model_copy(update={"title": service.name})
    client = client.model_copy(update={"matters": (matter,)})
    return Subject(
        firm=firm.model_copy(update={"clients": (client, *firm.clients[1:])}),
        client=client,
        matter=matter,
        period=as_at(DAY),
        as_at=DAY,
        firm_sha256="f" * 64,
        reporting=False,
        prices=_at_rates(prices, case),
        prices_sha256="e" * 64,
    )


def _at_rates(prices: PriceList, case: Case) -> PriceList:
    rates = dict(zip(GRADES, case.rates, strict=True))
    grades = tuple(g.model_copy(update={"rate": rates[g.key]}) for g in prices.grades)
    return prices.model_copy(update={"grades": grades, "vat_percent": case.vat})


# --- the Word file as XML ---------------------------------------------------------------------


def _tables(document: bytes) -> list[list[list[str]]]:
    """The texts of every table's cells."""
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        root = ET.fromstring(package.read("word/document.xml"))  # noqa: S314 - our own file
    return [
        [
            ["".join(text.text or "" for text in cell.iter(f"{W}t")) for cell in row.iter(f"{W}tc")]
            for row in table.iter(f"{W}tr")
        ]
        for table in root.iter(f"{W}tbl")
    ]


def _number(cell: str) -> Decimal:
    """`(1,234.50)` is below nil, a dash is nil."""
    if cell == "\N{EN DASH}":
        return Decimal(0)
    number = Decimal(cell.strip("()").replace(",", ""))
    return -number if cell.startswith("(") else number


def _rates(rows: list[list[str]]) -> dict[str, list[Decimal]]:
    return {row[0]: [_number(cell) for cell in row[1:]] for row in rows[1:]}
