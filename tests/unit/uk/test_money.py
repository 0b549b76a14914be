"""What UK money looks like, read and written."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.uk.money import (
    NIL,
    format_cell,
    format_pence,
    format_pounds,
    other_currency,
    parse_money,
)

pence = st.integers(-(10**12), 10**12).map(lambda n: Decimal(n) / 100)
_PIECES = (
    "£", "€", "(", ")", "-", "\u2212", "+", ".", ",", "'", " ", "\u00a0", "1", "23", "456", "0",
    "k", "m", " million", "CR", "DR", "%", "\u00bd", "\u0663", "\u212a",
)  # fmt: skip
near_money = st.lists(st.sampled_from(_PIECES), max_size=10).map("".join)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("£2,500.00", "2500"),
        ("(500.00)", "-500"),
        ("£(500)", "-500"),
        ("(£500)", "-500"),
        ("500.00-", "-500"),
        ("-£12.50", "-12.50"),
        ("£-12.50", "-12.50"),
        ("\u2212£12.50", "-12.50"),
        ("+5", "5"),
        ("£1.2m", "1200000"),
        ("£12k", "12000"),
        ("£1.2 million", "1200000"),
        ("£3bn", "3000000000"),
        ("1,234.5", "1234.5"),
        ("1,234", "1234"),
        ("GBP 99", "99"),
        ("1,200 GBP", "1200"),
        (" £ 7 ", "7"),
        ("0", "0"),
        ("-0", "0"),
        (".50", "0.50"),
        ("500.", "500"),
        ("75p", "0.75"),
        ("1,200.00 CR", "-1200"),
        ("1,200.00DR", "1200"),
        ("1'234.50", "1234.50"),
        ("1 234.50", "1234.50"),
        ("1\u202f234", "1234"),
        ("£1\u00a0234\u00a0567", "1234567"),
        ("0.30000000000000004", "0.3"),
    ],
)
def test_money_is_read_as_people_and_exports_write_it(text: str, amount: str) -> None:
    assert parse_money(text) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1.234,50", "1234.50"), ("1 234,50", "1234.50"), ("1234,50", "1234.50"), ("0,75", "0.75"),
     ("1.234.567", "1234567"), ("12.345.678,9", "12345678.9")],
)  # fmt: skip
def test_a_comma_is_a_decimal_comma_where_it_cannot_part_thousands(text: str, amount: str) -> None:
    assert parse_money(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    ["", "£", "n/a", "1,23", "12,34,567", "12,00,000", "1.234,567", "012,345", "(-5)", "5)", "(5",
     "-5-", "+5-", "-5 CR", "(5) DR", "1_000", "1e3", "£5 per hour", "٣", "NaN", "Infinity", "12k5",
     "$5", "2026-10-14", "1" * 16, "1,000,000,000,000,000,000", "£1,200 + VAT", "9" * 9999],
)  # fmt: skip
def test_money_that_is_not_understood_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="amount"):
        parse_money(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("€500", "is an amount of euros, not of pounds"),
        ("500 usd", "is an amount of US dollars, not of pounds"),
        ("\u20bf5", "is an amount of another currency"),
        ("4.5%", "is a percentage"),
        ("£1,200 plus VAT", "says something of VAT"),
        ("£150/hr", "is a rate"),
        ("~£500", "is only about an amount"),
        ("£500-£700", "holds more than one amount"),
        ("3/4/26", "looks like a date"),
        ("1,23", "may be 1.23 with a decimal comma, or a larger number that lost a figure"),
        ("£1\u00bd", "vulgar fraction one half"),
        ("\uff11\uff12", "is not written in the figures 0 to 9"),
        ("1e3", "power of ten"),
        ("9" * 99, "too long"),
        ("£1000000 bn", "too large"),
    ],
)
def test_a_refusal_says_in_words_what_was_found(text: str, words: str) -> None:
    with pytest.raises(ValueError, match="“") as caught:
        parse_money(text)

    assert words in str(caught.value)


def test_other_currencies_are_named_and_pounds_are_not() -> None:
    assert other_currency("A 12.50 CHF") == "Swiss francs"
    assert other_currency("US$5") == "US dollars"
    assert other_currency("£5 GBP, NEUROSCIENCE") == ""


@given(pence)
def test_every_house_form_is_written_the_same_again(amount: Decimal) -> None:
    pounds, exact = format_pounds(amount), format_pence(amount)
    cell = format_cell(amount or Decimal(1), pence=True)

    assert format_pounds(parse_money(pounds)) == pounds
    assert format_pence(parse_money(exact)) == exact
    assert format_cell(parse_money(cell), pence=True) == cell


@given(pence.filter(bool), st.sampled_from(["-{}", "({})", "{}-", "\u2212£{}", "£-{}", "{} CR"]))
def test_every_sign_below_nil_means_the_same(amount: Decimal, form: str) -> None:
    plain = f"{abs(amount):,.2f}"

    assert parse_money(form.format(plain)) == -parse_money(plain) == -abs(amount)


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


@given(st.one_of(st.text(max_size=12), near_money))
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


@pytest.mark.parametrize("piece", ["1", "1,", "1 ", ",", "(", " ", "-", "1'", "k", "£1.2 million "])
def test_a_long_text_takes_no_longer_than_a_short_one(piece: str) -> None:
    started = time.perf_counter()
    with pytest.raises(ValueError, match="amount"):
        parse_money(piece * 200_000)

    assert time.perf_counter() - started < 0.5
