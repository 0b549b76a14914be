"""Stray literals: figures, amounts and dates that a model typed instead of writing a slot."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engross.checks.cases import DraftCase
from engross.checks.rules import finding
from engross.checks.sentences import FILLER, Line, says
from engross.records import Finding
from engross.uk.dates import MONTHS, WEEKDAYS
from engross.uk.figures import figures_in, worded_numbers

RULE = "stray-literals"

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


def stray_literals(case: DraftCase) -> Iterator[Finding]:
    """A finding for each figure, number word or date that stands in no slot."""
    for line in case.lines:
        words = line.own_words
        for text in dict.fromkeys(_typed(words)):
            yield finding(
                RULE,
                line.place,
                f"“{text}” in {line.quoted} is typed, not taken from a source.",
                "Write the slot of the fact, [[fact:...]], or of what was said, [[quote:...]].",
            )
        yield from _parts(case, line, words)
        yield from _calendar_words(case, line, words)


def _typed(words: str) -> Iterator[str]:
    for literal in figures_in(words):
        yield literal.text
    for number in worded_numbers(words):
        yield number.text


def _parts(case: DraftCase, line: Line, words: str) -> Iterator[Finding]:
    """Parts and multiples in words: a block beside money, which nobody has worked out for them."""
    counted = [(number.start, number.end) for number in worded_numbers(words)]
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
