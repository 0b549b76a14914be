"""The names under which a run's records are kept, and the records that stages alone use."""

from __future__ import annotations

from typing import Final

from engross.records import Deliverable, Figure, FoundPassage, Record, Remark, TemplateUsed
from engross.rendering import Citation

EVIDENCE: Final = "evidence"
FOUND: Final = "found-knowledge"
ASKED: Final = "asked-knowledge"
RESULT: Final = "crew-result"
RENDERED: Final = "rendered"
REPORT: Final = "check-report"
PAGES: Final = "pages"
PRINTED: Final = "printed"
REMARKS: Final = "remarks"
REDRAFT: Final = "redraft"
HELD: Final = "held"
DECISION: Final = "decision"
RELEASED: Final = "released"


class FoundPassages(Record):
    """What a run has found in the knowledge base."""

    passages: tuple[FoundPassage, ...] = ()
    """By id, each once."""


class Printed(Record):
    """What printing the candidate came to."""

    pdf: Deliverable | None = None
    """`None` when there is no PDF."""
    without: str = ""
    """Why there is none, with the remedy."""


class Remarks(Record):
    """What people wrote beside a document that came back from Word."""

    remarks: tuple[Remark, ...] = ()


class RenderedDocument(Record):
    """A rendered document before its review copy is made."""

    candidate: Deliverable
    marked: str
    """SHA-256 of the rendering in which figures are still marked, in the document store."""
    figures: tuple[Figure, ...]
    citations: tuple[Citation, ...] = ()
    """What the sentences rest on that they do not quote, for the review copy."""
    template: TemplateUsed | None = None
    anchored: str = ""
    """Of a version that came back from Word, which is made of no marked rendering: SHA-256 of the
    document with its anchors."""
