"""A slot fits its sentence, fifth part: `over`, `rose` and the sign of the figure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from engross.checks.cases import DraftCase
from engross.checks.measure_words import RULE, name_of
from engross.checks.rules import finding
from engross.checks.sentences import FILLER, Clause, Line, clauses
from engross.records import Fact, Finding, Slot
from engross.uk.periods import Period

_TIME = r"(?!\s(?:the\s|this\s|these\s)?(?:last|next|past|coming|period|quarter|month|year|days)\b)"
_OVER = re.compile(
    rf"\b(?:over{_TIME}|above|exceed(?:s|ed|ing)?|overrun|overspend|overspent|more\sthan)\b",
    re.IGNORECASE,
)
_UNDER = re.compile(
    rf"\b(?:under{_TIME}|below|within|saving|underspend|underspent|less\sthan)\b", re.IGNORECASE
)
_UP = re.compile(
    r"\b(?:rose|risen|rises|up|increased?|increases|grew|grown|higher|more|growth|rise)\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:fell|fallen|falls|down|decreased?|decreases|dropped|drop|lower|less|reduced|"
    r"reduction|decline[ds]?|fewer)\b",
    re.IGNORECASE,
)
_BETTER = re.compile(r"\b(?:better|ahead|favourable)\b", re.IGNORECASE)
_WORSE = re.compile(r"\b(?:worse|short|behind|adverse)\b", re.IGNORECASE)
_BUDGETS = {"budget", "ledger-budget", "ledger-budget-share"}
_NOT = re.compile(r"\b(?:not|never|no|neither|nor|without)\b|n['\u2019]t\b", re.IGNORECASE)


def wrong_sign_words(case: DraftCase) -> Iterator[Finding]:
    """`over` beside a saving, `under` beside an overrun, `rose` beside a fall, and so on."""
    for line in case.lines:
        facts = dict(case.facts(line))
        for clause in clauses(line):
            for slot in clause.slots:
                if slot in facts:
                    yield from _wrong_beside(case, line, clause, facts[slot])
        yield from _wrong_movement(case, line, facts)


def _wrong_beside(case: DraftCase, line: Line, clause: Clause, fact: Fact) -> Iterator[Finding]:
    pair = _words_of(case, fact)
    if pair is None or not isinstance(fact.value, Decimal):
        return
    said, word = _direction(clause.words, *pair)
    sign = _sign(fact.number)
    if said and sign != said and not (sign == 0 and word == "within"):
        yield finding(
            RULE,
            line.place,
            f"{line.quoted} says “{word}”, and {name_of(case.evidence, fact)} is "
            f"{('nil', 'positive', 'negative')[sign]}.",
            "A positive variance is over budget; a positive change is a rise.",
            evidence=[fact.id],
        )


def _wrong_movement(case: DraftCase, line: Line, facts: dict[Slot, Fact]) -> Iterator[Finding]:
    """`Fees rose from A to B` where the two figures say that they fell."""
    if len(facts) != 2:  # noqa: PLR2004 - two figures to compare
        return
    first, second = sorted(facts.values(), key=lambda fact: fact.period)
    alike = (first.measure, first.scope) == (second.measure, second.scope)
    if not alike or first.measure == "derived" or not _in_turn(first, second):
        return
    said, word = _direction(line.own_words, _UP, _DOWN)
    if said and _sign(second.number - first.number) != said:
        yield finding(
            RULE,
            line.place,
            f"{line.quoted} says “{word}”, and it went from {name_of(case.evidence, first)} to "
            f"{name_of(case.evidence, second)}.",
            "Say which way it moved.",
            evidence=[first.id, second.id],
        )


def _words_of(case: DraftCase, fact: Fact) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """Words for more and for less that bind this figure; none bind a plain amount."""
    if fact.measure == "variance":
        return _OVER, _UNDER
    if fact.measure == "ledger-variance":  # its effect on the profit
        return _BETTER, _WORSE
    if fact.measure != "derived" or fact.operation not in {"difference", "change"}:
        return None
    first, second = (case.evidence.fact(name) for name in fact.inputs)
    if {first.measure, second.measure} & _BUDGETS and first.measure != second.measure:
        return (_OVER, _UNDER) if second.measure in _BUDGETS else (_UNDER, _OVER)
    if first.measure == second.measure and first.period > second.period:
        return _UP, _DOWN
    return None


def _direction(words: str, more: re.Pattern[str], less: re.Pattern[str]) -> tuple[int, str]:
    """1 and the word for more, -1 and the word for less; 0 for neither, for both, for a denial."""
    plain = words.replace(FILLER, " ")
    up, down = more.search(plain), less.search(plain)
    if _NOT.search(plain) or (up is None) == (down is None):
        return 0, ""
    return (1, up.group().lower()) if up else (-1, down.group().lower() if down else "")


def _sign(value: Decimal) -> int:
    return (value > 0) - (value < 0)


def _in_turn(first: Fact, second: Fact) -> bool:
    """Whether both are amounts of quarters, or both of months, the second after the first."""
    if not (first.period[:1].isdigit() and second.period[:1].isdigit()):
        return False
    before, after = Period.parse(first.period), Period.parse(second.period)
    amounts = isinstance(first.value, Decimal) and isinstance(second.value, Decimal)
    return before.end < after.start and amounts
