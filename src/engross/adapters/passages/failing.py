"""What a person is told when the files of the knowledge base fail."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from engross.errors import EngrossError, StorageError


@contextmanager
def told(done: str, wall: str) -> Iterator[None]:
    """Say of whatever fails that the wall's knowledge cannot be `kept`, `read` or `searched`.

    Raises:
        StorageError: in place of any error that says nothing to a person.
    """
    try:
        yield
    except EngrossError:
        raise
    except Exception as error:
        raise cannot(done, wall, error) from error


def cannot(done: str, wall: str, error: Exception) -> StorageError:
    """The error to raise for a wall whose files failed."""
    if "is full" in str(error) or getattr(error, "errno", None) in {errno.ENOSPC, errno.EDQUOT}:
        return StorageError(
            f"The knowledge behind the wall {wall} cannot be {done}: the disk is full.",
            remedy="Free some space and run the command again.",
        )
    return StorageError(
        f"The knowledge behind the wall {wall} cannot be {done} ({error}).",
        remedy=f"Remove the folder chroma/{wall}/ from the state folder; the next sync builds it "
        "again from the knowledge folder.",
    )
