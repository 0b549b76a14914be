"""Names: the client's and the firm's as registered, people's as spelt, no other client's."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from engross.checks.cases import DraftCase
from engross.checks.folding import folded
from engross.checks.rules import finding
from engross.checks.sentences import FILLER, extract
from engross.records import Finding
from engross.uk.legal_forms import without_form
from engross.workspace.register import Client, Firm

RULE = "names-as-registered"

_LIKE_A_NAME = 0.8
"""How alike a phrase and a registered name must be to be taken for a misspelling of it."""
_LIKE_A_SURNAME = 0.7
"""The same for a surname beside a right first name or a title."""
_SHORTEST_CODE = 4
"""Characters; a shorter code of another client's would be found in ordinary words."""
_SHORTEST_FIRST_WORD = 6
"""The same for the first word of another client's name, standing alone."""

_WORD = re.compile(r"[^\W_][\w'\u2019&.-]*(?<![.'\u2019])|&")
_TITLE = {"mr", "mrs", "ms", "miss", "dr", "mx", "prof", "professor", "sir"}


def draft_names(case: DraftCase) -> Iterator[Finding]:
    """What a draft has wrong in names."""
    for line in case.lines:
        words = line.own_words.replace(FILLER, " ")
        yield from misspelt(words, line.place, case.firm, case.client)
        yield from other_clients(words, line.place, case.firm, case.client)


def misspelt(text: str, place: str, firm: Firm, client: Client) -> Iterator[Finding]:
    """Names of the client, the firm and people that are near to the registered ones, and wrong."""
    if text.strip(" ,") in {part.strip() for part in client.address.split(",")}:
        return  # a line of the address is no name
    rest = text.replace(client.address, FILLER) if client.address else text
    for name in _right_names(firm, client):
        rest = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", FILLER, rest, flags=re.IGNORECASE)
    for name in (client.name, firm.particulars.name):
        for phrase in _near(name, rest):
            yield _near_miss(name, phrase, place)
    yield from _people(rest, place, firm, client)


def other_clients(text: str, place: str, firm: Firm, client: Client) -> Iterator[Finding]:
    """Names and codes of the firm's other clients and names of their contacts."""
    own = folded("\n".join((client.name, client.short_name, *client.names_in_records)))
    own = f"{own}\n{folded(chr(10).join(_own_words(firm, client)))}"
    plain = folded(text)
    for other in firm.clients:
        if other.key == client.key:
            continue
        names = [name for name in _names_of(other) if not holds(own, name)]
        found = next((name for name in names if holds(plain, name)), None)
        if found is not None:
            yield finding(
                RULE,
                place,
                f"“{found}” in {extract(text)} is another client of the firm.",
                "Take it out: no client's document names another.",
            )
        elif _first_word_alone(other, own, plain):
            yield finding(
                RULE,
                place,
                f"“{other.name.split()[0]}” in {extract(text)} may be another client of the firm, "
                f"{other.name}.",
                "Take it out if it is.",
                severity="warn",
            )
        yield from _contacts(other, plain, place, own)


def _contacts(other: Client, text: str, place: str, own: str) -> Iterator[Finding]:
    """Contacts of another client by their full name, or by title and surname."""
    for contact in other.contacts:
        found = next((said for said in _ways_to_say(contact.name, own) if said.search(text)), None)
        if found is not None:
            match = found.search(text)
            yield finding(
                RULE,
                place,
                f"“{match.group() if match else contact.name}” is a contact of another client of "
                f"the firm, {other.name}.",
                "Take it out: no client's document names another's people.",
            )


def _ways_to_say(name: str, own: str) -> Iterator[re.Pattern[str]]:
    """The full name, and the surname after a title; not those that our own people have too."""
    bare = folded(_without_title(name))
    if " " not in bare:
        return
    if not holds(own, bare):
        yield name_pattern(bare)
    surname = bare.rsplit(maxsplit=1)[-1]
    if not holds(own, surname):
        titles = "|".join(sorted(_TITLE))
        yield re.compile(
            rf"(?<!\w)(?:{titles})\.?\s+(?:[a-z]\.?\s+)*{re.escape(surname)}(?!\w)", re.IGNORECASE
        )


def _right_names(firm: Firm, client: Client) -> list[str]:
    people = [person.name for person in firm.people] + [c.name for c in client.contacts]
    named = [client.name, firm.particulars.name, firm.particulars.trading_as, client.short_name]
    people.append(client.name)
    bare = [_without_title(name) for name in people]
    polite = [f"{name.split()[0]} {name.split()[-1]}" for name in people if _is_titled(name)]
    return sorted(filter(None, {*named, *people, *bare, *polite}), key=len, reverse=True)


def _near_miss(name: str, phrase: str, place: str) -> Finding:
    only_suffix = phrase.casefold() == without_form(name).casefold()
    return finding(
        RULE,
        place,
        f"“{phrase}” is not the registered name “{name}”.",
        "Spell the name as firm.yaml has it, or use the defined short name.",
        severity="warn" if only_suffix else "block",
    )


def _near(name: str, text: str) -> Iterator[str]:
    """Phrases of the text that are like the name; the exact name has been taken out of it."""
    size = len(name.split())
    words = list(_WORD.finditer(text))
    start = 0
    while start < len(words):
        phrase = _likest(name, text, words[start : start + size + 1], size)
        if phrase:
            yield phrase
        start += len(phrase.split()) if phrase else 1


def _likest(name: str, text: str, words: list[re.Match[str]], size: int) -> str:
    """The phrase at the beginning of these words that is most like the name; empty for none."""
    if not words or not words[0].group()[0].isupper():
        return ""
    lengths = range(max(2, size - 1), min(len(words), size + 1) + 1)
    ends = [words[length - 1] for length in lengths if words[length - 1].group()[0].isupper()]
    phrases = [text[words[0].start() : end.end()] for end in ends]
    scored = [(_likeness(name, p), p) for p in phrases if FILLER not in p and "\n" not in p]
    score, phrase = max(scored, default=(0.0, ""))
    return phrase if score >= _LIKE_A_NAME else ""


def _people(text: str, place: str, firm: Firm, client: Client) -> Iterator[Finding]:
    """A right first name or a title before a surname that is near to a right one, and so on."""
    people = [person.name for person in firm.people] + [c.name for c in client.contacts]
    words = list(_WORD.finditer(text))
    for first, second in pairwise(words):
        if not (first.group()[0].isupper() and second.group()[0].isupper()):
            continue
        if text[first.end() : second.start()].strip(". "):
            continue
        pair = (first.group(), re.sub(r"['\u2019]s$", "", second.group()))
        right = next((name for name in people if _misspells(pair, name)), None)
        if right is not None:
            yield finding(
                RULE,
                place,
                f"“{' '.join(pair)}” looks like a misspelling of {right}.",
                "Spell the name as firm.yaml has it.",
            )


def _misspells(pair: tuple[str, str], name: str) -> bool:
    bare = _without_title(name).split()
    if len(bare) < 2:  # noqa: PLR2004 - a first name and a surname
        return False
    first, last = bare[0].casefold(), bare[-1].casefold()
    given, surname = (word.casefold() for word in pair)
    if given == first or given.rstrip(".") in _TITLE:
        return surname != last and _likeness(last, surname) >= _LIKE_A_SURNAME
    return surname == last and given != first and _likeness(first, given) >= _LIKE_A_NAME


def _is_titled(name: str) -> bool:
    return _without_title(name) != name


def _without_title(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if first.casefold().rstrip(".") in _TITLE else name


def _likeness(first: str, second: str) -> float:
    """From 0 to 1; upper and lower case are alike."""
    return difflib.SequenceMatcher(None, first.casefold(), second.casefold()).ratio()


def _names_of(client: Client) -> list[str]:
    codes = [*client.names_in_records, *(matter.reference for matter in client.matters)]
    long = [code for code in codes if len(code) >= _SHORTEST_CODE]
    return [client.name, without_form(client.name), *long]


def _first_word_alone(other: Client, own: str, text: str) -> bool:
    """The distinctive first word of a name, not followed by another capitalised word."""
    first = folded(other.name.split()[0])
    if len(first) < _SHORTEST_FIRST_WORD or holds(own, first):
        return False
    word = name_pattern(first, hyphens_only=True).pattern
    found = re.finditer(rf"(?i:{word})(?!\s[A-Z])", text)
    return any(match.group()[0].isupper() for match in found)


def _own_words(firm: Firm, client: Client) -> Iterable[str]:
    contacts = (contact.name for contact in client.contacts)
    return (firm.particulars.name, *(person.name for person in firm.people), *contacts)


def holds(text: str, name: str) -> bool:
    """Whether a folded text has the name, however it is hyphenated or spaced.

    A name of one word is not found in two words: a copper beech is a tree.
    """
    plain = folded(name)
    pattern = name_pattern(plain, hyphens_only=" " not in plain)
    return pattern.search(text) is not None


@lru_cache(maxsize=4_096)
def name_pattern(name: str, *, hyphens_only: bool = False) -> re.Pattern[str]:
    """Finds the folded name whole, in upper or lower case, with other hyphens or spaces in it."""
    gap = r"-?" if hyphens_only else r"[\s-]?"
    letters = [re.escape(character) for character in name if not re.match(r"[\s-]", character)]
    joined = gap.join(letters)
    return re.compile(rf"(?<!\w){joined}(?!\w)", re.IGNORECASE)
