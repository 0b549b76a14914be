"""Questions about meetings, for `notes.py`: ROUGE of an extractive answer and what it rests on.

An answer is whole turns of the meeting, chosen until it has as many words as people's answers have
on average. ROUGE is the F measure without stemming (Lin, 2004), evidence recall the share of the
labelled turns among the `FOUND` best. Engross chooses by the house model's nearness to the question
and passes over what is like a turn already chosen (MMR, Carbonell and Goldstein, 1998); plain MMR
does the same by shared words alone; lead takes the first turns.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from notes_data import content

from engross.models.house.nearness import Nearness

if TYPE_CHECKING:
    from engross.records.ports import Embedding

WORDS = 65
FOUND = 10
RELEVANCE = 0.7
"""What MMR gives to relevance; the rest to being unlike what is chosen."""
_LEAST_WORDS = 6
"""A turn of fewer answers nothing."""
_POOL = 40
"""How many of the most relevant turns MMR chooses from."""

Ranked = Callable[[str, Sequence[str]], list[int]]


@dataclass(frozen=True)
class Question:
    """One question about a meeting."""

    text: str
    answer: str
    evidence: frozenset[int]
    """The turns that people found the answer in."""


def questions(folder: Path) -> Iterator[tuple[list[str], list[Question]]]:
    """Each meeting's turns and the questions about it."""
    for line in (folder / "dev.jsonl").read_text("utf-8").rstrip("\n").split("\n"):
        row = json.loads(line)
        turns = [_clean(turn["content"]) for turn in row["meeting_transcripts"]]
        yield (
            turns,
            [
                Question(each["query"], each["answer"], _spans(each["relevant_text_span"]))
                for each in row["specific_query_list"]
            ],
        )


def measured(folder: Path, embedding: Embedding) -> dict[str, dict[str, float]]:
    """System to metric to its mean over the questions."""
    check_rouge()
    systems: Mapping[str, Ranked] = {
        "engross": _by_nearness(Nearness(lambda: embedding), embedding),
        "plain MMR": _by_words,
        "lead": lambda _, turns: list(range(len(turns))),
    }
    sums = {name: Counter[str]() for name in systems}
    asked = 0
    for turns, about in questions(folder):
        kept = [number for number, turn in enumerate(turns) if len(turn.split()) >= _LEAST_WORDS]
        for question in about:
            asked += 1
            for name, ranked in systems.items():
                order = [kept[at] for at in ranked(question.text, [turns[n] for n in kept])]
                sums[name].update(_scores(order, turns, question))
    return {
        name: {metric: round(value / asked, 3) for metric, value in total.items()}
        for name, total in sums.items()
    }


def rouge(answer: str, wanted: str) -> dict[str, float]:
    """ROUGE-1, -2 and -L, each as F measure."""
    one, other = content(answer), content(wanted)
    return {
        "ROUGE-1": _f(_shared(one, other, 1), len(one), len(other)),
        "ROUGE-2": _f(_shared(one, other, 2), len(one) - 1, len(other) - 1),
        "ROUGE-L": _f(_longest(one, other), len(one), len(other)),
    }


def check_rouge() -> None:
    """Compare with values worked out by hand."""
    found = rouge("the cat sat on the mat", "the cat is on the mat today")
    known = {"ROUGE-1": 10 / 13, "ROUGE-2": 6 / 11, "ROUGE-L": 10 / 13}
    if any(abs(found[name] - value) > 1e-9 for name, value in known.items()):  # noqa: PLR2004 - exact
        message = f"ROUGE is {found}, and should be {known}"
        raise AssertionError(message)


def _scores(order: Sequence[int], turns: Sequence[str], question: Question) -> dict[str, float]:
    chosen: list[int] = []
    length = 0
    for number in order:
        if length >= WORDS:
            break
        chosen.append(number)
        length += len(turns[number].split())
    words = " ".join(turns[number] for number in sorted(chosen)).split()
    # The turn that goes over is cut, so that every system answers in as many words.
    answer = " ".join(words[:WORDS])
    best = set(order[:FOUND])
    recall = len(best & question.evidence) / min(FOUND, max(1, len(question.evidence)))
    return {**rouge(answer, question.answer), f"evidence recall at {FOUND}": recall}


def _by_nearness(nearness: Nearness, embedding: Embedding) -> Ranked:
    def ranked(question: str, turns: Sequence[str]) -> list[int]:
        relevance = nearness.scores(question, turns)
        pool = sorted(range(len(turns)), key=lambda number: (-relevance[number], number))[:_POOL]
        rows = embedding.embed([turns[number] for number in pool])
        alike = rows @ rows.T
        return _mmr(pool, lambda at: relevance[pool[at]], lambda a, b: float(alike[a][b]))

    return ranked


def _by_words(question: str, turns: Sequence[str]) -> list[int]:
    bags = [Counter(content(turn)) for turn in turns]
    rare = Counter(word for bag in bags for word in bag)
    weights = {word: math.log(1 + len(turns) / times) for word, times in rare.items()}
    asked = Counter(content(question))
    relevance = [_cosine(asked, bag, weights) for bag in bags]
    pool = sorted(range(len(turns)), key=lambda number: (-relevance[number], number))[:_POOL]
    return _mmr(
        pool,
        lambda at: relevance[pool[at]],
        lambda a, b: _cosine(bags[pool[a]], bags[pool[b]], weights),
    )


def _mmr(
    pool: Sequence[int], relevance: Callable[[int], float], alike: Callable[[int, int], float]
) -> list[int]:
    """The pool's turns, each the most relevant that is least like those before it."""
    left, chosen = list(range(len(pool))), list[int]()
    closest = [0.0] * len(pool)
    while left:
        best = max(
            left,
            key=lambda at: (
                round(RELEVANCE * relevance(at) - (1 - RELEVANCE) * closest[at], 2),
                -at,
            ),
        )
        left.remove(best)
        chosen.append(best)
        for at in left:
            closest[at] = max(closest[at], alike(at, best))
    return [pool[at] for at in chosen]


def _cosine(one: Counter[str], other: Counter[str], weights: Mapping[str, float]) -> float:
    shared = sum(one[word] * other[word] * weights.get(word, 0.0) ** 2 for word in one)
    if not shared:
        return 0.0
    lengths = (
        math.sqrt(sum((times * weights.get(word, 0.0)) ** 2 for word, times in bag.items()))
        for bag in (one, other)
    )
    return shared / math.prod(lengths)


def _shared(one: Sequence[str], other: Sequence[str], size: int) -> int:
    pairs = [
        Counter(tuple(words[at : at + size]) for at in range(len(words) - size + 1))
        for words in (one, other)
    ]
    return (pairs[0] & pairs[1]).total()


def _longest(one: Sequence[str], other: Sequence[str]) -> int:
    """The longest common subsequence's length."""
    row = [0] * (len(other) + 1)
    for word in one:
        before = 0
        for at, each in enumerate(other, start=1):
            before, row[at] = row[at], before + 1 if word == each else max(row[at], row[at - 1])
    return row[-1]


def _f(shared: int, one: int, other: int) -> float:
    return 2 * shared / (one + other) if one + other > 0 else 0.0


def _clean(turn: str) -> str:
    return " ".join(re.sub(r"\{[a-z]+\}", " ", turn).split())


def _spans(listed: Sequence[Sequence[str]]) -> frozenset[int]:
    return frozenset(n for first, last in listed for n in range(int(first), int(last) + 1))
