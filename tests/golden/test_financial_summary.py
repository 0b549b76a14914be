"""The starter's financial summary, with a small draft, as a candidate."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

from engross.records import (
    MEASURES,
    Draft,
    DraftSection,
    Evidence,
    Fact,
    Paragraph,
    Sentence,
    Span,
)
from engross.rendering import DocumentParticulars, render
from engross.workspace import load_workspace

ROOT = Path(__file__).resolve().parents[2]
NOW, THEN, TO_DATE = "2026-Q3", "2025-Q3", "2026-09-6m"
END, END_THEN = "at-2026-09-30", "at-2025-09-30"

# key, name, kind, actual, budget, year to date, budget to date, a year before
LINES = (
    ("repairs", "Repairs and refits", "income", 167892, 180000, 343466, 360000, 165066),
    ("chandlery", "Chandlery", "income", 59995, 51000, 111411, 102000, None),
    ("sales", "Total turnover", "total", 227887, 231000, 454877, 462000, 165066),
    ("wages", "Yard wages", "cost", 87487, 85500, 173470, None, 80081),
    ("profit", "Profit before tax", "result", 140400, 145500, 281407, 291000, 84985),
)
BALANCES = (
    ("bank", "Bank", "asset", 48061, 32145),
    ("creditors", "Trade creditors", "liability", -33519, -31241),
    ("net-assets", "Net assets", "result", 14542, 904),
)
CUSTOMERS = (("blue", "Blue Fathom Charters", 6240, 3180), ("tern", "Tern Point", 7450, 0))
TEXTS = (
    ("client-name/register/client", "Wrackline Boatyard Limited"),
    ("period-label/register/matter", "Q3 2026"),
    ("engagement-end/register/matter", "2027-03-31"),
    ("tax-due/at-2026-10-14/tax:vat", "9874.60"),
    ("due-date/at-2026-10-14/tax:vat", "2026-11-07"),
    ("line/at-2026-10-14/tax:vat", "VAT, quarter to 30 September 2026"),
)
SENTENCES = {
    "summary": (
        f"[[fact:line/{NOW}/line:sales]] came to [[fact:ledger-actual/{NOW}/line:sales]].",
        f"Customers owed [[fact:customer-debt/{END}/customers]].",
    ),
    "open_points": ("Please send the list of deposits.",),
}


def fact(identifier: str, value: object, name: str = "") -> Fact:
    measure, period, scope = identifier.split("/")
    return Fact(
        measure=measure,
        period=period,
        scope=scope,
        unit=MEASURES[measure].unit,
        value=str(value),
        label=name,
        spans=(Span(source="a" * 64, file="accounts.xlsx", place="P&L!B4"),),
    )


def facts() -> Iterator[Fact]:
    for identifier, value in TEXTS:
        yield fact(identifier, value)
    for key, name, kind, *figures in LINES:
        scope = f"line:{key}"
        yield fact(f"line/{NOW}/{scope}", name, name)
        yield fact(f"line-kind/{NOW}/{scope}", kind, name)
        for measure, period, value in zip(
            ("ledger-actual", "ledger-budget", "ledger-actual", "ledger-budget", "ledger-actual"),
            (NOW, NOW, TO_DATE, TO_DATE, THEN),
            figures,
            strict=True,
        ):
            if value is not None:
                yield fact(f"{measure}/{period}/{scope}", value, name)
        sign = -1 if kind == "cost" else 1
        yield fact(f"ledger-variance/{NOW}/{scope}", sign * (figures[0] - figures[1]), name)
    for key, name, kind, now, then in BALANCES:
        scope = f"balance:{key}"
        yield fact(f"line/{END}/{scope}", name, name)
        yield fact(f"line-kind/{END}/{scope}", kind, name)
        yield fact(f"ledger-balance/{END}/{scope}", now, name)
        yield fact(f"ledger-balance/{END_THEN}/{scope}", then, name)
    for key, name, not_due, late in (*CUSTOMERS, ("", "", 13690, 3180)):
        scope = f"customer:{key}" if key else "customers"
        if key:
            yield fact(f"customer/{END}/{scope}", name, name)
        yield fact(f"ageing-not-due/{END}/{scope}", not_due, name)
        yield fact(f"ageing-1-30/{END}/{scope}", late, name)
        yield fact(f"customer-debt/{END}/{scope}", not_due + late, name)
    yield fact(f"overdue/{END}/customers", 3180)


def test_the_summary_is_the_agreed_one(
    written_out: Callable[[bytes], str],
    agrees_with_golden: Callable[[str, str], bool],
) -> None:
    workspace = load_workspace(ROOT)
    client = workspace.firm.client("wrackline")
    assert client is not None
    sections = (
        DraftSection(
            key=key,
            paragraphs=tuple(Paragraph(sentences=(Sentence(text=one),)) for one in sentences),
        )
        for key, sentences in SENTENCES.items()
    )
    rendered = render(
        Draft(sections=tuple(sections)),
        Evidence(sources=(), facts=tuple(facts()), passages=()),
        workspace.crews["financial_summary"],
        workspace.templates["financial_summary"],
        workspace.template_file("financial_summary").read_bytes(),
        DocumentParticulars(
            title="Financial summary",
            period=NOW,
            period_label="Q3 2026 (July to September 2026)",
            as_at=dt.date(2026, 10, 14),
            firm=workspace.firm,
            client=client,
            matter=client.matters[0],
        ),
    )

    assert agrees_with_golden("financial_summary_candidate", written_out(rendered.candidate))
