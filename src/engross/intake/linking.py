"""Passages tied to facts: who spoke, who is to act, on which day it was said and is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from engross.intake.deadlines import deadline
from engross.intake.factbook import FactBook
from engross.intake.given import Subject
from engross.intake.notes import Notes
from engross.intake.phrases import phrases, plain
from engross.intake.speakers import Speakers, contact_fact, person_fact
from engross.intake.streams import slug
from engross.records import Fact, Passage, Span


def add_people(book: FactBook, subject: Subject) -> None:
    """Add the registered name of everybody at the firm and of every contact of the client."""
    for number, person in enumerate(subject.firm.people):
        where = subject.register_span(f"people[{number}].name")
        _add_name(book, person_fact(person), person.name, where)
    for contact in subject.client.contacts:
        at = f"{subject.contact_place(contact)}.name" if subject.registered else ""
        if origin := subject.origin("client-contact", at):
            _add_name(book, contact_fact(contact), contact.name, origin)


def linked(
    book: FactBook, notes: Iterable[Notes], passages: Sequence[Passage], subject: Subject
) -> tuple[Passage, ...]:
    """The passages with the facts they rest on, which are added to the book."""
    speakers = Speakers(subject)
    days = _add_days(book, notes, passages)
    return tuple(_linked(book, passage, speakers, days) for passage in passages)


def _linked(
    book: FactBook,
    passage: Passage,
    speakers: Speakers,
    days: dict[tuple[str, dt.date], str],
) -> Passage:
    speaker, owner = speakers.speaker(passage.speaker), speakers.meant(passage.owner)
    side = speaker.side if speaker else ""
    ours = phrases("due", "we").fullmatch(plain(passage.owner)) is not None
    # What the firm's own note says that we shall do, the firm shall do.
    we = side if passage.speaker else "firm"
    due = _add_due(book, passage)
    said_on = days.get((passage.span.source, passage.said_on)) if passage.said_on else None
    return passage.model_copy(
        update={
            "side": side,
            "speaker_fact": speaker.fact if speaker else "",
            "owner_side": owner.side if owner else (we if ours else ""),
            "owner_fact": owner.fact if owner else "",
            "due_fact": due.id if due else "",
            "said_on_fact": said_on or "",
        }
    )


def _add_days(
    book: FactBook, notes: Iterable[Notes], passages: Iterable[Passage]
) -> dict[tuple[str, dt.date], str]:
    """The fact of each day on which something was said, by file and day.

    A day of which nothing may be seen gets none.
    """
    seen = {(p.span.source, p.said_on) for p in passages if p.said_on and not p.withheld}
    facts: dict[tuple[str, dt.date], str] = {}
    for note in notes:
        for day, place in note.days.items():
            if (note.file.sha256, day) not in seen:
                continue
            scope = _free(book, f"source:{slug(note.file.stem)}", day)
            fact = book.add(
                "said-on",
                "register",
                scope,
                day,
                label=note.file.name,
                where=(note.file.span(place),),
            )
            facts[note.file.sha256, day] = fact.id
    return facts


def _free(book: FactBook, scope: str, day: dt.date) -> str:
    """The file's scope; with the day for a second day of it, or of a file of the same name."""
    taken = book.get("said-on", "register", scope)
    return scope if taken is None or taken.value == day else f"{scope}-{day.isoformat()}"


def _add_due(book: FactBook, passage: Passage) -> Fact | None:
    if passage.withheld or not passage.due:
        return None
    day = deadline(passage.due, passage.text, passage.said_on)
    if day is None:
        return None
    return book.add(
        "action-due",
        "register",
        f"passage:{passage.id}",
        day,
        label=passage.due,
        operation="assumed",
        where=(passage.span,),
    )


def _add_name(book: FactBook, identifier: str, name: str, where: Span) -> None:
    measure, period, scope = identifier.split("/")
    book.add(measure, period, scope, name, label=name, where=(where,))
