"""Replies to the example mails, from the command line to what would leave."""

from __future__ import annotations

from email import message_from_bytes, policy
from pathlib import Path

import pytest
from docx import Document

from .firm import ROOT, Firm, make_firm

MAILS = ROOT / "examples" / "support_reply"
BILLING = ROOT / "examples" / "client_report" / "billing.xlsx"


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Firm:
    return make_firm(tmp_path_factory.mktemp("replies"))


def answered(firm: Firm, mail: str, *more: str) -> tuple[str, str]:
    """What was printed, and what the mail says; nothing where none was drafted."""
    before = set(firm.root.glob("outputs/*/candidate/*.eml"))
    printed = firm.done(
        *("run", "support_reply", "--as-at", "2026-10-15"), f"mail={MAILS / mail}", *more
    )
    (made,) = (set(firm.root.glob("outputs/*/candidate/*.eml")) - before) or {None}
    return printed, _words(made) if made else ""


def _words(path: Path) -> str:
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert mail["X-Unsent"] == "1"
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_an_invoice_is_told_from_the_billing_records(firm: Firm) -> None:
    _, words = answered(firm, "invoice-query.eml", f"billing={BILLING}")

    assert "£3,978.50 net with VAT of £788.50, in total £4,767 including VAT" in words
    assert "£2,767 including VAT is outstanding" in words


def test_what_nothing_answers_is_handed_to_somebody_by_name_and_day(firm: Firm) -> None:
    printed, words = answered(firm, "two-questions.eml")

    assert "0 block" in printed
    assert words.startswith("Dear Mr Penberthy")
    assert "for the quarter to 30 September 2026 is Saturday 7 November 2026" in words
    assert "By Thursday 22 October 2026, Martin Oke will answer your question about when" in words
    assert "Registered in England and Wales with number OC000000" in words


def test_nobody_but_the_client_is_told_of_the_record(firm: Firm) -> None:
    _, words = answered(firm, "unproved.eml", f"billing={BILLING}")

    assert "Please ring Martin Oke on 01632 960100" in words
    assert "2,767" not in words
    assert "Wrackline" not in words
    assert "Adeyemi" not in words


def test_the_page_bears_the_subject_of_the_mail_and_no_word_of_ours(firm: Firm) -> None:
    answered(firm, "stranger.eml")

    (page,) = firm.root.glob("outputs/*/candidate/Sam Okafor - reply - *.docx")
    words = [paragraph.text for paragraph in Document(str(page)).paragraphs]
    about = Document(str(page)).core_properties
    assert "Re: Meeting" in words
    assert words.count("Sam Okafor") == 1
    told = "\n".join([*words, about.title, about.subject])
    assert "Our reference" not in told
    assert "Support reply" not in told
    assert "General correspondence" not in told


def test_changed_bank_details_go_to_a_person_and_nothing_is_drafted(firm: Firm) -> None:
    printed, words = answered(firm, "bank-details.eml")

    assert "Routed: support_reply-" in printed
    assert "Helen Pike" in printed
    assert words == ""
