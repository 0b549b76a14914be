"""What a search finds, and behind which walls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from engross.adapters.passages import ChromaIndex
from engross.errors import StorageError
from engross.testing import HashedEmbedding
from integration.knowledge.files_to_index import (
    FIRM,
    SECRET,
    Reader,
    files_in,
    found,
    put,
    shelved,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "chroma"


@pytest.fixture
def index(folder: Path) -> Iterator[ChromaIndex]:
    opened = ChromaIndex(folder, HashedEmbedding())
    yield opened
    opened.close()


def test_a_match_has_its_passage_with_everything_said_of_it(index: ChromaIndex) -> None:
    put(index, FIRM)
    (expected,) = Reader(FIRM)(shelved(FIRM)[0]).texts

    match = max(index.matches(["firm"], "interest", 5), key=lambda match: match.words)

    assert match.text == expected
    assert expected.about == "Fees > Late payment"


def test_a_passage_is_found_by_what_it_is_about(index: ChromaIndex) -> None:
    put(index, FIRM)

    assert found(index, "late payment")[0] == "We may charge interest."


def test_nearness_is_the_exact_cosine(index: ChromaIndex) -> None:
    put(index, FIRM)
    question = "When is the VAT return due?"
    asked, row = HashedEmbedding().embed([question, FIRM["vat.txt"][0]]).astype(np.float64)

    (match,) = [m for m in index.matches(["firm"], question, 5) if m.text.file == "vat.txt"]

    assert match.nearness == pytest.approx(asked @ row, abs=1e-12)


def test_a_passage_whose_heading_asks_is_as_near_as_its_heading(index: ChromaIndex) -> None:
    faq = {
        "faq.md": [
            "Questions > Do you record calls?|Only if everybody agrees.",
            "Fees|There is a fee for copies of the books of account.",
            "Questions > How is an invoice queried?|Write to the partner.",
        ]
    }
    put(index, faq)

    asked = {m.text.place: m for m in index.matches(["firm"], "Do you record calls?", 1)}
    last = {m.text.place: m for m in index.matches(["firm"], "How is an invoice queried?", 1)}

    assert asked["paragraph 1"].nearness == pytest.approx(1.0)
    assert last["paragraph 3"].nearness == pytest.approx(1.0)
    assert 0 < asked["paragraph 1"].words < 1


def test_the_nearest_in_meaning_and_the_best_in_words_come(index: ChromaIndex) -> None:
    class Contrary(HashedEmbedding):
        """Nearness has nothing to do with words."""

        def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
            rows = [[1.0, 0.0] if "banana" in text else [0.6, 0.8] for text in texts]
            return np.array(rows, dtype=np.float32)

        dimensions = 2
        name = "contrary"

    contrary = ChromaIndex(index._folder, Contrary())
    put(contrary, {"a.txt": ["A yellow fruit, say a banana.", "Interest is charged.", "Nothing."]})

    matches = contrary.matches(["firm"], "interest on a banana", 1)
    contrary.close()

    assert [m.text.place for m in matches] == ["paragraph 1", "paragraph 2"]


def test_no_more_than_were_asked_for_come_of_either_kind(index: ChromaIndex) -> None:
    put(index, {f"{n}.txt": [f"Payroll closes on day {n}."] for n in range(30)})

    matches = index.matches(["firm"], "payroll closes", 4)

    assert 4 <= len(matches) <= 8
    assert index.matches(["firm"], "payroll", 0) == []


def test_a_text_that_stands_at_two_places_matches_at_both(index: ChromaIndex) -> None:
    put(index, {"a.txt": ["Interest is charged."], "b.txt": ["Interest is charged."]})

    matches = index.matches(["firm"], "interest", 5)

    assert sorted(match.text.file for match in matches) == ["a.txt", "b.txt"]
    assert len({match.text.id for match in matches}) == 1


@pytest.mark.parametrize("question", ["", "the of and", "Zebra zoology?"])
def test_a_question_without_a_word_of_the_wall_has_no_words_in_common(
    index: ChromaIndex, question: str
) -> None:
    put(index, FIRM)

    matches = index.matches(["firm"], question, 5)

    assert all(match.words == 0 for match in matches)
    assert len(matches) == (2 if "Zebra" in question else 0)


def test_passages_without_a_word_are_kept(index: ChromaIndex) -> None:
    put(index, {"a.txt": ["---", "* * *"]})

    assert index.content("firm")["a.txt"].passages == 2
    assert all(match.words == 0 for match in index.matches(["firm"], "interest", 5))


def test_many_passages_are_all_found(index: ChromaIndex) -> None:
    many = [
        f"Rule {n} of the {n % 7} parts on topic{n // 3}, {('pay', 'tax', 'vat')[n % 3]}"
        for n in range(1_300)
    ]
    put(index, {"rules.txt": many})

    nearest = {text: found(index, text, limit=3)[0] for text in many[::250]}

    assert index.content("firm")["rules.txt"].passages == 1_300
    assert all(text == first for text, first in nearest.items())


def test_a_passage_behind_another_wall_never_comes(index: ChromaIndex) -> None:
    put(index, FIRM)
    put(index, SECRET, "client-copperbeech")

    ours = found(index, "interest", "firm", "client-wrackline", "matter-wrackline.audit", limit=50)
    theirs = found(index, "interest", "firm", "client-copperbeech", limit=50)

    assert not any("Copperbeech" in text for text in ours)
    assert any("Copperbeech" in text for text in theirs)


def test_a_search_opens_no_file_behind_another_wall(index: ChromaIndex, folder: Path) -> None:
    put(index, FIRM)
    put(index, SECRET, "client-copperbeech")
    index.close()
    for file in files_in(folder / "client-copperbeech"):
        file.write_bytes(b"would be noticed if it were opened")

    assert "We may charge interest." in found(index, "interest", "firm", "client-wrackline")


def test_no_walls_find_nothing(index: ChromaIndex) -> None:
    put(index, FIRM)

    assert index.matches([], "interest", 5) == []


def test_a_wall_named_twice_is_searched_once(index: ChromaIndex) -> None:
    put(index, FIRM)

    assert len(index.matches(["firm", "firm"], "interest", 5)) == 2


@pytest.mark.parametrize("wall", ["", "..", "../firm", "client/wrackline", "Firm", ".locks"])
def test_what_is_no_wall_is_refused(index: ChromaIndex, wall: str) -> None:
    for use in (
        lambda: index.matches([wall], "interest", 5),
        lambda: index.replace(wall, shelved(FIRM), Reader(FIRM)),
        lambda: index.content(wall),
        lambda: index.held(wall),
    ):
        with pytest.raises(StorageError, match="is not the name of a wall"):
            use()
