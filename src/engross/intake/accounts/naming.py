"""Each entry's key, by which facts are told apart, and the label of one that has none."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from engross.intake.accounts.entries import GROSS, TAKEN_OUT, Entry, Identity
from engross.intake.accounts.words import StatementKind, label_of, named, tidy
from engross.intake.streams import free_key, slug

KNOWN: Final = frozenset(
    {"sales", "cost-of-sales", "gross-profit", "overheads", "operating-profit", "profit"}
)
"""Keys that mean the same in every client's accounts."""
_GROUP_KEYS: Final = {"income": "sales"}
"""Sections whose total is called otherwise in a fact's id."""
_BELOW: Final = frozenset({"other-costs", "interest", "tax", "appropriations"})
"""Sections that stand below the operating profit."""
_CURRENT: Final[Identity] = frozenset({("current-assets", 1), ("due-within-a-year", 1)})


def name_all(kind: StatementKind, entries: Sequence[Entry]) -> None:
    """Give each entry its key; those that are known by what they hold come first."""
    used: set[str] = set()
    for entry, key in zip(entries, _known_keys(kind, entries), strict=True):
        entry.key = "" if key in used else key
        used.add(entry.key)
    for entry in entries:
        if not entry.key:
            entry.key = free_key(_wanted(kind, entry, entries, used), used)
            used.add(entry.key)
    for entry in entries:
        if not entry.label:
            entry.label = f"Total {_lower(_section(entry))}"


def _wanted(
    kind: StatementKind, entry: Entry, entries: Sequence[Entry], used: Collection[str]
) -> str:
    """By its name; of the only line of a section, that of the section."""
    section = _group_key(entry)
    alone = sum(e.role == "line" and e.group == entry.group for e in entries) == 1
    if kind == "profit" and entry.role == "line" and alone and section not in used:
        return section
    return slug(entry.label or f"total {entry.group}")


def _group_key(entry: Entry) -> str:
    return _GROUP_KEYS.get(entry.group, entry.group)


def _section(entry: Entry) -> str:
    line = next(iter(entry.stated.values()), None)
    return tidy(line.section) if line and line.section else label_of(entry.group)


def _known_keys(kind: StatementKind, entries: Sequence[Entry]) -> list[str]:
    """The keys of those that hold whole sections; empty for all others."""
    results = [
        entry
        for entry in entries
        if entry.role == "result" and entry.identity and TAKEN_OUT not in dict(entry.identity)
    ]
    present = {entry.group for entry in entries if entry.role == "line"}
    return [_known_key(kind, e, results, present) if e.identity else "" for e in entries]


def _known_key(
    kind: StatementKind, entry: Entry, results: Sequence[Entry], present: Collection[str]
) -> str:
    signs = dict(entry.identity)
    if entry.role == "total" and len(signs) == 1:
        return _group_key(entry)
    if kind == "balance":
        return _balance_key(entry, present)
    if entry.identity == GROSS:
        return "gross-profit"
    if entry is max(results, key=lambda e: len(e.parts), default=None):
        return "profit"
    if "overheads" in signs and not _BELOW & signs.keys():
        return "operating-profit"
    return "profit-before-tax" if "interest" in signs and "tax" not in signs else ""


def _balance_key(entry: Entry, present: Collection[str]) -> str:
    touched = {group for group, _ in entry.identity}
    if touched <= named("balance", "capital"):
        return "capital"
    if touched == set(present) - named("balance", "capital"):
        return "net-assets"
    return "net-current-assets" if entry.identity == _CURRENT else ""


def _lower(text: str) -> str:
    """A section's name after `Total`: `Fixed assets` is `fixed assets`, `VAT` stays."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
