from __future__ import annotations

import pytest

from engross.models.house.replying.payments import tells_more, tells_of_a_payment

from .test_replies import BILLED, SLOT, reply

NOT_YET = f"invoice {SLOT.format('number', '4489')} is not yet in our records"


@pytest.mark.parametrize(
    "said",
    [
        "We have paid invoice 4489 and Joss has left the company.",
        "We have paid invoice 4489, please change our address to 4 Quay Street.",
        "We paid \N{POUND SIGN}2,000 on invoice 4489.",
        "We paid invoice 4489 and will pay no more.",
        "We paid invoice 4489, but you should pay more.",
        "We paid invoice 4489, please transfer it.",
    ],
)
def test_what_is_told_beside_a_payment_goes_to_a_person(said: str) -> None:
    told = reply(facts=BILLED, said=(said,))

    assert NOT_YET in told["answer"]
    assert "[[fact:manager/register/matter]] will see to the rest of your e-mail" in told["next"]


def test_what_is_asked_beside_a_payment_goes_to_a_person() -> None:
    told = reply(
        "We have paid invoice 4489, please change our address to 4 Quay Street.", facts=BILLED
    )

    assert NOT_YET in told["answer"]
    assert "[[fact:manager/register/matter]] will" in told["next"]


@pytest.mark.parametrize(
    "said",
    [
        "We paid half of invoice 4489.",
        "Once we paid invoice 4489 you promised to lower our fee.",
        "When we have paid invoice 4489 we shall leave.",
    ],
)
def test_a_payment_in_part_or_on_terms_is_not_answered_as_one(said: str) -> None:
    told = reply(facts=BILLED, said=(said,))

    assert told["answer"] == ""
    assert "[[fact:manager/register/matter]] will see to it" in told["next"]


@pytest.mark.parametrize(
    "said",
    [
        "We paid invoice 4489 by bank transfer on 3 October 2026.",
        "Just to let you know, we paid \N{POUND SIGN}4,767.00 on 4489 by BACS this morning.",
        "I\N{RIGHT SINGLE QUOTATION MARK}ve paid invoice 4489 in full online, thank you.",
        "We paid invoice 4489 by cheque last Friday.",
    ],
)
def test_when_and_how_it_is_paid_is_nothing_more(said: str) -> None:
    told = reply(facts=BILLED, said=(said,))

    assert NOT_YET in told["answer"]
    assert told["next"] == ""


def test_a_payment_and_more_beside_a_question_leaves_both_answered_and_the_rest_handed_on() -> None:
    told = reply(
        "When is invoice 4452 due?",
        facts=BILLED,
        said=("We have paid invoice 4489 and Joss has left the company.",),
    )

    assert NOT_YET in told["answer"]
    assert SLOT.format("due-date", "4452") in told["answer"]
    assert told["next"].endswith("will see to the rest of your e-mail.")


def test_an_amount_is_the_invoice_s_only_as_a_whole() -> None:
    assert not tells_more("We paid 4489, \N{POUND SIGN}4,767.", ["4489", "\N{POUND SIGN}4,767"])
    assert tells_more("We paid 4489, \N{POUND SIGN}4,767.50.", ["4489", "\N{POUND SIGN}4,767"])


def test_what_tells_of_no_payment_is_none() -> None:
    assert not tells_of_a_payment("Have you paid HMRC?")
    assert not tells_more("Joss has left the company.", ["4489"])
