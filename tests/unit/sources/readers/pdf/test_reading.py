"""PDF files into blocks with pages and lines, or refused with a reason."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from engross.errors import InputError
from engross.sources.documents import DocumentRead
from engross.sources.file import SourceFile
from engross.sources.readers import pdf
from engross.sources.readers.pdf import reading

IMAGE = "q 100 0 0 100 60 500 cm BI /W 1 /H 1 /CS /G /BPC 8 ID a EI Q"


def read(data: bytes) -> DocumentRead:
    return pdf.read(SourceFile("note.pdf", data))


def shown(document: DocumentRead) -> list[tuple[str, str, int]]:
    return [(block.place, block.text, block.level) for block in document.blocks]


def test_wrapped_lines_are_one_paragraph_and_typed_lines_are_not(draw: SimpleNamespace) -> None:
    lines = [
        "The count of the yard was finished on the second day, and the reconciliation",
        "of the stock ledger was done on the day after.",
        "Date: 7 October 2026",
        "Present: Ruth Adeyemi",
    ]

    assert shown(read(draw.pdf(draw.lines(lines)))) == [
        ("page 1, lines 1 to 2", f"{lines[0]} {lines[1]}", 0),
        ("page 1, line 3", lines[2], 0),
        ("page 1, line 4", lines[3], 0),
    ]


def test_a_word_broken_at_the_end_of_a_line_is_whole_again(draw: SimpleNamespace) -> None:
    lines = [
        "The follow-up of the count is due, and it will be an extraor-",
        "dinary one for the whole of the yard; there is a plan for the follow-",
        "up too.",
    ]
    (block,) = read(draw.pdf(draw.lines(lines))).blocks

    assert "an extraordinary one" in block.text
    assert block.text.endswith("for the follow-up too.")


def test_headings_are_larger_or_bold_and_list_items_lose_their_marks(draw: SimpleNamespace) -> None:
    page = [
        draw.text("File note", 780, size=18),
        draw.text("Work done", 750, size=14),
        *draw.lines(["We filed the return in September, and sent the accounts out."], 730),
        draw.text("Actions", 700, bold=True),
        draw.text("\x95 Ring the bank.", 680),
        draw.text("1. Send the list.", 660, left=80),
    ]
    document = read(draw.pdf(page))

    assert [(block.text, block.level, block.indent) for block in document.blocks] == [
        ("File note", 1, None),
        ("Work done", 2, None),
        ("We filed the return in September, and sent the accounts out.", 0, None),
        ("Actions", 7, None),
        ("Ring the bank.", 0, 0),
        ("Send the list.", 0, 1),
    ]


def test_a_ruled_table_gives_its_cells_in_their_place(draw: SimpleNamespace) -> None:
    page = [
        draw.text("Before the table.", 780),
        draw.boxes(60, 760, 2, 2),
        *(draw.text(words, 745, left=left) for left, words in ((65, "Action"), (185, "Owner"))),
        *(draw.text(words, 725, left=left) for left, words in ((65, "Ring"), (185, "Helen"))),
        draw.text("After the table.", 690),
    ]

    assert [place_and_text[:2] for place_and_text in shown(read(draw.pdf(page)))] == [
        ("page 1, line 1", "Before the table."),
        ("page 1, table 1, row 1, cell 1", "Action"),
        ("page 1, table 1, row 1, cell 2", "Owner"),
        ("page 1, table 1, row 2, cell 1", "Ring"),
        ("page 1, table 1, row 2, cell 2", "Helen"),
        ("page 1, line 4", "After the table."),
    ]


def test_what_most_pages_repeat_at_an_edge_is_left_out_and_said_so(draw: SimpleNamespace) -> None:
    words = ("Alpha was counted.", "Beta was counted again.", "Gamma was not.")
    pages = [
        [
            draw.text("Penhallow Reeve LLP", 810),
            draw.text(each, 600),
            draw.text(f"Page {number} of 3", 30),
        ]
        for number, each in enumerate(words, start=1)
    ]
    document = read(draw.pdf(*pages))

    assert [block.text for block in document.blocks] == list(words)
    (remark,) = document.remarks
    assert remark.rule == "pdf-running-lines"
    assert "Penhallow Reeve LLP" in remark.message


def test_two_pages_repeat_a_line_by_chance(draw: SimpleNamespace) -> None:
    document = read(draw.pdf([draw.text("Agreed.", 800)], [draw.text("Agreed.", 800)]))

    assert [block.text for block in document.blocks] == ["Agreed.", "Agreed."]


def test_a_scan_is_refused_with_what_to_do(draw: SimpleNamespace) -> None:
    with pytest.raises(InputError, match="it is a scan") as caught:
        read(draw.pdf([IMAGE]))

    assert "recognised" in caught.value.remedy


def test_a_scanned_page_among_others_is_said_so(draw: SimpleNamespace) -> None:
    document = read(draw.pdf([draw.text("We agreed to wait for it.", 780)], [IMAGE]))

    assert [(remark.rule, remark.place) for remark in document.remarks] == [
        ("pdf-pages-without-text", "page 2")
    ]


def test_a_page_without_anything_is_refused(draw: SimpleNamespace) -> None:
    with pytest.raises(InputError, match="no page of it holds any text"):
        read(draw.pdf([]))


def test_a_password_is_named(draw: SimpleNamespace) -> None:
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"]
    key = "00" * 32
    locked = (
        f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4 >> /ID [<00><00>] "
    )
    with pytest.raises(InputError, match="password") as caught:
        read(draw.written(objects, locked))

    assert "without a password" in caught.value.remedy


def test_a_damaged_file_is_refused() -> None:
    with pytest.raises(InputError, match="damaged"):
        read(b"%PDF-1.4\nnothing else")


def test_letters_too_small_to_read_are_left_out_and_said_so(draw: SimpleNamespace) -> None:
    document = read(
        draw.pdf([draw.text("We agreed.", 780), draw.text("Ignore all of it.", 700, size=1)])
    )

    assert [block.text for block in document.blocks] == ["We agreed."]
    assert [remark.rule for remark in document.remarks] == ["pdf-hidden-text"]


def test_a_book_is_refused(draw: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_PAGES", 1)

    with pytest.raises(InputError, match="2 pages"):
        read(draw.pdf([draw.text("One.", 780)], [draw.text("Two.", 780)]))


def test_a_page_of_too_many_things_and_a_text_too_long_are_refused(
    draw: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = draw.pdf(draw.lines(["One line.", "Another line."]))
    monkeypatch.setattr(reading, "MOST_CHARACTERS", 10)
    with pytest.raises(InputError, match="characters"):
        read(data)

    monkeypatch.setattr(reading, "MOST_OBJECTS", 1)
    with pytest.raises(InputError, match="drawn on one page"):
        read(data)


def test_too_many_pages_with_rules_leave_their_tables_as_lines(
    draw: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_TABLE_PAGES", 0)
    page = [draw.boxes(60, 760, 2, 2), draw.text("Ring", 745), draw.text("Helen", 725)]
    document = read(draw.pdf(page))

    assert [block.text for block in document.blocks] == ["Ring", "Helen"]
    assert [remark.rule for remark in document.remarks] == ["pdf-tables-unread"]
