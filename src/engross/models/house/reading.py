"""The tools' JSON as plain values: sections, facts, passages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from engross.models.house.conversation import Conversation
from engross.records import Brief, slots, without_slots
from engross.uk.money import MINUS, NIL

_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_NAME = re.compile(r"[^\W\d_][^\W\d_.'\u2019-]*(?:[ .'\u2019-]+[^\W\d_]+)*\.?")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_NAME_LENGTH = 60
_BATCH = 20
"""How many ids are looked up in one call; the answer stays small."""
_SUMMARY = re.compile(
    r"\b(summary|overview|at a glance|headlines|highlights|in brief)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Section:
    """One section of the standard format."""

    key: str
    heading: str
    purpose: str
    measures: tuple[str, ...]
    kinds: tuple[str, ...]
    fewest: int
    most: int
    may_be_empty: bool
    when_empty: str
    has_tables: bool
    fixed: bool
    knowledge: tuple[str, ...] = ()
    """What to ask of the firm's knowledge base."""
    is_list: bool = False
    """Whether each of its paragraphs is printed as a point of its own."""
    actions_of: str = ""
    """Whose actions belong in it: `firm`, `client`, or either side's."""

    @property
    def is_summary(self) -> bool:
        """Whether it says shortly what other sections say at length."""
        return bool(_SUMMARY.search(f"{self.heading} {self.key.replace('_', ' ')}"))


@dataclass(frozen=True)
class Layout:
    """The standard format."""

    period: str
    """The report's period key."""
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class FactLine:
    """A fact as a tool showed it."""

    id: str
    measure: str
    label: str
    period: str
    scope: str
    scope_label: str
    display: str
    unit: str

    @property
    def amount(self) -> Decimal | None:
        """The printed number, below nil with a minus sign or in brackets; `None` for words."""
        return amount(self.display) if self.unit not in {"text", "date"} else None


class PlacedFigure(NamedTuple):
    """A figure that a passage says."""

    start: int
    end: int
    number: int
    """Which of the passage's figures it is, from 1."""
    slot: str
    """`[[quote:p7#2]]`."""


@dataclass(frozen=True)
class PassageLine:
    """A passage as a tool showed it."""

    id: str
    kind: str
    text: str
    speaker: str
    owner: str
    due: str
    side: str = ""
    """Whose side the speaker is on: `firm`, `client` or nothing."""
    speaker_fact: str = ""
    """The fact that holds the speaker's registered name."""
    owner_side: str = ""
    owner_fact: str = ""
    due_fact: str = ""
    """The fact that holds the day that `due` means."""
    said_on_fact: str = ""
    """The fact that holds the day of the conversation."""
    file: str = ""
    place: str = ""
    """Where it stands: the file and, inside it, its headings and paragraph."""
    figures: tuple[str, ...] = ()
    """What `[[quote:p7#1]]`, `[[quote:p7#2]]`, ... stand for, as the text says them in order."""

    def placed_figures(self) -> Iterator[PlacedFigure]:
        """Each figure with its place in the text; one that the text does not have is left out."""
        end = 0
        for number, figure in enumerate(self.figures, start=1):
            start = self.text.find(figure, end)
            if start < 0:
                continue
            end = start + len(figure)
            yield PlacedFigure(start, end, number, f"[[quote:{self.id}#{number}]]")

    @property
    def words(self) -> int:
        """How long it is."""
        return len(self.text.split())

    @property
    def speaker_name(self) -> str:
        """The speaker if that is a plain name, otherwise nothing: `Speaker 2` is nobody's name."""
        name = self.speaker.strip()
        return name if len(name) <= _NAME_LENGTH and _NAME.fullmatch(name) else ""


def layout(told: Mapping[str, Any]) -> Layout:
    """What `standard_format` says."""
    return Layout(
        period=str(told.get("period", {}).get("key", "")),
        sections=tuple(_section(section) for section in told.get("sections", ())),
    )


def facts(told: Mapping[str, Any]) -> tuple[FactLine, ...]:
    """The facts of a tool's result."""
    names = FactLine.__dataclass_fields__
    return tuple(
        FactLine(**{name: str(fact.get(name, "")) for name in names})
        for fact in told.get("facts", ())
    )


def passages(told: Mapping[str, Any]) -> tuple[PassageLine, ...]:
    """The passages of a tool's result."""
    names = PassageLine.__dataclass_fields__.keys() - {"figures"}
    return tuple(
        PassageLine(
            **{name: str(passage.get(name, "")) for name in names},
            figures=tuple(str(figure) for figure in passage.get("figures", ())),
        )
        for passage in told.get("passages", ())
    )


def looked_up(
    talk: Conversation, brief: Brief
) -> tuple[dict[str, FactLine], dict[str, PassageLine]]:
    """The facts and passages that a brief names, by id; empty while tools are still to be asked."""
    ids = unique(i for section in brief.sections for i in (*section.facts, *section.passages))
    told = [
        talk.ask("look_up", ids=list(ids[start : start + _BATCH]))
        for start in range(0, len(ids), _BATCH)
    ]
    return (
        {fact.id: fact for answer in told for fact in facts(answer)},
        {passage.id: passage for answer in told for passage in passages(answer)},
    )


def amount(display: str) -> Decimal | None:
    """The number that a printed value shows: `(£870)` or one with a minus sign is below nil."""
    text = display.strip()
    if text in {"-", NIL, "nil"}:
        return Decimal(0)
    match = _NUMBER.search(text)
    if match is None:
        return None
    value = Decimal(match.group().replace(",", ""))
    return -value if text[0] in f"-({MINUS}{NIL}" else value


def words_in(text: str) -> frozenset[str]:
    """The words of a text in small letters."""
    return frozenset(word.casefold() for word in _WORD.findall(text))


def has_digits(text: str) -> bool:
    """Whether the text, its slots apart, writes a figure."""
    return any(character.isnumeric() for character in without_slots(text))


def spoken_length(
    text: str,
    passages_by_id: Mapping[str, PassageLine] = MappingProxyType({}),
    facts_by_id: Mapping[str, FactLine] = MappingProxyType({}),
) -> int:
    """How many words a sentence will have once filled; a slot that is not known counts as one."""
    length = len(without_slots(text).split())
    for slot in slots(text):
        passage, fact = passages_by_id.get(slot.id), facts_by_id.get(slot.id)
        if passage is not None:
            said = passage.figures[slot.part - 1 : slot.part] if slot.part else (passage.text,)
            length += len(" ".join(said).split())
        else:
            length += len(fact.display.split()) if fact else 1
    return length


def asking_section(plan: Layout) -> Section | None:
    """The section in which something may be asked: the last that takes questions."""
    taking = [s for s in plan.sections if "question" in s.kinds and not (s.is_summary or s.fixed)]
    return taking[-1] if taking else None


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """Each value once, in the order of its first appearance."""
    return tuple(dict.fromkeys(values))


def _section(told: Mapping[str, Any]) -> Section:
    fewest, most = told.get("words") or (0, 400)
    return Section(
        key=str(told["key"]),
        heading=str(told.get("heading", "")),
        purpose=str(told.get("purpose", "")),
        measures=tuple(told.get("measures", ())),
        kinds=tuple(told.get("passages", ())),
        fewest=int(fewest),
        most=int(most),
        may_be_empty=bool(told.get("may_be_empty")),
        when_empty=str(told.get("when_empty", "")),
        has_tables=bool(told.get("tables")),
        fixed=bool(told.get("fixed")) or not int(most),
        knowledge=tuple(told.get("knowledge", ())),
        is_list=told.get("layout") == "list",
        actions_of=str(told.get("actions_of", "")),
    )
