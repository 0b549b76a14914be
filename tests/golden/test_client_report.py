"""The starter's client report, with a small draft, as a candidate and as a review copy."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from engross.records import (
    Draft,
    DraftSection,
    Evidence,
    Fact,
    Finding,
    Paragraph,
    Passage,
    Sentence,
    Span,
)
from engross.rendering import DocumentParticulars, Rendered, render, review_copy
from engross.workspace import load_workspace

ROOT = Path(__file__).resolve().parents[2]
AS_AT = dt.date(2026, 10, 14)
A = "at-2026-10-14"
STOCK = "engagement/workstream:stock-system"
BILL = f"{A}/invoice:4452"

# id, unit, value, label, operation, place or inputs
FACTS = (
    ("client-name/register/client", "text", "Wrackline Boatyard Limited", "", "read", "clients[0]"),
    ("period-label/register/matter", "text", "Q3 2026", "", "read", "run"),
    ("as-at/register/matter", "date", "2026-10-14", "", "read", "run"),
    ("billed/2026-Q3/matter", "GBP", "3330", "", "sum", "Invoices!D6:D7"),
    (f"workstream/{STOCK}", "text", "Stock system", "Stock system", "read", "Budgets!A4"),
    (f"basis/{STOCK}", "text", "Time", "Stock system", "read", "Budgets!B4"),
    (f"budget/{STOCK}", "GBP", "9500", "Stock system", "read", "Budgets!C4"),
    (f"actual-to-date/{STOCK}", "GBP", "7570", "Stock system", "sum", "Time!G2:G9,G12"),
    (f"forecast-to-complete/{STOCK}", "GBP", "2800", "Stock system", "read", "Budgets!D4"),
    (
        f"forecast-total/{STOCK}",
        "GBP",
        "10370",
        "Stock system",
        "sum",
        (f"actual-to-date/{STOCK}", f"forecast-to-complete/{STOCK}"),
    ),
    (
        f"variance/{STOCK}",
        "GBP",
        "870",
        "Stock system",
        "difference",
        (f"forecast-total/{STOCK}", f"budget/{STOCK}"),
    ),
    ("budget/engagement/matter", "GBP", "9500", "", "sum", "Budgets!C4"),
    (f"number/{BILL}", "text", "4452", "Invoice 4452", "read", "Invoices!A6"),
    (f"invoice-date/{BILL}", "date", "2026-08-28", "Invoice 4452", "read", "Invoices!B6"),
    (f"gross/{BILL}", "GBP", "3996", "Invoice 4452", "read", "Invoices!F6"),
    (f"paid/{BILL}", "GBP", "2000", "Invoice 4452", "read", "Invoices!G6"),
    (
        f"outstanding/{BILL}",
        "GBP",
        "1996",
        "Invoice 4452",
        "difference",
        (f"gross/{BILL}", f"paid/{BILL}"),
    ),
    (f"outstanding/{A}/matter", "GBP", "1996", "", "sum", (f"outstanding/{BILL}",)),
    (f"overdue/{A}/matter", "GBP", "1996", "", "sum", (f"outstanding/{BILL}",)),
    (f"ageing-not-due/{A}/matter", "GBP", "0", "", "sum", "Invoices!H8"),
    (f"ageing-1-30/{A}/matter", "GBP", "1996", "", "sum", (f"outstanding/{BILL}",)),
)
PASSAGES = (
    Passage(
        id="p1",
        text="Please start on 16 November, after the autumn haul-out.",
        kind="instruction",
        speaker="Ruth Adeyemi",
        said_on=dt.date(2026, 10, 7),
        span=Span(source="c" * 64, file="call.vtt", place="00:12:03.200"),
    ),
)
SENTENCES = {
    "summary": ("Fees billed were [[fact:billed/2026-Q3/matter]] excluding VAT.",),
    "instructions": ("Ms Adeyemi told us: [[quote:p1]]",),
    "fees": (
        f"The stock system is [[fact:variance/{STOCK}]] over its budget.",
        "Expenses were [[fact:expenses/2026-Q3/matter]].",
    ),
    "account": (f"On invoice [[fact:number/{BILL}]], [[fact:outstanding/{BILL}]] is unpaid.",),
}
FINDINGS = (
    Finding(
        rule="slots-resolve",
        severity="block",
        place="section fees, paragraph 1",
        message="No source holds the expenses of Q3 2026.",
        suggestion="Take the sentence out, or give the expenses.",
    ),
    Finding(
        rule="row-set-aside",
        severity="warn",
        place="billing.xlsx Time!A14",
        message="The row has no hours and is in no total.",
    ),
)


def fact(row: tuple[str, str, str, str, str, str | tuple[str, ...]]) -> Fact:
    """One fact of the table above; a place without a sheet is the firm's register's."""
    identifier, unit, value, label, operation, origin = row
    measure, period, scope = identifier.split("/")
    places = (origin,) if isinstance(origin, str) else ()
    return Fact(
        measure=measure,
        period=period,
        scope=scope,
        unit=unit,
        value=value,
        label=label,
        operation=operation,
        spans=tuple(
            Span(
                source="a" * 64,
                file="billing.xlsx" if "!" in place else "firm.yaml",
                place=place,
            )
            for place in places
        ),
        inputs=origin if isinstance(origin, tuple) else (),
    )


@pytest.fixture(scope="module")
def rendered() -> Rendered:
    workspace = load_workspace(ROOT)
    client = workspace.firm.client("wrackline")
    assert client is not None
    sections = (
        DraftSection(
            key=key,
            paragraphs=(Paragraph(sentences=tuple(Sentence(text=words) for words in sentences)),),
        )
        for key, sentences in SENTENCES.items()
    )
    return render(
        Draft(sections=tuple(sections)),
        Evidence(sources=(), facts=tuple(fact(row) for row in FACTS), passages=PASSAGES),
        workspace.crews["client_report"],
        workspace.templates["client_report"],
        workspace.template_file("client_report").read_bytes(),
        DocumentParticulars(
            title="Client report",
            period="2026-Q3",
            period_label="Q3 2026 (July to September 2026)",
            as_at=AS_AT,
            firm=workspace.firm,
            client=client,
            matter=client.matters[0],
        ),
    )


def test_the_candidate_is_the_agreed_one(
    rendered: Rendered,
    written_out: Callable[[bytes], str],
    agrees_with_golden: Callable[[str, str], bool],
) -> None:
    assert agrees_with_golden("client_report_candidate", written_out(rendered.candidate))


def test_the_review_copy_is_the_agreed_one(
    rendered: Rendered,
    written_out: Callable[[bytes], str],
    agrees_with_golden: Callable[[str, str], bool],
) -> None:
    copy = review_copy(rendered.marked, rendered.figures, FINDINGS, "Wrackline - client report")

    assert agrees_with_golden("client_report_review_copy", written_out(copy))
