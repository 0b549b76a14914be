"""Brings what is searched up to date with the knowledge folder, wall by wall."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final, NamedTuple

from engross.errors import InputError
from engross.knowledge.pieces import PIECES, cut
from engross.knowledge.reading import read_file
from engross.knowledge.shelf import Item, Shelf
from engross.records.ports import KeptFile, PassageIndex, ReadFile, ShelvedFile

_RACY: Final = 2_000_000_000
"""Nanoseconds in which a file may change twice and bear one time; FAT counts in two seconds."""
_DOUBTFUL: Final = 0
"""The time kept for a file that is looked into again whatever its own time says."""


class Refused(NamedTuple):
    """A listed file that is not searched because it cannot be read."""

    file: str
    problem: str
    """What is wrong and what to do about it."""


class LeftOut(NamedTuple):
    """A file that is searched, but not all of it."""

    file: str
    what: str
    """Hidden cells, attachments, pages without text, in a sentence each."""


class WallReport(NamedTuple):
    """What came of one wall."""

    wall: str
    files: int
    """Those that can be searched."""
    passages: int
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]


class SyncReport(NamedTuple):
    """What came of a sync."""

    walls: tuple[WallReport, ...]
    """In the order of their names; one that was emptied holds nought."""
    refused: tuple[Refused, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def silent(_file: str) -> None:
    """Tells nobody."""


def sync(
    index: PassageIndex,
    shelf: Shelf,
    walls: Collection[str] | None = None,
    *,
    careful: bool = True,
    progress: Callable[[str], None] = silent,
) -> SyncReport:
    """Make what is searched behind those walls what stands in the folder; `None` is every wall.

    With every wall, those that have no file any more are emptied. `careful` reads every file to
    see whether it changed; otherwise one whose size and times are as they were counts as the same.
    `progress` is told the name of each file before it is read. A file that cannot be read is
    refused, remembered as such, and stops nothing.

    Raises:
        StorageError: a wall cannot be kept; it holds what it held before.
    """
    chosen = {*shelf.walls, *index.walls()} if walls is None else set(walls)
    plans = [_plan(index, shelf, wall, careful=careful) for wall in sorted(chosen)]
    # A file that went from one client to another is behind no wall for a moment, never behind two.
    for plan in sorted(plans, key=lambda plan: not plan.removed):
        index.replace(plan.wall, plan.files, _Reader(shelf, plan.wall, progress))
    return _report(index, plans)


class _Plan(NamedTuple):
    """What a wall holds and is to hold."""

    wall: str
    files: tuple[ShelvedFile, ...]
    before: Mapping[str, KeptFile]

    @property
    def removed(self) -> tuple[str, ...]:
        return tuple(sorted(set(self.before) - {file.file for file in self.files}))


def _plan(index: PassageIndex, shelf: Shelf, wall: str, *, careful: bool) -> _Plan:
    before = dict(index.content(wall))
    files = (
        _shelved(shelf, item, None if careful else before.get(item.file))
        for item in shelf.behind(wall)
    )
    return _Plan(wall, tuple(files), before)


def _shelved(shelf: Shelf, item: Item, kept: KeptFile | None) -> ShelvedFile:
    """The file with its stamp: the one kept, if the file looks as it did then."""
    try:
        size, modified = _look(shelf, item)
    except OSError:
        # Reading it will say what is wrong.
        size, modified = 0, _DOUBTFUL
    seen = kept and modified != _DOUBTFUL and (kept.size, kept.modified) == (size, modified)
    if kept and seen and kept.stamp.startswith(f"{PIECES}-"):
        return ShelvedFile(item.file, kept.stamp, size, modified)
    return ShelvedFile(item.file, _stamp(shelf, item), size, _trusted(modified))


def _look(shelf: Shelf, item: Item) -> tuple[int, int]:
    """The file's size and the later of its two times.

    A copy may bring its own time of change along, but not the time at which it was put there.
    """
    status = (shelf.folder / item.file).stat()
    return status.st_size, max(status.st_mtime_ns, status.st_ctime_ns)


def _trusted(modified: int) -> int:
    """The time, unless the file could still change without bearing another one."""
    return modified if modified < time.time_ns() - _RACY else _DOUBTFUL


def _stamp(shelf: Shelf, item: Item) -> str:
    try:
        return _stamp_of(item.file, read_file(shelf, item))
    except InputError as error:
        return _stamp_of(item.file, str(error).encode())


def _stamp_of(file: str, data: bytes) -> str:
    """Made of the file's name, too, which is part of its passages and tells how it is read."""
    digest = hashlib.sha256(f"{len(file)} {file} ".encode() + hashlib.sha256(data).digest())
    return f"{PIECES}-{digest.hexdigest()[:32]}"


class _Reader:
    """Reads the files of a wall that the index asks for."""

    def __init__(self, shelf: Shelf, wall: str, progress: Callable[[str], None]) -> None:
        self._shelf = shelf
        self._wall = wall
        self._progress = progress

    def __call__(self, shelved: ShelvedFile) -> ReadFile:
        item = self._shelf.item(shelved.file, self._wall)
        if item is None:
            return ReadFile((), f"{shelved.file} is not behind this wall.")
        self._progress(item.file)
        try:
            return _read(self._shelf, item, shelved)
        except InputError as error:
            return ReadFile((), str(error))


def _read(shelf: Shelf, item: Item, shelved: ShelvedFile) -> ReadFile:
    data = read_file(shelf, item)
    if _stamp_of(item.file, data) != shelved.stamp:
        raise InputError(
            item.file,
            "it was changed while it was read.",
            remedy="Close it in other programs and run `engross knowledge sync` again.",
        )
    found = cut(item.file, data)
    return ReadFile(found.texts, left_out=found.left_out)


def _report(index: PassageIndex, plans: Iterable[_Plan]) -> SyncReport:
    walls: list[WallReport] = []
    refused: list[Refused] = []
    left_out: list[LeftOut] = []
    for plan in plans:
        now = index.content(plan.wall)
        walls.append(_of_wall(plan, now))
        refused += [Refused(file, kept.refused) for file, kept in now.items() if kept.refused]
        left_out += [LeftOut(file, kept.left_out) for file, kept in now.items() if kept.left_out]
    return SyncReport(tuple(walls), tuple(sorted(refused)), tuple(sorted(left_out)))


def _of_wall(plan: _Plan, now: Mapping[str, KeptFile]) -> WallReport:
    before = plan.before
    taken = {file for file, kept in now.items() if not kept.refused}
    stamps = {file.file: file.stamp for file in plan.files if file.file in taken}
    kept = [file for file in stamps if file in before]
    return WallReport(
        plan.wall,
        files=sum(not file.refused for file in now.values()),
        passages=sum(file.passages for file in now.values()),
        added=_names(file for file in stamps if file not in before),
        changed=_names(file for file in kept if before[file].stamp != stamps[file]),
        removed=plan.removed,
        unchanged=_names(file for file in kept if before[file].stamp == stamps[file]),
    )


def _names(files: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(files))
