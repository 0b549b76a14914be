from __future__ import annotations

import pytest

from engross.knowledge.precedents.names import ORDINARY
from engross.knowledge.precedents.vocabulary import (
    ORDINARY_WORDS,
    forms,
    is_only_a_word,
    is_ordinary,
    names_in,
    parts,
)


def test_every_word_that_may_stand_behind_a_colon_may_begin_a_sentence() -> None:
    assert {word.lower() for word in ORDINARY["beginnings"]} <= ORDINARY_WORDS


def test_forenames_and_surnames_are_no_ordinary_words() -> None:
    both = ORDINARY_WORDS & set(ORDINARY["names_too"])

    assert both == {"case", "cash", "just", "ring", "work"}


@pytest.mark.parametrize(
    "word", ["We", "It's", "Don\u2019t", "Follow-up", "Re-issued", "Quarter's"]
)
def test_an_ordinary_word_may_begin_a_sentence(word: str) -> None:
    assert is_ordinary(word)


@pytest.mark.parametrize("word", ["Banks", "Brasswell", "Brasswell-led", "O'Neill", "-", ""])
def test_what_is_not_listed_may_not(word: str) -> None:
    assert not is_ordinary(word)


def test_only_in_small_letters_is_an_ordinary_word_no_name_under_another_ending() -> None:
    assert is_only_a_word("banks")
    assert not is_only_a_word("Banks")
    assert not is_only_a_word("brasswells")


def test_a_word_is_known_with_the_endings_of_a_plural_and_without() -> None:
    assert forms(["Nurseries"]) >= {"nurseries", "nursery"}
    assert forms(["Joneses"]) >= {"joneses", "jones"}
    assert forms(["Oke", "is"]) == {"oke"}


def test_a_word_falls_into_its_parts_and_what_they_are_together() -> None:
    assert parts("pen-berthy's") == ("pen", "berthy", "penberthy")
    assert parts("wrackline_notes") == ("wrackline", "notes", "wracklinenotes")
    assert parts("Rao\u2019s") == ("Rao",)


def test_names_of_a_text_have_their_capital_everywhere() -> None:
    texts = ["Brasswell rang. Moorings are let; the moorings pay.", "Élodie asked. We told Mark."]

    assert names_in(texts) == {"Brasswell", "Élodie", "Mark"}
