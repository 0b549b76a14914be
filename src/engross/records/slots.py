"""Slots: where a drafter wants a figure, date, name or somebody's own words.

`[[fact:billed/2026-Q3/matter]]` is filled with the fact's value, `[[quote:p7]]` with the passage's
words. `[[quote:p7#2]]` is filled with the second of the figures, amounts and dates that the passage
says, so that a sentence can put into its own words what was said and keep every figure as it was.
Anything else between double brackets is no slot and is refused by the checks, but for what leads
somewhere: `[[see:fees]]` says "Table 2" where that is the table of fees, and `[[note:unaudited]]`,
in the firm's own text only, puts a footnote there.
"""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple, cast

from engross.uk.figures import said_figures

SLOT = re.compile(r"\[\[(fact|quote):([^\[\]]+)\]\]")
"""A well-formed slot: its kind and the id it names."""

POINTER = re.compile(r"\[\[(see|note):\s*([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)\s*\]\]")
"""A well-formed reference (`see`) or footnote (`note`), and the name that it gives."""

BRACKETS = re.compile(r"\[\[.*?\]\]")
"""Anything that was meant as a slot."""

OPEN: Final = "[to confirm"
"""How what nobody knows yet begins, wherever it stands: `[to confirm: the fee]`."""

TO_CONFIRM = re.compile(rf"{re.escape(OPEN)}\b[^\[\]]*\]", re.IGNORECASE)
"""The whole of it."""

_PART = re.compile(r"(?P<id>[^#]+)#(?P<part>[1-9][0-9]?)")

SlotKind = Literal["fact", "quote"]
"""A figure, date or name; or somebody's words."""


PointerKind = Literal["see", "note"]
"""A reference to a table, chart or section; or a footnote."""


class Pointer(NamedTuple):
    """One reference or footnote of a sentence."""

    kind: PointerKind
    name: str
    """`fees`, `tables.fees`, `charts.fees`, `sections.fees`; or a footnote's key."""

    start: int
    """Where it begins in the sentence, in characters."""

    end: int
    """Where it ends."""


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

    part: int = 0
    """For a quotation, which of the passage's figures, from 1; 0 is all that it says."""


def slots(text: str) -> tuple[Slot, ...]:
    """The slots of a sentence, in order."""
    return tuple(_slot(match) for match in SLOT.finditer(text))


def pointers(text: str) -> tuple[Pointer, ...]:
    """The references and footnotes of a sentence, in order."""
    return tuple(
        Pointer(cast("PointerKind", match.group(1)), match.group(2), *match.span())
        for match in POINTER.finditer(text)
    )


def quoted(identifier: str) -> tuple[str, int]:
    """A quotation's passage and which of its figures: `p7#2` is the second of `p7`, `p7` is 0."""
    match = _PART.fullmatch(identifier.strip())
    return (match["id"].strip(), int(match["part"])) if match else (identifier.strip(), 0)


def said_part(text: str, part: int) -> str:
    """The figure of that number, from 1, that a passage says; empty when it says fewer."""
    said = said_figures(text)
    return said[part - 1].text if 0 < part <= len(said) else ""


def without_slots(text: str) -> str:
    """The sentence's own words: every slot, well-formed or not, replaced by a space."""
    return BRACKETS.sub(" ", text)


def _slot(match: re.Match[str]) -> Slot:
    kind = cast("SlotKind", match.group(1))
    if kind == "fact":
        return Slot(kind, match.group(2).strip(), *match.span())
    identifier, part = quoted(match.group(2))
    return Slot(kind, identifier, *match.span(), part)
