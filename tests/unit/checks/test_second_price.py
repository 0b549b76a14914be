"""A proposal has one price: any other amount in a sentence is a block."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.checks import OVERRIDABLE, check_candidate, check_draft
from engross.ooxml.text import Block
from engross.records import (
    Draft,
    DraftSection,
    Evidence,
    Fact,
    Figure,
    Finding,
    Paragraph,
    Passage,
    Sentence,
    Span,
)
from engross.workspace.register import Client, Firm
from engross.workspace.specs import CrewSpec, TemplateSpec

Judge = Callable[..., tuple[Finding, ...]]

FEE, BILLED = "fee/proposal/matter", "billed/2026-Q3/matter"
TEMPLATE = TemplateSpec(title="Proposal", context={}, sections=("summary", "fees", "basis"))


@pytest.fixture
def offer(evidence: Evidence, make_fact: Callable[..., Fact]) -> Evidence:
    """Wrackline's evidence with a fee of £3,300, its VAT, and what somebody said of prices."""
    said = (
        "We agreed to do it for £2,300 plus VAT.",
        "It is to be £3,300 in all.",
        "Forty thousand pounds was spoken of.",
    )
    span = Span(source="ab", file="notes.md", place="line 1")
    return evidence.model_copy(
        update={
            "facts": (
                *evidence.facts,
                make_fact(FEE, 3300),
                make_fact("fee-vat/proposal/matter", 660),
                make_fact("fee-total/proposal/matter", 3960),
                make_fact("deliverable/proposal/stage:x", "Help at £99 pcm"),
            ),
            "passages": (
                *evidence.passages,
                *(Passage(id=f"p{n}", text=t, span=span) for n, t in enumerate(said, start=21)),
            ),
        }
    )


@pytest.fixture
def in_draft(offer: Evidence, crew: CrewSpec, firm: Firm, client: Client) -> Judge:
    def judge(text: str, evidence: Evidence = offer, of: CrewSpec = crew) -> tuple[Finding, ...]:
        paragraph = Paragraph(sentences=(Sentence(text=text),))
        draft = Draft(sections=(DraftSection(key="summary", paragraphs=(paragraph,)),))
        found = check_draft(draft, evidence, of, firm, client)
        return tuple(one for one in found if one.rule == "second-price")

    return judge


@pytest.fixture
def in_document(offer: Evidence, crew: CrewSpec, firm: Firm, client: Client) -> Judge:
    def judge(
        text: str, *figures: Figure, place: str = "paragraph 3", evidence: Evidence = offer
    ) -> tuple[Finding, ...]:
        texts = ("Proposal", "Summary", text)
        places = ("paragraph 1", "paragraph 2", place)
        blocks = [
            Block(text=words, place=where, style="", part="word/document.xml")
            for words, where in zip(texts, places, strict=True)
        ]
        found = check_candidate(
            blocks, figures, evidence, crew, TEMPLATE, firm, client, client.matters[0]
        )
        return tuple(one for one in found if one.rule == "second-price")

    return judge


def figure(identifier: str, text: str, kind: str = "fact") -> Figure:
    place = "section summary, paragraph 1"
    return Figure(anchor="a", id=identifier, kind=kind, text=text, place=place, origin="x")


def test_the_offers_own_figures_are_the_one_price(in_draft: Judge) -> None:
    text = f"The fee is [[fact:{FEE}]], with VAT [[fact:fee-total/proposal/matter]]: [[quote:p22]]"

    assert in_draft(text) == ()
    assert in_draft(f"VAT is [[fact:difference(fee-total/proposal/matter;{FEE})]].") == ()


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("You said: [[quote:p21]]", "£2,300"),
        ("You spoke of [[quote:p21#1]].", "£2,300"),
        ("You said: [[quote:p23]]", "Forty thousand"),
        (f"We billed [[fact:{BILLED}]].", BILLED),
        ("You receive [[fact:deliverable/proposal/stage:x]].", "£99"),
        ("We do it for £2,300.", "£2,300"),
        ("We do it for nine hundred pounds.", "nine hundred"),
        ("It is 40k at most.", "40k"),
    ],
)
def test_any_other_amount_in_a_sentence_of_a_draft_is_a_block(
    in_draft: Judge, text: str, amount: str
) -> None:
    (found,) = in_draft(text)

    assert (found.severity, found.place) == ("block", "section summary, paragraph 1")
    assert f"“{amount}”" in found.message


def test_a_document_that_proposes_nothing_may_have_every_amount(
    in_draft: Judge, evidence: Evidence
) -> None:
    assert in_draft(f"We billed [[fact:{BILLED}]].", evidence) == ()


def test_a_deal_without_a_fee_has_no_amount_either(
    in_draft: Judge, evidence: Evidence, crew: CrewSpec
) -> None:
    (found,) = in_draft(
        f"We billed [[fact:{BILLED}]].", evidence, crew.model_copy(update={"subject": "deal"})
    )

    assert "none of the offer's figures" in found.message


def test_in_the_document_quotations_and_typed_amounts_are_found(in_document: Judge) -> None:
    said = "We agreed to do it for £2,300 plus VAT."

    assert len(in_document(f"You said: {said}", figure("p21", said, "quote"))) == 1
    assert len(in_document("It is £2,300 all in.")) == 1
    assert len(in_document("We billed £9,490.", figure(BILLED, "£9,490"))) == 1
    assert in_document("The fee is £3,300.", figure(FEE, "£3,300")) == ()


def test_tables_have_rules_of_their_own(in_document: Judge) -> None:
    cell = "table 1, row 2, cell 1, paragraph 1"

    assert in_document("£2,300.00", place=cell) == ()


def test_a_signer_may_answer_for_it() -> None:
    assert "second-price" in OVERRIDABLE
