"""What becomes of a mail: rules first, then the firm's examples, then a model, then nobody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from engross.records import UNSURE, Escalation, IncomingMail, IntentAnswer, IntentChoice, Routing
from engross.records.routing import DecidedBy
from engross.triage.asking import asked_in
from engross.triage.clocks import clocks_of, day_of_receipt
from engross.triage.escalating import escalations_in
from engross.triage.handlers import called, handler_of, why_routed
from engross.triage.urgency import urgency_of
from engross.workspace.register import Firm, Matter
from engross.workspace.triage import TriageFiles

_OTHERS: Final = 3
_LONGEST: Final = 40_000
"""Characters that are looked through; a longer mail is read by a person."""
OWN: Final = "The firm itself sent this mail."
FOR_ANOTHER: Final = (
    "It came from the firm's own address and wants its answer elsewhere, as a form on a website "
    "does; {who} looks at it."
)
AUTOMATIC: Final = "A program sent this mail; nobody waits for an answer."
EMPTY: Final = "The mail has no words of its own; {who} looks at it."
TOO_LONG: Final = "The mail is too long to be looked through; {who} reads it."
UNTOLD: Final = "Nothing could tell what the mail wants; {who} looks at it."

AskModel = Callable[[IncomingMail], IntentAnswer | None]
"""Asks a model for the intent of a mail; `None` where there is none to ask."""


class _Told(NamedTuple):
    """The intent, as far as something could tell it."""

    intent: str = ""
    confidence: float = 0
    by: DecidedBy = "nobody"


def route(  # noqa: PLR0913 - what is known of a mail comes from so many hands
    mail: IncomingMail,
    files: TriageFiles,
    firm: Firm,
    choices: Sequence[IntentChoice],
    *,
    ask_model: AskModel,
    on: dt.date,
    matter: Matter | None,
    noticed: Callable[[], Escalation | None] = lambda: None,
) -> Routing:
    """What the mail wants and asks, how soon, who sees to it, and whether a reply is drafted.

    `choices` are the head's, best first; `on` is today; `noticed` tells what the mail is like that
    must go to a person; it is asked where the mail has none of the words. The model is asked only
    where nothing sends the mail to a person and the examples leave it open.
    """
    if len(_everything(mail)) > _LONGEST:
        return _left(Routing(), TOO_LONG, firm, matter)
    received = day_of_receipt(mail, on)
    by_words = escalations_in(mail, files, received, matter)
    alike = None if by_words or mail.automatic else noticed()
    escalations = (alike,) if alike else by_words
    clocks = clocks_of(escalations, received)
    urgency, urgency_reason = urgency_of(mail, escalations, clocks, received)
    noted = Routing(
        asked=asked_in(mail),
        urgency=urgency,
        urgency_reason=urgency_reason,
        escalations=escalations,
        clocks=clocks,
    )
    told = _by_examples(files, choices)
    if escalations:
        who = handler_of(escalations, None, firm, matter)
        return _noted(noted, told, files, choices).model_copy(
            update={
                "decided_by": "rules" if by_words else "examples",
                "handler": who,
                "outcome": "routed",
                "reason": why_routed(escalations, called(who, firm)),
            }
        )
    if mail.own or mail.automatic:
        return _closed(noted, mail, firm, matter)
    if not mail.lines and not mail.subject.strip():
        return _left(noted, EMPTY, firm, matter)
    if told.by == "nobody":
        told = _by_model(mail, files, choices, ask_model)
    routing = _noted(noted, told, files, choices)
    if told.by == "nobody":
        return _left(routing, UNTOLD, firm, matter)
    return _by_intent(routing, mail, files, firm, matter)


def _everything(mail: IncomingMail) -> str:
    """Its words and the rest of what is new in it."""
    return "\n".join((mail.words, *(line.text for line in mail.rest)))


def _by_examples(files: TriageFiles, choices: Sequence[IntentChoice]) -> _Told:
    best = choices[0] if choices else IntentChoice(intent="", confidence=0)
    spec = files.intents.get(best.intent)
    if spec is None or best.confidence < spec.threshold:
        return _Told()
    return _Told(best.intent, best.confidence, "examples")


def _by_model(
    mail: IncomingMail, files: TriageFiles, choices: Sequence[IntentChoice], ask_model: AskModel
) -> _Told:
    """What a model says; a key that the firm does not have counts as nothing said."""
    answer = ask_model(mail)
    if answer is None or answer.intent == UNSURE or answer.intent not in files.intents:
        return _Told()
    confidence = next((each.confidence for each in choices if each.intent == answer.intent), 0.0)
    return _Told(answer.intent, confidence, "model")


def _noted(
    routing: Routing, told: _Told, files: TriageFiles, choices: Sequence[IntentChoice]
) -> Routing:
    others = [each for each in choices if each.intent and each.intent != told.intent]
    spec = files.intents.get(told.intent)
    return routing.model_copy(
        update={
            "intent": told.intent,
            "confidence": told.confidence,
            "decided_by": told.by,
            "others": tuple(others[:_OTHERS]),
            "queue": spec.queue if spec else "",
        }
    )


def _closed(routing: Routing, mail: IncomingMail, firm: Firm, matter: Matter | None) -> Routing:
    """Nobody waits for an answer, but where somebody else does."""
    if mail.own and mail.reply_to:
        return _left(routing, FOR_ANOTHER, firm, matter)
    reason = OWN if mail.own else AUTOMATIC
    return routing.model_copy(update={"outcome": "closed", "reason": reason, "decided_by": "rules"})


def _left(routing: Routing, reason: str, firm: Firm, matter: Matter | None) -> Routing:
    who = handler_of((), None, firm, matter)
    sentence = reason.format(who=called(who, firm))
    return routing.model_copy(update={"outcome": "abstained", "handler": who, "reason": sentence})


def _by_intent(
    routing: Routing, mail: IncomingMail, files: TriageFiles, firm: Firm, matter: Matter | None
) -> Routing:
    """Answered, or seen to by a person where the intent or its words want one."""
    spec = files.intents[routing.intent]
    who = handler_of((), spec, firm, matter)
    word = spec.person_word(_everything(mail))
    if spec.reply == "draft" and not word:
        reason = f"{spec.title}: a reply is drafted, and {called(who, firm)} sees to it."
        return routing.model_copy(update={"outcome": "answer", "handler": who, "reason": reason})
    said = f" (“{word}”)" if word and spec.reply == "draft" else ""
    reason = f"{spec.title}{said}. {called(who, firm)} sees to this mail."
    return routing.model_copy(update={"outcome": "routed", "handler": who, "reason": reason})
