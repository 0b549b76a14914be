"""Nothing of any client's record in what is written to a sender who is not verified."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from engross.checks.mail_rules import RECORD_TOLD
from engross.checks.rules import finding
from engross.records import Figure, Finding, IncomingMail, Span
from engross.workspace.register import Client, Firm
from engross.workspace.walls import FIRM, NoWall, wall_of

_REGISTER = "firm.yaml"
_CLIENTS = "clients"
_SETTINGS = ""
"""The source of what a run's own settings say, which is no file."""
_REMEDY = "Take it out, or answer yourself once you know for certain who it is."
_SHORTEST = 3
"""Characters of a name or code that is looked for, as a whole word alone."""


def record_told(
    placed: Iterable[tuple[str, str]],
    figures: Sequence[Figure],
    mail: IncomingMail,
    others: Collection[str],
    firm: Firm,
) -> Iterator[Finding]:
    """What of a client's record stands in the document; nothing for a verified sender.

    `placed` is each paragraph's place and words; `others` the SHA-256 of every file that the run
    was given beside the mail. What the sender's own mail says may be said again.
    """
    if mail.trust == "verified":
        return
    for figure in figures:
        if any(not _is_general(span, others, firm) for span in figure.spans):
            message = f"“{figure.text}” is of the record, and nothing proves who asks for it."
            yield finding(RECORD_TOLD, figure.place, message, _REMEDY, evidence=[figure.id])
    said = f"{mail.from_name} {mail.from_address} {mail.words}".casefold()
    names = [name for name in _names_of(firm) if not re.search(_whole(name.casefold()), said)]
    pattern = re.compile("|".join(map(_whole, names)), re.IGNORECASE)
    for place, text in placed:
        for name in dict.fromkeys(pattern.findall(text) if names else ()):
            message = f"“{name}” is of a client's record, and nothing proves who asks."
            yield finding(RECORD_TOLD, place, message, _REMEDY)


def _is_general(span: Span, others: Collection[str], firm: Firm) -> bool:
    """Whether it is of what anybody may be told: the mail itself, the firm, its knowledge for all.

    What the run was given beside the mail is of clients, and so is what stands behind their walls.
    """
    if span.source in others:
        return False
    if span.file == _REGISTER:
        return not span.place.startswith(_CLIENTS)
    try:
        return wall_of(span.file, firm) == FIRM
    except NoWall:
        return span.source == _SETTINGS


def _names_of(firm: Firm) -> list[str]:
    """Every client's names, numbers, references, deadlines and people, the longest first."""
    found = {name for client in firm.clients for name in _of_client(client)}
    return sorted((n for n in found if len(n) >= _SHORTEST), key=lambda n: (-len(n), n))


def _whole(name: str) -> str:
    """The name as a whole word; a short code in its own capitals, as others are words too."""
    word = rf"(?<!\w){re.escape(name)}(?!\w)"
    return f"(?-i:{word})" if len(name) == _SHORTEST else word


def _of_client(client: Client) -> Iterator[str]:
    yield from (client.name, client.address, client.number, *client.names_in_records)
    for contact in client.contacts:
        yield from (contact.name, contact.email, *contact.names_in_records)
    for matter in client.matters:
        yield from (matter.reference, matter.title)
        yield from (deadline.what.removeprefix("the ") for deadline in matter.deadlines)
