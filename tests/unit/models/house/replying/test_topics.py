"""What a question is about."""

from __future__ import annotations

import pytest

from engross.models.house.reading import facts
from engross.models.house.replying.topics import topic

NUMBER = {
    "id": "number/at-2026-10-15/invoice:4452",
    "measure": "number",
    "display": "4452",
    "scope": "invoice:4452",
    "period": "at-2026-10-15",
    "label": "number",
    "unit": "text",
}


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("Do your invoices include VAT, or is it added when we pay?", "our invoices and VAT"),
        ("Did our September VAT return go in?", "your September VAT return"),
        ("Might there be a meeting?", "a meeting"),
        ("Why is invoice 4452 so high?", "invoice [[fact:number/at-2026-10-15/invoice:4452]]"),
    ],
)
def test_things_that_clients_ask_about_are_named(question: str, about: str) -> None:
    assert topic(question, facts({"facts": [NUMBER]})) == about


@pytest.mark.parametrize(
    "question",
    [
        "Could you look into this?",
        "Why is invoice 9999 so high?",
        "Do the accounts, the payroll and the VAT return agree?",
        "Is return possible?",
    ],
)
def test_what_is_open_is_not_named(question: str) -> None:
    assert topic(question, facts({"facts": [NUMBER]})) == ""
