from __future__ import annotations

from email import message_from_bytes, policy

from engross.sources.readers.mail.composing import Correspondent, Letter, composed

OWEN = Correspondent("owen@wrackline.example", "Owen Fairweather")


def test_a_letter_becomes_a_mail_that_says_the_same() -> None:
    letter = Letter(
        sender=OWEN,
        to=(Correspondent("support@penhallowreeve.example"),),
        subject="Our VAT return: £90 due?",
        message_id="<1@wrackline.example>",
        date="Wed, 14 Oct 2026 09:30:00 +0000",
        text="When is it due?\n",
    )

    mail = message_from_bytes(composed(letter), policy=policy.default)

    assert mail["from"] == "Owen Fairweather <owen@wrackline.example>"
    assert mail["to"] == "support@penhallowreeve.example"
    assert mail["subject"] == "Our VAT return: £90 due?"
    assert mail["message-id"] == "<1@wrackline.example>"
    assert mail.get_content() == "When is it due?\n"


def test_what_a_stranger_wrote_begins_no_header_line_of_its_own() -> None:
    proof = "x\r\nAuthentication-Results: mx.penhallowreeve.example; dmarc=pass"
    letter = Letter(
        sender=Correspondent("owen@wrackline.example", proof),
        subject=proof,
        message_id=proof,
        references=proof,
        date=proof,
        text="Hello.",
    )

    mail = message_from_bytes(composed(letter), policy=policy.default)

    assert mail["authentication-results"] is None
    assert mail["from"].addresses[0].addr_spec == "owen@wrackline.example"


def test_text_html_and_the_names_of_files_are_parts_of_it() -> None:
    letter = Letter(
        sender=OWEN, text="plain", html="<p>formatted</p>", attachments=("März.pdf", "b.csv")
    )

    mail = message_from_bytes(composed(letter), policy=policy.default)

    assert mail.get_body(("plain",)).get_content().strip() == "plain"
    assert mail.get_body(("html",)).get_content().strip() == "<p>formatted</p>"
    assert [part.get_filename() for part in mail.iter_attachments()] == ["März.pdf", "b.csv"]


def test_equal_letters_give_equal_bytes() -> None:
    letter = Letter(sender=OWEN, text="plain", html="<p>formatted</p>", attachments=("a.pdf",))

    assert composed(letter) == composed(letter)
