from decimal import Decimal

import pytest

from engross.ooxml.marks import without_marks
from engross.records import MEASURES, Evidence, Fact
from engross.rendering import DocumentParticulars
from engross.rendering.slots import FigureBook
from engross.rendering.tables import FilledTable, Row, fill_table
from engross.workspace.section_specs import ColumnSpec, TableSpec


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


def test_a_price_that_is_not_known_is_asked_for(particulars: DocumentParticulars) -> None:
    facts = (
        Fact(measure="stage", period="proposal", scope="stage:a", unit="text", value="A"),
        Fact(measure="fee", period="proposal", scope="stage:b", unit="GBP", value=Decimal(5)),
    )
    table = TableSpec(
        key="fees",
        title="Fees",
        dimension="stage",
        period="proposal",
        columns=(
            ColumnSpec(key="name", heading="Stage", measure="stage"),
            ColumnSpec(key="fee", heading="Fee £", measure="fee", total=True),
        ),
        total_scope="matter",
    )
    evidence = Evidence(sources=(), facts=facts, passages=())
    filled = fill_table(table, particulars, FigureBook(evidence))
    to_confirm = "[to confirm: Fee, excluding VAT]"

    assert seen(filled.rows) == [["A", to_confirm], ["", "5.00"]]
    assert seen(filled.total) == [["Total", to_confirm]]


def ledger(identifier: str, value: str) -> Fact:
    measure, period, scope = identifier.split("/")
    unit = MEASURES[measure].unit
    typed = value if unit == "text" else Decimal(value)
    return Fact(measure=measure, period=period, scope=scope, unit=unit, value=typed)


@pytest.fixture
def accounts() -> Evidence:
    """Sales of two kinds, their sum, wages, the profit; then and a year before."""
    facts = []
    for key, kind, now, then in (
        ("berths", "income", "300", "280"),
        ("repairs", "income", "500", "510"),
        ("sales", "total", "800", "790"),
        ("wages", "cost", "450", "440"),
        ("profit", "result", "350", "350"),
    ):
        scope = f"line:{key}"
        facts += [
            ledger(f"line/2026-Q3/{scope}", key.capitalize()),
            ledger(f"line-kind/2026-Q3/{scope}", kind),
            ledger(f"ledger-actual/2026-Q3/{scope}", now),
            ledger(f"ledger-actual/2025-Q3/{scope}", then),
        ]
    for day, amount in (("2026-09-30", "60"), ("2026-06-30", "55"), ("2025-09-30", "45")):
        facts.append(ledger(f"ledger-balance/at-{day}/balance:cash", amount))
    return Evidence(sources=(), facts=tuple(facts), passages=())


def profit_and_loss(*only: str) -> TableSpec:
    return TableSpec(
        key="pnl",
        title="Profit and loss",
        dimension="line",
        period="report",
        columns=(
            ColumnSpec(key="line", heading="Line", measure="line"),
            ColumnSpec(key="actual", heading="Actual £", measure="ledger-actual"),
            ColumnSpec(
                key="prior", heading="Year before £", measure="ledger-actual", period="year-before"
            ),
        ),
        only=only,
    )


def test_rows_that_sum_up_others_are_told_apart(
    particulars: DocumentParticulars, accounts: Evidence
) -> None:
    filled = fill_table(profit_and_loss(), particulars, FigureBook(accounts))

    summing = [filled.rows[number] for number in sorted(filled.subtotals)]

    assert [words for words, *_ in seen(tuple(summing))] == ["Sales", "Profit"]


def test_a_table_may_have_only_the_rows_that_it_names_in_their_order(
    particulars: DocumentParticulars, accounts: Evidence
) -> None:
    table = profit_and_loss("profit", "sales", "drawings")
    filled = fill_table(table, particulars, FigureBook(accounts))

    assert seen(filled.rows) == [["Profit", "350", "350"], ["Sales", "800", "790"]]
    assert filled.subtotals == {0, 1}


def test_balances_are_those_of_the_last_day_of_a_period(
    particulars: DocumentParticulars, accounts: Evidence
) -> None:
    columns = [
        ColumnSpec(key=key, heading=f"{key} £", measure="ledger-balance", period=period)
        for key, period in (
            ("now", "period-end"),
            ("before", "before-end"),
            ("then", "year-before-end"),
        )
    ]
    table = TableSpec(
        key="balance",
        title="Balances",
        dimension="balance",
        period="period-end",
        columns=tuple(columns),
    )

    assert seen(fill_table(table, particulars, FigureBook(accounts)).rows) == [["60", "55", "45"]]
