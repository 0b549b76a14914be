"""Months and years that a question names, and whether a deadline is of the same."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from engross.uk.dates import MONTHS, parse_date
from engross.uk.working_days import working_days_after

_MONTH: Final = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    r"|(?:(?<=in )|(?<=to )|(?<=of )|(?<=for )|(?<=end )|(?<=the )|(?<=\d )|(?<=\dst ))"
    r"may(?! (?:i|we|be|you|have)\b))\b",
    re.IGNORECASE,
)
"""`May we pay` names no month."""
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_NUMERIC: Final = re.compile(r"\b\d{1,2}[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})\b")
_OTHER: Final = re.compile(
    r"\b(?:q[1-4]|(?:last|previous|prior|next|following|(?:first|second|third|fourth))"
    r" (?:quarter|month|year))\b",
    re.IGNORECASE,
)
"""Periods whose months nobody can tell from the words alone."""
_COUNTED: Final = re.compile(
    r"\bwithin (?P<number>five|seven|ten|fifteen|twenty) working days of the"
    r" (?:month|quarter|year)\W?s end\b",
    re.IGNORECASE,
)
_FROM_AN_END: Final = re.compile(r"\bof the (?:month|quarter|year)\W?s end\b", re.IGNORECASE)
_NUMBERS: Final = {"five": 5, "seven": 7, "ten": 10, "fifteen": 15, "twenty": 20}
_ENDS: Final = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")


def is_of_the_same(question: str, name: str) -> bool:
    """Whether the name has each month and year that the question names."""
    return not _OTHER.search(question) and _named(question) <= _named(name)


def counts_from_an_end(step: str) -> bool:
    """Whether the step must be taken within some days of a period's end."""
    return _FROM_AN_END.search(step) is not None


def is_past(said: str, name: str, period: str) -> bool:
    """Whether the days that the firm's words count from a period's end are over.

    The period is that of the deadline's name. Where its end or the reply's day cannot be told they
    count as over, for nobody must be asked for what is late.
    """
    counted = _COUNTED.search(" ".join(said.split()))
    ended = "".join(_ENDS.findall(name)[:1])
    try:
        end, now = parse_date(ended), dt.date.fromisoformat(period.removeprefix("at-"))
    except ValueError:
        return True
    return not counted or working_days_after(end, _NUMBERS[counted["number"].casefold()]) < now


def _named(text: str) -> set[str]:
    found = {match.group()[:3].casefold() for match in _MONTH.finditer(text)}
    found |= set(_YEAR.findall(text))
    for match in _NUMERIC.finditer(text):
        number = int(match["month"])
        found |= {
            match["year"],
            MONTHS[number - 1][:3].casefold() if 0 < number <= len(MONTHS) else "?",
        }
    return found
