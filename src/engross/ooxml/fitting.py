"""Bookmarks of figures made to hold the whole of what a reader takes for the figure.

LibreOffice saves some bookmarks a character short, and who types a digit behind a figure types it
behind the bookmark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from engross.ooxml.bookmarks import Bookmark, bookmarks, isolate
from engross.ooxml.marks import PLACE
from engross.ooxml.names import w
from engross.ooxml.package import Parts, parse, serialise, word_parts
from engross.ooxml.story import seen_texts
from engross.records import Figure

_NUMBER = re.compile(r"[-\u2212£$€]*\d[\d,.]*(?<=\d)%?")
_BRACKETED = re.compile(rf"\({_NUMBER.pattern}\)")
"""A number, and how a table writes one below nil."""


class _Stretch(NamedTuple):
    """Characters of a paragraph from the first up to the last."""

    first: int
    last: int


def fit_bookmarks(parts: Parts, figures: Sequence[Figure]) -> set[str]:
    """Extend the figures' bookmarks where that is needed; the names of all bookmarks there are."""
    texts = {figure.anchor: figure.text for figure in figures}
    names: set[str] = set()
    for part in word_parts(parts):
        if b"bookmarkStart" not in parts[part]:
            continue
        root = parse(parts[part], part)
        found = bookmarks(root)
        names |= {mark.name for mark in found}
        fitted = [_fit(mark, texts[mark.name]) for mark in found if mark.name in texts]
        fitted += [_fit_place(mark) for mark in found if mark.name.startswith(PLACE)]
        if any(fitted):
            parts[part] = serialise(root)
    return names


def _fit(mark: Bookmark, expected: str) -> bool:
    """Move the bookmark's edges where it is too short; whether it was."""
    paragraph = next(mark.start.iterancestors(w("p")), None)
    if paragraph is None or next(mark.end.iterancestors(w("p")), None) is not paragraph:
        return False
    text = "".join(one.text or "" for one in seen_texts(paragraph))
    held = _Stretch(*(_place(paragraph, edge) for edge in mark.edges))
    fitted = _fitted(text, held, expected)
    if fitted == held:
        return False
    runs = isolate(paragraph, *fitted)
    runs[0].addprevious(mark.start)
    runs[-1].addnext(mark.end)
    return True


def _fit_place(mark: Bookmark) -> bool:
    """Let the bookmark of a place end with its paragraph, if a single character is beyond it."""
    paragraph = next(mark.end.iterancestors(w("p")), None)
    if paragraph is None:
        return False
    text = "".join(one.text or "" for one in seen_texts(paragraph))
    last = _place(paragraph, mark.end)
    if not last or len(text) - last != 1:
        return False
    isolate(paragraph, last, len(text))[-1].addnext(mark.end)
    return True


def _place(paragraph: etree._Element, edge: etree._Element) -> int:
    """How many of the paragraph's characters stand before an edge."""
    seen = set(seen_texts(paragraph))
    place = 0
    for element in paragraph.iter(w("t"), str(edge.tag)):
        if element is edge:
            break
        place += len(element.text or "") if element in seen else 0
    return place


def _fitted(text: str, held: _Stretch, expected: str) -> _Stretch:
    first, last = held
    words = text[first:last]
    if words != expected:
        if expected.startswith(words) and text.startswith(expected, first):
            return _whole_number(text, _Stretch(first, first + len(expected)))
        if words and expected.endswith(words) and text.endswith(expected, 0, last):
            return _whole_number(text, _Stretch(last - len(expected), last))
    if not words:
        return _number_beside(text, first, expected) or held
    fitted = _whole_number(text, held)
    return fitted if words == expected else _with_sign(text, fitted, expected)


def _number_beside(text: str, place: int, expected: str) -> _Stretch | None:
    """The number right behind the place, or else right before it, where it ends or begins there.

    Who types over a figure with tracked changes may leave its bookmark beside what they typed.
    Brackets around it are its own only where the figure had them.
    """
    if _joined(text, place):
        return None
    number = _BRACKETED if expected.startswith("(") else _NUMBER
    if behind := number.match(text, place):
        return _Stretch(place, behind.end())
    before = next((one for one in number.finditer(text[:place]) if one.end() == place), None)
    return _Stretch(before.start(), place) if before else None


def _whole_number(text: str, held: _Stretch) -> _Stretch:
    """Extended over digits that go on beyond its edges."""
    first, last = held
    while last < len(text) and _joined(text, last):
        last += 1
    while first > 0 and _joined(text, first):
        first -= 1
    return _Stretch(first, last)


def _joined(text: str, place: int) -> bool:
    """Whether the characters before and behind the place belong to one number."""
    before, behind = text[:place], text[place:]
    return bool(
        (re.search(r"\d[.,]?$", before) and re.match(r"\d", behind))
        or (re.search(r"\d$", before) and re.match(r"[.,]\d", behind))
    )


def _with_sign(text: str, held: _Stretch, expected: str) -> _Stretch:
    """Extended by a sign that the figure had at that end, as % or £, or to the end of a word."""
    first, last = held
    while last < len(text) and text[last - 1].isalpha() and text[last].isalpha():
        last += 1
    sign = expected[-1:]
    if not sign.isalnum() and text[last : last + 1] == sign and text[last - 1] != sign:
        last += 1
    sign = expected[:1]
    if not sign.isalnum() and text[first - 1 : first] == sign and text[first] != sign:
        first -= 1
    return _Stretch(first, last)
