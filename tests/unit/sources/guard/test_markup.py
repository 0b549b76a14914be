"""Document types and encodings that could hide what a parser would do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hostile_zips import SHEET, Part, laughs, workbook, zipped

Refused = Callable[..., str]
Remarked = Callable[..., list[str]]


def with_sheet(sheet: bytes) -> bytes:
    return zipped(workbook(sheet))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_entities_are_refused_in_every_encoding(refused: Refused, encoding: str) -> None:
    assert "document type" in refused("a.xlsx", with_sheet(laughs().encode(encoding)))


@pytest.mark.parametrize(
    "before",
    [b"\n", b"<!-- a -->", b"<?a b?>", b" " * 70_000, b"<!--" + b"a" * 70_000 + b"-->"],
)
def test_entities_are_refused_whatever_stands_before_them(refused: Refused, before: bytes) -> None:
    assert refused("a.xlsx", with_sheet(before + laughs().encode()))


@pytest.mark.parametrize(
    "declared",
    [
        b'<?xml version="1.0" encoding="UTF-7"?>',
        b"<?xml version='1.0' encoding = 'cp037'?>",
        b'<?xml version="1.0" encoding="UTF-32"?>',
    ],
)
def test_an_encoding_that_no_program_writes_is_refused(refused: Refused, declared: bytes) -> None:
    assert "unusual encoding" in refused("a.xlsx", with_sheet(declared + SHEET))


def test_four_bytes_for_each_character_are_refused(refused: Refused) -> None:
    assert "unusual encoding" in refused("a.xlsx", with_sheet(laughs().encode("utf-32-le")))


@pytest.mark.parametrize("data", [b"Date,Hours", b"\x4c\x6f\xa7\x94"])
def test_a_part_that_should_be_xml_and_is_not_is_damaged(refused: Refused, data: bytes) -> None:
    assert "no XML" in refused("a.xlsx", zipped(workbook(SHEET, Part("xl/a.xml", data))))


@pytest.mark.parametrize(
    "sheet",
    [
        SHEET,
        SHEET.decode().encode("utf-16"),
        b"\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\r\n" + SHEET,
        SHEET.replace(b"Hours", b"&lt;!DOCTYPE"),
    ],
)
def test_an_honest_sheet_passes(remarked: Remarked, sheet: bytes) -> None:
    assert remarked("a.xlsx", with_sheet(sheet)) == []


@pytest.mark.parametrize("doctype", [b"<!DOCTYPE html>", b"<!doctype HTML PUBLIC 'a' 'b'>"])
def test_a_web_page_that_was_brought_in_passes(remarked: Remarked, doctype: bytes) -> None:
    page = Part("xl/page.htm", doctype + b"<html><p>Fees</html>")

    assert remarked("a.xlsx", zipped(workbook(SHEET, page))) == []


@pytest.mark.parametrize(
    "page", [b"<!DOCTYPE html>" + SHEET, b"<!DOCTYPE html [<!ENTITY a 'b'>]><html/>"]
)
def test_nothing_hides_behind_a_web_page(refused: Refused, page: bytes) -> None:
    assert "document type" in refused("a.xlsx", with_sheet(page))


def test_an_empty_part_passes(remarked: Remarked) -> None:
    assert remarked("a.xlsx", zipped(workbook(SHEET, Part("docProps/custom.xml", b"")))) == []
