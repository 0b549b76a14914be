"""Documents as files named by their SHA-256, written whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import time
from contextlib import suppress
from pathlib import Path

from engross.errors import StorageError, Tampered

_STALE_SECONDS = 24 * 3600
_SHA256 = re.compile(r"[0-9a-f]{64}")


class FileDocuments:
    """`DocumentStore` in a folder: `ab/ab12...` for a document whose hash begins so."""

    def __init__(self, folder: Path) -> None:
        """Use that folder; what a killed process left half-written there is removed."""
        self._folder = folder
        self._incoming = folder / "incoming"
        self._sweep()

    def put(self, data: bytes) -> str:
        """Keep the bytes; hex SHA-256. On the disk when this returns.

        Raises:
            StorageError: they cannot be kept; nothing of them stays.
            Tampered: a file of that name is there and holds something else.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        target = self.path(sha256)
        if target.exists():
            self.get(sha256)
            return sha256
        try:
            self._write(data, target)
        except OSError as error:
            raise _cannot("kept", target, error) from error
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes of that hash.

        Raises:
            StorageError: they are not here.
            Tampered: what is here does not hash to its name.
        """
        file = self.path(sha256)
        try:
            data = file.read_bytes()
        except FileNotFoundError as error:
            raise StorageError(
                f"Document {sha256[:12]} is not in {self._folder}.",
                remedy="Put it back from a backup, or start the run again.",
            ) from error
        except OSError as error:
            raise _cannot("read", file, error) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Tampered(
                f"The document {file} is not what was stored: it has been changed.",
                remedy="Put it back from a backup; do not sign or send it.",
            )
        return data

    def path(self, sha256: str) -> Path:
        """Where the document of that hash is, or would be; read it through `get` to trust it.

        Raises:
            StorageError: that is no SHA-256.
        """
        if not _SHA256.fullmatch(sha256):
            raise StorageError(f"{sha256[:80]!r} is not the name of a document.")
        return self._folder / sha256[:2] / sha256

    def erase(self, sha256: str) -> None:
        """Erase the document; one that is not there is no error.

        Raises:
            StorageError: it is there and cannot be erased.
        """
        file = self.path(sha256)
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise _cannot("erased", file, error) from error

    def _write(self, data: bytes, target: Path) -> None:
        self._incoming.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = self._incoming / secrets.token_hex(8)
        # Nobody but this account reads a client's document, and nobody edits one by mistake.
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            target.parent.mkdir(exist_ok=True, mode=0o700)
            unfinished.rename(target)
            for folder in (target.parent, self._folder):
                _folder_to_disk(folder)
        finally:
            unfinished.unlink(missing_ok=True)

    def _sweep(self) -> None:
        if not self._incoming.is_dir():
            return
        for file in self._incoming.iterdir():
            with suppress(FileNotFoundError):  # its own process has just finished with it
                if time.time() - file.stat().st_mtime > _STALE_SECONDS:
                    file.unlink()


def _folder_to_disk(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _cannot(done: str, file: Path, error: OSError) -> StorageError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return StorageError(
            f"The document {file} cannot be {done}: the disk is full.",
            remedy="Free some space and run the command again.",
        )
    return StorageError(
        f"The document {file} cannot be {done} ({error.strerror}).",
        remedy="Make the state folder readable and writable.",
    )
