"""Mails in a JSON export of a helpdesk or of a mail service, as files of their own.

Whatever a message is called there, its sender, words and header lines are found by the names in
`exports.toml`. Of a thread, its newest message is taken where that is the client's; where the last
word is the firm's, nothing waits for an answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from engross.errors import InputError
from engross.sources.file import SourceFile
from engross.sources.readers.mail.exported_message import (
    Said,
    as_mail,
    by_name,
    is_of_a_service,
    names,
    text_of,
)
from engross.sources.texts import decode


class Exported(NamedTuple):
    """A message of an export."""

    place: str
    """`message 4`, from 1."""
    data: bytes
    """As a mail file; empty where it cannot be one."""
    problem: str = ""


def exported(file: SourceFile, *, vouched: bool = False) -> Iterator[Exported]:
    """The messages of the export that wait for an answer, in its order.

    What servers vouch for is left out but where `vouched` says that the file is a mail service's
    own: there a message of that service's own shape keeps it.

    Raises:
        InputError: it is no JSON, or holds no list of messages.
    """
    entries = _entries(_parsed(file))
    if not entries:
        raise InputError(
            file.name,
            "it holds no list of messages.",
            remedy="Export the messages with sender, subject and text, or as .mbox or .eml.",
        )
    for number, entry in enumerate(entries, start=1):
        place = f"message {number}"
        said = _newest(by_name(entry)) if isinstance(entry, dict) else {}
        if said is None:
            continue
        # What a thread's message says goes before the thread's, and may be a stranger's.
        proves = vouched and isinstance(entry, dict) and is_of_a_service(by_name(entry))
        yield Exported(place, *as_mail(said, proves=proves))


def _parsed(file: SourceFile) -> object:
    try:
        whole: object = json.loads(decode(file).text)
    except (ValueError, RecursionError) as error:
        raise InputError(
            file.name, f"it is no whole JSON: {error}.", remedy="Export it again."
        ) from error
    return whole


def _entries(whole: object) -> Sequence[object]:
    """The list of messages or threads; an object that is a message itself alone."""
    if isinstance(whole, list):
        return whole
    if not isinstance(whole, dict):
        return ()
    said = by_name(whole)
    lists = (said.get(name) for name in names()["lists"])
    found = next((each for each in lists if isinstance(each, list)), None)
    if found is None or text_of(said, "subject"):
        return (whole,) if as_mail(said)[0] or found else ()
    return found


# --- threads


def _newest(said: Said) -> Said | None:
    """The message to be answered; `None` where nothing waits for an answer."""
    inner = [by_name(each) for each in _inner(said) if isinstance(each, dict)]
    shown = [each for each in inner if not _is_private(each)]
    if not shown:
        return None if _is_ours(said, said) else {**said, **_first(said)}
    last = shown[-1]
    if _is_ours(last, said):
        return None
    heads = {name: said[name] for name in _inherited() if name in said}
    return {**heads, **_first_people(said), **last}


def _inner(said: Said) -> Sequence[object]:
    for name in names()["of_a_thread"]:
        found = said.get(name)
        if isinstance(found, dict):
            found = by_name(found).get(name)
        if isinstance(found, list) and found:
            return found
    return ()


def _first(said: Said) -> Said:
    """What a thread says of its first message where that stands apart, without what is empty."""
    found = (said.get(name) for name in names()["first"])
    inner = next((by_name(each) for each in found if isinstance(each, dict)), {})
    return {name: value for name, value in inner.items() if value and name != "type"}


def _first_people(said: Said) -> Said:
    return {name: value for name, value in _first(said).items() if name in {"author", "subject"}}


@cache
def _inherited() -> frozenset[str]:
    """What a message has of its thread where it says nothing of it."""
    fields = names()["fields"]
    kept = ("from", "to", "subject", "thread", "from_name")
    return frozenset(name for field in kept for name in fields[field]) | {"via"}


def _is_private(said: Said) -> bool:
    whose = names()["whose"]
    if any(said.get(name) is True for name in whose["private"]):
        return True
    noted = str(said.get("parttype", "")).lower() in whose["notes"]
    return noted or any(said.get(name) is False for name in whose["public"])


def _is_ours(said: Said, thread: Said) -> bool:
    """Whether the firm wrote it, as far as the export says who did."""
    whose = names()["whose"]
    told = next(
        (said[name] for name in whose["incoming"] if isinstance(said.get(name), bool)), None
    )
    if told is not None:
        return not told
    ways = [str(said[name]).lower() for name in whose["direction"] if said.get(name)]
    if ways:
        return ways[0] not in whose["inward"]
    author = said.get("author")
    kinds = by_name(author) if isinstance(author, dict) else said
    if any(str(kinds.get(name, "")).lower() in whose["ours"] for name in whose["kind"]):
        return True
    ids = [
        next((of[n] for n in whose[who] if n in of), None)
        for of, who in ((said, "author"), (thread, "requester"))
    ]
    return None not in ids and ids[0] != ids[1]
