"""Where a wall's files are: a folder for each content, and `current`, which names what counts."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from engross.adapters.locks import file_lock
from engross.adapters.passages.failing import told
from engross.errors import StorageError
from engross.records.base import canonical_json
from engross.records.ports import Embedding, ShelvedFile
from engross.workspace.writing import put_file

FORMAT = "2"
"""Of everything in a content's folder, the words that passages are found by included
(`keywords.found_by`, `keywords.stems`). What was kept in another one is built again."""

UNFINISHED = "unfinished"
"""The folder beside the contents with the vectors that a build has made so far."""

_WALL = re.compile(r"[a-z0-9][a-z0-9.-]*")
_CURRENT = "current"
_LOCKS = ".locks"
_TRIES, _PAUSE = 20, 0.05
"""How often and after how many seconds to try again to erase what is being opened."""


class WallFolder:
    """One wall's folder inside the index; nothing is made or opened by naming it."""

    def __init__(self, index: Path, wall: str) -> None:
        """The folder of that wall.

        Raises:
            StorageError: that is no wall's name.
        """
        if not _WALL.fullmatch(wall):
            raise StorageError(f"{wall!r} is not the name of a wall.")
        self.wall = wall
        self.path = index / wall
        # Not inside, because the wall's folder goes when the wall is emptied, and shared by some,
        # because a lock must stay for ever and this one tells nobody's name.
        self._lock = index / _LOCKS / hashlib.sha256(wall.encode()).hexdigest()[:2]

    def locked(self, *, wait: bool) -> AbstractContextManager[None]:
        """Nobody else changes the wall while the block runs.

        Raises:
            Locked: somebody does, and `wait` is not set.
        """
        return file_lock(self._lock, wait=wait)

    def current(self) -> str:
        """The name of the content that counts; empty when there is none of this format."""
        with told("read", self.wall):
            try:
                name = (self.path / _CURRENT).read_text(encoding="ascii").strip()
            except FileNotFoundError:
                return ""
        return name if name.startswith(f"{FORMAT}-") else ""

    def point(self, name: str) -> None:
        """Make that content the one that counts; all of it is on the disk before."""
        _settle(self.path / name)
        put_file(self.path / _CURRENT, name.encode("ascii"))

    def leftovers(self, name: str) -> Sequence[Path]:
        """What is there beside that content and `current`."""
        with told("read", self.wall):
            return [path for path in self.path.iterdir() if path.name not in {name, _CURRENT}]

    def erase_leftovers(self, name: str) -> None:
        """Erase everything but that content."""
        for path in self.leftovers(name):
            erase(path)

    def remove(self) -> None:
        """Erase all that the wall holds, and its folder."""
        (self.path / _CURRENT).unlink(missing_ok=True)
        erase(self.path)


def wall_names(index: Path) -> Sequence[str]:
    """The walls that have a folder, in order.

    Raises:
        StorageError: the index cannot be read.
    """
    try:
        found = [path.name for path in index.iterdir() if path.is_dir()]
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise StorageError(
            f"The folder {index} cannot be read ({error.strerror}).",
            remedy="Make the state folder readable.",
        ) from error
    return sorted(name for name in found if _WALL.fullmatch(name))


def fingerprint(embedding: Embedding, files: Sequence[ShelvedFile]) -> str:
    """What a content's folder is called: made of all that its passages and vectors depend on."""
    made_of = [FORMAT, embedding.name, [[file.file, file.stamp] for file in files]]
    return f"{FORMAT}-{hashlib.sha256(canonical_json(made_of)).hexdigest()[:24]}"


def erase(path: Path) -> None:
    """Remove a file, or a folder with all that is in it; nothing there is fine.

    Raises:
        OSError: it cannot be removed.
    """
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)
        return
    for _ in range(_TRIES):
        try:
            shutil.rmtree(path)
        except OSError as error:
            # A search that opens the folder just now takes a file away or puts one there.
            if error.errno not in {errno.ENOENT, errno.ENOTEMPTY}:
                raise
            time.sleep(_PAUSE)
        if not path.exists():
            return
    shutil.rmtree(path)


def _settle(folder: Path) -> None:
    """Have the disk hold every file of the folder, so that a power cut loses none."""
    for inside, _, names in os.walk(folder):
        for path in (*(Path(inside, name) for name in names), Path(inside)):
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
