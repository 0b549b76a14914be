"""What UK money looks like, read and written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.uk.money import NIL, format_cell, format_pence, format_pounds, parse_money

pence = st.integers(-(10**12), 10**12).map(lambda n: Decimal(n) / 100)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("£2,500.00", "2500"),
        ("(500.00)", "-500"),
        ("500.00-", "-500"),
        ("-£12.50", "-12.50"),
        ("£-12.50", "-12.50"),
        ("£1.2m", "1200000"),
        ("£12k", "12000"),
        ("£1.2 million", "1200000"),
        ("1,234.5", "1234.5"),
        ("GBP 99", "99"),
        (" £ 7 ", "7"),
        ("0", "0"),
    ],
)
def test_money_is_read_as_people_and_exports_write_it(text: str, amount: str) -> None:
    assert parse_money(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    ["", "£", "n/a", "1,23", "12,34,567", "1.234,50", "(-5)", "5)", "-5-", "1 000", "1_000", "1e3",
     "£5 per hour", "٣", "NaN", "12k5", "$5", "2026-10-14"],
)  # fmt: skip
def test_money_that_is_not_understood_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="amount"):
        parse_money(text)


@given(pence)
def test_what_prose_shows_reads_back_as_the_same_amount(amount: Decimal) -> None:
    shown = format_pence(amount)

    assert parse_money(shown) == amount


@given(pence)
def test_what_a_table_shows_reads_back_as_the_same_amount(amount: Decimal) -> None:
    shown = format_cell(amount, pence=True)

    assert shown == NIL if amount == 0 else parse_money(shown) == amount


@given(pence)
def test_whole_pounds_are_never_more_than_fifty_pence_away(amount: Decimal) -> None:
    shown = parse_money(format_pounds(amount))

    assert abs(shown - amount) <= Decimal("0.5")


@given(st.text(max_size=12))
def test_any_text_is_an_amount_or_a_refusal(text: str) -> None:
    try:
        amount = parse_money(text)
    except ValueError:
        return

    assert amount.is_finite()


def test_prose_has_no_zero_pence_and_half_a_pound_goes_up() -> None:
    assert [format_pence(Decimal(n)) for n in ("1996.00", "1996.5", "-12.5")] == [
        "£1,996",
        "£1,996.50",
        "\N{MINUS SIGN}£12.50",
    ]
    assert format_pounds(Decimal("2499.5")) == "£2,500"
    assert format_pounds(Decimal("-0.4")) == "£0"


def test_tables_bracket_negatives_and_show_nil_as_a_dash() -> None:
    cells = [format_cell(Decimal(n), pence=False) for n in ("1234.56", "-1234.56", "0", "0.4")]

    assert cells == ["1,235", "(1,235)", NIL, "0"]
    assert format_cell(Decimal("1234.5"), pence=True) == "1,234.50"
