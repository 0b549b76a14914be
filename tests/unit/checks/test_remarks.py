from __future__ import annotations

import pytest

from engross.checks import remark_findings
from engross.checks.remark_rules import REMARK_RULES
from engross.records import Draft, DraftSection, Finding, Paragraph, Sentence
from engross.records.redrafts import Instruction, Redraft, RemarkOrder, Revision, section_of

BILLED = Sentence(text="We billed [[fact:billed/2026-Q3/matter]].")
MORE = Sentence(text="That is more than before.")
AGREED = Sentence(text="You agreed to a second transfer.", cites=("p3",))
QUOTED = Sentence(text="You said: [[quote:p3]].", cites=("p3",))
AGAIN = Sentence(text="A second transfer was settled.", cites=("p3",))


def drafted(*sentences: Sentence) -> Draft:
    return Draft(
        sections=(
            DraftSection(key="fees", paragraphs=(Paragraph(sentences=sentences),)),
            DraftSection(key="account"),
        )
    )


BEFORE = drafted(BILLED, MORE, AGREED)


def remark(order: RemarkOrder, *about: Sentence, key: str = "fees") -> Instruction:
    return Instruction(
        number=1, by="Helen Pike", section=key, says="Please see to it", about=about, order=order
    )


def judged(told: Instruction, after: Draft, *, aside: bool = False) -> Finding:
    redraft = Redraft(
        of="run-1",
        draft=BEFORE,
        revision=Revision(revise=(section_of(BEFORE, "fees"),), remarks=() if aside else (told,)),
        aside=(told,) if aside else (),
    )
    (finding,) = remark_findings(redraft, after)
    return finding


@pytest.mark.parametrize(
    ("told", "after"),
    [
        (remark("leave-out", MORE), drafted(BILLED, AGREED)),
        (remark("leave-out", AGREED), drafted(BILLED, MORE)),
        (remark("keep", MORE), BEFORE),
        (remark("quote", AGREED), drafted(BILLED, MORE, QUOTED)),
        (remark("quote", QUOTED), drafted(QUOTED)),
        (remark("shorten", BILLED, MORE, AGREED), drafted(BILLED)),
        (remark("move-first", AGREED), drafted(AGREED, BILLED, MORE)),
        (remark("move-first", AGREED), drafted(AGAIN, BILLED, MORE)),
    ],
)
def test_a_remark_that_was_done_is_a_note(told: Instruction, after: Draft) -> None:
    found = judged(told, after)

    assert (found.rule, found.severity) == ("remark-followed", "note")
    assert found.message == "Helen Pike wrote: “Please see to it”. It was done."


@pytest.mark.parametrize(
    ("told", "after"),
    [
        (remark("leave-out", MORE), BEFORE),
        (remark("leave-out", AGREED), drafted(BILLED, MORE, AGAIN)),
        (remark("keep", AGREED), drafted(BILLED, MORE, AGAIN)),
        (remark("quote", AGREED), BEFORE),
        (remark("quote", AGREED), drafted(BILLED, MORE, AGREED, QUOTED)),
        (remark("quote", MORE), drafted(BILLED, AGREED)),
        (remark("shorten", BILLED, MORE, AGREED), drafted(BILLED, AGAIN)),
        (remark("move-first", AGREED), BEFORE),
    ],
)
def test_one_that_was_not_is_open_and_named(told: Instruction, after: Draft) -> None:
    found = judged(told, after)

    assert (found.rule, found.severity) == ("remark-open", "warn")
    assert found.message == "Helen Pike wrote: “Please see to it”. It was not done."


@pytest.mark.parametrize("key", ["fees", ""])
def test_a_remark_in_other_words_is_open_and_says_whether_anything_changed(key: str) -> None:
    told = remark("", AGREED, key=key)
    same, other = judged(told, BEFORE), judged(told, drafted(BILLED, MORE, AGAIN))

    assert same.message.endswith("Nothing was changed.")
    assert "only a reader can tell" in other.message
    assert {same.rule, other.rule} == {"remark-open"}


def test_words_that_stand_as_they_did_beside_others_that_changed_are_said_to() -> None:
    found = judged(remark("", BILLED), drafted(BILLED, AGAIN))

    assert found.message.endswith(
        "Those words stand as they did; others of the section were changed."
    )


def test_a_remark_that_no_drafter_was_handed_is_open() -> None:
    found = judged(remark("", key="account"), drafted(BILLED), aside=True)

    assert found.rule == "remark-open"
    assert found.place == "section account"
    assert "The drafter was not asked" in found.message


def test_keep_on_a_section_that_stays_is_done() -> None:
    assert judged(remark("keep", key="account"), drafted(BILLED), aside=True).severity == "note"


def test_keep_on_a_section_that_changed_is_open() -> None:
    assert judged(remark("keep"), drafted(BILLED)).severity == "warn"


def test_a_finding_shows_the_beginning_of_a_long_remark_and_the_words_it_is_on() -> None:
    told = remark("").model_copy(update={"says": "word " * 300, "on": "£10,868"})
    message = judged(told, BEFORE).message

    assert message.startswith("Helen Pike wrote on “£10,868”: “word word")
    assert len(message) < 400


def test_both_rules_are_told_people_with_their_weight() -> None:
    assert [(rule.name, rule.severity) for rule in REMARK_RULES] == [
        ("remark-open", "warn"),
        ("remark-followed", "note"),
    ]
