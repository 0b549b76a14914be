"""Passages of notes held back as a whole: too late, of another client, or sorted by nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from engross.intake.given import Subject
from engross.intake.strangers import names_stranger
from engross.intake.withholding import OTHER_CLIENT
from engross.records import Finding, Passage
from engross.records.evidence import JUDGED, NOT_REPORTED, NOT_SORTED, PRICED, TOO_LATE
from engross.uk.dates import format_date
from engross.uk.legal_forms import without_form
from engross.workspace.register import Client, Contact, Firm

_SHOWN = 5
_SHOWN_OF_PROSPECT = 40
"""Places of a note about a prospect: a person reads every one of them."""
_SHORTEST_CODE = 5
"""Characters; a shorter code would be found in ordinary words."""
_SHORTEST_NAME = 4
"""The same for a short name."""
_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame)\.?\s+")


def without_later(passages: Iterable[Passage], subject: Subject) -> tuple[Passage, ...]:
    """The passages, those said after the as-at day withheld."""
    return tuple(
        _held(passage, TOO_LATE) if _is_later(passage, subject) else passage for passage in passages
    )


def without_others(passages: Iterable[Passage], subject: Subject) -> tuple[Passage, ...]:
    """The passages, those that name another client of the firm withheld."""
    names = _names(subject.firm, subject.client)
    return tuple(
        _held(passage, OTHER_CLIENT)
        if not passage.secret
        and (_holds(passage.text, names) or names_stranger(passage.text, subject.strangers))
        else passage
        for passage in passages
    )


def without_bare_names(passages: Iterable[Passage], subject: Subject) -> Iterator[Passage]:
    """The passages without unsorted lines that are a name and say nothing: `Accounts and stock`."""
    own = {name.casefold() for name in _own_words(subject.firm, subject.client)}
    for passage in passages:
        if passage.withheld != NOT_SORTED or passage.text.strip(" .:").casefold() not in own:
            yield passage


def names_another(text: str, subject: Subject) -> bool:
    """Whether the text names another client, by a name that is nobody else's."""
    names = _names(subject.firm, subject.client)
    return _holds(text, names) or names_stranger(text, subject.strangers)


def held_findings(passages: Sequence[Passage], subject: Subject) -> Iterator[Finding]:
    """One finding for each file and each reason for which its passages are held back.

    What is held back because it is no word of a prospect's is one finding, whatever the reason.
    """
    day = format_date(subject.as_at)
    yield from _by_file(
        passages,
        (NOT_SORTED,),
        "notes-not-sorted",
        "{count} of the notes in {file} {stand} under no heading and no label that is known, so "
        "nobody marked {them} for the client and {they} not used: {places}.",
        "Put each under a heading such as Work done, or begin it with a label such as “Decision:”; "
        "see docs/how-to/write-notes.md.",
    )
    yield from _by_file(
        passages,
        (TOO_LATE,),
        "notes-too-late",
        f"{{count}} of the notes in {{file}} {{are}} dated after the as-at day, {day}, and "
        "{they} not used: {places}.",
        "Correct the date in the notes, or start the run again with a later --as-at.",
    )
    yield from _by_file(
        passages,
        (OTHER_CLIENT,),
        "notes-name-another-client",
        "{count} of the notes in {file} {name} another client of the firm and {they} not used: "
        "{places}.",
        "Take the other client out of the notes, and start the run again.",
    )
    yield from _by_file(
        passages,
        (NOT_REPORTED, PRICED, JUDGED),
        "notes-held-back",
        "{count} of the notes in {file} {are} not marked as what the client said or as agreed with "
        "it, or {speak} of a price, of our own views or of a private matter; {they} not used: "
        "{places}.",
        "Read {them} there. What the client may read is put into the letter by hand, or written as "
        "“They told us that ...”, without an amount; see docs/how-to/proposals.md.",
        shown=_SHOWN_OF_PROSPECT,
    )


def _is_later(passage: Passage, subject: Subject) -> bool:
    later = passage.said_on is not None and passage.said_on > subject.as_at
    return later and passage.withheld in ("", NOT_SORTED)


def _held(passage: Passage, reason: str) -> Passage:
    return passage.model_copy(update={"withheld": reason})


def _by_file(  # noqa: PLR0913 - a finding's words, and of what
    passages: Sequence[Passage],
    reasons: Sequence[str],
    rule: str,
    message: str,
    remedy: str,
    *,
    shown: int = _SHOWN,
) -> Iterator[Finding]:
    held = [passage for passage in passages if passage.withheld in reasons]
    for file in dict.fromkeys(passage.span.file for passage in held):
        of_file = [passage for passage in held if passage.span.file == file]
        yield Finding(
            rule=rule,
            severity="warn",
            place=f"{file}, {of_file[0].span.place}",
            message=message.format(
                file=file, places=_places(of_file, shown), **_words(len(of_file))
            ),
            suggestion=remedy.format(**_words(len(of_file))),
        )


def _words(count: int) -> dict[str, str]:
    if count == 1:
        return {"count": "One", "stand": "stands", "are": "is", "name": "names"} | {
            "speak": "speaks",
            "them": "it",
            "they": "it was",
        }
    return {"count": str(count), "stand": "stand", "are": "are", "name": "name"} | {
        "speak": "speak",
        "them": "them",
        "they": "they were",
    }


def _places(passages: Sequence[Passage], shown: int) -> str:
    places = list(dict.fromkeys(passage.span.place for passage in passages))
    more = f" and {len(places) - shown} more places" if len(places) > shown else ""
    return ", ".join(places[:shown]) + more


def _holds(text: str, names: Iterable[re.Pattern[str]]) -> bool:
    return any(name.search(text) for name in names)


def _names(firm: Firm, client: Client) -> tuple[re.Pattern[str], ...]:
    """The names of the firm's other clients that are in none of this client's or the firm's own."""
    own = " ".join(_own_words(firm, client)).casefold()
    return tuple(
        re.compile(
            rf"(?<!\w){re.escape(name)}(?!\w)",
            # A name of one word may be an ordinary word in small letters.
            re.IGNORECASE if " " in name else 0,
        )
        for other in firm.clients
        if other.key != client.key
        for name in _names_of(other, firm)
        if re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", own) is None
    )


def _own_words(firm: Firm, client: Client) -> Iterator[str]:
    yield from (client.name, client.short_name, *client.names_in_records)
    yield from (firm.particulars.name, firm.particulars.trading_as)
    yield from (person.name for person in firm.people)
    for contact in client.contacts:
        yield from (contact.name, *contact.names_in_records)
    for matter in client.matters:
        yield from (matter.title, matter.reference, *matter.names_in_records)


def _names_of(client: Client, firm: Firm) -> Iterator[str]:
    yield from dict.fromkeys((client.name, without_form(client.name)))
    alike = [each for each in firm.clients if each.short_name == client.short_name]
    if len(alike) == 1 and len(client.short_name) >= _SHORTEST_NAME and _is_name(client.short_name):
        yield client.short_name
    codes = (*client.names_in_records, *(matter.reference for matter in client.matters))
    yield from (code for code in codes if len(code) >= _SHORTEST_CODE)
    for contact in client.contacts:
        yield from _names_of_contact(contact)


def _names_of_contact(contact: Contact) -> Iterator[str]:
    """`Alan Whitcombe`, `Mr Whitcombe`; a first name or a surname alone may be anybody's."""
    title = _TITLE.match(contact.name)
    plain = _TITLE.sub("", contact.name)
    names = [plain, *contact.names_in_records]
    names += [f"{title[0]}{plain.split()[-1]}"] if title and plain.split() else []
    yield from (name for name in dict.fromkeys(names) if " " in name)


def _is_name(short_name: str) -> bool:
    """Whether a short name is no defined term such as `the Company`."""
    return not re.match(r"(?:the|our|this)\s", short_name, re.IGNORECASE)
