"""Whether what was given reaches over the reporting period: the days of its rows and notes.

A figure of a period that nothing was given for is nil, and reads like a quiet quarter.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from engross.intake.books import Books
from engross.intake.given import Subject
from engross.records import Finding, Passage, Severity
from engross.uk.dates import format_date
from engross.uk.periods import Period

_SLACK = dt.timedelta(days=14)
"""How long before its end the rows of a whole workbook may stop without a word."""
_TALKED_OVER = dt.timedelta(days=45)
"""How long after a period's end the call about it may be held."""
_SHOWN = 5
_EXPORT_AGAIN = "Export the billing files again up to the as-at day, and start the run with them."
_FIGURES = {
    "time": ("time entries", "hours and time value"),
    "invoices": ("invoices", "fees billed"),
}
"""Tables whose figures are nil for a period that they do not reach."""


def period_findings(subject: Subject) -> Iterator[Finding]:
    """A warning when the reporting period is not over by the as-at day."""
    period, as_at = subject.period, subject.as_at
    if period.end <= as_at:
        return
    if as_at < period.start:
        said = f"begins only on {format_date(period.start)}"
        so = f"after the as-at day, {format_date(as_at)}, so there can be no figures for it"
    else:
        said = f"ends on {format_date(period.end)}"
        so = f"after the as-at day; its figures reach only up to {format_date(as_at)}"
    yield Finding(
        rule="period-not-over",
        severity="warn",
        place="period",
        message=f"The reporting period, {period.label}, {said}, {so}.",
        suggestion="Report on a period that is over, or start the run again with a later --as-at.",
    )


def export_findings(books: Books, subject: Subject) -> Iterator[Finding]:
    """What of the reporting period, up to the as-at day, the billing files do not reach.

    Rows of anybody count: where other clients' rows go on and the matter's do not, it was quiet.
    """
    if not any(kind != "budget" for kind in books.tables):
        return
    days = sorted(set(chain.from_iterable(books.days.values())))
    until = [day for day in days if day <= subject.as_at]
    if not until or until[-1] < subject.period.start:
        yield _nothing_there(books, subject, until, days)
        return
    short = list(_short_tables(books, subject))
    if until[-1] < _needed_until(subject):
        short.insert(0, _stops_within(books, subject, until[-1]))
    yield from short
    if not short and not _has_rows(books, subject):
        yield _quiet(books, subject)


def notes_findings(passages: Sequence[Passage], subject: Subject) -> Iterator[Finding]:
    """A warning for each file when no dated note is about the period, going by the dates.

    A call about a period is held within 45 days of its end; a note of the first 45 days of a
    period that is longer, and over, may as well be about the one before.
    """
    dated = [passage for passage in passages if passage.said_on]
    if _may_be_about(subject, _days(dated)):
        return
    for file in dict.fromkeys(passage.span.file for passage in dated):
        yield _other_period([p for p in dated if p.span.file == file], subject.period)


def _may_be_about(subject: Subject, days: Sequence[dt.date]) -> bool:
    """Whether one of the days is one on which the period may have been talked over."""
    about = subject.period
    if days and about.end <= subject.as_at and len(about.months()) > 1:
        before = about.previous()
        return any(_talks_over(about, day) and not _talks_over(before, day) for day in days)
    return not days or any(_talks_over(about, day) for day in days)


def _needed_until(subject: Subject) -> dt.date:
    return min(subject.period.end, subject.as_at) - _SLACK


def _nothing_there(
    books: Books, subject: Subject, until: Sequence[dt.date], days: Sequence[dt.date]
) -> Finding:
    """Nothing is dated in the period by the as-at day; later rows may show that it was quiet."""
    last = f"The billing files end on {format_date(until[-1])}" if until else "No row is dated"
    if later := days[len(until) :]:
        after = f"the next row of anybody is of {format_date(later[0])}, after the as-at day"
        last = f"{last} and {after}" if until else f"{last} up to the as-at day; {after}"
    return _ends_early(
        books,
        "warn" if later else "block",
        f"{last}: nothing is dated in {subject.period.label}, so its figures would be nil because "
        "nothing is there.",
    )


def _stops_within(books: Books, subject: Subject, last: dt.date) -> Finding:
    upto = min(subject.period.end, subject.as_at)
    return _ends_early(
        books,
        "warn",
        f"The billing files end on {format_date(last)}, well before {format_date(upto)}; what was "
        f"done and billed after that is not in the figures for {subject.period.label}.",
    )


def _short_tables(books: Books, subject: Subject) -> Iterator[Finding]:
    """One table that ends before the period, while another reaches it."""
    for kind, (called, figures) in _FIGURES.items():
        until = [day for day in books.days.get(kind, ()) if day <= subject.as_at]
        if not until or max(until) >= min(subject.period.start, _needed_until(subject)):
            continue
        yield _ends_early(
            books,
            "warn",
            f"The {called} in the billing files end on {format_date(max(until))}, before "
            f"{subject.period.label} begins, so {figures} for it would be nil.",
            kind=kind,
        )


def _has_rows(books: Books, subject: Subject) -> bool:
    """Whether the matter has work, an invoice or an outlay in the period by the as-at day."""
    days = chain(
        (entry.day for entry in books.time if entry.ours),
        (line.day for line in books.lines if line.ours),
        (outlay.day for outlay in books.outlays if outlay.ours),
    )
    return any(subject.period.contains(day) and day <= subject.as_at for day in days)


def _quiet(books: Books, subject: Subject) -> Finding:
    return _ends_early(
        books,
        "note",
        f"The billing files reach over {subject.period.label} and hold no work and no invoice of "
        "this matter in it, so its figures are nil.",
        remedy="Check that it was a quiet period.",
    )


def _ends_early(
    books: Books, severity: Severity, message: str, *, kind: str = "", remedy: str = _EXPORT_AGAIN
) -> Finding:
    dated = kind or next(name for name in books.tables if name != "budget")
    return Finding(
        rule="export-ends-early",
        severity=severity,
        place=str(books.tables[dated][0]),
        message=message,
        suggestion=remedy,
    )


def _talks_over(period: Period, day: dt.date) -> bool:
    return period.start <= day <= period.end + _TALKED_OVER


def _days(dated: Iterable[Passage]) -> list[dt.date]:
    return sorted({passage.said_on for passage in dated if passage.said_on})


def _other_period(of_file: Sequence[Passage], about: Period) -> Finding:
    span, days = of_file[0].span, _days(of_file)
    listed = ", ".join(format_date(day) for day in days[:_SHOWN])
    more = f" and {len(days) - _SHOWN} more days" if len(days) > _SHOWN else ""
    where = f"outside {about.label} and the {_TALKED_OVER.days} days after it"
    if about.contains(days[-1]):
        before = about.previous().label
        where = f"early in {about.label}, so they may be about {before}; there are no later ones"
    return Finding(
        rule="notes-of-another-period",
        severity="warn",
        place=f"{span.file}, {span.place}",
        message=f"The notes in {span.file} are dated {listed}{more}, {where}.",
        suggestion="Give the notes of this period, or correct the date in them.",
    )
