"""Files that are refused before any parser opens them."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from engross.errors import InputError
from engross.sources.file import SourceFile
from engross.sources.guard import check


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def refused(name: str, data: bytes, kind: str = "billing") -> str:
    with pytest.raises(InputError) as caught:
        check(SourceFile(name, data), kind)
    assert caught.value.file == name
    assert caught.value.remedy
    return caught.value.problem


SHEET = b"<worksheet><sheetData>%s</sheetData></worksheet>"


def workbook_with(sheet: bytes) -> bytes:
    return zipped({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": sheet})


@pytest.mark.parametrize("data", [b"", b"  \n\t "])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert "empty" in refused("time.csv", data)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("time.pdf", b"%PDF-1.7", "cannot be read as billing"),
        ("time", b"Date,Hours", "without an ending"),
        ("time.csv", zipped({"x": b"y"}), "a zip or Office file"),
        ("time.csv", b"%PDF-1.7", "a PDF"),
        ("time.csv", b"a\0b", "not text"),
        ("time.xlsx", b"Date,Hours", "something else"),
        ("time.xlsx", zipped({"word/document.xml": b"<w/>"}), "no Excel file"),
        ("time.xlsx", b"PK\x03\x04rubbish", "damaged"),
    ],
)
def test_a_file_of_another_type_than_its_name_says_is_refused(
    name: str, data: bytes, said: str
) -> None:
    assert said in refused(name, data)


def test_a_password_and_an_old_format_have_their_own_words() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512

    assert "password" in refused("a.xlsx", ole + "EncryptedPackage".encode("utf-16-le"))
    assert "before 2007" in refused("a.xlsx", ole)
    assert "password" in refused("a.docx", ole + "EncryptedPackage".encode("utf-16-le"), "notes")


def test_a_zip_that_unpacks_to_far_too_much_is_refused() -> None:
    bomb = workbook_with(b"<v>" + b"0" * 30_000_000 + b"</v>")

    assert len(bomb) < 100_000
    assert "not safe to open" in refused("a.xlsx", bomb)


def test_a_zip_with_two_parts_of_one_name_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("XL/Workbook.xml", "<workbook/>")

    assert "same name" in refused("a.xlsx", buffer.getvalue())


def test_a_zip_with_thousands_of_parts_is_refused() -> None:
    assert "parts" in refused("a.xlsx", zipped({f"p{n}": b"" for n in range(2001)}))


def test_a_part_that_declares_entities_is_refused() -> None:
    sheet = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>'

    assert "entities" in refused("a.xlsx", workbook_with(sheet))


def test_a_lone_cell_at_the_far_corner_is_refused() -> None:
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'

    assert "row 1,048,576" in refused("a.xlsx", workbook_with(SHEET % cell))


def test_a_part_that_is_larger_than_its_directory_says_is_refused() -> None:
    honest = workbook_with(SHEET % (b"<row/>" * 1000))
    with zipfile.ZipFile(io.BytesIO(honest)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    lying = honest.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))

    assert refused("a.xlsx", lying)


def test_an_honest_workbook_passes() -> None:
    book = Workbook()
    book.active.append(["Date", "Hours"])  # type: ignore[union-attr]
    buffer = io.BytesIO()
    book.save(buffer)

    check(SourceFile("billing.xlsx", buffer.getvalue()), "billing")
