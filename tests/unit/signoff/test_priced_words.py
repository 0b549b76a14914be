from __future__ import annotations

from decimal import Decimal

import pytest

from engross.signoff.priced_words import Wording, numbers_of_money, standing, unpriced


@pytest.mark.parametrize(
    "after",
    [
        "Our fee is forty thousand pounds plus VAT.",
        "The second year costs half as much.",
        "We take off a third of the first year's fee.",
        "You pay £2,000 a month for the year.",
        "It is £250 per employee.",
        "The fee is £1,500 monthly.",
        "The VAT is at 5 per cent.",
        "We charge £1,500, inclusive of VAT.",
        "The training is free.",
        "We waive our fee for the first quarter.",
        "There is no charge for calls.",
        "We would not charge for the review.",
        "We guarantee the saving.",
        "The price is 40k.",
        "The price is €4,000.",
        "Our usual discount applies.",
        "We take £500 off.",
        "The fee is ½ of last time.",
        "The fee is twelve hundred.",
        "You pay 3 x £4,000.",
    ],
)
def test_words_that_speak_of_a_price_without_a_figure_are_found(after: str) -> None:
    assert unpriced(Wording("", after))


@pytest.mark.parametrize(
    "after",
    [
        "Our fee is £4,000 plus VAT.",
        "We take off 5%, as agreed.",
        "Please feel free to call.",
        "We meet three times in the first half of the year.",
        "We will send you the accounts in ten days.",
        "Copies go to Helen Pike.",
    ],
)
def test_other_words_are_left_alone(after: str) -> None:
    assert unpriced(Wording("", after)) == ()


def test_what_stood_there_before_is_not_new() -> None:
    before = "You pay £2,000 a month, and training is free."

    assert unpriced(Wording(before, before.replace("and", "and the"))) == ()


def test_an_amount_that_loses_its_plus_vat_is_another_price() -> None:
    found = unpriced(Wording("The fee is £4,000 plus VAT.", "The fee is £4,000."))

    assert found == ("without “plus vat”",)


def test_a_row_of_a_table_speaks_of_money_whatever_is_in_it() -> None:
    assert unpriced(Wording("", "Second year\tPayroll\tfourteen", row=True)) == ("fourteen",)


def test_words_that_were_taken_back_no_longer_stand() -> None:
    there, back = Wording("Our fee.", "Half our fee."), Wording("Half our fee.", "Our fee.")

    assert standing([there, back]) == []
    assert standing([there]) == [there]


def test_words_typed_twice_and_taken_out_once_still_stand() -> None:
    free = Wording("", "It is free.")

    assert standing([free, free, Wording("It is free.", "")])[0] == free


def test_a_number_beside_a_word_of_money_is_an_amount() -> None:
    said = [Wording("", "The fee is 40,000."), Wording("", "We met 12 people.")]

    assert numbers_of_money(said) == {Decimal(40_000)}
