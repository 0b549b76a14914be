"""What triage makes of a mail: what it wants, how soon, and who must see to it."""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal

from pydantic import Field

from engross.records.base import Record

Urgency = Literal["today", "soon", "normal"]
"""`today`: a day or an hour is at stake; `soon`: within two working days; `normal`."""

EscalationKind = Literal[
    "complaint",
    "claim",
    "data-request",
    "data-complaint",
    "data-breach",
    "bank-details",
    "regulator",
    "deadline-near",
    "vulnerability",
    "threat",
    "press",
    "conflict",
    "source-of-funds",
    "improper-request",
    "termination",
    "third-party-secret",
]
"""What always goes to a person and gets no answer drafted (docs/explanation/triage.md). The set is
the engine's: a firm may add words by which one is known, and never take a kind away."""

DecidedBy = Literal["rules", "examples", "model", "nobody"]
"""What settled the intent: the firm's rules, the head trained from its examples, a model, or it was
left open."""


class AskedInMail(Record):
    """Something that the sender asks or asks for."""

    text: str
    """In the sender's words."""
    place: str
    """Where it stands in the mail."""


class Escalation(Record):
    """A reason why a person must see to the mail."""

    kind: EscalationKind
    place: str
    """Where in the mail it was noticed; `subject` or `message, line 3`."""
    words: str
    """The words that it was noticed by, as the mail has them."""


class Clock(Record):
    """A time limit of the law that began when the mail came in."""

    name: str
    """`Acknowledge the data complaint`."""
    started: dt.date
    """The day of receipt."""
    due: dt.date
    """The last day; receipt and 29 days for a data complaint, 28 for a request for access."""
    source: str
    """The rule it comes from."""


class IntentChoice(Record):
    """One intent and how likely it is."""

    intent: str
    """Its key in knowledge/triage/intents.yaml."""
    confidence: float = Field(ge=0, le=1)
    """Calibrated: of mails told with .9, nine of ten are so."""


class Routing(Record):
    """What triage says of one mail."""

    intent: str = ""
    """Key of the intent; empty when nothing could tell."""
    confidence: float = Field(default=0, ge=0, le=1)
    decided_by: DecidedBy = "nobody"
    others: tuple[IntentChoice, ...] = ()
    """The next likely, most likely first."""
    queue: str = ""
    """What the firm maps the intent to: `billing`, `technical`, `new enquiry`."""
    urgency: Urgency = "normal"
    urgency_reason: str = ""
    asked: tuple[AskedInMail, ...] = ()
    """Every question and request of the newest message, in order."""
    escalations: tuple[Escalation, ...] = ()
    clocks: tuple[Clock, ...] = ()
    """The earliest first."""
    handler: str = ""
    """E-mail address of whoever sees to it: who answers for the escalation, else whom the
    intent names, else the matter's manager or partner."""
    outcome: Literal["answer", "routed", "abstained", "closed"] = "abstained"
    """`answer`: a reply is drafted; `routed`: a person sees to it and nothing is drafted;
    `abstained`: nothing could tell what it wants; `closed`: a program sent it, or the firm."""
    reason: str = ""
    """Why, in one sentence that a handler reads; never of a suspicion."""


class IntentAnswer(Record):
    """What a model answers that was asked for the intent of a mail."""

    intent: str
    """A key that the tool `intents` lists, or `unsure`."""
    because: str = ""
    """The sentence of the mail that decided, word for word."""


UNSURE: Final = "unsure"
"""What a model answers that cannot tell."""
