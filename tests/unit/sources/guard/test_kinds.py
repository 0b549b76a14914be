"""Files whose name and contents disagree."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hostile_containers import compound
from hostile_zips import SHEET, Part, workbook, zipped

from engross.errors import InputError
from engross.sources.file import SourceFile
from engross.sources.guard import READABLE, check

Refused = Callable[..., str]
BOOK = zipped(workbook(SHEET))


@pytest.mark.parametrize("data", [b"", b"  \n\t "])
def test_an_empty_file_is_refused(refused: Refused, data: bytes) -> None:
    assert "empty" in refused("time.csv", data)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("time.pdf", b"%PDF-1.7", "cannot be read as billing"),
        ("time.xlsb", b"PK\x03\x04", "cannot be read as billing"),
        ("time", b"Date,Hours", "without an ending"),
        ("time.csv", zipped([Part("x", b"y")]), "a zip archive"),
        ("time.csv", BOOK, "an Excel workbook"),
        ("time.xls", BOOK, "an Excel workbook"),
        ("time.csv", zipped([Part("Index/Document.iwa", b"y")]), "Numbers"),
        ("time.csv", b"%PDF-1.7", "a PDF"),
        ("time.csv", b"\x89PNG\r\n", "a picture"),
        ("time.csv", b"MZ\x90\0\3", "a program"),
        ("time.csv", b"Date,Hours\0\n", "not text"),
        ("time.xlsx", b"Date,Hours", "plain text"),
        ("time.xls", b"Date,Hours", "plain text"),
        ("time.xls", b"\r\n <HTML><table>", "a web page"),
        ("time.csv", b"<!DOCTYPE html><html>", "a web page"),
        ("time.xls", b"<W xmlns='urn:schemas-microsoft-com:office:spreadsheet'>", "Excel 2003"),
        ("time.xlsx", zipped([Part("word/document.xml", b"<w/>")]), "Word document"),
        ("time.xlsx", zipped(workbook(SHEET, main="xl/workbook.bin")), "binary Excel"),
        ("time.xlsx", compound({"Workbook": b""}), "old Excel workbook"),
        ("time.xlsx", compound({"EncryptedPackage": b""}), "password"),
        ("time.ods", BOOK, "an Excel workbook"),
        ("time.ods", zipped([]), "a zip archive"),
        ("time.xlsx", zipped([Part("folder/")]), "a zip archive"),
    ],
)  # fmt: skip
def test_a_file_of_another_type_than_its_name_says_is_refused(
    refused: Refused, name: str, data: bytes, said: str
) -> None:
    assert said in refused(name, data)


def test_an_outlook_message_named_as_a_mail_says_how_to_save_it(refused: Refused) -> None:
    said = refused("call.docx", compound({"__properties_version1.0": b""}), "notes")

    assert "Outlook message" in said


def test_words_that_begin_as_a_program_does_are_text() -> None:
    assert check(SourceFile("time.csv", b"MZ,BZh\n1,2\n"), "billing") == ()


def test_a_name_that_hides_its_ending_is_refused() -> None:
    with pytest.raises(InputError, match="nobody sees") as caught:
        check(SourceFile("time\u202evsc.csv", b"a,b"), "billing")

    assert caught.value.file == "timevsc.csv"


def test_a_file_that_is_too_large_is_refused(refused: Refused) -> None:
    assert "larger than" in refused("time.csv", b"x" * 100_000_001)


def test_every_ending_of_a_spreadsheet_is_readable_as_billing_and_as_crm() -> None:
    assert {".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv"} <= set(READABLE["billing"])
    assert {".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv"} <= set(READABLE["crm"])
