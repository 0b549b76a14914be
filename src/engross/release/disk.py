"""Writing so that a crash or a full disk leaves either the whole thing or nothing."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from engross.errors import StorageError

_REMEDIES = {
    errno.ENOSPC: "The disk is full: free some space and try again.",
    errno.EDQUOT: "Your share of the disk is used up: free some space and try again.",
    errno.EFBIG: "The file is larger than this computer allows.",
    errno.EACCES: "Ask for the right to write there.",
    errno.EROFS: "The disk can only be read.",
}


def storage_error(path: Path, error: OSError) -> StorageError:
    """The error in a reader's words; nothing was half-written."""
    message = f"{path} could not be read or written: {error.strerror or error}."
    return StorageError(message, remedy=_REMEDIES.get(error.errno or 0, ""))


def make_folder(folder: Path, mode: int = 0o755) -> None:
    """Make the folder and those above it.

    Raises:
        StorageError: it cannot be made.
    """
    try:
        folder.mkdir(mode=mode, parents=True, exist_ok=True)
    except OSError as error:
        raise storage_error(folder, error) from error


def write(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write a new file and wait until the disk has it.

    Raises:
        StorageError: it could not be written whole; what there was of it is gone.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        path.unlink(missing_ok=True)
        raise storage_error(path, error) from error


def put_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make the folder with exactly these files, all of them at once; `a/b` lies in a folder `a`.

    They are written beside it first and appear by a single rename. An empty folder of that name
    is replaced; one with files in it is not.

    Raises:
        StorageError: it could not be written; the folder is as it was.
    """
    make_folder(folder.parent)
    beside = folder.parent / f".{folder.name}.partial"
    try:
        shutil.rmtree(beside, ignore_errors=True)  # what a killed process may have left
        make_folder(beside)
        inner = {beside / name for name in map(os.path.dirname, files)} - {beside}
        for one in inner:
            make_folder(one)
        for name, data in files.items():
            write(beside / name, data)
        for one in (*sorted(inner), beside):
            sync(one)
        beside.replace(folder)
        sync(folder.parent)
    except OSError as error:
        raise storage_error(folder, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def sync(folder: Path) -> None:
    """Wait until the disk has the folder's list of files."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
