"""A folder that orders are dropped into: which of them are whole and may be taken."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from engross.errors import InputError
from engross.pipeline.batches.items import files_named
from engross.pipeline.batches.rows import TABLES, YAML, rows_of
from engross.sources.file import SourceFile, bytes_of

MARKS: Final = (".order", ".batch")
"""What an order's name has before its ending: `smith.order.yaml`, `october.batch.csv`."""
PATIENCE: Final = 600.0
"""Seconds that an order waits for a file that it names and that is not there."""
_MAIL: Final = ".eml#"


class _Seen(NamedTuple):
    """How a file was at a look."""

    size: int
    changed: int
    """Nanoseconds; what was written to it last."""


class Inbox:
    """What lies in the folder, as it was at the last look."""

    def __init__(self, folder: Path, now: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._now = now
        self._before: dict[Path, _Seen] = {}
        self._named: dict[Path, tuple[_Seen | None, tuple[Path, ...]]] = {}

    def look(self) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
        """The orders that may be taken, and those that wait, each in the order of their names.

        An order may be taken when neither it nor any file that it names has changed since the last
        look. One that names a file which is not there is taken after ten minutes, to be refused.

        Raises:
            InputError: the folder cannot be read, such as a share that is away for a while.
        """
        try:
            return self._look()
        except OSError as error:
            raise InputError(
                str(self._folder),
                f"the folder cannot be read: {error.strerror}.",
                remedy="See that it is there and may be read.",
            ) from error

    def _look(self) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
        found = {order: self._files(order) for order in self._orders()}
        now = {path: _seen(path) for order, files in found.items() for path in (order, *files)}
        ready = tuple(order for order, files in found.items() if self._whole(order, files, now))
        self._before = {path: seen for path, seen in now.items() if seen}
        self._named = {order: named for order, named in self._named.items() if order in found}
        return ready, tuple(order for order in found if order not in ready)

    def _orders(self) -> Iterator[Path]:
        for path in sorted(self._folder.iterdir()):
            if is_order(path) and path.is_file() and not path.is_symlink():
                yield path

    def _files(self, order: Path) -> tuple[Path, ...]:
        """The files that the order names as it is now; none if it cannot be read."""
        seen = _seen(order)
        if order not in self._named or self._named[order][0] != seen:
            self._named[order] = (seen, tuple(_named(order)))
        return self._named[order][1]

    def _whole(self, order: Path, files: tuple[Path, ...], now: dict[Path, _Seen | None]) -> bool:
        same = {path: now[path] is not None and self._before.get(path) == now[path] for path in now}
        if not same[order]:
            return False
        missing = [path for path in files if now[path] is None]
        # The time of its coming here, which neither moving nor copying a file keeps.
        waited = self._now() - order.stat().st_ctime
        if missing and waited < PATIENCE:
            return False
        return all(same[path] for path in files if path not in missing)


def is_order(path: Path) -> bool:
    """Whether a file of that name is an order, and no input or Office's own trace of one."""
    suffix = path.suffix.lower()
    return (
        not path.name.startswith((".", "~"))
        and suffix in {*TABLES, *YAML}
        and path.stem.lower().endswith(MARKS)
    )


def _named(order: Path) -> Iterator[Path]:
    try:
        rows = rows_of(SourceFile(order.name, bytes_of(order)))
    except InputError:
        return
    for row in rows:
        yield from (_on_disk(path) for _, path in files_named(row, order.parent))


def _seen(path: Path) -> _Seen | None:
    try:
        status = path.stat()
    except (OSError, ValueError):  # a name that no file can have is that of no file
        return None
    return _Seen(status.st_size, status.st_mtime_ns)


def _on_disk(path: Path) -> Path:
    """The mail, of a file that is named as `call.eml#Billing.xlsx`."""
    mail, mark, _ = path.name.partition(_MAIL)
    return path.with_name(f"{mail}.eml") if mark and not path.exists() else path
