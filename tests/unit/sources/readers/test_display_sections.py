"""Format codes taken apart."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engross.sources.readers.display_sections import Condition, parse


def kinds(code: str) -> list[str]:
    return [part.kind for part in parse(code).numbers[0].parts]


def texts(code: str) -> list[str]:
    return [part.text for part in parse(code).numbers[0].parts]


def test_semicolons_part_sections_unless_they_are_quoted() -> None:
    assert len(parse('0;"a;b";\\;;@').numbers) == 3


def test_the_section_with_a_place_for_text_is_for_texts() -> None:
    code = parse("m/d/yyyy;@")

    assert len(code.numbers) == 1
    assert code.text is not None


def test_colours_go_and_currencies_stay() -> None:
    assert texts("[Red][Color 12][$£-809]0") == ["£", "0"]
    assert parse("[$-809]0").numbers[0].locale == "809"


def test_a_condition_may_hold_blanks() -> None:
    assert parse("[< 10]0").numbers[0].condition == Condition("<", Decimal(10))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("h:mm", ["h", ":", "nn"]),
        ("mm:ss", ["nn", ":", "ss"]),
        ("h:mm:ss m", ["h", ":", "nn", ":", "ss", " ", "m"]),
        ("d/m/yy h:m", ["d", "/", "m", "/", "yy", " ", "h", ":", "n"]),
        ("[mm]", ["nn"]),
    ],
)
def test_minutes_are_told_from_months(code: str, expected: list[str]) -> None:
    assert texts(code) == expected


def test_noughts_after_the_seconds_are_their_fraction() -> None:
    assert kinds("ss.000") == ["date", "fraction"]
    assert kinds("0.000")[1] == "point"


@pytest.mark.parametrize(
    "code", ["", "\\", '"open', "_", "*", "[", "]", "[$", "[$-]", "[>]", "[>1.2.3]0"]
)
def test_a_code_that_breaks_off_is_still_a_code(code: str) -> None:
    assert parse(code).numbers or parse(code).text
