"""Stray literals: figures, amounts and dates that a model typed instead of writing a slot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from engross.checks.cases import DraftCase
from engross.checks.rules import finding
from engross.checks.sentences import FILLER, Line, says
from engross.records import Finding
from engross.uk.dates import MONTHS, WEEKDAYS

RULE = "stray-literals"

_UNITS = "three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_POWERS = "hundreds?|thousands?|millions?|billions?|dozens?"
_NUMBER_WORD = rf"\b(?:{_UNITS}|{_TEENS}|{_TENS}|{_POWERS})\b"

_FIGURE = re.compile(
    r"""(?:[£$€]\s?)?\b\w*\d(?:[\w.,:/%-]*\w)?%?   # £2,500  Q3  14:30  WRA001  4.5%
    |\d|[£$€]|%""",
    re.VERBOSE,
)
_WORDED = re.compile(
    rf"{_NUMBER_WORD}(?:[\s-](?:and\s)?(?:one|two|{_NUMBER_WORD}))*", re.IGNORECASE
)
_CALENDAR = re.compile(
    rf"\b(?:{'|'.join(WEEKDAYS)})\b|(?<=\s)(?:{'|'.join(m for m in MONTHS if m != 'May')})\b"
    r"|\b(?:in|by|on|until|since|during|early|late|end of) May\b"
)


class Literal(NamedTuple):
    """A figure in a text."""

    text: str
    start: int


def figures_in(text: str) -> tuple[Literal, ...]:
    """Everything in the text that has a digit, a currency sign or a percent sign."""
    return tuple(Literal(match.group().strip(), match.start()) for match in _FIGURE.finditer(text))


def stray_literals(case: DraftCase) -> Iterator[Finding]:
    """A finding for each figure, number word or date that stands in no slot."""
    for line in case.lines:
        words = line.own_words
        for text in dict.fromkeys(_typed(words)):
            yield finding(
                RULE,
                line.place,
                f"“{text}” in {line.quoted} is typed, not taken from a source.",
                "Write the slot of the fact, [[fact:...]], or quote who said it, [[quote:...]].",
            )
        yield from _calendar_words(case, line, words)


def _typed(words: str) -> Iterator[str]:
    for literal in figures_in(words):
        yield literal.text
    for match in _WORDED.finditer(words):
        yield match.group()


def _calendar_words(case: DraftCase, line: Line, words: str) -> Iterator[Finding]:
    """Months and weekdays, unless a passage that the sentence rests on says the same."""
    source = " ".join(passage.text for passage in case.rests_on(line))
    for match in _CALENDAR.finditer(words.replace(FILLER, " ")):
        name = match.group().split()[-1]
        if not says(source, [name]):
            yield finding(
                RULE,
                line.place,
                f"“{name}” in {line.quoted} is a date in words that no cited passage has.",
                "Cite the passage that says it, or write the slot of the date.",
                severity="warn",
            )
