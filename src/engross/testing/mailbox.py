"""A mailbox in memory: the port `Mailbox` without a server."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from engross.errors import MailboxError
from engross.records.post import FolderMail


class MemoryMailbox:
    """`Mailbox` whose folders are given at the start; it may be told to be down."""

    def __init__(self, folders: Mapping[str, Sequence[bytes]] | None = None) -> None:
        self.drafts: dict[str, bytes] = {}
        """What was put among the drafts, by mark."""
        self.down = False
        """Whether the server answers nobody."""
        self._folders = folders or {}

    def mails(self, folder: str, since: dt.date | None = None) -> Iterator[FolderMail]:
        """The mails of a folder; days are not told apart, so `since` may not be given."""
        self._answer()
        if folder not in self._folders:
            raise MailboxError(f"The mailbox has no folder {folder!r}.")
        if since is not None:
            raise NotImplementedError
        yield from (FolderMail(str(n), data) for n, data in enumerate(self._folders[folder], 1))

    def add_draft(self, mail: bytes, mark: str) -> bool:
        """Keep the mail by its mark; `False` where there is one."""
        self._answer()
        if mark in self.drafts:
            return False
        self.drafts[mark] = mail
        return True

    def _answer(self) -> None:
        if self.down:
            raise MailboxError("The mailbox does not answer.", remedy="Try again.")
