"""Release: check everything once more, then copy the signed bytes to where they may leave from."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from pydantic import ValidationError

from engross.errors import RefusedError, Tampered, WrongState
from engross.records import (
    Evidence,
    HeldDocument,
    Override,
    ReleasedDocument,
    SignedDocument,
)
from engross.release.certificates import certificate
from engross.release.disk import put_folder, storage_error
from engross.release.keys import SigningKey
from engross.release.manifests import (
    CERTIFICATE,
    MANIFEST,
    PUBLIC_KEY,
    RESERVED,
    SIGNATURE,
    LedgerHead,
    Manifest,
    described,
    matches,
)
from engross.release.verification import verify

Digest = Callable[[HeldDocument, str, Sequence[Override]], str]
"""`signoff.digest`: what the signer's signature is over."""


@dataclass(frozen=True)
class Stored:
    """What the stores hold now, to be compared with what was signed."""

    contents: Mapping[str, bytes]
    """The deliverables' bytes by file name."""
    evidence: Evidence


@dataclass(frozen=True)
class Outbox:
    """Where a release goes."""

    workspace: Path
    folder: Path
    """A folder for this release and nothing else, made here: `outputs/<run>/released`."""


@dataclass(frozen=True)
class Seal:
    """What proves the release to others."""

    key: SigningKey
    ledger_head: tuple[int, str]
    """Number and hash of the ledger's newest line."""
    at: dt.datetime
    """In UTC."""


def release(  # noqa: PLR0913 - the five things that a release is made of, and a name to print
    signed: SignedDocument,
    stored: Stored,
    outbox: Outbox,
    seal: Seal,
    digest: Digest,
    *,
    signer: str = "",
) -> ReleasedDocument:
    """The released document. Done twice, it changes nothing and says the same.

    `signer` is who signed, as the certificate prints it beside the e-mail address that the decision
    has: `Helen Pike, Partner`.

    Raises:
        Tampered: the decision, a deliverable, the evidence or an earlier release has been changed.
        WrongState: the decision is not a signature, or something else is in the folder.
        RefusedError: a deliverable's name cannot be a file's.
        StorageError: it could not be written; nothing was half-written.
    """
    _check(signed, stored, digest)
    if _occupied(outbox.folder):
        return _already_released(signed, outbox, seal)
    put_folder(outbox.folder, _files(signed, stored, seal, signer))
    return _released(outbox, signed.held.run)


def _check(signed: SignedDocument, stored: Stored, digest: Digest) -> None:
    decision = signed.decision
    if decision.kind != "sign":
        message = f"Run {signed.held.run} was not signed ({decision.kind})."
        raise WrongState(message, remedy="Only a signed document leaves.")
    for file in signed.held.candidate.deliverables:
        _check_name(file.name)
    if wrong := list(_problems(signed, stored, digest)):
        remedy = "Nothing was released. `engross ledger verify` and `engross show` say more."
        raise Tampered(" ".join(wrong), remedy=remedy)


def _problems(signed: SignedDocument, stored: Stored, digest: Digest) -> Iterator[str]:
    held, decision = signed.held, signed.decision
    if decision.run != held.run:
        yield f"The decision is about run {decision.run}, not about {held.run}."
    if digest(held, decision.by, decision.overrides) != decision.digest:
        yield "The document, its findings, its evidence or the signer is not what was signed."
    if stored.evidence.fingerprint() != held.evidence_sha256:
        yield "The evidence is not what the document was made from."
    if not held.candidate.deliverables:
        yield "There is no file to release."
    for file in held.candidate.deliverables:
        data = stored.contents.get(file.name)
        if data is None:
            yield f"{file.name} is missing from the store."
        elif not matches(file, data):
            yield f"{file.name} is not the file that was signed."


def _check_name(name: str) -> None:
    parts = (PurePosixPath(name).name, PureWindowsPath(name).name)
    if not name or parts != (name, name) or name in RESERVED or name.startswith("."):
        message = f"A released file cannot be called {name!r}."
        raise RefusedError(message, remedy="Change `deliverable` in the crew's file.")


def _files(signed: SignedDocument, stored: Stored, seal: Seal, signer: str) -> dict[str, bytes]:
    held = signed.held
    text = certificate(signed, seal.key.id, seal.at, signer)
    manifest = Manifest(
        run=held.run,
        deliverables=held.candidate.deliverables,
        certificate=described(CERTIFICATE, text),
        evidence_sha256=held.evidence_sha256,
        findings_sha256=held.findings_sha256,
        decision=signed.decision,
        ledger_head=LedgerHead(number=seal.ledger_head[0], hash=seal.ledger_head[1]),
        key_id=seal.key.id,
        released_at=seal.at,
    ).canonical()
    return {
        **{file.name: stored.contents[file.name] for file in held.candidate.deliverables},
        CERTIFICATE: text,
        PUBLIC_KEY: seal.key.public_pem,
        SIGNATURE: seal.key.sign(manifest),
        MANIFEST: manifest,
    }


def _occupied(folder: Path) -> bool:
    try:
        return folder.is_dir() and any(folder.iterdir())
    except OSError as error:
        raise storage_error(folder, error) from error


def _already_released(signed: SignedDocument, outbox: Outbox, seal: Seal) -> ReleasedDocument:
    """The earlier release of the same signed document, proved whole."""
    run = signed.held.run
    if not (outbox.folder / MANIFEST).is_file():
        message = f"{outbox.folder} holds files that are no release."
        raise WrongState(message, remedy=_move_away("them", run))
    if wrong := verify(outbox.folder, seal.key.public_pem):
        message = f"The earlier release of this document has been changed. {' '.join(wrong)}"
        raise Tampered(message, remedy=f"Keep it as evidence. {_move_away('it', run)}")
    if _manifest(outbox, run).decision != signed.decision:
        message = f"{outbox.folder} holds the release of another decision."
        raise WrongState(message, remedy=_move_away("it", run))
    return _released(outbox, signed.held.run)


def _manifest(outbox: Outbox, run: str) -> Manifest:
    try:
        return Manifest.model_validate_json((outbox.folder / MANIFEST).read_bytes())
    except ValidationError as error:  # a manifest of ours that this version does not know
        message = f"{outbox.folder / MANIFEST} is not in a form that this version writes."
        raise WrongState(message, remedy=_move_away("it", run)) from error


def _move_away(what: str, run: str) -> str:
    return f"Move {what} somewhere else, then go on with: engross resume {run}"


def _released(outbox: Outbox, run: str) -> ReleasedDocument:
    manifest = _manifest(outbox, run)
    return ReleasedDocument(
        run=manifest.run,
        folder=outbox.folder.relative_to(outbox.workspace).as_posix(),
        manifest_sha256=hashlib.sha256((outbox.folder / MANIFEST).read_bytes()).hexdigest(),
        released_at=manifest.released_at,
    )
