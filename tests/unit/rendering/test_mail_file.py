from __future__ import annotations

import datetime as dt
import email
import email.policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.rendering.mail_file import Envelope, mail_file, reply_subject
from engross.rendering.mail_words import MailWords

WORDS = MailWords("Dear Ms Adeyemi\n\nThe fee is £400.\n", "<p>Dear Ms Adeyemi</p>\n")
ENVELOPE = Envelope(
    run="support_reply-20261014-0a1b2c",
    sender="office@penhallowreeve.example",
    sender_name="Penhallow Reeve LLP",
    to="ruth@wrackline.example",
    to_name="Ms Ruth Adeyemi",
    subject="Re: VAT return",
    in_reply_to="one@wrackline.example",
    references=("zero@wrackline.example", "one@wrackline.example"),
    at=dt.datetime(2026, 10, 14, 9, 30, tzinfo=dt.UTC),
)


def read(data: bytes) -> email.message.EmailMessage:
    return email.message_from_bytes(data, policy=email.policy.default)  # type: ignore[return-value]  # the policy makes it one


def test_a_mail_is_unsent_answers_its_thread_and_says_the_words_twice() -> None:
    mail = read(mail_file(WORDS, ENVELOPE))

    assert mail["X-Unsent"] == "1"
    assert mail["X-Engross-Draft"] == ENVELOPE.run
    assert mail["From"] == "Penhallow Reeve LLP <office@penhallowreeve.example>"
    assert mail["To"] == "Ms Ruth Adeyemi <ruth@wrackline.example>"
    assert mail["Subject"] == "Re: VAT return"
    assert mail["In-Reply-To"] == "<one@wrackline.example>"
    assert mail["References"] == "<zero@wrackline.example> <one@wrackline.example>"
    assert mail["Date"] == "Wed, 14 Oct 2026 09:30:00 +0000"
    assert {mail["Cc"], mail["Bcc"], mail["Reply-To"]} == {None}
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    said = [part.get_content().replace("\r\n", "\n") for part in mail.iter_parts()]
    assert said == list(WORDS)


def test_the_same_words_and_envelope_give_the_same_bytes_in_seven_bits() -> None:
    made = mail_file(WORDS, ENVELOPE)

    assert made == mail_file(WORDS, ENVELOPE)
    assert made.isascii()
    assert b"\n" not in made.replace(b"\r\n", b"")
    assert max(map(len, made.split(b"\r\n"))) <= 998


@given(text=st.text(), name=st.text(), reference=st.text())
def test_nothing_that_a_mail_said_can_add_a_header(text: str, name: str, reference: str) -> None:
    nasty = f"{text}\r\nBcc: other@example.com\r\n\r\nbody"
    envelope = ENVELOPE.model_copy(
        update={
            "subject": reply_subject(nasty),
            "to_name": f"{name}\nBcc: x@example.com",
            "in_reply_to": f"{reference}\r\nBcc: y@example.com",
            "references": (f"{reference}>\r\nBcc: z@example.com", "one@wrackline.example"),
        }
    )

    made = mail_file(WORDS, envelope)

    assert made.isascii()
    assert read(made)["Bcc"] is None
    assert len(read(made).keys()) <= 10
    assert "ruth@wrackline.example" in read(made)["To"]


def test_a_long_thread_is_named_by_its_first_and_its_newest_mails() -> None:
    references = tuple(f"{number}-{'x' * 80}@wrackline.example" for number in range(200))
    made = mail_file(WORDS, ENVELOPE.model_copy(update={"references": references}))

    named = read(made)["References"].split()

    assert len(named) == 20
    assert named[0] == f"<{references[0]}>"
    assert named[-1] == f"<{references[-1]}>"
    assert b"=?" not in made.partition(b"\r\n\r\n")[0]


@pytest.mark.parametrize(
    "address", ["", "ruth", "a@b", "a@b.example, c@d.example", "a b@c.example"]
)
def test_an_address_that_is_none_is_left_for_whoever_sends(address: str) -> None:
    made = mail_file(WORDS, ENVELOPE.model_copy(update={"to": address}))

    assert read(made)["To"] is None


@pytest.mark.parametrize(
    ("subject", "reply"),
    [
        ("VAT return", "Re: VAT return"),
        ("RE: Re: Fwd: VAT\treturn", "Re: VAT return"),
        ("Re[2]: VAT return", "Re: VAT return"),
        ("Regarding VAT", "Re: Regarding VAT"),
        ("", "Re: your e-mail"),
        ("Re:", "Re: your e-mail"),
    ],
)
def test_an_answer_is_marked_once(subject: str, reply: str) -> None:
    assert reply_subject(subject) == reply


def test_other_scripts_stand_in_the_subject_as_they_were() -> None:
    subject = "Re: Café, £5 =?x?= ✓" * 4

    made = mail_file(WORDS, ENVELOPE.model_copy(update={"subject": subject}))

    assert read(made)["Subject"] == subject


CONTROLS = [chr(n) for n in (*range(32), *range(127, 160), 0x2028, 0x2029, 0x202E)]


@pytest.mark.parametrize("field", ["subject", "sender_name", "to_name", "sender", "in_reply_to"])
def test_no_control_character_of_a_title_or_name_comes_into_the_head(field: str) -> None:
    plain = mail_file(WORDS, ENVELOPE)
    for control in CONTROLS:
        for told in (f"VAT{control}Bcc: a@b.example", f"VAT\r\n{control}\r\nbody", f"{control}VAT"):
            made = mail_file(WORDS, ENVELOPE.model_copy(update={field: told}))
            head = made.partition(b"\r\n\r\n")[0]

            assert set(read(made).keys()) <= set(read(plain).keys()), (field, told)
            assert b"multipart/alternative" in head, (field, told)
            assert not set(head.replace(b"\r\n", b"")) & {*range(32), 127}, (field, told)


def test_no_control_character_of_a_reference_comes_into_the_head() -> None:
    strange = tuple(f"x{control}Bcc: a@b.example" for control in CONTROLS)
    made = mail_file(WORDS, ENVELOPE.model_copy(update={"references": strange}))

    assert (read(made)["References"], read(made)["Bcc"]) == (None, None)
