from __future__ import annotations

import math
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engross.adapters.passages.words import WordCounts, WordIndex, WordsWriter

ROWS = [
    ["invoic", "late", "interest"],
    ["interest", "interest", "rate", "bank"],
    ["payrol", "friday"],
    [],
    ["late", "payrol", "late", "late", "return", "vat", "month"],
]


def index_of(rows: list[list[str]], folder: Path) -> WordIndex:
    writer = WordsWriter()
    for row in rows:
        writer.add(row)
    writer.save(folder)
    return WordIndex.find(folder)


def frequency(word: str) -> float:
    """Inverse document frequency as Lucene has it."""
    having = sum(word in row for row in ROWS)
    return math.log(1 + (len(ROWS) - having + 0.5) / (having + 0.5))


def bm25(word: str, row: list[str]) -> float:
    """Robertson's formula with k1 = 0.9 and b = 0.4, written out."""
    average = sum(map(len, ROWS)) / len(ROWS)
    count = row.count(word)
    return frequency(word) * count / (count + 0.9 * (0.6 + 0.4 * len(row) / average))


@pytest.mark.parametrize(
    "question", [["interest"], ["late", "interest", "late"], ["late", "moon"], ["moon"]]
)
def test_a_score_is_bm25_over_the_most_that_the_words_could_bring(
    question: list[str], tmp_path: Path
) -> None:
    most = sum(frequency(word) for word in question)

    scores = index_of(ROWS, tmp_path).scores(question, 5).scores

    expected = [sum(bm25(word, row) for word in question) / most for row in ROWS]
    assert scores.tolist() == pytest.approx(expected, abs=1e-6)


def test_a_small_wall_s_words_are_as_rare_as_they_are_behind_all_the_walls_searched(
    tmp_path: Path,
) -> None:
    small = index_of([["mooring", "fee"]], tmp_path / "small")
    large = index_of(ROWS, tmp_path / "large")
    among = WordCounts.together([index.counts(["mooring", "tide"]) for index in (small, large)])

    alone = small.scores(["mooring", "tide"], 1).scores[0]
    together = small.scores(["mooring", "tide"], 1, among).scores[0]

    assert among == WordCounts(6, [1, 0])
    assert alone < 0.15
    assert together > 2 * alone


def test_a_word_that_no_passage_has_weighs_most(tmp_path: Path) -> None:
    index = index_of(ROWS, tmp_path)

    known = index.scores(["payrol"], 1).scores[2]
    half = index.scores(["payrol", "moon"], 1).scores[2]

    assert half < known / 2


def test_a_passage_that_is_nothing_but_the_word_stays_below_one(tmp_path: Path) -> None:
    index = index_of([["vat"] * 500, ["late"]], tmp_path)

    assert 0.5 < index.scores(["vat"], 1).scores[0] < 1


def test_the_best_come_first_equal_ones_in_their_order_and_none_without_a_word(
    tmp_path: Path,
) -> None:
    index = index_of([["tax"], ["pay"], ["tax"], ["tax", "pay"], ["tax"]], tmp_path)

    assert index.scores(["tax"], 3).best == [0, 2, 4]
    assert index.scores(["tax"], 50).best == [0, 2, 4, 3]
    assert index.scores(["moon"], 50).best == []
    assert index.scores([], 50).best == []
    assert index.scores([], 50).scores.tolist() == [0, 0, 0, 0, 0]


def test_passages_without_words_can_be_kept(tmp_path: Path) -> None:
    index = index_of([[], []], tmp_path)

    assert index.scores(["tax"], 5).scores.tolist() == [0, 0]


def test_nothing_is_kept_as_a_pickle(tmp_path: Path) -> None:
    index_of(ROWS, tmp_path)

    kept = [path for path in tmp_path.rglob("*") if path.is_file()]

    assert {path.suffix for path in kept} == {".json", ".npy"}
    assert all(b"|O" not in path.read_bytes()[:128] for path in kept)


def test_equal_words_make_equal_files_whatever_the_hash_seed(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom pathlib import Path\n"
        "from engross.adapters.passages.words import WordsWriter\n"
        f"writer = WordsWriter()\nfor row in {ROWS!r}:\n    writer.add(row)\n"
        "writer.save(Path(sys.argv[1]))"
    )
    made = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        subprocess.run(
            [sys.executable, "-c", script, folder],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        made.append({path.name: path.read_bytes() for path in folder.rglob("*.*")})

    assert made[0] == made[1]


def test_bm25s_loads_nothing_that_it_finds_by_chance(tmp_path: Path) -> None:
    trap = "raise AssertionError(f'{__name__} was loaded')\n"
    for name in ("jax", "numba", "scipy", "huggingface_hub", "tqdm"):
        (tmp_path / "found").mkdir(exist_ok=True)
        (tmp_path / "found" / f"{name}.py").write_text(trap)
    script = (
        "import sys, threading\nfrom pathlib import Path\n"
        "sys.path.insert(0, str(Path(sys.argv[1]) / 'found'))\n"
        "from engross.adapters.passages.words import WordCounts, WordIndex, WordsWriter\n"
        "writer = WordsWriter()\nwriter.add(['tax', 'pay'])\nwriter.save(Path(sys.argv[1]))\n"
        "index = WordIndex.find(Path(sys.argv[1]))\n"
        "print(index.scores(['tax'], 1).best, threading.active_count())\n"
        "try:\n    import jax\nexcept AssertionError as error:\n    print(error)\n"
    )
    printed = subprocess.run(
        [sys.executable, "-c", script, tmp_path], check=True, capture_output=True, text=True
    ).stdout

    assert printed == "[0] 1\njax was loaded\n"
