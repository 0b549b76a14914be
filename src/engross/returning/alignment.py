"""Two versions laid beside each other: which sentence, or row, became which."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import islice, product

from engross.returning.units import Unit
from engross.returning.words import compared, figures_of, with_sign

_LIKE_ENOUGH = 0.4
"""How alike a sentence and its new form are that stand between the same neighbours; a sentence
that shares only its subject with another comes to about 0.3."""
_LIKE_ENOUGH_ELSEWHERE = 0.6
"""How alike they are when other sentences stand between."""
_SAME_WORDS = 0.7
"""How alike the words around figures are where the words, and not bookmarks, say what is what."""
_MOST_COMPARED = 200_000
"""Pairs; of a file that has more of them left over, the rest is taken as new."""

_LETTERS = re.compile(r"[^\W\d_]+|%")

Anchored = Mapping[str, int]
"""The unit that holds each anchor."""


@dataclass
class Alignment:
    """Which piece of the held document is which of the returned one."""

    became: dict[int, int] = field(default_factory=dict)
    """Number of a held piece -> number of the returned one."""
    came_from: dict[int, int] = field(default_factory=dict)
    """The other way round."""
    same: set[int] = field(default_factory=set)
    """Held pieces whose words are the same."""
    moved: set[int] = field(default_factory=set)
    """Those of them that stand elsewhere."""

    def put(self, held: int, returned: int) -> None:
        """Lay the two beside each other."""
        self.became[held] = returned
        self.came_from[returned] = held


def align(
    held: Sequence[Unit], returned: Sequence[Unit], before: Anchored, after: Anchored
) -> Alignment:
    """The pieces of both, paired as far as they belong together.

    Those of the same words first, in order; then those that moved; then those that differ in their
    figures alone; then those that hold the same anchors; last those that are alike. `before` and
    `after` say where the anchors are.
    """
    found = Alignment()
    _same_words(found, held, returned)
    _moved(found, held, returned)
    _same_frames(found, held, returned, before, after)
    _same_anchors(found, held, returned, before, after)
    _alike(found, held, returned)
    return found


def likeness(one: Unit, other: Unit, enough: float = 0.0) -> float:
    """From 0 to 1: by words in order, or by figures where there are at least two.

    What cannot come to `enough` is 0, without looking closely.
    """
    if one.row != other.row:
        return 0.0
    figures = _common(one.figures, other.figures, fewest=2)
    if _common(one.words, other.words) < enough:
        return figures if figures >= enough else 0.0
    first, second = _in_order(one), _in_order(other)
    return max(figures, SequenceMatcher(None, first, second, autojunk=False).ratio())


def _in_order(unit: Unit) -> list[str]:
    return [token.casefold() for token in unit.tokens if not token.isspace()]


def _common(one: Counter[str], other: Counter[str], fewest: int = 1) -> float:
    """How much two bags have in common, as Dice counts; 0 for fewer than that."""
    common = (one & other).total()
    return 2 * common / (one.total() + other.total()) if common >= fewest else 0.0


def _same_words(found: Alignment, held: Sequence[Unit], returned: Sequence[Unit]) -> None:
    keys = [unit.key for unit in held], [unit.key for unit in returned]
    for first, second, length in SequenceMatcher(None, *keys, autojunk=False).get_matching_blocks():
        for step in range(length):
            found.put(first + step, second + step)
            found.same.add(first + step)


def _moved(found: Alignment, held: Sequence[Unit], returned: Sequence[Unit]) -> None:
    free = defaultdict(list)
    for number in _left(returned, found.came_from):
        free[returned[number].key, returned[number].row].append(number)
    for number in _left(held, found.became):
        places = free[held[number].key, held[number].row]
        if places:
            found.put(number, places.pop(0))
            found.same.add(number)
            if held[number].in_body:
                found.moved.add(number)


def frame(unit: Unit) -> str:
    """Its words without its figures, their signs and powers."""
    text, words, at = unit.text, list[str](), 0
    for said in figures_of(text):
        start, end = with_sign(text, said.start, said.end)
        words.append(text[at:start])
        at = end
    return " ".join(_LETTERS.findall(compared(" ".join([*words, text[at:]])).casefold()))


def _same_frames(
    found: Alignment,
    held: Sequence[Unit],
    returned: Sequence[Unit],
    before: Anchored,
    after: Anchored,
) -> None:
    """Pair what has nearly the same words around its figures, whichever bookmarks those have now.

    Where several have them, as rows called "Total" have, bookmarks tell which is which.
    """
    votes = _votes(before, after)
    left = product(_left(held, found.became), _left(returned, found.came_from))
    words = [[frame(unit).split() for unit in units] for units in (held, returned)]
    scored = (
        (_like(words[0][one], words[1][other]), votes[one, other], one, other)
        for one, other in islice(left, _MOST_COMPARED)
        if held[one].row == returned[other].row
    )
    for score, _, one, other in sorted(scored, key=lambda s: (-s[0], -s[1], s[2], s[3])):
        if score < _SAME_WORDS:
            return
        if one not in found.became and other not in found.came_from:
            found.put(one, other)


def _like(one: Sequence[str], other: Sequence[str]) -> float:
    """From 0 to 1 by words in order, without looking closely at what has few in common."""
    if _common(Counter(one), Counter(other)) < _SAME_WORDS:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _votes(before: Anchored, after: Anchored) -> Counter[tuple[int, int]]:
    """How many bookmarks stand in both of two units, by their places before and after."""
    return Counter((before[name], after[name]) for name in before if name in after)


def _same_anchors(
    found: Alignment,
    held: Sequence[Unit],
    returned: Sequence[Unit],
    before: Anchored,
    after: Anchored,
) -> None:
    votes = _votes(before, after)
    for (one, other), _ in sorted(votes.items(), key=lambda each: (-each[1], each[0])):
        free = one not in found.became and other not in found.came_from
        if free and held[one].row == returned[other].row:
            found.put(one, other)


def _alike(found: Alignment, held: Sequence[Unit], returned: Sequence[Unit]) -> None:
    """Pair what is left: what stands between the same neighbours, then what is very alike."""
    near = _neighbours(found, held, returned)
    _best_first(found, held, returned, islice(near, _MOST_COMPARED), _LIKE_ENOUGH)
    far = product(_left(held, found.became), _left(returned, found.came_from))
    _best_first(found, held, returned, islice(far, _MOST_COMPARED), _LIKE_ENOUGH_ELSEWHERE)


def _neighbours(
    found: Alignment, held: Sequence[Unit], returned: Sequence[Unit]
) -> Iterator[tuple[int, int]]:
    """Left-over pairs whose nearest earlier piece that stayed is the same."""
    taken = found.came_from
    after: dict[int, list[int]] = defaultdict(list)
    last = -1
    for number in range(len(returned)):
        if number in taken:
            last = number
        else:
            after[last].append(number)
    last = -1
    for number in range(len(held)):
        if number in found.became:
            last = found.became[number] if number not in found.moved else last
        else:
            yield from ((number, other) for other in after[last])


def _best_first(
    found: Alignment,
    held: Sequence[Unit],
    returned: Sequence[Unit],
    pairs: Iterable[tuple[int, int]],
    enough: float,
) -> None:
    scored = ((likeness(held[one], returned[other], enough), one, other) for one, other in pairs)
    for score, one, other in sorted(scored, key=lambda each: (-each[0], each[1], each[2])):
        if score < enough:
            return
        if one not in found.became and other not in found.came_from:
            found.put(one, other)


def _left(units: Sequence[Unit], taken: Collection[int]) -> list[int]:
    return [number for number in range(len(units)) if number not in taken]
