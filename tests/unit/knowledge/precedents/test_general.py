from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.knowledge.precedents import Setting, general_section
from engross.knowledge.precedents.general import General
from engross.records import DraftSection, Evidence, Paragraph, Sentence
from engross.workspace.section_specs import SectionSpec

BILLED = "We billed [[fact:billed/2026-Q3/matter]] in the quarter."
LABELLED = "We billed [amount billed in the period] in the quarter."
FIRMS = "k0000000000aa"
Drafted = Callable[..., General]


@pytest.fixture
def drafted(evidence: Evidence, setting: Setting) -> Drafted:
    """`drafted((text, *cites), ..., layout=)`: those sentences as a paragraph each."""

    def make(*sentences: tuple[str, ...], layout: str = "prose", together: bool = False) -> General:
        spec = SectionSpec.model_validate(
            {"key": "fees", "heading": "Fees", "purpose": "Fees.", "layout": layout}
        )
        written = [Sentence(text=text, cites=cites) for text, *cites in sentences]
        groups = [written] if together else [[one] for one in written]
        section = DraftSection(
            key="fees", paragraphs=tuple(Paragraph(sentences=tuple(group)) for group in groups)
        )
        return general_section(section, spec, evidence, setting, {FIRMS})

    return make


def test_figures_dates_and_names_become_labels(drafted: Drafted) -> None:
    made = drafted((BILLED,))

    assert made.section.paragraphs == ((LABELLED,),)
    assert made.placeholders == {"[amount billed in the period]"}
    assert made.replaced == ()


def test_a_quotation_is_left_out_of_its_frame(drafted: Drafted) -> None:
    made = drafted(("You told us: [[quote:p1]]", "p1"))

    assert made.section.paragraphs == (("You told us: [what the client said]",),)


@pytest.mark.parametrize(
    "sentence",
    [
        ("You asked us to replace the winch.", "p1"),
        ("You asked us to replace [[quote:p1#1]] winches.",),
        ("We billed [[fact:billed/2026-Q3/matter]] for the winch.", "p1"),
        ("The winch is to be replaced.", "p1", FIRMS),
        ("Something that nobody can look up.", "p99"),
    ],
)
def test_a_sentence_that_retells_the_notes_is_left_out_and_told_of(
    drafted: Drafted, sentence: tuple[str, ...]
) -> None:
    made = drafted(sentence, (BILLED,), together=True)

    mark, rest = made.section.paragraphs[0]
    assert mark in {"[what the client said]", "[what our notes say]"}
    assert rest == LABELLED
    assert [one.placeholder for one in made.replaced] == [mark]


def test_marks_that_follow_on_one_another_are_one(drafted: Drafted) -> None:
    made = drafted(("First.", "p1"), ("Second.", "p3"), (BILLED,), together=True)

    assert made.section.paragraphs == (("[what the client said]", LABELLED),)
    assert len(made.replaced) == 2


def test_a_paragraph_of_nothing_but_marks_is_left_out(drafted: Drafted) -> None:
    made = drafted(
        ("[[quote:p1]]",),
        ("[[fact:workstream/engagement/workstream:stock-system]]: [[quote:p1]]", "p1"),
        (BILLED,),
        layout="list",
    )

    assert made.section.paragraphs == ((LABELLED,),)
    assert not made.section.is_list
    assert made.replaced[0].placeholder == "[what the client said]"


def test_the_firm_s_own_words_stay_and_its_quotations_are_told_of(drafted: Drafted) -> None:
    made = drafted(
        ("Our fees are agreed before we begin.", FIRMS), (f"In short: [[quote:{FIRMS}]]",)
    )

    assert made.section.paragraphs == (
        ("Our fees are agreed before we begin.",),
        ("In short: [what the firm's guidance says]",),
    )


def test_a_list_stays_a_list(drafted: Drafted) -> None:
    assert drafted((BILLED,), (BILLED,), layout="list").section.is_list
