from __future__ import annotations

import math
import os
import subprocess
import sys

import pytest

from engross.knowledge import keywords


def cosine(one: str, other: str) -> float:
    return sum(a * b for a, b in zip(keywords.vector(one), keywords.vector(other), strict=True))


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


def test_a_vector_has_512_numbers_and_length_one() -> None:
    vector = keywords.vector("Management accounts, VAT and payroll")

    assert len(vector) == 512
    assert math.isclose(sum(value * value for value in vector), 1.0)


def test_a_text_without_words_is_all_nought() -> None:
    assert not any(keywords.vector("... the of and 🙂"))


def test_more_shared_words_are_nearer() -> None:
    question = "late payment interest on an invoice"

    assert cosine(question, "We charge interest on late invoices") > cosine(
        question, "Invoices are sent monthly"
    )
    assert abs(cosine(question, "Payroll runs close on Friday")) < 0.2


def test_repeats_count_less_than_in_proportion() -> None:
    assert cosine("vat", "vat vat vat vat payroll") < 2 * cosine("vat", "vat payroll")


def test_the_part_of_the_question_that_a_text_answers() -> None:
    assert keywords.shared("overdue invoices", "an overdue invoice") == 1.0
    assert keywords.shared("overdue invoices", "an invoice") == 0.5
    assert keywords.shared("the", "an invoice") == 0.0


def test_vectors_are_equal_in_processes_with_different_hash_seeds() -> None:
    script = (
        "from engross.knowledge import keywords\n"
        "print(keywords.vector('Statutory interest on late invoices, VAT returns and payroll'))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", script],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }

    assert len(printed) == 1
