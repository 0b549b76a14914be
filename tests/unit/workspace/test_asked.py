from __future__ import annotations

import pytest

from engross.records import AskedInMail, Evidence, Passage, PassageKind, Source, Span
from engross.workspace.asked import asked_in_mail, is_courtesy, with_asked
from engross.workspace.specs import CrewSpec, InputSpec

MAIL, NOTES = "a" * 64, "b" * 64
CREW = CrewSpec(
    title="Support reply",
    description="An answer.",
    agents=(),
    tasks=(),
    inputs={
        "mail": InputSpec(kind="mail", description="The mail."),
        "notes": InputSpec(kind="notes", description="Notes."),
    },
    template="support_reply",
    deliverable="{client}.docx",
    standard_format=(),
)


def passage(identifier: str, text: str, kind: PassageKind, source: str = MAIL) -> Passage:
    span = Span(source=source, file="a.eml", place="message, line 1")
    return Passage(id=identifier, text=text, kind=kind, span=span)


def evidence(*passages: Passage) -> Evidence:
    sources = (
        Source(role="mail", file="a.eml", sha256=MAIL, size=1),
        Source(role="notes", file="b.md", sha256=NOTES, size=1),
    )
    return Evidence(sources=sources, facts=(), passages=passages)


def test_what_the_mail_asks_is_asked_and_what_notes_ask_is_not() -> None:
    found = evidence(
        passage("p1", "When is it due?", "question"),
        passage("p2", "We are well.", "background"),
        passage("p3", "Send the list.", "instruction"),
        passage("p4", "Who signs?", "question", NOTES),
    )

    assert [one.id for one in asked_in_mail(CREW, found)] == ["p1", "p3"]


def test_what_triage_found_asked_counts_as_asked() -> None:
    found = evidence(
        passage("p1", "It would help to hear when the list is due.", "background"),
        passage("p2", "We are well.", "background"),
    )
    asked = (AskedInMail(text="to hear when the list is due", place="message, line 1"),)

    marked = with_asked(found, CREW, asked)

    assert [one.id for one in asked_in_mail(CREW, marked)] == ["p1"]
    assert with_asked(found, CREW, ()) == found


@pytest.mark.parametrize("text", ["Thank you, that is clear.", "That's very helpful, thanks!"])
def test_thanks_for_an_answer_are_courtesy(text: str) -> None:
    assert is_courtesy(text)


@pytest.mark.parametrize("text", ["That is fine.", "Thank you, that is clear and we agree."])
def test_what_agrees_to_something_is_no_courtesy(text: str) -> None:
    assert not is_courtesy(text)
