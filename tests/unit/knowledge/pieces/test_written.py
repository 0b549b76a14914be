from __future__ import annotations

import time

import pytest

from engross.errors import InputError
from engross.knowledge.pieces import pieces


def found(name: str, text: str) -> list[tuple[str, str]]:
    return [(piece.place, piece.text) for piece in pieces(name, text.encode())]


def texts(text: str) -> list[str]:
    """The pieces of a Markdown text, its lines without the joining of neighbours."""
    joined = "\n".join(text for _, text in found("a.md", text))
    return [line.removeprefix("- ") for line in joined.split("\n") if line]


def test_a_text_file_is_cut_at_empty_lines_and_short_neighbours_stay_together() -> None:
    assert found("faq.txt", "First,\nin two lines.\n\n  \nSecond.\n") == [
        ("paragraphs 1 to 2", "First, in two lines.\n\nSecond."),
    ]


def test_headings_of_markdown_become_the_place_of_what_stands_under_them() -> None:
    text = "Before.\n# Fees\nBasis.\n\n## Late payment ##\nFirst.\n\nSecond.\n# VAT\nReturns.\n"

    assert found("fees.md", text) == [
        ("paragraph 1", "Before."),
        ("Fees, paragraph 1", "Basis."),
        ("Fees > Late payment, paragraphs 1 to 2", "First.\n\nSecond."),
        ("VAT, paragraph 1", "Returns."),
    ]


def test_underlined_headings_are_headings() -> None:
    text = "Fees\n====\nBasis.\n\nLate payment\n---\nInterest.\n\n---\nAfter a line.\n"

    assert found("fees.md", text) == [
        ("Fees, paragraph 1", "Basis."),
        ("Fees > Late payment, paragraphs 1 to 2", "Interest.\n\nAfter a line."),
    ]


def test_a_line_under_a_list_item_makes_no_heading() -> None:
    assert texts("# Fees\n- one\n---\nEnd.\n") == ["one", "End."]


def test_headings_of_one_level_at_the_top_are_a_title_and_what_is_under_it() -> None:
    assert found("a.md", "# Terms\n# Fees\nBasis.\n# VAT\nReturns.") == [
        ("Terms > Fees, paragraph 1", "Basis."),
        ("Terms > VAT, paragraph 1", "Returns."),
    ]


def test_a_heading_alone_is_no_piece_unless_it_says_something() -> None:
    sentence = "A payment that comes late bears interest."

    assert found("a.md", f"# Fees\nBasis.\n## Interest\n## {sentence}\n# VAT\nReturns.") == [
        ("Fees, paragraph 1", "Basis."),
        (f"Fees > {sentence}, paragraph 1", sentence),
        ("VAT, paragraph 1", "Returns."),
    ]


def test_list_items_are_lines_under_what_leads_to_them() -> None:
    text = "We need:\n\n- one\n- two\n  goes on\n3. three\n\nBy Friday.\n"

    assert found("a.md", text) == [
        ("paragraphs 1 to 5", "We need:\n\n- one\n- two goes on\n- three\n\nBy Friday."),
    ]


def test_an_item_cut_off_from_its_list_is_found_by_what_leads_to_it() -> None:
    long = "Bank statements of every account, " * 20
    items = pieces("a.md", f"# Records\nPlease send us each month:\n- {long}\n- Stock.".encode())

    assert items[-1].text == "Stock."
    assert items[-1].about == "Records\nPlease send us each month:"


def test_an_item_is_found_by_the_item_that_it_stands_under() -> None:
    long = "Bank statements of every account, " * 20
    items = pieces("a.md", f"- For VAT:\n  - {long}\n  - Stock.".encode())

    assert items[-1].about == "a\nFor VAT:"


def test_rows_of_a_table_have_its_headings() -> None:
    text = "# Rates\n\n| Grade | Rate |\n|---|---:|\n| Partner | £210 |\n| Manager \\| A | |\n"

    assert found("a.md", text) == [
        ("Rates, table 1, rows 2 to 3", "- Grade: Partner; Rate: £210\n- Manager | A"),
    ]


def test_a_table_needs_no_bars_at_its_ends() -> None:
    assert texts("Grade | Rate\n--- | ---\nPartner | £210\n\nAfter | all.\n") == [
        "Grade: Partner; Rate: £210",
        "After | all.",
    ]


def test_what_stands_between_fences_is_text() -> None:
    assert texts("```\n# no heading\n| no | table |\n```\nAfter.\n") == [
        "# no heading | no | table |",
        "After.",
    ]


def test_marks_front_matter_comments_and_links_are_not_quoted() -> None:
    text = (
        "---\nowner: helen\n---\n<!-- internal -->\n"
        "We **never** use `ASAP`, *nor* ~~this~~; see [the guide](https://example.test/x).\n\n"
        "---\n> Quoted\n> twice.\n\n[1]: https://example.test\n"
    )

    assert texts(text) == ["We never use ASAP, nor this; see the guide.", "Quoted twice."]


def test_signs_that_stand_for_themselves_stay() -> None:
    assert texts(
        "Use 2 * 3 * 4, client_short_name, \\*this\\* &amp; <client name>.<br>Or x<y."
    ) == ["Use 2 * 3 * 4, client_short_name, *this* & <client name>. Or x<y."]


def test_windows_line_ends_and_characters_that_nobody_sees_are_cleaned() -> None:
    assert found("a.txt", "\ufeffOne\x07 t\u200bwo \u202ethree\u202c\r\n\r\nFour") == [
        ("paragraphs 1 to 2", "One two three\n\nFour"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_texts_of_other_encodings_are_read(encoding: str) -> None:
    (piece,) = pieces("a.txt", "Fee: £90 \N{EN DASH} plus VAT.".encode(encoding))

    assert piece.text == "Fee: £90 \N{EN DASH} plus VAT."


def test_a_text_without_headings_is_found_by_its_name() -> None:
    (piece,) = pieces("tax/late-payment_terms.txt", b"Interest is charged.")

    assert piece.about == "late payment terms"


def test_a_file_without_words_is_refused() -> None:
    with pytest.raises(InputError, match=r"^tax/a\.md: it holds no words .* Look whether"):
        pieces("tax/a.md", b"# Fees\n\n---\n")


@pytest.mark.parametrize("marks", ["`a ", "[", "[a](", "~~a ", "<!-- ", "- ", " ", "<br ", "|-"])
def test_a_text_made_of_marks_takes_no_longer_than_another(marks: str) -> None:
    began = time.process_time()

    pieces("a.md", f"Words {marks * 20_000}x".encode())

    assert time.process_time() - began < 5


def test_front_matter_with_spaces_behind_its_dashes_is_not_searched() -> None:
    text = "--- \nrun: client_report-20261014-abcdef\n---\t\n# Fees\n\nFees are agreed first.\n"

    assert texts(text) == ["Fees are agreed first."]
