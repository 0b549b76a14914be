"""What a draft may quote: the run's evidence, and what it found in the knowledge base."""

from __future__ import annotations

from engross.pipeline import names
from engross.pipeline.services import Services
from engross.records import Evidence, Passage, Run


def found_passages(services: Services, run: Run) -> tuple[Passage, ...]:
    """What the run found in the knowledge base; none when it asked nothing."""
    if not services.records.has(run.id, names.FOUND):
        return ()
    found = services.records.load(run.id, names.FOUND, names.FoundPassages)
    return tuple(one.passage for one in found.passages)


def with_passages(evidence: Evidence, found: tuple[Passage, ...]) -> Evidence:
    """The evidence with those passages behind its own."""
    return Evidence.model_validate({**dict(evidence), "passages": (*evidence.passages, *found)})
