from __future__ import annotations

import math
import os
import subprocess
import sys

from engross.testing import HashedEmbedding


def cosine(one: str, other: str) -> float:
    rows = HashedEmbedding().embed([one, other])
    return float(rows[0] @ rows[1])


def test_a_row_for_each_text_of_length_one() -> None:
    rows = HashedEmbedding().embed(["Management accounts, VAT and payroll", "a stock count"])

    assert rows.shape == (2, HashedEmbedding.dimensions)
    assert rows.dtype.name == "float32"
    assert all(math.isclose(row @ row, 1.0, abs_tol=1e-6) for row in rows)


def test_no_texts_give_no_rows() -> None:
    assert HashedEmbedding().embed([]).shape == (0, HashedEmbedding.dimensions)


def test_a_text_without_words_is_all_nought() -> None:
    assert not HashedEmbedding().embed(["... the of and \U0001f642"]).any()


def test_more_shared_words_are_nearer() -> None:
    question = "late payment interest on an invoice"

    assert cosine(question, "We charge interest on late invoices") > cosine(
        question, "Invoices are sent monthly"
    )
    assert abs(cosine(question, "Payroll runs close on Friday")) < 0.2


def test_repeats_count_less_than_in_proportion() -> None:
    assert cosine("vat", "vat vat vat vat payroll") < 2 * cosine("vat", "vat payroll")


def test_vectors_are_equal_in_processes_with_different_hash_seeds() -> None:
    script = (
        "from engross.testing import HashedEmbedding\n"
        "rows = HashedEmbedding().embed(['Statutory interest on late invoices', 'VAT returns'])\n"
        "print(rows.tobytes().hex())"
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
