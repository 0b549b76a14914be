from __future__ import annotations

from engross.ooxml.anchored_text import AnchoredBlock
from engross.pipeline.typed_columns import TypedColumns
from engross.records.stating import InTable
from engross.workspace.section_specs import ColumnSpec, SectionSpec, TableSpec

COLUMNS = (("stage", "Stage", "label"), ("fee", "Fee £", "fee"))
FEES = TableSpec(
    key="fees",
    title="The fee",
    dimension="stage",
    period="proposal",
    columns=tuple(ColumnSpec(key=k, heading=h, measure=m) for k, h, m in COLUMNS),
    total_scope="matter",
)
SECTION = SectionSpec(key="fee", heading="Fee", purpose="The fee.", words=(0, 9), tables=(FEES,))
CELLS = (("Stage", 1, 1), (" fee  £", 1, 2), ("Year two", 2, 1), ("14,000.00", 2, 2))
BLOCKS = (
    *(
        AnchoredBlock(text, f"table 1, row {row}, cell {cell}, paragraph 1", "Normal")
        for text, row, cell in CELLS
    ),
    AnchoredBlock("£14,000", "paragraph 4", "Normal"),
)
PLACES = [*(f"table fees, row {row - 1}" for _, row, _ in CELLS), "section fee, paragraph 1"]


def columns() -> TypedColumns:
    return TypedColumns(BLOCKS, PLACES, (SECTION,))


def test_a_figure_in_a_row_is_of_its_columns_measure() -> None:
    assert columns().of(3) == InTable("fee", "proposal", "stage", "GBP")


def test_a_heading_a_label_and_a_sentence_are_of_none() -> None:
    assert [columns().of(block) for block in (1, 2, 4)] == [None, None, None]


def test_a_row_reads_with_tabs_between_its_cells() -> None:
    assert (columns().row(3), columns().row(4)) == ("Year two\t14,000.00", "")


def test_the_columns_of_other_tables_are_added_up_but_are_no_source_of_the_period() -> None:
    other = FEES.model_copy(update={"period": "report"})
    section = SECTION.model_copy(update={"tables": (other,)})

    made = TypedColumns(BLOCKS, PLACES, (section,)).of(3)

    assert made is not None
    assert (made.measure, made.period) == ("fee", "in-word")
