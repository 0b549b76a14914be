from __future__ import annotations

import hashlib

import pytest

from engross.errors import InputError
from engross.knowledge import KnowledgeItem, pieces
from engross.knowledge.pieces import LONGEST, searched_words


def places(name: str, text: str) -> list[tuple[str, str]]:
    return [(p.place, p.text) for p in pieces([KnowledgeItem(name, text.encode())])]


def test_a_text_file_is_cut_at_empty_lines() -> None:
    assert places("faq.txt", "First,\nin two lines.\n\n  \nSecond.\n") == [
        ("paragraph 1", "First, in two lines."),
        ("paragraph 2", "Second."),
    ]


def test_headings_of_markdown_become_the_place_of_what_stands_under_them() -> None:
    text = "Before.\n# Fees\nBasis.\n\n## Late payment ##\nFirst.\n\nSecond.\n# VAT\nReturns.\n"

    assert places("fees.md", text) == [
        ("paragraph 1", "Before."),
        ("Fees, paragraph 1", "Basis."),
        ("Fees > Late payment, paragraph 1", "First."),
        ("Fees > Late payment, paragraph 2", "Second."),
        ("VAT, paragraph 1", "Returns."),
    ]


def test_underlined_headings_are_headings() -> None:
    text = "Fees\n====\nBasis.\n\nLate payment\n---\nInterest.\n\n---\nAfter a line.\n"

    assert places("fees.md", text) == [
        ("Fees, paragraph 1", "Basis."),
        ("Fees > Late payment, paragraph 1", "Interest."),
        ("Fees > Late payment, paragraph 2", "After a line."),
    ]


def test_list_items_and_table_rows_are_pieces_of_their_own() -> None:
    text = "- one\n- two\n  goes on\n3. three\n\n| Service | Rate |\n|---|---:|\n| VAT | £90 |\n"

    assert [t for _, t in places("a.md", text)] == [
        "one",
        "two goes on",
        "three",
        "Service | Rate",
        "VAT | £90",
    ]


def test_marks_front_matter_comments_and_links_are_not_quoted() -> None:
    text = (
        "---\nowner: helen\n---\n<!-- internal -->\n"
        "We **never** use `ASAP`; see [the guide](https://example.test/x).\n\n---\n> Quoted.\n"
    )

    assert [t for _, t in places("a.md", text)] == [
        "We never use ASAP; see the guide.",
        "Quoted.",
    ]


def test_snake_case_and_sums_are_left_alone() -> None:
    text = "Use 2 * 3 * 4 and the field client_short_name here."

    assert places("a.md", text) == [("paragraph 1", text)]


def test_a_long_paragraph_is_cut_between_sentences_at_one_place() -> None:
    sentence = "The return is due one month and seven days after the period ends."
    found = places("a.txt", " ".join(f"{n}. {sentence}" for n in range(60)))

    assert len(found) > 1
    assert {place for place, _ in found} == {"paragraph 1"}
    assert all(len(text) <= LONGEST and text.endswith(".") for _, text in found)


def test_a_paragraph_without_sentences_or_spaces_is_cut_all_the_same() -> None:
    text = "".join(f"{n:04d}" for n in range(800))

    found = places("a.txt", text)

    assert "".join(part for _, part in found) == text


def test_an_id_is_made_of_the_words_and_the_same_words_come_once() -> None:
    first, second = (KnowledgeItem(name, b"Twice.\n\nOnce in " + name.encode()) for name in "ab")
    items = [first._replace(file="a.txt"), second._replace(file="b.txt", tier="third-party")]

    found = pieces(items)

    assert [(p.file, p.text) for p in found] == [
        ("a.txt", "Twice."),
        ("a.txt", "Once in a"),
        ("b.txt", "Once in b"),
    ]
    assert found[0].id == f"k{hashlib.sha256(b'Twice.').hexdigest()[:8]}"
    assert found[0].sha256 == hashlib.sha256(first.data).hexdigest()
    assert found[2].tier == "third-party"


def test_windows_line_ends_byte_order_marks_and_control_characters_are_cleaned() -> None:
    assert places("a.txt", "\ufeffOne\x07\r\n\r\nTwo") == [
        ("paragraph 1", "One"),
        ("paragraph 2", "Two"),
    ]


def test_another_kind_of_file_is_refused() -> None:
    with pytest.raises(InputError, match=r"^knowledge/rates\.xlsx: .* files only\. Save it"):
        pieces([KnowledgeItem("rates.xlsx", b"")])


def test_a_file_that_is_no_text_names_the_byte() -> None:
    with pytest.raises(
        InputError, match=r"^knowledge/a\.md, byte 3: it is not text in UTF-8\. Save"
    ):
        pieces([KnowledgeItem("a.md", b"ok\xff")])


def test_a_piece_is_found_by_its_headings_too() -> None:
    assert searched_words("Fees > Late payment, paragraph 2", "Interest.") == (
        "Fees > Late payment, Interest."
    )
    assert searched_words("paragraph 2", "Interest.") == "Interest."
