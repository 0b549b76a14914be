"""What was done to a copy, and how an edit takes its place."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree
from roundtrip_word import Document, Spot, as_deleted, w

NAMES = ("Payroll review", "Yard survey", "Hourly", "Boat register", "Harbour dues")
"""What figures that are words are typed over with."""

NIL = "\u2013"
"""How a table prints nothing."""


@dataclass
class Truth:
    """What was done to a document, and what became of its figures."""

    edits: list[str] = field(default_factory=list)
    changed: dict[str, str] = field(default_factory=dict)
    """The words of a figure now, by anchor."""
    gone: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    """Anchors of figures that stand there without their bookmark."""
    emptied: list[str] = field(default_factory=list)
    """Anchors of changed figures whose bookmark is there and empty; they stand behind it."""
    typed: list[str] = field(default_factory=list)
    """Figures that somebody typed where none stood."""
    comments: int = 0


Edit = Callable[[Document, Truth, random.Random], bool]
"""Does it to a place that nothing has been done to; whether there was one."""

KINDS: dict[str, Edit] = {}


def kind(edit: Edit) -> Edit:
    """Note an edit as one of the kinds."""
    KINDS[edit.__name__.strip("_").replace("_", "-")] = edit
    return edit


def other(text: str, chosen: random.Random) -> str:
    """Another figure in the form of that one."""
    if text == NIL:
        return f"{chosen.randrange(1_000, 9_999):,}"
    digits = [at for at, letter in enumerate(text) if letter.isdigit()]
    if not digits:
        return chosen.choice([name for name in NAMES if name != text])
    at = chosen.choice(digits)
    allowed = [d for d in "123456789" if d != text[at]]
    return text[:at] + chosen.choice(allowed) + text[at + 1 :]


def taken_spot(document: Document, chosen: random.Random) -> Spot | None:
    """A figure, and its paragraph taken for this edit."""
    spots = document.free_spots()
    if not spots:
        return None
    spot = chosen.choice(spots)
    document.edited.add(spot.paragraph)
    return spot


def taken_prose(document: Document, chosen: random.Random) -> etree._Element | None:
    """A paragraph of prose with figures, taken for this edit."""
    paragraphs = document.free_paragraphs()
    if not paragraphs:
        return None
    paragraph = chosen.choice(paragraphs)
    document.edited.add(paragraph)
    return paragraph


def taken_row(document: Document, chosen: random.Random) -> etree._Element | None:
    """A row with figures, its whole table taken for this edit."""
    rows = document.free_rows()
    if not rows:
        return None
    row = chosen.choice(rows)
    document.edited.add(row.getparent())
    return row


def write(runs: list[etree._Element], text: str) -> None:
    """Put the text in the first of the runs and nothing in the others."""
    for run in runs:
        for element in run.findall(w("t")):
            element.text = ""
    first = runs[0].find(w("t"))
    if first is not None:
        first.text = text


def delete(document: Document, runs: list[etree._Element]) -> etree._Element:
    """The runs put into a tracked deletion each; the last of these."""
    marks = []
    for run in runs:
        mark = document.tracked("del")
        run.addprevious(mark)
        mark.append(as_deleted(run))
        marks.append(mark)
    return marks[-1]
