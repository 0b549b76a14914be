"""Edits of prose: typed anew, reworded, moved, cut in two, deleted."""

from __future__ import annotations

import copy
import random
import re

from lxml import etree
from roundtrip_truth import Truth, delete, kind, taken_prose, write
from roundtrip_word import (
    Document,
    as_deleted,
    run_of,
    text_runs,
    w,
    without_bookmarks,
    words,
)

PREFIXES = ("In short, ", "To be plain about it, ", "As things stand, ")
SUFFIXES = (" We are glad to explain this.", " Please ring if it is not clear.")
SWAPPED = {"the": "our", "is": "remains", "of": "for", "and": "as well as", "was": "had been"}
"""Words that mean no measure, period or amount."""


@kind
def sentence_retyped(document: Document, truth: Truth, chosen: random.Random) -> bool:
    """A whole paragraph typed anew in other words, with the same figures and no bookmark."""
    if (paragraph := taken_prose(document, chosen)) is None:
        return False
    spots = document.in_paragraph(paragraph)
    runs, inside = text_runs(paragraph), _figure_runs(document, paragraph)
    text = "".join(words(r) if r in inside else _reworded(words(r)) for r in runs)
    if runs[0] not in inside:
        text = chosen.choice(PREFIXES) + text[:1].lower() + text[1:]
    text += chosen.choice(SUFFIXES)
    truth.lost += [spot.anchor for spot in spots]
    for spot in spots:
        del document.spots[spot.anchor]
    properties = paragraph.find(w("pPr"))
    new = run_of(text)
    for element in list(paragraph):
        paragraph.remove(element)
    paragraph.extend([new] if properties is None else [properties, new])
    return True


def _figure_runs(document: Document, paragraph: etree._Element) -> list[etree._Element]:
    """The paragraph's runs that are a figure's words."""
    return [run for spot in document.in_paragraph(paragraph) for run in spot.runs()]


def _reworded(text: str) -> str:
    return re.sub(r"\b[a-z]+\b", lambda found: SWAPPED.get(found[0], found[0]), text)


@kind
def words_changed(document: Document, _truth: Truth, chosen: random.Random) -> bool:
    """Words between figures typed over; the bookmarks stay."""
    if (paragraph := taken_prose(document, chosen)) is None:
        return False
    inside = _figure_runs(document, paragraph)
    for run in text_runs(paragraph):
        if run not in inside:
            write([run], _reworded(words(run)))
    return True


@kind
def words_replaced_tracked(document: Document, _truth: Truth, chosen: random.Random) -> bool:
    """Words between figures replaced, tracked."""
    if (paragraph := taken_prose(document, chosen)) is None:
        return False
    inside = _figure_runs(document, paragraph)
    for run in text_runs(paragraph):
        if run not in inside and words(run).strip():
            inserted = document.tracked("ins")
            inserted.append(run_of(_reworded(words(run)), run))
            delete(document, [run]).addnext(inserted)
    return True


@kind
def words_inserted_tracked(document: Document, _truth: Truth, chosen: random.Random) -> bool:
    """A sentence without figures put at the end of a paragraph, tracked."""
    if (paragraph := taken_prose(document, chosen)) is None:
        return False
    inserted = document.tracked("ins")
    inserted.append(run_of(chosen.choice(SUFFIXES)))
    text_runs(paragraph)[-1].addnext(inserted)
    return True


@kind
def sentence_moved(document: Document, _truth: Truth, chosen: random.Random) -> bool:
    """A paragraph cut and pasted behind another, its bookmarks with it."""
    paragraph, target = taken_prose(document, chosen), taken_prose(document, chosen)
    if paragraph is None or target is None:
        return False
    target.addnext(paragraph)
    return True


@kind
def sentence_moved_without_bookmarks(
    document: Document, truth: Truth, chosen: random.Random
) -> bool:
    """A paragraph moved by way of another program, which kept its words only."""
    paragraph, target = taken_prose(document, chosen), taken_prose(document, chosen)
    if paragraph is None or target is None:
        return False
    spots = document.in_paragraph(paragraph)
    truth.lost += [spot.anchor for spot in spots]
    document.forget(spots)
    target.addnext(without_bookmarks(paragraph))
    return True


@kind
def sentence_moved_tracked(document: Document, _truth: Truth, chosen: random.Random) -> bool:
    """A paragraph moved, tracked; the bookmarks are where it went."""
    paragraph, target = taken_prose(document, chosen), taken_prose(document, chosen)
    if paragraph is None or target is None:
        return False
    left = without_bookmarks(copy.deepcopy(paragraph))
    paragraph.addprevious(left)
    target.addnext(paragraph)
    name = f"move{document.next_id()}"
    for moved, mark in ((left, "moveFrom"), (paragraph, "moveTo")):
        for run in text_runs(moved):
            wrapper = document.tracked(mark)
            run.addprevious(wrapper)
            wrapper.append(run)
        _mark_paragraph(document, moved, mark)
        start, end = document.tracked(f"{mark}RangeStart"), etree.Element(w(f"{mark}RangeEnd"))
        start.set(w("name"), name)
        end.set(w("id"), start.get(w("id"), ""))
        moved.addprevious(start)
        moved.addnext(end)
    return True


def _mark_paragraph(document: Document, paragraph: etree._Element, mark: str) -> None:
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        paragraph.insert(0, properties)
    looks = properties.find(w("rPr"))
    if looks is None:
        looks = etree.SubElement(properties, w("rPr"))
    looks.insert(0, document.tracked(mark))


@kind
def paragraph_split(document: Document, _truth: Truth, chosen: random.Random) -> bool:
    """Return pressed in the middle of a paragraph, between figures."""
    if (paragraph := taken_prose(document, chosen)) is None:
        return False
    spots = document.in_paragraph(paragraph)
    spot = chosen.choice(spots)
    at = list(paragraph).index(spot.start)
    open_ones = _open_bookmarks(paragraph, at)
    if open_ones:  # a longer bookmark spans the place: the whole figure's end is left alone
        at = max(list(paragraph).index(one) for one in open_ones) + 1
    new = etree.Element(w("p"))
    if (properties := paragraph.find(w("pPr"))) is not None:
        new.append(copy.deepcopy(properties))
    new.extend(list(paragraph)[at:])
    paragraph.addnext(new)
    document.edited.add(new)
    for one in spots:
        one.paragraph = one.start.getparent()
    return True


def _open_bookmarks(paragraph: etree._Element, at: int) -> list[etree._Element]:
    """The ends, behind the place, of bookmarks that begin before it."""
    before = {e.get(w("id")) for e in list(paragraph)[:at] if e.tag == w("bookmarkStart")}
    after = [e for e in list(paragraph)[at:] if e.tag == w("bookmarkEnd")]
    return [end for end in after if end.get(w("id")) in before]


@kind
def sentence_deleted(document: Document, truth: Truth, chosen: random.Random) -> bool:
    """A paragraph deleted."""
    if (paragraph := taken_prose(document, chosen)) is None:
        return False
    truth.gone += document.remove(paragraph)
    return True


@kind
def sentence_deleted_tracked(document: Document, truth: Truth, chosen: random.Random) -> bool:
    """A paragraph deleted, tracked, its mark too."""
    if (paragraph := taken_prose(document, chosen)) is None:
        return False
    truth.gone += [spot.anchor for spot in document.in_paragraph(paragraph)]
    delete(document, text_runs(paragraph))
    _mark_paragraph(document, paragraph, "del")
    return True


@kind
def inserted_and_deleted(document: Document, _truth: Truth, chosen: random.Random) -> bool:
    """A sentence that one person put in and another took out, both tracked."""
    if (paragraph := taken_prose(document, chosen)) is None:
        return False
    inserted, deleted = document.tracked("ins"), document.tracked("del")
    deleted.append(as_deleted(run_of(" A further £123,456 was agreed.")))
    inserted.append(deleted)
    text_runs(paragraph)[-1].addnext(inserted)
    return True
