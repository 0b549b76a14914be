"""Who at the firm sees to a mail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engross.records import Escalation
from engross.triage.signs import signs_of
from engross.workspace.register import Firm, Matter, Person
from engross.workspace.triage import IntentSpec


def handler_of(
    escalations: Sequence[Escalation],
    intent: IntentSpec | None,
    firm: Firm,
    matter: Matter | None,
) -> str:
    """The e-mail address of whoever sees to it; empty only for a firm without anybody.

    Who answers for the first escalation; else whom the intent names, the matter's manager or
    partner, whom firm.yaml names for the rest, a fee-earner.
    """
    return next(filter(None, _candidates(escalations, intent, firm, matter)), "")


def called(email: str, firm: Firm) -> str:
    """The name of that person at the firm; the address where the register has none."""
    return next((person.name for person in firm.people if person.email == email), email)


def why_routed(escalations: Sequence[Escalation], who: str) -> str:
    """A sentence for the handler's list, which others see too: it gives nothing away.

    As soon as one kind is quiet it says no more than who sees to the mail.
    """
    signs = [signs_of(each.kind) for each in escalations]
    if not signs or any(each.quiet for each in signs):
        return f"{who} sees to this mail."
    titles = "; ".join(dict.fromkeys(each.title for each in signs))
    return f"{titles}. {who} sees to this mail."


def _candidates(
    escalations: Sequence[Escalation],
    intent: IntentSpec | None,
    firm: Firm,
    matter: Matter | None,
) -> Iterable[str]:
    handling = firm.handling
    if handling and escalations:
        yield from (handling.escalations.get(each.kind, "") for each in escalations)
    if intent and not escalations:
        yield intent.handler
    if matter:
        yield from (matter.manager, matter.partner)
    if handling:
        yield handling.default
    yield from (person.email for person in firm.people if _decides(person))


def _decides(person: Person) -> bool:
    return bool({"fee_earner", "manager"} & set(person.roles))
