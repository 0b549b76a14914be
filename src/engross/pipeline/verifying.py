"""Proof, after the event: of a released file, and of the ledger against every release."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from engross.errors import RefusedError, StorageError, Tampered, UsageError
from engross.ledger import Head
from engross.pipeline import names
from engross.pipeline.services import Services
from engross.records import Decision, Evidence, HeldDocument, ReleasedDocument
from engross.release import (
    MANIFEST,
    RELEASED,
    SIGNATURE,
    Manifest,
    fingerprint,
    in_words,
    key_id,
    public_key,
    release_folder,
    signed_by,
    signing_key,
    verify,
)


class FirmKey(NamedTuple):
    """The public half of the firm's key, as people hand it on."""

    pem: bytes
    id: str
    """What manifests call it."""
    fingerprint: str
    """Hex SHA-256 over its 32 bytes."""
    words: str
    """The fingerprint's beginning as words, for the telephone."""


class Verified(NamedTuple):
    """What became of a proof."""

    problems: tuple[str, ...]
    """Empty when the release is what was signed."""
    manifest: Manifest | None
    """What it says; `None` when nothing may be believed."""
    key: FirmKey
    """The key that it was compared with."""


def firm_key(services: Services) -> FirmKey:
    """The public half of this firm's key.

    Raises:
        RefusedError: there is none yet, or other users may read the private one.
    """
    pem = public_key(services.keys)
    if pem is None:
        raise RefusedError(
            "The firm has no signing key yet.",
            remedy="It is made when the first document is released.",
        )
    return _as_handed_on(pem)


def verify_file(services: Services, path: Path) -> Verified:
    """A released file or folder against the firm's key, its ledger and its own records.

    Raises:
        RefusedError: this workspace has no signing key to compare with.
    """
    key = signing_key(services.keys).public_pem
    found = _verified(path, key)
    if found.manifest is None:
        return found
    head = _head(found.manifest)
    unnoted = _unnoted(services, found.manifest)
    problems = (
        *services.ledger.verify([head]),
        *([unnoted] if unnoted else []),
        *_unlike_the_records(services, found.manifest),
    )
    return found._replace(problems=problems, manifest=None if problems else found.manifest)


def verify_with_key(path: Path, key: Path) -> Verified:
    """A released file or folder against a public key alone, without a workspace.

    Raises:
        UsageError: the key cannot be read.
        Tampered: it is no Ed25519 public key.
    """
    try:
        pem = key.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{key} cannot be read: {error.strerror}.",
            remedy="Give --key the firm's public key, a file ending in .pem.",
        ) from error
    return _verified(path, pem)


def _verified(path: Path, pem: bytes) -> Verified:
    problems = verify(path, pem)
    folder = release_folder(path)
    manifest = None if problems else Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    return Verified(problems, manifest, _as_handed_on(pem))


def _as_handed_on(pem: bytes) -> FirmKey:
    print_ = fingerprint(pem)
    return FirmKey(pem, key_id(pem), print_, in_words(print_))


def unlike_the_ledger(services: Services, held: HeldDocument, decision: Decision) -> Iterator[str]:
    """Where a held document or the decision on it is not what the ledger noted."""
    line = services.ledger.newest("held", held.run)
    noted = services.ledger.details(line) if line else None
    if noted is None or noted.get("fingerprint") != held.fingerprint():
        yield f"The held document of {held.run} is not the one that the ledger noted."
    line = services.ledger.newest("signed", held.run)
    noted = services.ledger.details(line) if line else None
    if noted is None or Decision.model_validate(noted) != decision:
        yield f"The signature on {held.run} is not the one that the ledger noted."


def _unlike_the_records(services: Services, manifest: Manifest) -> Iterator[str]:
    """Where the store no longer holds what was released; nothing about an erased run."""
    if manifest.run not in {run.id for run in services.runs.list()}:
        return
    for look in (_unlike_released, _unlike_held, _unlike_evidence, _unlike_documents):
        yield from _problems_of(look, services, manifest)


def _problems_of(
    look: Callable[[Services, Manifest], Iterator[str]], services: Services, manifest: Manifest
) -> Iterator[str]:
    """What the look finds; a record that no longer reads is a problem too."""
    try:
        yield from look(services, manifest)
    except (Tampered, StorageError) as error:
        yield str(error)


def _unlike_released(services: Services, manifest: Manifest) -> Iterator[str]:
    if not services.records.has(manifest.run, names.RELEASED):
        yield f"The store knows of no release of {manifest.run}."
        return
    released = services.records.load(manifest.run, names.RELEASED, ReleasedDocument)
    if released.manifest_sha256 != _hash(manifest):
        yield f"The store knows of another release of {manifest.run} than this."


def _unlike_held(services: Services, manifest: Manifest) -> Iterator[str]:
    held = services.records.load(manifest.run, names.HELD, HeldDocument)
    decision = services.records.load(manifest.run, names.DECISION, Decision)
    yield from unlike_the_ledger(services, held, decision)
    if (held.candidate.deliverables, held.findings_sha256) != (
        manifest.deliverables,
        manifest.findings_sha256,
    ):
        yield f"The held document of {held.run} is not the one that was released."
    if decision != manifest.decision:
        yield f"The decision on {held.run} is not the one that was released."


def _unlike_evidence(services: Services, manifest: Manifest) -> Iterator[str]:
    evidence = services.records.load(manifest.run, names.EVIDENCE, Evidence)
    if evidence.fingerprint() != manifest.evidence_sha256:
        yield f"The evidence of {manifest.run} is not what the document was made from."


def _unlike_documents(services: Services, manifest: Manifest) -> Iterator[str]:
    for file in manifest.deliverables:
        try:
            services.documents.get(file.sha256)
        except (Tampered, StorageError) as error:
            yield f"{file.name}: {error}"


def ledger_problems(services: Services) -> tuple[str, ...]:
    """Everything wrong with the ledger, also against the heads that signed manifests name.

    A manifest in `outputs/` that the firm's key does not vouch for is a problem itself: it may
    have been changed to hide that the ledger was cut short.
    """
    found = list(_own_heads(services))
    heads = [head for head in found if isinstance(head, Head)]
    problems = [problem for problem in found if isinstance(problem, str)]
    return (*problems, *services.ledger.verify(heads))


def _own_heads(services: Services) -> Iterator[Head | str]:
    """The head that each release in `outputs/` names, or what is wrong with its manifest."""
    manifests = sorted(services.outputs.glob(f"*/{RELEASED}/{MANIFEST}"))
    if not manifests:
        return
    key = public_key(services.keys)
    if key is None:
        yield f"{services.outputs} has releases and {services.keys} has no key to check them with."
        return
    for path in manifests:
        data, signature = path.read_bytes(), path.with_name(SIGNATURE)
        try:
            manifest = Manifest.model_validate_json(data)
        except ValidationError:
            yield f"{path} is no manifest any more."
            continue
        if not (signature.is_file() and signed_by(key, signature.read_bytes(), data)):
            yield f"{path} does not bear the firm's signature: it or {SIGNATURE} has been changed."
            continue
        yield _head(manifest)
        if wrong := _unnoted(services, manifest):
            yield wrong


def _unnoted(services: Services, manifest: Manifest) -> str:
    """That the ledger does not say so of a release; nothing when it does, or is about to."""
    run = next((run for run in services.runs.list() if run.id == manifest.run), None)
    if run is None or run.state == "signed":  # erased, or on its way out this moment
        return ""
    line = services.ledger.newest("released", run.id)
    if line is not None and line.subject == f"manifest {_hash(manifest)[:16]}":
        return ""
    return f"The ledger has no line that says that this document of {run.id} was released."


def _head(manifest: Manifest) -> Head:
    return Head(manifest.ledger_head.number, manifest.ledger_head.hash)


def _hash(manifest: Manifest) -> str:
    return hashlib.sha256(manifest.as_read()).hexdigest()
