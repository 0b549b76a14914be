"""What is in a workbook or a Word file and is not read."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from docx import Document
from hostile_zips import SHEET, Part, external_link, styles, workbook, zipped
from openpyxl import Workbook

from engross.sources.file import SourceFile
from engross.sources.guard import check

Refused = Callable[..., str]
Remarked = Callable[..., list[str]]
MACROS = Part("xl/vbaProject.bin", b"Attribute VB_Name")


def test_an_honest_workbook_passes(remarked: Remarked) -> None:
    book = Workbook()
    book.active.append(["Date", "Hours"])  # type: ignore[union-attr]
    buffer = io.BytesIO()
    book.save(buffer)

    assert remarked("billing.xlsx", buffer.getvalue()) == []


def test_an_honest_word_file_passes(remarked: Remarked) -> None:
    buffer = io.BytesIO()
    Document().save(buffer)

    assert remarked("call.docx", buffer.getvalue(), "notes") == []


@pytest.mark.parametrize(("name", "severity"), [("a.xlsm", "note"), ("a.xlsx", "warn")])
def test_macros_are_remarked_more_gravely_where_they_have_no_place(
    name: str, severity: str
) -> None:
    (remark,) = check(SourceFile(name, zipped(workbook(SHEET, MACROS))), "billing")

    assert (remark.rule, remark.severity) == ("macros-ignored", severity)
    assert remark.place == "xl/vbaProject.bin"


def test_a_link_to_another_workbook_is_remarked(remarked: Remarked) -> None:
    assert remarked("a.xlsx", external_link()) == ["external-links"]


def test_a_hyperlink_is_not_remarked(remarked: Remarked) -> None:
    relation = (
        b'<Relationships><Relationship Id="r1" TargetMode="External" Target="https://example.com"'
        b' Type="http://x/relationships/hyperlink"/></Relationships>'
    )
    part = Part("xl/worksheets/_rels/sheet1.xml.rels", relation)

    assert remarked("a.xlsx", zipped(workbook(SHEET, part))) == []


def test_a_file_inside_is_remarked(remarked: Remarked) -> None:
    part = Part("xl/embeddings/oleObject1.bin", b"\xd0\xcf")

    assert remarked("a.xlsx", zipped(workbook(SHEET, part))) == ["embedded-files"]


def test_more_formats_than_excel_allows_are_refused(refused: Refused) -> None:
    assert "number formats" in refused("a.xlsx", styles())


def test_a_workbook_whose_main_part_is_missing_is_damaged(refused: Refused) -> None:
    parts = [part for part in workbook(SHEET) if part.name != "xl/workbook.xml"]

    assert "main part is missing" in refused("a.xlsx", zipped(parts))


def test_a_workbook_may_keep_its_parts_in_any_folder(remarked: Remarked) -> None:
    parts = workbook(SHEET, main="book/workbook.xml")

    assert remarked("a.xlsx", zipped(parts)) == []
