import re
from decimal import Decimal

import pytest

from engross.records import Evidence, Fact, Span
from engross.rendering.origins import origin, quote_origin, quote_working, spans, working

AS_AT = "at-2026-10-14"
OUTSTANDING = f"outstanding/{AS_AT}/invoice:4452"


def test_a_read_value_is_its_cell(evidence: Evidence) -> None:
    fact = evidence.fact(f"gross/{AS_AT}/invoice:4452")

    assert origin(fact, evidence) == "billing.xlsx Invoices!F6"


def test_a_sum_says_so_and_names_every_sheet(evidence: Evidence) -> None:
    places = ("Time!G2:G9,G12", "Disbursements!D3")
    fact = Fact(
        measure="billed",
        period="2026-Q3",
        unit="GBP",
        value=Decimal(1),
        operation="sum",
        spans=tuple(Span(source="a" * 64, file="billing.xlsx", place=place) for place in places),
    )

    assert origin(fact, evidence) == (
        "sum of billing.xlsx Time!G2:G9,G12 and billing.xlsx Disbursements!D3"
    )


def test_hours_at_rates_are_a_product_of_their_cells(evidence: Evidence) -> None:
    fact = Fact(
        measure="fee",
        period="proposal",
        scope="stage:plan",
        unit="GBP",
        value=Decimal(1290),
        operation="product",
        spans=(
            Span(source="a" * 64, file="estimate.xlsx", place="Estimate!D4"),
            Span(source="b" * 64, file="knowledge/price-list.yaml", place="grades[0].rate"),
        ),
    )

    assert origin(fact, evidence) == (
        "product of estimate.xlsx Estimate!D4 and knowledge/price-list.yaml grades[0].rate"
    )


def test_a_percentage_of_a_figure_is_that_figure_times_it() -> None:
    def made(measure: str, unit: str, value: str, place: str = "", *inputs: str) -> Fact:
        where = (Span(source="a" * 64, file="price-list.yaml", place=place),) if place else ()
        return Fact.model_validate(
            {
                "measure": measure,
                "period": "proposal",
                "unit": unit,
                "value": value,
                "operation": "product" if inputs else "read",
                "inputs": inputs,
                "spans": where,
            }
        )

    fee, rate = made("fee", "GBP", "600", "fee"), made("vat-rate", "percent", "20", "vat_percent")
    vat = made("fee-vat", "GBP", "120", "", fee.id, rate.id)
    proposed = Evidence(sources=(), facts=(fee, rate, vat), passages=())

    assert origin(vat, proposed) == "price-list.yaml fee times price-list.yaml vat_percent"
    assert working(vat, proposed)[0] == (
        "VAT on the fee, what is proposed: £120.00 = Fee, excluding VAT, what is proposed £600.00 "
        "times Rate of VAT, what is proposed 20.0%"
    )


@pytest.mark.parametrize(
    ("identifier", "line"),
    [
        (OUTSTANDING, "billing.xlsx Invoices!F6 less billing.xlsx Invoices!G6"),
        (
            "change(billed/2026-Q3/matter;billed/2026-Q2/matter)",
            (
                "sum of billing.xlsx Invoices!D5:D7,D9 as a percentage change from "
                "sum of billing.xlsx Invoices!D2:D4"
            ),
        ),
        (
            f"sum({OUTSTANDING};outstanding/{AS_AT}/invoice:4489)",
            (
                "(billing.xlsx Invoices!F6 less billing.xlsx Invoices!G6) plus "
                "(billing.xlsx Invoices!F7 less billing.xlsx Invoices!G7)"
            ),
        ),
        (
            f"share(billed/2026-07/matter;{OUTSTANDING})",
            (
                "billing.xlsx Invoices!D5 as a percentage of "
                "(billing.xlsx Invoices!F6 less billing.xlsx Invoices!G6)"
            ),
        ),
    ],
)
def test_a_derived_value_is_spelled_out_down_to_the_cells(
    identifier: str, line: str, evidence: Evidence
) -> None:
    assert origin(evidence.fact(identifier), evidence) == line


def test_the_line_is_enough_to_work_the_value_out_again(evidence: Evidence) -> None:
    cells = {"F6": Decimal(3996), "G6": Decimal(2000), "F7": Decimal(3780), "G7": Decimal(0)}
    fact = evidence.fact(f"sum({OUTSTANDING};outstanding/{AS_AT}/invoice:4489)")

    def value(line: str) -> Decimal:
        inside = re.fullmatch(r"\((.*)\) plus \((.*)\)", line)
        if inside:
            return value(inside.group(1)) + value(inside.group(2))
        first, _, second = line.partition(" less ")
        return cells[first.split("!")[1]] - cells[second.split("!")[1]]

    assert value(origin(fact, evidence)) == fact.value


def test_the_places_of_all_inputs_are_its_own(evidence: Evidence) -> None:
    fact = evidence.fact(OUTSTANDING)

    assert [span.place for span in spans(fact, evidence)] == ["Invoices!F6", "Invoices!G6"]


def test_the_working_names_every_step_with_exact_values(evidence: Evidence) -> None:
    assert working(evidence.fact(OUTSTANDING), evidence) == (
        (
            "Outstanding, Invoice 4452, as at 14 October 2026: £1,996.00 = "
            "Total including VAT of Invoice 4452 £3,996.00 less Paid of Invoice 4452 £2,000.00"
        ),
        (
            "Total including VAT, Invoice 4452, as at 14 October 2026: £3,996.00, "
            "in billing.xlsx Invoices!F6"
        ),
        "Paid, Invoice 4452, as at 14 October 2026: £2,000.00, in billing.xlsx Invoices!G6",
    )


def test_a_figure_typed_by_a_person_names_the_person(evidence: Evidence) -> None:
    fact = Fact(
        measure="billed",
        period="2026-Q3",
        unit="GBP",
        value=Decimal(1),
        operation="typed",
        asserted_by="helen.pike@penhallowreeve.example",
    )

    assert origin(fact, evidence) == "stated by helen.pike@penhallowreeve.example"


def test_a_quotation_names_file_place_speaker_and_day(evidence: Evidence) -> None:
    passage = evidence.passage("p1")
    assert passage is not None

    assert quote_origin(passage) == "call.vtt 00:12:03.200"
    assert quote_working(passage) == (
        "Ruth Adeyemi said on 7 October 2026: We need it by Christmas.",
        "In call.vtt 00:12:03.200",
    )


def test_an_input_that_is_not_held_is_said_to_be_missing(evidence: Evidence) -> None:
    fact = Fact(
        measure="billed",
        period="2026-Q3",
        unit="GBP",
        value=Decimal(1),
        operation="sum",
        inputs=("billed/2026-07/matter", "billed/2026-09/matter"),
    )

    assert origin(fact, evidence).endswith(
        "plus (billed/2026-09/matter, which this run does not hold)"
    )
