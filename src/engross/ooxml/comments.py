"""Comments for the review copy, through python-docx."""

from __future__ import annotations

import datetime as dt
import io
import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from engross.ooxml.names import w
from engross.ooxml.package import open_package, write_package

if TYPE_CHECKING:
    from docx.document import Document
    from lxml import etree


class Note(NamedTuple):
    """One comment to be placed."""

    targets: tuple[str, ...]
    """Bookmarks, the one that fits best first; the comment goes on the first that is there, and
    on the document's first words when none is."""

    text: str
    """What it says; each line becomes a paragraph."""

    author: str


def add_comments(docx: bytes, notes: Iterable[Note], when: dt.datetime) -> bytes:
    """The document with these comments, numbered in the order of the document, all dated `when`."""
    import docx as python_docx  # noqa: PLC0415 - slow to load

    document = python_docx.Document(io.BytesIO(docx))
    _define_styles(document)
    runs = _runs_by_bookmark(document)
    order = {name: number for number, name in enumerate(runs)}
    placed = [(_target(note, runs), note) for note in notes]
    comments = document.part._comments_part.element  # noqa: SLF001 - python-docx adds a thousand in a minute
    numbers = itertools.count(_highest_number(comments) + 1)
    for name, note in sorted(placed, key=lambda pair: order.get(pair[0], -1)):
        if name not in runs:
            runs[name] = _first_runs(document)
        number = str(next(numbers))
        comments.append(_comment(number, note, when))
        # The next comment here goes behind this one's reference, so that they are read in order.
        runs[name].append(_mark(number, runs[name]))
    target = io.BytesIO()
    document.save(target)
    return write_package(open_package(target.getvalue()))


def _highest_number(comments: etree._Element) -> int:
    numbers = (one.get(w("id"), "") for one in comments.iter(w("comment")))
    return max((int(number) for number in numbers if number.isdecimal()), default=-1)


def _comment(number: str, note: Note, when: dt.datetime) -> etree._Element:
    comment = _element("comment", id=number, author=note.author)
    comment.set(w("initials"), "".join(word[0].upper() for word in note.author.split()))
    comment.set(w("date"), when.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    for place, line in enumerate(note.text.split("\n")):
        paragraph = _element("p", _element("pPr", _element("pStyle", val="CommentText")))
        if place == 0:
            paragraph.append(_element("r", _reference_style(), _element("annotationRef")))
        if line:
            paragraph.append(_words(line))
        comment.append(paragraph)
    return comment


def _mark(number: str, runs: Sequence[etree._Element]) -> etree._Element:
    """Put the comment's range around the runs; the run that refers to it, behind them."""
    reference = _element("r", _reference_style(), _element("commentReference", id=number))
    runs[0].addprevious(_element("commentRangeStart", id=number))
    runs[-1].addnext(reference)
    runs[-1].addnext(_element("commentRangeEnd", id=number))
    return reference


def _reference_style() -> etree._Element:
    return _element("rPr", _element("rStyle", val="CommentReference"))


def _words(line: str) -> etree._Element:
    from docx.oxml import OxmlElement  # noqa: PLC0415 - slow to load

    run = OxmlElement("w:r")
    run.text = line
    return run


def _element(tag: str, *children: etree._Element, **attributes: str) -> etree._Element:
    """An element of Word's, which python-docx's trees take as one of their own."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - slow to load

    element: etree._Element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(w(name), value)
    element.extend(children)
    return element


def _define_styles(document: Document) -> dict[str, str]:
    """See that there are the two styles that comments are written in, small as Word has them.

    LibreOffice gives them other ids: those, by Word's own.
    """
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415 - slow to load
    from docx.shared import Pt  # noqa: PLC0415 - slow to load

    known = {(style.name or "").lower(): style.style_id for style in document.styles}
    called = {}
    for identifier, name, kind, points in (
        ("CommentReference", "annotation reference", WD_STYLE_TYPE.CHARACTER, 8),
        ("CommentText", "annotation text", WD_STYLE_TYPE.PARAGRAPH, 10),
    ):
        called[identifier] = known.get(name, identifier)
        if name not in known:
            style = document.styles.add_style(name, kind, builtin=True)
            style.element.set(w("styleId"), identifier)
            style.font.size = Pt(points)
    return called


def _use_styles(document: Document, called: Mapping[str, str]) -> None:
    """Let what python-docx has written use the styles by the ids that the document has."""
    comments = document.comments._comments_elm  # noqa: SLF001 - python-docx shows no XML of theirs
    for root in (document.element.body, comments):
        for style in root.iter(w("rStyle"), w("pStyle")):
            style.set(w("val"), called.get(style.get(w("val"), ""), style.get(w("val"), "")))


def _target(note: Note, runs: Mapping[str, Sequence[etree._Element]]) -> str:
    return next((name for name in note.targets if name in runs), "")


def _runs_by_bookmark(document: Document) -> dict[str, list[etree._Element]]:
    """The runs with words or a drawing in each bookmark of the body, in document order."""
    runs: dict[str, list[etree._Element]] = {}
    still_open: dict[str, str] = {}
    for element in document.element.body.iter(w("bookmarkStart"), w("bookmarkEnd"), w("r")):
        if element.tag == w("bookmarkStart"):
            still_open[element.get(w("id"), "")] = name = element.get(w("name"), "")
            runs[name] = []
        elif element.tag == w("bookmarkEnd"):
            still_open.pop(element.get(w("id"), ""), None)
        elif any(element.find(w(content)) is not None for content in ("t", "drawing")):
            for name in still_open.values():
                runs[name].append(element)
    return {name: found for name, found in runs.items() if found}


def _first_runs(document: Document) -> list[etree._Element]:
    """The document's first words; an empty document gets a run to hold the comment."""
    for run in document.element.body.iter(w("r")):
        if run.find(w("t")) is not None:
            return [run]
    return [document.add_paragraph().add_run()._r]  # noqa: SLF001 - a comment wants the element
