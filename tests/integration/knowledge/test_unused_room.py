"""What lay in this process's memory never comes into a wall's files."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from pathlib import Path

import pytest

from engross.adapters.passages import ChromaIndex
from engross.records.ports import KnowledgeText, ReadFile, ShelvedFile
from integration.knowledge.firm_shelves import DenseEmbedding


def put(index: ChromaIndex, wall: str, texts: Sequence[str]) -> None:
    pieces = [
        KnowledgeText(f"k{n:012x}", text, "a.md", f"paragraph {n}", "", "0" * 64)
        for n, text in enumerate(texts)
    ]
    index.replace(wall, [ShelvedFile("a.md", texts[0], 1, 1)], lambda _file: ReadFile(pieces))


def graph_files(folder: Path) -> dict[str, str]:
    return {
        path.as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*.bin"))
    }


@pytest.mark.parametrize("count", [1, 2, 5, 120])
def test_the_room_that_no_vector_uses_is_clear_and_a_search_writes_nothing_there(
    tmp_path: Path, count: int
) -> None:
    index = ChromaIndex(tmp_path, DenseEmbedding())
    put(index, "client-copperbeech", [f"Quennell buys glasshouse {n}." for n in range(300)])
    put(index, "firm", [f"Rule {n} of the firm." for n in range(count)])
    (header,) = (tmp_path / "firm").rglob("header.bin")
    used = struct.unpack_from("<QQ", header.read_bytes(), 20)
    data = header.with_name("data_level0.bin").read_bytes()
    before = graph_files(tmp_path)

    found = index.matches(["firm"], "Rule 0 of the firm.", 5)
    index.close()

    assert used[0] == count
    assert not any(data[count * used[1] :])
    assert found
    assert graph_files(tmp_path) == before
