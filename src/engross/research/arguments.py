"""What the tools take. The docstrings reach the agents as the arguments' descriptions."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from engross.records import PassageKind, Record


class NoArguments(Record):
    """No arguments."""


class FindFacts(Record):
    """Which facts to find; an empty argument matches everything."""

    measure: str = ""
    """A measure's key, such as `billed`; `list_measures` names them."""
    period: str = ""
    """A period key, such as `2026-Q3`."""
    scope: str = ""
    """`matter`, `invoice:4452`, or a whole dimension: `workstream:`."""
    limit: int = Field(default=40, ge=1, le=100)
    """How many at most."""


class ShowRows(Record):
    """Which fact to explain."""

    fact: str
    """The fact's id."""


class Derive(Record):
    """What to work out."""

    operation: Literal["sum", "difference", "share", "change"]
    """`difference` is first less second; `share` is first as a percentage of second; `change` is
    the percentage change from second to first."""
    facts: tuple[str, ...]
    """Ids of the facts, in order; two, or for a sum two or more."""


class SearchNotes(Record):
    """Which passages to find; empty arguments match everything."""

    kinds: tuple[PassageKind, ...] = ()
    """Kinds of passage; empty is every kind."""
    words: str = ""
    """Words to look for; passages that have most of them come first."""
    limit: int = Field(default=20, ge=1, le=100)
    """How many at most."""
    skip: int = Field(default=0, ge=0)
    """How many to leave out from the beginning, to read on where there are more."""


class SearchKnowledge(Record):
    """What to ask of the firm's knowledge base."""

    question: str = Field(min_length=1, max_length=400)
    """A question or a few words."""
    limit: int = Field(default=5, ge=1, le=20)
    """How many passages at most."""


class LookUp(Record):
    """What to look up."""

    ids: tuple[str, ...] = ()
    """Ids of facts and passages."""
