"""Edits that change no words: comments, looks, runs, kinds of spaces."""

from __future__ import annotations

import copy
import random
import re

from lxml import etree
from roundtrip_truth import Truth, kind, taken_spot, write
from roundtrip_word import (
    MOMENT,
    PERSON,
    Document,
    run_of,
    w,
    words,
)


@kind
def comment_added(document: Document, truth: Truth, chosen: random.Random) -> bool:
    """A comment on a figure, which names another."""
    if (spot := taken_spot(document, chosen)) is None:
        return False
    number, truth.comments = document.next_id(), truth.comments + 1
    comment = etree.SubElement(document.comments, w("comment"))
    for name, value in (("id", number), ("author", PERSON), ("date", MOMENT), ("initials", "GL")):
        comment.set(w(name), value)
    told = etree.SubElement(comment, w("p"))
    told.append(run_of(f"Is this right? I make it £{chosen.randrange(1_000, 9_999):,}."))
    start, end = etree.Element(w("commentRangeStart")), etree.Element(w("commentRangeEnd"))
    start.set(w("id"), number)
    end.set(w("id"), number)
    reference = etree.Element(w("r"))
    etree.SubElement(reference, w("commentReference")).set(w("id"), number)
    spot.start.addprevious(start)
    spot.end.addnext(end)
    end.addnext(reference)
    return True


@kind
def formatting(document: Document, _truth: Truth, chosen: random.Random) -> bool:
    """A figure made bold."""
    if (spot := taken_spot(document, chosen)) is None:
        return False
    for run in spot.runs():
        _looks(run).append(etree.Element(w("b")))
    return True


@kind
def formatting_tracked(document: Document, _truth: Truth, chosen: random.Random) -> bool:
    """A figure made bold, tracked."""
    if (spot := taken_spot(document, chosen)) is None:
        return False
    for run in spot.runs():
        looks = _looks(run)
        changed = document.tracked("rPrChange")
        changed.append(copy.deepcopy(looks))
        looks.append(etree.Element(w("b")))
        looks.append(changed)
    return True


def _looks(run: etree._Element) -> etree._Element:
    looks = run.find(w("rPr"))
    if looks is None:
        looks = etree.Element(w("rPr"))
        run.insert(0, looks)
    return looks


@kind
def runs_split(document: Document, _truth: Truth, chosen: random.Random) -> bool:
    """A figure's runs cut to pieces with marks of spelling between, as Word cuts them."""
    if (spot := taken_spot(document, chosen)) is None:
        return False
    for run in spot.runs():
        text = words(run)
        at = chosen.randrange(1, len(text)) if len(text) > 1 else len(text)
        write([run], text[:at])
        run.set(w("rsidR"), f"{chosen.randrange(16**8):08X}")
        if text[at:]:
            mark = etree.Element(w("proofErr"))
            mark.set(w("type"), "spellStart")
            run.addnext(mark)
            mark.addnext(run_of(text[at:], run))
    return True


@kind
def smart_typing(document: Document, _truth: Truth, chosen: random.Random) -> bool:
    """Spaces that do not break and curly quotation marks, as Word puts them in by itself."""
    spots = [s for s in document.free_spots() if re.search(r"[ '\"-]", s.text())]
    if not spots:
        return False
    spot = chosen.choice(spots)
    document.edited.add(spot.paragraph)
    for run in spot.runs():
        text = words(run).replace(" ", "\u00a0").replace("'", "\u2019").replace("-", "\u2011")
        write([run], re.sub('"([^"]*)"', "\u201c\\1\u201d", text))
    return True
