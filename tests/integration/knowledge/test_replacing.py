"""What a wall holds, and what becomes of it when its files change."""

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
    Files,
    contents,
    files_in,
    found,
    put,
    run,
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


class CountingEmbedding(HashedEmbedding):
    """Remembers what it embedded."""

    def __init__(self, name: str = "keywords/2") -> None:
        self.name = name
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += texts
        return super().embed(texts)


def test_a_wall_tells_what_each_file_came_to(index: ChromaIndex) -> None:
    files: Files = {"rates.xlsx": ["Partner 300"], "broken.pdf": [], **FIRM}
    put(index, files)

    content = index.content("firm")

    assert list(content) == ["rates.xlsx", "broken.pdf", "fees.md", "vat.txt"]
    assert content["broken.pdf"].refused == "It cannot be read."
    assert (content["broken.pdf"].passages, content["fees.md"].passages) == (0, 1)
    assert content["rates.xlsx"].left_out == "A hidden sheet was left out."
    assert [kept.stamp for kept in content.values()] == [file.stamp for file in shelved(files)]


def test_a_wall_of_refused_files_only_is_remembered_and_finds_nothing(index: ChromaIndex) -> None:
    put(index, {"broken.pdf": []})

    read_again = put(index, {"broken.pdf": []})

    assert read_again == []
    assert index.content("firm")["broken.pdf"].refused
    assert index.matches(["firm"], "interest", 5) == []
    assert list(index.held("firm")[0]) == []


def test_the_walls_that_hold_something_are_named_in_order(index: ChromaIndex) -> None:
    assert list(index.walls()) == []

    put(index, FIRM)
    put(index, SECRET, "client-copperbeech")

    assert list(index.walls()) == ["client-copperbeech", "firm"]


def test_everything_held_comes_with_its_vectors(index: ChromaIndex) -> None:
    put(index, {**FIRM, "faq.md": ["Do you record calls?|Only if everybody agrees."]})

    texts, rows = index.held("firm")

    assert [text.file for text in texts] == ["fees.md", "vat.txt", "faq.md", "faq.md"]
    expected = HashedEmbedding().embed(
        [
            "Fees > Late payment\nWe may charge interest.",
            FIRM["vat.txt"][0],
            "Do you record calls?\nOnly if everybody agrees.",
            "Do you record calls?",
        ]
    )
    assert np.array_equal(rows, expected)


def test_only_new_and_changed_files_are_read_and_embedded(folder: Path) -> None:
    embedding = CountingEmbedding()
    index = ChromaIndex(folder, embedding)
    put(index, FIRM)
    embedding.embedded.clear()

    read = put(
        index, {"new.txt": ["Stamp duty is due."], **FIRM, "fees.md": ["Interest is waived."]}
    )
    index.close()

    assert read == ["new.txt", "fees.md"]
    assert sorted(embedding.embedded) == ["Interest is waived.", "Stamp duty is due."]


def test_a_passage_that_was_there_is_not_embedded_again_in_a_changed_file(folder: Path) -> None:
    embedding = CountingEmbedding()
    index = ChromaIndex(folder, embedding)
    put(index, {"a.txt": ["One.", "Two.", "Three."]})
    embedding.embedded.clear()

    put(index, {"b.txt": ["Three.", "Two.", "Four.", "Four."]})
    index.close()

    assert embedding.embedded == ["Four."]


def test_a_changed_wall_is_what_it_would_be_if_it_were_built_from_nothing(
    index: ChromaIndex, tmp_path: Path
) -> None:
    files = {
        f"{n}.txt": [f"Rule {n} part {part} on {'tax' if n % 2 else 'pay'}?|Text {n}{part}"
                     for part in range(4)]
        for n in range(40)
    }  # fmt: skip
    put(index, {name: files[name] for name in list(files)[::3]})
    put(index, files)
    fresh = ChromaIndex(tmp_path / "fresh", HashedEmbedding())
    put(fresh, files)

    changed, new = index.held("firm"), fresh.held("firm")
    answers = [each.matches(["firm"], "Rule 7 on tax", 10) for each in (index, fresh)]
    fresh.close()

    assert contents(tmp_path / "fresh") == contents(index._folder)
    assert changed[0] == new[0]
    assert changed[1].tobytes() == new[1].tobytes()
    assert answers[0] == answers[1]


def test_unchanged_content_is_neither_read_nor_written_nor_loads_a_library(
    index: ChromaIndex, folder: Path
) -> None:
    put(index, FIRM)
    before = {path: path.stat().st_mtime_ns for path in files_in(folder)}

    printed = run(
        "print(put(index, FIRM), len(index.content('firm')))\n"
        "print(sorted({'chromadb', 'bm25s', 'onnxruntime', 'numpy'} & set(sys.modules)))",
        folder,
    )

    assert printed == "[] 2\n[]\n"
    assert {path: path.stat().st_mtime_ns for path in files_in(folder)} == before


def test_a_new_time_of_change_is_noted_and_nothing_is_built(
    index: ChromaIndex, folder: Path
) -> None:
    put(index, FIRM, modified=1)
    before = {p: p.stat().st_mtime_ns for p in files_in(folder) if p.name != "content.json"}

    read = put(index, FIRM, modified=2)

    assert read == []
    assert {kept.modified for kept in index.content("firm").values()} == {2}
    locks = {path for path in before if ".locks" in path.parts}
    assert all(p.stat().st_mtime_ns == time for p, time in before.items() if p not in locks)


def test_new_content_takes_the_place_of_the_old(index: ChromaIndex) -> None:
    put(index, FIRM)
    found(index, "interest")

    put(index, {"fees.md": ["Interest is waived."]})

    assert found(index, "interest VAT return") == ["Interest is waived."]
    assert list(index.content("firm")) == ["fees.md"]


def test_an_emptied_wall_leaves_nothing_behind(index: ChromaIndex, folder: Path) -> None:
    put(index, SECRET, "client-copperbeech")
    found(index, "interest", "client-copperbeech")

    put(index, {}, "client-copperbeech")

    assert found(index, "interest", "client-copperbeech") == []
    assert list(index.walls()) == []
    assert [path for path in folder.iterdir() if path.name != ".locks"] == []
    assert not any("copperbeech" in path.as_posix() for path in folder.rglob("*"))


def test_emptying_a_wall_that_holds_nothing_writes_nothing(
    index: ChromaIndex, folder: Path
) -> None:
    put(index, {}, "client-copperbeech")

    assert not folder.exists()


def test_what_was_replaced_is_in_no_file(index: ChromaIndex, folder: Path) -> None:
    def occurrences(needle: bytes) -> int:
        return sum(data.count(needle) for data in files_in(folder).values())

    put(index, {**SECRET, "stays.txt": ["The rest stays."]})
    vector = HashedEmbedding().embed(next(iter(SECRET.values())))[0].tobytes()
    before = occurrences(b"glasshouse"), occurrences(vector)
    put(index, {"stays.txt": ["The rest stays."]})

    assert min(before) > 0
    assert (occurrences(b"glasshouse"), occurrences(vector)) == (0, 0)
    assert found(index, "rest") == ["The rest stays."]


def test_what_another_embedding_made_is_not_searched_and_made_again(folder: Path) -> None:
    first, other = (
        ChromaIndex(folder, HashedEmbedding()),
        ChromaIndex(folder, CountingEmbedding("another")),
    )
    put(first, FIRM)

    assert other.content("firm") == {}
    with pytest.raises(StorageError, match="another embedding") as raised:
        other.matches(["firm"], "interest", 5)
    assert "engross knowledge sync" in raised.value.remedy
    assert put(other, FIRM) == []  # their texts are still good
    assert found(other, "interest")[0] == "We may charge interest."
    first.close()
    other.close()


def test_what_an_earlier_version_kept_is_built_again(index: ChromaIndex, folder: Path) -> None:
    (folder / "firm" / "0123456789ab").mkdir(parents=True)
    (folder / "firm" / "0123456789ab" / "chroma.sqlite3").write_bytes(b"of an earlier version")
    (folder / "firm" / "current").write_text("0123456789ab")
    (folder / "firm" / "lock").write_text("")

    assert index.content("firm") == {}
    assert found(index, "interest") == []
    assert put(index, FIRM) == ["fees.md", "vat.txt"]
    assert len(list((folder / "firm").iterdir())) == 2
