"""OpenDocument spreadsheets."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hostile_zips import Part, encrypted_spreadsheet, repeated, spreadsheet

Refused = Callable[..., str]
Remarked = Callable[..., list[str]]
EMPTY = (
    '<table:table-row table:number-rows-repeated="1048570"><table:table-cell '
    'table:number-columns-repeated="16384"/></table:table-row>'
)


def test_a_cell_repeated_over_a_whole_sheet_is_refused(refused: Refused) -> None:
    said = refused("a.ods", spreadsheet(repeated(1_000_000, 16_384)))

    assert "row 1,000,000 and column 16,384" in said


def test_the_empty_rest_of_a_sheet_may_be_repeated(remarked: Remarked) -> None:
    assert remarked("a.ods", spreadsheet(repeated(2, 3) + EMPTY)) == []


def test_each_table_is_counted_apart(remarked: Remarked) -> None:
    wide, deep = repeated(1, 16_384), EMPTY + repeated(1, 1)

    assert remarked("a.ods", spreadsheet(wide + "</table:table><table:table>" + deep)) == []


def test_an_encrypted_manifest_is_a_password(refused: Refused) -> None:
    assert "password" in refused("a.ods", encrypted_spreadsheet())


@pytest.mark.parametrize("doctype", ["", '<!DOCTYPE manifest:manifest SYSTEM "Manifest.dtd">'])
def test_a_manifest_may_name_the_document_type_that_old_programs_gave_it(
    remarked: Remarked, doctype: str
) -> None:
    manifest = Part("META-INF/manifest.xml", f"{doctype}<manifest/>".encode())

    assert remarked("a.ods", spreadsheet(repeated(1, 1), manifest)) == []


def test_a_manifest_that_declares_entities_is_refused(refused: Refused) -> None:
    manifest = Part("META-INF/manifest.xml", b'<!DOCTYPE m [<!ENTITY a "b">]><manifest/>')

    assert "document type" in refused("a.ods", spreadsheet("", manifest))


def test_macros_and_links_are_remarked(remarked: Remarked) -> None:
    link = '<table:table-source xlink:href="http://203.0.113.7/a.ods"/>'
    data = spreadsheet(link + repeated(1, 1), Part("Basic/Standard/Module1.xml", b"<module/>"))

    assert remarked("a.ods", data) == ["macros-ignored", "external-links"]
