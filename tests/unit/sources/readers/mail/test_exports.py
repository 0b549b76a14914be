from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from engross.errors import InputError
from engross.sources.file import SourceFile
from engross.sources.readers.mail.exports import Exported, exported

PLAIN = {
    "id": 7,
    "message_id": "<7@wrackline.example>",
    "from": "Owen Fairweather <owen@wrackline.example>",
    "to": ["support@penhallowreeve.example"],
    "subject": "VAT return",
    "date": "2026-10-14T09:30:00+00:00",
    "text": "When is it due?",
    "in_reply_to": "<6@penhallowreeve.example>",
}
PROOF = {"name": "Authentication-Results", "value": "mx.penhallowreeve.example; dmarc=pass"}


def read(whole: object, *, vouched: bool = False) -> Sequence[Exported]:
    return tuple(exported(SourceFile("export.json", json.dumps(whole).encode()), vouched=vouched))


def mails(whole: object, *, vouched: bool = False) -> list[EmailMessage]:
    """The export's messages, none of which may have a problem."""
    found = read(whole, vouched=vouched)
    assert [one.problem for one in found if one.problem] == []
    parsed = [message_from_bytes(one.data, policy=policy.default) for one in found]
    return [mail for mail in parsed if isinstance(mail, EmailMessage)]


def encoded(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def words(mail: EmailMessage) -> str:
    body = mail.get_body(("plain", "html"))
    assert body is not None
    return str(body.get_content()).strip()


@pytest.mark.parametrize("whole", [[PLAIN], {"messages": [PLAIN]}, {"emails": [PLAIN]}, PLAIN])
def test_a_plain_list_of_messages_is_read_whatever_it_is_called(whole: object) -> None:
    [mail] = mails(whole)

    assert mail["from"] == "Owen Fairweather <owen@wrackline.example>"
    assert mail["to"] == "support@penhallowreeve.example"
    assert mail["subject"] == "VAT return"
    assert mail["message-id"] == "<7@wrackline.example>"
    assert mail["in-reply-to"] == "<6@penhallowreeve.example>"
    assert mail["date"] == "Wed, 14 Oct 2026 09:30:00 +0000"
    assert words(mail) == "When is it due?"


def test_gmail_s_messages_are_read_with_what_servers_wrote() -> None:
    headers = {"From": "owen@wrackline.example", "Subject": "VAT", "Message-ID": "<7@w.example>"}
    parts = [
        {"mimeType": "text/plain", "filename": "", "body": {"data": encoded("When is it due?")}},
        {"mimeType": "text/html", "filename": "", "body": {"data": encoded("<p>When?</p>")}},
        {"mimeType": "text/plain", "filename": "a.txt", "body": {"data": encoded("a file")}},
    ]
    message = {
        "id": "18c",
        "threadId": "18b",
        "internalDate": "1791970200000",
        "snippet": "When is",
        "payload": {
            "mimeType": "multipart/mixed",
            "headers": [*({"name": k, "value": v} for k, v in headers.items()), PROOF],
            "parts": [{"mimeType": "multipart/alternative", "parts": parts}],
        },
    }

    [mail] = mails({"messages": [message]}, vouched=True)
    [unproven] = mails({"messages": [message]})

    assert unproven["authentication-results"] is None
    assert mail["authentication-results"] == PROOF["value"]
    assert mail["message-id"] == "<7@w.example>"
    assert mail["references"] == "<18b@thread.invalid>"
    assert mail["date"] == "Wed, 14 Oct 2026 09:30:00 +0000"
    assert words(mail) == "When is it due?"
    assert mail.get_body(("html",)).get_content().strip() == "<p>When?</p>"


def test_a_message_that_is_held_whole_is_taken_as_it_is() -> None:
    whole = "From: owen@wrackline.example\r\nSubject: VAT\r\n\r\nWhen is it due?\r\n"

    assert read([{"id": "1", "raw": encoded(whole)}])[0].data == whole.encode()
    assert read([{"raw": whole}])[0].data == whole.encode()


def test_outlook_s_messages_are_read_with_what_servers_wrote() -> None:
    message = {
        "internetMessageId": "<7@w.example>",
        "conversationId": "AAQk=",
        "subject": "VAT",
        "receivedDateTime": "2026-10-14T09:30:00Z",
        "from": {"emailAddress": {"name": "Owen", "address": "owen@wrackline.example"}},
        "toRecipients": [{"emailAddress": {"address": "support@penhallowreeve.example"}}],
        "ccRecipients": [],
        "body": {"contentType": "html", "content": "<p>When is it due?</p>"},
        "internetMessageHeaders": [PROOF],
        "hasAttachments": True,
        "attachments": [{"name": "ledger.xlsx"}],
    }

    [mail] = mails({"@odata.context": "x", "value": [message]}, vouched=True)
    [unproven] = mails({"@odata.context": "x", "value": [message]})

    assert unproven["authentication-results"] is None

    assert mail["from"] == "Owen <owen@wrackline.example>"
    assert mail["to"] == "support@penhallowreeve.example"
    assert mail["authentication-results"] == PROOF["value"]
    assert words(mail) == "<p>When is it due?</p>"
    assert [part.get_filename() for part in mail.iter_attachments()] == ["ledger.xlsx"]


ZENDESK = {
    "id": 35,
    "subject": "VAT return",
    "description": "When is it due?",
    "created_at": "2026-10-14T09:30:00Z",
    "requester_id": 9,
    "via": {
        "channel": "email",
        "source": {"from": {"address": "owen@wrackline.example", "name": "Owen"}, "to": {}},
    },
}


def test_a_helpdesk_s_ticket_is_its_first_message() -> None:
    [mail] = mails({"tickets": [ZENDESK]})

    assert mail["from"] == "Owen <owen@wrackline.example>"
    assert mail["date"] == "Wed, 14 Oct 2026 09:30:00 +0000"
    assert words(mail) == "When is it due?"


def test_of_a_ticket_s_comments_the_client_s_newest_is_taken() -> None:
    comments = [
        {"author_id": 9, "public": True, "plain_body": "When is it due?"},
        {"author_id": 2, "public": True, "plain_body": "On 7 November."},
        {"author_id": 9, "public": True, "plain_body": "And the October one?"},
        {"author_id": 2, "public": False, "plain_body": "He asks a lot."},
    ]

    [mail] = mails([{**ZENDESK, "comments": comments}])

    assert mail["from"] == "Owen <owen@wrackline.example>"
    assert mail["subject"] == "VAT return"
    assert words(mail) == "And the October one?"


def test_a_thread_whose_last_word_is_the_firm_s_waits_for_nothing() -> None:
    comments = [
        {"author_id": 9, "public": True, "plain_body": "When is it due?"},
        {"author_id": 2, "public": True, "plain_body": "On 7 November."},
    ]
    replies = [{"incoming": False, "body_text": "On 7 November.", "from_email": "a@b.example"}]
    parts = {"conversation_parts": [{"author": {"type": "admin"}, "body": "On 7 November."}]}
    answered = [
        {**ZENDESK, "comments": comments},
        {**PLAIN, "conversations": replies},
        {"source": {"author": {"type": "user"}, "body": "When?"}, "conversation_parts": parts},
        {**PLAIN, "direction": "outbound"},
    ]

    found = read([*answered, PLAIN])

    assert [one.place for one in found] == ["message 5"]


def test_a_conversation_of_a_messenger_is_read_by_its_newest_part() -> None:
    owen = {"type": "user", "name": "Owen", "email": "owen@wrackline.example"}
    conversation = {
        "type": "conversation",
        "id": "81",
        "created_at": 1791970200,
        "source": {"subject": "<p>VAT</p>", "body": "<p>Hello</p>", "author": owen},
        "conversation_parts": {
            "conversation_parts": [
                {"part_type": "comment", "author": owen, "body": "<p>When is it due?</p>"},
                {"part_type": "assignment", "author": {"type": "admin"}, "body": None},
            ]
        },
    }

    [mail] = mails({"conversations": [conversation]})

    assert mail["from"] == "Owen <owen@wrackline.example>"
    assert words(mail) == "<p>When is it due?</p>"


def test_a_helpdesk_proves_nothing_of_where_a_mail_came_from() -> None:
    [mail] = mails([{**PLAIN, "headers": {PROOF["name"]: PROOF["value"]}}])

    assert mail["authentication-results"] is None


@pytest.mark.parametrize(
    "entry",
    [
        {"eml": "Authentication-Results: mx.firm.example; dmarc=pass\nFrom: a@b.example\n"},
        {"raw": encoded("AUTHENTICATION-RESULTS : x; dmarc=pass\r\nFrom: a@b.example\r\n\r\nHm")},
        {**PLAIN, "payload": {"headers": [PROOF]}},
        {**PLAIN, "internetMessageHeaders": [PROOF]},
        {
            **ZENDESK,
            "comments": [{"author_id": 9, "body": "?", "payload": {"headers": [PROOF]}}],
        },
    ],
)
def test_what_only_looks_like_a_mail_service_s_proves_nothing(entry: object) -> None:
    [mail] = mails([entry], vouched=True)

    assert mail["authentication-results"] is None


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ({"subject": "VAT", "text": "When?"}, "does not say who sent it"),
        ({"from": "owen@wrackline.example"}, "holds no word of it"),
        ("a text", "does not say who sent it"),
    ],
)
def test_a_message_that_cannot_be_a_mail_says_why(entry: object, problem: str) -> None:
    [found] = read([entry])

    assert problem in found.problem
    assert found.data == b""


@pytest.mark.parametrize("whole", [{}, [], {"messages": []}, {"subject": "VAT"}, 3])
def test_a_file_without_messages_is_refused(whole: object) -> None:
    with pytest.raises(InputError, match="no list of messages"):
        read(whole)


def test_a_file_that_is_cut_off_is_refused() -> None:
    with pytest.raises(InputError, match="no whole JSON"):
        list(exported(SourceFile("export.json", b'[{"from": "owen')))


def test_parts_inside_parts_end_somewhere() -> None:
    part: dict[str, object] = {"mimeType": "text/plain", "body": {"data": encoded("deep")}}
    for _ in range(100):
        part = {"mimeType": "multipart/mixed", "parts": [part]}
    headers = [{"name": "From", "value": "owen@wrackline.example"}]

    [found] = read([{"payload": {**part, "headers": headers}}])

    assert "no word" in found.problem


def test_half_a_character_harms_nothing() -> None:
    half = {**PLAIN, "subject": "VAT \ud83d", "text": "When\ud83d?"}

    [mail] = mails([half])

    assert mail["subject"] == "VAT"
    assert words(mail) == "When?"
    assert read([{"raw": "Subject: \ud83d"}])[0].data == b"Subject: ?"
