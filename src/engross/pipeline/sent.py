"""What was really sent in answer: mails of the sent folder, each beside the draft it came from."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from email import utils
from email.message import Message
from typing import Final, Literal, NamedTuple

from engross.errors import InputError
from engross.pipeline import names
from engross.pipeline.drafts import reply_of
from engross.pipeline.letters import Letter, letters
from engross.pipeline.services import Services
from engross.records import IncomingMail, Run, SentReply
from engross.rendering.mail_file import MARK
from engross.sources import guard
from engross.sources.apart import read_document
from engross.sources.file import SourceFile
from engross.sources.readers.mail.headers import header_of, sent_on, taken_apart

_WORD: Final = re.compile(r"\w+(?:['\N{RIGHT SINGLE QUOTATION MARK}.,/-]\w+)*")
_HEAD_ENDS: Final = re.compile(rb"\r?\n\r?\n|\r\r")
_IDS: Final = re.compile(r"<([^<>\s]+)>")
_LONGEST_HEAD: Final = 1_000_000
_DIGITS: Final = 4

How = Literal["known already", "sent", "sent by hand"]
"""`known already` was imported before; `sent by hand` answers a mail for which nothing was drafted,
so there is nothing to compare it with."""


class Answered(NamedTuple):
    """A sent mail that answers the mail of a run."""

    place: str
    """Where it lies in the sent folder."""
    run: Run
    how: How
    reply: SentReply | None = None
    """`None` for one that was sent by hand."""


class Imported(NamedTuple):
    """What an import came to."""

    looked_at: int
    answered: tuple[Answered, ...]
    """In the folder's order; the other mails answer none of ours."""
    unread: tuple[str, ...] = ()
    """Mails that should have been read and could not be, each with why."""


class _Head(NamedTuple):
    """What the header lines of a sent mail say."""

    message_id: str
    mark: str
    answers: frozenset[str]
    to: frozenset[str]
    sent: dt.datetime | None


def import_sent(services: Services, where: str, since: dt.date | None = None) -> Imported:
    """Compare the sent mails that came of our drafts with them, and keep how alike they are.

    A sent mail is known by the mark that its draft had; else it answers the mail of a run and goes
    to whom that was from. Of several, the first that is found stays. Only figures are kept of it.

    Raises:
        InputError: there is no such file or folder, or it is no mailbox.
        UsageError: a folder of a mailbox is named and no mailbox is set.
        MailboxError: the mail server does not answer, refuses, or has no such folder.
    """
    runs = _Runs(services)
    answered: list[Answered] = []
    unread: list[str] = []
    number = 0
    for number, letter in enumerate(letters(services, where, since), start=1):  # noqa: B007 - the last number is how many were looked at
        try:
            answered += _answered(services, runs, letter)
        except InputError as error:
            unread.append(f"{letter.place}: {error}")
    return Imported(number, tuple(answered), tuple(unread))


def sent_of(services: Services, run: str) -> SentReply | None:
    """What is kept of the mail that was sent for the run; `None` while none was imported."""
    if not services.records.has(run, names.SENT):
        return None
    return services.records.load(run, names.SENT, SentReply)


def all_sent(services: Services) -> Sequence[tuple[Run, SentReply]]:
    """Every run whose sent mail was imported, newest first."""
    pairs = ((run, sent_of(services, run.id)) for run in services.runs.list())
    return [(run, sent) for run, sent in pairs if sent is not None]


def similarity(drafted: Sequence[str], sent: Sequence[str]) -> float:
    """How alike two texts are, word by word: 1 for the same, 0 for nothing in common.

    Twice the words that stand in both in the same order, over the words of both (Ratcliff and
    Obershelp's measure, as difflib computes it).
    """
    if not (drafted or sent):
        return 1.0
    return round(SequenceMatcher(None, drafted, sent, autojunk=False).ratio(), _DIGITS)


def words_of(mail: bytes) -> list[str]:
    """The words of a mail's newest message, in small letters, without what it quotes.

    Raises:
        InputError: it cannot be read.
    """
    file = SourceFile("sent.eml", mail)
    guard.check(file, "mail")
    blocks = read_document(file).blocks
    return [
        word
        for block in blocks
        if not block.quoted
        for word in _WORD.findall(
            block.text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
        )
    ]


class _Runs:
    """The runs that a sent mail may answer."""

    def __init__(self, services: Services) -> None:
        self._services = services
        runs = [run for run in services.runs.list() if run.message or reply_of(services, run)]
        self.by_id = {run.id: run for run in runs}
        self._by_message: dict[str, list[Run]] = {}
        for run in runs:
            if run.message:
                self._by_message.setdefault(run.message, []).append(run)

    def answered_by(self, head: _Head) -> Run | None:
        """The run whose mail it answers; of several the one that stands and has a draft."""
        if marked := self.by_id.get(head.mark):
            return marked
        found = [
            run
            for message in sorted(head.answers)
            for run in self._by_message.get(message, ())
            if self._sender(run) in head.to
        ]
        drafted = [run for run in found if reply_of(self._services, run)]
        standing = [run for run in drafted if not run.superseded_by]
        return next(iter((*standing, *drafted, *found)), None)

    def _sender(self, run: Run) -> str:
        if not self._services.records.has(run.id, names.MAIL):
            return ""
        return self._services.records.load(run.id, names.MAIL, IncomingMail).from_address.lower()


def _answered(services: Services, runs: _Runs, letter: Letter) -> Iterator[Answered]:
    head = _head(letter.data)
    if not head.message_id and head.mark in runs.by_id:
        raise InputError(
            letter.name,
            f"it is the draft of {head.mark} and has no Message-ID, which every sent mail has.",
            remedy="Import the mail from the sent folder, not a copy of the draft.",
        )
    run = runs.answered_by(head) if head.message_id else None  # a draft has none yet
    if run is None:
        return
    kept = sent_of(services, run.id)
    if kept:
        yield Answered(letter.place, run, "known already", kept)
        return
    draft = reply_of(services, run)
    if draft is None:
        yield Answered(letter.place, run, "sent by hand")
        return
    drafted, sent = words_of(services.documents.get(draft.sha256)), words_of(letter.data)
    reply = SentReply(
        message_id=head.message_id,
        sent=head.sent,
        similarity=similarity(drafted, sent),
        words_drafted=len(drafted),
        words_sent=len(sent),
    )
    _keep(services, run, reply)
    yield Answered(letter.place, run, "sent", reply)


def _keep(services: Services, run: Run, reply: SentReply) -> None:
    with services.together():
        services.records.save(run.id, names.SENT, reply)
        services.ledger.record(
            "sent-imported",
            run=run.id,
            actor="engross",
            subject=f"{reply.similarity:.0%} alike",
            payload=reply.model_dump(mode="json"),
        )


def _head(mail: bytes) -> _Head:
    beginning = mail[:_LONGEST_HEAD]
    end = _HEAD_ENDS.search(beginning)
    head = taken_apart(beginning[: end.end()] if end else beginning)
    return _Head(
        message_id=next(iter(_ids(head, "message-id")), ""),
        mark=header_of(head, MARK.lower()).strip(),
        answers=frozenset((*_ids(head, "in-reply-to"), *_ids(head, "references"))),
        to=frozenset(
            address.lower()
            for name in ("to", "cc")
            for _, address in utils.getaddresses([header_of(head, name)])
        ),
        sent=sent_on(head),
    )


def _ids(head: Message, name: str) -> list[str]:
    return _IDS.findall(header_of(head, name))
