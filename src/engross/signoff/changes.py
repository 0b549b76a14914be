"""Whether anything has changed since the hold: records, stored bytes, the files people read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from engross.errors import StorageError, Tampered
from engross.records import Deliverable, Evidence, HeldDocument
from engross.records.ports import DocumentStore


def changes(
    held: HeldDocument, recorded: str, evidence: Evidence, documents: DocumentStore
) -> tuple[str, ...]:
    """Everything that is not as it was when the document was held; empty when nothing changed.

    `recorded` is the fingerprint of the held document that the ledger noted at the hold.
    """
    return tuple(_changes(held, recorded, evidence, documents))


def _changes(
    held: HeldDocument, recorded: str, evidence: Evidence, documents: DocumentStore
) -> Iterator[str]:
    if held.fingerprint() != recorded:
        yield "The record of the held document is not the one that was noted at the hold."
    if evidence.fingerprint() != held.evidence_sha256:
        yield "The evidence is not what the document was made from."
    for file in (*held.candidate.deliverables, held.candidate.review_copy):
        yield from _stored(file, documents)


def _stored(file: Deliverable, documents: DocumentStore) -> Iterator[str]:
    try:
        data = documents.get(file.sha256)
    except (Tampered, StorageError) as error:
        yield f"{file.name}: {error}"
        return
    if not _is(file, data):
        yield f"{file.name} is not the file that was made at the hold."


def changed_files(folder: Path, files: Iterable[Deliverable]) -> tuple[str, ...]:
    """Names of the files in the folder that are not the bytes given; an absent one is no change.

    Raises:
        StorageError: a file is there and cannot be read.
    """
    return tuple(file.name for file in files if _edited(folder / file.name, file))


def _edited(path: Path, file: Deliverable) -> bool:
    if not path.exists():
        return False
    try:
        return not _is(file, path.read_bytes())
    except OSError as error:
        message = f"{path.name} cannot be read: {error.strerror}."
        raise StorageError(message, remedy="Close it in Word and try again.") from error


def _is(file: Deliverable, data: bytes) -> bool:
    return len(data) == file.size and hashlib.sha256(data).hexdigest() == file.sha256


def say(names: Sequence[str]) -> str:
    """Names in a sentence: `a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
