"""The manifest: what left, on whose decision, resting on what; and the certificate for people."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Literal

from engross.records import Decision, Deliverable, Record

MANIFEST = "manifest.json"
SIGNATURE = "manifest.sig"
PUBLIC_KEY = "firm-public-key.pem"
CERTIFICATE = "certificate.txt"

RESERVED = frozenset({MANIFEST, SIGNATURE, PUBLIC_KEY, CERTIFICATE})
"""Names that no deliverable may have."""


class LedgerHead(Record):
    """The ledger's newest line when the document left; a later ledger must still hold it."""

    number: int
    hash: str


class Manifest(Record):
    """Everything that a release vouches for; its canonical JSON is what the firm's key signs."""

    scheme: Literal["engross-release-1"] = "engross-release-1"
    run: str
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


def described(name: str, data: bytes) -> Deliverable:
    """Name, hash and size of a file."""
    return Deliverable(name=name, sha256=hashlib.sha256(data).hexdigest(), size=len(data))


def matches(file: Deliverable, data: bytes) -> bool:
    """Whether the bytes are those described."""
    return described(file.name, data) == file
