"""From marks in the text to Word's own anchors, or to plain text."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator

from lxml import etree

from engross.ooxml.marks import REVIEW_ONLY, has_marks, tokens, without_marks
from engross.ooxml.names import XML, w
from engross.ooxml.package import (
    Parts,
    main_part,
    open_package,
    parse,
    serialise,
    write_package,
)

_CONTENT = [w(name) for name in ("sectPr", "drawing", "pict", "object", "fldChar")]
"""What, beside words, keeps a paragraph whose words were for the review copy only."""


def marked_names(docx: bytes) -> tuple[str, ...]:
    """The names of all marks in the document's body, in its order, each once."""
    found: dict[str, None] = {}
    for text in _body(open_package(docx)).iter(w("t")):
        if has_marks(text.text):
            found.update({t.value: None for t in tokens(text.text or "") if t.kind == "open"})
    return tuple(found)


def plain(docx: bytes) -> bytes:
    """The document without marks; a paragraph that was for the review copy only is gone."""
    parts = open_package(docx)
    for name, data in parts.items():
        if name.endswith(".xml") and has_marks(data.decode("utf-8", "replace")):
            root = parse(data, name)
            for text in list(root.iter(w("t"))):
                if has_marks(text.text):
                    _unmark(text)
            parts[name] = without_marks(serialise(root).decode()).encode()
    return write_package(parts)


def place_anchors(docx: bytes) -> bytes:
    """The document with a bookmark around the words of each mark; runs keep their formatting.

    A name that occurs again gets no second bookmark, for Word wants names unique.
    """
    parts = open_package(docx)
    seen = {REVIEW_ONLY}
    numbers = itertools.count(_highest_bookmark(parts) + 1)
    main = main_part(parts)
    for name in sorted(parts, key=lambda part: (part != main, part)):
        if name.endswith(".xml") and has_marks(parts[name].decode("utf-8", "replace")):
            root = parse(parts[name], name)
            for paragraph in list(root.iter(w("p"))):
                _anchor_paragraph(paragraph, seen, numbers)
            parts[name] = without_marks(serialise(root).decode()).encode()
    return write_package(parts)


def remove_bookmarks(docx: bytes, beginning: str) -> bytes:
    """The document without the bookmarks whose names begin like that."""
    parts = open_package(docx)
    for name, data in parts.items():
        if name.endswith(".xml") and b"bookmarkStart" in data:
            root = parse(data, name)
            gone = [
                start
                for start in root.iter(w("bookmarkStart"))
                if start.get(w("name"), "").startswith(beginning)
            ]
            numbers = {start.get(w("id")) for start in gone}
            gone += [end for end in root.iter(w("bookmarkEnd")) if end.get(w("id")) in numbers]
            for element in gone:
                _drop(element)
            parts[name] = serialise(root)
    return write_package(parts)


def _unmark(text: etree._Element) -> None:
    """Make one text plain; when that leaves its paragraph without words, remove the paragraph.

    In a paragraph that stays, a run that held nothing but the mark goes.
    """
    text.text = without_marks(text.text or "")
    if text.text:
        return
    paragraph = next(text.iterancestors(w("p")))
    parent = paragraph.getparent()
    alone = parent is None or len(parent.findall(w("p"))) == 1
    says_something = any(other.text for other in paragraph.iter(w("t")))
    if not alone and not says_something and next(paragraph.iter(*_CONTENT), None) is None:
        _drop(paragraph)
        return
    run = text.getparent()
    if run is not None and all(child is text or child.tag == w("rPr") for child in run):
        _drop(run)


def _anchor_paragraph(paragraph: etree._Element, seen: set[str], numbers: Iterator[int]) -> None:
    """Turn a paragraph's marks into bookmarks; what stays open is closed at its end."""
    open_marks: list[int | None] = []
    for run in list(paragraph.iter(w("r"))):
        if next(run.iterancestors(w("p"))) is not paragraph:
            continue
        if any(has_marks(text.text) for text in run.findall(w("t"))):
            _replace(run, _pieces(run, open_marks, seen, numbers))
    for number in reversed(open_marks):
        if number is not None:
            paragraph.append(_bookmark("bookmarkEnd", number))


def _pieces(
    run: etree._Element, open_marks: list[int | None], seen: set[str], numbers: Iterator[int]
) -> list[etree._Element]:
    """What stands in the run's place: runs formatted like it, with bookmarks between them."""
    made: list[etree._Element] = [_like(run)]
    for child in run:
        if child.tag == w("rPr"):
            continue
        if child.tag != w("t") or not has_marks(child.text):
            made[-1].append(copy.deepcopy(child))
            continue
        for token in tokens(child.text or ""):
            if token.kind == "text":
                made[-1].append(_text(token.value))
                continue
            opened = token.value if token.kind == "open" else ""
            edge = _edge(opened, open_marks, seen, numbers)
            if edge is not None:
                made += [edge, _like(run)]
    return [piece for piece in made if piece.tag != w("r") or _says_something(piece)]


def _edge(
    opened: str, open_marks: list[int | None], seen: set[str], numbers: Iterator[int]
) -> etree._Element | None:
    """The bookmark's beginning (for a name) or end; `None` where no bookmark belongs."""
    if opened:
        number = None if opened in seen else next(numbers)
        open_marks.append(number)
        seen.add(opened)
        return None if number is None else _bookmark("bookmarkStart", number, opened)
    number = open_marks.pop() if open_marks else None
    return None if number is None else _bookmark("bookmarkEnd", number)


def _bookmark(kind: str, number: int, name: str = "") -> etree._Element:
    element = etree.Element(w(kind))
    element.set(w("id"), str(number))
    if name:
        element.set(w("name"), name)
    return element


def _like(run: etree._Element) -> etree._Element:
    """An empty run with the same formatting."""
    made = etree.Element(w("r"))
    properties = run.find(w("rPr"))
    if properties is not None:
        made.append(copy.deepcopy(properties))
    return made


def _text(words: str) -> etree._Element:
    element = etree.Element(w("t"))
    element.set(f"{{{XML}}}space", "preserve")
    element.text = words
    return element


def _says_something(run: etree._Element) -> bool:
    return any(child.tag != w("rPr") for child in run)


def _replace(old: etree._Element, new: list[etree._Element]) -> None:
    parent = old.getparent()
    if parent is not None:
        place = parent.index(old)
        parent[place : place + 1] = new


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _highest_bookmark(parts: Parts) -> int:
    numbers = [0]
    for name, data in parts.items():
        if name.endswith(".xml") and b"bookmarkStart" in data:
            found = (start.get(w("id"), "") for start in parse(data, name).iter(w("bookmarkStart")))
            numbers += [int(number) for number in found if number.isdecimal()]
    return max(numbers)


def _body(parts: Parts) -> etree._Element:
    main = main_part(parts)
    return parse(parts[main], main)
