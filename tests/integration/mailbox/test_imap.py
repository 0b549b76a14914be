"""The mailbox against a real Dovecot on loopback."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from engross.adapters.imap import ImapMailbox
from engross.errors import MailboxError
from engross.settings import Settings
from engross.wiring.doctor import _mailbox
from integration.mailbox.conftest import MakeMail
from integration.mailbox.dovecot import PASSWORD, Dovecot

DRAFTS = "Letters to finish"
RUN = "support_reply-20261014-a1b2c3"
FEBRUARY = '"10-Feb-2026 09:00:00 +0000"'


def test_mails_are_read_byte_for_byte_and_stay_unread(
    server: Dovecot, user: str, mailbox: ImapMailbox, make_mail: MakeMail
) -> None:
    mails = [make_mail(number) for number in (1, 2, 3)]
    server.put(user, "INBOX", *mails)

    read = [mail.data for mail in mailbox.mails("INBOX")]

    assert read == mails
    assert not any("Seen" in flags for flags in server.flags(user, "INBOX"))


def test_a_mail_keeps_its_number_when_another_one_goes(
    server: Dovecot, user: str, mailbox: ImapMailbox, make_mail: MakeMail
) -> None:
    server.put(user, "INBOX", make_mail(1), make_mail(2))
    before = {mail.data: mail.uid for mail in mailbox.mails("INBOX")}
    with server.entered(user) as box:
        box.select("INBOX")
        box.store("1", "+FLAGS", r"(\Deleted)")
        box.expunge()

    after = {mail.data: mail.uid for mail in mailbox.mails("INBOX")}

    assert after == {make_mail(2): before[make_mail(2)]}


def test_only_mails_that_came_in_since_a_day_are_read(
    server: Dovecot, user: str, mailbox: ImapMailbox, make_mail: MakeMail
) -> None:
    server.put(user, "INBOX", make_mail(1))
    with server.entered(user) as box:
        box.append("INBOX", "", FEBRUARY, make_mail(2))

    since_march = [mail.data for mail in mailbox.mails("INBOX", dt.date(2026, 3, 1))]

    assert since_march == [make_mail(1)]


def test_an_empty_folder_has_no_mails(mailbox: ImapMailbox) -> None:
    assert list(mailbox.mails("INBOX")) == []


def test_a_folder_that_is_not_there_is_named_with_those_that_are(mailbox: ImapMailbox) -> None:
    with pytest.raises(MailboxError, match=r"no folder 'Post'.*It has: .*Sent"):
        list(mailbox.mails("Post"))


def test_ten_times_the_same_draft_is_one_draft_marked_as_such(
    server: Dovecot, user: str, mailbox: ImapMailbox, make_mail: MakeMail
) -> None:
    draft = make_mail(1, "X-Unsent: 1", f"X-Engross-Draft: {RUN}")

    added = [mailbox.add_draft(draft, RUN) for _ in range(10)]

    assert added == [True, *[False] * 9]
    assert list(server.mails(user, DRAFTS)) == [draft]
    assert [r"\Draft" in flags for flags in server.flags(user, DRAFTS)] == [True]


def test_drafts_of_people_and_of_other_runs_are_left_alone(
    server: Dovecot, user: str, mailbox: ImapMailbox, make_mail: MakeMail
) -> None:
    own, other = make_mail(1), make_mail(2, f"X-Engross-Draft: {RUN}0")
    server.put(user, DRAFTS, own, other)
    draft = make_mail(3, f"X-Engross-Draft: {RUN}")

    assert mailbox.add_draft(draft, RUN)

    assert list(server.mails(user, DRAFTS)) == [own, other, draft]
    assert "Draft" not in server.flags(user, DRAFTS)[0]


def test_a_server_with_a_certificate_of_its_own_making_is_told_nothing(
    server: Dovecot, user: str
) -> None:
    asked: list[str] = []
    mailbox = ImapMailbox(
        server.address(user, "imaps"), lambda name: asked.append(name) or PASSWORD
    )

    with pytest.raises(MailboxError, match=r"does not prove who it is"):
        list(mailbox.mails("INBOX"))
    assert asked == []


def test_a_server_whose_certificate_is_known_is_read_by_tls(
    server: Dovecot,
    user: str,
    make_mail: MakeMail,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    server.put(user, "INBOX", make_mail(1))
    mailbox = ImapMailbox(server.address(user, "imaps"), lambda _name: PASSWORD)

    assert [mail.data for mail in mailbox.mails("INBOX")] == [make_mail(1)]


def test_a_wrong_password_is_told_and_asked_for_again(server: Dovecot, user: str) -> None:
    passwords = iter(["a wrong one", PASSWORD])
    mailbox = ImapMailbox(server.address(user), lambda _name: next(passwords))

    with pytest.raises(MailboxError, match=r"does not let .* in") as caught:
        list(mailbox.mails("INBOX"))

    assert "a wrong one" not in str(caught.value)
    assert list(mailbox.mails("INBOX")) == []


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    mailbox = ImapMailbox("imap://office@127.0.0.1:1", lambda _name: str(tmp_path))

    with pytest.raises(MailboxError, match=r"office on 127.0.0.1: Connection refused"):
        mailbox.add_draft(b"", RUN)


def test_the_doctor_tries_the_mailbox_and_names_its_drafts_folder(
    server: Dovecot, user: str, tmp_path: Path
) -> None:
    settings = Settings(workspace=tmp_path, imap=server.address(user), imap_password=PASSWORD)

    examined = _mailbox(settings)

    assert (examined.fine, examined.found) == (
        True,
        f"{user} on 127.0.0.1, drafts go to 'Letters to finish'",
    )
    assert not _mailbox(settings.model_copy(update={"imap_password": "wrong"})).fine
    assert "not tried" in _mailbox(settings.model_copy(update={"imap_password": ""})).found
    assert _mailbox(Settings(workspace=tmp_path)).found == "none set (ENGROSS_IMAP)"
