"""Tables that stand beside each other, parted by a column that is empty throughout."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from engross.intake.kinds import normal
from engross.intake.row_shapes import bands, lowest, text_at
from engross.sources.sheets import Row

_UNBROKEN = 0.8
"""How much of its height a table of its own fills."""


def side_by_side(masks: Sequence[int], headings: Row | None, above: Sequence[Row]) -> list[int]:
    """The columns, as bits, of each table; `masks` are the columns that each row fills.

    An empty column alone parts no table: printed lists have some between their columns. There are
    two where headings stand twice, each has a title, or they are not of the same height.
    """
    filled = 0
    for bits in masks:
        filled |= bits
    listed = bands(filled)
    apart = [listed[0]] if listed else [0]
    for left, right in pairwise(listed):
        if _apart(masks, headings, above, (left, right)):
            apart.append(right)
        else:
            apart[-1] |= right
    return apart


def _apart(
    masks: Sequence[int], headings: Row | None, above: Sequence[Row], pair: tuple[int, int]
) -> bool:
    if headings is None:
        return False
    left, right = (_names(headings, band) for band in pair)
    return bool(left & right) or _titled(above, pair) or _of_two_heights(masks, pair)


def _names(headings: Row, band: int) -> set[str]:
    columns = range(len(headings.values))
    said = {normal(text_at(headings, column)) for column in columns if band >> column & 1}
    return said - {""}


def _titled(above: Sequence[Row], pair: tuple[int, int]) -> bool:
    """Whether a row over the headings has words at the left edge of both and nowhere else."""
    edges = {lowest(band) for band in pair}
    return any(edges <= (said := _said(row)) and len(said) == len(edges) for row in above)


def _said(row: Row) -> set[int]:
    return {column for column in range(len(row.values)) if text_at(row, column)}


def _of_two_heights(masks: Sequence[int], pair: tuple[int, int]) -> bool:
    left, right = ([row for row, bits in enumerate(masks) if bits & band] for band in pair)
    if (left[0], left[-1]) == (right[0], right[-1]):
        return False
    return all(len(rows) >= _UNBROKEN * (rows[-1] - rows[0] + 1) for rows in (left, right))
