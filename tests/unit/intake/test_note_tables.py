"""Small tables of a note as lines."""

from __future__ import annotations

from engross.intake.blocks import Block
from engross.intake.note_tables import lines_of_tables


def table(*rows: str, name: str = "table 1") -> list[Block]:
    return [
        Block(text, f"{name}, row {row}, cell {cell}, paragraph 1")
        for row, texts in enumerate(rows, start=1)
        for cell, text in enumerate(texts.split("|"), start=1)
        if text
    ]


def lines(*blocks: Block) -> list[tuple[str, str]]:
    return [(block.place, block.text) for block in lines_of_tables(blocks)]


def test_a_table_of_actions_is_a_labelled_line_for_each_row() -> None:
    rows = (
        "Action|Owner|Due",
        "Send the list|Martin Oke|23 October",
        "Ring (bank)||by Friday",
        "|X|",
    )

    assert lines(Block("Above.", "paragraph 1"), *table(*rows)) == [
        ("paragraph 1", "Above."),
        ("table 1, row 2", "Action (Martin Oke, by 23 October): Send the list"),
        ("table 1, row 3", "Action (by Friday): Ring (bank)"),
    ]


def test_brackets_in_an_owner_do_not_end_the_label() -> None:
    found = lines(*table("Decision|Who", "We wait.|Ruth (Wrackline)", name="page 2, table 1"))

    assert found == [("page 2, table 1, row 2", "Decision (Ruth Wrackline): We wait.")]


def test_a_form_is_a_line_for_each_answer() -> None:
    assert lines(*table("Date:|7 October 2026", "Present|Ruth, Helen", "Client|")) == [
        ("table 1, row 1", "Date: 7 October 2026"),
        ("table 1, row 2", "Present: Ruth, Helen"),
    ]


def test_the_cells_of_any_other_table_stay() -> None:
    blocks = table("Line|Count", "Engines|11")

    assert list(lines_of_tables(blocks)) == blocks
