"""The mails of a mailbox, wherever it is: a file, a folder, an export, or on the mail server."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from engross.errors import InputError, UsageError
from engross.pipeline.services import Services
from engross.sources import guard
from engross.sources.file import SourceFile, bytes_of
from engross.sources.guard.limits import MOST_BYTES
from engross.sources.readers.mail.days import day_of
from engross.sources.readers.mail.exports import exported
from engross.sources.readers.mail.headers import without_proof
from engross.sources.readers.mail.mbox import begins_mbox, mails_of

IMAP: Final = "imap:"
"""How a folder of the firm's mailbox is named: `imap:INBOX`."""
_MAIL: Final = ".eml"
_MAILDIR: Final = ("cur", "new")
_BEGINNING: Final = 4_000
_TOO_LARGE: Final = f"It is larger than {MOST_BYTES // 1_000_000} MB. See to it by hand."


class Letter(NamedTuple):
    """A mail of a mailbox."""

    place: str
    """Where it lies there: `mail 12`, `monday/query.eml`, `INBOX 4711`."""
    name: str
    """What it is called as a file."""
    data: bytes
    problem: str = ""
    """Why it cannot be read, as far as that shows before it is opened."""


def letters(services: Services, where: str, since: dt.date | None = None) -> Iterator[Letter]:
    """The mails in order, one at a time; with `since`, those that came in on that day or later.

    `where` is a path or `imap:FOLDER`. A mail that does not say when it came in is among them.

    Raises:
        InputError: there is no such file or folder, or it is no mailbox.
        UsageError: a folder of a mailbox is named and no mailbox is set.
        MailboxError: the mail server does not answer, refuses, or has no such folder.
    """
    if where.startswith(IMAP):
        yield from _on_server(services, where.removeprefix(IMAP), since)
        return
    vouched = services.workspace.firm.mailbox.vouched_files
    for letter in _in_files(Path(where), vouched=vouched):
        day = day_of(letter.data) if since else None
        if since is None or day is None or day >= since:
            yield letter


def _on_server(services: Services, folder: str, since: dt.date | None) -> Iterator[Letter]:
    mailbox = services.mailbox()
    if mailbox is None:
        raise UsageError(
            "No mailbox is set.",
            remedy="Set ENGROSS_IMAP to imaps://name@mail.firm.example, or name a file.",
        )
    if not folder:
        raise UsageError("Say which folder of the mailbox.", remedy="Write for example imap:INBOX.")
    plain = re.sub(r"[^A-Za-z0-9]+", "-", folder).strip("-") or "folder"
    for mail in mailbox.mails(folder, since):
        problem = "" if mail.data else _TOO_LARGE
        yield Letter(f"{folder} {mail.uid}", f"{plain}-{mail.uid}{_MAIL}", mail.data, problem)


def _in_files(path: Path, *, vouched: bool) -> Iterator[Letter]:
    if path.is_dir():
        yield from _in_folder(path, vouched=vouched)
    elif path.suffix.lower() == _MAIL:
        yield Letter(path.name, path.name, bytes_of(path))
    elif path.suffix.lower() == ".json":
        yield from _in_export(path, vouched=vouched)
    else:
        yield from _in_mbox(path, vouched=vouched)


def _in_folder(folder: Path, *, vouched: bool) -> Iterator[Letter]:
    """Its mails, those in folders inside too; of a Maildir every file, whatever it is called."""
    if all((folder / name).is_dir() for name in _MAILDIR):
        found = [file for name in _MAILDIR for file in (folder / name).iterdir() if file.is_file()]
    elif (folder / "mbox").is_file():
        yield from _in_mbox(folder / "mbox", vouched=vouched)
        return
    else:
        found = [file for file in folder.rglob("*") if file.suffix.lower() == _MAIL]
    if not found:
        raise InputError(
            str(folder),
            "no mail is in this folder.",
            remedy="Save mails in it as .eml, or name a mailbox file (.mbox) or an export (.json).",
        )
    for file in sorted(found):
        place = file.relative_to(folder).as_posix()
        name = file.name if file.suffix.lower() == _MAIL else f"{_plain(file)}{_MAIL}"
        try:
            yield Letter(place, name, bytes_of(file))
        except InputError as error:
            yield Letter(place, name, b"", str(error))


def _plain(file: Path) -> str:
    """A Maildir's name of a mail without its flags, which stand after a colon."""
    return file.name.partition(":")[0]


def _in_mbox(path: Path, *, vouched: bool) -> Iterator[Letter]:
    try:
        with path.open("rb") as file:
            if not begins_mbox(file.read(_BEGINNING)):
                raise InputError(
                    str(path),
                    "this is no mailbox file.",
                    remedy="Give a .mbox file, a folder of .eml files, or an export as .json.",
                )
            file.seek(0)
            for number, data in enumerate(mails_of(file), start=1):
                name = f"{path.stem}-{number:04}{_MAIL}"
                large = _TOO_LARGE if len(data) > MOST_BYTES else ""
                kept = data if vouched else without_proof(data)
                yield Letter(f"mail {number}", name, b"" if large else kept, large)
    except FileNotFoundError:
        raise InputError(
            str(path), "there is no such file or folder.", remedy="Check the path you gave."
        ) from None
    except OSError as error:
        raise InputError(
            str(path), f"it cannot be opened: {error.strerror}.", remedy="Close it elsewhere first."
        ) from error


def _in_export(path: Path, *, vouched: bool) -> Iterator[Letter]:
    file = SourceFile(path.name, bytes_of(path))
    guard.check(file, "form")
    for number, message in enumerate(exported(file, vouched=vouched), start=1):
        name = f"{path.stem}-{number:04}{_MAIL}"
        yield Letter(message.place, name, message.data, message.problem)
