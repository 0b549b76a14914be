"""Nothing of a client's record is told to whoever may be anybody."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from engross.checks import OVERRIDABLE
from engross.checks.mail_rules import MAIL_RULES, RECORD_TOLD
from engross.checks.rules import chosen
from engross.checks.unverified import record_told
from engross.records import Figure, Finding, IncomingMail, MailLine, Span
from engross.workspace.register import Firm

ROOT = Path(__file__).resolve().parents[3]
MAIL, BILLING, REGISTER, KNOWLEDGE = "m" * 64, "b" * 64, "f" * 64, "k" * 64


@pytest.fixture(scope="module")
def firm() -> Firm:
    return Firm.model_validate(yaml.safe_load((ROOT / "firm.yaml").read_text("utf-8")))


def incoming(*lines: str, trust: str = "unverified", subject: str = "") -> IncomingMail:
    said = [MailLine(text=line, place="message, line 1") for line in lines]
    return IncomingMail.model_validate(
        {"message_id": "a@x", "trust": trust, "subject": subject, "lines": said}
    )


def told(firm: Firm, text: str, mail: IncomingMail, *spans: Span) -> list[Finding]:
    figure = Figure(anchor="a", id="id", kind="fact", text="1", place="p", origin="o", spans=spans)
    return list(record_told([("paragraph 1", text)], [figure], mail, {BILLING}, firm))


@pytest.mark.parametrize(
    "span",
    [
        Span(source=BILLING, file="billing.xlsx", place="Invoices!F4"),
        Span(source=BILLING, file="faq.md", place="line 1"),
        Span(source=REGISTER, file="firm.yaml", place="clients[0].name"),
        Span(source=KNOWLEDGE, file="clients/wrackline/terms.md", place="paragraph 1"),
        Span(source=KNOWLEDGE, file="clients/nobody/terms.md", place="paragraph 1"),
    ],
)
def test_a_figure_of_a_record_is_a_block(firm: Firm, span: Span) -> None:
    found = told(firm, "One.", incoming(), span)

    assert [(each.rule, each.severity) for each in found] == [(RECORD_TOLD, "block")]


@pytest.mark.parametrize(
    "span",
    [
        Span(source=MAIL, file="mail.eml", place="subject"),
        Span(source=REGISTER, file="firm.yaml", place="people[0].name"),
        Span(source=KNOWLEDGE, file="faq.md", place="paragraph 1"),
        Span(source=KNOWLEDGE, file="knowledge/price-list.yaml", place="services[0]"),
        Span(source="", file="the run's settings", place="as at"),
    ],
)
def test_what_anybody_may_be_told_is_none(firm: Firm, span: Span) -> None:
    assert told(firm, "One.", incoming(), span) == []


@pytest.mark.parametrize(
    "text",
    [
        "For Wrackline Boatyard Limited.",
        "Our reference: WRA001",
        "Dear MS RUTH ADEYEMI",
        "To ruth.adeyemi@wracklineboatyard.example",
        "Company number 99000107.",
        "Your code is WRA.",
        "For Copperbeech.",
        "It is about advice on the move to a new packing shed.",
        "We file the confirmation statement at Companies House for you.",
    ],
)
def test_a_name_of_a_record_is_a_block(firm: Firm, text: str) -> None:
    assert len(told(firm, text, incoming("When is it due?"))) == 1


def test_what_the_mail_said_itself_may_be_said_again(firm: Firm) -> None:
    mail = incoming("I write for Wrackline Boatyard Limited.", subject="WRA001")

    assert told(firm, "You wrote for Wrackline Boatyard Limited (WRA001).", mail) == []


def test_a_verified_sender_may_be_told_of_their_record(firm: Firm) -> None:
    span = Span(source=BILLING, file="billing.xlsx", place="Invoices!F4")

    assert told(firm, "Our reference: WRA001", incoming(trust="verified"), span) == []


def test_it_runs_whatever_a_crew_names_and_nobody_overrides_it() -> None:
    assert RECORD_TOLD not in OVERRIDABLE
    assert RECORD_TOLD in chosen(("dates-valid",))
    assert all(rule.overridable for rule in MAIL_RULES if rule.name != RECORD_TOLD)


@pytest.mark.parametrize("text", ["The cop was tidy.", "Wrackliner.", "A copy of your tide table."])
def test_a_short_code_is_no_part_of_a_word(firm: Firm, text: str) -> None:
    assert told(firm, text, incoming()) == []


def test_a_longer_word_of_the_mail_does_not_let_a_code_pass(firm: Firm) -> None:
    assert len(told(firm, "Your code is COP.", incoming("May I have a copy?"))) == 1
