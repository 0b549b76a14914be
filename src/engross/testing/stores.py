"""The stores' ports in memory; the journal also as a file, for tests that kill a process."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from engross.errors import StorageError, Tampered, UnknownRun, UsageError
from engross.records import LedgerEntry, Record, Run
from engross.records.ports import JournalEntry, JournalKey, R
from engross.records.runs import RunState


@contextmanager
def together() -> Iterator[None]:
    """`Together` for the stores below; undoes nothing, so a test of that needs the real store."""
    yield


class MemoryRunStore:
    """`RunStore` in memory."""

    def __init__(self) -> None:
        self._runs: dict[str, Run] = {}
        self._changing = threading.Lock()

    def add(self, run: Run) -> None:
        """Keep a new run."""
        if run.id in self._runs:
            message = f"There is already a run {run.id}."
            raise UsageError(message)
        self._runs[run.id] = run

    def get(self, run: str) -> Run:
        """The run of that id, or of that unique beginning of one."""
        found = [value for key, value in self._runs.items() if run and key.startswith(run)]
        exact = self._runs.get(run)
        if exact is None and len(found) != 1:
            message = f"There is no run {run}." if not found else f"Several runs begin with {run}."
            raise UnknownRun(message)
        return exact or found[0]

    def change(
        self,
        run: str,
        *,
        expect: RunState | Collection[RunState] | None = None,
        **fields: object,
    ) -> Run:
        """The run with those fields changed, if it is in the state expected."""
        with self._changing:
            before = self.get(run)
            before.check_state(expect)
            changed = Run.model_validate(before.model_dump() | fields)
            self._runs[before.id] = changed
        return changed

    def list(self) -> Sequence[Run]:
        """Newest first."""
        return sorted(self._runs.values(), key=lambda run: run.started_at, reverse=True)

    def delete(self, run: str) -> None:
        """Forget the run."""
        del self._runs[self.get(run).id]


class MemoryRecordStore:
    """`RecordStore` in memory; kept as JSON, so that what is loaded was really stored."""

    def __init__(self) -> None:
        self._records: dict[tuple[str, str], str] = {}

    def save(self, run: str, name: str, record: Record) -> None:
        """Keep it in place of an earlier one of the name."""
        self._records[run, name] = record.model_dump_json()

    def load(self, run: str, name: str, kind: type[R]) -> R:
        """The record of that name."""
        if not self.has(run, name):
            message = f"Nothing is kept as {name} for {run}."
            raise StorageError(message)
        try:
            return kind.model_validate_json(self._records[run, name])
        except ValidationError as error:
            message = f"What is kept as {name} for {run} does not read."
            raise Tampered(message) from error

    def has(self, run: str, name: str) -> bool:
        """Whether something is kept under the name."""
        return (run, name) in self._records


class FolderDocumentStore:
    """`DocumentStore` in a folder, one file for each hash, without the real one's precautions."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, data: bytes) -> str:
        """Keep the bytes; their hex SHA-256."""
        name = hashlib.sha256(data).hexdigest()
        self._folder.mkdir(parents=True, exist_ok=True)
        self.path(name).write_bytes(data)
        return name

    def get(self, sha256: str) -> bytes:
        """The bytes of that hash."""
        if not self.path(sha256).exists():
            message = f"No document {sha256} is kept."
            raise StorageError(message)
        data = self.path(sha256).read_bytes()
        if hashlib.sha256(data).hexdigest() != sha256:
            message = f"The document {sha256} has been changed."
            raise Tampered(message)
        return data

    def erase(self, sha256: str) -> None:
        """Erase the file; one that is not there is no error."""
        self.path(sha256).unlink(missing_ok=True)

    def path(self, sha256: str) -> Path:
        """Where it is, or would be."""
        return self._folder / sha256


class MemoryJournal:
    """`Journal` in memory."""

    def __init__(self) -> None:
        self.entries: dict[JournalKey, JournalEntry] = {}
        """Everything recorded, in order."""

    def recorded(self, key: JournalKey) -> JournalEntry | None:
        """The entry at that place."""
        return self.entries.get(key)

    def record(self, key: JournalKey, entry: JournalEntry) -> None:
        """Keep it; a place is filled once."""
        if key in self.entries:
            message = f"The journal already has {key}."
            raise StorageError(message)
        self.entries[key] = entry

    def generation(self, run: str) -> int:
        """The newest generation of the run, 1 at first."""
        return max((key.generation for key in self.entries if key.run == run), default=1)


class FileJournal(MemoryJournal):
    """The same in a file of JSON lines, forced to the disk line by line."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
            key, entry = json.loads(line)
            super().record(JournalKey(*key), JournalEntry(*entry))

    def record(self, key: JournalKey, entry: JournalEntry) -> None:
        """Keep it; on the disk when it returns."""
        super().record(key, entry)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([key, entry]) + "\n")
            file.flush()
            os.fsync(file.fileno())


class MemoryLedgerStore:
    """`LedgerStore` in memory."""

    def __init__(self) -> None:
        self._entries: list[LedgerEntry] = []
        self._payloads: dict[int, tuple[bytes, bytes]] = {}

    def append(
        self, make: Callable[[LedgerEntry | None], LedgerEntry], salt: bytes, payload: bytes
    ) -> LedgerEntry:
        """Make the next line from the newest one and keep it."""
        entry = make(self._entries[-1] if self._entries else None)
        self._entries.append(entry)
        self._payloads[entry.number] = (salt, payload)
        return entry

    def entries(self, run: str = "") -> Sequence[LedgerEntry]:
        """All lines in order, or those of one run."""
        return [entry for entry in self._entries if run in ("", entry.run)]

    def newest(self) -> LedgerEntry | None:
        """The last line, or `None` before the first."""
        return self._entries[-1] if self._entries else None

    def payload(self, number: int) -> tuple[bytes, bytes] | None:
        """Salt and payload of a line, or `None` once erased."""
        return self._payloads.get(number)

    def payloads(self) -> Mapping[int, tuple[bytes, bytes]]:
        """Salt and payload by line number, of every line whose payload is not erased."""
        return dict(self._payloads)

    def erase(self, run: str) -> None:
        """Drop the salts and payloads of a run's lines."""
        for entry in self._entries:
            if entry.run == run:
                self._payloads.pop(entry.number, None)


class MemoryCredentialStore:
    """`CredentialStore` in memory."""

    def __init__(self) -> None:
        self._hashes: dict[str, str] = {}

    def set(self, email: str, password_hash: str) -> None:
        """Keep the hash."""
        self._hashes[email] = password_hash

    def get(self, email: str) -> str | None:
        """The hash, or `None`."""
        return self._hashes.get(email)
