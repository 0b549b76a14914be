"""Rows typed into a table in Word are added up like the others."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from types import SimpleNamespace
from typing import cast

from engross.checks.cases import DocumentCase
from engross.checks.tables import table_faults
from engross.records import Evidence, Fact, Figure, Finding, Span
from engross.records.stating import InTable, typed_fact
from engross.uk.periods import PROPOSAL
from engross.workspace.section_specs import ColumnSpec, SectionSpec, TableSpec

MEASURES = ("fee", "fee-vat", "fee-total")
FEES = TableSpec(
    key="fees",
    title="The fee by stage",
    dimension="stage",
    period="proposal",
    columns=tuple(
        ColumnSpec(key=f"c{n}", heading=measure, measure=measure, total=True)
        for n, measure in enumerate(MEASURES)
    ),
    total_scope="matter",
)
SECTION = SectionSpec(key="fee", heading="Fee", purpose="Fee.", words=(0, 9), tables=(FEES,))
SPAN = Span(source="ab", file="Review copy.docx", place="table fees, row 2")
Row = tuple[str, str, str]


def source(scope: str, amounts: Row) -> list[Fact]:
    return [
        Fact(measure=m, period=PROPOSAL, scope=scope, unit="GBP", value=Decimal(amount))
        for m, amount in zip(MEASURES, amounts, strict=True)
    ]


def typed(amounts: Row) -> list[Fact]:
    return [
        typed_fact(
            amount,
            instead_of=None,
            sentence="Second year",
            span=SPAN,
            by="",
            column=InTable(m, PROPOSAL, "stage", "GBP"),
        )
        for m, amount in zip(MEASURES, amounts, strict=True)
    ]


def faults(*rows: Sequence[Fact]) -> list[Finding]:
    facts = tuple(fact for row in rows for fact in row)
    figures = tuple(
        Figure(
            anchor=f"figure{number}",
            id=fact.id,
            kind="fact",
            text=str(fact.value),
            place=f"table fees, row {at}",
            origin="",
        )
        for at, row in enumerate(rows, start=1)
        for number, fact in enumerate(row, start=at * 10)
    )
    evidence = Evidence(sources=(), facts=facts, passages=())
    crew = SimpleNamespace(standard_format=(SECTION,))
    case = SimpleNamespace(evidence=evidence, figures=figures, crew=crew)
    return list(table_faults(cast("DocumentCase", case)))


STAGE = source("stage:year-end", ("1850", "370", "2220"))
TOTAL = source("matter", ("1850", "370", "2220"))
ADDED = typed(("14,000.00", "2,800.00", "16,800.00"))


def test_a_typed_row_that_the_total_leaves_out_blocks_in_every_column() -> None:
    found = faults(STAGE, ADDED, TOTAL)

    assert [one.severity for one in found] == ["block"] * 3
    assert "adds up to 15,850, and its total says 1,850" in found[0].message


def test_a_typed_row_below_the_total_is_added_up_too() -> None:
    assert "adds up to 15,850" in faults(STAGE, TOTAL, ADDED)[0].message


def test_a_typed_row_that_the_total_includes_is_right() -> None:
    assert faults(STAGE, ADDED, source("matter", ("15850", "3170", "19020"))) == []


def test_a_typed_row_in_a_table_that_lost_its_total_blocks() -> None:
    assert "has no total" in faults(STAGE, ADDED)[0].message


def test_a_fee_and_its_vat_are_the_rows_total() -> None:
    added = typed(("14,000.00", "2,800.00", "16,900.00"))

    (found,) = faults(STAGE, added, source("matter", ("15850", "3170", "19120")))[:1]

    assert found.place == "table fees, row 2"
    assert "the other columns make 16,800" in found.message
