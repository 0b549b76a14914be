"""The starter's proposal to a made-up prospect: stages, a discount, and what is not known."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from engross.intake.factbook import FactBook
from engross.intake.given import Subject
from engross.intake.register_facts import add_register_facts
from engross.records import (
    MEASURES,
    Evidence,
    Fact,
    Span,
)
from engross.rendering import render
from engross.uk.periods import PROPOSAL, as_at
from engross.workspace import load_workspace
from engross.workspace.loading import LoadedWorkspace
from engross.workspace.register import Client, Contact, Matter
from engross.workspace.texts import with_texts
from golden.made import draft_of, particulars_of

ROOT = Path(__file__).resolve().parents[2]
AS_AT = dt.date(2026, 11, 18)

# Key and name of a stage, what is received, fee, VAT, total, invoiced on, aim
STAGES = (
    ("plan", "Plan", "Written plan", "1580.00", "316.00", "1896.00", "Plan agreed", "2026-12-09"),
    ("transfer", "Transfer", "Lines moved", "3920.00", "784.00", "4704.00", "", "2027-01-20"),
    ("discount", "Discount", "", "-275.00", "-55.00", "-330.00", "", ""),
)
WHOLE = {
    "fee": "5225.00",
    "fee-vat": "1045.00",
    "fee-total": "6270.00",
    "fee-before-discount": "5500.00",
    "discount": "275.00",
}
NAMES = ("client-name", "client-short-name", "client-contact", "matter-title", "matter-reference")
SENTENCES = {
    "summary": (
        "We propose [[fact:matter-title/register/matter]].",
        "The fee is [[fact:fee/proposal/matter]] plus VAT.",
        "That is [[fact:fee-total/proposal/matter]] including VAT.",
    ),
    "needs": ("You told us that the counts never agree.",),
    "team": ("[[fact:signatory/register/matter]] is responsible for the work.",),
    "fee": (
        "The fee is [[fact:fee/proposal/matter]] plus VAT.",
        "Before the discount it was [[fact:fee-before-discount/proposal/matter]].",
    ),
}


def offered(measure: str, value: str, scope: str = "matter", label: str = "") -> Fact:
    unit = MEASURES[measure].unit
    return Fact(
        measure=measure,
        period=PROPOSAL,
        scope=scope,
        unit=unit,
        value=Decimal(value) if unit == "GBP" else value,
        label=label,
        spans=(Span(source="a" * 64, file="estimate.xlsx", place="Estimate!F4"),),
    )


def offer() -> Iterator[Fact]:
    yield offered("open-until", "2026-12-18")
    yield from (offered(measure, value) for measure, value in WHOLE.items())
    measures = (
        "deliverable",
        "fee",
        "fee-vat",
        "fee-total",
        "invoiced-on",
        "target-date",
    )
    for key, name, *values in STAGES:
        for measure, value in zip(measures, values, strict=True):
            if value:
                yield offered(measure, value, f"stage:{key}", name)


def about(workspace: LoadedWorkspace) -> Subject:
    matter = Matter(
        key="deal-d-104",
        reference="D-104",
        title="the move to a new stock system",
        partner="gareth.lowe@penhallowreeve.example",
    )
    client = Client(
        key="prospect-lanternfield-joinery-limited",
        name="Lanternfield Joinery Limited",
        short_name="the Company",
        contacts=(Contact(name="Mrs Hester Quayle", role="Finance Director"),),
        matters=(matter,),
    )
    return Subject(
        firm=workspace.firm,
        client=client,
        matter=matter,
        period=as_at(AS_AT),
        as_at=AS_AT,
        firm_sha256="b" * 64,
        reporting=False,
        deal="D-104",
        origins=dict.fromkeys(NAMES, Span(source="c" * 64, file="deals.csv", place="B2")),
    )


def proposal(workspace: LoadedWorkspace) -> bytes:
    """The candidate, as the starter's template makes it."""
    crew, subject, book = workspace.crews["proposal"], about(workspace), FactBook()
    add_register_facts(book, subject)
    assert workspace.prices is not None
    return render(
        draft_of(SENTENCES),
        Evidence(sources=(), facts=(*book.facts, *offer()), passages=()),
        with_texts(crew, workspace.statements, workspace.prices.service("system-change"), "no"),
        workspace.templates["proposal"],
        workspace.template_file("proposal").read_bytes(),
        particulars_of(crew.title, subject),
    ).candidate


def test_the_proposal_is_the_agreed_one(
    written_out: Callable[[bytes], str], agrees_with_golden: Callable[[str, str], bool]
) -> None:
    assert agrees_with_golden("proposal_candidate", written_out(proposal(load_workspace(ROOT))))


LETTERS = {
    "accountants": "our engagement letter",
    "consultants": "our agreement",
    "solicitors": "our client care letter",
    "surveyors": "our terms of engagement",
}
HEADINGS = {
    "accountants": ("What we will do", "Costs of others, and changes"),
    "consultants": ("Scope and deliverables", "Expenses, and changes of scope"),
    "solicitors": ("What you want to achieve", "Payments to others, and changes"),
    "surveyors": ("What we will inspect and do", "Access and papers that we need"),
}


@pytest.mark.parametrize("profession", LETTERS)
def test_a_proposal_is_in_the_words_of_its_profession(
    profession: str, tmp_path: Path, written_out: Callable[[bytes], str]
) -> None:
    for folder in ("crews", "agents", "tasks", "knowledge", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    register = (ROOT / "firm.yaml").read_text(encoding="utf-8")
    theirs = register.replace("profession: accountants", f"profession: {profession}")
    (tmp_path / "firm.yaml").write_text(theirs, encoding="utf-8")
    (tmp_path / "outputs").mkdir()

    text = written_out(proposal(load_workspace(tmp_path)))

    assert [words for words in HEADINGS[profession] if f"heading 1 | {words}\n" not in text] == []
    said = {other for other, letter in LETTERS.items() if letter in text.casefold()}
    assert said == {profession}
