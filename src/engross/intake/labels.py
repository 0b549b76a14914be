"""Headings and labels of written notes, and what they say that the text is."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from engross.intake.phrases import names, phrases, plain, source
from engross.records import PassageKind
from engross.uk.dates import dates_in

_CLOSING = (
    r"\s*(?:[0-9]{1,2})?\s*(?:[(\[](?P<who>[^)\]]{1,80})[)\]])?"
    r"\s*(?:[:\N{EN DASH}\N{EM DASH}]|\s-)\s*(?=\S)"
)
_WHEN = re.compile(
    r"^(?:by|before|due|no later than|in the week of|on|next|this|end)\b", re.IGNORECASE
)
_BY = re.compile(r"^(?:by|due(?: on| by)?|on)\s+", re.IGNORECASE)


class Label(NamedTuple):
    """What a label such as `Action (Helen, by 23 October):` says."""

    length: int = 0
    """Characters up to the text; 0 without a label."""
    kind: PassageKind | None = None
    owner: str = ""
    due: str = ""


def kind_of_heading(text: str) -> PassageKind | None:
    """What a heading says that everything under it is; `None` for one that is not known."""
    words = plain(text)
    return next((kind for kind, heading, _ in _kinds() if heading.fullmatch(words)), None)


def label_of(text: str) -> Label:
    """The label that the text begins with."""
    for kind, _, label in _kinds():
        if match := label.match(plain(text)):
            parts = [part.strip() for part in re.split(r"[,;]", match["who"] or "") if part.strip()]
            dues = [part for part in parts if _is_due(part)]
            owner = ", ".join(part for part in parts if part not in dues)
            return Label(match.end(), kind, owner, _BY.sub("", " ".join(dues)))
    return Label()


def _is_due(part: str) -> bool:
    if _WHEN.match(part) or dates_in(part):
        return True
    return phrases("due", "all").fullmatch(f"by {plain(part)}") is not None


@cache
def _kinds() -> tuple[tuple[PassageKind, re.Pattern[str], re.Pattern[str]], ...]:
    """For each kind, what headings and what labels announce it."""
    return tuple(
        (
            kind,  # type: ignore[misc]  # phrases.toml names the kinds, and a test compares them
            re.compile(rf"\W*(?:{source('headings', kind)})\W*", re.IGNORECASE),
            re.compile(rf"(?:{source('headings', kind)}){_CLOSING}", re.IGNORECASE),
        )
        for kind in names("headings")
    )
