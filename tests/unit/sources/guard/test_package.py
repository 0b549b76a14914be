"""Zips that explode, or that two programs would read differently."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hostile_zips import (
    ROW,
    SHEET,
    Part,
    contradicting,
    deflated,
    overlapping,
    sheet_of,
    workbook,
    zipped,
)

from engross.errors import InputError
from engross.sources.file import SourceFile
from engross.sources.guard.package import Package

Refused = Callable[..., str]
Remarked = Callable[..., list[str]]


def with_part(name: str, data: bytes = b"", **told: int) -> bytes:
    return zipped(workbook(SHEET, Part(name, data, **told)))  # type: ignore[arg-type]


def test_a_part_that_unpacks_to_far_too_much_is_refused(refused: Refused) -> None:
    bomb = zipped(workbook(sheet_of(b"0" * 5_000_000)))

    assert len(bomb) < 10_000
    assert "unpacks to 5,0" in refused("a.xlsx", bomb)


def test_parts_that_unpack_to_too_much_together_are_refused(refused: Refused) -> None:
    parts = [Part(f"xl/media/{n}.png", packed=bytes(500_000), unpacked=10**8) for n in range(8)]

    assert "unpacks to more than 700 MB" in refused("a.xlsx", zipped(workbook(SHEET, *parts)))


def test_a_part_that_is_larger_than_its_directory_says_is_refused(refused: Refused) -> None:
    lying = with_part("xl/a.xml", sheet_of(ROW * 1_000), unpacked=100)

    assert "larger than it says" in refused("a.xlsx", lying)


def test_a_part_that_ends_early_is_damaged(refused: Refused) -> None:
    assert "ends too early" in refused("a.xlsx", with_part("xl/a.xml", b"<a/>", unpacked=100))


def test_a_part_that_is_no_deflate_is_damaged(refused: Refused) -> None:
    part = Part("xl/a.xml", packed=b"\xff\xff\xff\xff", unpacked=100)

    assert "cannot be unpacked" in refused("a.xlsx", zipped(workbook(SHEET, part)))


@pytest.mark.parametrize(
    "name",
    ["xl/worksheets/sheet1.xml", "XL/Worksheets/SHEET1.xml", "xl\\worksheets\\sheet1.xml"],
)
def test_two_parts_of_the_same_name_are_refused(refused: Refused, name: str) -> None:
    assert "same name" in refused("a.xlsx", with_part(name, SHEET))


@pytest.mark.parametrize("name", ["../a", "xl/../../a", "/a", "\\a", "C:a", "xl\\..\\a", "a\nb"])
def test_a_name_that_leads_out_of_the_file_is_refused(refused: Refused, name: str) -> None:
    assert "leads out" in refused("a.xlsx", with_part(name))


def test_names_with_slashes_that_lean_the_other_way_are_read(remarked: Remarked) -> None:
    parts = [
        Part(part.name.replace("/", "\\"), part.data) if part.name.startswith("xl") else part
        for part in workbook(SHEET)
    ]

    assert remarked("a.xlsx", zipped(parts)) == []


def test_a_link_to_another_file_is_refused(refused: Refused) -> None:
    assert "a link" in refused("a.xlsx", with_part("xl/a", b"/etc/passwd", mode=0o120777))


def test_thousands_of_parts_are_refused(refused: Refused) -> None:
    assert "parts" in refused("a.xlsx", zipped(Part(f"p{n}") for n in range(2_001)))


def test_parts_that_share_bytes_are_refused(refused: Refused) -> None:
    assert "share the same bytes" in refused("a.xlsx", overlapping())


def test_a_name_before_the_data_that_is_another_is_refused(refused: Refused) -> None:
    assert "contradicts" in refused("a.xlsx", contradicting())


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (zipped(workbook(SHEET))[:-30], "its end is missing"),
        (zipped(workbook(SHEET)) + b"more", "behind its end"),
        (b"PK\x03\x04rubbish", "its end is missing"),
        (b"PK\x03\x04rubbish" + zipped(workbook(SHEET)), "before its first part"),
    ],
)
def test_a_zip_that_is_not_the_whole_file_is_refused(
    refused: Refused, data: bytes, said: str
) -> None:
    assert said in refused("a.xlsx", data)


def test_an_encrypted_part_is_a_password(refused: Refused) -> None:
    plain = zipped(workbook(SHEET))
    at = plain.index(b"PK\x01\x02") + 8

    assert "password" in refused("a.xlsx", plain[:at] + b"\x01" + plain[at + 1 :])


def test_a_part_is_streamed_a_megabyte_at_a_time() -> None:
    data = bytes(range(256)) * 10_000
    package = Package(SourceFile("a.xlsx", zipped([Part("a", data)])))
    chunks = list(package.chunks(package.parts["a"]))

    assert b"".join(chunks) == data
    assert max(map(len, chunks)) <= 1 << 20


def test_a_stored_part_is_read() -> None:
    zip_of_one = bytearray(zipped([Part("a", b"plain", packed=b"plain")]))
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        zip_of_one[zip_of_one.index(mark) + offset] = 0
    package = Package(SourceFile("a.xlsx", bytes(zip_of_one)))

    assert package.read(package.parts["a"]) == b"plain"


def test_an_unusual_packing_is_refused() -> None:
    packed = bytearray(zipped([Part("a", b"plain", packed=deflated(b"plain"))]))
    packed[packed.index(b"PK\x01\x02") + 10] = 12

    with pytest.raises(InputError, match="unusual way"):
        Package(SourceFile("a.xlsx", bytes(packed)))
