from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from engross.drafting import kit
from engross.records import Draft, DraftSection, Finding, Paragraph, Sentence, Severity
from engross.records.ports import TaskKit
from engross.records.redrafts import Instruction, Redraft, Revision, section_of
from engross.workspace.section_specs import SectionSpec
from engross.workspace.specs import CrewSpec, InputSpec


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


BEFORE = draft(summary="As it was.", issues="One issue.", basis="")
REDRAFT = Redraft(
    of="run-1",
    draft=BEFORE,
    revision=Revision(
        revise=(section_of(BEFORE, "summary"),),
        remarks=(Instruction(number=1, by="Helen Pike", section="summary", says="Say why"),),
    ),
)


@pytest.fixture
def redrafting(heard: Heard) -> TaskKit:
    return kit(CREW, heard.rules, heard.take, REDRAFT, "Go over it again.\n")


def test_a_draft_from_the_sources_is_told_nothing_and_left_as_it_is(drafting: TaskKit) -> None:
    assert drafting.told == ""
    assert drafting.completed(GOOD) is GOOD


def test_the_drafter_is_told_the_sections_and_the_remarks(redrafting: TaskKit) -> None:
    assert redrafting.told.startswith("\n\nGo over it again.\n\n{")
    assert json.loads(redrafting.told.splitlines()[-1])["remarks"][0]["says"] == "Say why"


def test_the_other_sections_are_put_back_before_the_rules_read_the_draft(
    redrafting: TaskKit, heard: Heard
) -> None:
    whole = redrafting.completed(draft(summary="New.", issues="Invented."))

    assert redrafting.guard(whole).accepted
    assert heard.drafts[0][0] == draft(summary="New.", issues="One issue.", basis="")


def test_a_fault_of_a_section_that_stays_is_told_to_people_and_not_to_the_drafter(
    redrafting: TaskKit, heard: Heard
) -> None:
    heard.findings = [finding("block").model_copy(update={"place": "section issues, paragraph 1"})]
    verdict = redrafting.guard(redrafting.completed(draft(summary="New.")))

    assert verdict.accepted
    assert heard.drafts[0][1] == tuple(heard.findings)


def test_a_fault_of_a_section_that_is_written_again_is_refused(
    redrafting: TaskKit, heard: Heard
) -> None:
    heard.findings = [finding("block")]

    assert not redrafting.guard(redrafting.completed(draft(summary="£1m."))).accepted


def test_a_section_that_was_to_be_written_again_may_not_be_left_out(redrafting: TaskKit) -> None:
    verdict = redrafting.guard(redrafting.completed(draft(issues="Invented.")))

    assert "Missing sections: summary" in verdict.reasons[0]
