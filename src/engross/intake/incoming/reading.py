"""An `.eml` file to the mail that a run is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Final

from engross.intake.given import GivenFile
from engross.intake.incoming.addresses import mailboxes, message_ids
from engross.intake.incoming.matters import matter_meant
from engross.intake.incoming.newest import newest
from engross.intake.incoming.programs import is_automatic
from engross.intake.incoming.trusting import Trusted, is_own, is_own_list, trusted
from engross.records import IncomingMail
from engross.sources import guard
from engross.sources.apart import read_document
from engross.sources.documents import DocumentRead
from engross.workspace.register import Firm

_LONGEST_ID: Final = 300
"""Characters of a Message-ID; RFC 5322 allows a line of 998, programs write some 80."""
_UNNAMED: Final = "without-an-id.invalid"


def incoming_mail(file: GivenFile, firm: Firm) -> IncomingMail:
    """The mail, with whose it is as far as that is certain; read in a child process.

    Raises:
        InputError: it is no mail, or cannot be read.
    """
    document = document_of(file)
    headers = document.headers
    who = trusted(document, firm)
    new, own = newest(document), is_own(firm, who.sender.address)
    automatic = is_automatic(headers, who.sender.address, by_hand=_by_hand(headers, who, firm))
    received = _received(headers.get("received", ""))
    mail = IncomingMail(
        message_id=_message_id(headers.get("message-id", ""), file),
        in_reply_to=next(iter(message_ids(headers.get("in-reply-to", ""))), ""),
        references=message_ids(headers.get("references", "")),
        from_name=who.sender.name,
        from_address=who.sender.address,
        reply_to="" if own and is_own(firm, who.reply_to) else who.reply_to,
        to=tuple(each.address for each in mailboxes(headers.get("to", ""))),
        cc=tuple(each.address for each in mailboxes(headers.get("cc", ""))),
        subject=headers.get("subject", ""),
        sent=document.sent,
        received=received or document.sent,
        lines=new.lines,
        # A failed delivery passes on the firm's own words.
        rest=new.rest if automatic else (*new.rest, *new.passed_on),
        attachments=tuple(each.name for each in document.attachments),
        trust=who.trust,
        trust_reason=who.reason,
        automatic=automatic,
        own=own,
        client=who.client,
        contact=who.contact,
    )
    client = firm.client(who.client) if who.client else None
    matter = matter_meant(client, mail.words) if client else None
    return mail.model_copy(update={"matter": matter.key if matter else ""})


def _by_hand(headers: Mapping[str, str], who: Trusted, firm: Firm) -> bool:
    """Whether it came through a list and is no list's: a client's, or of the firm's own address."""
    return who.trust == "verified" or is_own_list(firm, headers.get("list-id", ""))


def document_of(file: GivenFile) -> DocumentRead:
    """The mail as it was read, once for a run that is started and read in one process.

    Raises:
        InputError: it is no mail, or cannot be read.
    """
    return _read(_Named(file.sha256, file.name, file))


@dataclass(frozen=True)
class _Named:
    """Two files are the same when their bytes and names are."""

    sha256: str
    name: str
    file: GivenFile = field(compare=False, repr=False)


@lru_cache(maxsize=2)
def _read(named: _Named) -> DocumentRead:
    guard.check(named.file, named.file.kind)
    return read_document(named.file)


def _message_id(stated: str, file: GivenFile) -> str:
    """The mail's own id; made of its bytes where it has none that can be one."""
    found = next(iter(message_ids(stated)), "")
    usable = 0 < len(found) <= _LONGEST_ID and found.isprintable()
    return found if usable else f"{file.sha256}@{_UNNAMED}"


def _received(stated: str) -> dt.datetime | None:
    """When the topmost server took it in (RFC 5321, section 4.4); `None` where it does not say."""
    _, semicolon, when = stated.rpartition(";")
    try:
        moment = parsedate_to_datetime(when.strip()) if semicolon else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.replace(tzinfo=dt.UTC) if moment and moment.tzinfo is None else moment
