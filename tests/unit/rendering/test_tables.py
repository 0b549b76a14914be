import pytest

from engross.ooxml.marks import without_marks
from engross.records import Evidence
from engross.rendering import DocumentParticulars
from engross.rendering.slots import FigureBook
from engross.rendering.tables import FilledTable, Row, fill_table
from engross.workspace.specs import ColumnSpec, TableSpec


def seen(rows: tuple[Row, ...]) -> list[list[str]]:
    return [[without_marks(cell) for cell in row.values()] for row in rows]


@pytest.fixture
def filled(
    invoices: TableSpec, particulars: DocumentParticulars, evidence: Evidence
) -> FilledTable:
    return fill_table(invoices, particulars, FigureBook(evidence))


def test_there_is_a_row_for_each_value_of_the_dimension_in_the_sources_order(
    filled: FilledTable,
) -> None:
    assert seen(filled.rows) == [
        ["4452", "3,996.00", "n/a", "1,996.00", ""],
        ["4489", "3,780.00", "n/a", "3,780.00", ""],
    ]


def test_the_total_row_has_figures_where_the_columns_say_so(filled: FilledTable) -> None:
    assert seen(filled.total) == [["Total", "7,776.00", "", "", ""]]


def test_headings_come_from_the_standard_format(filled: FilledTable) -> None:
    assert seen(filled.headings) == [["Number", "Total £", "VAT £", "Outstanding £", "Due"]]


def test_every_filled_cell_is_a_figure_with_its_row(
    invoices: TableSpec, particulars: DocumentParticulars, evidence: Evidence
) -> None:
    book = FigureBook(evidence)
    fill_table(invoices, particulars, book)

    assert [(figure.place, figure.text) for figure in book.figures] == [
        ("table invoices, row 1", "4452"),
        ("table invoices, row 1", "3,996.00"),
        ("table invoices, row 1", "1,996.00"),
        ("table invoices, row 2", "4489"),
        ("table invoices, row 2", "3,780.00"),
        ("table invoices, row 2", "3,780.00"),
        ("table invoices, total", "7,776.00"),
    ]


def test_a_table_of_months_has_those_of_the_period_in_order(
    particulars: DocumentParticulars, evidence: Evidence
) -> None:
    table = TableSpec(
        key="months",
        title="By month",
        dimension="month",
        period="report",
        columns=(
            ColumnSpec(key="month", heading="Month", measure="label"),
            ColumnSpec(key="billed", heading="Billed £", measure="billed"),
        ),
    )
    filled = fill_table(table, particulars, FigureBook(evidence))

    assert seen(filled.rows) == [["July 2026", "3,010"], ["August 2026", "3,330"]]


def test_internal_figures_are_in_no_table(
    particulars: DocumentParticulars, evidence: Evidence
) -> None:
    table = TableSpec(
        key="cost",
        title="Cost",
        dimension="ageing",
        period="report",
        columns=(ColumnSpec(key="cost", heading="Cost £", measure="cost"),),
    )

    assert fill_table(table, particulars, FigureBook(evidence)).rows == ()


def test_a_table_about_the_whole_matter_has_one_row(
    particulars: DocumentParticulars, evidence: Evidence
) -> None:
    table = TableSpec(
        key="billed",
        title="Billed",
        dimension="ageing",
        period="report",
        columns=(ColumnSpec(key="billed", heading="Billed £", measure="billed"),),
    )

    assert seen(fill_table(table, particulars, FigureBook(evidence)).rows) == [["9,490"]]


def test_a_column_may_be_of_another_period_than_its_table(
    particulars: DocumentParticulars, evidence: Evidence
) -> None:
    table = TableSpec(
        key="glance",
        title="At a glance",
        dimension="matter",
        period="any",
        columns=(
            ColumnSpec(key="now", heading="Now £", measure="billed", period="report"),
            ColumnSpec(key="paid", heading="Paid £", measure="paid", period="as-at"),
        ),
    )

    assert seen(fill_table(table, particulars, FigureBook(evidence)).rows) == [["9,490", "n/a"]]
