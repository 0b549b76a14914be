from __future__ import annotations

import pytest

from engross.knowledge import keywords


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("invoice", "invoices"),
        ("invoiced", "invoicing"),
        ("planning", "plan"),
        ("reconciliation", "reconcile"),
        ("deadlines", "deadline"),
        ("filed", "filing"),
        ("company", "companies"),
        ("payroll", "Payroll"),
        ("client\u2019s", "clients"),
    ],
)
def test_forms_of_one_word_share_a_stem(one: str, other: str) -> None:
    assert keywords.stems(one) == keywords.stems(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("vat", "paye"),
        ("fees", "fiscal"),
        ("audit", "auction"),
        ("invoice 4455", "invoice 445"),
        ("tax", "text"),
    ],
)
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert keywords.stems(one) != keywords.stems(other)


def test_stop_words_and_punctuation_count_for_nothing() -> None:
    assert keywords.stems("What is the VAT, and when?") == ["vat"]


def test_the_part_of_the_question_that_a_text_answers() -> None:
    assert keywords.shared("overdue invoices", "an overdue invoice") == 1.0
    assert keywords.shared("overdue invoices", "an invoice") == 0.5
    assert keywords.shared("the", "an invoice") == 0.0
