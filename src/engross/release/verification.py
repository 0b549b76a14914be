"""Whether a released file, or a whole release, is what the firm signed and released."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from engross.errors import Tampered
from engross.records import KEPT_FOLDER, Deliverable
from engross.release.disk import storage_error
from engross.release.keys import key_id, signed_by
from engross.release.manifests import (
    FIRST,
    MANIFEST,
    PUBLIC_KEY,
    SIGNATURE,
    Manifest,
    matches,
)


def verify(path: Path, public_key: bytes) -> tuple[str, ...]:
    """Everything that is wrong with a release's folder, or with one file of it; empty when whole.

    What stays in the firm need not be there: a release may be handed on without it.

    `public_key` is the firm's key as PEM, got in another way than with the release: the copy that
    lies beside the files proves nothing by itself.

    Raises:
        StorageError: a file is there and cannot be read.
        Tampered: `public_key` is not an Ed25519 public key.
    """
    firm = key_id(public_key)
    if not path.exists():
        return (f"{path} is not there.",)
    folder = release_folder(path)
    manifest, signature = _read(folder / MANIFEST), _read(folder / SIGNATURE)
    if manifest is None:
        return (f"{folder} holds no {MANIFEST}, so nothing vouches for what is in it.",)
    return (
        *_signature_problems(manifest, signature, public_key),
        *_key_problems(folder, firm),
        *_manifest_problems(folder, manifest, firm, path if path.is_file() else None),
    )


def release_folder(path: Path) -> Path:
    """The folder of the release that the file is of, or that the folder is."""
    folder = path if path.is_dir() else path.parent
    inside = folder.name == KEPT_FOLDER and not (folder / MANIFEST).exists()
    return folder.parent if inside else folder


def _signature_problems(
    manifest: bytes, signature: bytes | None, public_key: bytes
) -> Iterator[str]:
    if signature is None:
        yield f"{SIGNATURE} is missing, so nothing vouches for {MANIFEST}."
    elif not signed_by(public_key, signature, manifest):
        yield (
            f"{MANIFEST} does not bear the firm's signature: it or {SIGNATURE} has been changed."
        )


def _key_problems(folder: Path, firm: str) -> Iterator[str]:
    beside = _read(folder / PUBLIC_KEY)
    if beside is None:
        yield f"{PUBLIC_KEY} is missing."
        return
    try:
        other = key_id(beside) != firm
    except Tampered:
        other = True
    if other:
        yield f"{PUBLIC_KEY} is not the firm's key."


def _manifest_problems(folder: Path, data: bytes, firm: str, asked: Path | None) -> Iterator[str]:
    try:
        manifest = Manifest.model_validate_json(data)
    except ValidationError:
        yield f"{MANIFEST} is not in the form that Engross writes."
        return
    if manifest.as_read() != data:
        yield f"{MANIFEST} is not in the one form that is signed."
    if manifest.scheme != FIRST and _answered(manifest) != _overridden(manifest):
        yield f"{MANIFEST} lists other findings than those that the signer answers for."
    if folder.name == RELEASED and _is_run(folder.parent.name, manifest.run):
        yield f"This is the release of {manifest.run}, and lies in the folder of another run."
    if manifest.key_id != firm:
        yield f"The release names the key {manifest.key_id}, and the firm's is {firm}."
    files = (*manifest.deliverables, manifest.certificate)
    if asked is not None and asked.name not in {f.name for f in files} | _OWN:
        yield f"{asked.name} is no part of this release." + _known_as(asked, files)
    if asked is None:
        yield from _strangers(folder, files)
    for file in files:
        if file.leaves or (folder / KEPT_FOLDER).exists():
            yield from _file_problems(folder, file)


def _answered(manifest: Manifest) -> list[str]:
    return sorted(finding.id for finding in manifest.answered)


def _overridden(manifest: Manifest) -> list[str]:
    return sorted({override.finding for override in manifest.decision.overrides})


def _is_run(name: str, run: str) -> bool:
    """Whether that is the name of a run, and of another than this."""
    return _RUN.fullmatch(name) is not None and name != run


def _file_problems(folder: Path, file: Deliverable) -> Iterator[str]:
    data = _read((folder if file.leaves else folder / KEPT_FOLDER) / Path(file.name).name)
    if data is None:
        yield f"{file.name} is missing."
    elif not matches(file, data):
        yield f"{file.name} has been changed since it was released."


def _strangers(folder: Path, files: tuple[Deliverable, ...]) -> Iterator[str]:
    """Files that somebody put beside the released ones; what Word and macOS leave is no matter."""
    kept = folder / KEPT_FOLDER
    own = {file.name for file in files if file.leaves} | _OWN
    own |= {KEPT_FOLDER} if any(not file.leaves for file in files) else set()
    found = [path for path in sorted(folder.iterdir()) if path.name not in own]
    if KEPT_FOLDER in own and kept.is_dir():
        inside = {file.name for file in files if not file.leaves}
        found += [path for path in sorted(kept.iterdir()) if path.name not in inside]
    for path in found:
        if not path.name.startswith((".", "~$")):
            yield f"{path.name} is in the folder and no part of this release."


def _known_as(asked: Path, files: tuple[Deliverable, ...]) -> str:
    """A hint when a file of the release was only renamed."""
    found = hashlib.sha256(_read(asked) or b"").hexdigest()
    same = next((f.name for f in files if f.sha256 == found), "")
    return f" Its bytes are those of {same}." if same else ""


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise storage_error(path, error) from error


RELEASED = "released"
"""What the folder of a release is called inside its run's."""

_RUN = re.compile(r"[a-z][a-z0-9_]*-\d{8}-[0-9a-f]{6}")
_OWN = frozenset({MANIFEST, SIGNATURE, PUBLIC_KEY})
