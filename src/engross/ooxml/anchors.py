"""From marks in the text to Word's own anchors, or to plain text."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator

from lxml import etree

from engross.ooxml.bookmarks import bookmark_edge, highest_number
from engross.ooxml.marked_runs import text_element
from engross.ooxml.marks import REVIEW_ONLY, has_marks, tokens, without_marks
from engross.ooxml.names import w
from engross.ooxml.package import (
    Parts,
    main_part,
    open_package,
    parse,
    serialise,
    write_package,
)
from engross.ooxml.review_only import take_out
from engross.ooxml.xml_edits import like_run, put_in_place, remove

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

    A name that occurs again gets no second bookmark, for Word wants names unique. Words for the
    review copy only are out of sight, for `review_only.put_back`; otherwise a reader sees what
    `plain` leaves.
    """
    parts = open_package(docx)
    seen: set[str] = set()
    numbers = itertools.count(highest_number(parts) + 1)
    main = main_part(parts)
    for name in sorted(parts, key=lambda part: (part != main, part)):
        if name.endswith(".xml") and has_marks(parts[name].decode("utf-8", "replace")):
            root = parse(parts[name], name)
            for paragraph in list(root.iter(w("p"))):
                _anchor_paragraph(paragraph, seen, numbers)
            parts[name] = without_marks(serialise(root).decode()).encode()
    take_out(parts)
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
        remove(paragraph)
        return
    run = text.getparent()
    if run is not None and all(child is text or child.tag == w("rPr") for child in run):
        remove(run)


def _anchor_paragraph(paragraph: etree._Element, seen: set[str], numbers: Iterator[int]) -> None:
    """Turn a paragraph's marks into bookmarks; what stays open is closed at its end."""
    open_marks: list[int | None] = []
    for run in list(paragraph.iter(w("r"))):
        if next(run.iterancestors(w("p"))) is not paragraph:
            continue
        if any(has_marks(text.text) for text in run.findall(w("t"))):
            put_in_place(run, _pieces(run, open_marks, seen, numbers))
    for number in reversed(open_marks):
        if number is not None:
            paragraph.append(bookmark_edge("End", number))


def _pieces(
    run: etree._Element, open_marks: list[int | None], seen: set[str], numbers: Iterator[int]
) -> list[etree._Element]:
    """What stands in the run's place: runs formatted like it, with bookmarks between them."""
    made: list[etree._Element] = [like_run(run)]
    for child in run:
        if child.tag == w("rPr"):
            continue
        if child.tag != w("t") or not has_marks(child.text):
            made[-1].append(copy.deepcopy(child))
            continue
        for token in tokens(child.text or ""):
            if token.kind == "text":
                made[-1].append(text_element(token.value))
                continue
            opened = token.value if token.kind == "open" else ""
            edge = _edge(opened, open_marks, seen, numbers)
            if edge is not None:
                made += [edge, like_run(run)]
    return [piece for piece in made if piece.tag != w("r") or _says_something(piece)]


def _edge(
    opened: str, open_marks: list[int | None], seen: set[str], numbers: Iterator[int]
) -> etree._Element | None:
    """The bookmark's beginning (for a name) or end; `None` where no bookmark belongs."""
    if opened:
        opened = _own_name(opened, seen)
        number = None if opened in seen else next(numbers)
        open_marks.append(number)
        seen.add(opened)
        return None if number is None else bookmark_edge("Start", number, opened)
    number = open_marks.pop() if open_marks else None
    return None if number is None else bookmark_edge("End", number)


def _own_name(name: str, seen: set[str]) -> str:
    """The bookmark's name; words for the review copy only get a number each."""
    if name != REVIEW_ONLY:
        return name
    return f"{name}{sum(one.startswith(REVIEW_ONLY) for one in seen) + 1}"


def _says_something(run: etree._Element) -> bool:
    return any(child.tag != w("rPr") for child in run)


def _body(parts: Parts) -> etree._Element:
    main = main_part(parts)
    return parse(parts[main], main)
