"""The doors to the firm's mail, and to what only one person reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple, Protocol


class FolderMail(NamedTuple):
    """A mail in a folder of a mailbox."""

    uid: str
    """Its number there; it never changes while the folder keeps its `UIDVALIDITY`."""
    data: bytes
    """The mail as it is."""


class Mailbox(Protocol):
    """A mailbox on the firm's mail server. Nothing in it can be sent, moved or deleted."""

    def mails(self, folder: str, since: dt.date | None = None) -> Iterator[FolderMail]:
        """The mails of a folder, oldest first, left as they are, unread ones unread.

        With `since`, those that the server took in on that day or later.

        Raises:
            MailboxError: the server does not answer, refuses, or has no such folder.
        """
        ...

    def add_draft(self, mail: bytes, mark: str) -> bool:
        """Put a mail into the drafts folder; `False` where one with that mark lies there already.

        The mark is the value of its header `X-Engross-Draft`.

        Raises:
            MailboxError: the server does not answer or refuses.
        """
        ...


class Sealed(NamedTuple):
    """Something that was told to the reporting officer."""

    name: str
    """What the officer calls it by to remove it; chance made it."""
    text: str
    """Empty where it cannot be opened."""
    problem: str = ""
    """Why it cannot be opened."""


class OfficerStore(Protocol):
    """What was told in confidence to the reporting officer; nobody else can read it."""

    def is_ready(self) -> bool:
        """Whether an officer has made their key; without it nothing can be told."""
        ...

    def tell(self, text: str) -> None:
        """Seal the text for the officer and keep it; no trace of who, whom or what stays readable.

        Raises:
            StorageError: no officer has a key, or it cannot be kept.
        """
        ...


class OfficerKeeper(OfficerStore, Protocol):
    """The same, with what the officer alone does with it."""

    def make_key(self, password: str) -> str:
        """Make the officer's key, wrapped by the password; the public half's fingerprint.

        Raises:
            UsageError: there is a key already.
            StorageError: it cannot be kept.
        """
        ...

    def change_password(self, old: str, new: str) -> None:
        """Wrap the key by another password.

        Raises:
            NotAuthenticated: the old one does not open it.
            StorageError: it cannot be kept; the old one stands.
        """
        ...

    def told(self, password: str) -> tuple[Sealed, ...]:
        """Everything that was told, opened.

        Raises:
            NotAuthenticated: the password does not open the key.
            Tampered: what is told now is sealed for somebody else.
        """
        ...

    def remove(self, name: str, password: str) -> None:
        """Remove one of them, once the password has opened the key.

        Raises:
            NotAuthenticated: it does not.
            UsageError: there is none of that name.
        """
        ...
