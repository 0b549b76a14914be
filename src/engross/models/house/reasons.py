"""Why a figure is what it is, where a passage of the notes says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from engross.models.house.commentary import Remark
from engross.models.house.figures import by_basis
from engross.models.house.grouping import part_of
from engross.models.house.phrases import REASONS
from engross.models.house.reading import FactLine, PassageLine, has_digits, words_in
from engross.models.house.reporting import report
from engross.models.house.telling import Speech
from engross.models.house.word_lists import CAUSES, INCREASES, WEIGHTY
from engross.records import Sentence, slots

_PERSONAL = frozenset(
    {"i", "we", "you", "he", "she", "they", "it", "this", "that", "these", "those"}
)
"""Words that lean on who speaks or on what was said before."""

_MEASURES = frozenset({"variance"})
"""Measures whose figure calls for a reason."""


def calls_for_reason(remark: Remark, facts: Sequence[FactLine]) -> str:
    """The workstream whose forecast the remark finds off its budget; empty for any other remark."""
    measures = {fact.id: fact for fact in facts}
    given = [measures[i] for slot in slots(remark.text) for i in _ids(slot.id) if i in measures]
    if not any(fact.measure in _MEASURES for fact in given):
        return ""
    return next((fact.scope for fact in given if fact.measure == "workstream"), "")


def reason(
    scope: str, facts: Sequence[FactLine], passages: Sequence[PassageLine], speech: Speech
) -> Sentence | None:
    """Why that workstream's forecast is off its budget, in the notes' words and citing them."""
    return next(
        (
            sentence
            for p in passages
            if _is_about(p, scope, facts, speech)
            for sentence in _told(p, speech)
        ),
        None,
    )


def _is_about(passage: PassageLine, scope: str, facts: Sequence[FactLine], speech: Speech) -> bool:
    """Whether it gives a cause for more work or money on that workstream, or on the only one."""
    words = words_in(passage.text)
    causal = any(cause in passage.text.casefold() for cause in CAUSES)
    extracted = any(pattern.search(passage.text) for pattern, _ in REASONS)
    if not (words & INCREASES and (extracted or (causal and words & WEIGHTY))):
        return False
    named = part_of(passage.text, speech.parts, speech.nearness)
    return named == scope or (not named and by_basis(facts, "time") == (scope,))


def _told(passage: PassageLine, speech: Speech) -> Iterator[Sentence]:
    for pattern, say in REASONS:
        match = pattern.search(passage.text)
        if match and not has_digits(match["what"]) and not words_in(match["what"]) & _PERSONAL:
            yield Sentence(text=say.format(what=match["what"]), cites=(passage.id,))
    said = report(passage, speech.reader, dated=False)
    if not said.quoted:
        yield Sentence(text=said.text, cites=said.cites)


def _ids(slot: str) -> list[str]:
    return re.findall(r"[^();]+/[^();]+", slot)
