"""Which passages are worth having, and in which section each belongs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from engross.models.house.reading import FactLine, PassageLine, Section, words_in
from engross.models.house.word_lists import (
    CLIENT,
    DONE,
    FILLERS,
    FIRM,
    FORMS,
    HEADERS,
    OPENERS,
    SMALL_TALK,
)

Side = Literal["firm", "client", ""]
"""Who has to do something: the firm, the client, or nobody can tell."""

PASSAGES = 8
"""The most passages of a section."""

_IN_SUMMARY = 3
_SHORT, _LONG, _TOO_LONG = 5, 45, 90
"""Words of a passage: fewer say little, more are hard to read, still more are left out."""

_LEAST_SPOKEN = 3
"""What spoken words must score to be worth quoting; written ones only more than nothing."""

_SPOKEN = 5
"""The most spoken passages of a section."""

_BROKEN_OFF = re.compile(r"…|\.\.\.|\b(\w+)\W+\1\b", re.IGNORECASE)
"""Where somebody breaks off or says a word twice."""

_LEAST_NAME = 3


@dataclass(frozen=True)
class People:
    """Words that give away whose side somebody is on."""

    firm: frozenset[str]
    client: frozenset[str]

    def side(self, name: str) -> Side:
        """Whose side the person or body is on."""
        words = words_in(name)
        if words & (self.firm | FIRM):
            return "firm"
        return "client" if words & (self.client | CLIENT) else ""


def people(facts: Iterable[FactLine]) -> People:
    """Who is who, from the register's facts and the names of those who recorded time."""
    names: dict[str, set[str]] = {"firm": set(), "client": set()}
    for fact in facts:
        if fact.measure in {"firm-name", "signatory", "manager", "person"}:
            names["firm"] |= _name_words(fact.display)
        elif fact.measure in {"client-name", "client-short-name", "client-contact"}:
            names["client"] |= _name_words(fact.display)
    firm, client = frozenset(names["firm"]), frozenset(names["client"])
    return People(firm - client, client - firm)


def choose(
    sections: Sequence[Section],
    passages: Sequence[PassageLine],
    who: People,
    room: Mapping[str, int],
) -> dict[str, tuple[PassageLine, ...]]:
    """The passages of each section, best first; each stands in one section, and in a summary.

    `room` is how many words each section has left for them.
    """
    worth = [passage for passage in _each_once(passages) if _is_worth_having(passage)]
    placed: dict[str, list[PassageLine]] = {section.key: [] for section in sections}
    for passage in worth:
        if home := _home(sections, passage, who):
            placed[home.key].append(passage)
    for section in sections:
        if section.is_summary:
            placed[section.key] = _best_of_each_kind(section, worth, who)
    return {
        section.key: _fitting(_in_order(section, placed[section.key]), room.get(section.key, 0))
        for section in sections
    }


def score(passage: PassageLine) -> int:
    """How good a passage is to quote: written, fluent, not too long, with owner and date."""
    words = passage.text.casefold().split()
    if not words or len(words) > _TOO_LONG or passage.text.rstrip().endswith((":", "[…]")):
        return 0
    if not passage.speaker and words[0].strip(":,.") in HEADERS and ":" in passage.text[:24]:
        return 0
    plain = [word.strip(".,;:!?") for word in words]
    points = 1 + 3 * (not passage.speaker) + 2 * (_SHORT <= len(words) <= _LONG)
    points += bool(passage.owner) + bool(passage.due)
    points += passage.text.rstrip().endswith((".", "?", "!"))
    points -= sum(word in FILLERS for word in plain) + (plain[0] in OPENERS)
    points -= len(_BROKEN_OFF.findall(passage.text))
    points -= 3 * any(phrase in passage.text.casefold() for phrase in SMALL_TALK)
    return points - 2 * (len(words) < _SHORT)


def _is_worth_having(passage: PassageLine) -> bool:
    """Whether to quote it at all; of what was merely said, only what tells of something done."""
    if not passage.speaker:
        return score(passage) > 0
    if passage.kind == "background" and not DONE & words_in(passage.text):
        return False
    return score(passage) >= _LEAST_SPOKEN


def side(passage: PassageLine, who: People) -> Side:
    """Who has to act on it. A question in our own notes is one for the client."""
    if passage.kind == "question":
        asker = who.side(passage.speaker) if passage.speaker else "firm"
        return {"firm": "client", "client": "firm"}.get(asker, "")  # type: ignore[return-value]  # the two sides
    return who.side(passage.owner or passage.speaker or " ".join(passage.text.split()[:2]))


def _home(sections: Sequence[Section], passage: PassageLine, who: People) -> Section | None:
    """The section that fits best; of equals the more particular one, then the first."""
    fitting = [s for s in sections if passage.kind in s.kinds and not s.is_summary]
    return max(
        fitting, key=lambda s: (_affinity(s, passage, who), -len(s.kinds)), default=None
    ) or next((s for s in sections if passage.kind in s.kinds), None)


def _affinity(section: Section, passage: PassageLine, who: People) -> int:
    told = words_in(f"{section.heading} {section.purpose}")
    acting = side(passage, who)
    return 3 * (acting in told) + bool({passage.kind, f"{passage.kind}s"} & told)


def _best_of_each_kind(
    section: Section, passages: Sequence[PassageLine], who: People
) -> list[PassageLine]:
    best = []
    for kind in section.kinds:
        mine = [passage for passage in passages if passage.kind == kind]
        if mine:
            best.append(max(mine, key=lambda p: (_affinity(section, p, who), score(p))))
    return best[:_IN_SUMMARY]


def _in_order(section: Section, passages: Sequence[PassageLine]) -> list[PassageLine]:
    """By kind as the standard format names them, the best of each first."""
    return sorted(passages, key=lambda p: (section.kinds.index(p.kind), -score(p)))


def _fitting(passages: Sequence[PassageLine], room: int) -> tuple[PassageLine, ...]:
    kept: list[PassageLine] = []
    for passage in passages:
        spoken = sum(bool(other.speaker) for other in kept) if passage.speaker else 0
        if len(kept) < PASSAGES and spoken < _SPOKEN and passage.words <= room:
            kept.append(passage)
            room -= passage.words
    return tuple(kept)


def _each_once(passages: Sequence[PassageLine]) -> list[PassageLine]:
    """Without passages that say the same words again."""
    said: dict[str, PassageLine] = {}
    for passage in passages:
        said.setdefault(" ".join(passage.text.casefold().split()), passage)
    return list(said.values())


def _name_words(name: str) -> set[str]:
    return {word for word in words_in(name) if len(word) >= _LEAST_NAME} - FORMS
