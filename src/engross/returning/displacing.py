"""Figures that still say the same and stand elsewhere: in another sentence, cell or order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from engross.returning.alignment import Alignment
from engross.returning.locating import Located, Spot
from engross.returning.units import Unit
from engross.returning.words import compared, figures_of

if TYPE_CHECKING:
    from engross.ooxml.anchored_text import AnchoredBlock

_CELL = re.compile(r"(.*table \d+), row (\d+), cell (\d+)")
_MOST_OF_IT = 0.6
"""How many of its words a part of a sentence that was cut, or joined to another, still has."""


class Move(NamedTuple):
    """From which sentence, or row, a figure came into which."""

    stood: str
    stands: str


class _Seen(NamedTuple):
    """A figure with its place in both documents."""

    located: Located
    was: Spot
    now: Spot
    held: int
    """The sentence, or row, that it began in."""
    stands: int


def displaced(
    old: Sequence[Unit],
    new: Sequence[Unit],
    pairs: Alignment,
    located: Sequence[Located],
    documents: tuple[Sequence[AnchoredBlock], Sequence[AnchoredBlock]],
) -> dict[str, Move]:
    """The figures that were moved without their words, by anchor.

    A sentence or row that moved as a whole takes its figures along, and so does one that was cut
    in two or joined to another.
    """
    seen = list(_seen(old, new, located, documents[0]))
    moved = {
        one.located.figure.anchor
        for one in seen
        if _elsewhere(one, old, new, pairs) or _in_other_cell(one, documents)
    }
    moved |= set(_in_other_order(seen, moved, pairs, documents[0]))
    return {
        one.located.figure.anchor: Move(_words(old[one.held]), _words(new[one.stands]))
        for one in seen
        if one.located.figure.anchor in moved
    }


def _seen(
    old: Sequence[Unit],
    new: Sequence[Unit],
    located: Sequence[Located],
    before: Sequence[AnchoredBlock],
) -> Iterator[_Seen]:
    was = {a.name: (n, a.start, a.end) for n, b in enumerate(before) for a in b.anchors}
    homes, places = _by_block(old), _by_block(new)
    for one in located:
        anchor = one.figure.anchor
        if one.status != "unchanged" or one.doubtful or not one.spot or anchor not in was:
            continue
        held = _holding(old, homes, was[anchor])
        stands = _holding(new, places, one.spot)
        if held is not None and stands is not None and _is_figure(one):
            yield _Seen(one, was[anchor], one.spot, held, stands)


def _is_figure(one: Located) -> bool:
    """A number, amount or date, and not a sentence that has some."""
    sentence = one.figure.kind == "quote" and "#" not in one.figure.id
    return bool(figures_of(one.figure.text)) and not sentence


def _by_block(units: Sequence[Unit]) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for number, unit in enumerate(units):
        for part in unit.parts:
            found[part.block].append(number)
    return found


def _holding(units: Sequence[Unit], by_block: Mapping[int, list[int]], spot: Spot) -> int | None:
    numbers = by_block.get(spot[0], ())
    return next((n for n in numbers if units[n].holds(spot[0], spot[1])), None)


def _elsewhere(one: _Seen, old: Sequence[Unit], new: Sequence[Unit], pairs: Alignment) -> bool:
    """Whether it is in another sentence, or row, than its own became."""
    if pairs.became.get(one.held) == one.stands:
        return False
    if pairs.came_from.get(one.stands) in pairs.same:
        return False  # every word of that is as it was
    cut_or_joined = one.held not in pairs.became or one.stands not in pairs.came_from
    return not (cut_or_joined and _shares_words(old[one.held], new[one.stands]))


def _shares_words(one: Unit, other: Unit) -> bool:
    """Whether the shorter of the two is mostly in the longer."""
    fewest = min(one.words.total(), other.words.total())
    return (one.words & other.words).total() >= _MOST_OF_IT * fewest


def _in_other_cell(
    one: _Seen, documents: tuple[Sequence[AnchoredBlock], Sequence[AnchoredBlock]]
) -> bool:
    """Whether it is in another column, under another heading."""
    before, after = documents
    was, now = _CELL.match(before[one.was[0]].place), _CELL.match(after[one.now[0]].place)
    if was is None or now is None or was[3] == now[3]:
        return False
    return _heading(before, one.was[0]) != _heading(after, one.now[0])


def _heading(blocks: Sequence[AnchoredBlock], number: int) -> str:
    """What the block's column is called, or its number; empty for what is in no table."""
    cell = _CELL.match(blocks[number].place)
    if cell is None:
        return ""
    first = f"{cell[1]}, row 1, cell {cell[3]},"
    words = " ".join(block.text for block in blocks if block.place.startswith(first))
    return (compared(words) if cell[2] != "1" else "") or cell[3]


def _in_other_order(
    seen: Sequence[_Seen], moved: set[str], pairs: Alignment, before: Sequence[AnchoredBlock]
) -> Iterator[str]:
    """Those that stand in the place of another figure of their sentence, or cell."""
    together: dict[tuple[int, str], list[_Seen]] = defaultdict(list)
    for one in seen:
        own = pairs.became.get(one.held) == one.stands
        if own and one.held not in pairs.same and one.located.figure.anchor not in moved:
            together[one.held, _heading(before, one.was[0])].append(one)
    for group in together.values():
        ranked = sorted(group, key=lambda each: each.was)
        for was, now in zip(ranked, sorted(group, key=lambda each: each.now), strict=True):
            if compared(was.located.figure.text) != compared(now.located.figure.text):
                yield was.located.figure.anchor


def _words(unit: Unit) -> str:
    return " ".join(unit.text.split())
