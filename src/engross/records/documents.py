"""From candidate to release: what is held, what is signed, what leaves."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Final, Literal

from pydantic import Field

from engross.records.base import Record, canonical_json
from engross.records.evidence import Span
from engross.records.findings import Finding

KEPT_FOLDER: Final = "kept in the firm"
"""The folder, beside the files that leave, of those that do not."""


class Deliverable(Record):
    """One file that is signed; most of them leave."""

    name: str
    """Its file name: `Wrackline Boatyard - client report - Q3 2026.docx`."""

    sha256: str
    """Hex SHA-256 of its bytes."""

    size: int
    """Its length in bytes."""

    leaves: bool = Field(default=True, exclude_if=bool)
    """Whether it is meant for the client; otherwise it stays in the firm, signed all the same."""

    @property
    def path(self) -> str:
        """Where it lies below a folder of deliverables: what stays has a folder of its own."""
        return self.name if self.leaves else f"{KEPT_FOLDER}/{self.name}"


class Figure(Record):
    """One filled slot or table cell in the rendered document."""

    anchor: str
    """The bookmark's name in the review copy: letters and digits only."""

    id: str
    """The fact's id, or the passage's for a quotation."""

    kind: Literal["fact", "quote"]
    text: str
    """What stands in the document."""

    place: str
    """`section summary, paragraph 1` or `table invoices, row 2`."""

    origin: str
    """Where it comes from, in a form that a script can check too (`rendering.origins` has its
    grammar): `sum of billing.xlsx Invoices!F4:F6`."""

    working: tuple[str, ...] = ()
    """How it came about, a line for each step down to the cells, for the evidence comment."""

    spans: tuple[Span, ...] = ()
    """The cells, cues or paragraphs behind it, those of its inputs included."""


class TemplateUsed(Record):
    """The template that a document was made with."""

    key: str
    """`client_report` for templates/client_report.docx."""
    sha256: str
    """Of the Word file's bytes, in hex."""
    version: int = 0
    """Which approved version those bytes are; 0 when nobody has approved them."""


class Page(Record):
    """One page of the candidate as a picture."""

    number: int
    """From 1."""
    image: str
    """SHA-256 of its PNG, in the document store."""
    width: float
    height: float
    """In points."""


class Spot(Record):
    """Where on the pages an anchor stands; words over two lines have two."""

    anchor: str
    """The anchor of a figure (`figure7`), of a place or of a sentence that cites."""
    page: int
    x: float
    y: float
    """Its top left corner, in points from the page's top left corner."""
    width: float = 0
    height: float = 0
    """In points; both 0 for an anchor that is a point on the page."""


class DocumentPages(Record):
    """What a reader sees: the candidate's pages, and where its figures are on them."""

    pages: tuple[Page, ...]
    spots: tuple[Spot, ...]
    """Page by page, from top to bottom; a figure that no page shows has none."""


class Remark(Record):
    """A comment that a person wrote into the review copy."""

    by: str
    """The author as Word names them."""
    at: dt.datetime | None
    """When, if Word says so."""
    text: str
    """What they wrote; a line for each paragraph."""
    words: str
    """The words of the document that it is on; empty for none."""
    section: str
    """Key of the section that it stands in; empty outside every section."""


class Candidate(Record):
    """The deliverables as they would leave, and the same document for reviewing."""

    deliverables: tuple[Deliverable, ...]
    review_copy: Deliverable
    figures: tuple[Figure, ...]
    """In document order."""


class CheckReport(Record):
    """Everything noticed about a candidate."""

    findings: tuple[Finding, ...]
    """Intake's, the crew's and the rules', most severe first, each once."""

    rules: tuple[str, ...]
    """The rules that ran."""


class HeldDocument(Record):
    """A candidate that waits for a decision."""

    run: str
    candidate: Candidate
    evidence_sha256: str
    """Hash of the run's `Evidence`."""
    findings: tuple[Finding, ...]
    data_quality: Deliverable | None = None
    """The page that says how each input was read, for people in the firm; it never leaves."""
    pages: Deliverable | None = None
    """The candidate's pages with clickable figures, for people in the firm; `None` without PDF."""
    redline: Deliverable | None = None
    """The changes since the version before, as tracked changes in Word; it never leaves."""
    version: int = 1
    """Counts the candidates of a run: each edit in Word that is taken back makes the next."""
    edited_by: str = ""
    """E-mail address of the person whose edit made this version; empty for a first one."""
    template: TemplateUsed | None = None
    """What it was made with."""
    printed_from: dict[str, str] = Field(default_factory=dict)
    """What the document prints from firm.yaml and who may sign it, by name: a hash of each part."""
    held_at: dt.datetime
    """In UTC."""

    @property
    def findings_sha256(self) -> str:
        """Hash over all findings."""
        return hashlib.sha256(
            canonical_json([finding.model_dump(mode="json") for finding in self.findings])
        ).hexdigest()


DecisionKind = Literal["sign", "return", "decline"]
"""The closed set of what a person may decide."""


class Override(Record):
    """A block finding that somebody answers for."""

    finding: str
    """The finding's id."""
    reason: str
    """Why it does not matter here, in the signer's words."""


class Decision(Record):
    """What a person decided about a held document."""

    run: str
    kind: DecisionKind
    by: str
    """E-mail address of the person."""
    at: dt.datetime
    """In UTC."""
    comment: str = ""
    overrides: tuple[Override, ...] = ()
    digest: str = ""
    """For `sign`: the digest that was signed (`signoff.digest`)."""


class SignedDocument(Record):
    """A held document that somebody signed."""

    held: HeldDocument
    decision: Decision


class ReleasedDocument(Record):
    """What left, and the proof."""

    run: str
    folder: str
    """Where the released files are, relative to the workspace."""
    manifest_sha256: str
    released_at: dt.datetime
    """In UTC."""
