"""What a welcome letter tells and asks: the first steps with their days, and what we need."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from engross.intake.factbook import FactBook
from engross.intake.forms.needing import Lack
from engross.intake.forms.told import Told
from engross.intake.given import Subject
from engross.intake.streams import slug
from engross.records import Span
from engross.uk.periods import FORM
from engross.uk.working_days import working_days_after
from engross.workspace.welcome import FirstStep


def add_welcome(book: FactBook, subject: Subject, told: Told, lacks: Sequence[Lack]) -> None:
    """Add the facts of the letter's tables, scopes `step:...` and `need:...`."""
    for number, step in enumerate(subject.firm.welcome.steps):
        _add_step(book, subject, number, step)
    for key, text, day, where in sorted(_needs(subject, told, lacks), key=lambda need: need[2]):
        scope = f"need:{key}"
        book.add("need", FORM, scope, text, label=text, where=where)
        book.add("need-by", FORM, scope, day, label=text, operation="assumed", where=where)


def _add_step(book: FactBook, subject: Subject, number: int, step: FirstStep) -> None:
    where = (subject.register_span(f"welcome.steps[{number}]"),)
    scope = f"step:{step.key}"
    book.add("step", FORM, scope, step.step, label=step.step, where=where)
    if who := _who(subject, step):
        book.add("step-who", FORM, scope, who, label=step.step, where=where)
    day = working_days_after(subject.as_at, step.within)
    book.add("step-by", FORM, scope, day, label=step.step, operation="assumed", where=where)


def _who(subject: Subject, step: FirstStep) -> str:
    if step.who == "client":
        return "You"
    email = subject.matter.partner if step.who == "partner" else subject.matter.manager
    person = subject.firm.person(email) if email else None
    return person.name if person else ""


def _needs(
    subject: Subject, told: Told, lacks: Sequence[Lack]
) -> Iterator[tuple[str, str, dt.date, tuple[Span, ...]]]:
    """What the client is asked for: papers by its type, then what the form left open."""
    welcome = subject.firm.welcome
    for number, paper in enumerate(welcome.papers):
        if "all" in paper.of or told.kind in paper.of:
            day = working_days_after(subject.as_at, paper.within)
            yield paper.key, paper.paper, day, (subject.register_span(f"welcome.papers[{number}]"),)
    day = working_days_after(subject.as_at, welcome.answers_within)
    for lack in lacks:
        if lack.ask:
            yield f"answer-{slug(lack.key)}", lack.ask, day, (told.entry.place,)
