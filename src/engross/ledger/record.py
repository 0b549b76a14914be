"""The ledger as the stages use it: record a line, read it back, verify all of them."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engross.errors import Tampered
from engross.ledger.chain import (
    GENESIS,
    Head,
    head_of,
    line_hash,
    payload_hash,
    payload_problems,
    person_hash,
    problems,
)
from engross.records import LedgerEntry, canonical_json
from engross.records.ports import LedgerStore

SALT_BYTES = 32


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Ledger:
    """Writes lines and proves that none has been changed since."""

    def __init__(self, store: LedgerStore, clock: Callable[[], dt.datetime] = _now) -> None:
        self._store = store
        self._clock = clock

    def record(
        self, kind: str, run: str, actor: str, subject: str, payload: Mapping[str, Any]
    ) -> LedgerEntry:
        """The line just written.

        `actor` is `engross`, an agent's key or a person's e-mail address, which the line holds
        only as a salted hash. `subject` holds ids. What is personal or long goes into `payload`
        (plain JSON), which is kept beside the line and can be erased with its salt.

        Raises:
            ValueError: an e-mail address in a part of the line that is never erased.
        """
        if "@" in kind + run + subject:
            message = "kind, run and subject of a ledger line hold ids, never an e-mail address"
            raise ValueError(message)
        salt = secrets.token_bytes(SALT_BYTES)
        kept = canonical_json({"actor": actor, "details": dict(payload)})
        named = person_hash(salt, actor) if "@" in actor else actor

        def make(newest: LedgerEntry | None) -> LedgerEntry:
            line = LedgerEntry(
                number=newest.number + 1 if newest else 1,
                at=self._clock().astimezone(dt.UTC),
                kind=kind,
                run=run,
                actor=named,
                subject=subject,
                payload_hash=payload_hash(salt, kept),
                previous=newest.hash if newest else GENESIS,
                hash="",
            )
            return line.model_copy(update={"hash": line_hash(line)})

        return self._store.append(make, salt, kept)

    def head(self) -> Head:
        """Number and hash of the newest line; 0 and zeros when there is none."""
        newest = self._store.newest()
        return head_of([newest] if newest else [])

    def lines(self, run: str = "") -> Sequence[LedgerEntry]:
        """Every line in order, or those of one run."""
        return self._store.entries(run)

    def details(self, line: LedgerEntry) -> Mapping[str, Any] | None:
        """The payload that was recorded with the line; `None` once erased.

        Raises:
            Tampered: the line or its payload is not what was recorded.
        """
        kept = self._store.payload(line.number)
        wrong = list(payload_problems(line, kept))
        if line_hash(line) != line.hash:
            wrong.append(f"Line {line.number} of the ledger has been changed.")
        if wrong:
            raise Tampered(" ".join(wrong), remedy="Run `engross ledger verify`.")
        return None if kept is None else json.loads(kept[1])["details"]

    def newest(self, kind: str, run: str) -> LedgerEntry | None:
        """The run's last line of that kind."""
        return next((line for line in reversed(self.lines(run)) if line.kind == kind), None)

    def verify(self, known: Sequence[Head] = ()) -> tuple[str, ...]:
        """Every problem, in plain words; empty when the ledger is whole.

        `known` are heads that were exported earlier (each release's manifest names one).
        """
        lines, kept = self._store.entries(), self._store.payloads()
        wrong = (p for line in lines for p in payload_problems(line, kept.get(line.number)))
        return (*problems(lines, known), *wrong)
