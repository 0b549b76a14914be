"""Putting a file in place of another so that a crash or a full disk leaves one or the other."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engross.errors import StorageError


def put_file(path: Path, data: bytes) -> None:
    """Make these the file's whole content; on the disk when this returns.

    A file that was there keeps its rights, and a new one gets those of any new file.

    Raises:
        OSError: it could not be written; the file is as it was and nothing else is left.
    """
    beside = path.with_name(f".{secrets.token_hex(8)}.partial")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            beside.chmod(path.stat().st_mode & 0o777)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    # Only the folder knows that the file has another content now.
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def as_it_was(path: Path) -> Iterator[None]:
    """The file has its old content again when the block fails, though not when the machine does.

    Raises:
        StorageError: it cannot be read, or its old content could not be put back.
    """
    try:
        before = path.read_bytes()
    except OSError as error:
        raise StorageError(
            f"{path} cannot be read: {error.strerror}.", remedy="See who may read it."
        ) from error
    try:
        yield
    except BaseException:
        try:
            if path.read_bytes() != before:
                put_file(path, before)
        except OSError as error:
            raise StorageError(
                f"{path} was changed and could not be put back: {error.strerror}.",
                remedy="Put it back from your backup.",
            ) from error
        raise
