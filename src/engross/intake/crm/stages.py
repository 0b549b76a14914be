"""Where a deal stands: what the CRM says outright, its table of stages, last the stage's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from engross.intake.crm.records import Outcome, Stage
from engross.intake.crm.words import squeezed, words

Ground = Literal["said", "stage table", "words", "assumed"]
"""What an outcome rests on; `assumed` is a stage whose words are not known, taken as open."""


class Standing(NamedTuple):
    """Where a deal stands, and how that is known."""

    outcome: Outcome
    ground: Ground


class StageTable:
    """The CRM's own stages, by id and by label."""

    def __init__(self, stages: Iterable[Stage]) -> None:
        self._by_name: dict[str, Stage] = {}
        for stage in stages:
            for name in (stage.id, stage.label):
                if name:
                    self._by_name.setdefault(name.value, stage)

    def find(self, name: str) -> Stage | None:
        """The stage of exactly that id or label."""
        return self._by_name.get(name)


def standing(
    stage: str, status: str, *, is_won: bool | None, is_closed: bool | None, table: StageTable
) -> Standing:
    """Where a deal with that stage and status stands."""
    said = by_flags(is_won=is_won, is_closed=is_closed)
    if said and said != "closed":
        return Standing(said, "said")
    if known := table.find(stage):
        return Standing(known.outcome, "stage table")
    for word in (status, stage):
        outcome = by_words(word)
        if outcome and (outcome != "open" or said is None):
            return Standing(outcome, "words")
    if said:
        return Standing(said, "said")
    return Standing("open", "assumed")


def by_flags(*, is_won: bool | None, is_closed: bool | None) -> Outcome | None:
    """What two yes or no columns say together; `None` when they say nothing."""
    if is_won:
        return "won"
    if is_closed:
        return "lost" if is_won is False else "closed"
    return "open" if is_closed is False else None


def by_words(text: str) -> Outcome | None:
    """What a stage's or status's words say; `None` for words that are not known."""
    said = squeezed(text)
    return next((outcome for outcome, known in _WORDS.items() if said in known), None)


_WORDS: Mapping[Outcome, frozenset[str]] = {
    "won": words("stages", "won"),
    "lost": words("stages", "lost"),
    "closed": words("stages", "closed"),
    "open": words("stages", "open"),
}
