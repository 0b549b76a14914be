"""A run's journal as the gateway uses it: what is recorded is never done again.

A recorded answer counts when the request is the same to the byte. It is looked for at its place
(run, generation, task, ordinal), newest generation first, so that a generation begun because one
prompt changed still finds the untouched calls of the one before. A different request at a place
that the newest generation has filled begins a new generation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from engross.records import Record, canonical_json
from engross.records.ports import Journal, JournalEntry, JournalKey


class NewGeneration(Record):
    """A recorded request is no longer the one that is made: the run goes on in a new generation."""

    generation: int
    """The number of the new one."""
    task: str
    """Where the request differed first."""
    ordinal: int
    """Which call of the task differed."""


class Replay:
    """One run's recorded answers."""

    def __init__(
        self, run: str, journal: Journal, on_generation: Callable[[NewGeneration], None]
    ) -> None:
        self._run = run
        self._journal = journal
        self._on_generation = on_generation
        self.generation = journal.generation(run)

    def once(
        self, task: str, ordinal: int, request: object, make: Callable[[], str]
    ) -> tuple[str, bool]:
        """The answer (canonical JSON), and whether it was replayed rather than made.

        A made answer is durable in the journal before it is returned.
        """
        request_hash = hashlib.sha256(canonical_json(request)).hexdigest()
        recorded = self._recorded(task, ordinal, request_hash)
        if recorded is not None:
            return recorded, True
        if self._journal.recorded(self._key(self.generation, task, ordinal)) is not None:
            self._begin_generation(task, ordinal)
        answer = make()
        key = self._key(self.generation, task, ordinal)
        self._journal.record(key, JournalEntry(request_hash, answer))
        return answer, False

    def _recorded(self, task: str, ordinal: int, request_hash: str) -> str | None:
        for generation in range(self.generation, 0, -1):
            entry = self._journal.recorded(self._key(generation, task, ordinal))
            if entry is not None and entry.request_hash == request_hash:
                return entry.answer
        return None

    def _begin_generation(self, task: str, ordinal: int) -> None:
        self.generation += 1
        self._on_generation(NewGeneration(generation=self.generation, task=task, ordinal=ordinal))

    def _key(self, generation: int, task: str, ordinal: int) -> JournalKey:
        return JournalKey(self._run, generation, task, ordinal)
