"""A section's passages as paragraphs: who said what and when, whose it is, what is not known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from engross.models.house.grouping import Parts, is_by_part, line_begun, parts_for
from engross.models.house.nearness import Nearness
from engross.models.house.phrases import MISSING, TO_CONFIRM, WORDS
from engross.models.house.reading import PassageLine, Section, has_digits
from engross.models.house.reporting import Reader, Reported, ask, report
from engross.models.house.sides import People, acting
from engross.records import Paragraph, Sentence

_MARKS = 3
"""How many items of a section are marked as incomplete; more would only be noise."""

_TOGETHER = 4
"""The most sentences of a paragraph."""

_ONE_BY_ONE = frozenset({"action", "question", "risk"})
"""Kinds that a reader ticks off: each is a paragraph."""

_BEGINS_WITH_DAY = re.compile(r"On \[\[(?:fact:(?P<day>said-on/[^\]]+)|[^\]]+)\]\]")

_QUOTES_WHOLE = re.compile(r"\[\[quote:(?P<id>[^\]#]+)\]\]")
_OWNED = re.compile(r"\bowner\b", re.IGNORECASE)


@dataclass(frozen=True)
class Speech:
    """What it takes to tell a passage."""

    reader: Reader
    who: People
    parts: Parts
    nearness: Nearness


@dataclass(frozen=True)
class _Before:
    """What the paragraph has said so far."""

    paragraph: str = ""
    day: str = ""
    """The fact of the day with which its last dated sentence began."""
    asked: bool = False
    """Whether it has said that something was asked of us."""

    def followed_by(self, said: Reported, passage: PassageLine) -> _Before:
        """The same with one sentence more."""
        begun = _BEGINS_WITH_DAY.match(said.text)
        day = (begun["day"] or "") if begun else self.day
        if not passage.speaker and said.quoted and passage.figures:
            day = ""  # its own words may tell another day
        asked = self.asked or (passage.kind == "instruction" and not said.quoted)
        return _Before(self.paragraph, day, asked)


def paragraphs(
    section: Section, passages: Sequence[PassageLine], speech: Speech, *, asking: bool
) -> tuple[Paragraph, ...]:
    """The passages in their order; `asking` puts what the client is to do as a request."""
    marks = iter(range(_MARKS))
    by_part = is_by_part(section, speech.parts)
    parts = parts_for(passages, speech.parts, speech.nearness) if by_part else {}
    told: list[tuple[str, Sentence]] = []
    before = _Before()
    for passage in passages:
        key = _paragraph_of(passage, parts)
        before = before if before.paragraph == key else _Before(key)
        said = _said(passage, speech, before, asking=asking)
        missing = missing_of(passage, section)
        told.append((key, _sentence(said, passage, speech.reader, missing, marks)))
        before = before.followed_by(said, passage)
    return tuple(_joined(told, speech.parts, {passage.id: passage for passage in passages}))


def missing_of(passage: PassageLine, section: Section) -> str:
    """What an action or a risk does not say, in words; whoever spoke an action takes it on.

    A risk that is told among the background is part of it and wants no owner.
    """
    if passage.kind == "risk":
        owned = passage.owner or _OWNED.search(passage.text) or "background" in section.kinds
        return "" if owned else WORDS["no_owner"]
    if passage.kind != "action":
        return ""
    return MISSING.get((bool(passage.owner or passage.speaker), bool(passage.due)), "")


def nothing_found(section: Section) -> str:
    """What is missing where a section has no evidence at all."""
    if has_digits(section.heading):
        return WORDS["nothing_found_here"]
    return WORDS["nothing_found"].format(heading=section.heading)


def to_confirm(what: str) -> str:
    """The mark of something missing."""
    return TO_CONFIRM.format(what=what)


def is_told(reader: Reader) -> Callable[[PassageLine], bool]:
    """Whether a passage can be told in the report's own words."""
    known: dict[str, bool] = {}

    def told(passage: PassageLine) -> bool:
        if passage.id not in known:
            known[passage.id] = not report(passage, reader).quoted
        return known[passage.id]

    return told


def _said(passage: PassageLine, speech: Speech, before: _Before, *, asking: bool) -> Reported:
    dated = passage.said_on_fact != before.day
    if asking and acting(passage, speech.who) == "client":
        return ask(passage, speech.reader, dated=dated)
    return report(passage, speech.reader, dated=dated, also=before.asked)


def _sentence(
    said: Reported, passage: PassageLine, reader: Reader, missing: str, marks: Iterator[int]
) -> Sentence:
    text = _with_owner(said, passage, reader)
    if missing and next(marks, None) is not None:
        text = f"{text} {to_confirm(missing)}"
    return Sentence(text=text, cites=said.cites)


def _with_owner(said: Reported, passage: PassageLine, reader: Reader) -> str:
    """A risk with its owner, where the words themselves do not say whose it is."""
    owner = passage.owner
    if passage.kind != "risk" or not owner or _OWNED.search(passage.text):
        return said.text
    if not passage.owner_fact and (
        has_digits(owner) or owner.casefold() in passage.text.casefold()
    ):
        return said.text
    name = f"[[fact:{passage.owner_fact}]]" if passage.owner_fact else owner
    name = WORDS["us"] if owner in reader.firms else name
    return f"{said.text.rstrip('.')} {WORDS['owner'].format(owner=name)}."


def _paragraph_of(passage: PassageLine, parts: Mapping[str, str]) -> str:
    """What the passage shares with others of its paragraph."""
    if passage.kind in _ONE_BY_ONE:
        return passage.id
    if passage.kind == "background" and passage.id in parts:
        return parts[passage.id]
    return f"{passage.kind} {passage.said_on_fact}"


def said_in(sentence: Sentence, passages: Mapping[str, PassageLine]) -> str:
    """The sentence's words, or those of the passage that it quotes as a whole."""
    quoted = _QUOTES_WHOLE.match(sentence.text)
    passage = passages.get(quoted["id"]) if quoted else None
    return passage.text if passage else sentence.text


def _joined(
    told: Iterable[tuple[str, Sentence]], parts: Parts, passages: Mapping[str, PassageLine]
) -> Iterator[Paragraph]:
    for key, group in groupby(told, key=lambda pair: pair[0]):
        sentences = [sentence for _, sentence in group]
        begun = line_begun(said_in(sentences[0], passages), parts)
        if key in parts and begun != key:
            first = f"[[fact:{parts[key].id}]]: {sentences[0].text}"
            sentences[0] = sentences[0].model_copy(update={"text": first})
        for start in range(0, len(sentences), _TOGETHER):
            yield Paragraph(sentences=tuple(sentences[start : start + _TOGETHER]))
