"""The chain itself: how a line is hashed, and every way in which lines can be wrong."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from engross.records import LedgerEntry, canonical_json

GENESIS = "0" * 64
"""What the first line names as the one before it."""

PERSON = "person-"
"""How the actor of a line begins when it is a person; a salted hash follows."""


class Head(NamedTuple):
    """The newest line.

    A chain alone can be rebuilt by whoever holds the database, so heads are put where they cannot
    reach: each release's signed manifest names one.
    """

    number: int
    """0 for an empty ledger."""
    hash: str


def line_hash(entry: LedgerEntry) -> str:
    """Hex SHA-256 over the canonical JSON of every field but `hash`."""
    return hashlib.sha256(
        canonical_json(entry.model_dump(mode="json", exclude={"hash"}))
    ).hexdigest()


def payload_hash(salt: bytes, payload: bytes) -> str:
    """Hex SHA-256 of the line's salt and its canonical payload."""
    return hashlib.sha256(salt + payload).hexdigest()


def person_hash(salt: bytes, email: str) -> str:
    """How a line names a person: another in every line, and nobody's once the salt is erased."""
    return PERSON + hashlib.sha256(salt + b"\nactor\n" + email.lower().encode()).hexdigest()


def head_of(lines: Sequence[LedgerEntry]) -> Head:
    """The newest line's number and hash."""
    return Head(lines[-1].number, lines[-1].hash) if lines else Head(0, GENESIS)


def problems(lines: Sequence[LedgerEntry], known: Sequence[Head] = ()) -> tuple[str, ...]:
    """Every gap, break and changed line, and every known head that the ledger no longer holds."""
    return (*_chain_problems(lines), *_missing_heads(lines, known))


def _chain_problems(lines: Sequence[LedgerEntry]) -> Iterator[str]:
    number, previous = 0, GENESIS
    for line in lines:
        if line.number != number + 1:
            yield f"Line {line.number} follows line {number}: lines are missing or out of order."
        if line.previous != previous:
            yield f"Line {line.number} does not continue the line before it: the chain is broken."
        if line_hash(line) != line.hash:
            yield f"Line {line.number} has been changed: it does not match its own hash."
        number, previous = line.number, line.hash


def _missing_heads(lines: Sequence[LedgerEntry], known: Sequence[Head]) -> Iterator[str]:
    present = {head_of(lines[:0])} | {Head(line.number, line.hash) for line in lines}
    for head in known:
        if head in present:
            continue
        if head.number > len(lines):
            yield (
                f"The ledger ends at line {len(lines)}, but line {head.number} is known to have "
                "been written: its end has been cut off."
            )
        else:
            yield f"Line {head.number} is not the line that is known to have been written."


def payload_problems(line: LedgerEntry, kept: tuple[bytes, bytes] | None) -> Iterator[str]:
    """What is wrong with a line's payload; an erased one (`None`) is not wrong."""
    if kept is None:
        return
    salt, payload = kept
    if payload_hash(salt, payload) != line.payload_hash:
        yield f"The details kept for line {line.number} have been changed."
        return
    actor = _actor(payload)
    if line.actor not in {actor, person_hash(salt, actor)}:
        yield f"Line {line.number} does not name the one whom its details name."


def _actor(payload: bytes) -> str:
    """Whom the payload names; nobody when it is not what a ledger writes."""
    try:
        return str(json.loads(payload)["actor"])
    except (ValueError, KeyError, TypeError):
        return ""
