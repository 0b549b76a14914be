from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest

from engross.records import Evidence, Fact
from engross.rendering.table_file import safe, table_file
from engross.workspace.specs import AlsoColumn


def fact(measure: str, value: Decimal | dt.date | str, scope: str = "client", **more: str) -> Fact:
    unit = {Decimal: "GBP", dt.date: "date", str: "text"}[type(value)]
    return Fact.model_validate(
        {"measure": measure, "period": "register", "scope": scope, "unit": unit, "value": value}
        | more
    )


def made(*facts: Fact, columns: tuple[AlsoColumn, ...]) -> bytes:
    return table_file(columns, Evidence(sources=(), facts=facts, passages=()))[0]


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def column(heading: str, measure: str, scope: str = "") -> AlsoColumn:
    return AlsoColumn(heading=heading, measure=measure, scope=scope)


def test_a_table_file_is_csv_as_rfc_4180_has_it_with_a_byte_order_mark() -> None:
    data = made(
        fact("client-name", 'Quill, "Haven" Ltd'), columns=(column("Company name", "client-name"),)
    )

    assert data == b'\xef\xbb\xbfCompany name\r\n"Quill, ""Haven"" Ltd"\r\n'


def test_values_are_written_for_programs_and_what_is_unknown_stays_empty() -> None:
    data = made(
        fact("fee", Decimal("1234.50")),
        fact("report-date", dt.date(2026, 10, 14)),
        columns=(
            column("Fee", "fee"),
            column("Date", "report-date"),
            column("Manager", "manager"),
        ),
    )

    assert rows(data) == [["Fee", "Date", "Manager"], ["1234.50", "2026-10-14", ""]]


def test_of_several_facts_the_column_takes_its_scope_or_the_one_of_the_whole() -> None:
    facts = (
        fact("field-value", "a", "field:one"),
        fact("field-value", "b", "field:two"),
        fact("billed", Decimal(5), "workstream:x"),
        fact("billed", Decimal(9), "matter"),
    )
    columns = (
        column("Two", "field-value", "field:two"),
        column("Any", "field-value"),
        column("Billed", "billed"),
    )

    assert rows(made(*facts, columns=columns))[1] == ["b", "", "9"]


def test_the_firms_figures_about_itself_never_fill_a_column() -> None:
    secret = fact("cost", Decimal(7), audience="internal")

    assert rows(made(secret, columns=(column("Cost", "cost"),)))[1] == [""]


def test_every_cell_is_a_figure_that_leads_to_its_source() -> None:
    told = Evidence(sources=(), facts=(fact("client-name", "Quillhaven"),), passages=())

    _, figures = table_file((column("Company name", "client-name"),), told)

    assert [(one.text, one.place) for one in figures] == [("Quillhaven", "column “Company name”")]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "=HYPERLINK(1)", "+cmd|'/c calc'!A1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "+44=1"],
)
def test_what_a_spreadsheet_would_calculate_gets_an_apostrophe(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["+44 (0)1632 960100", "-12.50", "Quillhaven", "", "a=b", "5-2"])
def test_telephone_numbers_and_amounts_stay_as_they_are(text: str) -> None:
    assert safe(text) == text
