"""Slots: where a drafter wants a figure, date, name or somebody's own words.

`[[fact:billed/2026-Q3/matter]]` is filled with the fact's value, `[[quote:p7]]` with the passage's
words. Anything else between double brackets is no slot and is refused by the checks.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, cast

SLOT = re.compile(r"\[\[(fact|quote):([^\[\]]+)\]\]")
"""A well-formed slot: its kind and the id it names."""

BRACKETS = re.compile(r"\[\[.*?\]\]")
"""Anything that was meant as a slot."""


SlotKind = Literal["fact", "quote"]
"""A figure, date or name; or somebody's words."""


class Slot(NamedTuple):
    """One slot of a sentence."""

    kind: SlotKind
    """What it asks for."""

    id: str
    """The fact's or passage's id."""

    start: int
    """Where it begins in the sentence, in characters."""

    end: int
    """Where it ends."""


def slots(text: str) -> tuple[Slot, ...]:
    """The slots of a sentence, in order."""
    return tuple(
        Slot(cast("SlotKind", match.group(1)), match.group(2).strip(), *match.span())
        for match in SLOT.finditer(text)
    )


def without_slots(text: str) -> str:
    """The sentence's own words: every slot, well-formed or not, replaced by a space."""
    return BRACKETS.sub(" ", text)
