"""A mail into passages: the newest message sorted by its words, the rest kept apart.

A mail has no headings, so its sentences are sorted as on a call: what a client asks in it is an
instruction, what somebody else asks an action for whoever is named. What it quotes is withheld,
one click away; what it passes on is somebody else's words; a mail within the firm is nobody's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import PurePath
from typing import Protocol

from engross.intake.blocks import HEADER_LINE, Block, unmarked
from engross.intake.classing import BACKGROUND, SHORTEST, Classed, class_spoken, class_written
from engross.intake.correspondents import Correspondents, Sender
from engross.intake.given import GivenFile, Subject
from engross.intake.mail_pieces import (
    WHOLE,
    heading,
    is_closing,
    kept_back,
    part_of,
    pieces,
    unclear_places,
)
from engross.intake.noticed import noticed
from engross.intake.phrases import phrases, plain
from engross.intake.sentences import LONGEST, sentences
from engross.intake.speakers import Speakers
from engross.intake.withholding import MARKED, reason_to_withhold_spoken, reason_to_withhold_written
from engross.intake.written import Note
from engross.records import Finding, Passage
from engross.records.evidence import QUOTED
from engross.sources.documents import Attachment, BlockRead, DocumentRead
from engross.sources.guard import READABLE
from engross.uk.dates import day_in

WITHIN_FIRM = "a mail that the client was not sent"
"""Why the firm's own mails are withheld whole."""
_WALL = ("client", "matter", "matter reference", "reference", "our ref", "our reference")


@dataclass
class Mail:
    """A mail, read."""

    note: Note = field(default_factory=Note)
    """Its subject and what it states about whose it is, for the wall between clients."""
    passages: list[Passage] = field(default_factory=list)
    days: dict[dt.date, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class _Part:
    """A message: the mail's own, or one that it passes on."""

    author: Sender
    said_on: dt.date | None
    blocks: Sequence[BlockRead]


class Judge(Protocol):
    """Says whose a mail is."""

    def check(self, file: GivenFile, headers: Mapping[str, str]) -> None:
        """Nothing, unless the mail may not be read for this client."""
        ...

    def sender(self, file: GivenFile, stated: str) -> Sender:
        """Who wrote what `From:` states, of the mail or of one that it passes on."""
        ...

    def is_within_firm(self, headers: Mapping[str, str], sender: Sender) -> bool:
        """Whether nobody of the client was sent it."""
        ...


def read_mail(
    file: GivenFile,
    document: DocumentRead,
    subject: Subject,
    in_name: dt.date | None,
    judge: Judge | None = None,
) -> Mail:
    """The mail's passages, without ids yet; `in_name` is the day in the file's name.

    Whose it is, the register's addresses say, unless a `judge` is given.

    Raises:
        InputError: it is to or from another client.
    """
    return _Reader(file, document, subject, in_name, judge or Correspondents(subject)).read()


def attachment(document: DocumentRead, name: str) -> Attachment | None:
    """The file of that name inside a mail, whatever its capitals; `None` when it has none."""
    wanted = name.strip().casefold()
    return next((each for each in document.attachments if each.name.casefold() == wanted), None)


class _Reader:
    def __init__(
        self,
        file: GivenFile,
        document: DocumentRead,
        subject: Subject,
        in_name: dt.date | None,
        judge: Judge,
    ) -> None:
        self._file = file
        self._document = document
        self._correspondents = judge
        self._speakers = Speakers(subject)
        self._day = document.sent.date() if document.sent else in_name
        self._mail = Mail()
        self._unclear = unclear_places(document)

    def read(self) -> Mail:
        headers = self._document.headers
        self._correspondents.check(self._file, headers)
        sender = self._correspondents.sender(self._file, headers.get("from", ""))
        within = self._correspondents.is_within_firm(headers, sender)
        self._about(sender)
        for place, blocks in groupby(self._document.blocks, part_of):
            self._add(self._part(place, list(blocks), sender), within=within)
        return self._mail

    def _about(self, sender: Sender) -> None:
        """What the mail says about itself, and what a person should know."""
        if subject := self._document.headers.get("subject", ""):
            self._mail.note.titles.append((subject, "subject"))
        if self._day:
            in_mail = self._document.sent is not None
            self._mail.days[self._day] = "date" if in_mail else "the file's name"
        found = self._mail.findings
        found += noticed(self._file, self._document.remarks)
        found += [sender.finding] if sender.finding else []
        found += _without_day(self._file) if self._day is None else []
        found += offered(self._file, self._document.attachments)

    def _part(self, place: str, blocks: Sequence[BlockRead], sender: Sender) -> _Part:
        if place == WHOLE:
            return _Part(sender, self._day, blocks)
        stated = {match["name"]: block.text for block in blocks if (match := heading(block))}
        author = self._correspondents.sender(self._file, _value(stated.get("from", "")))
        if not sender.side:
            # What a stranger passes on may be made up, whoever it says that it is from.
            author = Sender("", "")
        words = [block for block in blocks if not heading(block)]
        return _Part(author, day_in(_value(stated.get("date", ""))), words)

    def _add(self, part: _Part, *, within: bool) -> None:
        closing = False
        for block in part.blocks:
            own = not block.quoted and block.place not in self._unclear
            if own:
                self._state(block)
            for piece in pieces(block):
                if own:
                    closing = is_closing(piece.text, closing=closing)
                back = kept_back(piece.text, own=own, closing=closing)
                self._passages(part, piece, back, within=within)

    def _state(self, block: BlockRead) -> None:
        """Note lines such as `Our ref: WRA001`, which say whose the mail is."""
        for line in block.text.split("\n"):
            match = HEADER_LINE.match(line.strip())
            name = match[1].strip().lower() if match else ""
            if match and name in _WALL:
                self._mail.note.headers.setdefault(name, unmarked(match[2]))
                self._mail.note.header_places.setdefault(name, block.place)

    def _passages(self, part: _Part, piece: Block, back: str, *, within: bool) -> None:
        text = unmarked(piece.text)
        side = part.author.side
        reason = reason_to_keep(text, part.author) or (WITHIN_FIRM if within else back)
        for words, classed in sorted_words(text, part.author, sorts=not back):
            self._mail.passages.append(
                Passage(
                    id="",
                    text=words,
                    kind=classed.kind,
                    speaker="" if back == QUOTED else part.author.name,
                    owner=classed.owner,
                    due=classed.due,
                    said_on=None if back == QUOTED else part.said_on,
                    span=self._file.span(piece.place),
                    tier="client" if side and back != QUOTED else "third-party",
                    withheld=reason,
                )
            )


def offered(file: GivenFile, attachments: Iterable[Attachment]) -> Iterator[Finding]:
    """A finding that lists the files in a mail that could be given as inputs of their own."""
    endings = {ending for kind in READABLE.values() for ending in kind}
    names = [each.name for each in attachments]
    readable = [name for name in names if PurePath(name).suffix.lower() in endings]
    if not names:
        return
    one = len(names) == 1
    listed = ", ".join(f"“{name}”" for name in names)
    example = f"{file.role}={file.name}#{readable[0]}" if readable else ""
    yield Finding(
        rule="attachment-offered",
        severity="note",
        place=file.name,
        message=f"The mail holds {'a file' if one else f'{len(names)} files'} that "
        f"{'was' if one else 'were'} not read: {listed}.",
        suggestion=f"To use one, give it as an input of its own, such as {example}."
        if readable
        else "None of them is of a kind that can be given as an input.",
    )


def _value(line: str) -> str:
    """What a header line says: `Von: Ruth` says `Ruth`."""
    return line.partition(":")[2].strip()


def reason_to_keep(text: str, author: Sender) -> str:
    """Why nobody but the firm's people may see the paragraph; empty when anybody concerned may."""
    if reason := reason_to_withhold_spoken(text, author.side):
        return reason
    if author.side != "client":
        return reason_to_withhold_written(text)
    return MARKED if phrases("withhold", "kept").search(plain(text)) else ""


def sorted_words(text: str, author: Sender, *, sorts: bool) -> Iterator[tuple[str, Classed]]:
    """Each sentence that does something; what stands between joined while it is short enough."""
    waiting = ""
    for sentence in sentences(text):
        classed = _classed(sentence.text, author) if sorts else BACKGROUND
        quiet = classed == BACKGROUND
        if waiting and not (quiet and len(waiting) + len(sentence.text) <= LONGEST):
            yield waiting, BACKGROUND
            waiting = ""
        if quiet:
            waiting = f"{waiting} {sentence.text}".strip()
        else:
            yield sentence.text, classed
    if waiting:
        yield waiting, BACKGROUND


def _classed(sentence: str, author: Sender) -> Classed:
    """What the sentence does; a question that nobody interrupts counts however short it is."""
    mark = phrases("mails", "postscript").match(plain(sentence))
    words = sentence[mark.end() :].lstrip(" :,-") if mark else sentence
    classed = class_spoken(words, speaker=author.name, by_client=author.side == "client")
    asks = class_written(words).kind == "question" and len(words.split()) >= SHORTEST
    chat = phrases("spoken", "chat").search(plain(words))
    return Classed("question") if classed == BACKGROUND and asks and not chat else classed


def _without_day(file: GivenFile) -> Iterator[Finding]:
    yield Finding(
        rule="dates-valid",
        severity="warn",
        place=f"{file.name}, date",
        message="The mail does not say on which day it was sent, or not in a way that is known.",
        suggestion="Begin the file's name with the day: 2026-10-07 mail.eml.",
    )
