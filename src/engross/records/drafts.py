"""What the three agents hand on: a brief, a draft, findings; and what a crew returns."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from engross.records.base import Record
from engross.records.findings import Finding


class BriefSection(Record):
    """What the researcher found for one section."""

    key: str
    """The section, as the standard format names it."""

    facts: tuple[str, ...] = ()
    """Ids of the facts that belong in it, most important first."""

    passages: tuple[str, ...] = ()
    """Ids of the passages that belong in it, most important first."""

    gaps: tuple[str, ...] = ()
    """What the section ought to say and the sources do not."""


class Brief(Record):
    """What the researcher hands the drafter."""

    sections: tuple[BriefSection, ...]
    """One for every section of the standard format, in its order."""

    questions: tuple[str, ...] = ()
    """What somebody must answer before the document can be complete."""


class Sentence(Record):
    """One sentence of a draft."""

    text: str = Field(min_length=1, max_length=1200)
    """Its words, with slots where figures, dates, names and quotations belong."""

    cites: tuple[str, ...] = ()
    """Ids of the passages that say what it claims; slots need no citation."""


class Paragraph(Record):
    """Sentences that belong together."""

    sentences: tuple[Sentence, ...]
    """In order."""


class DraftSection(Record):
    """One section of a draft."""

    key: str
    """The section, as the standard format names it."""

    paragraphs: tuple[Paragraph, ...] = ()
    """In order; none where the standard format allows the section to be empty."""


class Draft(Record):
    """A document's prose, before any figure is filled in. Tables are made by code."""

    sections: tuple[DraftSection, ...]
    """One for every section of the standard format, in its order."""


class AgentFinding(Record):
    """One thing that the consistency checker noticed."""

    section: str
    """The section's key."""

    severity: Literal["warn", "note"]
    """An agent cannot block; code does that."""

    message: str = Field(min_length=1, max_length=600)
    """What is wrong."""

    suggestion: str = Field(default="", max_length=600)
    """What to do about it."""


class AgentFindings(Record):
    """What the consistency checker hands on."""

    findings: tuple[AgentFinding, ...] = ()
    """In the order of the document; empty when nothing was noticed."""


class CrewResult(Record):
    """What a crew returns."""

    brief: Brief
    draft: Draft
    findings: tuple[Finding, ...] = ()
    """The checker's findings, and the block findings of a draft accepted at its last attempt."""

    models: tuple[str, ...] = ()
    """The models that answered, sorted."""

    calls: int = 0
    """Model calls made now; a replayed call is not made."""

    replayed: int = 0
    """Model calls answered from the journal."""
