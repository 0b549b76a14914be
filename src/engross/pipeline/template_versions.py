"""The approved versions of a template: listed, and brought back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from engross.errors import StorageError, UsageError
from engross.pipeline.services import Services
from engross.pipeline.template_files import bytes_of, check_known, names_file, sha256_of
from engross.workspace.approvals import Approval
from engross.workspace.starting import starter_folder
from engross.workspace.writing import put_file

REPLACED: Final = "templates"
"""The folder in `outputs/` for template files that a restored version has replaced."""


def history(services: Services, key: str) -> tuple[Approval, ...]:
    """The template's approved versions, the oldest first.

    Raises:
        UsageError: there is no such template, and never was.
    """
    versions = services.workspace.approvals.of(key)
    if not versions:
        check_known(services, key)
    return versions


def in_force(services: Services, key: str) -> Approval | None:
    """The approved version that the two files are now; `None` for none."""
    word = services.workspace.template_file(key)
    if not word.is_file():
        return None
    names = services.workspace.template_hashes.get(key, "")
    return services.workspace.approvals.matching(key, sha256_of(bytes_of(word)), names)


def restore(services: Services, key: str, version: int) -> Sequence[Path]:
    """Put both files of an approved version back; files that are in the way are kept beside.

    Raises:
        UsageError: there is no such version.
        StorageError: its bytes are no longer to be had.
    """
    versions = history(services, key)
    found = next((one for one in versions if one.version == version), None)
    if found is None:
        numbers = ", ".join(str(one.version) for one in versions) or "none"
        raise UsageError(
            f"There is no version {version} of the template {key}.",
            remedy=f"Approved versions: {numbers}.",
        )
    word, names = services.workspace.template_file(key), names_file(services, key)
    # Both are found before either is written: half a template is none.
    contents = [
        (word, _kept(services, word, found.word)),
        (names, _kept(services, names, found.names)),
    ]
    for path, data in contents:
        _put_back(services, path, data)
    services.ledger.record(
        "template-restored",
        run="",
        actor="engross",
        subject=f"{key} version {version}",
        payload={},
    )
    return [path for path, _ in contents]


def _kept(services: Services, path: Path, sha256: str) -> bytes:
    """The bytes of that hash: from the store, or where Engross or the firm still has them."""
    for place in (path, starter_folder() / "templates" / path.name):
        if place.is_file() and sha256_of(data := bytes_of(place)) == sha256:
            return data
    return services.documents.get(sha256)


def _put_back(services: Services, path: Path, data: bytes) -> None:
    """Write the file; one that holds anything else is kept in `outputs/templates` first."""
    try:
        if path.is_file() and (before := path.read_bytes()) != data:
            replaced = (
                services.outputs / REPLACED / f"{path.stem} {sha256_of(before)[:8]}{path.suffix}"
            )
            replaced.parent.mkdir(parents=True, exist_ok=True)
            put_file(replaced, before)
        put_file(path, data)
    except OSError as error:
        raise StorageError(
            f"{path} cannot be written: {error.strerror}.", remedy="Close it in Word; try again."
        ) from error
