from __future__ import annotations

from collections.abc import Sequence

from engross.knowledge.pieces.tables import Row, row_texts


def rows(*lines: Sequence[str]) -> list[Row]:
    return [
        Row(number, {column: text for column, text in enumerate(line) if text})
        for number, line in enumerate(lines, start=1)
    ]


def texts(*lines: Sequence[str], grid: bool = True) -> list[str]:
    return [row.text for row in row_texts(rows(*lines), grid=grid)]


def test_a_row_of_words_above_figures_holds_the_headings() -> None:
    assert texts(("Grade", "Rate"), ("Partner", "£210"), ("Manager", "£145")) == [
        "Grade: Partner; Rate: £210",
        "Grade: Manager; Rate: £145",
    ]


def test_two_columns_of_words_are_names_and_values() -> None:
    assert texts(("Client:", "Wrackline Boatyard Limited"), ("Partner", "Helen Pike")) == [
        "Client: Wrackline Boatyard Limited",
        "Partner: Helen Pike",
    ]


def test_years_and_quarters_may_be_headings_and_other_figures_not() -> None:
    assert texts(("Fees", "2025", "Q1 2026"), ("Audit", "£1", "£2")) == [
        "Fees: Audit; 2025: £1; Q1 2026: £2"
    ]
    assert texts(("Audit", "£1", "£2"), ("VAT", "£3", "£4")) == ["Audit | £1 | £2", "VAT | £3 | £4"]


def test_the_column_of_names_needs_no_heading() -> None:
    assert texts(("", "Fee", "VAT"), ("Audit", "£10", "£2")) == ["Audit; Fee: £10; VAT: £2"]


def test_an_empty_cell_takes_no_heading_along() -> None:
    assert texts(("Service", "Fee", "Note"), ("Audit", "", "Agreed"), ("VAT", "£9", "")) == [
        "Service: Audit; Note: Agreed",
        "Service: VAT; Fee: £9",
    ]


def test_a_row_that_may_have_merged_cells_is_not_set_under_the_wrong_headings() -> None:
    found = list(
        row_texts(rows(("Service", "Fee", "VAT"), ("Total", "£9")), headed=True, grid=False)
    )

    assert [(row.text, row.headings) for row in found] == [("Total | £9", "Service; Fee; VAT")]


def test_a_note_in_one_cell_stands_as_it_is() -> None:
    assert texts(("Service", "Fee"), ("Audit", "£9"), ("Fees exclude VAT.", "")) == [
        "Service: Audit; Fee: £9",
        "Fees exclude VAT.",
    ]


def test_a_table_of_headings_alone_keeps_them() -> None:
    assert texts(("Service", "Fee", "VAT")) == ["Service | Fee | VAT"]


def test_a_table_without_anything_has_no_rows() -> None:
    assert texts(("", "")) == []
