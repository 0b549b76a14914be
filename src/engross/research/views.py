"""Facts and passages as agents see them: plain JSON with stable keys, never too much at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from engross.records import MEASURES, Fact, FoundPassage, Passage
from engross.records.display import display
from engross.uk.figures import said_figures

BYTES = 24_000
"""The most that one list of a tool's result may take up as JSON; the whole stays below 30 kB."""

PASSAGE_CHARACTERS = 2_000
"""The most that is shown of one passage; a quotation slot still brings all of it."""

_OPERATIONS = {"sum": "Sum", "difference": "Difference", "share": "Share", "change": "Change"}


def fact_view(fact: Fact, period_label: Callable[[str], str]) -> dict[str, Any]:
    """One fact: what it means, and its value as it will be printed."""
    measure = MEASURES.get(fact.measure)
    label = measure.label if measure else _OPERATIONS.get(fact.operation, fact.measure)
    return {
        "id": fact.id,
        "measure": fact.measure,
        "label": label,
        "period": fact.period,
        "period_label": period_label(fact.period),
        "scope": fact.scope,
        "scope_label": fact.label or fact.scope.partition(":")[2] or fact.scope,
        "display": display(fact),
        "unit": fact.unit,
    }


def passage_view(passage: Passage) -> dict[str, Any]:
    """One passage from the notes, with where it stands."""
    return {
        "id": passage.id,
        "kind": passage.kind,
        "text": _shown(passage.text),
        "figures": [said.text for said in said_figures(passage.text)],
        "speaker": passage.speaker,
        "side": passage.side,
        "speaker_fact": passage.speaker_fact,
        "owner": passage.owner,
        "owner_side": passage.owner_side,
        "owner_fact": passage.owner_fact,
        "due": passage.due,
        "due_fact": passage.due_fact,
        "said_on": passage.said_on.isoformat() if passage.said_on else "",
        "said_on_fact": passage.said_on_fact,
        "file": passage.span.file,
        "place": passage.span.place,
    }


def knowledge_view(found: FoundPassage) -> dict[str, Any]:
    """One passage of the knowledge base: its words, who answers for them, how well it fits.

    Its owner is left out: no agent needs a person's address.
    """
    passage = found.passage
    return {
        "id": passage.id,
        "text": _shown(passage.text),
        "file": passage.span.file,
        "place": passage.span.place,
        "tier": passage.tier,
        "review_by": found.review_by.isoformat(),
        "overdue": found.overdue,
        "score": found.score,
    }


def bounded(
    views: Iterable[Mapping[str, Any]], limit: int, size: int = BYTES
) -> tuple[list[Mapping[str, Any]], int]:
    """The first views that fit in number and size, and how many were left off."""
    everything = list(views)
    kept: list[Mapping[str, Any]] = []
    used = 0
    for view in everything[:limit]:
        used += len(json.dumps(view)) + 2
        if used > size:
            break
        kept.append(view)
    return kept, len(everything) - len(kept)


def _shown(text: str) -> str:
    return text if len(text) <= PASSAGE_CHARACTERS else text[:PASSAGE_CHARACTERS] + " […]"
