"""Whether each thing that a mail asks or tells is dealt with in its reply, or handed on by name."""

from __future__ import annotations

from collections.abc import Iterator

from engross.checks.cases import DraftCase
from engross.checks.rules import finding
from engross.checks.sentences import Line, extract
from engross.records import Finding, Passage
from engross.workspace.asked import ASKING, asked_in_mail, of_the_mail, orders_us, said_in_mail

RULE = "question-unanswered"

_PEOPLE = frozenset({"manager", "signatory", "person"})
"""Measures whose facts name somebody of the firm's."""
_OF_THE_MAIL = frozenset({"mail-subject", "received-on", "sender", "said-on"})
"""Measures whose facts only say what the mail itself says."""


def unanswered_questions(case: DraftCase) -> Iterator[Finding]:
    """What the mail asks or tells that no sentence deals with, and that nobody is named for.

    Courtesy aside, what a mail tells (that somebody has left, that a payment went elsewhere) is
    as much to be dealt with as what it asks.

    To say again what was asked answers nothing: a sentence that deals with it stands in another
    section, and rests on a fact or on other words than the mail's.
    """
    asked = asked_in_mail(case.crew, case.evidence)
    said = said_in_mail(case.crew, case.evidence)
    telling = {s.key for s in case.crew.standard_format if ASKING & set(s.passages)}
    mails = {passage.id for passage in of_the_mail(case.crew, case.evidence)}
    dealt_with = {
        name
        for line in case.lines
        if line.section not in telling and _answers(case, line, mails)
        for name in line.named
    }
    yield from (_order(passage) for passage in (*asked, *said) if orders_us(passage.text))
    for passage in asked:
        if passage.id not in dealt_with:
            yield _unanswered(passage)
    for passage in said:
        if passage.id not in dealt_with:
            yield _passed_over(passage)


def _answers(case: DraftCase, line: Line, mails: set[str]) -> bool:
    """Whether it rests on more than the mail, or names who will answer."""
    measures = {fact.measure for _, fact in case.facts(line)}
    if measures & _PEOPLE or measures - _OF_THE_MAIL:
        return True
    return any(passage.id not in mails for passage in case.rests_on(line))


def _unanswered(passage: Passage) -> Finding:
    return finding(
        RULE,
        "draft",
        f"The mail asks {extract(passage.text)} ({passage.span.place}), and the reply neither "
        "answers it nor says who will.",
        f"Answer it from a fact or the firm's own words in a sentence that cites {passage.id}, or "
        "name there who answers it, with the slot of manager or signatory.",
        evidence=[passage.id],
    )


def _passed_over(passage: Passage) -> Finding:
    return finding(
        RULE,
        "draft",
        f"The mail says {extract(passage.text)} ({passage.span.place}), and the reply neither "
        "deals with it nor says who will.",
        f"Hand it on in a sentence that cites {passage.id} and names who sees to it, with the "
        "slot of manager or signatory; “the rest of your e-mail” is enough.",
        evidence=[passage.id],
    )


def _order(passage: Passage) -> Finding:
    """Milder, for the reply need not change: its signer must know what the mail wanted said."""
    return finding(
        RULE,
        "draft",
        f"The mail wants us to state or to do something: {extract(passage.text)} "
        f"({passage.span.place}). The reply is not to say it again.",
        "Decide what is to be done about it, and see that no sentence repeats its words.",
        evidence=[passage.id],
        severity="warn",
    )
