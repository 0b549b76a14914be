from __future__ import annotations

from engross.knowledge.pieces.lengths import LONGEST, fitted
from engross.knowledge.pieces.stretches import Place, Stretch

SENTENCE = "The return is due one month and seven days after the period ends."


def paragraph(text: str, number: int = 1, above: tuple[str, ...] = ()) -> Stretch:
    return Stretch(text, Place("Fees", "paragraph", number, number), above=above)


def row(text: str, number: int) -> Stretch:
    return Stretch(text, Place("Rates", "", number, number, (0, 2)), "row")


def test_short_neighbours_are_joined_as_far_as_they_fit() -> None:
    found = list(fitted(paragraph("x" * 250, n) for n in range(1, 6)))

    assert [str(stretch.place) for stretch in found] == [
        "Fees, paragraphs 1 to 2",
        "Fees, paragraphs 3 to 4",
        "Fees, paragraph 5",
    ]
    assert found[0].text == "x" * 250 + "\n\n" + "x" * 250


def test_stretches_under_different_headings_never_meet() -> None:
    found = list(fitted([paragraph("One.", 1, ("A",)), paragraph("Two.", 2, ("B",))]))

    assert [stretch.text for stretch in found] == ["One.", "Two."]


def test_headings_with_the_same_words_do_not_bring_stretches_together() -> None:
    found = list(fitted([paragraph("One.", 3), paragraph("Two.", 1)]))

    assert [stretch.text for stretch in found] == ["One.", "Two."]


def test_rows_on_both_sides_of_an_empty_one_do_not_meet() -> None:
    found = list(fitted([row("One", 1), row("Two", 2), row("Three", 4)]))

    assert [(str(stretch.place), stretch.text) for stretch in found] == [
        ("Rates!A1:C2", "- One\n- Two"),
        ("Rates!A4:C4", "Three"),
    ]


def test_a_long_paragraph_is_cut_between_sentences_at_one_place() -> None:
    found = list(fitted([paragraph(" ".join(f"{n}. {SENTENCE}" for n in range(60)))]))

    assert len(found) > 1
    assert {str(stretch.place) for stretch in found} == {"Fees, paragraph 1"}
    assert all(len(s.text) <= LONGEST and s.text.endswith(".") for s in found)


def test_no_word_is_lost_where_a_text_is_cut() -> None:
    text = " ".join(f'He said: "{SENTENCE}" (So it was.)' for _ in range(40))

    found = list(fitted([paragraph(text)]))

    assert " ".join(stretch.text for stretch in found) == text


def test_a_paragraph_without_sentences_or_spaces_is_cut_all_the_same() -> None:
    text = "".join(f"{n:04d}" for n in range(800))

    found = list(fitted([paragraph(text)]))

    assert "".join(stretch.text for stretch in found) == text
    assert max(len(stretch.text) for stretch in found) == LONGEST


def test_a_long_row_is_cut_between_cells_and_its_parts_stand_alone() -> None:
    cell = f"What: {SENTENCE} {SENTENCE} {SENTENCE}"
    found = list(fitted([row("Grade: A", 1), row("; ".join([cell] * 4), 2), row("Grade: B", 3)]))

    assert [str(stretch.place) for stretch in found] == [
        "Rates!A1:C1",
        "Rates!A2:C2",
        "Rates!A2:C2",
        "Rates!A3:C3",
    ]
    assert found[2].text.startswith("What: ")


def test_what_is_left_of_a_cut_paragraph_is_joined_to_the_next() -> None:
    long = " ".join([SENTENCE] * 10)

    *_, last = fitted([paragraph(long, 1), paragraph("Next.", 2)])

    assert str(last.place) == "Fees, paragraphs 1 to 2"
    assert last.text == f"{SENTENCE}\n\nNext."
