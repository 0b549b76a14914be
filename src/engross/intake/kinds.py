"""The kinds of table that intake knows and the names their columns may have, from a toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import Any

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOISE = re.compile(r"£|\bgbp\b|[^\w#%/ ]|_", re.IGNORECASE)
_LONGEST = 300
"""Characters of a heading; a cell with more holds none."""
_NOT_KINDS = ("shared", "sensitive", "shapes", "bases", "vague")


@dataclass(frozen=True)
class Kind:
    """A kind of table."""

    key: str
    """`time`, `invoices`, `credit-notes`, `payments`, `budget`, `disbursements`, `expenses`."""
    title: str
    """`time entries`."""
    sheets: tuple[str, ...]
    """Sheet names that announce it, normalised."""
    needs: tuple[str, ...]
    """Meanings without which it is of no use."""
    marks: tuple[tuple[str, ...], ...]
    """Meanings any group of which tells it apart."""
    columns: Mapping[str, tuple[str, ...]]
    """By meaning, the names that it may have, best first."""
    instead: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By needed meaning, those that can stand in for it."""
    wants: tuple[str, ...] = ()
    """Meanings that are worth having from a column that is likely to be it."""
    added: tuple[str, ...] = ()
    """Meanings that firms add to a program's export, under one of their names here."""


@lru_cache(maxsize=20_000)
def normal(name: str) -> str:
    """A heading or sheet name as the tomls write them; what is too long for one is cut."""
    spaced = _CAMEL.sub(" ", name[:_LONGEST]).replace("#", " no ").replace("/", " ")
    return " ".join(_NOISE.sub(" ", spaced).casefold().split())


@cache
def kinds(file: str = "columns.toml") -> tuple[Kind, ...]:
    """Every kind of table that the file beside this module describes."""
    data = toml(file)
    shared = _names(data.get("shared", {}))
    return tuple(
        Kind(
            key=key,
            title=kind["title"],
            sheets=tuple(kind["sheets"]),
            needs=tuple(kind["needs"]),
            marks=tuple(tuple(group) for group in kind["marks"]),
            columns={**shared, **_names(kind["columns"])},
            instead=_names(kind.get("instead", {})),
            wants=tuple(kind.get("wants", ())),
            added=tuple(kind.get("added", ())),
        )
        for key, kind in data.items()
        if key not in _NOT_KINDS
    )


def listed(section: str, file: str = "columns.toml") -> Mapping[str, tuple[str, ...]]:
    """The lists of words of a section that is no kind of table; none when it is not there."""
    return _names(toml(file).get(section, {}))


def toml(file: str) -> dict[str, Any]:
    """What a toml beside this module says."""
    return tomllib.loads(resources.files("engross.intake").joinpath(file).read_text("utf-8"))


def _names(listed: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {meaning: tuple(names) for meaning, names in listed.items()}
