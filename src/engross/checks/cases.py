"""What the rules are given: the thing looked at, and everything it is compared with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from engross.checks.places import places
from engross.checks.sentences import Line, lines
from engross.records import (
    Draft,
    Evidence,
    Fact,
    Figure,
    FoundPassage,
    Passage,
    Slot,
    UnknownFact,
    slots,
)
from engross.uk.dates import parse_date
from engross.uk.periods import Period
from engross.uk.periods import as_at as single_day
from engross.workspace.register import Client, Firm, Matter
from engross.workspace.specs import CrewSpec, TemplateSpec

if TYPE_CHECKING:
    from engross.ooxml.text import Block

_DAY = "as at "
"""How the label of a single day begins."""


@dataclass(frozen=True)
class DraftCase:
    """A draft before any figure is filled in."""

    draft: Draft
    evidence: Evidence
    crew: CrewSpec
    firm: Firm
    client: Client
    knowledge: Mapping[str, FoundPassage]
    """What this run has found in the knowledge base, by the passage's id."""

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every sentence, in order."""
        return tuple(lines(self.draft))

    def fact(self, identifier: str) -> Fact | None:
        """The fact that a slot names, or `None`."""
        return fact_or_none(self.evidence, identifier)

    def passage(self, identifier: str) -> Passage | None:
        """The passage that a slot or citation names, from the sources or the knowledge base."""
        if found := self.evidence.passage(identifier):
            return found
        known = self.knowledge.get(identifier)
        return known.passage if known else None

    def facts(self, line: Line) -> tuple[tuple[Slot, Fact], ...]:
        """The sentence's fact slots with their facts.

        Those that name nothing are left out, and internal ones too: what findings say of them
        reaches agents, so only `nothing-internal` speaks of those, and without their values.
        """
        found = ((slot, self.fact(slot.id)) for slot in slots(line.text) if slot.kind == "fact")
        return tuple((slot, fact) for slot, fact in found if fact and fact.audience == "client")

    def rests_on(self, line: Line) -> tuple[Passage, ...]:
        """The passages that the sentence cites or quotes."""
        return tuple(found for name in line.named if (found := self.passage(name)))


@dataclass(frozen=True)
class DocumentCase:
    """A document as it would leave."""

    blocks: tuple[Block, ...]
    """Its paragraphs, as a reader sees them."""
    figures: tuple[Figure, ...]
    """Its filled slots and table cells, in document order."""
    evidence: Evidence
    crew: CrewSpec
    template: TemplateSpec
    firm: Firm
    client: Client
    matter: Matter
    fixed: tuple[str, ...] = ()
    """The template's own text."""

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Where each block stands, as findings name it."""
        return tuple(places(self.blocks, self.crew.standard_format))

    @property
    def placed(self) -> tuple[tuple[str, str], ...]:
        """Each block's place and words."""
        return tuple(zip(self.places, (block.text for block in self.blocks), strict=True))


def fact_or_none(evidence: Evidence, identifier: str) -> Fact | None:
    """The fact of that id, or `None`."""
    try:
        return evidence.fact(identifier)
    except UnknownFact:
        return None


def reporting_period(evidence: Evidence) -> Period | None:
    """The period that the document reports on; `None` when the evidence does not say."""
    for fact in evidence.select(measure="period-label"):
        label = str(fact.value).partition(" (")[0]
        try:
            if label.startswith(_DAY):
                return single_day(parse_date(label.removeprefix(_DAY)))
            return Period.parse(label)
        except ValueError:
            return None
    return None


def as_at(evidence: Evidence) -> dt.date | None:
    """The day that balances are taken at; `None` when the evidence does not say."""
    found = (fact.value for fact in evidence.select(measure="as-at"))
    return next((value for value in found if isinstance(value, dt.date)), None)
