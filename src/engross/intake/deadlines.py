"""The day that somebody meant by `Friday` or `the end of October`, and only when that is certain.

Nothing is guessed: `next Friday`, `before Monday`, `the end of the week` and a day that somebody
would not name for the same day in another year are left as they were said.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re

from engross.intake.phrases import phrases, plain
from engross.uk.dates import MONTHS, WEEKDAYS, dates_in

_FURTHEST = dt.timedelta(days=270)
"""A day without its year that would be further off was likely meant for the year before."""

_MONTH = "|".join(rf"{name[:3]}(?:{name[3:]})?" for name in MONTHS)
_WEEKDAY = re.compile(
    rf"(?:this )?(?:{'|'.join(f'{day[:3]}(?:{day[3:]})?' for day in WEEKDAYS)})\.?", re.IGNORECASE
)
_TOMORROW = re.compile(r"tomorrow(?: (?:morning|afternoon|evening))?", re.IGNORECASE)
_TODAY = re.compile(r"today|tonight|later today|(?:the )?end of (?:the day|today)", re.IGNORECASE)
_END_OF = re.compile(rf"(?:the )?end of (?P<month>{_MONTH})", re.IGNORECASE)
_MONTH_END = re.compile(r"(?:the )?end of (?:the|this) month", re.IGNORECASE)
_DAY_ONLY = re.compile(
    rf"(?:(?P<weekday>{'|'.join(day[:3] for day in WEEKDAYS)})[a-z]*\.?,? )?(?:the )?"
    r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)",
    re.IGNORECASE,
)
_CLOSE_OF = re.compile(r"^(?:the )?close of business (?:on )?", re.IGNORECASE)
_THURSDAYS = re.compile(r"\b(tues|weds|thurs?)\b\.?", re.IGNORECASE)


def deadline(due: str, text: str, said_on: dt.date | None) -> dt.date | None:
    """The day by which, for what was said on that day; `None` when it is not certain.

    `due` are the words of `text` that say when.
    """
    words = _THURSDAYS.sub(lambda match: match[1][:3], " ".join(plain(due).split()))
    words = _CLOSE_OF.sub("", words)
    if not words or _goes_on(due, text):
        return None
    if found := dates_in(words):
        only = len(found) == 1 and found[0].text == words.removeprefix("the ").strip()
        return _dated(words, said_on) if only else None
    return _from(words, said_on) if said_on else None


def _goes_on(due: str, text: str) -> bool:
    """Whether another time follows or an unsettling word goes before: `the 16th or the 23rd`."""
    before, found, after = plain(text).partition(plain(due))
    if not found:
        return False
    unsettled = phrases("due", "unsettled_before").search(before)
    return bool(unsettled or phrases("due", "unsettled_after").match(after))


def _dated(words: str, said_on: dt.date | None) -> dt.date | None:
    (found,) = dates_in(words)
    day = found.date()
    if day is None and found.year is None and said_on:
        day = _next(found.day, found.month, said_on)
    if day is None or (found.weekday is not None and day.weekday() != found.weekday):
        return None
    return None if said_on and day < said_on else day


def _from(words: str, said_on: dt.date) -> dt.date | None:
    if _TODAY.fullmatch(words) or _TOMORROW.fullmatch(words):
        return said_on + dt.timedelta(days=words[:4].casefold() == "tomo")
    if _WEEKDAY.fullmatch(words):
        return _weekday(words, said_on)
    if _MONTH_END.fullmatch(words):
        return _last_day(said_on.year, said_on.month)
    if match := _END_OF.fullmatch(words):
        month = next(n for n, name in enumerate(MONTHS, 1) if _begins(name, match["month"]))
        return _last_day(said_on.year + (month < said_on.month), month)
    return _later_this_month(words, said_on)


def _weekday(words: str, said_on: dt.date) -> dt.date | None:
    wanted = words.removeprefix("this ").removeprefix("This ")[:3].casefold()
    number = [day[:3].casefold() for day in WEEKDAYS].index(wanted)
    ahead = (number - said_on.weekday()) % 7
    # “By Friday”, said on a Friday, may be this one or the next.
    return said_on + dt.timedelta(days=ahead) if ahead else None


def _later_this_month(words: str, said_on: dt.date) -> dt.date | None:
    """`the 16th`, `Friday the 16th`."""
    match = _DAY_ONLY.fullmatch(words)
    last = calendar.monthrange(said_on.year, said_on.month)[1]
    if match is None or not said_on.day < int(match["day"]) <= last:
        return None
    day = said_on.replace(day=int(match["day"]))
    weekday = (match["weekday"] or WEEKDAYS[day.weekday()])[:3]
    return day if _begins(WEEKDAYS[day.weekday()], weekday) else None


def _next(day: int, month: int, said_on: dt.date) -> dt.date | None:
    for year in (said_on.year, said_on.year + 1):
        try:
            found = dt.date(year, month, day)
        except ValueError:
            continue
        if found >= said_on:
            return found if found - said_on <= _FURTHEST else None
    return None


def _last_day(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _begins(name: str, words: str) -> bool:
    return name.casefold().startswith(words[:3].casefold())
