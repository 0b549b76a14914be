"""Passages as sentences: written notes word for word, spoken words with who said them."""

from __future__ import annotations

from collections.abc import Sequence

from engross.models.house import phrases
from engross.models.house.choosing import People
from engross.models.house.reading import PassageLine, Section, has_digits
from engross.records import Paragraph, Sentence

_MARKS = 3
"""How many actions of a section are marked as incomplete; more would only be noise."""

_ONE_BY_ONE = frozenset({"action", "question", "risk"})
"""Kinds that a reader ticks off: each is a paragraph."""

_ENDS = (".", "?", "!", "…", ".”", "?”", "!”", '."', '?"', '!"', ".)")


def paragraphs(
    section: Section, passages: Sequence[PassageLine], who: People
) -> tuple[Paragraph, ...]:
    """The passages in their order: items and spoken words one by one, other notes by kind."""
    marks = 0 if section.is_summary else _MARKS
    groups: dict[str, list[Sentence]] = {}
    for passage in passages:
        missing = missing_of(passage) if marks else ""
        marks -= bool(missing)
        sentence = Sentence(text=_text(passage, who, missing), cites=(passage.id,))
        alone = passage.speaker or passage.kind in _ONE_BY_ONE
        key = passage.id if alone else passage.kind
        groups.setdefault(key, []).append(sentence)
    return tuple(Paragraph(sentences=tuple(sentences)) for sentences in groups.values())


def missing_of(passage: PassageLine) -> str:
    """What an action does not say, in words; whoever spoke it is taken to do it."""
    if passage.kind != "action":
        return ""
    return phrases.MISSING.get((bool(passage.owner or passage.speaker), bool(passage.due)), "")


def nothing_found(section: Section) -> str:
    """What is missing where a section has no evidence at all."""
    if has_digits(section.heading):
        return phrases.NOTHING_FOUND_HERE
    return phrases.NOTHING_FOUND.format(heading=section.heading)


def to_confirm(what: str) -> str:
    """The mark of something missing."""
    return phrases.TO_CONFIRM.format(what=what)


def _text(passage: PassageLine, who: People, missing: str) -> str:
    quote = f"[[quote:{passage.id}]]"
    if not passage.text.rstrip().endswith(_ENDS):
        quote += "."
    if passage.speaker:
        quote = _introduction(passage, who).format(speaker=passage.speaker_name, quote=quote)
    elif _has_owner_beside(passage):
        quote = f"{passage.owner}: {quote}"
    return f"{quote} {to_confirm(missing)}" if missing else quote


def _introduction(passage: PassageLine, who: People) -> str:
    if not passage.speaker_name:
        return phrases.NOT_NAMED
    if passage.kind == "question":
        return phrases.ASKED
    return phrases.TOLD_US if who.side(passage.speaker) == "client" else phrases.SAID


def _has_owner_beside(passage: PassageLine) -> bool:
    """Whether the note names who acts beside the words of an action, not in them."""
    owner = passage.owner
    if passage.kind != "action" or not owner or has_digits(owner):
        return False
    return owner.casefold() not in passage.text.casefold()
