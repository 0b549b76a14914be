from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engross.checks import RULES, check_draft
from engross.records import (
    Draft,
    DraftSection,
    Evidence,
    Finding,
    Paragraph,
    Sentence,
)
from engross.testing.knowledge import found_passage
from engross.workspace.register import Client, Firm
from engross.workspace.specs import CrewSpec

Check = Callable[..., tuple[Finding, ...]]

PIECES = (
    "[[fact:billed/2026-Q3/matter]]",
    "[[fact:change(billed/2026-Q3/matter;billed/2026-Q2/matter)]]",
    "[[fact:sum(billed/2026-07/matter;billed/2026-08/matter;billed/2026-Q3/matter)]]",
    "[[fact:difference(variance/engagement/matter;budget/engagement/matter)]]",
    "[[fact:share(write-off/2026-Q3/matter;billed/2026-Q3/matter)]]",
    "[[fact:client-name/register/client]]",
    "[[fact:as-at/register/matter]]",
    "[[fact:sum()]]",
    "[[quote:p1]]",
    "[[quote:]]",
    "[[",
    "]]",
    "[to confirm: when]",
    " over ",
    " last quarter's ",
    " in August ",
    ", and ",
    " fell ",
    " we agreed ",
    " Wrackline Boat ",
    " Helen ",
    " 4.5% ",
    "\n",
    "…",
    "'s",
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(pieces=st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), min_size=1))
def test_no_sentence_whatever_makes_the_rules_fall_over(judge: Check, pieces: list[str]) -> None:
    text = "".join(pieces)[:1200] or "x"
    paragraph = Paragraph(sentences=(Sentence(text=text, cites=("p1", "p9")),))
    draft = Draft(sections=(DraftSection(key="summary", paragraphs=(paragraph,)),))

    findings = judge(draft)

    assert findings == judge(draft)
    assert {finding.rule for finding in findings} <= {rule.name for rule in RULES}


def _draft(text: str, rest: str = "We go on with it.") -> Draft:
    """A draft of a sentence that cites nothing and one that rests on the notes."""
    sentences = (Sentence(text=text), Sentence(text=rest, cites=("p1",)))
    paragraph = Paragraph(sentences=sentences)
    return Draft(
        sections=(
            DraftSection(key="summary", paragraphs=(paragraph,)),
            DraftSection(key="fees"),
        )
    )


def test_a_right_draft_has_no_findings(judge: Check) -> None:
    assert judge(_draft("Fees billed this quarter were [[fact:billed/2026-Q3/matter]].")) == ()


def test_findings_come_most_severe_first(judge: Check) -> None:
    findings = judge(_draft("A robust plan by [to confirm: when], at £5, going forward."))

    assert [f.severity for f in findings] == ["block", "warn", "warn", "warn"]


def test_only_the_rules_that_the_crew_names_run(
    evidence: Evidence, crew: CrewSpec, firm: Firm, client: Client
) -> None:
    named = crew.model_copy(update={"checks": ("house-style",)})

    findings = check_draft(_draft("A robust plan at £5."), evidence, named, firm, client)

    assert [finding.rule for finding in findings] == ["house-style"]


def test_passages_of_the_knowledge_base_may_be_quoted_and_cited(
    evidence: Evidence, crew: CrewSpec, firm: Firm, client: Client
) -> None:
    known = found_passage("We file returns on time.")
    draft = _draft(f"You asked us what is included: [[quote:{known.passage.id}]]")

    unknown = check_draft(draft, evidence, crew, firm, client)

    assert {finding.rule for finding in unknown} == {"slots-resolve", "citations-resolve"}
    assert check_draft(draft, evidence, crew, firm, client, [known]) == ()
