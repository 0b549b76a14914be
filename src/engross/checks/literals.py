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
_BESIDE = (
    r"(?=\s(?:of|over|above|below|under|more|less|higher|lower|up|down|again|as|through|off)\b"
    r"|\s*(?:[.,;:!?)]|$))"
)
"""What may follow a part that is meant as one: `a third of it`, but not `a third transfer`."""
_PART = re.compile(
    rf"""\b(?:two|three|four)[\s-](?:thirds|quarters|fifths|sixths|sevenths|eighths|ninths|tenths)\b
      |\b(?:a|one)[\s-](?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth){_BESIDE}
      |(?<!first\s)(?<!second\s)(?<!latter\s)(?<!other\s)(?<!better\s)
        \bhalf(?=\s(?:of|as|the|our|its|your|their|that|this|again|over|under|more|less)\b)
      |\b(?:by|one|a|in)\shalf{_BESIDE}|\bhalv(?:e|es|ed|ing)\b
      |\bdoubl(?:es|ed|ing)\b|\bdouble(?=\s(?:the|our|its|your|their|that|what)\b)
      |\b(?:tripl|trebl|quadrupl)(?:es|ed|ing|e(?=\s(?:the|our|its|your|their|that|what)\b))
      |\b(?:twice|thrice)\b|\b(?:two|three|four|five|ten|many|several|hundred)-?fold\b
      |\b(?:[\w-]+\s)?per\s?cent\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Parts and multiples in words."""
_OF_MONEY = re.compile(
    r"""\b(?:fees?|budgets?|budgeted|costs?|bills?|billed|billing|invoices?|invoiced|forecasts?
      |outstanding|overdue|unpaid|owed|owing|balances?|price|charges?|charged|spend|spent|paid
      |payments?|amounts?|value|estimates?|VAT|disbursements?|expenses?|write-?offs?)\b""",
    re.IGNORECASE | re.VERBOSE,
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
        yield from _parts(case, line, words)
        yield from _calendar_words(case, line, words)


def _typed(words: str) -> Iterator[str]:
    for literal in figures_in(words):
        yield literal.text
    for match in _WORDED.finditer(words):
        yield match.group()


def _parts(case: DraftCase, line: Line, words: str) -> Iterator[Finding]:
    """Parts and multiples in words: a block beside money, which nobody has worked out for them."""
    counted = [match.span() for match in _WORDED.finditer(words)]
    of_money = _OF_MONEY.search(words) or any(f.unit == "GBP" for _, f in case.facts(line))
    for match in _PART.finditer(words):
        if any(start < match.end() and match.start() < end for start, end in counted):
            continue  # its number word has its finding
        yield finding(
            RULE,
            line.place,
            f"“{match.group()}” in {line.quoted} is a figure in words, not taken from a source.",
            "Let code work it out, [[fact:share(...;...)]] or [[fact:change(...;...)]], or quote "
            "who said it, [[quote:...]].",
            severity="block" if of_money else "warn",
        )


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
