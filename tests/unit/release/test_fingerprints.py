from __future__ import annotations

import itertools
from importlib.resources import files

from engross.release import in_words

WORDS = files("engross.release").joinpath("words.txt").read_text(encoding="utf-8").split()


def apart(one: str, other: str) -> int:
    """How many letters must be put in, left out or changed to make one of the other."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        before, row[0] = row[0], number
        for place, wanted in enumerate(other, 1):
            before, row[place] = (
                row[place],
                min(row[place] + 1, row[place - 1] + 1, before + (letter != wanted)),
            )
    return row[-1]


def test_there_is_one_word_for_each_byte_and_no_two_are_easily_mistaken() -> None:
    near = [pair for pair in itertools.combinations(WORDS, 2) if apart(*pair) < 3]

    assert len(set(WORDS)) == 256
    assert near == []


def test_words_are_plain() -> None:
    assert all(word.isascii() and word.isalpha() and word.islower() for word in WORDS)


def test_a_fingerprint_is_read_as_three_groups_of_four_words() -> None:
    first, last = WORDS[0], WORDS[255]

    assert in_words("00ff" * 16) == "; ".join([f"{first} {last} {first} {last}"] * 3)
