"""By when a stage of an estimate is to be finished: a day, or so many weeks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from engross.intake.cells import Unreadable, date_of
from engross.intake.entry import Entry
from engross.intake.given import Subject
from engross.intake.offer.listed import aim_in
from engross.intake.offer.proposed import Aim, Stage
from engross.intake.row_shapes import is_blank
from engross.intake.sheets import spans
from engross.records import Finding
from engross.uk.dates import format_date
from engross.uk.working_days import is_working_day

_WEEKS: Final = re.compile(r"(?:week )?(?P<number>[0-9]{1,3})(?: ?w(?:ee)?ks?)?", re.IGNORECASE)
_MOST: Final = 260
"""Weeks in five years: no proposal looks further."""


class NoDay(NamedTuple):
    """What a row says of its aim that names no day: `after the count`, `31/11/2027`."""

    where: str
    """Where that stands, for people."""


def aim_of(entry: Entry, subject: Subject) -> Aim | NoDay | None:
    """The day that the row states or that its weeks come to; `None` when it says nothing."""
    no_day: NoDay | None = None
    for meaning in ("weeks", "aim"):
        if is_blank(entry.value(meaning)):
            continue
        where = spans([entry.place(meaning)])
        if (weeks := _weeks(entry, meaning)) is not None:
            return aim_in(weeks, where, subject)
        try:
            day = date_of(entry.value(meaning), "aim", entry.shown(meaning))
        except Unreadable:
            no_day = NoDay(str(entry.place(meaning)))
            continue
        if day is not None:
            return Aim(day, where, "read")
    return no_day


def undated(name: str, aim: NoDay) -> Finding:
    """That a stage has no day, because the estimate names none for it."""
    return Finding(
        rule="estimate-unclear",
        severity="warn",
        place=aim.where,
        message=(
            f"The aim of “{name}” is no day of the calendar, so the stage has none, and the "
            "document does not say when the work is to be finished."
        ),
        suggestion="Give a day, or so many weeks from the day of the proposal.",
    )


def doubts(stages: Iterable[Stage], subject: Subject) -> Iterator[Finding]:
    """A finding for each day that was stated and cannot be aimed at: it is past, or a day off."""
    for stage in stages:
        aim = stage.aim
        if aim is None or aim.operation != "read":
            continue
        past = aim.day <= subject.as_at
        if not past and is_working_day(aim.day):
            continue
        why = "is not after the day of the proposal" if past else "is no working day"
        yield Finding(
            rule="estimate-unclear",
            severity="warn",
            place=f"{aim.where[0].file} {aim.where[0].place}",
            message=f"The aim of “{stage.name.text}”, {format_date(aim.day)}, {why}.",
            suggestion="Give another day in the estimate.",
        )


def _weeks(entry: Entry, meaning: str) -> int | None:
    value = entry.value(meaning)
    if isinstance(value, Decimal) and value == value.to_integral_value():
        weeks = int(value)
    elif isinstance(value, str) and (match := _WEEKS.fullmatch(" ".join(value.split()))):
        weeks = int(match["number"])
    else:
        return None
    return weeks if 0 <= weeks <= _MOST else None
