from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from engross.checks import check_draft
from engross.records import Draft, DraftSection, Evidence, Finding, Paragraph, Passage, Sentence
from engross.workspace.register import Client, Firm
from engross.workspace.specs import CrewSpec

Noticed = Callable[..., tuple[Finding, ...]]


@pytest.fixture
def left_out(evidence: Evidence, crew: CrewSpec, firm: Firm, client: Client) -> Noticed:
    """`left_out(passages, cites)`: what is said of passages that a draft does not use."""

    def notice(passages: Sequence[Passage], cites: Sequence[str]) -> tuple[Finding, ...]:
        given = Evidence(sources=(), facts=evidence.facts, passages=tuple(passages))
        sentence = Sentence(text="It was moved: [[quote:p1]]", cites=tuple(cites))
        section = DraftSection(key="summary", paragraphs=(Paragraph(sentences=(sentence,)),))
        findings = check_draft(Draft(sections=(section,)), given, crew, firm, client)
        return tuple(finding for finding in findings if finding.rule == "passages-left-out")

    return notice


def _like(passage: Passage, number: int, kind: str, **more: object) -> Passage:
    update = {"id": f"p{number}", "kind": kind, "text": f"Matter {number} was settled.", **more}
    return passage.model_copy(update=update)


def test_decisions_that_no_sentence_uses_are_counted(left_out: Noticed, evidence: Evidence) -> None:
    first = evidence.passages[0]
    kinds = ("decision", "instruction", "action", "risk", "decision", "background", "question")
    more = [_like(first, number, kind) for number, kind in enumerate(kinds, 11)]

    (finding,) = left_out([first, *more], ["p11"])

    assert finding.severity == "warn"
    assert finding.message.startswith("4 of the 6 decisions, instructions, actions and risks")
    assert "instruction: “Matter 12 was settled.”" in finding.message
    assert "Matter 15" not in finding.message
    assert finding.evidence == ("p12", "p13", "p14", "p15")


def test_what_is_used_or_withheld_or_said_twice_is_not_left_out(
    left_out: Noticed, evidence: Evidence
) -> None:
    first = evidence.passages[0]
    again = first.model_copy(update={"id": "p21"})
    withheld = _like(first, 22, "decision", withheld="aside")

    assert left_out([first, again, withheld], []) == ()


def test_an_action_of_a_side_of_whom_no_section_tells_is_not_left_out(
    evidence: Evidence, crew: CrewSpec, firm: Firm, client: Client
) -> None:
    first, *others = crew.standard_format
    asks = first.model_copy(update={"passages": ("action",), "actions_of": "client"})
    asking = crew.model_copy(update={"standard_format": (asks, *others)})
    ours = _like(evidence.passages[0], 31, "action", owner_side="firm")
    theirs = _like(evidence.passages[0], 32, "action", owner_side="client")
    given = Evidence(sources=(), facts=evidence.facts, passages=(ours, theirs))

    findings = check_draft(Draft(sections=()), given, asking, firm, client)
    left = [found.evidence for found in findings if found.rule == "passages-left-out"]

    assert left == [("p32",)]
