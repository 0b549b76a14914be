"""Words that bind: guarantees, orders to the reader, and balances said to be nil that are not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engross.checks.cases import DraftCase
from engross.checks.measure_words import name_of
from engross.checks.rules import finding
from engross.checks.sentences import FILLER, Line, extract
from engross.records import Fact, Finding

RULE = "words-that-bind"

_OUR_WORD = re.compile(
    r"""\b(?:we|I|the\sfirm|our\sfirm)\b(?:\s(?:can|will|shall|do|hereby|also|fully))*\s
        (?:guarantee|guarantees|guaranteed|promise|promised|warrant|assure\syou|vouch)\b
      |\b(?:results?|outcomes?|savings?|success|delivery|dates?|fees?|price|deadlines?)\s
        (?:is|are|will\sbe)\s(?:fully\s)?guaranteed\b
      |\bguaranteed\s(?:results?|outcomes?|savings?|success|delivery|date|fee|price)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_TOO_SURE = re.compile(
    r"""\bguarantee[sd]?\b|\b(?:will|shall|is|are)\s(?:definitely|certainly|undoubtedly|surely)\b
      |\bwithout\s(?:fail|doubt|any\sdoubt)\b|\brisk-?\s?free\b|\bno\srisk\b""",
    re.IGNORECASE | re.VERBOSE,
)
_OURS_TO_SAY = (
    r"(?:fees?|charges?|invoices?|bills?|figures?|amounts?|balances?|budgets?|forecasts?|reports?"
    r"|sections?|terms|instructions?|letters?|warnings?|above|below)"
)
_ORDER = re.compile(
    rf"""\b(?:ignore|disregard|forget|overlook)\b(?:\s[\w'\u2019-]+){{0,4}}?\s{_OURS_TO_SAY}\b
      |\b(?:do\snot|don['\u2019]t|need\snot|no\sneed\sto|never)\s(?:have\sto\s)?pay\b
      |\bpay\b[^.;]*?\b(?:to|into)\b[^.;]*?\b(?:account|bank|sort\scode)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NOTHING = re.compile(
    r"""\b(?:nothing|no\s(?:amounts?|fees?|balances?|money|sums?|invoices?))
        (?:\s(?:more|else|further|now|at\sall))?
        (?:\s(?:is|are|was|were|remains?|has\sbeen|left))?
        (?:\s(?:now|currently|still|at\spresent|left))?\s
        (?P<what>owed|owing|outstanding|due|unpaid|overdue|payable|late|to\spay)\b
      |\byou\s(?:now\s|currently\s)?owe\s(?:us\s)?(?:nothing|no\smoney)\b
      |\byou\sdo\snot\sowe\b
      |\b(?:(?:your|the)\saccount|everything|all\s(?:our\s|the\s|your\s)?(?:invoices|fees|bills))
        \s(?:is|are|was|were|has\sbeen|have\sbeen)\s(?:now\s)?
        (?:fully\s|all\s)?(?:paid|settled|cleared|clear)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def binding_words(case: DraftCase) -> Iterator[Finding]:
    """Guarantees, orders and nil balances in the drafter's own words."""
    for line in case.lines:
        words = line.own_words.replace(FILLER, " ")
        yield from _guarantees(line, words)
        if match := _ORDER.search(words):
            yield finding(
                RULE,
                line.place,
                f"{line.quoted} tells the reader what to do about our bills or this report: "
                f"“{match.group()}”.",
                "Take it out; quote who said it if somebody did.",
            )
        yield from _nil(case, line, words)


def binding_in(before: str, after: str, place: str) -> Iterator[Finding]:
    """Guarantees and orders in a sentence that was changed in Word; those it had are told already.

    Whether a balance is nil is a matter of the draft's slots, which an edited sentence has not.
    """
    for pattern in (_OUR_WORD, _TOO_SURE, _ORDER):
        had = {match.group().casefold() for match in pattern.finditer(before)}
        new = (m.group() for m in pattern.finditer(after) if m.group().casefold() not in had)
        if found := next(new, ""):
            yield finding(
                RULE,
                place,
                f"{extract(after)}, typed in Word, binds the firm or the reader: “{found}”.",
                "Say in Word what we aim to do, or what we expect and on what it depends, and "
                "return the file.",
                severity="warn" if pattern is _TOO_SURE else "block",
            )
            return


def _guarantees(line: Line, words: str) -> Iterator[Finding]:
    ours = _OUR_WORD.search(words)
    match = ours or _TOO_SURE.search(words)
    if match:
        yield finding(
            RULE,
            line.place,
            f"{line.quoted} promises more than the firm can keep: “{match.group()}”.",
            "Say what we aim to do, or what we expect and on what it depends.",
            severity="block" if ours else "warn",
        )


def _nil(case: DraftCase, line: Line, words: str) -> Iterator[Finding]:
    for match in _NOTHING.finditer(words):
        measure = "overdue" if match["what"] in {"overdue", "late"} else "outstanding"
        fact = _balance(case, measure)
        if fact is not None and fact.number > 0:
            yield finding(
                RULE,
                line.place,
                f"{line.quoted} says “{match.group()}”; the records have "
                f"{name_of(case.evidence, fact)}.",
                "Say what is outstanding, with its slot, or say nothing of it.",
                evidence=[fact.id],
            )


def _balance(case: DraftCase, measure: str) -> Fact | None:
    """The whole matter's balance."""
    found = case.evidence.select(measure=measure, scope="matter")
    return next((fact for fact in found if fact.unit == "GBP"), None)
