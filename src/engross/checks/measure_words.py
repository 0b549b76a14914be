"""A slot fits its sentence, first part: the words for what the figure measures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engross.checks.cases import DraftCase
from engross.checks.rules import finding
from engross.checks.sentences import Line, says
from engross.records import MEASURES, Evidence, Fact, Finding
from engross.records.display import display

RULE = "slot-fits-sentence"

_AGE = ("age", "aged", "ageing", "days", "day")
_NARROWER = {
    "ageing-not-due": (*_AGE, "not due", "not yet due"),
    **dict.fromkeys(("ageing-1-30", "ageing-31-60", "ageing-61-90", "ageing-over-90"), _AGE),
}
"""A part of the balance must be called one: `outstanding` alone is the whole."""

_VAT_BASIS = re.compile(
    r"\b(?:including|inclusive of|excluding|exclusive of|plus|before|without|net of) VAT\b",
    re.IGNORECASE,
)
"""Words that say on what basis another figure is; they do not speak of VAT itself."""

_UNIT_SPOKEN = {"hours", "GBP/hour", "days", "points"}
"""Units whose name stands in the figure itself: `12.5 hours`."""


def wrong_measure_words(case: DraftCase) -> Iterator[Finding]:
    """Figures whose sentence has no word for what they measure."""
    for line in case.lines:
        lacking = [fact for _, fact in case.facts(line) if _lacks_word(case.evidence, fact, line)]
        for fact in lacking:
            words = ", ".join(words_for(case.evidence, fact)[:6])
            yield finding(
                RULE,
                line.place,
                f"{line.quoted} uses {name_of(case.evidence, fact)}, and no word of the sentence "
                "says so.",
                f"Say what the figure is (one of: {words}), or use the figure that is meant.",
                evidence=[fact.id],
            )


def words_for(evidence: Evidence, fact: Fact) -> tuple[str, ...]:
    """The words of which a sentence must have one; empty when any sentence will do."""
    if fact.measure in _NARROWER:
        return _NARROWER[fact.measure]
    if fact.measure in MEASURES:
        return MEASURES[fact.measure].words
    each = [words_for(evidence, evidence.fact(name)) for name in fact.inputs]
    return tuple(dict.fromkeys(word for words in each for word in words)) if all(each) else ()


def name_of(evidence: Evidence, fact: Fact) -> str:
    """What people call the figure and what it is: `Fees billed, excluding VAT (£9,490)`."""
    return f"{label_of(evidence, fact)} ({display(fact)})"


def label_of(evidence: Evidence, fact: Fact) -> str:
    """What people call the figure: `Fees billed, excluding VAT`."""
    if fact.measure in MEASURES:
        return MEASURES[fact.measure].label
    labels = (label_of(evidence, evidence.fact(name)) for name in fact.inputs)
    return f"{fact.operation} of {' and '.join(dict.fromkeys(labels))}"


def _lacks_word(evidence: Evidence, fact: Fact, line: Line) -> bool:
    words = words_for(evidence, fact)
    spoken = display(fact) if fact.unit in _UNIT_SPOKEN else ""
    spoken_words = line.own_words if fact.measure != "vat" else _VAT_BASIS.sub(" ", line.own_words)
    return bool(words) and not says(f"{spoken_words} {spoken}", words)
