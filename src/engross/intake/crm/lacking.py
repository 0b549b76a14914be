"""What an export does not say of a deal and a document needs: a question each, never filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from engross.intake.crm import printed
from engross.intake.crm.choosing import contacts_of, reference_of
from engross.intake.crm.chosen import ChosenDeal
from engross.intake.crm.printed import Printed
from engross.intake.crm.titles import is_title
from engross.records import Finding, Severity


class _Name(NamedTuple):
    """Something that a document prints from the export."""

    what: str
    """In words: `the client's name`."""
    find: Callable[[ChosenDeal], Printed]
    ask: str
    """What to do where it is not there."""


_CLIENT: Final = (
    _Name(
        "the client's address",
        printed.address,
        "Where is its registered or business address? Complete it in the CRM or in Word.",
    ),
    _Name(
        "whom the document is addressed to",
        printed.contact_name,
        "Who is to receive it, and how are they addressed? Name the deal's contact in the CRM.",
    ),
    _Name("the contact's role", printed.contact_role, "What is the contact's role?"),
)
"""What firm.yaml has for a registered client."""
_WORK: Final = (
    _Name(
        "what is proposed",
        printed.product,
        "Which service is it? Name it in the CRM as knowledge/price-list.yaml does.",
    ),
    _Name("the deal's id", printed.deal_reference, "Export the CRM's own ids too."),
)
_NOT_NEEDED: Final = frozenset({"the contact's role"})
"""What no document misses."""


def lacking(chosen: ChosenDeal, *, registered: bool) -> Iterator[Finding]:
    """The questions, of names first; of a registered client only what firm.yaml cannot answer."""
    if not registered:
        yield from _client_unknown(chosen)
    for name in (*(() if registered else _CLIENT), *_WORK):
        yield from _of_name(chosen, name)
    if not registered:
        yield from _title_unknown(chosen)
    for ask in (*(() if registered else _OF_PROSPECTS), *_OF_ALL):
        yield from ask(chosen)


def _client_unknown(chosen: ChosenDeal) -> Iterator[Finding]:
    """Nobody knows for whom the document is, which only a person can mend."""
    name = printed.account_name(chosen)
    if name.text:
        return
    why = (
        f"the CRM's text for it was not printed: {name.refused}"
        if name.refused
        else "the export has no account for the deal"
    )
    yield Finding(
        rule="crm-client-unknown",
        severity="block",
        place=str(name.places[0]) if name.refused else _place(chosen),
        message=f"Nobody knows for which client this is: {why}.",
        suggestion=(
            "Correct the account in the CRM and start the run again; or write the client's "
            "registered name in Word wherever it is to be confirmed, and say so when you sign."
        ),
    )


def _of_name(chosen: ChosenDeal, name: _Name) -> Iterator[Finding]:
    found = name.find(chosen)
    if found.refused:
        yield Finding(
            rule="crm-not-printed",
            severity="warn",
            place=str(found.places[0]),
            message=f"The CRM's text for {name.what} was not printed: {found.refused}.",
            suggestion=f"Correct the cell in the CRM, or write it in Word. {name.ask}",
        )
    elif not found.text and name.what not in _NOT_NEEDED:
        yield _lack(chosen, "warn", f"The CRM export does not say {name.what}.", name.ask)


def _title_unknown(chosen: ChosenDeal) -> Iterator[Finding]:
    """What the export calls the contact and no letter does, as it is no title that is known."""
    told = chosen.contact.salutation if chosen.contact else None
    if told and not is_title(told.value):
        yield Finding(
            rule="crm-not-printed",
            severity="warn",
            place=str(told.place),
            message="The CRM's title for the contact was not printed: it is none that is known.",
            suggestion="Write it in Word, before the name and after “Dear”, if it is right.",
        )


def _entity(chosen: ChosenDeal) -> Iterator[Finding]:
    if chosen.account is None or printed.is_legal_name(chosen.account):
        return
    yield _lack(
        chosen,
        "warn",
        "The CRM export does not say who the client is in law: its account has no legal name "
        "and no legal form.",
        "What is its registered name, or is it a person or partnership? Ask before you sign.",
    )
    yield _lack(
        chosen,
        "note",
        "Nothing says whether the client is a business or a consumer.",
        "A consumer may have a right to cancel: settle it before you sign.",
    )


def _only_contact(chosen: ChosenDeal) -> Iterator[Finding]:
    if chosen.contact or chosen.account is None:
        return
    listed = contacts_of(chosen.crm, chosen.account)
    if listed:
        count = "one contact" if len(listed) == 1 else f"{len(listed)} contacts"
        yield _lack(
            chosen,
            "note",
            f"The account has {count} in the CRM ({listed[0].place}), and the deal names none.",
            "If one of them is meant, name them as the deal's contact.",
        )


def _decision(chosen: ChosenDeal) -> Iterator[Finding]:
    yield _lack(
        chosen,
        "note",
        "The CRM export does not say who decides at the client.",
        "Is the addressee authorised to accept?",
    )


def _budget(chosen: ChosenDeal) -> Iterator[Finding]:
    if chosen.deal.amount is None:
        yield _lack(
            chosen,
            "note",
            "The deal has no amount in the CRM.",
            "Is there a budget, and what is the price to be?",
        )
    else:
        yield _lack(
            chosen,
            "note",
            "The CRM does not say what the deal's amount rests on, nor whether it includes VAT.",
            "Was it the client's budget, our estimate or a guess?",
        )


def _last_contact(chosen: ChosenDeal) -> Iterator[Finding]:
    if not any(one.day for one in chosen.activities):
        yield _lack(
            chosen,
            "note",
            "The CRM export does not say when we were last in touch.",
            "When did we last speak, and has anything changed since?",
        )


def _lack(chosen: ChosenDeal, severity: Severity, message: str, ask: str) -> Finding:
    return Finding(
        rule="crm-lacks",
        severity=severity,
        place=_place(chosen),
        message=message,
        suggestion=ask,
    )


def _place(chosen: ChosenDeal) -> str:
    return f"deal {reference_of(chosen.deal)}" if chosen.deal.id else str(chosen.deal.place)


_OF_PROSPECTS: Final = (_entity, _only_contact)
_OF_ALL: Final = (_decision, _budget, _last_contact)
