"""What the three agents hand on: a brief, a draft, findings; and what a crew returns.

Every text and every list has an upper bound, far above what a document needs: a server that holds a
model to the JSON Schema would otherwise let it write without end.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from engross.records.base import Record
from engross.records.findings import Finding

SectionKey = Annotated[str, Field(max_length=60)]
"""A section, as the standard format names it."""

EvidenceId = Annotated[str, Field(max_length=300)]
"""The id of a fact or a passage."""

Sentences = Annotated[str, Field(max_length=800)]
"""A sentence or two of plain text."""

_MANY = 200
"""More entries than any list of a document has."""


class BriefSection(Record):
    """What the researcher found for one section."""

    key: SectionKey
    """The section, as the standard format names it."""

    facts: tuple[EvidenceId, ...] = Field(default=(), max_length=_MANY)
    """Ids of the facts that belong in it, most important first."""

    passages: tuple[EvidenceId, ...] = Field(default=(), max_length=_MANY)
    """Ids of the passages that belong in it, most important first."""

    gaps: tuple[Sentences, ...] = Field(default=(), max_length=_MANY)
    """What the section ought to say and the sources do not."""


class Brief(Record):
    """What the researcher hands the drafter."""

    sections: tuple[BriefSection, ...] = Field(max_length=_MANY)
    """One for every section of the standard format, in its order."""

    questions: tuple[Sentences, ...] = Field(default=(), max_length=_MANY)
    """What somebody must answer before the document can be complete."""


class Sentence(Record):
    """One sentence of a draft."""

    text: str = Field(min_length=1, max_length=1200)
    """Its words, with slots where figures, dates, names and quotations belong."""

    cites: tuple[EvidenceId, ...] = Field(default=(), max_length=_MANY)
    """Ids of the passages that say what it claims; slots need no citation."""


class Paragraph(Record):
    """Sentences that belong together."""

    sentences: tuple[Sentence, ...] = Field(max_length=_MANY)
    """In order."""


class DraftSection(Record):
    """One section of a draft."""

    key: SectionKey
    """The section, as the standard format names it."""

    paragraphs: tuple[Paragraph, ...] = Field(default=(), max_length=_MANY)
    """In order; none where the standard format allows the section to be empty."""


class Draft(Record):
    """A document's prose, before any figure is filled in. Tables are made by code."""

    sections: tuple[DraftSection, ...] = Field(max_length=_MANY)
    """One for every section of the standard format, in its order."""


class AgentFinding(Record):
    """One thing that the consistency checker noticed."""

    section: SectionKey
    """The section's key."""

    severity: Literal["warn", "note"]
    """An agent cannot block; code does that."""

    message: str = Field(min_length=1, max_length=600)
    """What is wrong."""

    suggestion: str = Field(default="", max_length=600)
    """What to do about it."""


class AgentFindings(Record):
    """What the consistency checker hands on."""

    findings: tuple[AgentFinding, ...] = Field(default=(), max_length=_MANY)
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
