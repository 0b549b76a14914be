"""The firm's mailbox by IMAP (RFC 3501): folders are read, and drafts are put beside others.

Folders are opened by EXAMINE, in which the server itself changes no flag; nothing here can send,
move, mark or delete. A draft is looked for by its own header before it is put there, in every
mail of the folder: not every server searches headers that it does not know.
"""

from __future__ import annotations

import datetime as dt
import imaplib
import ipaddress
import re
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import SplitResult, unquote, urlsplit

import imap_tools
from imap_tools import BaseMailBox

from engross.errors import MailboxError, UsageError
from engross.records.post import FolderMail
from engross.rendering.mail_file import MARK

_PORTS: Final = {"imaps": 993, "imap": 143}
_PATIENCE: Final = 30.0
"""Seconds that the server may take for an answer."""
_DRAFTS: Final = "\\Drafts"
_CALLED: Final = ("drafts", "draft")
"""What the folder is called on a server that does not say which it is (RFC 6154)."""
_LARGEST: Final = 100_000_000
"""Bytes of a mail; nothing that is larger is read (`sources/guard/limits`)."""
_SIZED: Final = re.compile(rb"RFC822\.SIZE (\d+)")

Way = Literal["tls", "starttls", "plain"]


@dataclass(frozen=True)
class Place:
    """Where a mailbox is, and how it is gone to."""

    host: str
    port: int
    user: str
    way: Way

    @classmethod
    def of(cls, address: str) -> Place:
        """The place that `imaps://name@mail.firm.example` names.

        Raises:
            UsageError: it names none.
        """
        parts = urlsplit(address)
        host, port = _host(parts)
        if parts.password:
            raise UsageError(
                "ENGROSS_IMAP holds a password.",
                remedy="Take it out of the address, and set ENGROSS_IMAP_PASSWORD.",
            )
        wrong = parts.scheme == "imap" and port == _PORTS["imaps"]
        if wrong or parts.scheme not in _PORTS or not host or not parts.username:
            raise UsageError(
                "ENGROSS_IMAP names no mailbox.",
                remedy="Write imaps://name@mail.firm.example, the port behind it where it is not "
                "993.",
            )
        return cls(host, port or _PORTS[parts.scheme], unquote(parts.username), _way(parts, host))


class ImapMailbox:
    """`Mailbox` on a server; it is gone to anew for each thing that is asked of it."""

    def __init__(self, address: str, password: Callable[[str], str]) -> None:
        """Nothing is asked of the server yet.

        `password` is asked with the name of the mailbox, once, when it is first needed.

        Raises:
            UsageError: the address names no mailbox.
        """
        self._place = Place.of(address)
        self._ask = password
        self._password = ""

    def mails(self, folder: str, since: dt.date | None = None) -> Iterator[FolderMail]:
        """The mails of a folder, oldest first; one that is too large to be read without bytes."""
        wanted = str(imap_tools.AND(date_gte=since)) if since else "ALL"
        with self._open() as box:
            _examine(box, folder)
            for uid in sorted(box.uids(wanted, charset=None), key=int):
                data = _bytes_of(box, uid)
                if data is not None:
                    yield FolderMail(uid, data)

    def add_draft(self, mail: bytes, mark: str) -> bool:
        """Put a mail into the drafts folder; `False` where one with that mark lies there."""
        with self._open() as box:
            folder = _drafts(box)
            _examine(box, folder)
            if mark in _marks(box):
                return False
            box.append(mail, folder, flag_set=["\\Draft", "\\Seen"])
        return True

    @property
    def name(self) -> str:
        """Whose mailbox it is, and where."""
        return f"{self._place.user} on {self._place.host}"

    def drafts_folder(self) -> str:
        """The folder that drafts are put into.

        Raises:
            MailboxError: the server does not answer, refuses, or has none.
        """
        with self._open() as box:
            return _drafts(box)

    @contextmanager
    def _open(self) -> Iterator[BaseMailBox]:
        """The mailbox, logged in; whatever the server or the way to it says is told as ours."""
        place = self._place
        try:
            box = _connected(place)
            with box.client:
                self._log_in(box)
                yield box
        except ssl.SSLError as error:
            raise MailboxError(
                f"{place.host} does not prove who it is: {error.reason or error}.",
                remedy="Nothing was sent to it. Ask who keeps the mail server for its certificate.",
            ) from error
        except (imap_tools.ImapToolsError, OSError, imaplib.IMAP4.error) as error:
            raise MailboxError(
                f"The mailbox {self.name}: {_said(error)}.",
                remedy="See that the server is there and ENGROSS_IMAP is right, then try again.",
            ) from error

    def _log_in(self, box: BaseMailBox) -> None:
        self._password = self._password or self._ask(self._place.user)
        plain = self._place.user.isascii() and self._password.isascii()
        enter = box.login if plain else box.login_utf8
        try:
            enter(self._place.user, self._password, initial_folder=None)
        except (imap_tools.MailboxLoginError, imaplib.IMAP4.error) as error:
            self._password = ""
            raise MailboxError(
                f"{self._place.host} does not let {self._place.user} in.",
                remedy="Set ENGROSS_IMAP_PASSWORD; many servers want a password made for this "
                "program alone.",
            ) from error


def _host(parts: SplitResult) -> tuple[str, int | None]:
    try:
        return parts.hostname or "", parts.port
    except ValueError:
        return "", None


def _way(parts: SplitResult, host: str) -> Way:
    """TLS from the first byte, or from STARTTLS on; without it to this machine alone."""
    if parts.scheme == "imaps":
        return "tls"
    try:
        here = ipaddress.ip_address(host).is_loopback
    except ValueError:
        here = host == "localhost"
    return "plain" if here else "starttls"


def _connected(place: Place) -> BaseMailBox:
    if place.way == "plain":
        return imap_tools.MailBoxUnencrypted(place.host, place.port, _PATIENCE)
    verified = ssl.create_default_context()
    if place.way == "tls":
        return imap_tools.MailBox(place.host, place.port, _PATIENCE, ssl_context=verified)
    return imap_tools.MailBoxStartTls(place.host, place.port, _PATIENCE, ssl_context=verified)


def _said(error: Exception) -> str:
    """What went wrong, in one line and without a full stop."""
    if isinstance(error, OSError):
        return error.strerror or "it does not answer"
    return " ".join(str(error).split()).rstrip(".")


def _examine(box: BaseMailBox, folder: str) -> None:
    try:
        box.folder.set(folder, readonly=True)
    except imap_tools.MailboxFolderSelectError as error:
        there = ", ".join(each.name for each in box.folder.list())
        raise MailboxError(
            f"The mailbox has no folder {folder!r}.", remedy=f"It has: {there}."
        ) from error


def _bytes_of(box: BaseMailBox, uid: str) -> bytes | None:
    """The mail as it lies there; nothing for one too large, `None` for one that is gone."""
    size = _SIZED.search(b" ".join(_lines(box, uid, "RFC822.SIZE")))
    if size is None:
        return None
    if int(size[1]) > _LARGEST:
        return b""
    return next(_texts(box, uid, "BODY.PEEK[]"), None)


def _drafts(box: BaseMailBox) -> str:
    """The folder that the server calls its drafts folder; else the one of that name."""
    folders = box.folder.list()
    for folder in folders:
        if _DRAFTS.lower() in (flag.lower() for flag in folder.flags):
            return str(folder.name)
    for folder in folders:
        if str(folder.name).rpartition(folder.delim or "/")[2].lower() in _CALLED:
            return str(folder.name)
    raise MailboxError(
        "The mailbox has no drafts folder.",
        remedy="Make one in the mail program, called Drafts, and try again.",
    )


def _marks(box: BaseMailBox) -> set[str]:
    """The marks of our drafts in the folder that is open."""
    if not (uids := box.uids("ALL", charset=None)):
        return set()
    first = min(uids, key=int)
    headers = _texts(box, f"{first}:*", f"BODY.PEEK[HEADER.FIELDS ({MARK})]")
    values = (header.decode("ascii", "replace").partition(":")[2].strip() for header in headers)
    return {value for value in values if value}


def _texts(box: BaseMailBox, uids: str, what: str) -> Iterator[bytes]:
    """What the server has of those mails, as far as it is sent as a text of its own."""
    answer: Sequence[object] = box.client.uid("FETCH", uids, f"({what})")[1]
    return (part[1] for part in answer if isinstance(part, tuple))


def _lines(box: BaseMailBox, uids: str, what: str) -> Iterator[bytes]:
    """What the server says of those mails in the line of its answer itself."""
    answer: Sequence[object] = box.client.uid("FETCH", uids, f"({what})")[1]
    return (part for part in answer if isinstance(part, bytes))
