"""Passwords: how they are kept, which are refused, and who is let in."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from engross.errors import NotAuthenticated, UsageError
from engross.records.ports import CredentialStore
from engross.workspace.register import Firm, Person

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 12
"""Characters. Length is what counts; no rule about digits or signs (NCSC, "Password policy")."""

LONGEST = 200
"""Characters; more would only keep the computer busy."""

FEWEST_DIFFERENT = 6
"""Different characters, so that `aaaaaaaaaaaa` and `121212121212` are refused."""

_COMMON = ("password", "passw0rd", "letmein", "qwerty", "welcome", "abcdef", "123456", "changeme")
"""Beginnings of passwords that are tried first."""

_ONE_AT_A_TIME = threading.BoundedSemaphore(2)
"""A hash takes 64 MiB and a quarter of a second; many at once would be a way to stop us."""


@dataclass(frozen=True)
class Cost:
    """What one hash costs; the defaults are those that argon2-cffi recommends (RFC 9106)."""

    passes: int = 3
    kibibytes: int = 64 * 1024
    threads: int = 4


@dataclass(frozen=True)
class Signer:
    """Somebody who has proved who they are; only `authenticate` makes one."""

    person: Person


class Passwords:
    """The firm's passwords, kept as argon2id hashes."""

    def __init__(self, store: CredentialStore, cost: Cost | None = None) -> None:
        self._store = store
        self._cost = cost or Cost()

    def set(self, person: Person, password: str) -> None:
        """Keep the person's new password.

        Raises:
            UsageError: it is too easy to guess; the message says why.
        """
        if weak := weaknesses(password, person):
            message = f"This password will not do: {'; '.join(weak)}."
            raise UsageError(message, remedy="Three or four unrelated words make a good one.")
        self._store.set(person.email.lower(), self._hash(password))

    def known(self, email: str) -> bool:
        """Whether the person has a password."""
        return self._store.get(email.lower()) is not None

    def right(self, email: str, password: str) -> bool:
        """Whether this is the person's password. Takes as long for somebody who has none."""
        kept = self._store.get(email.lower())
        if kept is None or len(password) > LONGEST:
            self._hash(password[:LONGEST])
            return False
        if not self._verify(kept, password):
            return False
        if self._hasher.check_needs_rehash(kept):
            self._store.set(email.lower(), self._hash(password))
        return True

    @cached_property
    def _hasher(self) -> PasswordHasher:
        from argon2 import PasswordHasher  # noqa: PLC0415 - only a decision needs it

        return PasswordHasher(
            time_cost=self._cost.passes,
            memory_cost=self._cost.kibibytes,
            parallelism=self._cost.threads,
        )

    def _hash(self, password: str) -> str:
        with _ONE_AT_A_TIME:
            return self._hasher.hash(password)

    def _verify(self, kept: str, password: str) -> bool:
        from argon2.exceptions import (  # noqa: PLC0415 - only a decision needs it
            InvalidHashError,
            VerificationError,
        )

        with _ONE_AT_A_TIME:
            try:
                return self._hasher.verify(kept, password)
            except (VerificationError, InvalidHashError):
                return False


def authenticate(passwords: Passwords, firm: Firm, email: str, password: str) -> Signer:
    """The person, when the password is theirs and firm.yaml still names them.

    Raises:
        NotAuthenticated: the two do not fit; which of them is wrong is not said.
    """
    right = passwords.right(email, password)
    person = firm.person(email)
    if person is None or not right:
        remedy = (
            "Try again, or ask an admin to set it anew: `engross people password EMAIL --as ADMIN`."
        )
        raise NotAuthenticated("E-mail address or password is wrong.", remedy=remedy)
    return Signer(person)


def weaknesses(password: str, person: Person) -> tuple[str, ...]:
    """Why a password is too easy to guess; empty when it will do."""
    plain = password.casefold()
    own = {part.casefold() for part in (*person.name.split(), person.email.partition("@")[0])}
    rules = (
        (len(password) < SHORTEST, f"it has fewer than {SHORTEST} characters"),
        (len(password) > LONGEST, f"it has more than {LONGEST} characters"),
        (len(set(plain)) < FEWEST_DIFFERENT, "it has too few different characters"),
        (plain.startswith(_COMMON), "it is one of those that are tried first"),
        (any(len(part) > 2 and part in plain for part in own), "it holds your own name"),  # noqa: PLR2004 - initials are in every word
    )
    return tuple(reason for broken, reason in rules if broken)
