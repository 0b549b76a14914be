"""Of the header lines that say whose a mail is and how it came, the topmost of each counts."""

from __future__ import annotations

import pytest

from engross.sources.file import SourceFile
from engross.sources.readers.mail import read
from engross.sources.readers.mail.headers import counted, headers_of, taken_apart, without_proof

MAIL = b"""Received: from a by mx.firm.example; Wed, 14 Oct 2026 09:02:11 +0100
Authentication-Results: mx.firm.example; dmarc=fail
Received: from b by a; Wed, 14 Oct 2026 09:02:00 +0100
Authentication-Results: mx.firm.example; dmarc=pass
From: Ruth <ruth@wrackline.example>
Reply-To: other@wrackline.example
References: <one@x>
 <two@x>
X-Other: nothing

Hello.
"""


def test_the_topmost_line_of_each_is_handed_on() -> None:
    found = headers_of(taken_apart(MAIL))

    assert found["authentication-results"] == "mx.firm.example; dmarc=fail"
    assert found["received"].startswith("from a by mx.firm.example")
    assert found["reply-to"] == "other@wrackline.example"
    assert found["references"] == "<one@x> <two@x>"
    assert "x-other" not in found


def test_lines_of_a_name_are_counted_whatever_their_capitals() -> None:
    mail = taken_apart(b"FROM: a@x\nfrom: b@x\nTo: c@x\n\nHello.\n")

    assert (counted(mail, "from"), counted(mail, "cc")) == (2, 0)


def test_a_second_sender_is_remarked_on() -> None:
    twice = SourceFile("mail.eml", b"From: a@x.example\nFrom: b@x.example\n\nHello.\n")
    once = SourceFile("mail.eml", b"From: a@x.example\n\nHello.\n")

    assert [remark.rule for remark in read(twice).remarks] == ["mail-two-senders"]
    assert read(once).remarks == ()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "name", ["Authentication-Results", "AUTHENTICATION-results ", "X: 1\rAuthentication-Results"]
)
def test_a_mail_without_its_proof_has_no_such_line(name: str, end: str) -> None:
    head = f"From: a@b.example{end}{name}: mx; dmarc=pass{end}{end}"
    body = f"Authentication-Results: as I wrote{end}"

    found = without_proof(f"{head}{body}".encode())

    assert "authentication-results" not in headers_of(taken_apart(found))
    assert found.endswith(body.encode())
