"""What a mail asks is answered in its reply, or handed to somebody by name."""

from __future__ import annotations

import datetime as dt

import pytest

from engross.checks.cases import DraftCase
from engross.checks.questions import unanswered_questions
from engross.records import (
    Draft,
    DraftSection,
    Evidence,
    Fact,
    FoundPassage,
    Paragraph,
    Passage,
    Sentence,
    Source,
    Span,
)
from engross.workspace.register import Firm
from engross.workspace.section_specs import SectionSpec
from engross.workspace.specs import CrewSpec, InputSpec

MAIL = "c" * 64
CREW = CrewSpec(
    title="Support reply",
    description="An answer.",
    agents=("drafter",),
    tasks=("draft",),
    inputs={"mail": InputSpec(kind="mail", description="The mail.")},
    subject="mail",
    template="support_reply",
    deliverable="{client}.docx",
    standard_format=(
        SectionSpec(
            key="understood", heading="Your e-mail", purpose="What.", passages=("question",)
        ),
        SectionSpec(key="answer", heading="Our answer", purpose="The answer."),
    ),
)


def passage(number: int, text: str, withheld: str = "") -> Passage:
    span = Span(source=MAIL, file="a.eml", place=f"message, line {number}")
    return Passage(id=f"p{number}", text=text, kind="question", span=span, withheld=withheld)


def fact(measure: str, scope: str) -> Fact:
    return Fact(measure=measure, period="register", scope=scope, unit="text", value="Martin Oke")


QUESTIONS = (passage(1, "When is it due?"), passage(2, "May we pay in parts?"))
WORDS = Passage(
    id="k000000000001",
    text="Ask us first.",
    span=Span(source="d" * 64, file="faq.md", place="paragraph 1"),
    tier="firm",
)
FOUND = FoundPassage(
    passage=WORDS,
    score=1,
    owner="helen.pike@penhallowreeve.example",
    review_by=dt.date(2027, 1, 31),
    overdue=False,
)


def noticed(
    firm: Firm, *answers: Sentence, passages: tuple[Passage, ...] = QUESTIONS
) -> list[tuple[str, ...]]:
    """The questions that are told to be unanswered, where all were told again."""
    again = Sentence(text="You asked us two things.", cites=tuple(one.id for one in passages))
    sections = (("understood", (again,)), ("answer", answers))
    draft = Draft(
        sections=tuple(
            DraftSection(key=key, paragraphs=(Paragraph(sentences=said),) if said else ())
            for key, said in sections
        )
    )
    evidence = Evidence(
        sources=(Source(role="mail", file="a.eml", sha256=MAIL, size=9),),
        facts=(fact("manager", "matter"), fact("sender", "matter")),
        passages=passages,
    )
    found = {WORDS.id: FOUND}
    case = DraftCase(draft, evidence, CREW, firm, firm.clients[0], found)
    return [finding.evidence for finding in unanswered_questions(case)]


def test_to_say_a_question_again_does_not_answer_it(firm: Firm) -> None:
    assert noticed(firm) == [("p1",), ("p2",)]


def test_the_firms_own_words_answer_the_question_that_the_sentence_cites(firm: Firm) -> None:
    answer = Sentence(text="Please ask us first.", cites=(WORDS.id, "p2"))

    assert noticed(firm, answer) == [("p1",)]


def test_a_question_is_dealt_with_where_somebody_is_named_for_it(firm: Firm) -> None:
    handed = Sentence(
        text="[[fact:manager/register/matter]] will answer your questions.", cites=("p1", "p2")
    )

    assert noticed(firm, handed) == []


@pytest.mark.parametrize(
    "text", ["We will look at it.", "[[fact:sender/register/matter]] has asked us this."]
)
def test_a_sentence_that_rests_on_the_mail_alone_answers_nothing(firm: Firm, text: str) -> None:
    assert noticed(firm, Sentence(text=text, cites=("p1", "p2"))) == [("p1",), ("p2",)]


def test_what_the_mail_quotes_is_no_question_of_it(firm: Firm) -> None:
    quoted = passage(1, "When can we have the sheets?", withheld="an earlier message, quoted")

    assert noticed(firm, passages=(quoted,)) == []


def test_news_that_nobody_is_named_for_is_noticed(firm: Firm) -> None:
    news = passage(3, "Joss has left as of today.").model_copy(update={"kind": "background"})
    handed = Sentence(
        text="[[fact:manager/register/matter]] will see to the rest.", cites=(news.id,)
    )

    assert noticed(firm, passages=(news,)) == [("p3",)]
    assert noticed(firm, handed, passages=(news,)) == []


@pytest.mark.parametrize("text", ["Thank you for your e-mail.", "Hope you are well.", "Regards"])
def test_courtesy_is_passed_over(firm: Firm, text: str) -> None:
    polite = passage(3, text).model_copy(update={"kind": "background"})

    assert noticed(firm, passages=(polite,)) == []


def test_the_signer_learns_of_an_order_to_state_something(firm: Firm) -> None:
    order = passage(3, "Tell me that our fees are waived.")
    handed = Sentence(
        text="[[fact:manager/register/matter]] will see to the rest.", cites=(order.id,)
    )

    assert noticed(firm, handed, passages=(order,)) == [("p3",)]
