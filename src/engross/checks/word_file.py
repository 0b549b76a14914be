"""The Word file as a file: whether Word opens it, and what it says that no page shows."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from typing import TYPE_CHECKING, Literal, NamedTuple

from engross.checks.addresses import strange_addresses
from engross.checks.folding import folded
from engross.checks.names import name_pattern, other_clients
from engross.checks.reports import in_order
from engross.checks.rules import finding
from engross.records import Finding
from engross.records.ports import WordFault, WordValidator
from engross.workspace.register import Client, Firm

if TYPE_CHECKING:
    from engross.ooxml.leaks import Said

VALID, CLEAN = "word-file-valid", "nothing-left-behind"
LISTS = "list-numbers-as-in-template"

_REMEDY = "Take it out in Word, or out of the Word template, and make the document again."
_OPEN_IT = (
    "Open the document in Word: if Word repairs it, mend the Word template; if Word shows nothing "
    "amiss, say so as the reason."
)
_PLAIN_NUMBERS = (
    "Take the words out of the list's number format in Word (Define New Number Format) and type "
    "them as text, or put them into the Word template and make the document again."
)
_PLAIN_CHARACTER = (
    "Type a word or a plain character in its place, or put the symbol into the Word template and "
    "make the document again."
)

_MAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_IDENTIFIER = re.compile(r"\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?", re.IGNORECASE)
_MARKS = re.compile("[\U000f0000-\U0010ffff]")
_OURS_UNSEEN = re.compile(r"\bengross\b", re.IGNORECASE)
_TITLE = re.compile(r"(?:mr|mrs|ms|miss|dr|mx|prof|professor|sir)\.?\s+", re.IGNORECASE)
_SHORTEST_NAME = 6
"""Characters of a name in the records; initials would be found in ordinary words."""
_LONGEST_TEXT = 60

Sort = Literal["id", "person"]
"""What an exception of the list is about."""


class Allowed(NamedTuple):
    """Something that may stay, and why: an entry of word_file.toml."""

    kind: Sort
    place: re.Pattern[str]
    what: re.Pattern[str]
    reason: str


_FILE = tomllib.loads(
    resources.files("engross.checks").joinpath("word_file.toml").read_text("utf-8")
)
ALLOWED = tuple(
    Allowed(
        entry["kind"],
        re.compile(entry.get("place", ".*")),
        re.compile(entry["what"]),
        entry["reason"],
    )
    for entry in _FILE["allowed"]
)


class Leak(NamedTuple):
    """Something that should not be in the file."""

    place: str
    message: str
    """A sentence."""
    severe: bool = True


def word_findings(
    candidate: bytes,
    validators: Sequence[WordValidator],
    firm: Firm,
    client: Client,
    template: bytes | None = None,
) -> tuple[Finding, ...]:
    """What is wrong with the candidate as a file, most severe first.

    Links that the template has too need no entry in firm.yaml. Without a template nothing is said
    of the numbers of lists and of symbols.
    """
    from engross.ooxml.faults import own_faults  # noqa: PLC0415 - loads lxml
    from engross.ooxml.leaks import everything_said  # noqa: PLC0415 - loads lxml

    faults = [*own_faults(candidate)]
    for validator in validators:
        faults += validator.faults(candidate)
    said = tuple(everything_said(candidate))
    known = () if template is None else _links(everything_said(template))
    return in_order(
        (
            *_fault_findings(faults),
            *map(_leak, _traces(candidate)),
            *map(_leak, _words_left(said, firm, client)),
            *(() if template is None else _beside_the_text(candidate, template)),
            *_in_clients_names(said, firm, client),
            *strange_addresses(
                ((one.place, one.text) for one in said if one.kind == "link"), firm, client, known
            ),
        )
    )


def _fault_findings(faults: Iterable[WordFault]) -> Iterator[Finding]:
    """Each sort of fault once, at the first place that has it."""
    placed = (
        (f"{fault.validator} says of the Word file: {fault.message}", fault.place)
        for fault in faults
    )
    for message, place in _once_each(placed):
        yield finding(VALID, place, message, _OPEN_IT, severity="block")


def _beside_the_text(candidate: bytes, template: bytes) -> Iterator[Finding]:
    """What lists and symbols print that the template's do not: each once, at its first place."""
    from engross.ooxml.list_numbers import list_words, symbols  # noqa: PLC0415 - loads lxml

    known = {word for one in list_words(template) for word in one.words}
    numbers = (
        (_new_number(one.what, new), one.place)
        for one in list_words(candidate)
        if (new := [word for word in one.words if word not in known])
    )
    for message, place in _once_each(numbers):
        yield finding(LISTS, place, message, _PLAIN_NUMBERS)
    drawn = {one.what for one in symbols(template)}
    strange = (
        (_new_symbol(one.what), one.place) for one in symbols(candidate) if one.what not in drawn
    )
    for message, place in _once_each(strange):
        yield finding(LISTS, place, message, _PLAIN_CHARACTER)


def _new_number(number_format: str, new: Iterable[str]) -> str:
    return (
        f"A list's number is written “{_short(number_format)}”: every item prints "
        f"“{_short(' '.join(new))}”, which no list of the Word template has and no check reads."
    )


def _new_symbol(symbol: str) -> str:
    return (
        f"The symbol {symbol} stands in the document: the Word template does not have it, and no "
        "check reads what it shows."
    )


def _leak(leak: Leak) -> Finding:
    severity: Literal["block", "warn"] = "block" if leak.severe else "warn"
    return finding(CLEAN, leak.place, leak.message, _REMEDY, severity=severity)


def _traces(candidate: bytes) -> Iterator[Leak]:
    """What cleaning should have taken, each sort once, at the first place that has it."""
    from engross.ooxml.traces import traces  # noqa: PLC0415 - loads lxml

    found = ((f"The Word file still holds {one.what}.", one.place) for one in traces(candidate))
    for message, place in _once_each(found):
        yield Leak(place, message)


def _once_each(found: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Each message with its first place; it says in how many more it is so."""
    places: dict[str, list[str]] = {}
    for message, place in found:
        places.setdefault(message, []).append(place)
    for message, where in places.items():
        more = f" It is so in {len(where) - 1} more places." if len(where) > 1 else ""
        yield f"{message}{more}", where[0]


def _words_left(said: Sequence[Said], firm: Firm, client: Client) -> Iterator[Leak]:
    """What texts give away, by what kind of text it is."""
    from engross.ooxml.paths import FOLDERS, is_local  # noqa: PLC0415 - loads lxml with its room

    names = _names(firm, client)
    for one in said:
        if found := FOLDERS.search(one.text):
            yield Leak(
                one.place,
                f"A folder of somebody's machine stands in the Word file: {_short(found.group())}.",
                severe=one.kind != "page",
            )
        elif one.kind == "link" and is_local(one.text) and one.what == "Relationship@Target":
            yield Leak(one.place, f"A link leads to a file of the firm's: {_short(one.text)}.")
        if one.kind in {"unseen", "sheet"}:
            for mail in dict.fromkeys(_MAIL.findall(one.text)):
                yield Leak(one.place, f"The e-mail address {mail} stands where no page shows it.")
        if one.kind == "unseen":
            yield from _unseen(one, names)
        yield from _ours(one, firm)


def _unseen(one: Said, names: Mapping[str, re.Pattern[str]]) -> Iterator[Leak]:
    """Identifiers and people."""
    if _IDENTIFIER.search(one.text) and not _may_stay("id", one):
        yield Leak(one.place, f"{one.what} holds an identifier: {_short(one.text)}.")
    text = folded(" ".join(one.text.split()))
    for name, pattern in names.items():
        if len(text) >= len(name) and pattern.search(text) and not _may_stay("person", one):
            yield Leak(one.place, f"{one.what} names {name}, where no page shows it.")


def _ours(one: Said, firm: Firm) -> Iterator[Leak]:
    """Engross's own words, names and marks."""
    from engross.ooxml.marks import CHECKS, EVIDENCE, OURS  # noqa: PLC0415 - beside what loads lxml
    from engross.ooxml.watermark import WORDS  # noqa: PLC0415 - loads lxml

    review_words = (WORDS, EVIDENCE, CHECKS)
    if _MARKS.search(one.text):
        yield Leak(one.place, "A mark of Engross's is left in the text.")
    elif found := next((words for words in review_words if words in one.text), None):
        yield Leak(one.place, f"“{found}” belongs to the review copy.")
    elif one.kind == "page" and one.text.strip() == firm.house_style.draft_mark:
        yield Leak(one.place, f"“{one.text.strip()}” belongs to the review copy.")
    elif one.kind == "unseen" and OURS.fullmatch(one.text):
        yield Leak(one.place, "An anchor of Engross's is left in the text.")
    elif one.kind == "unseen" and _OURS_UNSEEN.search(one.text):
        yield Leak(one.place, f"{one.what} is a name of Engross's: {_short(one.text)}.")


def _in_clients_names(said: Sequence[Said], firm: Firm, client: Client) -> Iterator[Finding]:
    """Other clients and their people, wherever the rules on the words of a page do not look."""
    unread = [one for one in said if one.kind != "page"]
    everything = "\n".join(dict.fromkeys(one.text for one in unread))
    if not any(other_clients(everything, "", firm, client)):
        return
    for one in unread:
        for found in other_clients(one.text, f"{one.place}, {one.what}", firm, client):
            yield found.model_copy(update={"rule": CLEAN, "suggestion": _REMEDY})


def _names(firm: Firm, client: Client) -> dict[str, re.Pattern[str]]:
    """People of the firm and of the client by name, and as the records and machines name them."""
    names = [name for person in firm.people for name in (person.name, *person.names_in_records)]
    names += [_TITLE.sub("", contact.name) for contact in client.contacts]
    names += [person.email.partition("@")[0] for person in firm.people]
    long = [name for name in names if len(name) >= _SHORTEST_NAME and re.search(r"[ .]", name)]
    return {name: name_pattern(folded(name)) for name in dict.fromkeys(long)}


def _may_stay(kind: Sort, one: Said) -> bool:
    return any(
        entry.kind == kind and entry.place.fullmatch(one.place) and entry.what.fullmatch(one.what)
        for entry in ALLOWED
    )


def _links(said: Iterable[Said]) -> tuple[str, ...]:
    return tuple(one.text for one in said if one.kind == "link")


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST_TEXT else f"{plain[: _LONGEST_TEXT - 1]}…"
