"""A slot fits its sentence, fourth part: the invoice, workstream or person that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engross.checks.cases import DraftCase
from engross.checks.measure_words import RULE, name_of
from engross.checks.rules import finding
from engross.checks.sentences import Line, clauses, says
from engross.records import Evidence, Fact, Finding

_NAMING = {
    "invoice": {"number", "description", "invoice-date", "due-date"},
    "workstream": {"workstream", "basis"},
    "fee-earner": {"person"},
    "line": {"line"},
    "balance": {"line"},
    "tax": {"line", "due-date"},
    "customer": {"customer"},
}
"""For each dimension, the measures that name one of its values rather than say how much."""

_NAMES = {"workstream", "number", "person", "line", "customer"}
"""The measures whose value is what a part is called."""

_SHARES = {"ledger-share", "ledger-budget-share"}
"""Percentages of sales: the words beside one name the sales, not the line whose share it is."""

_TAKEN_OFF = {"stage:discount"}
"""Rows that are taken off the whole: a sentence that names one is about the whole too."""

_TELLING_WORD = 4
"""Letters that a word of a part's name must have to stand for it."""

_WHOLE = ("total", "in all", "all", "altogether", "together", "overall", "whole", "account")
"""Words that make a figure of the whole matter right in a sentence that names a part of it."""


def wrong_scope_words(case: DraftCase) -> Iterator[Finding]:
    """Figures of another invoice, workstream or person than the words around them name."""
    labels = _labels(case.evidence)
    for line in case.lines:
        facts = dict(case.facts(line))
        everywhere = _named(line.own_words, tuple(facts.values()), labels)
        for clause in clauses(line):
            within = [facts[slot] for slot in clause.slots if slot in facts]
            named = _named(clause.words, within, labels) or everywhere
            for fact in within:
                of_whole = fact.measure in _SHARES
                about = _same_dimension(fact, everywhere if of_whole else named)
                yield from _misfit(case, line, fact, about)
        yield from _unnamed(case, line, list(facts.values()), labels)
        yield from _whole_for_part(case, line, list(facts.values()), everywhere)


def _misfit(case: DraftCase, line: Line, fact: Fact, named: set[str]) -> Iterator[Finding]:
    if named and fact.scope not in named and _is_amount_of_part(fact):
        yield finding(
            RULE,
            line.place,
            f"{line.quoted} is about {_say(case.evidence, named)}, and "
            f"{name_of(case.evidence, fact)} is that of {_say(case.evidence, {fact.scope})}.",
            "Use the figure of what the sentence is about.",
            evidence=[fact.id],
        )


def _unnamed(
    case: DraftCase, line: Line, facts: list[Fact], labels: dict[str, str]
) -> Iterator[Finding]:
    """Figures of a part that neither the sentence nor its paragraph so far names."""
    so_far = [other for other in case.lines if other[:2] == line[:2]]
    so_far = so_far[: so_far.index(line) + 1]
    naming = [fact for other in so_far for _, fact in case.facts(other)]
    words = " ".join(other.own_words for other in so_far)
    for fact in facts:
        whole = case.fact(f"{fact.measure}/{fact.period}/matter")
        if not _is_amount_of_part(fact) or (whole and whole.value == fact.value):
            continue
        if not _speaks_of(fact, words, naming, labels):
            yield finding(
                RULE,
                line.place,
                f"{line.quoted} does not say that {name_of(case.evidence, fact)} is that of "
                f"{_say(case.evidence, {fact.scope})} alone.",
                "Name the part, or use the figure of the whole.",
                evidence=[fact.id],
            )


def _speaks_of(fact: Fact, words: str, naming: list[Fact], labels: dict[str, str]) -> bool:
    """Whether a slot, the part's label or a telling word of it (`stock`) names the part."""
    label = labels.get(fact.scope, fact.scope.partition(":")[2].replace("-", " "))
    telling = [word for word in re.findall(r"\w+", label) if len(word) >= _TELLING_WORD]
    by_slot = any(_is_naming(other) and other.scope == fact.scope for other in naming)
    return by_slot or says(words, [label, *telling])


def _whole_for_part(
    case: DraftCase, line: Line, facts: list[Fact], named: set[str]
) -> Iterator[Finding]:
    """Figures of the whole in a sentence about one part that has such a figure of its own."""
    if len(named) != 1 or named <= _TAKEN_OFF or says(line.own_words, _WHOLE):
        return
    (part,) = named
    used = {fact.id for fact in facts}
    for fact in facts:
        own = None if ":" in fact.scope else case.fact(f"{fact.measure}/{fact.period}/{part}")
        if own is not None and own.value != fact.value and own.id not in used:
            yield finding(
                RULE,
                line.place,
                f"{line.quoted} is about {_say(case.evidence, named)}, and "
                f"{name_of(case.evidence, fact)} is that of the whole.",
                "Use the part's own figure, or say that it is the total.",
                evidence=[fact.id],
                severity="warn",
            )


def _is_amount_of_part(fact: Fact) -> bool:
    return ":" in fact.scope and fact.unit not in {"text", "date"} and not _is_naming(fact)


def _labels(evidence: Evidence) -> dict[str, str]:
    """Each part's name in words by its scope: `workstream:stock-system` is `Stock system`."""
    named = {
        fact.scope: str(fact.value)
        for fact in evidence.facts
        if fact.measure in _NAMES and ":" in fact.scope
    }
    labelled = {f.scope: f.label for f in evidence.facts if ":" in f.scope and f.label}
    return {**labelled, **named}


def _named(words: str, facts: tuple[Fact, ...] | list[Fact], labels: dict[str, str]) -> set[str]:
    """The scopes that the words, or a slot that names one, speak of."""
    by_words = {scope for scope, label in labels.items() if says(words, [label])}
    return by_words | {fact.scope for fact in facts if _is_naming(fact)}


def _is_naming(fact: Fact) -> bool:
    dimension = fact.scope.partition(":")[0]
    return fact.unit in {"text", "date"} and fact.measure in _NAMING.get(dimension, set())


def _same_dimension(fact: Fact, named: set[str]) -> set[str]:
    dimension = fact.scope.partition(":")[0]
    return {scope for scope in named if scope.startswith(f"{dimension}:")}


def _say(evidence: Evidence, scopes: set[str]) -> str:
    labels = _labels(evidence)
    return " and ".join(labels.get(scope, scope.replace(":", " ")) for scope in sorted(scopes))
