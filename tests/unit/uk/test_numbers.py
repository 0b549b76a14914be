"""Hours, percentages and counts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.uk.numbers import format_days, format_hours, format_percent, parse_percent


@pytest.mark.parametrize(
    ("text", "percentage"),
    [("4.5%", "4.5"), ("4.5 per cent", "4.5"), ("12 percent", "12"), ("-3%", "-3"),
     ("(3%)", "-3"), ("\u22123.0 %", "-3"), ("1,200%", "1200"), ("0%", "0"), ("5pc", "5")],
)  # fmt: skip
def test_a_percentage_is_read_as_people_write_it(text: str, percentage: str) -> None:
    assert parse_percent(text) == Decimal(percentage)


@pytest.mark.parametrize(
    "text", ["", "4.5", "%", "4.5%%", "(3%", "£5%", "1,5%", "\u0663%", "4.5% of £5"]
)
def test_what_is_not_clearly_a_percentage_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="percentage"):
        parse_percent(text)


@given(st.integers(-100_000, 100_000).map(lambda n: Decimal(n) / 10))
def test_a_written_percentage_reads_back(percentage: Decimal) -> None:
    assert parse_percent(format_percent(percentage)) == percentage


@given(st.text(max_size=40))
def test_any_text_is_a_percentage_or_a_refusal(text: str) -> None:
    try:
        percentage = parse_percent(text)
    except ValueError:
        return

    assert percentage.is_finite()


def test_hours_and_days_are_written_with_their_unit() -> None:
    assert format_hours(Decimal("12.5")) == "12.5 hours"
    assert [format_days(Decimal(n)) for n in (1, 30)] == ["1 day", "30 days"]
