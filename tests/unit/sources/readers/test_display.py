"""What a cell shows under its number format, as Excel shows it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.sources.readers.display import BUILT_IN, REGION, UNITED_STATES, is_date, shown

ACCOUNTS = '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)'


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1200, "£#,##0.00;[Red](£#,##0.00)", "£1,200.00"),
        (-1200, "£#,##0.00;[Red](£#,##0.00)", "(£1,200.00)"),
        (-0.5, "#,##0.00", "-0.50"),
        (0, '0;-0;"nil"', "nil"),
        (5, ";;;", ""),
        (-5, "0;;0;@", ""),
        (1234.5, "[$£-809]#,##0.00", "£1,234.50"),
        (1234.5, "[$€-2] #,##0", "€ 1,235"),
        (0.3, 'General" hours"', "0.3 hours"),
        (-2, 'General" hours"', "-2 hours"),
        (7, '"billed"', "billed"),
        (7, "@", "7"),
        (7, '0;"x"@', "7"),
    ],
)
def test_the_section_of_a_number_is_chosen_by_its_sign(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1.5, '[<10]0" few"', "2 few"),
        (10, '[<10]0" few"', "10"),
        (12, '[>=10]0" many";0.0', "12 many"),
        (9, '[>=10]0" many";0.0', "9.0"),
        (-9, '[>100]0" many";(0);0.0', "(9)"),
        (9, '[>100]0" many";(0);0.0', "9.0"),
        (-3, '[<0]0" owed";0', "3 owed"),
        (-3, "[<10]0.0;0", "-3.0"),
        (5, "[<1]0;[<2]0", "5"),
        (0.5, '0.0;[=0]"none"', "0.5"),
    ],
)
def test_a_condition_chooses_the_section(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(12126, " 12,126.00 "), (-12126, " (12,126.00)"), (0, " -   "), ("fees", " fees ")],
)
def test_padding_is_a_blank_and_filling_is_nothing(value: float | str, text: str) -> None:
    assert shown(value, ACCOUNTS) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("Wrackline", "General", "Wrackline"),
        ("Wrackline", "0.00", "Wrackline"),
        ("Wrackline", '0;0;0;"client "@', "client Wrackline"),
        ("Wrackline", ";;;", ""),
        (True, "0.00", "TRUE"),
        (False, "General", "FALSE"),
        (None, "0.00", ""),
    ],
)
def test_texts_and_truth_values_go_by_the_text_section(
    value: str | bool | None,  # noqa: FBT001 - a cell's value, not a switch
    code: str,
    text: str,
) -> None:
    assert shown(value, code) == text


def test_a_number_is_rounded_half_up_on_the_fifteen_digits_that_excel_keeps() -> None:
    assert shown(1.005, "0.00") == "1.01"
    assert shown(1.1 * 3, "General") == "3.3"
    assert shown(Decimal("0.285"), "0.00") == "0.29"


def test_what_is_no_number_is_shown_as_excel_shows_it() -> None:
    assert shown(float("nan"), "0.00") == "#NUM!"


def test_the_machine_s_own_dates_are_british() -> None:
    assert shown(46310, BUILT_IN[14]) == "15/10/2026"
    assert shown(46310.75, BUILT_IN[22]) == "15/10/2026 18:00"
    assert shown(46310, "[$-F800]dddd, mmmm dd, yyyy") == "15 October 2026"
    assert shown(46310.75, "[$-F400]h:mm:ss AM/PM") == "18:00:00"


def test_a_measurement_may_ask_for_another_country_s_dates() -> None:
    token = REGION.set(UNITED_STATES)
    try:
        short = shown(46310, BUILT_IN[14])
    finally:
        REGION.reset(token)

    assert short == "10/15/26"


@pytest.mark.parametrize(
    "code", ["dd/mm/yyyy", "mmm-yy", "[h]:mm", "h:mm AM/PM", "[$-809]d mmmm yyyy;@", "mm:ss.0"]
)
def test_a_date_s_code_is_known(code: str) -> None:
    assert is_date(code)


@pytest.mark.parametrize(
    "code",
    ["General", "0.00", '"days" 0', "0.00E+00", "[Red]0", "@", "\\d0", "[$-409]#,##0", "", ";;;"],
)
def test_other_codes_are_no_date_s(code: str) -> None:
    assert not is_date(code)


@given(
    st.one_of(st.floats(), st.decimals(), st.text(max_size=5), st.booleans(), st.none()),
    st.text('0#?.,%/@;ymdhsEe+-_*\\"[]$<>= :GbA1', max_size=14),
    st.booleans(),
)
def test_any_code_shows_some_text(
    value: float | str | None,
    code: str,
    date_1904: bool,  # noqa: FBT001 - drawn, not passed
) -> None:
    assert isinstance(shown(value, code, date_1904=date_1904), str)
