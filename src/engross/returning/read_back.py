"""A returned document against the one that was held: every figure, every new one, every change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from engross.records import Figure
from engross.returning.alignment import align
from engross.returning.changes import changes
from engross.returning.charts import chart_changes, in_charts, only_renamed, typed_in_charts
from engross.returning.displacing import Move, displaced
from engross.returning.locating import Located, Locator
from engross.returning.results import FoundFigure, ReadBack
from engross.returning.typing_in import typed_figures
from engross.returning.units import Unit, units

if TYPE_CHECKING:
    from engross.ooxml.anchored_text import AnchoredBlock


def read_back(docx: bytes, held: bytes, figures: Sequence[Figure]) -> ReadBack:
    """What became of a document in Word.

    Both files have bookmarks and nothing that is for the review only (`ooxml.undressing`); in
    `docx` every tracked change is accepted. A figure is found by its bookmark, else by its words
    in its place. `unchanged` are those whose words are the same (another kind of space, quotation
    mark or hyphen is no change); one that is in no place any more is `gone`.

    Raises:
        InputError: one of them cannot be read as a Word document.
    """
    from engross.ooxml.anchored_text import read_anchored  # noqa: PLC0415 - loads lxml

    before, after = read_anchored(held), read_anchored(docx)
    old, new = units(before), units(after)
    pairs = align(old, new, _anchors(old, before), _anchors(new, after))
    in_text = [figure for figure in figures if not figure.place.startswith("chart ")]
    located = Locator(before, after, old, new, pairs).locate(in_text)
    moves = displaced(old, new, pairs, located, (before, after))
    drawn = list(in_charts(figures, before, after))
    found = {one.figure.anchor: one for one in (*located, *drawn)}
    return ReadBack(
        figures=tuple(_found(found[figure.anchor], after, moves) for figure in figures),
        typed=(
            *typed_figures(old, new, pairs, located, after),
            *typed_in_charts(drawn, before, after),
        ),
        changes=(*changes(old, new, pairs, before, located), *chart_changes(before, after)),
        charts=only_renamed(before, after),
    )


def _anchors(pieces: Sequence[Unit], blocks: Sequence[AnchoredBlock]) -> dict[str, int]:
    """The piece that each anchor begins in."""
    starts: dict[int, list[tuple[int, int]]] = {}
    for number, unit in enumerate(pieces):
        for part in unit.parts:
            starts.setdefault(part.block, []).append((part.start, number))
    found: dict[str, int] = {}
    for at, block in enumerate(blocks):
        for anchor in block.anchors:
            before = [number for start, number in starts.get(at, ()) if start <= anchor.start]
            if before:
                found.setdefault(anchor.name, before[-1])
    return found


def _found(one: Located, after: Sequence[AnchoredBlock], moves: Mapping[str, Move]) -> FoundFigure:
    block, start, end = one.spot or (-1, 0, 0)
    move = moves.get(one.figure.anchor)
    return FoundFigure(
        figure=one.figure,
        status=one.status,
        now=one.now,
        place=after[block].place if one.spot else one.place,
        anchored=one.anchored,
        doubtful=one.doubtful,
        displaced=move is not None,
        stood=move.stood if move else "",
        stands=move.stands if move else "",
        block=block,
        start=start,
        end=end,
    )
