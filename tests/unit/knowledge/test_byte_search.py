from __future__ import annotations

import io
import random

import pytest

from engross.knowledge.byte_search import SHORTEST, ByteSearch

WORDS = (b"the Marlowe glasshouse", b"Quennell Brothers", b"Ottoline Fanshawe")


def test_each_string_is_counted_as_often_as_it_stands_there() -> None:
    data = b"x" * 5 + WORDS[0] + b"\0" + WORDS[1] + WORDS[0] + b"yy"

    found = ByteSearch(WORDS).found(io.BytesIO(data))

    assert found == {WORDS[0]: 2, WORDS[1]: 1}


def test_a_string_is_found_wherever_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engross.knowledge.byte_search._CHUNK", 40)
    search = ByteSearch(WORDS)

    counts = [
        search.found(io.BytesIO(b"." * before + WORDS[0] + b"." * 50))[WORDS[0]]
        for before in range(100)
    ]

    assert counts == [1] * 100


def test_strings_that_begin_alike_and_one_within_another_are_told_apart() -> None:
    strings = [b"glasshouse of Quennell", b"glasshouse of Peverell", b"glasshouse of"]

    found = ByteSearch(strings).found(io.BytesIO(b"the glasshouse of Peverell is let"))

    assert set(found) == {strings[1], strings[2]}


def test_it_agrees_with_a_plain_count_on_random_bytes() -> None:
    chooser = random.Random(9)  # noqa: S311 - a sample, not a secret
    data = bytes(chooser.choices(b"ab\0", k=20_000))
    strings = {data[at : at + 14] for at in range(0, 19_000, 97)}
    strings = {s for s in strings if any(s[:8])}

    found = ByteSearch(strings).found(io.BytesIO(data))

    assert set(found) == strings
    assert all(found[s] == sum(data.startswith(s, at) for at in range(len(data))) for s in strings)


@pytest.mark.parametrize("string", [b"x" * (SHORTEST - 1), bytes(40), b""])
def test_what_stands_everywhere_is_not_looked_for(string: bytes) -> None:
    search = ByteSearch([string])

    assert len(search) == 0
    assert search.found(io.BytesIO(string * 3)) == {}


def test_an_empty_stream_holds_nothing() -> None:
    assert ByteSearch(WORDS).found(io.BytesIO()) == {}
