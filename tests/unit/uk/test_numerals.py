"""Numbers in figures, whichever mark parts their thousands."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.uk.numerals import numeral_fault, parse_numeral, quoted

whole = st.integers(1000, 10**14)


@given(whole, st.integers(0, 99), st.sampled_from([",", "'", " ", "\u2019"]))
def test_thousands_may_be_parted_by_any_one_mark(number: int, part: int, mark: str) -> None:
    text = f"{number:,}".replace(",", mark)
    expected = Decimal(number).scaleb(2) + part

    assert parse_numeral(text) == number
    if number < 10**12:
        assert parse_numeral(f"{text}.{part:02}") == expected / 100


@given(st.integers(1000, 10**12), st.integers(0, 99), st.sampled_from([".", " "]))
def test_a_decimal_comma_is_read_behind_other_marks(number: int, part: int, mark: str) -> None:
    text = f"{number:,}".replace(",", mark)

    assert parse_numeral(f"{text},{part:02}") == Decimal(f"{number}.{part:02}")


@given(st.integers(1, 999), st.integers(0, 99))
def test_a_lone_comma_before_one_or_two_figures_is_refused(number: int, part: int) -> None:
    with pytest.raises(ValueError, match="decimal comma, or a larger number that lost a figure"):
        parse_numeral(f"{number},{part}")


@pytest.mark.parametrize("text", ["1,234 567", "1 234'567", "1..2", "1,2,3", "1.2.3", "1 2"])
def test_marks_that_do_not_part_thousands_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="has marks that do not part it into thousands"):
        parse_numeral(text)


@given(st.text(max_size=80))
def test_any_text_is_a_number_or_a_refusal(text: str) -> None:
    try:
        number = parse_numeral(text)
    except ValueError:
        return

    assert number.is_finite()
    assert number >= 0


def test_what_is_wrong_is_empty_where_nothing_is_known() -> None:
    assert numeral_fault("twelve") == ""


def test_a_message_shows_a_long_text_cut() -> None:
    assert quoted("1,23") == "“1,23”"
    assert len(quoted("9" * 500)) == 62
