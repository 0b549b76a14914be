"""How the sentences of a section follow each other."""

from __future__ import annotations

from dataclasses import replace

from engross.models.house.nearness import Nearness
from engross.models.house.reading import PassageLine, Section
from engross.models.house.sides import people
from engross.models.house.telling import Speech, paragraphs
from unit.models.house.reporting.speakers import plain, reader, written

SECTION = Section(
    key="instructions",
    heading="Your instructions",
    purpose="",
    measures=(),
    kinds=("instruction",),
    fewest=0,
    most=250,
    may_be_empty=True,
    when_empty="",
    has_tables=False,
    fixed=False,
)


def told(*notes: PassageLine) -> list[list[str]]:
    speech = Speech(reader(), people([]), {}, Nearness(None))
    made = paragraphs(SECTION, notes, speech, asking=False)
    return [[plain(sentence.text) for sentence in paragraph.sentences] for paragraph in made]


def instruction(text: str) -> PassageLine:
    return written("", "instruction", f"Ms Adeyemi asked us {text}")


def test_the_first_sentence_of_a_paragraph_has_the_day_for_those_that_follow() -> None:
    agreed = written("", "decision", "we agreed that the lines will be counted.")

    assert told(instruction("to move the start."), instruction("to split the wages."), agreed) == [
        ["On DAY you asked us to move the start.", "You also asked us to split the wages."],
        ["On DAY we agreed that the lines will be counted."],
    ]


def test_after_another_day_or_words_without_one_the_day_is_said() -> None:
    other, own = (
        instruction("on 9 October to move the start."),
        instruction("to send her the list."),
    )

    assert told(other, instruction("to split the wages.")) == [
        ["On #1 you asked us to move the start.", "On DAY you asked us to split the wages."]
    ]
    assert told(own, instruction("to split the wages.")) == [
        ["QUOTE", "On DAY you asked us to split the wages."]
    ]


def test_a_risk_of_the_firms_is_ours_by_its_label_too() -> None:
    risk = replace(written("", "risk", "The file may not come."), owner="Penhallow Reeve LLP")

    assert told(risk) == [["QUOTE (owner: us)."]]
