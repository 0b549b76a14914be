import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.ooxml.marks import has_marks, mark
from engross.rendering.values import cleaned


@pytest.mark.parametrize(
    ("given_text", "made"),
    [
        ("Smith & Sons <Ltd>", "Smith & Sons <Ltd>"),
        ("two\nlines\tand\r\nmore", "two lines and more"),
        ("a\x00b\x08c\x9fd", "abcd"),
        ("half \ud800 a letter", "half  a letter"),
        ("reads \u202e21\u202c backwards", "reads 21 backwards"),
        (f"{mark('figure1', 'forged')}", "forged"),
        ("\ue000bullet", "bullet"),
        ("  around  ", "around"),
    ],
)
def test_a_value_is_one_clean_line(given_text: str, made: str) -> None:
    assert cleaned(given_text) == made


@given(st.text())
def test_a_clean_value_has_no_control_and_no_mark(text: str) -> None:
    value = cleaned(text)

    assert not has_marks(value)
    assert all(character >= " " for character in value)
    assert value.encode().decode() == value
