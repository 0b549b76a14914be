"""The manifest: what left, on whose decision, resting on what; and the certificate for people."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Final, Literal

from engross.records import Decision, Deliverable, Finding, Record, TemplateUsed, canonical_json

MANIFEST = "manifest.json"
SIGNATURE = "manifest.sig"
PUBLIC_KEY = "firm-public-key.pem"
CERTIFICATE = "certificate.docx"
PRINTED_CERTIFICATE = "certificate.pdf"

RESERVED = frozenset(
    {MANIFEST, SIGNATURE, PUBLIC_KEY, CERTIFICATE, PRINTED_CERTIFICATE, "certificate.txt"}
)
"""Names that no deliverable may have; releases of an earlier form have a `certificate.txt`."""

FIRST: Final = "engross-release-1"
"""The scheme of releases whose manifests name no findings."""


class LedgerHead(Record):
    """The ledger's newest line when the document left; a later ledger must still hold it."""

    number: int
    hash: str


class Asserted(Record):
    """A figure that a person typed in Word and answers for."""

    fact: str
    """The fact's id in the evidence."""
    text: str
    """What stands in the document."""
    place: str
    by: str
    """E-mail address of the person."""


class Manifest(Record):
    """Everything that a release vouches for; its canonical JSON is what the firm's key signs."""

    scheme: Literal["engross-release-1", "engross-release-2"] = "engross-release-2"
    """Names the fields; the first form had none from `version` to `held_at`."""
    run: str
    version: int = 1
    """Which of the run's candidates was signed: each edit in Word makes another."""
    edited_by: str = ""
    """E-mail address of the person whose edit in Word made that version."""
    template: TemplateUsed | None = None
    answered: tuple[Finding, ...] = ()
    """The blocking findings that the signer answers for. The others stay with the run: whoever is
    given a release is not told what the firm noticed about its own records."""
    findings: int = 0
    """How many there were in all."""
    asserted: tuple[Asserted, ...] = ()
    """In document order."""
    held_at: dt.datetime | None = None
    """In UTC."""
    deliverables: tuple[Deliverable, ...]
    certificate: Deliverable
    evidence_sha256: str
    findings_sha256: str
    decision: Decision
    ledger_head: LedgerHead
    key_id: str
    """Of the key that signs, so that an old release can be told from a forged one."""
    released_at: dt.datetime
    """In UTC."""

    def as_read(self) -> bytes:
        """The canonical form of the fields that the manifest was read with, of either scheme."""
        return canonical_json(self.model_dump(mode="json", exclude_unset=True))


def described(name: str, data: bytes) -> Deliverable:
    """Name, hash and size of a file."""
    return Deliverable(name=name, sha256=hashlib.sha256(data).hexdigest(), size=len(data))


def matches(file: Deliverable, data: bytes) -> bool:
    """Whether the bytes are those described."""
    return (len(data), hashlib.sha256(data).hexdigest()) == (file.size, file.sha256)
