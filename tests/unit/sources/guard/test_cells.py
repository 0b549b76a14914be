"""Sheets whose cells reach too far."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hostile_zips import ROW, SHEET, Part, sheet_of, workbook, zipped

Refused = Callable[..., str]
Remarked = Callable[..., list[str]]


def with_rows(rows: bytes, after: bytes = b"") -> bytes:
    return zipped(workbook(sheet_of(rows, after=after)))


FAR = "row 1,048,576 and column 16,384"


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="XFD1048576"/>',
        b"<c r='XFD1048576'/>",
        b'<c\nr="XFD1048576"/>',
        b'<c\tr="XFD1048576"/>',
        b'<c r ="XFD1048576"/>',
        b'<c r= "XFD1048576"/>',
        b'<c s="1" r="XFD1048576"/>',
        b'<x:c r="XFD1048576"/>',
        b'<c r="&#88;FD1048576"/>',
        b'<c r="xfd1048576"/>',
    ],
)
def test_a_cell_in_the_far_corner_is_refused_however_it_is_written(
    refused: Refused, cell: bytes
) -> None:
    # A character by number or a small letter counts only where a whole look is taken.
    rows = b'<row r="1">' + cell + b"\n</row>"

    assert FAR in refused("a.xlsx", with_rows(rows))


def test_the_width_of_one_row_and_the_depth_of_another_make_the_area(refused: Refused) -> None:
    rows = b'<row r="1"><c r="ZZ1"/></row><row r="99999"><c r="A99999"/></row>'

    assert "row 99,999 and column 702" in refused("a.xlsx", with_rows(rows))


@pytest.mark.parametrize("reference", [b"A1048577", b"A9999999", b"A12345678", b"XFE1", b"ZZZ1"])
def test_a_cell_outside_any_sheet_is_refused(refused: Refused, reference: bytes) -> None:
    assert refused("a.xlsx", with_rows(b'<row r="1"><c r="%b"/></row>' % reference))


@pytest.mark.parametrize("reference", [b"A1048576", b"P1048576", b"XFD1000", b"Q1000000"])
def test_a_cell_far_out_in_one_direction_passes(remarked: Remarked, reference: bytes) -> None:
    assert remarked("a.xlsx", with_rows(b'<row r="1"><c r="%b"/></row>' % reference)) == []


def test_a_reference_that_is_none_is_refused(refused: Refused) -> None:
    assert "outside any sheet" in refused("a.xlsx", with_rows(b"<row>\n<c r='1A'/></row>"))


def test_the_extent_that_a_sheet_claims_is_not_believed(remarked: Remarked) -> None:
    claimed = b'<dimension ref="A1:XFD1048576"/>'

    assert remarked("a.xlsx", zipped(workbook(sheet_of(ROW, before=claimed)))) == []


def test_a_sheet_is_known_by_its_contents_and_not_by_its_name(refused: Refused) -> None:
    far = sheet_of(b'<row r="1"><c r="XFD1048576"/></row>')

    assert FAR in refused("a.xlsx", zipped(workbook(SHEET, Part("xl/odd/thing.bin", far))))


@pytest.mark.parametrize(
    "merged",
    [
        b'<mergeCell ref="A1:XFD1048576"/>',
        b"".join(b'<mergeCell ref="A%d:B%d"/>' % (n, n) for n in range(1, 100_002)),
    ],
)
def test_too_much_merged_is_refused(refused: Refused, merged: bytes) -> None:
    after = b"<mergeCells>" + merged + b"</mergeCells>"

    assert "merged" in refused("a.xlsx", with_rows(ROW, after=after))


def test_a_reference_cut_by_the_end_of_a_chunk_is_seen(refused: Refused) -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d"/></row>' % (n, n) for n in range(1, 60_000))

    assert FAR in refused("a.xlsx", with_rows(rows + b'<c r="XFD1048576"/>' + rows))
