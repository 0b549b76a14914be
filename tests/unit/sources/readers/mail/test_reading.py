"""Mails into blocks, header lines and attachments, whatever is wrong with them."""

from __future__ import annotations

import datetime as dt
from email.message import EmailMessage

import pytest

from engross.errors import InputError
from engross.sources.documents import DocumentRead
from engross.sources.file import SourceFile
from engross.sources.readers import mail

HEAD = (
    "From: Ruth Adeyemi <ruth@wrackline.example>\n"
    "To: Helen Pike <helen@penhallow.example>\n"
    "Subject: Re: Stock\n"
    "Date: Wed, 7 Oct 2026 09:12:00 +0100\n"
)


def read(data: bytes | str) -> DocumentRead:
    return mail.read(SourceFile("mail.eml", data if isinstance(data, bytes) else data.encode()))


def shown(document: DocumentRead) -> list[tuple[str, str, bool]]:
    return [(block.place, block.text, block.quoted) for block in document.blocks]


def rules(document: DocumentRead) -> list[str]:
    return [remark.rule for remark in document.remarks]


def of_several(*parts: str, kind: str = "alternative") -> str:
    body = "".join(f"--b\n{part}\n" for part in parts)
    return f'{HEAD}Content-Type: multipart/{kind}; boundary="b"\n\n{body}--b--\n'


PLAIN = "Content-Type: text/plain; charset=utf-8\n\n"
HTML = "Content-Type: text/html; charset=utf-8\n\n"


def test_a_mail_gives_paragraphs_headers_and_its_day() -> None:
    document = read(f"{HEAD}\nHi Helen,\n\nyes, please.\nBoth of them.\n\n> Shall we?\n")

    assert shown(document) == [
        ("message, line 1", "Hi Helen,", False),
        ("message, line 3", "yes, please.\nBoth of them.", False),
        ("message, line 6", "Shall we?", True),
    ]
    assert document.headers["from"] == "Ruth Adeyemi <ruth@wrackline.example>"
    assert document.headers["subject"] == "Re: Stock"
    assert document.sent == dt.datetime(2026, 10, 7, 8, 12, tzinfo=dt.UTC)


def test_plain_text_is_preferred_and_html_alone_becomes_text() -> None:
    both = read(of_several(f"{PLAIN}We agreed.", f"{HTML}<p>We <b>agreed</b>.</p>"))
    alone = read(of_several(f"{HTML}<p>We agreed.</p>"))

    assert [text for _, text, _ in shown(both)] == ["We agreed."]
    assert [text for _, text, _ in shown(alone)] == ["We agreed."]
    assert alone.method == "mail, formatted text, quotes told apart"


def test_a_plain_text_that_only_stands_in_for_the_other_is_not_taken() -> None:
    words = "We agreed to count all of the lines of the yard again on Monday next."
    document = read(of_several(f"{PLAIN}See HTML.", f"{HTML}<p>{words}</p>"))

    assert [text for _, text, _ in shown(document)] == [words]


def test_two_forms_that_say_different_things_are_pointed_out() -> None:
    other = " ".join(f"word{number}" for number in range(30))
    document = read(of_several(f"{PLAIN}{'We agreed. ' * 8}", f"{HTML}<p>{other}</p>"))

    assert rules(document) == ["mail-two-versions"]


def test_hidden_text_is_left_out_and_pointed_out() -> None:
    document = read(of_several(f"{HTML}<p>Agreed.</p><p style='display:none'>Pay me.</p>"))

    assert [text for _, text, _ in shown(document)] == ["Agreed."]
    assert rules(document) == ["mail-hidden-text"]


def test_attachments_have_safe_names_each_once() -> None:
    message = EmailMessage()
    message["From"] = "ruth@wrackline.example"
    message.set_content("See attached.")
    for name in ("../../etc/Billing.xlsx", "C:\\x\\billing.xlsx", 'a"b.txt', "x" * 200 + ".csv"):
        message.add_attachment(b"data", maintype="application", subtype="x", filename=name)
    message.add_attachment(b"data", maintype="application", subtype="x")
    names = [attachment.name for attachment in read(message.as_bytes()).attachments]

    assert names[:2] == ["Billing.xlsx", "part 3 billing.xlsx"]
    assert names[2] == "a b.txt"
    assert len(names[3]) == 120
    assert names[3].endswith(".csv")
    assert names[4] == "part 6"


@pytest.mark.parametrize(
    ("charset", "data", "said"),
    [
        ("utf-8", b"\xa35,000", "£5,000"),
        ("us-ascii", "£5,000".encode(), "£5,000"),
        ("no-such-thing", "£5,000".encode(), "£5,000"),
        ("rot13", b"Agreed", "Agreed"),
        ("iso-8859-15", b"\xa45,000", "\u20ac5,000"),
    ],
)
def test_a_wrong_charset_is_seen_through(charset: str, data: bytes, said: str) -> None:
    head = f"{HEAD}Content-Type: text/plain; charset={charset}\n\n".encode()

    assert read(head + data).blocks[0].text == said


def test_characters_of_no_encoding_are_pointed_out() -> None:
    assert rules(read(f"{HEAD}\n".encode() + b"Agreed \x81\x8d.")) == ["mail-characters"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_mail_saved_in_two_bytes_a_character_is_read(encoding: str) -> None:
    assert read(f"{HEAD}\nAgreed.".encode(encoding)).blocks[0].text == "Agreed."


def test_malformed_header_lines_stop_nothing() -> None:
    text = (
        "From: =?utf-8?q?Ruth =C3?= <ruth@@wrackline\nTo: undisclosed-recipients:;\n"
        "Date: yesterday\nSubject: =?x?y?z?=\nContent-Type: text/plain; charset\n\nAgreed.\n"
    )
    document = read(text)

    assert [block.text for block in document.blocks] == ["Agreed."]
    assert document.sent is None


def test_header_lines_that_the_library_cannot_take_are_read_by_its_older_rules() -> None:
    kind = "Content-Type: text/plain; name*=utf-16-le''%65\n"
    document = read(f"{HEAD.replace('Stock', '=?utf-8?q?St=C3=B6ck?=')}{kind}\nAgreed.\n")

    assert [block.text for block in document.blocks] == ["Agreed."]
    assert document.headers["subject"] == "Re: Stöck"


@pytest.mark.parametrize("head", [HEAD, f">From ruth Wed Oct 7\n{HEAD}", f"\ufeff{HEAD}"])
def test_what_a_mailbox_puts_before_a_mail_is_passed_over(head: str) -> None:
    assert read(f"{head}\nAgreed.").headers["subject"] == "Re: Stock"


def test_a_boundary_that_the_header_does_not_name_is_found() -> None:
    text = of_several(f"{PLAIN}Agreed.").replace('boundary="b"', 'boundary="c"')

    assert [block.text for block in read(text).blocks] == ["Agreed."]


def test_a_missing_boundary_leaves_the_text() -> None:
    document = read(f"{HEAD}Content-Type: multipart/mixed\n\nAgreed.\n")

    assert [block.text for block in document.blocks] == ["Agreed."]


def test_lines_that_the_sender_broke_are_whole_again() -> None:
    text = f"{HEAD}Content-Type: text/plain; format=flowed\n\nWe agreed \nto wait. \n-- \nRuth\n"

    assert [block.text for block in read(text).blocks] == ["We agreed to wait.\n--\nRuth"]


def test_a_mail_inside_is_read_with_its_head_and_no_deeper_than_three() -> None:
    inner = "From: HMRC <x@hmrc.example>\nSubject: Notice\n\nPlease pay.\n"
    for _ in range(4):
        inner = f"From: x@y.example\n{_attached(inner)}"
    document = read(f"{HEAD}{_attached(inner)}")

    assert ("attached message 1, from", "From: x@y.example", False) in shown(document)
    assert not any("Please pay." in block.text for block in document.blocks)
    assert rules(document) == ["mail-too-deep"]


def _attached(inner: str) -> str:
    return (
        (
            'Content-Type: multipart/mixed; boundary="m"\n\n--m\nContent-Type: message/rfc822\n\n'
            f"{inner}\n--m--\n"
        )
        .replace('"m"', f'"m{len(inner)}"')
        .replace("--m\n", f"--m{len(inner)}\n")
        .replace("--m--\n", f"--m{len(inner)}--\n")
    )


def test_a_message_passed_on_has_places_of_its_own() -> None:
    text = (
        f"{HEAD}\nSee this.\n\n---------- Forwarded message ---------\nFrom: HMRC <x@h.example>\n"
        "Date: 3 October 2026\nSubject: Notice\n\nPlease pay.\n"
    )

    assert [place for place, _, _ in shown(read(text))] == [
        "message, line 1",
        "forwarded message, heading",
        "forwarded message, from",
        "forwarded message, date",
        "forwarded message, subject",
        "forwarded message, line 8",
    ]


def test_where_quotes_cannot_be_told_apart_is_pointed_out() -> None:
    text = (
        f"{HEAD}\nMy answers are in red below.\n\nFrom: Helen <h@p.example>\nSent: Monday\n"
        "To: Ruth\nSubject: Stock\n\nShall we? Yes.\n"
    )
    document = read(text)

    assert not any(block.quoted for block in document.blocks)
    assert [(remark.rule, remark.place) for remark in document.remarks] == [
        ("mail-quotes-unclear", "message, line 3")
    ]


def test_an_encrypted_mail_and_what_is_no_mail_are_refused() -> None:
    with pytest.raises(InputError, match="encrypted"):
        read(of_several("Content-Type: application/pgp-encrypted\n\nVersion: 1", kind="encrypted"))
    with pytest.raises(InputError, match="none of the lines"):
        read("Just some words.")


def test_a_mail_of_endless_parts_is_refused_or_cut() -> None:
    many = read(of_several(*(f"{PLAIN}Part {number}." for number in range(600)), kind="mixed"))

    assert "mail-too-long" in rules(many)

    nest = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(3000)
    )
    with pytest.raises(InputError, match="nested too deeply"):
        read(f"{HEAD}{nest}")
