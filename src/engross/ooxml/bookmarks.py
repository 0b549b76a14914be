"""Word's bookmarks: finding them, what they hold, and cutting runs so that one fits its words."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Literal, NamedTuple

from lxml import etree

from engross.ooxml.names import XML, w
from engross.ooxml.package import Parts, parse, word_parts
from engross.ooxml.story import seen_texts
from engross.ooxml.xml_edits import like_run


class Bookmark(NamedTuple):
    """A bookmark with both its edges."""

    name: str
    start: etree._Element
    end: etree._Element

    @property
    def edges(self) -> tuple[etree._Element, etree._Element]:
        """Its beginning and its end."""
        return self.start, self.end

    def content(self) -> Iterator[etree._Element]:
        """Every element that begins between its edges, in document order."""
        for element in _after(self.start):
            if element is self.end:
                return
            yield element


def bookmarks(root: etree._Element) -> list[Bookmark]:
    """The part's bookmarks with both edges, in the order of their beginnings; of a name, one."""
    starts: dict[str, etree._Element] = {}
    found: dict[str, Bookmark] = {}
    for edge in root.iter(w("bookmarkStart"), w("bookmarkEnd")):
        number = edge.get(w("id"), "")
        if edge.tag == w("bookmarkStart"):
            starts[number] = edge
        elif number in starts:
            start = starts.pop(number)
            name = start.get(w("name"), "")
            found.setdefault(name, Bookmark(name, start, edge))
    order = {start: place for place, start in enumerate(root.iter(w("bookmarkStart")))}
    return sorted(found.values(), key=lambda one: order[one.start])


def bookmark_edge(edge: Literal["Start", "End"], number: int, name: str = "") -> etree._Element:
    """A new beginning or end; an end has no name."""
    element = etree.Element(w(f"bookmark{edge}"))
    element.set(w("id"), str(number))
    if name:
        element.set(w("name"), name)
    return element


def highest_number(parts: Parts) -> int:
    """The highest number that a bookmark has anywhere; 0 for none."""
    numbers = [0]
    for part in word_parts(parts):
        if b"bookmarkStart" in parts[part]:
            found = parse(parts[part], part).iter(w("bookmarkStart"))
            numbers += [int(n) for start in found if (n := start.get(w("id"), "")).isdecimal()]
    return max(numbers)


def isolate(paragraph: etree._Element, first: int, last: int) -> list[etree._Element]:
    """The runs that hold the paragraph's characters from `first` up to `last`, cut to fit.

    Characters are those of `seen_texts`, joined.
    """
    runs: list[etree._Element] = []
    place = 0
    for text in seen_texts(paragraph):
        length = len(text.text or "")
        begin, end = max(first - place, 0), min(last - place, length)
        place += length
        if begin < end:
            if end < length:
                _cut(text, end)
            run = _alone(_cut(text, begin) if begin else text)
            if run not in runs:
                runs.append(run)
    return runs


def _cut(text: etree._Element, place: int) -> etree._Element:
    """Divide a text, and its run with it, before that character; the second of the two texts."""
    words = text.text or ""
    rest = copy.deepcopy(text)
    rest.tail = None
    text.text, rest.text = words[:place], words[place:]
    for one in (text, rest):
        one.set(f"{{{XML}}}space", "preserve")
    text.addnext(rest)
    _divide(rest)
    return rest


def _alone(text: etree._Element) -> etree._Element:
    """The text's run, cut so that it holds nothing else."""
    run = text.getparent()
    if run is None:
        return text
    if any(child.tag != w("rPr") for child in text.itersiblings(preceding=True)):
        run = _divide(text)
    following = next(text.itersiblings(), None)
    if following is not None:
        _divide(following)
    return run


def _divide(first: etree._Element) -> etree._Element:
    """Move a run's child, and all after it, into a run of the same looks; that run."""
    run = first.getparent()
    if run is None:
        return first
    made = like_run(run)
    made.extend([first, *first.itersiblings()])
    made.tail, run.tail = run.tail, None
    run.addnext(made)
    return made


def _after(element: etree._Element) -> Iterator[etree._Element]:
    """Every element that begins after this one does, in document order."""
    yield from element.iterdescendants(etree.Element)
    here: etree._Element | None = element
    while here is not None:
        for sibling in here.itersiblings(etree.Element):
            yield from sibling.iter(etree.Element)
        here = here.getparent()
