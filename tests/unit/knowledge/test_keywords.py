from __future__ import annotations

import pytest

from engross.knowledge import keywords
from engross.records.ports import KnowledgeText


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("invoice", "invoices"),
        ("invoiced", "invoicing"),
        ("planning", "plan"),
        ("deadlines", "deadline"),
        ("filed", "filing"),
        ("company", "companies"),
        ("payroll", "Payroll"),
        ("client\u2019s", "clients"),
        ("clients\u2019 fees", "client fee"),
        ("Siân's café", "Sian cafe"),
        ("o\ufb03ce", "office"),
        ("ZX-4471", "zx 4471"),
        ("£1,250.00", "1250"),
        ("12,500", "12500"),
    ],
)
def test_words_that_a_person_means_alike_share_their_stems(one: str, other: str) -> None:
    assert keywords.stems(one) == keywords.stems(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("vat", "paye"),
        ("fees", "fiscal"),
        ("audit", "auction"),
        ("invoice 4455", "invoice 445"),
        ("tax", "text"),
        ("clause 4.2", "clause 4.20"),
        ("1,25", "125"),
    ],
)
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert keywords.stems(one) != keywords.stems(other)


def test_stop_words_and_punctuation_count_for_nothing() -> None:
    assert keywords.stems("It is the VAT, and the PAYE of it.") == ["vat", "pay"]


def test_repeats_are_kept_in_their_order() -> None:
    assert keywords.stems("Fee, rate, fee") == ["fee", "rate", "fee"]


def test_a_number_with_points_is_one_word() -> None:
    assert keywords.stems("Clause 4.2.1, 5.30 pm.") == ["claus", "4.2.1", "5.30", "pm"]


def test_a_text_without_words_has_no_stems() -> None:
    assert keywords.stems(" - ... ") == []


def text(about: str) -> KnowledgeText:
    return KnowledgeText("k0", "If all agree.", "faq.md", "paragraph 1", about, "")


def test_a_passage_is_found_by_its_headings_and_its_words() -> None:
    assert keywords.found_by(text("Fees > Late payment")) == ("Fees > Late payment\nIf all agree.",)


def test_a_passage_under_a_question_is_found_by_the_question_alone_too() -> None:
    found = keywords.found_by(text("Questions > Do you record calls?\nOn the telephone:"))

    assert found[1:] == ("Do you record calls?",)


def test_a_passage_without_headings_is_found_by_its_words() -> None:
    assert keywords.found_by(text("")) == ("If all agree.",)
