"""Which runs a batch has started, kept so that one that was killed goes on as the same batch."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from engross.errors import StorageError

_FINISHED: Final = "finished"


class BatchJournal:
    """A file with a line for each run; the line is on the disk before the run is started."""

    def __init__(self, path: Path) -> None:
        """Go on with the file, unless the batch in it was finished: then it begins anew.

        Raises:
            StorageError: it cannot be read.
        """
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lines = self._lines()
        self.went_on = bool(lines) and _FINISHED not in lines[-1]
        """Whether the batch was stopped before its end."""
        self._runs = {str(line["item"]): str(line["run"]) for line in lines if "run" in line}
        if not self.went_on:
            self._runs = {}
            self._write("w", {})
        elif not path.read_bytes().endswith(b"\n"):
            self._write("a", None)  # the line after a torn one must not grow together with it

    def run_of(self, number: int) -> str:
        """The run of the item, from 0; empty when none was started."""
        return self._runs.get(str(number), "")

    def has(self, run: str) -> bool:
        """Whether the batch has started that run."""
        return run in self._runs.values()

    def note(self, number: int, run: str) -> None:
        """Keep that the item is made by that run, which need not be there yet."""
        if self.run_of(number) != run:
            self._runs[str(number)] = run
            self._write("a", {"item": number, "run": run})

    def finish(self) -> None:
        """Keep that every item was dealt with."""
        self._write("a", {_FINISHED: True})

    def _lines(self) -> list[dict[str, object]]:
        try:
            text = self._path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return []
        except OSError as error:
            raise self._failed("read", error) from error
        return list(_whole(text.splitlines()))

    def _write(self, mode: str, line: dict[str, object] | None) -> None:
        try:
            with self._path.open(mode, encoding="utf-8") as file:
                file.write((json.dumps(line) if line is not None else "") + "\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise self._failed("written", error) from error

    def _failed(self, done: str, error: OSError) -> StorageError:
        return StorageError(
            f"{self._path} cannot be {done}: {error.strerror}.",
            remedy="Make room, then give the same command again: it goes on.",
        )


def _whole(lines: Iterable[str]) -> Iterator[dict[str, object]]:
    """Every line that was written to its end; one that a crash tore says nothing."""
    for line in lines:
        with suppress(ValueError):
            yield json.loads(line)
