from __future__ import annotations

from engross.records import Draft, DraftSection, Paragraph, Sentence
from engross.records.redrafts import Instruction, Redraft, Revision, is_same, section_of


def written(**texts: str) -> Draft:
    return Draft(
        sections=tuple(
            DraftSection(
                key=key, paragraphs=(Paragraph(sentences=(Sentence(text=text, cites=("p1",)),)),)
            )
            for key, text in texts.items()
        )
    )


BEFORE = written(summary="As it was.", fees="The fees.", account="The account.")
REDRAFT = Redraft(
    of="run-1",
    draft=BEFORE,
    revision=Revision(
        revise=(section_of(BEFORE, "fees"),),
        remarks=(
            Instruction(number=1, section="fees", says="Say why"),
            Instruction(number=2, section="", says="Shorter"),
        ),
    ),
)
ORDER = ("summary", "fees", "account")


def test_sections_that_are_not_written_again_stay_word_for_word() -> None:
    whole = REDRAFT.completed(written(summary="Invented.", fees="The fees, and why."), ORDER)

    assert [section.key for section in whole.sections] == list(ORDER)
    assert section_of(whole, "summary") == section_of(BEFORE, "summary")
    assert section_of(whole, "fees") == section_of(written(fees="The fees, and why."), "fees")
    assert REDRAFT.completed(whole, ORDER) == whole


def test_what_is_missing_or_unknown_is_left_for_the_guard() -> None:
    whole = REDRAFT.completed(written(novel="Once."), ORDER)

    assert [section.key for section in whole.sections] == ["summary", "account", "novel"]


def test_a_section_that_the_format_has_no_more_goes() -> None:
    whole = REDRAFT.completed(written(fees="The fees."), ("fees", "summary"))

    assert [section.key for section in whole.sections] == ["fees", "summary"]


def test_a_remark_on_the_document_is_one_on_each_section() -> None:
    assert [remark.number for remark in REDRAFT.revision.remarks_on("fees")] == [1, 2]
    assert [remark.number for remark in REDRAFT.revision.remarks_on("summary")] == [2]


def test_sentences_are_the_same_by_their_words_or_by_what_they_rest_on() -> None:
    first = Sentence(text="We billed [[fact:a/b/c]].", cites=("p1",))
    again = Sentence(text="Billed: [[fact:a/b/c]].", cites=("p1",))
    bare = Sentence(text="All is well.")

    assert is_same(first, again)
    assert is_same(bare, bare)
    assert not is_same(first, Sentence(text="Billed: [[fact:a/b/c]].", cites=("p2",)))
    assert not is_same(bare, Sentence(text="Nothing is well."))
