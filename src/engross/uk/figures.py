"""Figures in running text: digits, amounts, dates and numbers in words.

`figures_in` finds whatever has a digit or a sign of money; `worded_numbers` finds numbers in words
from three up, because "two" and "one" are ordinary words; `said_figures` finds both, and whole
dates, as a speaker says them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from engross.uk.dates import DateInText, dates_in

_UNITS = "three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_POWERS = "hundreds?|thousands?|millions?|billions?|dozens?"
_NUMBER_WORD = rf"\b(?:{_UNITS}|{_TEENS}|{_TENS}|{_POWERS})\b"

_SIGN = r"[\u00bc-\u00be\u2150-\u218b\u2460-\u249b]"
"""Fractions, Roman numerals and numbers in circles that are one character."""

_DIGITS = r"(?:[£$€]\s?)?\b\w*\d(?:[\w.,:/%-]*\w)?%?"
"""£2,500  Q3  14:30  WRA001  4.5%"""

_IN_WORDS = rf"{_NUMBER_WORD}(?:[\s-](?:and\s)?(?:one|two|{_NUMBER_WORD}))*"
"""forty thousand"""

_FIGURE = re.compile(rf"{_DIGITS}|\d|{_SIGN}|[£$€]|%")
_WORDED = re.compile(_IN_WORDS, re.IGNORECASE)
_SAID = re.compile(
    rf"""{_DIGITS}(?:\s(?:{_POWERS})\b)?(?:\sper\s?cent\b)?
    |{_SIGN}
    |\b(?:(?:a|one|two)\s)?{_IN_WORDS}(?:\sper\s?cent\b)?""",
    re.IGNORECASE | re.VERBOSE,
)


class Literal(NamedTuple):
    """A figure in a text."""

    text: str
    start: int


class Said(NamedTuple):
    """A figure, amount, date or number as somebody said it."""

    text: str
    start: int
    end: int


def figures_in(text: str) -> tuple[Literal, ...]:
    """Everything in the text that has a digit, a currency sign or a percent sign."""
    return tuple(Literal(match.group().strip(), match.start()) for match in _FIGURE.finditer(text))


def worded_numbers(text: str) -> tuple[Said, ...]:
    """Numbers in words, from three up: `eleven`, `forty thousand`."""
    return tuple(Said(match.group(), *match.span()) for match in _WORDED.finditer(text))


def said_figures(text: str) -> tuple[Said, ...]:
    """The figures that somebody said, in order and never overlapping.

    A whole date is one (`Friday 23 October`), an amount with its power is one (`£1.2 million`).
    What is left of the text without them holds no digit and no number word from three up.
    """
    dates = [_without_stop(date) for date in dates_in(text)]
    found = [*dates, *(said for said in _others(text) if not _within(said, dates))]
    return tuple(sorted(found, key=lambda said: said.start))


def _without_stop(date: DateInText) -> Said:
    """The date without a full stop that may be the sentence's."""
    words = date.text.rstrip(". ")
    return Said(words, date.start, date.start + len(words))


def _others(text: str) -> Iterator[Said]:
    for match in _SAID.finditer(text):
        yield Said(match.group(), *match.span())


def _within(said: Said, dates: list[Said]) -> bool:
    return any(said.start < date.end and date.start < said.end for date in dates)
