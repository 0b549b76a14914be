"""The names under which a run's records are kept, and the records that stages alone use."""

from __future__ import annotations

from typing import Final

from pydantic import Field

from engross.records import Deliverable, Figure, FoundPassage, Record, Remark, Span, TemplateUsed
from engross.rendering import Citation
from engross.workspace.packs import Consumer
from engross.workspace.register import Client, Matter

SUBJECT: Final = "subject"
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
MAIL: Final = "mail"
ROUTING: Final = "routing"
GATES: Final = "gates"
SENT: Final = "sent-reply"
ALSO: Final = "also"
RECORD: Final = "client-record"


class OwnSubject(Record):
    """Whom and what a run is for that its order does not name: of a deal, a mail or a form."""

    client: Client
    """Of firm.yaml, or made of the CRM export; its key is no registered client's then."""
    prospect: bool = False
    """Whether it was made of the export, because firm.yaml has no such client."""
    matter: Matter
    """The work that is proposed, or what a mail is about."""
    registered_matter: bool = False
    """Whether the matter is the client's own in firm.yaml; otherwise it was made up for the run,
    and nobody's knowledge of a matter with its key is the run's."""
    origins: dict[str, Span] = Field(default_factory=dict)
    """By measure (`client-name`), where a name comes from that is not in firm.yaml."""
    service: str = ""
    """The service of the price list, by key; empty when it is none."""
    consumer: Consumer | None = None
    """What the export says of whether a prospect is a consumer; `None` without an export."""


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


class AlsoFile(Record):
    """A file that was made beside the document."""

    key: str
    """As the crew calls it."""
    file: Deliverable
    figures: tuple[Figure, ...] = ()
    """Its figures, each place with the file's name."""
    template: TemplateUsed | None = None
    """Of a Word file: what it was made with."""


class AlsoFiles(Record):
    """What was made beside the document, from the same evidence."""

    files: tuple[AlsoFile, ...] = ()

    @property
    def deliverables(self) -> tuple[Deliverable, ...]:
        """Its files, in the crew's order."""
        return tuple(one.file for one in self.files)


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
