"""Release: check everything once more, then copy the signed bytes to where they may leave from."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath

from pydantic import ValidationError

from engross.errors import RefusedError, Tampered, WrongState
from engross.records import (
    KEPT_FOLDER,
    Evidence,
    Finding,
    HeldDocument,
    Override,
    ReleasedDocument,
    SignedDocument,
)
from engross.release.certificates import Vouching, Wording, certificate
from engross.release.disk import put_folder, storage_error
from engross.release.fingerprints import in_words
from engross.release.keys import SigningKey, fingerprint
from engross.release.manifests import (
    CERTIFICATE,
    MANIFEST,
    PRINTED_CERTIFICATE,
    PUBLIC_KEY,
    RESERVED,
    SIGNATURE,
    Asserted,
    LedgerHead,
    Manifest,
    described,
    matches,
)
from engross.release.verification import verify

_TAKEN = RESERVED | {KEPT_FOLDER}

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
    wording: Wording = field(default_factory=Wording)
    """What the certificate says in words."""
    printed: Callable[[bytes], bytes | None] = lambda _docx: None
    """The PDF of a Word file; `None` where there is no program that makes one."""

    @property
    def head(self) -> LedgerHead:
        """The ledger's newest line."""
        return LedgerHead(number=self.ledger_head[0], hash=self.ledger_head[1])


def release(
    signed: SignedDocument, stored: Stored, outbox: Outbox, seal: Seal, digest: Digest
) -> ReleasedDocument:
    """The released document. Done twice, it changes nothing and says the same.

    Raises:
        Tampered: the decision, a deliverable, the evidence or an earlier release has been changed.
        WrongState: the decision is not a signature, or something else is in the folder.
        RefusedError: a deliverable's name cannot be a file's.
        StorageError: it could not be written; nothing was half-written.
    """
    _check(signed, stored, digest)
    if _occupied(outbox.folder):
        return _already_released(signed, outbox, seal)
    put_folder(outbox.folder, _files(signed, stored, seal))
    return _released(outbox, signed.held.run)


def _check(signed: SignedDocument, stored: Stored, digest: Digest) -> None:
    decision = signed.decision
    if decision.kind != "sign":
        message = f"Run {signed.held.run} was not signed ({decision.kind})."
        raise WrongState(message, remedy="Only a signed document leaves.")
    files = signed.held.candidate.deliverables
    for file in files:
        _check_name(file.name)
    if len({file.name.casefold() for file in files}) < len(files):
        message = "Two of the files that were signed have the same name."
        raise RefusedError(message, remedy="Change one `deliverable` in the crew's file.")
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
    if not name or parts != (name, name) or name in _TAKEN or name.startswith("."):
        message = f"A released file cannot be called {name!r}."
        raise RefusedError(message, remedy="Change `deliverable` in the crew's file.")


def _files(signed: SignedDocument, stored: Stored, seal: Seal) -> dict[str, bytes]:
    held = signed.held
    asserted = tuple(_asserted(held, stored.evidence))
    name, page = _certificate(signed, asserted, seal)
    manifest = Manifest(
        run=held.run,
        version=held.version,
        edited_by=held.edited_by,
        template=held.template,
        answered=_answered(signed),
        findings=len(held.findings),
        asserted=asserted,
        held_at=held.held_at,
        deliverables=held.candidate.deliverables,
        certificate=described(name, page),
        evidence_sha256=held.evidence_sha256,
        findings_sha256=held.findings_sha256,
        decision=signed.decision,
        ledger_head=seal.head,
        key_id=seal.key.id,
        released_at=seal.at,
    ).canonical()
    return {
        **{file.path: stored.contents[file.name] for file in held.candidate.deliverables},
        name: page,
        PUBLIC_KEY: seal.key.public_pem,
        SIGNATURE: seal.key.sign(manifest),
        MANIFEST: manifest,
    }


def _certificate(
    signed: SignedDocument, asserted: Sequence[Asserted], seal: Seal
) -> tuple[str, bytes]:
    """Name and bytes of the certificate: a PDF where one can be made, else the Word file."""
    words = in_words(fingerprint(seal.key.public_pem))
    vouching = Vouching(seal.key.id, words, seal.head, seal.at)
    page = certificate(signed, asserted, vouching, seal.wording)
    printed = seal.printed(page)
    return (CERTIFICATE, page) if printed is None else (PRINTED_CERTIFICATE, printed)


def _asserted(held: HeldDocument, evidence: Evidence) -> Iterator[Asserted]:
    """The document's figures that a person typed in Word."""
    stated = {fact.id: fact.asserted_by for fact in evidence.facts if fact.asserted_by}
    for figure in held.candidate.figures:
        if figure.id in stated:
            yield Asserted(
                fact=figure.id, text=figure.text, place=figure.place, by=stated[figure.id]
            )


def _answered(signed: SignedDocument) -> tuple[Finding, ...]:
    overridden = {override.finding for override in signed.decision.overrides}
    return tuple(finding for finding in signed.held.findings if finding.id in overridden)


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
