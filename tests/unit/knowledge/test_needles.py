from __future__ import annotations

import io
import json
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from engross.knowledge.needles import needles, own_words
from engross.testing import HashedEmbedding

TEXT = "Mrs Featherstonehaugh\u2019s annuity is £1,250 a year, “payable in arrear” to Lady Day."
ROW = np.random.default_rng(1).normal(size=96).astype(np.float32)
NONE = np.zeros((0, 4), dtype=np.float32)

Written = Callable[[NDArray[np.float32]], bytes]


@pytest.mark.parametrize(
    "written",
    [
        TEXT.encode(),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        json.dumps(TEXT).encode(),
        json.dumps(json.dumps({"text": TEXT})).encode(),
        TEXT[:50].encode(),
        TEXT[30:].encode(),
        TEXT.replace(" is ", "\nis ").encode(),
    ],
)
def test_a_text_is_found_however_it_is_written(written: bytes) -> None:
    found = needles([TEXT], NONE).found(io.BytesIO(b"\0\1\2" + written))

    assert found["text"] > 0


@pytest.mark.parametrize(
    "written",
    [
        lambda row: row.astype("<f4").tobytes(),
        lambda row: row.astype("<f8").tobytes(),
        lambda row: (row / np.linalg.norm(row)).astype("<f4").tobytes(),
        lambda row: row[60:].astype("<f4").tobytes(),
        lambda row: json.dumps(row.astype(float).tolist()).encode(),
        lambda row: ",".join(map(str, row)).encode(),
    ],
)
def test_a_vector_is_found_however_it_is_kept(written: Written) -> None:
    found = needles([], ROW[None]).found(io.BytesIO(b"\0\1\2" + written(ROW)))

    assert found["vector"] > 0


def test_a_vector_of_few_words_is_found_though_most_of_it_is_nought() -> None:
    rows = HashedEmbedding().embed(["the glasshouse goes to Quennell"])

    assert needles([], rows).found(io.BytesIO(b"\0" * 40 + rows.tobytes()))["vector"] > 0
    assert needles([], rows).found(io.BytesIO(bytes(4_096))) == {}


def test_what_was_never_there_is_not_found() -> None:
    wanted = needles([TEXT], ROW[None])
    other = np.random.default_rng(2).normal(size=20_000).astype(np.float32).tobytes()

    assert wanted.found(io.BytesIO(other + b"Mrs Adeyemi has an annuity.")) == {}


def test_what_remaining_texts_say_too_is_not_looked_for() -> None:
    remaining = f"As Mrs Adeyemi said: {TEXT[:40]}"

    some, none = needles([TEXT], NONE, still=[remaining]), needles([TEXT], NONE, still=[TEXT])

    assert 0 < len(some) < len(needles([TEXT], NONE))
    assert len(none) == 0


def test_own_words_are_those_that_nothing_else_has_whole_and_without_their_endings() -> None:
    own = own_words(["The glasshouses of Ottoline were let", "zx é"], ["Letting of houses"])

    assert own == {"glasshouses", "glasshous", "ottoline", "ottolin"}
