"""What a killed build leaves: the old content, and vectors that are not made again."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from engross.adapters.passages import ChromaIndex
from engross.testing import HashedEmbedding
from integration.knowledge.files_to_index import FIRM, contents, files_in, found, put

NEW = {"new.txt": [f"Rule {number} is new." for number in range(1_200)]}

KILLED = """
import os, signal, sys
from pathlib import Path
from engross.adapters.passages import ChromaIndex, building, folders, index
from engross.testing import HashedEmbedding
from integration.knowledge.files_to_index import put

def kill(*_):
    os.kill(os.getpid(), signal.SIGKILL)

class Dies(HashedEmbedding):
    def embed(self, texts):
        if "Rule 900 is new." in texts:
            kill()
        return super().embed(texts)

embedding = HashedEmbedding()
if sys.argv[2] == "embedding":
    embedding = Dies()
elif sys.argv[2] == "settling":
    folders._settle = kill
elif sys.argv[2] == "pointing":
    folders.put_file = kill
else:
    index._tidy = kill
new = {"new.txt": [f"Rule {number} is new." for number in range(1_200)]}
put(ChromaIndex(Path(sys.argv[1]), embedding), new)
"""


class CountingEmbedding(HashedEmbedding):
    """Remembers what it embedded."""

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += texts
        return super().embed(texts)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "chroma"


def kill(folder: Path, where: str) -> None:
    """Put the new files behind the firm's wall, and die there."""
    script = f"import sys; sys.path[:0] = {[str(Path(__file__).parents[2]), *sys.path]!r}\n{KILLED}"
    command = [sys.executable, "-c", script, str(folder), where]
    ended = subprocess.run(command, check=False, capture_output=True, text=True)

    assert ended.returncode == -signal.SIGKILL, ended.stderr


@pytest.mark.parametrize("where", ["embedding", "settling", "pointing"])
def test_a_killed_build_leaves_the_old_content_and_can_be_repeated(
    folder: Path, where: str
) -> None:
    index = ChromaIndex(folder, HashedEmbedding())
    put(index, FIRM)
    before = index.held("firm")

    kill(folder, where)

    assert found(index, "interest", limit=1)[0] == "We may charge interest."
    assert index.held("firm")[0] == before[0]
    put(index, NEW)
    assert found(index, "interest Rule 7", limit=1)[0] == "Rule 7 is new."
    assert len(list((folder / "firm").iterdir())) == 2
    index.close()


def test_vectors_that_a_killed_build_made_are_not_made_again(folder: Path) -> None:
    kill(folder, "embedding")
    embedding = CountingEmbedding()
    index = ChromaIndex(folder, embedding)

    put(index, NEW)

    assert embedding.embedded[0] == "Rule 500 is new."
    assert len(embedding.embedded) == 700
    rows = index.held("firm")[1]
    assert np.array_equal(rows, HashedEmbedding().embed(NEW["new.txt"]))
    index.close()


def test_they_serve_a_build_of_other_files_too(folder: Path) -> None:
    kill(folder, "embedding")
    embedding = CountingEmbedding()
    index = ChromaIndex(folder, embedding)

    put(index, {"other.txt": ["Rule 3 is new.", "Rule 903 is new."], **FIRM})
    index.close()

    assert "Rule 3 is new." not in embedding.embedded
    assert len(embedding.embedded) == 3


def test_what_was_half_written_is_made_again(folder: Path) -> None:
    kill(folder, "embedding")
    (vectors,) = folder.glob("firm/unfinished-*/vectors.f32")
    (keys,) = folder.glob("firm/unfinished-*/keys")
    whole = len(keys.read_bytes())
    with vectors.open("ab") as opened:
        opened.write(b"a row without its ke")
    with keys.open("r+b") as opened:
        opened.truncate(whole - 5)
    embedding = CountingEmbedding()
    index = ChromaIndex(folder, embedding)

    put(index, NEW)

    assert len(embedding.embedded) == 701
    assert np.array_equal(index.held("firm")[1], HashedEmbedding().embed(NEW["new.txt"]))
    index.close()


def test_what_a_killed_build_left_is_erased_though_nothing_changed(folder: Path) -> None:
    index = ChromaIndex(folder, HashedEmbedding())
    put(index, FIRM)
    kill(folder, "embedding")
    left = [path for path, data in files_in(folder).items() if b"is new" in data]
    before = contents(folder)

    put(index, FIRM)
    index.close()

    assert left
    assert len(before) == 3
    assert len(contents(folder)) == 1
    assert not [path for path, data in files_in(folder).items() if b"is new" in data]


def test_what_the_kill_of_a_first_build_left_is_named_and_goes_when_the_wall_is_emptied(
    folder: Path,
) -> None:
    kill(folder, "embedding")
    index = ChromaIndex(folder, HashedEmbedding())

    assert list(index.walls()) == ["firm"]
    assert index.content("firm") == {}
    put(index, {})
    index.close()

    assert list(index.walls()) == []
    assert not (folder / "firm").exists()


def test_a_kill_before_the_old_content_is_erased_leaves_the_new_one(folder: Path) -> None:
    index = ChromaIndex(folder, HashedEmbedding())
    put(index, FIRM)

    kill(folder, "erasing")

    assert list(index.content("firm")) == ["new.txt"]
    assert put(index, NEW) == []
    assert len(contents(folder)) == 1
    index.close()
