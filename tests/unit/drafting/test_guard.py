from __future__ import annotations

from collections.abc import Sequence

import pytest

from engross.drafting import kit
from engross.records import Draft, DraftSection, Finding, Paragraph, Sentence, Severity
from engross.records.ports import TaskKit
from engross.workspace.specs import CrewSpec, InputSpec, SectionSpec


def section(key: str, **more: object) -> SectionSpec:
    return SectionSpec(key=key, heading=key, purpose="Say it.", **more)


CREW = CrewSpec(
    title="Client report",
    description="A report.",
    agents=("drafter",),
    tasks=("draft",),
    inputs={"notes": InputSpec(kind="notes", description="Notes.")},
    template="client_report",
    deliverable="{client}.docx",
    standard_format=(
        section("summary", measures=("billed",)),
        section("issues", passages=("risk",), may_be_empty=True, when_empty="None."),
        section("basis", fixed_text=("Unaudited.",), words=(0, 0)),
    ),
)


def finding(severity: Severity) -> Finding:
    return Finding(
        rule="stray-literals",
        severity=severity,
        place="section summary, paragraph 1",
        message="A figure stands outside a slot.",
        suggestion="Write a slot.",
    )


def draft(**written: str) -> Draft:
    return Draft(
        sections=tuple(
            DraftSection(
                key=key,
                paragraphs=(Paragraph(sentences=(Sentence(text=text),)),) if text else (),
            )
            for key, text in written.items()
        )
    )


GOOD = draft(summary="All is well.", issues="", basis="")


class Heard:
    """Remembers what the kit hands over."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.drafts: list[tuple[Draft, tuple[Finding, ...]]] = []

    def rules(self, _draft: Draft) -> Sequence[Finding]:
        return self.findings

    def take(self, written: Draft, findings: Sequence[Finding]) -> None:
        self.drafts.append((written, tuple(findings)))


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def drafting(heard: Heard) -> TaskKit:
    return kit(CREW, heard.rules, heard.take)


def test_an_accepted_draft_is_handed_on_with_what_was_noticed(
    drafting: TaskKit, heard: Heard
) -> None:
    heard.findings = [finding("warn")]

    assert drafting.guard(GOOD).accepted
    assert heard.drafts == [(GOOD, (finding("warn"),))]


def test_a_block_finding_refuses_the_draft_and_tells_the_agent_why(
    drafting: TaskKit, heard: Heard
) -> None:
    heard.findings = [finding("warn"), finding("block")]
    verdict = drafting.guard(GOOD)

    assert not verdict.accepted
    assert verdict.reasons == (
        "section summary, paragraph 1: A figure stands outside a slot. Write a slot.",
    )
    assert heard.drafts == []


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (draft(summary="Well.", issues=""), "Missing sections: basis"),
        (draft(summary="Well.", issues="", basis="", weather="Fine."), "No such section: weather"),
        (draft(issues="", summary="Well.", basis=""), "out of order"),
        (draft(summary="", issues="", basis=""), "`summary` may not be empty"),
        (draft(summary="Well.", issues="", basis="Ours."), "`basis` is the firm's own fixed text"),
    ],
)
def test_a_draft_of_the_wrong_shape_is_refused(
    drafting: TaskKit, written: Draft, words: str
) -> None:
    reasons = drafting.guard(written).reasons

    assert len(reasons) == 1
    assert words in reasons[0]


def test_the_last_attempt_is_taken_with_every_reason_as_a_block_finding(
    drafting: TaskKit, heard: Heard
) -> None:
    heard.findings = [finding("block"), finding("note")]
    bad = draft(summary="Well.", issues="")
    drafting.exhausted(bad, drafting.guard(bad))
    ((taken, findings),) = heard.drafts

    assert taken == bad
    assert [(f.rule, f.severity) for f in findings] == [
        ("draft-accepted-with-faults", "block"),
        ("stray-literals", "block"),
        ("stray-literals", "note"),
    ]
    assert findings[0].place == "draft"
    assert findings[0].message.startswith("The draft was accepted at its last attempt although: ")
    assert "Missing sections: basis" in findings[0].message
