"""A slot fits its sentence, second part: the words right beside it are its own, not another's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from engross.checks.cases import DraftCase
from engross.checks.measure_words import RULE, label_of, name_of, words_for
from engross.checks.rules import finding
from engross.checks.sentences import FILLER, Clause, Line, clauses
from engross.records import Fact, Finding, Slot

_LATE = {"ageing-1-30", "ageing-31-60", "ageing-61-90", "ageing-over-90"}
_TELLING = (
    (r"not yet billed|unbilled|work in progress", {"wip"}),
    (r"paid on your behalf|disbursements?", {"disbursements"}),
    (
        r"(?:over|under|above|below|within)(?: (?:the|its|our|your))? (?:budget|estimate)(?! of)",
        {"variance", "ledger-variance"},
    ),
    (r"overdue|past due", {"overdue", *_LATE}),
    (r"outstanding|unpaid|owed|owing", {"outstanding", "customer-debt", "ageing-not-due", *_LATE}),
    (r"billed|invoiced|charged", {"billed", "net", "gross", "invoice-count"}),
    (r"still to come|to complete", {"forecast-to-complete"}),
    (r"to date|so far", {"actual-to-date", "ledger-actual", "ledger-budget", "ledger-variance"}),
    (r"paid|received|settled", {"paid"}),
    (r"budget(?:ed)?", {"budget", "ledger-budget"}),
    (r"forecast", {"forecast-total", "forecast-to-complete"}),
    (r"credit notes?|credited", {"credited"}),
)
"""Words that tell of some measures and of no other; the longer phrases first."""

_WORDS = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), frozenset(measures))
    for words, measures in _TELLING
)
_LINK_BEFORE = re.compile(
    r"\s*(?:(?:of|is|was|are|were|at|to|by|a|the|come|comes|came|stand|stands|stood|total|totals)"
    r"\s+)*",
    re.IGNORECASE,
)
_LINK_AFTER = re.compile(
    r"\s*(?:(?:of it|of this|of that|is|was|are|were|in|has been|have been|had been|still|now|"
    r"already|(?:in|ex)cluding VAT|plus VAT)\s+)*",
    re.IGNORECASE,
)
_WITH_VAT = re.compile(r"\s*(?:including|inclusive of) VAT\b", re.IGNORECASE)
_WITHOUT_VAT = re.compile(r"\s*(?:excluding|exclusive of|plus|before|net of) VAT\b", re.IGNORECASE)
_WITHOUT = {
    *("billed", "net", "wip", "time-value", "budget", "actual-to-date", "forecast-to-complete"),
    *("forecast-total", "variance", "expenses"),
}
_WITH = {"gross", "paid", "outstanding", "overdue", "ageing-not-due", *_LATE}
_MEASURED = {"GBP", "count"}


class _Telling(NamedTuple):
    start: int
    end: int
    measures: frozenset[str]
    word: str


def wrong_near_words(case: DraftCase) -> Iterator[Finding]:
    """Figures beside another figure's words, on the wrong basis of VAT, or given twice."""
    for line in case.lines:
        facts = {
            slot: fact
            for slot, fact in case.facts(line)
            if fact.unit in _MEASURED and fact.measure != "derived"
        }
        for clause in clauses(line):
            for slot in clause.slots:
                if slot in facts:
                    yield from _beside_anothers(case, line, clause, slot, facts)
        for slot, fact in facts.items():
            yield from _wrong_basis(case, line, slot, fact)
        yield from _twice(case, line, list(facts.values()))


def _beside_anothers(
    case: DraftCase, line: Line, clause: Clause, slot: Slot, facts: dict[Slot, Fact]
) -> Iterator[Finding]:
    fact = facts[slot]
    telling = list(_telling(clause))
    own = [*(w for w in telling if _may_stand(w, fact)), *_plain_own(case, clause, fact, telling)]
    foreign = [
        word
        for word in telling
        if not _may_stand(word, fact) and _linked(line.own_words, slot, word)
    ]
    if not foreign or any(_linked(line.own_words, slot, word) for word in own):
        return
    at_once = any(word.start - slot.end == 1 for word in foreign)  # `[[...]] overdue`
    others = [other for other in clause.slots if other in facts and other != slot]
    if not at_once and any(_is_nearest(word, slot, others) for word in own):
        return
    yield finding(
        RULE,
        line.place,
        f"{line.quoted} says “{foreign[0].word}” beside {name_of(case.evidence, fact)}.",
        "Put each figure where its own words are, or use the figure that is meant.",
        evidence=[fact.id],
    )


def _telling(clause: Clause) -> Iterator[_Telling]:
    """The clause's telling words, each part of the text used once."""
    rest = clause.words
    for pattern, measures in _WORDS:
        for match in pattern.finditer(rest):
            start, end = clause.start + match.start(), clause.start + match.end()
            yield _Telling(start, end, measures, match.group().lower())
        rest = pattern.sub(lambda match: FILLER * len(match.group()), rest)


def _plain_own(
    case: DraftCase, clause: Clause, fact: Fact, telling: Sequence[_Telling]
) -> Iterator[_Telling]:
    """The measure's other words, where they are no part of a telling one."""
    taken = [range(word.start, word.end) for word in telling]
    for word in words_for(case.evidence, fact):
        for match in re.finditer(rf"\b{re.escape(word)}\b", clause.words, re.IGNORECASE):
            start = clause.start + match.start()
            if not any(start in span for span in taken):
                end = clause.start + match.end()
                yield _Telling(start, end, frozenset({fact.measure}), word)


def _may_stand(word: _Telling, fact: Fact) -> bool:
    """Whether the word may speak of the fact; what is outstanding on one invoice may be overdue."""
    of_invoice = fact.scope.startswith("invoice:") and fact.measure == "outstanding"
    return fact.measure in word.measures or (of_invoice and "overdue" in word.measures)


def _linked(words: str, slot: Slot, word: _Telling) -> bool:
    """Whether nothing but small linking words stands between."""
    if word.end <= slot.start:
        return _LINK_BEFORE.fullmatch(words[word.end : slot.start]) is not None
    return _LINK_AFTER.fullmatch(words[slot.end : word.start]) is not None


def _is_nearest(word: _Telling, slot: Slot, others: Sequence[Slot]) -> bool:
    """Whether no other figure of the clause is nearer to the word."""
    return all(_gap(word, slot) <= _gap(word, other) for other in others)


def _gap(word: _Telling, slot: Slot) -> int:
    return max(slot.start - word.end, word.start - slot.end)


def _wrong_basis(case: DraftCase, line: Line, slot: Slot, fact: Fact) -> Iterator[Finding]:
    after = line.own_words[slot.end :]
    wrong = (fact.measure in _WITHOUT and _WITH_VAT.match(after)) or (
        fact.measure in _WITH and _WITHOUT_VAT.match(after)
    )
    if wrong:
        basis = "excludes" if fact.measure in _WITHOUT else "includes"
        yield finding(
            RULE,
            line.place,
            f"{line.quoted} says “{wrong.group().strip()}”, and "
            f"{name_of(case.evidence, fact)} {basis} VAT.",
            "Analysis excludes VAT; what is to be paid includes it.",
            evidence=[fact.id],
        )


def _twice(case: DraftCase, line: Line, facts: Sequence[Fact]) -> Iterator[Finding]:
    for identifier in dict.fromkeys(fact.id for fact in facts):
        same = [fact for fact in facts if fact.id == identifier]
        if len(same) > 1:
            yield finding(
                RULE,
                line.place,
                f"{line.quoted} gives {label_of(case.evidence, same[0])} twice.",
                "One of the two is meant to be another figure.",
                evidence=[identifier],
            )
