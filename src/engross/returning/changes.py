"""What was changed, sentence by sentence and row by row, for people to read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from engross.returning.alignment import Alignment, frame
from engross.returning.locating import Located
from engross.returning.results import Change
from engross.returning.units import Unit

if TYPE_CHECKING:
    from engross.ooxml.anchored_text import AnchoredBlock


def changes(
    old: Sequence[Unit],
    new: Sequence[Unit],
    pairs: Alignment,
    before: Sequence[AnchoredBlock],
    located: Sequence[Located],
) -> Iterator[Change]:
    """Every sentence and row that is not as it was; what was taken out comes last."""
    tables = {_table(unit) for unit in old if unit.row and _anchor(unit, before)}
    quoted = {one.figure.anchor for one in located if one.reworded}
    for number, unit in enumerate(new):
        held = pairs.came_from.get(number)
        if held is None:
            yield Change(
                kind="added",
                place=unit.place,
                after=unit.text,
                row=unit.row,
                rewords=any(one.spot and unit.holds(*one.spot[:2]) for one in located),
            )
        elif held not in pairs.same:
            changed = _changed("changed", old[held], unit, before)
            heads = unit.row and _heads(old[held], tables)
            around = changed.anchor and changed.anchor not in quoted
            reworded = (around or heads) and frame(old[held]) != frame(unit)
            yield changed.model_copy(update={"rewords": bool(reworded)})
        elif held in pairs.moved:
            yield _changed("moved", old[held], unit, before)
    for number, unit in enumerate(old):
        if number not in pairs.became:
            yield Change(
                kind="removed",
                place=unit.place,
                before=unit.text,
                row=unit.row,
                anchor=_anchor(unit, before),
            )


def _changed(kind: str, held: Unit, unit: Unit, before: Sequence[AnchoredBlock]) -> Change:
    return Change(
        kind="moved" if kind == "moved" else "changed",
        place=unit.place,
        before=held.text,
        after=unit.text,
        row=unit.row,
        anchor=_anchor(held, before),
    )


def _table(unit: Unit) -> str:
    return unit.place.rpartition(", row ")[0]


def _heads(unit: Unit, tables: Collection[str]) -> bool:
    """Whether the row is the first of a table that has figures."""
    return unit.place.endswith(", row 1") and _table(unit) in tables


def _anchor(unit: Unit, before: Sequence[AnchoredBlock]) -> str:
    """The first figure that the sentence, or row, holds."""
    for part in unit.parts:
        for anchor in before[part.block].anchors:
            if anchor.name.startswith("figure") and part.start <= anchor.start < part.end:
                return anchor.name
    return ""
