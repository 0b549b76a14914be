"""Labels: what stands in a precedent where a figure, a date, a name or somebody's words were.

They are put together from `labels.toml` and from nothing else, so no word or figure of a client can
come into one.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Final, NamedTuple

from engross.records import Evidence, Fact, Passage, UnknownFact
from engross.uk.periods import Period

_FILE: Final = tomllib.loads(
    resources.files("engross.knowledge.precedents").joinpath("labels.toml").read_text("utf-8")
)
_MEASURES: Final[Mapping[str, str]] = _FILE["measures"]
_SCOPES: Final[Mapping[str, str]] = _FILE["scopes"]
_ALONE: Final = frozenset(_FILE["alone"]["measures"])
_PERIODS: Final[Mapping[str, str]] = _FILE["periods"]
_DERIVED: Final[Mapping[str, str]] = _FILE["derived"]
_WORDS: Final[Mapping[str, str]] = _FILE["words"]
_TWO = 2


class Setting(NamedTuple):
    """The period and the day of the document that the words come from."""

    period: Period
    as_at: dt.date


def fact_label(identifier: str, evidence: Evidence, setting: Setting) -> str:
    """`[amount billed in the period]` for the fact of that id."""
    try:
        return f"[{_label(evidence.fact(identifier), evidence, setting)}]"
    except UnknownFact:
        return f"[{_WORDS['unknown']}]"


def words_label(passage: Passage | None) -> str:
    """`[what the client said]`, or what else stood there; `None` is what nobody can look up."""
    if passage is not None and passage.side == "client":
        return f"[{_WORDS['client']}]"
    return f"[{_WORDS['notes']}]"


FIRMS_WORDS: Final = f"[{_WORDS['firm']}]"
"""Stands for words that the firm's own knowledge base has."""


def _label(fact: Fact, evidence: Evidence, setting: Setting) -> str:
    if fact.inputs and fact.measure not in _MEASURES:
        return _derived(fact, evidence, setting)
    label = _MEASURES.get(fact.measure, _WORDS["unknown"])
    scope = "" if fact.measure in _ALONE else _SCOPES.get(fact.scope.partition(":")[0], "")
    when = "" if fact.unit in {"text", "date"} else _when(fact.period, setting)
    return " ".join(filter(None, (label, scope, when)))


def _derived(fact: Fact, evidence: Evidence, setting: Setting) -> str:
    inputs = [_label(evidence.fact(name), evidence, setting) for name in fact.inputs[:_TWO]]
    if len(fact.inputs) != _TWO or fact.operation not in _DERIVED:
        return _DERIVED["other"]
    first, second = (label.removeprefix("figure: ") for label in inputs)
    return _DERIVED[fact.operation].format(first=first, second=second)


def _when(key: str, setting: Setting) -> str:
    """The period's words, seen from the document's own."""
    if key in {"register", "to-date"}:
        return ""
    if key == "engagement":
        return _PERIODS["engagement"]
    if key.startswith("at-"):
        same = key == f"at-{setting.as_at.isoformat()}"
        return _PERIODS["as-at" if same else "another-day"]
    own = setting.period
    named = {own.key: "this", own.previous().key: "before", own.next().key: "next"}
    if key in named:
        return _PERIODS[named[key]]
    return _PERIODS["part" if key in {month.key for month in own.months()} else "another"]
