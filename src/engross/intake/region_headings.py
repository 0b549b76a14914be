"""Where a table's headings stand, told by the figures and days below them, and what they say."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from engross.intake.kinds import kinds, normal
from engross.intake.row_shapes import (
    Outline,
    columns_of,
    figures,
    looks_like_label,
    lowest,
    text_at,
    words,
)
from engross.sources.sheets import Merged, Row

LOOK = 200
"""Rows in which the first figure of a table is looked for."""
_SAMPLE = 10
_MOST_ROWS = 3
"""Rows that a heading may have."""
_FEW = 3
_WIDE = 4


class Heading(NamedTuple):
    """The indexes of a heading's first and last rows."""

    first: int
    last: int


def first_heading(
    outline: Outline, start: int, stop: int, merged: Sequence[Merged]
) -> Heading | None:
    """The first heading of the rows; `None` when none stands above its figures."""
    run: list[int] = []
    for index in range(start, min(stop, start + LOOK)):
        if not outline.filled[index]:
            continue
        if outline.wordy[index]:
            run = [index] if outline.after_gap[index] else [*run, index]
        else:
            found = heading_in(outline, run, index, stop, merged)
            if found:
                return found
            run = []
    return _of_words(outline, start, stop)


def heading_in(
    outline: Outline, run: Sequence[int], figure: int, stop: int, merged: Sequence[Merged]
) -> Heading | None:
    """The heading among unbroken rows of words right above a row with figures."""
    block = _block(outline, figure, stop)
    typed = _typed([outline.rows[index] for index in block])
    for last in reversed(run):
        if _heads(outline, last, typed) and not _is_preamble(outline, last, block, stop):
            first = last
            while first - 1 in run and last - first + 1 < _MOST_ROWS:
                if not _stacked(outline, first - 1, first, merged):
                    break
                first -= 1
            return Heading(first, last)
    return None


def names_known(row: Row) -> bool:
    """Whether half of its words and at least two are names that columns have."""
    said = [normal(value) for value in row.values if isinstance(value, str)]
    known = sum(name in _known() for name in said)
    return known >= 2 and 2 * known >= len(said)  # noqa: PLR2004 - a table has two columns


def joined(rows: Sequence[Row], merged: Sequence[Merged]) -> Row:
    """A heading's rows as one, numbered as the last; a group's name before each of its columns'."""
    if len(rows) == 1:
        return rows[0]
    last = rows[-1]
    width = max(len(row.values) for row in rows)
    lower = [text_at(last, column) for column in range(width)]
    for row in reversed(rows[:-1]):
        spread = _spread(row, lower, merged)
        lower = [
            " ".join(part for part in pair if part) for pair in zip(spread, lower, strict=True)
        ]
    return Row(last.number, [name or None for name in lower])


def _block(outline: Outline, figure: int, stop: int) -> list[int]:
    """The rows from that one on that no blank row parts."""
    block = [figure]
    for index in range(figure + 1, min(stop, figure + _SAMPLE)):
        if outline.after_gap[index]:
            break
        block.append(index)
    return block


def _typed(rows: Sequence[Row]) -> int:
    """The columns, as bits, in which at least half of what stands there is a figure or a day."""
    as_figures, as_words = [figures(row) for row in rows], [words(row) for row in rows]
    used = 0
    for bits in as_figures:
        used |= bits
    return sum(
        1 << column
        for column in columns_of(used)
        if sum(bits >> column & 1 for bits in as_figures)
        >= sum(bits >> column & 1 for bits in as_words)
    )


def _heads(outline: Outline, index: int, typed: int) -> bool:
    filled = outline.filled[index]
    if filled.bit_count() < 2 or 2 * (filled & typed).bit_count() < typed.bit_count():  # noqa: PLR2004
        return False
    return all(looks_like_label(text) for text in _texts(outline.rows[index], filled))


def _is_preamble(outline: Outline, index: int, block: Sequence[int], stop: int) -> bool:
    """Whether it is a line or two of particulars, with the real table, wider, further below."""
    if outline.filled[index].bit_count() > 2 or len(block) > _FEW:  # noqa: PLR2004 - name and value
        return False
    below = range(block[-1] + 1, min(stop, block[-1] + _SAMPLE))
    return any(outline.filled[row].bit_count() >= _WIDE for row in below)


def _of_words(outline: Outline, start: int, stop: int) -> Heading | None:
    """The heading of a table of words alone: its first row that is as wide as the others."""
    near = [i for i in range(start, min(stop, start + LOOK)) if outline.filled[i]]
    if not all(outline.wordy[index] for index in near):
        return None
    for place, index in enumerate(near[:-1]):
        counts = [outline.filled[i].bit_count() for i in near[place : place + _SAMPLE]]
        if counts[0] < 2 or 5 * counts[0] < 3 * max(counts):  # noqa: PLR2004 - three in five
            continue
        if all(looks_like_label(t) for t in _texts(outline.rows[index], outline.filled[index])):
            return Heading(index, index)
    return None


def _stacked(outline: Outline, upper: int, lower: int, merged: Sequence[Merged]) -> bool:
    """Whether the upper row is a part of the heading and no title."""
    above, below = outline.filled[upper], outline.filled[lower]
    row = outline.rows[upper]
    if not all(looks_like_label(text) for text in _texts(row, above)):
        return False
    spans = _spans(row, merged)
    if spans:
        return any(
            not (first <= lowest(below) and last >= below.bit_length() - 1) for first, last in spans
        )
    if lowest(above) > lowest(below):
        return True  # a group's name over some of the columns
    if above.bit_count() < 2:  # noqa: PLR2004 - a title
        return False
    return bool(above & ~below) or 2 * above.bit_count() >= max(below.bit_count(), _WIDE)


def _spread(row: Row, lower: Sequence[str], merged: Sequence[Merged]) -> list[str]:
    """A row of groups with each name over every column that it stands for."""
    spans = dict(_spans(row, merged))
    spread, group, until = [], "", -1
    for column in range(len(lower)):
        if text := text_at(row, column):
            group = text
            until = spans.get(column, len(lower) if lower[column] and not spans else column)
            spread.append(text)
        else:
            spread.append(group if column <= until and lower[column] else "")
    return spread


def _spans(row: Row, merged: Sequence[Merged]) -> list[tuple[int, int]]:
    """First and last columns of the cells of a row that are merged sideways."""
    return [
        (cells.first_column, cells.last_column)
        for cells in merged
        if cells.first_row <= row.number <= cells.last_row
        and cells.last_column > cells.first_column
    ]


def _texts(row: Row, filled: int) -> list[str]:
    return [text_at(row, column) for column in columns_of(filled)]


@cache
def _known() -> frozenset[str]:
    return frozenset(name for kind in kinds() for names in kind.columns.values() for name in names)
