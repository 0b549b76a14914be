"""Nothing internal: the firm's figures about itself, internal notes, what was withheld."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from engross.checks.cases import DocumentCase, DraftCase, fact_or_none
from engross.checks.rules import finding
from engross.checks.sentences import FILLER, Line, extract
from engross.records import MEASURES, Evidence, Fact, Finding, Passage, slots
from engross.records.display import display, display_cell
from engross.uk import money

RULE = "nothing-internal"

_SHORTEST_VALUE = 100
"""Pounds; a smaller internal amount would be found by chance."""
_RUN_OF_WORDS = 6
"""Words in a row that repeat a withheld passage."""
_SHORTEST_PASSAGE = 3
"""Words; a shorter withheld passage is an ordinary phrase."""

_OURS = re.compile(
    r"""\b(?:cost\srates?|recovery\srates?|realisation\srates?|lock-?up(?:\sdays)?
    |internal\s(?:notes?|memo|only|use)|file\snotes?|not\sfor\sthe\sclient|risk\sratings?
    |screening\sresults?|(?:our|the\sfirm['\u2019]s)\s(?:margins?|recovery|utilisation|write-?offs?)
    |margins?\son\sthis\s(?:client|matter|job|engagement)|profitability\sof\sthis\s(?:client|matter)
    |wr(?:ote|itten|ite)\soff\s(?:time|hours|wip)|time\swritten\soff|between\sourselves|off\sthe\srecord
    |suspicious\sactivity|(?:money\slaundering\s)?reporting\sofficer|compliance\shold|tipping\soff)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PERHAPS_OURS = re.compile(
    r"\b(?:write-?offs?|written\soff|wrote\soff|utilisation|realisation|margins?|recoverability"
    r"|under-?recovery|over-?servicing)\b",
    re.IGNORECASE,
)


def draft_leaks(case: DraftCase) -> Iterator[Finding]:
    """Internal figures in slots, withheld passages cited or repeated, and internal words."""
    withheld = [passage for passage in case.evidence.passages if passage.secret]
    for line in case.lines:
        yield from _internal_slots(case, line)
        named = (*line.cites, *(slot.id for slot in slots(line.text) if slot.kind == "quote"))
        for passage in filter(None, map(case.passage, named)):
            if passage.withheld:
                yield finding(
                    RULE,
                    line.place,
                    f"{line.quoted} rests on {passage.id}, which is withheld ({passage.withheld}).",
                    "Leave it out.",
                    evidence=[passage.id],
                )
        words = line.own_words.replace(FILLER, " ")
        yield from internal_words(words, line.place)
        yield from repeats(words, line.place, withheld)


def document_leaks(case: DocumentCase, uncovered: tuple[tuple[str, str], ...]) -> Iterator[Finding]:
    """The same in a finished document, and internal values in what no figure covers."""
    withheld = [passage for passage in case.evidence.passages if passage.secret]
    for figure in case.figures:
        yield from _internal_figure(case.evidence, figure.id, figure.place)
    values = _internal_values(case.evidence)
    for place, text in case.placed:
        yield from internal_words(text, place)
        yield from repeats(text, place, withheld)
    for place, text in uncovered:
        yield from _values_in(text, place, values)


def internal_words(text: str, place: str) -> Iterator[Finding]:
    """Words for the firm's own affairs, and words that may be about the client's own."""
    for found in dict.fromkeys(match.group() for match in _OURS.finditer(text)):
        yield finding(
            RULE,
            place,
            f"“{found}” in {extract(text)} is the firm's own affair.",
            "Take it out: it never reaches a client.",
        )
    if _OURS.search(text):
        return
    for found in dict.fromkeys(match.group() for match in _PERHAPS_OURS.finditer(text)):
        yield finding(
            RULE,
            place,
            f"“{found}” in {extract(text)} would be internal if it is about the firm's own work.",
            "Let it stand only where it is about the client's own business.",
            severity="warn",
        )


def repeats(text: str, place: str, withheld: list[Passage]) -> Iterator[Finding]:
    """Withheld passages whose words, six in a row or all of them, stand in the text."""
    spoken = f" {' '.join(_plain(text))} "
    for passage in withheld:
        words = _plain(passage.text)
        if len(words) < _SHORTEST_PASSAGE:
            continue
        run = min(len(words), _RUN_OF_WORDS)
        pieces = (" ".join(words[n : n + run]) for n in range(len(words) - run + 1))
        if any(f" {piece} " in spoken for piece in pieces):
            yield finding(
                RULE,
                place,
                f"{extract(text)} repeats {passage.id}, which is withheld ({passage.withheld}).",
                "Take it out: it never reaches a client.",
                evidence=[passage.id],
            )


def _internal_slots(case: DraftCase, line: Line) -> Iterator[Finding]:
    for slot in slots(line.text):
        if slot.kind == "fact":
            yield from _internal_figure(case.evidence, slot.id, line.place)


def _internal_figure(evidence: Evidence, identifier: str, place: str) -> Iterator[Finding]:
    fact = fact_or_none(evidence, identifier)
    if fact is not None and fact.audience == "internal":
        measure = MEASURES.get(fact.measure)
        label = measure.label if measure else fact.operation
        yield finding(
            RULE,
            place,
            f"{label} ({identifier}) is the firm's figure about itself.",
            "Take it out: it never reaches a client.",
            evidence=[identifier],
        )


def _internal_values(evidence: Evidence) -> dict[str, Fact]:
    """Internal amounts as they would be printed, less those that a client's figure has too."""
    shared = {form for fact in evidence.select() for form in _forms(fact)}
    return {
        form: fact
        for fact in evidence.facts
        if fact.audience == "internal"
        and fact.unit == "GBP"
        and abs(fact.number) >= _SHORTEST_VALUE
        for form in _forms(fact)
        if form not in shared
    }


def _forms(fact: Fact) -> set[str]:
    if not isinstance(fact.value, Decimal):
        return set()
    if fact.unit != "GBP":
        return {display(fact), display_cell(fact)}
    value = fact.number
    cells = {money.format_cell(value, pence=pence) for pence in (True, False)}
    return cells | {form.lstrip("£") for form in (money.format_pence(value), display(fact))}


def _values_in(text: str, place: str, values: dict[str, Fact]) -> Iterator[Finding]:
    for form, fact in values.items():
        if re.search(rf"(?<![\w.,]){re.escape(form)}(?![\w]|[.,]\d)", text):
            label = MEASURES[fact.measure].label if fact.measure in MEASURES else fact.measure
            yield finding(
                RULE,
                place,
                f"{form} in {extract(text)} is the amount of an internal figure: {label}.",
                "Take it out: it never reaches a client.",
                evidence=[fact.id],
            )


def _plain(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())
