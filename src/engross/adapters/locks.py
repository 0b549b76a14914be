"""Locks between processes, by an open file: the system lets go of one when its process dies."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engross.errors import RunBusy, StorageError


class Locked(Exception):
    """Somebody else holds the lock."""

    def __init__(self, holder: str) -> None:
        super().__init__(holder)
        self.holder = holder
        """The process number that holds it, as far as it is known."""


@contextmanager
def file_lock(path: Path, *, wait: bool = False) -> Iterator[None]:
    """Hold the lock of that file while the block runs.

    Two threads of one process exclude each other as two processes do. The file stays where it is:
    removing it would let two holders in.

    Raises:
        Locked: somebody else holds it, and `wait` is not set.
        StorageError: the file cannot be made.
    """
    handle = _open(path)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Locked(os.pread(handle, 32, 0).decode("ascii", "replace").strip()) from None
        _write_holder(handle)
        yield
    finally:
        os.close(handle)


def _open(path: Path) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StorageError(
            f"The lock file {path} cannot be opened ({error.strerror}).",
            remedy="Make the state folder writable.",
        ) from error


def _write_holder(handle: int) -> None:
    try:
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
    except OSError as error:
        # The number only serves a message; the lock itself needs no room on the disk.
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise


@contextmanager
def alone(state: Path, run: str) -> Iterator[None]:
    """Nobody else works or decides on that run while the block runs.

    Raises:
        RunBusy: somebody does.
        StorageError: the lock file cannot be made.
    """
    try:
        with file_lock(state / "locks" / f"{run}.lock"):
            yield
    except Locked as locked:
        raise RunBusy(
            f"Another process ({locked.holder}) is working on run {run}.",
            remedy="Wait for it to finish.",
        ) from None
