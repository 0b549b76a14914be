"""The figures that somebody typed: those in new words that belong to no figure of the document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from engross.returning.alignment import Alignment
from engross.returning.locating import Located
from engross.returning.mapping import new_stretches
from engross.returning.results import TypedFigure
from engross.returning.units import Unit
from engross.returning.words import compared, figures_of, with_sign

if TYPE_CHECKING:
    from engross.ooxml.anchored_text import AnchoredBlock


def typed_figures(
    old: Sequence[Unit],
    new: Sequence[Unit],
    pairs: Alignment,
    located: Sequence[Located],
    after: Sequence[AnchoredBlock],
) -> Iterator[TypedFigure]:
    """Every number, amount and date in words that were typed, in the document's order.

    A quotation that was reworded may keep the figures that it had.
    """
    taken = _taken(located)
    kept = _quoted(located)
    for number, unit in enumerate(new):
        held = pairs.came_from.get(number)
        if held in pairs.same:
            continue
        typed = list(new_stretches(None if held is None else old[held], unit))
        for said in figures_of(unit.text):
            first, last = with_sign(unit.text, said.start, said.end)
            spot = unit.outside(first, last)
            touched = any(start < last and first < end for start, end in typed)
            if spot is None or not touched or _within(spot, taken) or _said(spot, said.text, kept):
                continue
            yield TypedFigure(
                text=unit.text[first:last],
                place=after[spot[0]].place,
                sentence=" ".join(unit.text.split()),
                block=spot[0],
                start=spot[1],
                end=spot[2],
            )


def _taken(located: Sequence[Located]) -> dict[int, list[tuple[int, int]]]:
    """The words that are a figure's; a reworded quotation is none."""
    found = defaultdict(list)
    for one in located:
        if one.spot and not one.reworded:
            found[one.spot[0]].append(one.spot[1:])
    return found


def _quoted(located: Sequence[Located]) -> list[tuple[tuple[int, int, int], Counter[str]]]:
    """Where quotations were reworded, and the figures that each had."""
    return [
        (one.spot, Counter(compared(said.text) for said in figures_of(one.figure.text)))
        for one in located
        if one.spot and one.reworded
    ]


def _within(spot: tuple[int, int, int], taken: dict[int, list[tuple[int, int]]]) -> bool:
    block, start, end = spot
    return any(first < end and start < last for first, last in taken[block])


def _said(
    spot: tuple[int, int, int], words: str, kept: list[tuple[tuple[int, int, int], Counter[str]]]
) -> bool:
    """Whether a reworded quotation there had the figure; each counts once."""
    for (block, start, end), figures in kept:
        inside = block == spot[0] and start <= spot[1] and spot[2] <= end
        if inside and figures[compared(words)] > 0:
            figures[compared(words)] -= 1
            return True
    return False
