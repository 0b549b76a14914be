from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from engross.adapters.passages.vectors import VectorFile, VectorMaker


class Lengths:
    """A text's vector is its length and a one; counts what it was asked for."""

    name = "lengths"
    dimensions = 2

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        return np.array([[len(text), 1] for text in texts], dtype=np.float32)


def made_in(folder: Path, texts: Sequence[str], embedding: Lengths) -> list[list[float]]:
    with ThreadPoolExecutor(3) as threads:
        maker = VectorMaker(embedding, threads, VectorFile(folder, 2), None)
        rows: list[list[float]] = maker.rows(maker.keys(texts)).tolist()
    return rows


def test_rows_come_in_the_order_of_their_texts(tmp_path: Path) -> None:
    texts = ["a" * (number * 7 % 50) for number in range(50)]

    rows = made_in(tmp_path, texts, Lengths())

    assert rows == [[len(text), 1] for text in texts]


def test_a_text_is_embedded_once(tmp_path: Path) -> None:
    embedding = Lengths()

    first = made_in(tmp_path, ["one", "three", "one"], embedding)
    again = made_in(tmp_path, ["three", "seven"], embedding)

    assert first == [[3, 1], [5, 1], [3, 1]]
    assert again == [[5, 1], [5, 1]]
    assert sorted(embedding.asked) == ["one", "seven", "three"]


def test_old_vectors_are_taken_as_they_are(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    new.mkdir()
    made_in(old, ["one", "three"], Lengths())
    embedding = Lengths()
    with ThreadPoolExecutor(1) as threads:
        maker = VectorMaker(embedding, threads, VectorFile(new, 2), VectorFile(old, 2))
        rows = maker.rows(maker.keys(["three", "eleven", "one"]))

    assert rows.tolist() == [[5, 1], [6, 1], [3, 1]]
    assert embedding.asked == ["eleven"]


def test_rows_are_little_endian_one_behind_the_other(tmp_path: Path) -> None:
    made_in(tmp_path, ["one", "three"], Lengths())

    data = (tmp_path / "vectors.f32").read_bytes()

    assert data == np.array([3, 1, 5, 1], dtype="<f4").tobytes()


@pytest.mark.parametrize(("vectors", "keys"), [(3, 0), (0, 1), (8, 31), (2, 30)])
def test_what_was_written_in_part_is_cut_off(tmp_path: Path, vectors: int, keys: int) -> None:
    made_in(tmp_path, ["one", "three"], Lengths())
    with (tmp_path / "vectors.f32").open("ab") as file:
        file.write(b"x" * vectors)
    with (tmp_path / "keys").open("ab") as file:
        file.write(b"x" * keys)

    again = made_in(tmp_path, ["eleven", "three"], Lengths())

    assert again == [[6, 1], [5, 1]]
    assert VectorFile(tmp_path, 2).rows().tolist() == [[3, 1], [5, 1], [6, 1]]


def test_a_key_without_its_row_is_made_again(tmp_path: Path) -> None:
    made_in(tmp_path, ["one", "three"], Lengths())
    file = tmp_path / "vectors.f32"
    file.write_bytes(file.read_bytes()[:-8])

    again = made_in(tmp_path, ["three", "one"], Lengths())

    assert again == [[5, 1], [3, 1]]


def test_no_rows_are_no_rows(tmp_path: Path) -> None:
    VectorFile(tmp_path, 2).mend()

    assert VectorFile(tmp_path, 2).rows().shape == (0, 2)
    with pytest.raises(FileNotFoundError):
        VectorFile(tmp_path / "gone", 2).rows()
