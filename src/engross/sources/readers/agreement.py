"""Whether two readers of a workbook say the same of each cell.

Equal are: numbers to fifteen digits; days, with or without a midnight; times to the millisecond;
texts apart from spaces and invisible characters; and nothing, an error or a formula never
calculated beside calamine's empty text. Of a number that is no day (`NoSuchDay`)
calamine makes some time of day, which is let pass.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from engross.sources.readers.calamine import Given
from engross.sources.readers.meanings import NoSuchDay
from engross.sources.remarks import Remark
from engross.sources.sheets import NoValue, Row, Value, column_letters
from engross.sources.texts import clean, one_line

_NAMED = 10
"""Cells that a remark names; the others are counted."""
_MILLISECOND = dt.timedelta(milliseconds=1)


class Difference(NamedTuple):
    """A cell of which the readers say different things."""

    row: int
    """From 1."""
    column: int
    """From 0."""
    ours: Value
    theirs: Given

    def __str__(self) -> str:
        cell = f"{column_letters(self.column)}{self.row}"
        return f"{cell} (“{_said(self.ours)}” and “{_said(self.theirs)}”)"


def differences(ours: Iterable[Row], theirs: Mapping[int, Sequence[Given]]) -> Iterable[Difference]:
    """The cells that differ; `theirs` by row number, from the first column."""
    left = dict(theirs)
    for row in ours:
        yield from in_row(row.number, row.values, left.pop(row.number, ()))
    for number, cells in left.items():
        yield from in_row(number, (), cells)


def in_row(number: int, ours: Sequence[Value], theirs: Sequence[Given]) -> Iterable[Difference]:
    """The cells of one row that differ, both from the first column."""
    for column in range(max(len(ours), len(theirs))):
        one = ours[column] if column < len(ours) else None
        other = theirs[column] if column < len(theirs) else ""
        if not same(one, other):
            yield Difference(number, column, one, other)


def same(ours: Value, theirs: Given) -> bool:
    """Whether both mean the same."""
    if isinstance(ours, NoSuchDay):
        return not isinstance(theirs, str | bool)
    if ours is None or isinstance(ours, NoValue):
        return theirs == "" or (isinstance(theirs, str) and not clean(theirs).strip())
    if isinstance(ours, bool) or isinstance(theirs, bool):
        return ours is theirs
    if isinstance(ours, Decimal):
        return isinstance(theirs, int | float) and ours == Decimal(f"{theirs:.15g}")
    if isinstance(ours, str):
        return isinstance(theirs, str) and (
            ours == theirs or one_line(ours) == one_line(clean(theirs))
        )
    return _same_moment(ours, theirs)


def remark(place: str, found: Sequence[Difference], *, used: str = "first") -> Remark:
    """What a fee-earner is told of a sheet's differences; `used` is `first` or `second`."""
    named = ", ".join(str(one) for one in found[:_NAMED])
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    count = "one cell" if len(found) == 1 else f"{len(found):,} cells"
    return Remark(
        rule="readers-disagree",
        severity="warn",
        place=place,
        message=f"Two programs that read this sheet differ in {count}: {named}{more}. "
        f"The {used} value of each was used.",
        suggestion="Open the workbook in Excel, compare these cells, and save it again.",
    )


def _same_moment(ours: dt.date | dt.time | dt.timedelta, theirs: Given) -> bool:
    if isinstance(ours, dt.timedelta) or isinstance(theirs, dt.timedelta):
        return (
            isinstance(ours, dt.timedelta)
            and isinstance(theirs, dt.timedelta)
            and abs(ours - theirs) <= _MILLISECOND
        )
    mine, other = _on_calendar(ours), _on_calendar(theirs)
    return mine is not None and other is not None and abs(mine - other) <= _MILLISECOND


def _on_calendar(moment: Given | dt.date | dt.time) -> dt.datetime | None:
    if isinstance(moment, dt.datetime):
        return moment
    if isinstance(moment, dt.date):
        return dt.datetime.combine(moment, dt.time())
    if isinstance(moment, dt.time):
        return dt.datetime.combine(dt.date.min, moment)
    return _written(moment) if isinstance(moment, str) else None


def _written(moment: str) -> dt.datetime | None:
    """A day that the file holds as a text, which calamine hands on as it is."""
    try:
        return dt.datetime.fromisoformat(moment.removesuffix("Z"))
    except ValueError:
        return None


def _said(value: Value | Given) -> str:
    if value is None or value == "":
        return "nothing"
    if isinstance(value, NoValue):
        return value.reason
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value)
