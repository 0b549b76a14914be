"""What a single cell says, by what its column promises."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.intake.cells import Unreadable, date_of, hours_of, money_of, text_of
from engross.sources.sheets import NOT_CALCULATED, NoValue, Value

TOO_NARROW = "the cell shows only ####, as its column was too narrow when the file was saved"
MOMENT = dt.datetime(2026, 4, 3, 9)  # noqa: DTZ001 - a spreadsheet's days have no zone

values = st.one_of(
    st.text(max_size=20),
    st.decimals(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from([None, NOT_CALCULATED]),
)


@pytest.mark.parametrize(
    ("value", "amount"),
    [(Decimal("12.5"), "12.5"), ("£1,200.00", "1200"), ("-", "0"), ("£ -", "0"), ("Nil", "0"),
     ("\N{EN DASH}", "0"), ("0", "0")],
)  # fmt: skip
def test_an_amount_is_a_number_or_a_text_of_pounds(value: Value, amount: str) -> None:
    assert money_of(value, "fee") == Decimal(amount)


@pytest.mark.parametrize("value", [None, "", "  ", "n/a", "N/A", "not applicable"])
def test_a_cell_that_says_nothing_is_no_amount_and_no_date(value: Value) -> None:
    assert money_of(value, "fee") is None
    assert date_of(value, "date") is None


def test_only_an_empty_cell_is_no_hours() -> None:
    assert hours_of(None) is None
    assert hours_of("  ") is None
    with pytest.raises(Unreadable, match="hours: “n/a” is not a number of hours"):
        hours_of("n/a")


@pytest.mark.parametrize(
    ("value", "shown", "reason"),
    [
        (Decimal("0.045"), "4.5%", "fee: “4.5%” is a percentage, not an amount of money"),
        (Decimal(5), "€5.00", "fee: “€5.00” is an amount of euros, not of pounds"),
        (Decimal("1E+300"), None, "fee: “1E+300” is not an amount of money"),
        (True, "TRUE", "fee: “TRUE” is not an amount of money"),
        ("TBC", None, "fee: “TBC” is not yet an amount of money"),
        ("€5", None, "fee: “€5” is an amount of euros, not of pounds"),
        ("#N/A", None, "fee: the cell shows the error #N/A"),
        ("#####", None, f"fee: {TOO_NARROW}"),
        (NoValue("the cell shows the error #REF!"), None, "fee: the cell shows the error #REF!"),
        (dt.date(2026, 10, 6), None, "fee: “2026-10-06” is not an amount of money"),
    ],
)  # fmt: skip
def test_what_is_no_amount_of_pounds_is_refused_with_the_reason(
    value: Value, shown: str | None, reason: str
) -> None:
    with pytest.raises(Unreadable) as caught:
        money_of(value, "fee", shown)

    assert str(caught.value) == reason


def test_a_number_shown_in_pounds_is_the_number_itself() -> None:
    assert money_of(Decimal("1234.567"), "fee", "£1,235") == Decimal("1234.567")


@pytest.mark.parametrize(
    ("value", "hours"),
    [(Decimal("1.5"), "1.5"), ("1:30", "1.5"), ("01:30:36", "1.51"), ("0:06:00", "0.1"),
     ("1h 30m", "1.5"), ("1 hr 30 mins", "1.5"), ("90 min", "1.5"), ("1.5 hrs", "1.5"),
     ("PT1H30M", "1.5"), ("1,5", "1.5"), ("(1.5)", "-1.5"), ("-", "0"), (dt.time(1, 30), "1.5"),
     (dt.timedelta(hours=30), "30")],
)  # fmt: skip
def test_hours_are_read_as_time_exports_write_them(value: Value, hours: str) -> None:
    assert hours_of(value) == Decimal(hours)


def test_only_a_bare_number_counts_what_its_column_counts_in() -> None:
    assert hours_of(Decimal(90), unit="minutes") == hours_of("90", unit="minutes") == Decimal("1.5")
    assert hours_of("15", unit="units") == Decimal("1.5")
    assert hours_of("1:30", unit="minutes") == hours_of("90 min", unit="units") == Decimal("1.5")


@pytest.mark.parametrize(
    "value", [True, MOMENT, dt.date(2026, 10, 6), "tbc", "£5", "50%", "1:30 PM"]
)  # fmt: skip
def test_what_is_no_length_of_time_is_refused(value: Value) -> None:
    with pytest.raises(Unreadable, match=r"hours: “.*” is not a number of hours"):
        hours_of(value)


def test_a_share_is_no_number_of_hours_and_an_error_is_said() -> None:
    with pytest.raises(Unreadable, match="“50%” is not a number of hours"):
        hours_of(Decimal("0.5"), "50%")
    with pytest.raises(Unreadable, match="hours: the cell shows the error #REF!"):
        hours_of("#REF!")


def test_a_day_is_a_date_a_moment_or_a_text_in_the_columns_order() -> None:
    assert date_of(MOMENT, "date") == dt.date(2026, 4, 3)
    assert date_of("3/4/26", "date") == dt.date(2026, 4, 3)
    assert date_of("3/4/26", "date", month_first=True) == dt.date(2026, 3, 4)
    assert date_of("-", "date") is None


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (Decimal(46301), "due: “46301” is a number, not a date"),
        ("46301", "due: “46301” is not a date"),
        ("TBC", "due: “TBC” is not yet a date"),
        ("31/6/26", "due: “31/6/26”: June 2026 has no day 31"),
        (dt.time(9), "due: “09:00:00” is not a date"),
        ("#VALUE!", "due: the cell shows the error #VALUE!"),
        (NOT_CALCULATED, "due: the formula has no stored result"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(value: Value, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        date_of(value, "due")

    assert str(caught.value) == reason


@pytest.mark.parametrize(
    ("value", "shown", "text"),
    [
        (Decimal(7), "007", "007"),
        (Decimal(42), "INV-0042", "INV-0042"),
        (Decimal("0.045"), "4.5%", "4.5%"),
        (Decimal(1234), "1,234.00", "1234"),
        (Decimal(5), "£5", "5"),
        (Decimal(5), "", "5"),
        (Decimal("4E+11"), "4.00E+11", "400000000000"),
        (Decimal("4452.00"), None, "4452"),
        ("4452.0", None, "4452"),
        (" two\n lines ", None, "two lines"),
        (dt.date(2026, 10, 1), "Oct-26", "Oct-26"),
        (None, None, ""),
        (NOT_CALCULATED, None, ""),
    ],
)
def test_a_text_is_what_is_shown_only_where_that_says_more(
    value: Value, shown: str | None, text: str
) -> None:
    assert text_of(value, shown) == text


@given(values, st.one_of(st.none(), st.text(max_size=8)))
def test_any_value_is_what_its_column_promises_or_a_refusal(
    value: Value, shown: str | None
) -> None:
    refusals = 0
    for read in (
        lambda: money_of(value, "fee", shown),
        lambda: hours_of(value, shown),
        lambda: date_of(value, "date", shown),
    ):
        try:
            read()
        except Unreadable as refusal:
            refusals += bool(str(refusal))

    assert refusals <= 3
    assert isinstance(text_of(value, shown), str)
