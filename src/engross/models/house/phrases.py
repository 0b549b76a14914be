"""The sentences of `phrases.toml`, which says how they are written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any


@dataclass(frozen=True)
class Phrase:
    """A sentence and when it may be used."""

    text: str
    when: tuple[str, ...] = ()


Choice = tuple[Phrase, ...]
"""Phrases of which the first that fits is said."""


@dataclass(frozen=True)
class Topic:
    """What to say of a measure, at length and in a summary."""

    measure: str
    full: Choice
    short: Choice
    """For summaries; none leaves the topic to the other sections."""
    covers: tuple[str, ...]
    """Other measures that it speaks of, so that nothing more is said of them."""
    in_table: bool
    """Whether a table, where the section has one, says it better."""
    beside: str
    """A measure with which it is said too; empty for none."""
    scope: str = ""
    """What it is said of, such as `line:sales`; empty is the whole."""


@dataclass(frozen=True)
class Each:
    """What to say of the parts that have most of a measure."""

    measure: str
    """Of the sections that it is said in."""
    of: str
    """The dimension of the parts: `line`, `customer`."""
    by: str
    """The measure that they are chosen by."""
    full: Choice
    most: int
    only: Mapping[str, frozenset[str]]
    """By measure, the values that a part must have."""
    either_way: bool
    """Whether what is below nil counts as much as what is above."""
    in_order: bool
    """Whether they are said in the order of the facts, not of their size."""


def _choice(told: list[Mapping[str, Any]]) -> Choice:
    return tuple(Phrase(each["text"], tuple(each.get("when", ()))) for each in told)


def _topic(told: Mapping[str, Any]) -> Topic:
    return Topic(
        measure=told["measure"],
        full=_choice(told["full"]),
        short=_choice(told.get("short", [])),
        covers=tuple(told.get("covers", ())),
        in_table=bool(told.get("in_table")),
        beside=str(told.get("beside", "")),
        scope=str(told.get("scope", "")),
    )


def _each(told: Mapping[str, Any]) -> Each:
    return Each(
        measure=told["measure"],
        of=told["of"],
        by=told["by"],
        full=_choice(told["full"]),
        most=int(told["most"]),
        only={name: frozenset(values) for name, values in told.get("only", {}).items()},
        either_way=bool(told.get("either_way")),
        in_order=bool(told.get("in_order")),
    )


_FILE = tomllib.loads(
    resources.files("engross.models.house").joinpath("phrases.toml").read_text("utf-8")
)

TOPICS = tuple(_topic(told) for told in _FILE["topic"])
"""What to say of the whole engagement, in the order in which it is said."""

PART: Mapping[str, Choice] = {name: _choice(told) for name, told in _FILE["part"].items()}
"""What to say of one workstream or invoice."""

EACH = tuple(_each(told) for told in _FILE["each"])
"""What to say of each of several parts."""

BY_LINE = frozenset(each.measure for each in EACH if each.of == "line")
"""Measures that are told line by line."""


def spoken_of(measures: Iterable[str]) -> tuple[str, ...]:
    """The scopes of the topics of those measures, such as `line:sales`; the whole is none."""
    wanted = set(measures)
    return tuple(dict.fromkeys(t.scope for t in TOPICS if t.scope and t.measure in wanted))


ASK: Mapping[str, Choice] = {name: _choice(told) for name, told in _FILE["ask"].items()}
"""What the figures make us ask."""

REASONS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(told["finds"], re.IGNORECASE), told["says"]) for told in _FILE["reason"]
)
"""How a reason is recognised in a passage, and how it is said."""

WORDS: Mapping[str, str] = _FILE["words"]
"""Single sentences and marks."""

WHOLES: Mapping[str, str] = _FILE["wholes"]
"""What a measure is a part of: `overdue:all` holds when nothing outstanding is not overdue."""

PERIODS: Mapping[str, tuple[str, str]] = {
    kind: (this, before) for kind, (this, before) in _FILE["periods"].items()
}
"""How the reporting period and the one before are called."""

UNSAID = frozenset(_FILE["unsaid"]["measures"])
"""Measures that a table shows better than a sentence."""

TO_CONFIRM = WORDS["to_confirm"]

MISSING = {
    (False, False): WORDS["no_owner_and_due"],
    (False, True): WORDS["no_owner_of_action"],
    (True, False): WORDS["no_due"],
}
"""What an action lacks, by whether it has an owner and a date."""
