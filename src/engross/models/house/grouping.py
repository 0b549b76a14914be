"""Which workstream a passage is about, and in which order passages are read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from engross.models.house.line_naming import begins_with, line_about
from engross.models.house.nearness import Nearness, telling
from engross.models.house.reading import FactLine, PassageLine, Section
from engross.uk.dates import parse_date

_BY_PART = re.compile(
    r"\b(workstream|service|stage|part|line) by \1\b|\bby (?:workstream|service|stage)\b",
    re.IGNORECASE,
)
"""How a section's purpose says that it is told part by part."""

_NEAR = 0.35
_AHEAD = 0.1
"""How near a passage must be to a workstream's name, and how much nearer than to any other."""

_CONTINUES = 2
"""How many telling words a passage must share with the one before to be about the same work."""

_NO_SUMS = frozenset({"income", "cost"})
"""Kinds of line that sum up no others."""


Parts = Mapping[str, FactLine]
"""The fact that names each workstream or line, by scope, in order."""


class _Parts(dict[str, FactLine]):
    """The parts, and the names of what sums up lines: no part, but a text may speak of it."""

    def __init__(self, named: Parts, totals: Mapping[str, str]) -> None:
        super().__init__(named)
        self.totals = totals


def parts_of(facts: Sequence[FactLine]) -> Parts:
    """The workstreams that the facts name, and the lines of a client's accounts but for totals."""
    sums = {f.scope for f in facts if f.measure == "line-kind" and f.display not in _NO_SUMS}
    named = {
        fact.scope: fact
        for fact in facts
        if fact.measure == "workstream" or (is_line(fact.scope) and fact.measure == "line")
    }
    return _Parts(
        {scope: fact for scope, fact in named.items() if scope not in sums},
        {scope: fact.display for scope, fact in named.items() if scope in sums},
    )


def is_line(scope: str) -> bool:
    """Whether it is a line of a client's profit and loss account."""
    return scope.startswith("line:")


def is_by_part(section: Section, parts: Parts) -> bool:
    """Whether the section is told workstream by workstream."""
    return len(parts) > 1 and _BY_PART.search(section.purpose) is not None


def part_of(text: str, parts: Parts, nearness: Nearness) -> str:
    """The scope of the workstream that a text is about; empty when it is not clear.

    A line of a client's accounts is meant only where its whole name is said.
    """
    if any(map(is_line, parts)):
        return _line_of(text, parts)
    words = telling(text)
    shared = {scope: len(words & telling(fact.display)) for scope, fact in parts.items()}
    most = max(shared.values(), default=0)
    best = [scope for scope, count in shared.items() if count == most]
    if most and len(best) == 1:
        return best[0]
    return _nearest(text, parts, nearness) if not most else ""


def parts_for(passages: Sequence[PassageLine], parts: Parts, nearness: Nearness) -> dict[str, str]:
    """The workstream of each passage, by id; one that names none goes with what it continues.

    What names no line of a client's accounts stands by itself.
    """
    found = {p.id: part_of(p.text, parts, nearness) for p in passages}
    if any(map(is_line, parts)):
        return found
    for before, passage in pairwise(passages):
        continues = len(telling(before.text) & telling(passage.text)) >= _CONTINUES
        if not found[passage.id] and continues:
            found[passage.id] = found[before.id]
    return found


def in_order(
    passages: Sequence[PassageLine],
    section: Section,
    parts: Parts,
    nearness: Nearness,
    days: Mapping[str, str],
) -> list[PassageLine]:
    """By kind as the standard format names them, then by workstream or by the day they are due."""
    found = parts_for(passages, parts, nearness) if is_by_part(section, parts) else {}
    places = [*parts, ""]

    def key(passage: PassageLine) -> tuple[int, int, dt.date]:
        kind = section.kinds.index(passage.kind) if passage.kind in section.kinds else -1
        return kind, places.index(found.get(passage.id, "")), _due(passage, days)

    return sorted(passages, key=key)


def line_begun(text: str, parts: Parts) -> str:
    """The line that the text is about, where it begins with its name."""
    line = _line_of(text, parts)
    return line if line and begins_with(text, parts[line].display) else ""


def _line_of(text: str, parts: Parts) -> str:
    names = {scope: fact.display for scope, fact in parts.items() if is_line(scope)}
    totals = parts.totals if isinstance(parts, _Parts) else {}
    line = line_about(text, {**names, **totals})
    return line if line in names else ""


def _nearest(text: str, parts: Parts, nearness: Nearness) -> str:
    scores = nearness.scores(text, [fact.display for fact in parts.values()])
    ranked = sorted(zip(scores, parts, strict=True), key=lambda pair: -pair[0])
    if not ranked or ranked[0][0] < _NEAR:
        return ""
    ahead = len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= _AHEAD
    return ranked[0][1] if ahead else ""


def _due(passage: PassageLine, days: Mapping[str, str]) -> dt.date:
    """The day it is due; whatever has none comes last."""
    try:
        return parse_date(days.get(passage.due_fact) or passage.due)
    except ValueError:  # said in words, or not at all
        return dt.date.max
