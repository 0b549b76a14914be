"""Titles before names, and names in capitals."""

from __future__ import annotations

import pytest

from engross.intake.crm.titles import in_capitals, is_title, out_of_capitals, parted


@pytest.mark.parametrize(
    ("name", "title", "rest"),
    [
        ("Mrs. Ruth Adeyemi", "Mrs", "Ruth Adeyemi"),
        ("Rev'd Dr Siân Ffoulkes OBE", "Rev'd Dr", "Siân Ffoulkes OBE"),
        ("Ruth Adeyemi", "", "Ruth Adeyemi"),
        ("Major", "", "Major"),
    ],
)
def test_a_title_is_parted_from_the_name(name: str, title: str, rest: str) -> None:
    assert parted(name) == (title, rest)


def test_several_words_are_a_title_where_each_is_one() -> None:
    assert is_title("Rev'd Dr")
    assert not is_title("Dr Herr")
    assert not is_title("")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("JOHN HARTLEY", "John Hartley"),
        ("SIÂN O'NEILL-FFOULKES OBE", "Siân O'Neill-Ffoulkes OBE"),
        ("J R SMITH", "J R Smith"),
        ("John HARTLEY", "John HARTLEY"),
        ("JOHN MCDEE", "JOHN MCDEE"),
        ("JR SMITH", "JR SMITH"),
        ("ANNA VAN DER BERG", "ANNA VAN DER BERG"),
    ],
)
def test_a_name_is_taken_out_of_capitals_where_everybody_can_tell_how(
    written: str, name: str
) -> None:
    assert out_of_capitals(written) == name


def test_initials_alone_are_no_name_in_capitals() -> None:
    assert in_capitals("JOHN HARTLEY")
    assert not in_capitals("J R")
    assert not in_capitals("John HARTLEY")
