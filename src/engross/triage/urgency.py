"""How soon somebody must see to a mail, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from engross.records import Clock, Escalation, EscalationKind, IncomingMail, Urgency
from engross.triage.asking import asks
from engross.triage.days import DaySaid, days_said, working_days_until
from engross.triage.phrases import phrases
from engross.triage.said import Said, paragraphs, said_in, shown
from engross.triage.sentences import sentences

_AT_ONCE: Final[frozenset[EscalationKind]] = frozenset(
    {"threat", "vulnerability", "data-breach", "deadline-near", "bank-details", "press"}
)
"""Kinds in which a day may do harm."""
_SOON: Final = 2
"""Working days."""


class HowSoon(NamedTuple):
    """How soon, and why."""

    urgency: Urgency
    reason: str
    """For people; empty for what is not urgent."""


def urgency_of(
    mail: IncomingMail,
    escalations: Sequence[Escalation],
    clocks: Sequence[Clock],
    received: dt.date,
) -> HowSoon:
    """How soon the mail wants seeing to.

    The reason never names a kind of escalation; the words of the mail that show haste may stand
    in it.
    """
    if any(each.kind in _AT_ONCE for each in escalations):
        return HowSoon("today", "A day may matter.")
    if any(working_days_until(clock.due, received) <= _SOON for clock in clocks):
        return HowSoon("today", "A time limit of the law runs out within two working days.")
    wanted = _wanted(said_in(mail), received)
    if wanted and wanted[0].urgency == "today":
        return wanted[0]
    if clocks:
        return HowSoon("soon", "A time limit of the law has begun.")
    if escalations:
        return HowSoon("soon", "A person must see to it.")
    return wanted[0] if wanted else HowSoon("normal", "")


def _wanted(parts: Iterable[Said], received: dt.date) -> list[HowSoon]:
    """What the sender's own words say, the most urgent first."""
    found = [
        each
        for part in parts
        for paragraph, _ in paragraphs(part)
        for sentence in sentences(paragraph)
        for each in _in_sentence(sentence, received)
    ]
    return sorted(found, key=lambda each: each.urgency != "today")


def _in_sentence(sentence: str, received: dt.date) -> Iterable[HowSoon]:
    left = phrases("urgency", "not_now").sub("", sentence)
    if found := phrases("urgency", "now").search(left):
        yield HowSoon("today", f"The sender writes “{shown(found.group())}”.")
    for wanted in phrases("urgency", "wanted_by").finditer(left) if asks(sentence) else ():
        for said in days_said(left[wanted.end() :], received):
            yield from _by_day(said, received)


def _by_day(said: DaySaid, received: dt.date) -> Iterable[HowSoon]:
    if said.day < received:
        return
    reason = f"The sender writes “{shown(said.words)}”."
    days = working_days_until(said.day, received)
    if said.day == received:
        yield HowSoon("today", reason)
    elif days <= _SOON:
        yield HowSoon("soon", reason)
