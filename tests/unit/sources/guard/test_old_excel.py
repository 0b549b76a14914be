"""Compound files and the old workbooks in them."""

from __future__ import annotations

import struct
from collections.abc import Callable

import pytest
from hostile_containers import BEGIN, compound, records

Refused = Callable[..., str]
Remarked = Callable[..., list[str]]
END = (0x0A, b"")
HONEST = records(BEGIN, END)


def test_an_honest_workbook_passes(remarked: Remarked) -> None:
    assert remarked("a.xls", compound({"Workbook": HONEST})) == []


def test_a_workbook_without_a_container_passes(remarked: Remarked) -> None:
    assert remarked("a.xls", records((0x0009, bytes(4)), END)) == []


def test_a_password_is_seen(refused: Refused) -> None:
    data = compound({"Workbook": records(BEGIN, (0x2F, bytes(54)), END)})

    assert "password" in refused("a.xls", data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (compound({"Workbook": HONEST}, loop=True), "circle"),
        (compound({"Workbook": HONEST}, tables=0x7FFFFFFF), "larger than the file"),
        (compound({}, directory=0x00FFFFFF), "beyond its end"),
        (compound({"Workbook": HONEST})[:60], "header is cut"),
        (compound({"Workbook": records(BEGIN, (0xFC, bytes(8)), length=0xFFFF)}), "longer"),
        (compound({"Workbook": b"\1\2\3\4"}), "first record"),
        (compound({"Pictures": b""}), "without a workbook"),
        (compound({"WordDocument": b""}), "without a workbook"),
    ],
)
def test_a_container_or_record_that_lies_is_refused(
    refused: Refused, data: bytes, said: str
) -> None:
    assert said in refused("a.xls", data)


def test_a_stream_that_is_shorter_than_its_size_is_refused(refused: Refused) -> None:
    data = bytearray(compound({"Workbook": HONEST}))
    size = struct.pack("<Q", 4096)
    at = data.index(size, 1024 + 128)
    data[at : at + 8] = struct.pack("<Q", 8192)

    assert "ends before its end" in refused("a.xls", bytes(data))


def test_a_folder_of_the_workbook_s_name_is_no_workbook(refused: Refused) -> None:
    data = bytearray(compound({"Workbook": HONEST}))
    data[1024 + 128 + 66] = 1

    assert "a stream is missing" in refused("a.xls", bytes(data))


def test_a_file_cut_at_any_place_is_refused(refused: Refused) -> None:
    data = compound({"Workbook": HONEST, "_VBA_PROJECT": b""})

    assert all(refused("a.xls", data[:end]) for end in range(10, len(data) - 4096 * 2, 7))


def test_macros_and_links_to_other_workbooks_are_remarked(remarked: Remarked) -> None:
    stream = records(BEGIN, (0x01AE, bytes(4)), (0x01AE, bytes(20)), END)
    data = compound({"Workbook": stream, "_VBA_PROJECT": b""})

    assert remarked("a.xls", data) == ["macros-ignored", "external-links"]
