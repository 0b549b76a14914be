"""Text files."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.sources.file import SourceFile
from engross.sources.guard import check

Refused = Callable[..., str]
LINE = "2026-10-14,Ann Hale,1.5\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_passes_in_every_encoding_that_is_read(encoding: str) -> None:
    text = ("Date;Person;£\r\n" + LINE) * 3

    assert check(SourceFile("time.csv", text.encode(encoding)), "billing") == ()


def test_a_nul_byte_is_refused_with_its_line(refused: Refused) -> None:
    said = refused("time.csv", (LINE * 9).encode() + b"a\0b")

    assert "line 10: it is not text" in said


def test_two_bytes_for_each_character_without_a_mark_are_named(refused: Refused) -> None:
    assert "UTF-16 without the mark" in refused("time.csv", LINE.encode("utf-16-le"))


@pytest.mark.parametrize(("name", "line"), [("a.csv", b"," * 20_000), ("a.csv", b"a" * 4_000_001)])
def test_a_line_that_no_program_writes_is_refused(refused: Refused, name: str, line: bytes) -> None:
    assert refused(name, LINE.encode() + line).startswith("line 2: one line")


def test_old_mac_line_ends_are_line_ends() -> None:
    data = (LINE * 60_000).replace("\n", "\r").encode()

    assert check(SourceFile("time.csv", data), "billing") == ()


def test_a_note_may_be_one_long_line_with_many_commas() -> None:
    assert check(SourceFile("call.txt", b"so, " * 20_000), "notes") == ()


@pytest.mark.parametrize(
    ("character", "severity"), [("\u200b", "note"), ("\x07", "note"), ("\u202e", "warn")]
)
def test_what_nobody_sees_is_remarked_with_its_first_line(character: str, severity: str) -> None:
    text = LINE + f"2026-10-15,Ann{character} Hale,2{character}\n"
    (remark,) = check(SourceFile("time.csv", text.encode()), "billing")

    assert (remark.rule, remark.severity) == ("hidden-characters", severity)
    assert remark.place == "line 2"
    assert "2 characters" in remark.message
    assert f"U+{ord(character):04X}" in remark.message


def test_json_must_begin_as_json_does(refused: Refused) -> None:
    assert check(SourceFile("a.json", b'\xef\xbb\xbf {"records": []}'), "crm") == ()
    assert "no JSON" in refused("a.json", b"Name,Stage", "crm")
