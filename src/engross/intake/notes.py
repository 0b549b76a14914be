"""Notes of calls and meetings, whatever file they are in, into passages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from engross.errors import InputError
from engross.intake import cues, turns
from engross.intake.blocks import Block, blocks_of_text
from engross.intake.given import GivenFile, Subject
from engross.intake.holding import (
    held_findings,
    names_another,
    without_bare_names,
    without_later,
    without_others,
)
from engross.intake.mails import read_mail
from engross.intake.mishearing import misheard_names
from engross.intake.note_tables import lines_of_tables
from engross.intake.noticed import noticed
from engross.intake.reported import Marks, reported_only
from engross.intake.scoring import scorer
from engross.intake.speakers import Speakers
from engross.intake.transcripts import Spoken, Written, spoken
from engross.intake.written import IN_NAME, Note, read_note
from engross.records import Finding, Passage
from engross.records.ports import Embedding
from engross.sources import apart
from engross.sources.documents import DocumentRead
from engross.sources.texts import decode, one_line
from engross.uk.dates import date_faults, day_in, format_date
from engross.workspace.register import Firm

_TRANSCRIPTS = (".vtt", ".srt")
_DOCUMENTS = (".docx", ".pdf")
_MAIL = ".eml"
_SPOKEN = (".txt", ".docx")
"""Files that may be notes or a transcript."""
_FEWEST_CUES = 2
"""Cues that make a plain text a transcript."""
_BEFORE_CUES = "before the first cue"

LoadedEmbedding = Embedding | Callable[[], Embedding] | None
"""An embedding, or what loads it: slow, so only asked for when there is a transcript."""


@dataclass(frozen=True)
class Notes:
    """One file of notes, read."""

    file: GivenFile
    method: str
    passages: tuple[Passage, ...]
    days: Mapping[dt.date, str]
    """Every day on which something in it was said, and where it gives the day."""
    findings: tuple[Finding, ...] = ()
    holds: str = ""
    """What it holds, in a line: `transcript, 84 turns`, `mail of 3 November 2026`."""
    attachments: tuple[str, ...] = ()
    """The names of the files inside a mail."""
    marks: Marks = field(default_factory=Marks)
    """What it says of its lines beside their words."""


def read_notes(file: GivenFile, subject: Subject, embedding: LoadedEmbedding = None) -> Notes:
    """The file's passages in reading order, without ids yet.

    Raises:
        InputError: it says nothing, or says that it is about another client or matter.
    """
    if file.suffix == _MAIL:
        notes = _read_mail(file, subject)
    elif file.suffix in _TRANSCRIPTS:
        text, encoding = decode(file)
        notes = _read_cues(file, subject, embedding, text, encoding)
    else:
        notes = _read_document(file, subject, embedding)
    if not notes.passages:
        raise _without_words(file, notes)
    timely = without_later(notes.passages, subject)
    passages = reported_only(timely, notes.marks, subject)
    held = held_findings(passages, subject)
    misheard = misheard_names(passages, subject)
    return replace(notes, passages=passages, findings=(*notes.findings, *held, *misheard))


def _read_mail(file: GivenFile, subject: Subject) -> Notes:
    document = apart.read_document(file)
    mail = read_mail(file, document, subject, _day_of_name(file))
    _check_whose(file, mail.note, subject)
    return Notes(
        file,
        document.method,
        without_others(mail.passages, subject),
        mail.days,
        tuple(mail.findings),
        holds=_mail_of(document.sent),
        attachments=tuple(each.name for each in document.attachments),
    )


def _read_cues(
    file: GivenFile, subject: Subject, embedding: LoadedEmbedding, text: str, encoding: str
) -> Notes:
    found = cues.read_cues(text)
    if not found:
        raise InputError(
            file.name,
            "it has no line such as “00:00:01.000 --> 00:00:04.000”, so it is no transcript.",
            remedy="Export the transcript again, or save plain notes as .txt.",
        )
    conversation = Spoken(cues.header(text), tuple(found))
    return _read_spoken(file, subject, embedding, conversation, encoding)


def _read_spoken(
    file: GivenFile, subject: Subject, embedding: LoadedEmbedding, found: Spoken, method: str
) -> Notes:
    in_header = day_in(found.header)
    said_on = in_header or _day_of_name(file)
    taken = turns.turns(found.cues)
    sounds = scorer(embedding() if callable(embedding) else embedding)
    said = turns.passages(taken, file, Speakers(subject), said_on, sounds)
    days = {said_on: _BEFORE_CUES if in_header else IN_NAME} if said_on else {}
    return Notes(
        file,
        f"transcript, {method}",
        without_others(said, subject),
        days,
        holds=f"transcript, {len(taken)} turns",
    )


def _read_document(file: GivenFile, subject: Subject, embedding: LoadedEmbedding) -> Notes:
    """Notes as people write them, or a transcript that was saved as a text or a Word file."""
    if file.suffix in _DOCUMENTS:
        document = apart.read_document(file)
        lines = [
            Written(line, block.place)
            for block in document.blocks
            for line in block.text.split("\n")
        ]
        blocks, method = list(_blocks_of(document)), document.method
        findings = list(noticed(file, document.remarks))
    else:
        text, encoding = decode(file)
        if file.suffix in _SPOKEN and len(cues.read_cues(text)) >= _FEWEST_CUES:
            return _read_cues(file, subject, embedding, text, encoding)
        each = enumerate(text.split("\n"), start=1)
        lines = [Written(line, f"line {number}") for number, line in each]
        blocks, method = list(blocks_of_text(text)), f"text, {encoding}"
        findings = []
    known = Speakers(subject)
    found = spoken(lines, lambda name: bool(known.side(name))) if file.suffix in _SPOKEN else None
    if found:
        return _read_spoken(file, subject, embedding, found, method)
    note = read_note(blocks, file, known, _day_of_name(file))
    _check_whose(file, note, subject)
    passages = without_others(without_bare_names(note.passages, subject), subject)
    findings += _date_findings(file, note)
    marks = Marks(frozenset(note.told), frozenset(note.labelled), note.people)
    return Notes(file, method, passages, note.days, tuple(findings), holds="notes", marks=marks)


def _blocks_of(document: DocumentRead) -> Iterator[Block]:
    blocks = (
        Block(one_line(block.text), block.place, level=block.level, indent=block.indent)
        for block in document.blocks
    )
    return lines_of_tables(blocks)


def _without_words(file: GivenFile, notes: Notes) -> InputError:
    if notes.attachments:
        return InputError(
            file.name,
            f"the mail says nothing; it holds {', '.join(notes.attachments)}.",
            remedy="Give the file that matters as an input of its own, such as "
            f"{file.role}={file.name}#{notes.attachments[0]}.",
        )
    return InputError(
        file.name, "no words were found in it.", remedy="Give the notes, or the transcript."
    )


def _mail_of(sent: dt.datetime | None) -> str:
    return f"mail of {format_date(sent.date())}" if sent else "mail without a day"


def _check_whose(file: GivenFile, note: Note, subject: Subject) -> None:
    """The wall: notes that say they are another client's are not read for this one."""
    for name in ("client", "matter", "matter reference", "reference", "our ref", "our reference"):
        if stated := note.headers.get(name):
            owner = _registered(subject.firm, stated)
            stranger = stated.strip().casefold() in subject.strangers
            if stranger or (owner and owner not in _own_names(subject)):
                raise InputError(
                    file.name,
                    f"the note says “{name.capitalize()}: {stated}”, which is not "
                    f"{subject.client.name}, matter {subject.matter.reference}.",
                    place=note.header_places[name],
                    remedy="Give the notes of this matter, or correct the line.",
                )
    for title, place in note.titles:
        ours = subject.client.name.casefold() in title.casefold()
        if not ours and names_another(title, subject):
            raise InputError(
                file.name,
                "the note's title names another client of the firm, not "
                f"{subject.client.name}, matter {subject.matter.reference}.",
                place=place,
                remedy="Give the notes of this matter, or correct the title.",
            )


def _own_names(subject: Subject) -> set[str]:
    return {subject.client.key, f"{subject.client.key}/{subject.matter.key}"}


def _registered(firm: Firm, stated: str) -> str:
    """The key of the client or matter that a header names; empty when firm.yaml has none."""
    if client := firm.client(stated):
        return client.key
    wanted = stated.strip().casefold()
    for client in firm.clients:
        for matter in client.matters:
            codes = (matter.reference, *matter.names_in_records)
            if wanted in {code.casefold() for code in codes}:
                return f"{client.key}/{matter.key}"
    return ""


def _date_findings(file: GivenFile, note: Note) -> Iterator[Finding]:
    stated = note.headers.get("date")
    if stated is None:
        return
    problems = [f"cannot be right: {fault.message}" for fault in date_faults(stated)]
    if not problems and day_in(stated) is None:
        problems = [f"“{stated}” is not a whole date with its year"]
    for problem in problems:
        yield Finding(
            rule="dates-valid",
            severity="warn",
            place=f"{file.name}, {note.header_places['date']}",
            message=f"The note's date {problem}.",
            suggestion="Correct the date in the note; the report gives dates from it.",
        )


def _day_of_name(file: GivenFile) -> dt.date | None:
    """The date in a file's name: `2026-10-07 call.vtt`."""
    return day_in(re.sub(r"_", " ", file.stem))
