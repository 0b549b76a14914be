"""The mails that wait for a person: time limits of the law first, then by who sees to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from engross.pipeline.services import Services
from engross.pipeline.triaging import mail_of, routing_of
from engross.records import Clock, IncomingMail, Record, Routing, Run
from engross.triage.signs import signs_of
from engross.uk.dates import uk_day

_CLOSED: Final = "closed"
_ENDED: Final = frozenset({"routed", "abstained"})


class MailTold(Record):
    """A run about a mail, in words for people."""

    run: str
    state: str
    reason: str
    """Why nothing is drafted; empty while there is something, or may be."""
    sender: str
    """The client's name; `stranger` or `unverified sender` for anybody else."""
    subject: str
    received: dt.date | None
    intent: str
    """What it wants, as the firm calls that; empty where nothing could tell."""
    urgency: str
    handler: str
    """E-mail address of whoever sees to it; empty for nobody."""
    handler_name: str
    waits: bool = False
    """Whether it waits for a person; what a program sent, or the firm itself, never does."""
    clock: str = ""
    """The next time limit of the law: what is to be done by then."""
    due: dt.date | None = None
    overdue: bool = False
    lines: tuple[str, ...] = ()
    """What its newest message says, while it waits."""
    raised: tuple[str, ...] = ()
    """Why it must go to a person, with the words that say so; empty where one kind is quiet."""


def waiting(services: Services, *, handler: str = "") -> tuple[MailTold, ...]:
    """What waits for a person: the next time limit first, then by handler, the most urgent first.

    What a program sent, or the firm itself, waits for nobody.
    """
    told = [
        (each, routing)
        for run in services.runs.list()
        if run.state in _ENDED and run.message and (routing := routing_of(services, run))
        if (each := _told(services, run, routing)).waits
        and handler.casefold() in {"", each.handler.casefold()}
    ]
    return tuple(each for each, _ in sorted(told, key=lambda pair: _order(*pair)))


def told_of(services: Services, run: Run) -> MailTold | None:
    """The run about a mail in words; `None` for a run about no mail."""
    return _told(services, run, routing_of(services, run)) if run.message else None


def sender_of(services: Services, run: Run) -> str:
    """The client that sent the run's mail, for people; `stranger` for nobody's."""
    mail = mail_of(services, run)
    client = services.workspace.firm.client(mail.client) if mail.client else None
    if client:
        return client.name
    return "stranger" if mail.trust == "stranger" else "unverified sender"


def _told(services: Services, run: Run, routing: Routing | None) -> MailTold:
    mail = mail_of(services, run)
    said = routing or Routing()
    person = services.workspace.firm.person(said.handler) if said.handler else None
    clock = _next(said.clocks)
    waits = run.state in _ENDED and not run.superseded_by and said.outcome != _CLOSED
    return MailTold(
        run=run.id,
        state=run.state,
        reason=run.reason,
        sender=sender_of(services, run),
        subject=mail.subject,
        received=_day(mail),
        intent=_title(services, said.intent),
        urgency=said.urgency,
        handler=said.handler,
        handler_name=person.name if person else said.handler,
        waits=waits,
        clock=clock.name if clock else "",
        due=clock.due if clock else None,
        overdue=clock is not None and clock.due < uk_day(services.now()),
        lines=tuple(line.text for line in mail.lines) if waits else (),
        raised=_raised(said) if waits else (),
    )


def _raised(routing: Routing) -> tuple[str, ...]:
    """Each kind by its title, with the words it was noticed by; nothing as soon as one is quiet."""
    signs = [signs_of(each.kind) for each in routing.escalations]
    if any(each.quiet for each in signs):
        return ()
    return tuple(
        f"{sign.title}: “{each.words}” ({each.place})"
        for sign, each in zip(signs, routing.escalations, strict=True)
    )


def _next(clocks: Sequence[Clock]) -> Clock | None:
    return min(clocks, key=lambda clock: clock.due, default=None)


def _day(mail: IncomingMail) -> dt.date | None:
    return uk_day(mail.received) if mail.received else None


def _title(services: Services, intent: str) -> str:
    """What the firm calls the intent; its key once the firm has it no more."""
    files = services.workspace.triage
    known = files.intents.get(intent) if files else None
    return known.title if known else intent


def _order(told: MailTold, routing: Routing) -> tuple[dt.date, str, int, dt.date, str]:
    """A time limit of the law is anybody's business: whoever sees to it, it heads the list."""
    urgency = ("today", "soon", "normal").index(routing.urgency)
    never = dt.date.max
    return (told.due or never, told.handler_name, urgency, told.received or never, told.run)
