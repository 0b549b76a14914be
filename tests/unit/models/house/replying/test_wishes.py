from __future__ import annotations

import pytest

from engross.models.house.reading import PassageLine
from engross.models.house.replying.wishes import Wish, wish


def asked(text: str, *figures: str) -> PassageLine:
    return PassageLine(
        id="p1",
        kind="question",
        text=text,
        speaker="Ruth Adeyemi",
        owner="",
        due="",
        side="client",
        figures=figures,
    )


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("When is our VAT return due?", "when your VAT return is due"),
        ("Also, when will the accounts be ready?", "when the accounts will be ready"),
        ("Have you received the bank statements?", "whether we have received the bank statements"),
        ("How should I send you the changes?", "how you should send us the changes"),
        ("Please let me know when the accounts will be ready.", "when the accounts will be ready"),
        ("What is the balance on our account?", "what the balance on your account is"),
        ("Could we have a copy of the accounts?", "whether you could have a copy of the accounts"),
        (
            "When do the payroll changes have to be with you?",
            "when the payroll changes have to be with us",
        ),
    ],
)
def test_a_question_of_certain_form_becomes_part_of_our_sentence(text: str, about: str) -> None:
    assert wish(asked(text)) == Wish(about)


def test_how_much_an_invoice_is_is_told_with_its_number() -> None:
    told = wish(asked("How much is invoice 4452?", "4452"))

    assert told == Wish("how much invoice [[quote:p1#1]] is")


def test_a_request_is_told_as_what_we_are_to_do() -> None:
    told = wish(asked("Could you also send me a copy of invoice 4452?", "4452"))

    assert told == Wish("to send you a copy of invoice [[quote:p1#1]]", is_request=True)


@pytest.mark.parametrize(
    "text",
    [
        "Any news on the stock system?",
        "Can we speak on Thursday?",
        "Could we have a short call on Thursday?",
        "Is the lease that we spoke about fine with you?",
        "Do our invoices include VAT?",
    ],
)
def test_what_has_no_certain_form_is_left_to_be_quoted(text: str) -> None:
    assert wish(asked(text)) is None
