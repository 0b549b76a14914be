"""Text out of bytes."""

from __future__ import annotations

import pytest

from engross.errors import InputError
from engross.sources.file import SourceFile
from engross.sources.texts import Text, clean, decode


def decoded(data: bytes) -> Text:
    return decode(SourceFile("notes.txt", data))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_in_its_encodings(encoding: str) -> None:
    text = "Wrackline owes £1,200… by Friday"

    assert decoded(text.encode(encoding)) == Text(text, encoding)


def test_windows_text_is_what_is_left() -> None:
    assert decoded(b"\xa31,200 \x85 caf\xe9") == Text("£1,200 … café", "cp1252")


def test_a_macintosh_s_text_is_known_by_its_line_ends_and_no_break_space() -> None:
    assert decoded(b"a\xcab\r\xa3 5\r") == Text("a\u00a0b\n£ 5\n", "mac-roman")
    assert decoded(b"a\xcab\n").encoding == "cp1252"


def test_lines_of_two_encodings_are_each_read_in_their_own() -> None:
    assert decoded("£5\r\n".encode() + b"\xa37\r\n") == Text("£5\n£7\n", "utf-8 and cp1252")


def test_characters_of_no_encoding_are_refused() -> None:
    with pytest.raises(InputError):
        decoded(b"a\x81b")


def test_what_nobody_sees_is_left_out() -> None:
    assert clean("a\u200bb\u202ec\x00\r\nd\re") == "abc\nd\ne"


def test_an_empty_file_is_an_empty_text() -> None:
    assert decoded(b"") == Text("", "utf-8")
