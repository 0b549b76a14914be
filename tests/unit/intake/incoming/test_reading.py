"""An `.eml` file to the mail that a run is about, as its child process read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from engross.errors import InputError
from engross.intake import GivenFile
from engross.intake.incoming import incoming_mail
from engross.workspace.register import Firm

Mail = Callable[..., GivenFile]


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader in this process, where a test is not about the child."""
    from engross.intake.incoming import reading  # noqa: PLC0415 - what is patched
    from engross.sources.readers import mail as reader  # noqa: PLC0415 - the same

    monkeypatch.setattr(reading, "read_document", reader.read)


def test_a_mail_is_read_apart_from_everything_else(office: Firm, mail: Mail) -> None:
    found = incoming_mail(
        mail(References="<r1@x> <r2@x>", In_Reply_To="<r2@x>", Cc="Joss <joss@wrackline.example>"),
        office,
    )

    assert (found.message_id, found.thread) == ("one@wrackline.example", "r1@x")
    assert (found.in_reply_to, found.references) == ("r2@x", ("r1@x", "r2@x"))
    assert (found.from_name, found.from_address) == ("Ruth Adeyemi", "ruth@wrackline.example")
    assert (found.to, found.cc) == (
        ("office@penhallowreeve.example",),
        ("joss@wrackline.example",),
    )
    assert found.received == dt.datetime(2026, 11, 23, 9, 2, 11, tzinfo=dt.UTC)
    assert (found.trust, found.client, found.matter) == ("verified", "wrackline", "accounts-2026")
    assert found.words == "A question\nWhen is our VAT return due?"
    assert (found.automatic, found.own) == (False, False)


@pytest.mark.usefixtures("here")
def test_it_was_received_when_it_was_sent_where_no_server_says(office: Firm, mail: Mail) -> None:
    found = incoming_mail(mail(Received="from there by here"), office)

    assert found.received == found.sent == dt.datetime(2026, 11, 23, 9, 1, tzinfo=dt.UTC)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("stated", ["", "no id", "<>", f"<{'x' * 400}@y>", "<with a space@x>"])
def test_a_mail_without_a_usable_id_is_known_by_its_bytes(
    office: Firm, mail: Mail, stated: str
) -> None:
    file = mail(Message_ID=stated)

    assert incoming_mail(file, office).message_id == f"{file.sha256}@without-an-id.invalid"


@pytest.mark.usefixtures("here")
def test_nothing_of_the_register_is_in_an_unverified_mail(office: Firm, mail: Mail) -> None:
    found = incoming_mail(mail(told=""), office)

    assert (found.trust, found.client, found.contact, found.matter) == ("unverified", "", "", "")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"Return_Path": "<>"},
        {"List_Id": "<news.elsewhere.example>", "sender": "news@elsewhere.example"},
        {"X_Autoreply": "yes"},
        {"Content_Type": "multipart/report; report-type=delivery-status; boundary=b"},
        {"sender": "MAILER-DAEMON@elsewhere.example"},
        {"sender": "News <no-reply@elsewhere.example>"},
        {"Subject": "Automatic reply: A question"},
        {"Subject": "Out of Office: until Monday"},
        {"Subject": "Undeliverable: our letter"},
        {"Subject": "Read: your letter"},
    ],
)
def test_what_a_program_sent_is_known(office: Firm, mail: Mail, headers: dict[str, str]) -> None:
    assert incoming_mail(mail(**headers), office).automatic


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "no"},
        {"Precedence": "first-class"},
        {"List_Id": "Office <office.penhallowreeve.example>"},
        {"List_Id": "<office.penhallowreeve.example>", "sender": "bo@elsewhere.example"},
        {"List_Id": "<news.elsewhere.example>"},
        {"Return_Path": "<ruth@wrackline.example>"},
        {"Subject": "RE: Automatic reply: A question"},
        {"Subject": "Out of office on Friday, can we speak on Thursday?"},
        {"Subject": "Read the report, two questions"},
        {"sender": "Bo Noreply-Smith <bo@elsewhere.example>"},
    ],
)
def test_what_a_person_sent_is_not_taken_for_a_programs(
    office: Firm, mail: Mail, headers: dict[str, str]
) -> None:
    assert not incoming_mail(mail(**headers), office).automatic


@pytest.mark.usefixtures("here")
def test_the_firms_own_mail_is_known(office: Firm, mail: Mail) -> None:
    assert incoming_mail(mail(sender="helen.pike@penhallowreeve.example"), office).own


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("reply_to", "kept"),
    [("ada@quarrel.example", "ada@quarrel.example"), ("helen.pike@penhallowreeve.example", "")],
)
def test_a_form_on_the_website_wants_its_answer_elsewhere(
    office: Firm, mail: Mail, reply_to: str, kept: str
) -> None:
    found = incoming_mail(mail(sender="office@penhallowreeve.example", Reply_To=reply_to), office)

    assert (found.own, found.reply_to) == (True, kept)


@pytest.mark.usefixtures("here")
def test_files_inside_it_are_named(office: Firm, mail: Mail) -> None:
    body = (
        "--b\nContent-Type: text/plain\n\nSee the file.\n"
        '--b\nContent-Type: text/csv\nContent-Disposition: attachment; filename="VAT.csv"\n\n1,2\n'
        "--b--"
    )

    found = incoming_mail(mail(body, Content_Type="multipart/mixed; boundary=b"), office)

    assert found.attachments == ("VAT.csv",)


def test_what_is_no_mail_is_refused(office: Firm) -> None:
    file = GivenFile("note.eml", b"just words\n", role="mail", kind="mail")

    with pytest.raises(InputError, match=r"note\.eml"):
        incoming_mail(file, office)
