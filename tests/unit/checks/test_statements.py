from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from engross.checks.rules import OVERRIDABLE, RULES
from engross.checks.statements import StatementsCase, statement_findings
from engross.ooxml.text import Block
from engross.records import Evidence, Fact, Finding, Span
from engross.workspace.packs import Statement, hash_of_words
from engross.workspace.register import Firm
from engross.workspace.specs import CrewSpec

CONTACT = "complaints-contact/register/firm"
TOLD = f"Please complain to [[fact:{CONTACT}]], at our office."
ANSWERED = "We answer within eight weeks."
HELEN = "helen.pike@penhallowreeve.example"
DAY = dt.date(2026, 11, 18)


def statement(**said: object) -> Statement:
    words = said.get("text")
    return Statement.model_validate(
        {
            "title": "How to complain",
            "version": 2,
            "in_force": dt.date(2026, 4, 1),
            "source": "A rule.",
            "reviewed_by": HELEN,
            "reviewed_on": dt.date(2026, 9, 14),
            "review_by": dt.date(2027, 9, 30),
            "reviewed_words": hash_of_words(
                words if isinstance(words, tuple) else (TOLD, ANSWERED)
            ),
            "text": (TOLD, ANSWERED),
            **said,
        }
    )


def contact(name: str = "Helen Pike, Partner") -> Evidence:
    fact = Fact(
        measure="complaints-contact",
        period="register",
        scope="firm",
        unit="text",
        value=name,
        spans=(Span(source="0" * 64, file="firm.yaml", place="particulars.complaints_contact"),),
    )
    return Evidence(sources=(), facts=(fact,), passages=(), findings=())


NOTHING = Evidence(sources=(), facts=(), passages=(), findings=())


@pytest.fixture
def requiring(crew: CrewSpec) -> CrewSpec:
    """The crew with a statement in its last section."""
    *others, last = crew.standard_format
    last = last.model_copy(update={"text_from": ("service.scope", "pack.complaints")})
    return crew.model_copy(update={"standard_format": (*others, last)})


def findings(
    crew: CrewSpec,
    firm: Firm,
    said: Sequence[str],
    told: Statement | None,
    evidence: Evidence | None = None,
) -> tuple[Finding, ...]:
    return statement_findings(
        StatementsCase(
            blocks=[
                Block(text=text, place=f"paragraph {n}", style="", part="word/document.xml")
                for n, text in enumerate(said, start=1)
            ],
            evidence=evidence or contact(),
            crew=crew,
            statements={"complaints": told} if told else {},
            firm=firm,
            dated=DAY,
            today=DAY,
        )
    )


AS_PRINTED = ("Please complain to Helen Pike, Partner, at our office.", ANSWERED)


def test_a_document_that_holds_every_word_has_nothing_to_answer_for(
    requiring: CrewSpec, firm: Firm
) -> None:
    assert findings(requiring, firm, AS_PRINTED, statement()) == ()


@pytest.mark.parametrize(
    "said",
    [
        (
            "Please complain to\u00a0Helen Pike, Partner, at our office.",
            "We answer  within eight weeks.",
        ),
        ("PLEASE complain to Helen Pike, Partner, at our office.", ANSWERED),
        ("Please complain to Helen Pike, Partner,", "at our office. We answer within eight weeks."),
        ("Before. Please complain to Helen Pike, Partner, at our office. After.", ANSWERED),
    ],
    ids=["spaces", "capitals", "another break of paragraphs", "words around it"],
)
def test_spaces_capitals_and_breaks_are_not_words(
    requiring: CrewSpec, firm: Firm, said: Sequence[str]
) -> None:
    assert findings(requiring, firm, said, statement()) == ()


@pytest.mark.parametrize(
    "said",
    [
        (AS_PRINTED[0],),
        (AS_PRINTED[0], "We answer within twelve weeks."),
        (AS_PRINTED[0], "We answer within eight weeks or so."),
        ("Please complain to Helen Pike, Partner.", ANSWERED),
        ("Please complain to Gareth Lowe, Partner, at our office.", ANSWERED),
        ("Please complain to , at our office.", ANSWERED),
    ],
    ids=["paragraph cut", "word changed", "word added", "words cut", "another name", "name cut"],
)
def test_words_that_are_not_in_the_document_block_whoever_took_them_out(
    requiring: CrewSpec, firm: Firm, said: Sequence[str]
) -> None:
    (found,) = findings(requiring, firm, said, statement())

    assert (found.rule, found.severity) == ("required-statement", "block")
    assert found.place == f"section {requiring.standard_format[-1].key}"
    assert "“How to complain”, version 2" in found.message
    assert "knowledge/packs/accountants/complaints.yaml" in found.suggestion


def test_what_firm_yaml_leaves_open_may_be_filled_in_by_hand(
    requiring: CrewSpec, firm: Firm
) -> None:
    open_still = "Please complain to [to confirm: Who answers complaints], at our office."
    typed = "Please complain to Mr Alan Whitcombe, at our office."
    cut = "Please complain to at our office."

    blocked = [
        bool(findings(requiring, firm, (said, ANSWERED), statement(), NOTHING))
        for said in (open_still, typed, cut)
    ]

    assert blocked == [False, False, True]


def test_a_placeholder_of_the_statements_own_may_be_filled_in_too(
    requiring: CrewSpec, firm: Firm
) -> None:
    told = statement(text=("[to confirm: the scheme] decides complaints.",))

    found = [
        findings(requiring, firm, (said,), told)
        for said in ("[to confirm: the scheme] decides complaints.", "A scheme decides complaints.")
    ]

    assert found == [(), ()]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (None, "knowledge/packs/accountants/complaints.yaml is not there"),
        (statement(text=()), "knowledge/packs/accountants/complaints.yaml says nothing"),
        (statement(text=("  ",)), "knowledge/packs/accountants/complaints.yaml says nothing"),
    ],
)
def test_a_statement_that_is_missing_or_empty_blocks_and_nothing_else_is_said(
    requiring: CrewSpec, firm: Firm, told: Statement | None, said: str
) -> None:
    (found,) = findings(requiring, firm, AS_PRINTED, told)

    assert (found.rule, found.severity) == ("required-statement", "block")
    assert said in found.message


def test_words_that_are_not_in_force_on_the_documents_day_block(
    requiring: CrewSpec, firm: Firm
) -> None:
    (found,) = findings(requiring, firm, AS_PRINTED, statement(in_force=dt.date(2026, 11, 19)))

    assert (found.rule, found.severity) == ("required-statement", "block")
    assert "in force from 19 November 2026, and the document is of 18 November" in found.message


@pytest.mark.parametrize(
    ("review", "said"),
    [
        ({"reviewed_by": ""}, "Nobody at the firm has reviewed “How to complain”"),
        ({"reviewed_on": None}, "Nobody has said on which day they reviewed"),
        ({"reviewed_words": ""}, f"Nothing says which words {HELEN} read of “How to complain”"),
        (
            {"reviewed_words": "0" * 64},
            f"The words were changed since {HELEN} reviewed “How to complain”",
        ),
        ({"reviewed_by": "a@elsewhere.example"}, "firm.yaml does not have a@elsewhere.example"),
    ],
)
def test_a_statement_that_nobody_of_the_firm_answers_for_blocks_until_a_signer_does(
    requiring: CrewSpec, firm: Firm, review: dict[str, object], said: str
) -> None:
    (found,) = findings(requiring, firm, AS_PRINTED, statement(**review))

    assert (found.rule, found.severity) == ("statement-unreviewed", "block")
    assert said in found.message


def test_a_review_that_is_overdue_wants_a_look_and_names_who_to_ask(
    requiring: CrewSpec, firm: Firm
) -> None:
    (found,) = findings(requiring, firm, AS_PRINTED, statement(review_by=dt.date(2026, 11, 17)))

    assert (found.rule, found.severity) == ("statement-overdue", "warn")
    assert "by 17 November 2026" in found.message
    assert "Ask Helen Pike" in found.suggestion


def test_words_that_a_lawyer_must_confirm_are_named_on_every_document(
    requiring: CrewSpec, firm: Firm
) -> None:
    (found,) = findings(requiring, firm, AS_PRINTED, statement(lawyer=True))

    assert (found.rule, found.severity) == ("statement-lawyer", "note")


def test_a_crew_that_requires_no_statement_is_asked_for_none(crew: CrewSpec, firm: Firm) -> None:
    assert findings(crew, firm, (), None) == ()


def test_nobody_may_override_a_statement_that_is_not_there() -> None:
    rules = {rule.name: rule for rule in RULES}

    assert "required-statement" not in OVERRIDABLE
    assert "statement-unreviewed" in OVERRIDABLE
    assert {rules[name].when for name in rules if "statement" in name} == {"file"}


def test_a_gap_that_nothing_fills_is_searched_for_in_a_long_document_at_once(
    requiring: CrewSpec, firm: Firm
) -> None:
    told = statement(text=(f"[[fact:{CONTACT}]] and [[fact:{CONTACT}]] decide at our office.",))
    long = ["Helen Pike and the others. " * 400] * 20

    (found,) = findings(requiring, firm, long, told, NOTHING)

    assert found.rule == "required-statement"
