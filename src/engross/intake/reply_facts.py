"""Days that replies to clients may give: the matter's deadlines, and by when a person answers."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from engross.intake.factbook import FactBook
from engross.intake.given import Subject
from engross.intake.streams import slug
from engross.records import Span
from engross.uk.dates import month_number
from engross.uk.working_days import working_days_after

_SOON: Final = re.compile(
    r"\b(?:meet|meeting|appointment|today|tomorrow|this week|(?:mon|tues|wednes|thurs|fri)day)\b",
    re.IGNORECASE,
)
"""What is about a day so near that days of silence would miss it."""
_DAY: Final = re.compile(
    r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct"
    r"|nov|dec)",
    re.IGNORECASE,
)
_LONG_PAST: Final = 6
"""Months after which a month that a mail names is the next year's."""


def add_reply_facts(book: FactBook, subject: Subject) -> None:
    """Add the matter's deadlines that are still to come, and by when a person answers the rest.

    What is late already is no answer: a person sees to it.
    """
    _add_deadlines(book, subject)
    _add_answer_day(book, subject)


def _add_deadlines(book: FactBook, subject: Subject) -> None:
    registered = subject.registered
    matters = registered.matters if registered else ()
    if subject.matter not in matters:
        return
    for number, deadline in enumerate(subject.matter.deadlines):
        if deadline.due < subject.as_at:
            continue
        place = f"{subject.matter_place}.deadlines[{number}]"
        for measure, value, key in (
            ("deadline-name", deadline.what, "what"),
            ("deadline", deadline.due, "due"),
        ):
            book.add(
                measure,
                "register",
                f"deadline:{slug(deadline.what)}",
                value,
                label=deadline.what,
                where=(subject.register_span(f"{place}.{key}"),),
            )


def _add_answer_day(book: FactBook, subject: Subject) -> None:
    within = subject.firm.mailbox.answer_within
    if not within:
        return
    started = Span(source="", file="the run's settings", place="as at")
    book.add(
        "answer-by",
        "register",
        "matter",
        _answer_day(subject, within),
        label=subject.matter.title,
        operation="assumed",
        where=(started, subject.register_span("mailbox.answer_within")),
    )


def _answer_day(subject: Subject, within: int) -> dt.date:
    """The firm's day; the next working day where the mail is about a day before that."""
    usual = working_days_after(subject.as_at, within)
    words = "\n".join(line.text for line in subject.mail.lines) if subject.mail else ""
    named = (_named_day(match, subject.as_at) for match in _DAY.finditer(words))
    if _SOON.search(words) or any(day and subject.as_at <= day < usual for day in named):
        return min(usual, working_days_after(subject.as_at, 1))
    return usual


def _named_day(match: re.Match[str], as_at: dt.date) -> dt.date | None:
    """That day of this year or, where that is long past, of the next; `None` if there is none."""
    month = month_number(match["month"])
    year = as_at.year + (month < as_at.month - _LONG_PAST)
    try:
        return dt.date(year, month, int(match["day"]))
    except ValueError:  # the thirty-first of a month that has thirty days
        return None
