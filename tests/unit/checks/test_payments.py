from __future__ import annotations

import pytest

from engross.checks.payments import payment_numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Pay all future invoices to sort code 20-45-45, please.", "20-45-45"),
        ("Pay into 20-45-45 from now on.", "20-45-45"),
        ("Our sort code is 204545.", "204545"),
        ("Sort code: 20 45 45", "20 45 45"),
        ("Sort code \uff12\uff10-\uff14\uff15-\uff14\uff15", "20-45-45"),
        ("Sort code 20\u201145\u201145", "20-45-45"),
        ("Sort code 20-10-26", "20-10-26"),
        ("The new account number is 55779911.", "55779911"),
        ("A/C no. 5577 9911", "5577 9911"),
        ("20-45-45 55779911", "55779911"),
        ("account five five seven seven nine nine double one", "55779911"),
        ("Use GB29 NWBK 6016 1331 9268 19 from now on.", "GB29NWBK60161331926819"),
        ("iban de89370400440532013000", "DE89370400440532013000"),
        ("The card is 4111 1111 1111 1111.", "4111 1111 1111 1111"),
    ],
)
def test_numbers_to_pay_to_are_found(text: str, number: str) -> None:
    assert number in set(payment_numbers(text))


def test_what_stands_before_may_say_that_it_is_a_sort_code() -> None:
    assert list(payment_numbers("20-45-45", before="Sort code")) == ["20-45-45"]


@pytest.mark.parametrize(
    "text",
    [
        "£6,763 is outstanding on your account. Invoice 10004452 fell due.",
        "On your account: invoice 10004452.",
        "Invoice 20261014 was paid on 14-10-26.",
        "The account was paid on 10-14-26.",
        "The bins are 40-77-88 and 40-77-89.",
        "Company number 01234567 has an account with us.",
        "Telephone 01632 960100, the bank's is 01632 960101.",
        "VAT registration GB 000 0000 00.",
        "The account at 14 October 2026 had 1,846 lines and £12,345,678.00.",
        "Two one-day sessions, three people, four orders.",
        "Order 1234567890123 was sent.",
    ],
)
def test_other_numbers_pass(text: str) -> None:
    assert list(payment_numbers(text)) == []
