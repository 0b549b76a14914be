from __future__ import annotations

import io
import mailbox
from pathlib import Path

import pytest

from engross.sources.readers.mail.mbox import begins_mbox, mails_of

LINE = b"From owen@wrackline.example Wed Oct 14 09:30:00 2026\n"
FIRST = b"From: Owen <owen@wrackline.example>\nSubject: One\n\nWhen is it due?\n"
SECOND = b"From: Ada <ada@wrackline.example>\nSubject: Two\n\nThank you.\n"


def read(data: bytes) -> list[bytes]:
    return list(mails_of(io.BytesIO(data)))


def test_each_mail_is_as_it_stands_without_the_lines_between() -> None:
    assert read(LINE + FIRST + b"\n" + LINE + SECOND + b"\n") == [FIRST, SECOND]


def test_a_file_as_the_standard_library_writes_it_is_read_the_same(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "inbox.mbox")
    for mail in (FIRST, SECOND):
        box.add(mail)
    box.close()

    assert read((tmp_path / "inbox.mbox").read_bytes()) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "line",
    [
        b"From - Wed Oct 14 09:30:00 2026\r\n",
        b"From owen@wrackline.example Wed Oct 14 09:30:00 +0100 2026\n",
        b'From "owen fairweather"@wrackline.example Wed Oct 14 09:30 2026\n',
        b"From 1760434200@xxx Wed Oct 14 09:30:00 +0000 2026\n",
        b"From owen@wrackline.example 2026-10-14\n",
        b"From owen@wrackline.example\n",
        b"From ???@???\n",
    ],
)
def test_the_line_between_may_be_written_in_any_of_the_usual_ways(line: bytes) -> None:
    assert read(line + FIRST + b"\n" + line + SECOND) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "words",
    [
        b"Two things.\n\nFrom our side: nothing.\nTo be clear: we agree.\n\nOwen\n",
        b"Two things.\n\nFrom April on we pay monthly.\n\nOwen\n",
        b"We can meet\nFrom 09:30 on Wednesday 14 October 2026\nNote: bring the ledger.\n",
        b"\nFrom Monday 12 October 2026 at 10:00 I am away.\n\nOwen\n",
    ],
)
def test_a_line_of_a_mail_s_own_that_begins_so_stays_in_it(words: bytes) -> None:
    mail = b"From: Owen <owen@wrackline.example>\nSubject: One\n\n" + words

    assert read(LINE + mail + b"\n" + LINE + SECOND) == [mail, SECOND]


def test_a_mail_without_a_blank_line_after_it_is_told_from_the_next() -> None:
    assert read(LINE + FIRST + LINE + SECOND) == [FIRST, SECOND]


def test_what_stands_before_the_first_line_is_a_mail() -> None:
    assert read(FIRST + b"\n" + LINE + SECOND) == [FIRST, SECOND]


def test_blanks_and_a_byte_order_mark_are_no_mail() -> None:
    assert read(b"\xef\xbb\xbf\n\n" + LINE + FIRST + b"\n\n") == [FIRST + b"\n"]


def test_nothing_holds_no_mails() -> None:
    assert read(b"") == read(b"\n\n") == []


@pytest.mark.parametrize(
    ("data", "begins"),
    [(LINE, True), (b"\xef\xbb\xbf\r\n" + LINE, True), (b"From: Owen", False), (b"", False)],
)
def test_a_mailbox_file_is_known_by_its_first_line(data: bytes, *, begins: bool) -> None:
    assert begins_mbox(data) is begins
