"""Where words of a sentence, or a row, went in its new form; and what is new in that."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import accumulate

from engross.returning.units import Unit
from engross.returning.words import even, figures_of, tokens

Stretch = tuple[int, int]
"""Beginning and end in a text."""


def mapped(before: Unit, after: Unit, start: int, end: int) -> Stretch | None:
    """The words that stand now where those stood; `None` when they were taken out.

    Where more was typed over than those words, the figure of the same number in it.
    """
    for one, other in _segments(before, after):
        if one[0] <= start <= one[1]:
            old, new = before.text[slice(*one)], after.text[slice(*other)]
            found = _in_texts(old, new, start - one[0], min(end, one[1]) - one[0])
            return (found[0] + other[0], found[1] + other[0]) if found else None
    return None


def replaced_in_place(before: Unit, after: Unit, start: int, end: int) -> Stretch | None:
    """What was typed over just those words, between words that stayed; `None` when nothing was."""
    for one, other in _segments(before, after):
        if not one[0] <= start <= one[1]:
            continue
        old, new = before.text[slice(*one)], after.text[slice(*other)]
        first, last = start - one[0], min(end, one[1]) - one[0]
        for tag, begins, stops, typed, typed_to in _steps(old, new):
            if tag == "replace" and (begins, stops) == (first, last):
                beside = _beside(old, first, last) == _beside(new, typed, typed_to)
                return (typed + other[0], typed_to + other[0]) if beside else None
    return None


def new_stretches(before: Unit | None, after: Unit) -> Iterator[Stretch]:
    """What of `after` was typed; all of it when it was no piece before."""
    if before is None:
        yield 0, len(after.text)
        return
    for one, other in _segments(before, after):
        for tag, _, _, start, end in _steps(before.text[slice(*one)], after.text[slice(*other)]):
            if tag != "equal" and end > start:
                yield start + other[0], end + other[0]


def _segments(before: Unit, after: Unit) -> Iterator[tuple[Stretch, Stretch]]:
    """What is compared with what: cell with cell where a row has as many as before, else all."""
    if before.row and len(before.parts) == len(after.parts):
        for old, new in zip(before.parts, after.parts, strict=True):
            yield (
                (old.at, old.at + old.end - old.start),
                (new.at, new.at + new.end - new.start),
            )
    else:
        yield (0, len(before.text)), (0, len(after.text))


def _steps(old: str, new: str) -> Iterator[tuple[str, int, int, int, int]]:
    """`difflib`'s steps from the one text to the other, in characters, by whole words."""
    one, other = tokens(old), tokens(new)
    ends = [[0, *accumulate(map(len, cut))] for cut in (one, other)]
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        yield tag, ends[0][first], ends[0][last], ends[1][start], ends[1][end]


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """The nearest words, or signs, before and after; empty at the text's ends."""
    before = [token for token in tokens(text[:start]) if not token.isspace()]
    after = [token for token in tokens(text[end:]) if not token.isspace()]
    return (before[-1] if before else ""), (after[0] if after else "")


def _in_texts(old: str, new: str, start: int, end: int) -> Stretch | None:
    if even(old) == even(new):
        return start, end
    found: list[Stretch] = []
    for tag, first, last, begins, stops in _steps(old, new):
        if first >= end or last <= start:
            continue
        if tag == "equal":
            found.append((begins + max(start, first) - first, begins + min(end, last) - first))
        elif (first < start or last > end) and figures_of(old[start:end]):
            found += _so_manieth(old, new, (first, start), (begins, stops))
        elif stops > begins:
            found.append((begins, stops))
    return (found[0][0], found[-1][1]) if found else None


def _so_manieth(old: str, new: str, earlier: Stretch, typed: Stretch) -> list[Stretch]:
    """The figure of the typed words that is the so-manieth there as the old one was where it was.

    `earlier` is what stood before that in the words that were typed over.
    """
    number = sum(earlier[0] <= said.start < earlier[1] for said in figures_of(old))
    there = [s for s in figures_of(new) if s.start < typed[1] and typed[0] < s.end]
    chosen = there[min(number, len(there) - 1)] if there else None
    return [(chosen.start, chosen.end)] if chosen else []
