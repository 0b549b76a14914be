"""Numbers as Excel writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.sources.readers.display import shown
from engross.sources.readers.display_numbers import formatted, general, pieced
from engross.sources.readers.display_sections import parse

LAYOUTS = ("0", "0.00", "#,##0", '"£"#,##0.00_)', "0.0%", "##,##0", "#0.000")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0", "0"),
        ("1.20", "1.2"),
        ("-1234567.891", "-1234567.891"),
        ("10000000000", "10000000000"),
        ("123456789012", "1.23457E+11"),
        ("99999999999.5", "1E+11"),
        ("1.23456789155", "1.234567892"),
        ("12345.678901234", "12345.6789"),
        ("0.333333333333333", "0.333333333"),
        ("0.000123456789", "0.000123457"),
        ("0.000000001", "0.000000001"),
        ("0.0000000001", "1E-10"),
        ("0.0000123456789", "1.23457E-05"),
        ("9.9999999E+20", "1E+21"),
    ],
)
def test_general_fits_a_number_into_eleven_characters(number: str, text: str) -> None:
    assert general(Decimal(number)) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (5, "0,000", "0,005"),
        (5, "?,???", "    5"),
        (0, "#", ""),
        (0, "#0.#", "0."),
        (0.5, "#.##", ".5"),
        (1.5, ".00", "1.50"),
        (1.5, "0.??", "1.5 "),
        (123456789, "000-00-0000", "123-45-6789"),
        (12345678, "#,##0,", "12,346"),
        (12345678, '0.0,,"m"', "12.3m"),
        (0.045, "0.0%", "4.5%"),
        (0.045, "0%%", "450%%"),
        (2, "00.0", "02.0"),
    ],
)
def test_places_groups_and_scale(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (12345, "0.00E+00", "1.23E+04"),
        (0.00012, "0.00E+00", "1.20E-04"),
        (0.00012, "0.00E-00", "1.20E-04"),
        (12345, "0.00E-00", "1.23E04"),
        (99999, "0.00E+00", "1.00E+05"),
        (12345, "##0.0E+0", "12.3E+3"),
        (999960, "##0.0E+0", "1.0E+6"),
        (0, "0.00E+00", "0.00E+00"),
    ],
)
def test_scientific(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (2.5, "# ?/?", "2 1/2"),
        (3, "# ?/?", "3    "),
        (0.5, "?/?", "1/2"),
        (0.3333, "# ??/??", "  1/3 "),
        (2.3, "# ?/8", "2 2/8"),
        (1.99, "# ?/4", "2    "),
        (0.25, '# ?/100" of it"', " 25/100 of it"),
        (7, "0/x", "7/x"),
    ],
)
def test_fractions(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


@given(
    st.sampled_from(LAYOUTS),
    st.decimals(0, 10**16, places=6),
)
def test_the_quick_way_shows_what_the_careful_one_shows(code: str, size: Decimal) -> None:
    section = parse(code).numbers[0]

    assert section.layout is not None
    assert formatted(section, size) == pieced(section.parts, size)
