from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from engross.errors import InputError, UsageError
from engross.pipeline.letters import letters
from engross.pipeline.services import Services
from engross.testing.mailbox import MemoryMailbox

LINE = "From owen@wrackline.example Wed Oct 14 09:30:00 2026\n"


def mail(number: int, day: int = 14) -> str:
    date = dt.datetime(2026, 10, day, 9, 30, tzinfo=dt.UTC)
    return f"From: o@w.example\nSubject: {number}\nDate: {date:%d %b %Y %H:%M} +0000\n\nWhen?\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of mails, one in a folder inside, beside a file that is none."""
    made = tmp_path / "post"
    (made / "monday").mkdir(parents=True)
    (made / "b.eml").write_text(mail(2), encoding="utf-8")
    (made / "monday" / "c.EML").write_text(mail(3), encoding="utf-8")
    (made / "a.eml").write_text(mail(1), encoding="utf-8")
    (made / "list.txt").write_text("a list", encoding="utf-8")
    return made


def test_a_folder_gives_its_mails_in_the_order_of_their_names(
    services: Services, folder: Path
) -> None:
    found = list(letters(services, str(folder)))

    assert [(one.place, one.name) for one in found] == [
        ("a.eml", "a.eml"),
        ("b.eml", "b.eml"),
        ("monday/c.EML", "c.EML"),
    ]
    assert [one.data.decode() for one in found] == [mail(1), mail(2), mail(3)]


def test_of_a_maildir_every_file_is_a_mail(services: Services, tmp_path: Path) -> None:
    for name in ("cur", "new", "tmp"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"17.{name}.host:2,S").write_text(mail(1), encoding="utf-8")

    found = list(letters(services, str(tmp_path)))

    assert [one.name for one in found] == ["17.cur.host.eml", "17.new.host.eml"]


def test_a_mailbox_file_gives_its_mails_by_number(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "Inbox"
    path.write_text(f"{LINE}{mail(1)}\n{LINE}{mail(2)}\n", encoding="utf-8")

    found = list(letters(services, str(path)))

    assert [(one.place, one.name) for one in found] == [
        ("mail 1", "Inbox-0001.eml"),
        ("mail 2", "Inbox-0002.eml"),
    ]
    assert found[1].data.decode() == mail(2)


def test_an_export_gives_its_messages(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "tickets.json"
    entries = [{"from": "owen@wrackline.example", "text": "When?"}, {"text": "Who?"}]
    path.write_text(json.dumps(entries), encoding="utf-8")

    found = list(letters(services, str(path)))

    assert [(one.place, one.name, bool(one.problem)) for one in found] == [
        ("message 1", "tickets-0001.eml", False),
        ("message 2", "tickets-0002.eml", True),
    ]


def test_a_single_mail_is_a_mailbox_of_one(services: Services, folder: Path) -> None:
    assert [one.place for one in letters(services, str(folder / "a.eml"))] == ["a.eml"]


def test_only_mails_of_a_day_or_later_are_taken_and_those_without_a_day(
    services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "inbox.mbox"
    dateless = "From: o@w.example\nSubject: 3\n\nWhen?\n"
    path.write_text(
        f"{LINE}{mail(1, 13)}\n{LINE}{mail(2, 14)}\n{LINE}{dateless}\n", encoding="utf-8"
    )

    found = letters(services, str(path), dt.date(2026, 10, 14))

    assert [one.place for one in found] == ["mail 2", "mail 3"]


def test_a_folder_of_the_mail_server_is_asked_of_it(services: Services) -> None:
    mailbox = MemoryMailbox({"INBOX/To answer": [b"From: o@w.example\n\nWhen?", b""]})
    services = replace(services, mailbox=lambda: mailbox)

    found = list(letters(services, "imap:INBOX/To answer"))

    assert [(one.place, one.name) for one in found] == [
        ("INBOX/To answer 1", "INBOX-To-answer-1.eml"),
        ("INBOX/To answer 2", "INBOX-To-answer-2.eml"),
    ]
    assert [one.problem for one in found] == [
        "",
        "It is larger than 100 MB. See to it by hand.",
    ]


def test_without_a_mailbox_none_of_its_folders_is_read(services: Services) -> None:
    with pytest.raises(UsageError, match="No mailbox is set"):
        list(letters(replace(services, mailbox=lambda: None), "imap:INBOX"))


def test_a_folder_of_the_mail_server_has_a_name(services: Services) -> None:
    with pytest.raises(UsageError, match="which folder"):
        list(letters(services, "imap:"))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("notes.txt", "Owen rang.", "no mailbox file"),
        ("empty.mbox", "", "no mailbox file"),
        ("tickets.json", "{}", "no list of messages"),
        ("missing.mbox", None, "no such file"),
        ("missing.eml", None, "no such file"),
    ],
)
def test_what_is_no_mailbox_is_refused(
    services: Services, tmp_path: Path, name: str, content: str | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")

    with pytest.raises(InputError, match=message):
        list(letters(services, str(tmp_path / name)))


def test_a_folder_without_mails_is_refused(services: Services, tmp_path: Path) -> None:
    (tmp_path / "post").mkdir()

    with pytest.raises(InputError, match="no mail is in this folder"):
        list(letters(services, str(tmp_path / "post")))
