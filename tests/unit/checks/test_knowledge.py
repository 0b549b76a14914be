from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.checks import check_draft
from engross.records import (
    Draft,
    DraftSection,
    Evidence,
    Finding,
    FoundPassage,
    Paragraph,
    Sentence,
)
from engross.testing.knowledge import found_passage
from engross.workspace.register import Client, Firm
from engross.workspace.specs import CrewSpec

Noticed = Callable[..., list[Finding]]

FRESH = found_passage("We file returns on time.")
STALE = found_passage("The rate is set each April.", file="rates.md", overdue=True)
FOREIGN = found_passage("Boats need a coat of paint.", file="paint.md", tier="third-party")


@pytest.fixture
def noticed(evidence: Evidence, crew: CrewSpec, firm: Firm, client: Client) -> Noticed:
    """What the two rules say of one sentence that cites those passages."""

    def judged(*cited: FoundPassage) -> list[Finding]:
        sentence = Sentence(text="We do this.", cites=tuple(one.passage.id for one in cited))
        section = DraftSection(
            key=crew.standard_format[0].key, paragraphs=(Paragraph(sentences=(sentence,)),)
        )
        known = [FRESH, STALE, FOREIGN]
        found = check_draft(Draft(sections=(section,)), evidence, crew, firm, client, known)
        return [one for one in found if one.rule.startswith("rests-on")]

    return judged


def test_a_sentence_on_an_overdue_passage_is_flagged_with_its_place(noticed: Noticed) -> None:
    (finding,) = noticed(STALE)

    assert finding.rule == "rests-on-overdue"
    assert finding.severity == "warn"
    assert "knowledge/rates.md, which was to be read again by 31 January 2026" in finding.message
    assert finding.evidence == (STALE.passage.id,)


def test_no_message_gives_agents_the_owner_s_address(noticed: Noticed) -> None:
    (finding,) = noticed(STALE)

    assert "@" not in finding.message + finding.suggestion


def test_a_sentence_on_third_parties_words_alone_is_flagged(noticed: Noticed) -> None:
    (finding,) = noticed(FOREIGN)

    assert finding.rule == "rests-on-third-party"
    assert "paint.md" in finding.message


def test_what_the_firm_approved_and_read_in_time_is_not_flagged(noticed: Noticed) -> None:
    assert noticed(FRESH) == []
    assert noticed(FRESH, FOREIGN) == []
