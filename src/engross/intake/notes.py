"""Notes of calls and meetings, whatever file they are in, into passages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

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
from engross.intake.mishearing import misheard_names
from engross.intake.scoring import scorer
from engross.intake.speakers import Speakers
from engross.intake.written import IN_NAME, Note, read_note
from engross.records import Finding, Passage
from engross.records.ports import Embedding
from engross.sources.texts import clean, decode, one_line
from engross.uk.dates import date_faults, day_in
from engross.workspace.register import Firm

_TRANSCRIPTS = (".vtt", ".srt")
_HEADING_STYLE = re.compile(r"(?:heading|title|überschrift)\s*([1-9])?", re.IGNORECASE)
_LIST_STYLE = re.compile(r"list", re.IGNORECASE)
_ELSEWHERE = ("header", "footer")
_BEFORE_CUES = "before the first cue"


@dataclass(frozen=True)
class Notes:
    """One file of notes, read."""

    file: GivenFile
    method: str
    passages: tuple[Passage, ...]
    days: Mapping[dt.date, str]
    """Every day on which something in it was said, and where it gives the day."""
    findings: tuple[Finding, ...] = ()


def read_notes(file: GivenFile, subject: Subject, embedding: Embedding | None = None) -> Notes:
    """The file's passages in reading order, without ids yet.

    Raises:
        InputError: it says nothing, or says that it is about another client or matter.
    """
    if file.suffix in _TRANSCRIPTS:
        notes = _read_transcript(file, subject, embedding)
    else:
        notes = _read_written(file, subject)
    if not notes.passages:
        raise InputError(
            file.name, "no words were found in it.", remedy="Give the notes, or the transcript."
        )
    passages = without_later(notes.passages, subject)
    held = held_findings(passages, subject)
    misheard = misheard_names(passages, Speakers(subject))
    return replace(notes, passages=passages, findings=(*notes.findings, *held, *misheard))


def _read_transcript(file: GivenFile, subject: Subject, embedding: Embedding | None) -> Notes:
    text, encoding = decode(file)
    found = cues.read_cues(text)
    if not found:
        raise InputError(
            file.name,
            "it has no line such as “00:00:01.000 --> 00:00:04.000”, so it is no transcript.",
            remedy="Export the transcript again, or save plain notes as .txt.",
        )
    in_header = day_in(cues.header(text))
    said_on = in_header or _day_of_name(file)
    speakers = Speakers(subject)
    said = turns.passages(turns.turns(found), file, speakers, said_on, scorer(embedding))
    passages = without_others(said, subject)
    where = _BEFORE_CUES if in_header else IN_NAME
    days = {said_on: where} if said_on else {}
    return Notes(file, f"transcript, {encoding}", passages, days)


def _read_written(file: GivenFile, subject: Subject) -> Notes:
    if file.suffix == ".docx":
        blocks, method = _blocks_of_word(file), "Word, every change accepted"
    else:
        text, encoding = decode(file)
        blocks, method = blocks_of_text(text), f"text, {encoding}"
    note = read_note(blocks, file, Speakers(subject), _day_of_name(file))
    _check_whose(file, note, subject)
    passages = without_others(without_bare_names(note.passages, subject), subject)
    return Notes(file, method, passages, note.days, tuple(_date_findings(file, note)))


def _blocks_of_word(file: GivenFile) -> Iterator[Block]:
    from engross.ooxml.text import read_text  # noqa: PLC0415 - lxml is slow to import

    for block in read_text(file.data, file.name):
        if block.place.startswith(_ELSEWHERE):
            continue
        heading = _HEADING_STYLE.match(block.style)
        listed = _LIST_STYLE.search(block.style) is not None
        yield Block(
            one_line(clean(block.text)),
            block.place,
            level=int(heading[1] or 1) if heading else 0,
            indent=0 if listed else None,
        )


def _check_whose(file: GivenFile, note: Note, subject: Subject) -> None:
    """The wall: notes that say they are another client's are not read for this one."""
    for name in ("client", "matter", "matter reference", "reference", "our ref", "our reference"):
        if stated := note.headers.get(name):
            owner = _registered(subject.firm, stated)
            if owner and owner not in _own_names(subject):
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
