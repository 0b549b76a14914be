from __future__ import annotations

import pytest

from engross.drafting import planned, readable
from engross.records import Draft, DraftSection, Paragraph, Remark, Sentence
from engross.records.redrafts import LONGEST_REMARK, Instruction, Redraft
from engross.workspace.section_specs import SectionSpec
from engross.workspace.specs import CrewSpec, InputSpec

BILLED = Sentence(text="We billed [[fact:billed/2026-Q3/matter]] this quarter.")
MORE = Sentence(text="That is more than before.")
AGREED = Sentence(text="You agreed to a second transfer.", cites=("p3",))
COUNT = Sentence(text="The count is done.", cites=("p4",))


def paragraph(*sentences: Sentence) -> Paragraph:
    return Paragraph(sentences=sentences)


DRAFT = Draft(
    sections=(
        DraftSection(key="summary", paragraphs=(paragraph(COUNT),)),
        DraftSection(key="fees", paragraphs=(paragraph(BILLED, MORE), paragraph(AGREED))),
        DraftSection(key="basis"),
    )
)


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
        section("summary"),
        section("fees"),
        section("basis", fixed_text=("Unaudited.",), words=(0, 0)),
    ),
)


def filled(sentence: Sentence) -> str:
    return sentence.text.replace("[[fact:billed/2026-Q3/matter]]", "£10,868")


def remark(text: str, words: str = "", key: str = "fees") -> Remark:
    return Remark(by="Helen Pike", at=None, text=text, words=words, section=key)


def plan(*remarks: Remark, only: tuple[str, ...] = ()) -> Redraft:
    return planned("run-1", DRAFT, remarks, CREW, filled, only=only)


def found(text: str, words: str = "", key: str = "fees") -> Instruction:
    made = plan(remark(text, words, key))
    return (*made.revision.remarks, *made.aside)[0]


def test_a_remark_is_found_by_the_words_that_the_document_prints() -> None:
    told = found("Leave this out", "We billed £10,868 this quarter.")

    assert (told.order, told.about) == ("leave-out", (BILLED,))


@pytest.mark.parametrize(
    "words", ["we  billed £10,868 this\xa0quarter", "We billed £10,868 this quarter. "]
)
def test_word_s_own_spaces_and_a_full_stop_make_no_difference(words: str) -> None:
    assert found("Leave this out", words).about == (BILLED,)


def test_part_of_a_sentence_is_left_out_only_when_the_sentence_is_meant() -> None:
    unclear, plain = found("Leave this out", "£10,868"), found("Delete this sentence", "£10,868")

    assert (unclear.order, unclear.about) == ("", (BILLED,))
    assert (plain.order, plain.about) == ("leave-out", (BILLED,))


def test_words_that_stand_twice_are_no_certain_place() -> None:
    made = planned(
        "run-1",
        Draft(sections=(DraftSection(key="fees", paragraphs=(paragraph(AGREED, AGREED),)),)),
        [remark("Leave this out", AGREED.text)],
        CREW,
        filled,
    )

    (told,) = made.revision.remarks
    assert (told.order, told.about) == ("", (AGREED,))


def test_to_shorten_is_about_the_whole_paragraph() -> None:
    told = found("Shorten to the first sentence", "more than before")

    assert (told.order, told.about) == ("shorten", (BILLED, MORE))


def test_one_sentence_is_quoted_or_moved_and_not_several() -> None:
    across = f"{filled(BILLED)} {MORE.text}"

    assert found("Move this first", "You agreed to a second transfer").about == (AGREED,)
    assert found("Move this first", across).order == ""
    assert found("Quote this", across).order == ""


def test_an_order_on_a_heading_or_a_table_is_not_certain() -> None:
    told = found("Leave this out", "Fees, by workstream")

    assert (told.order, told.about) == ("", ())


def test_keep_on_a_heading_is_about_the_section() -> None:
    told = found("Keep", "fees")

    assert (told.order, told.about) == ("keep", ())


def test_one_sentence_of_several_that_are_marked_is_not_certain() -> None:
    across = f"{filled(BILLED)} {MORE.text}"

    assert found("Delete this sentence", across).order == ""
    assert found("Delete these sentences", across).about == (BILLED, MORE)


def test_a_remark_on_words_outside_every_section_opens_nothing() -> None:
    made = plan(remark("Leave this out", "Draft for discussion", ""), remark("Say why"))

    assert made.revision.keys == {"fees"}
    assert [told.on for told in made.aside] == ["Draft for discussion"]


def test_only_sections_with_a_remark_that_asks_for_a_change_are_written_again() -> None:
    made = plan(remark("Say more of it", "The count"), remark("Keep", key="summary"))

    assert made.revision.keys == {"fees"}
    assert [told.order for told in made.aside] == ["keep"]


def test_a_remark_on_the_document_opens_every_section_that_an_agent_writes() -> None:
    made = plan(remark("Shorter, please", key=""))

    assert made.revision.keys == {"summary", "fees"}
    assert made.revision.remarks[0].order == ""


def test_named_sections_alone_are_written_and_other_remarks_are_set_aside() -> None:
    made = plan(remark("Say why", key="fees"), remark("Shorter", key="summary"), only=("summary",))

    assert made.revision.keys == {"summary"}
    assert [told.says for told in made.aside] == ["Say why"]


def test_a_remark_on_the_firm_s_own_text_opens_nothing() -> None:
    made = plan(remark("Reword this", key="basis"))

    assert made.revision.revise == ()
    assert len(made.aside) == 1


def test_a_section_that_the_draft_never_had_is_written() -> None:
    short = Draft(sections=DRAFT.sections[1:])
    made = planned("run-1", short, [remark("Say why")], CREW, filled)

    assert made.revision.keys == {"summary", "fees"}


def test_what_nobody_sees_in_a_remark_reaches_nobody() -> None:
    assert readable("Say\u202e why\ue000\u200b.\x07") == "Say why."
    assert len(readable("x" * 9000)) <= LONGEST_REMARK + 4


def test_no_model_is_told_who_wrote_a_remark_or_a_figure_that_it_stands_on() -> None:
    told = plan(remark("Say why", "£10,868")).revision.told()

    assert "Say why" in told
    assert "Helen" not in told
    assert "10,868" not in told
