"""Files that a batch keeps before any run has them; what no run came to need is erased again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from engross.errors import StorageError
from engross.pipeline.services import Services
from engross.pipeline.tidying import documents_of

_NOTED: Final = "files-without-a-run.txt"


class Provisional:
    """Keeps files, and notes which of them were not kept before: a line each, in the state folder.

    The note is made first, so that what a killed process left is known to the next one.
    """

    def __init__(self, services: Services) -> None:
        """Note for that firm; nothing is kept yet."""
        self._services = services

    def put(self, data: bytes) -> str:
        """Keep the bytes; hex SHA-256."""
        sha256 = hashlib.sha256(data).hexdigest()
        if not self._is_kept(sha256):
            self._note(sha256)
        return self._services.documents.put(data)

    def let_go(self) -> None:
        """Erase what is noted and no run has: it was dealt with before, or refused."""
        path = _path(self._services)
        if not path.is_file():
            return
        noted = set(path.read_text(encoding="ascii").split())
        # A run that is begun meanwhile keeps its files inside a transaction too, so it waits.
        with self._services.together():
            for sha256 in sorted(noted - _needed(self._services, noted)):
                self._services.documents.erase(sha256)
        path.unlink()

    def _is_kept(self, sha256: str) -> bool:
        try:
            self._services.documents.get(sha256)
        except StorageError:
            return False
        return True

    def _note(self, sha256: str) -> None:
        path = _path(self._services)
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with path.open("a", encoding="ascii") as file:
                file.write(f"{sha256}\n")
        except OSError as error:
            raise StorageError(
                f"{path} cannot be written: {error.strerror}.",
                remedy="Make the state folder writable, and room on its disk.",
            ) from error


@contextmanager
def provisional(services: Services) -> Iterator[Provisional]:
    """What keeps files for the block, and lets go of those that no run has after it.

    What a process that was killed left is let go of first. One process at a time may use it.
    """
    keeping = Provisional(services)
    keeping.let_go()
    try:
        yield keeping
    finally:
        keeping.let_go()


def _needed(services: Services, noted: set[str]) -> set[str]:
    """Which of the noted files some run has, as what it was given or as what it made."""
    runs = services.runs.list()
    needed = {given.sha256 for run in runs for given in run.inputs}
    if noted <= needed:
        return needed
    return needed.union(*(documents_of(services, run) for run in runs))


def _path(services: Services) -> Path:
    return services.state / _NOTED
