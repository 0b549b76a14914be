"""Comments for the review copy, through python-docx."""

from __future__ import annotations

import datetime as dt
import io
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
    from docx.text.run import Run  # noqa: PLC0415 - slow to load

    document = python_docx.Document(io.BytesIO(docx))
    _define_styles(document)
    runs = _runs_by_bookmark(document)
    order = {name: number for number, name in enumerate(runs)}
    placed = [(_target(note, runs), note) for note in notes]
    for name, note in sorted(placed, key=lambda pair: order.get(pair[0], -1)):
        if name not in runs:
            runs[name] = _first_runs(document)
        found = runs[name]
        comment = document.add_comment(
            [Run(run, document) for run in (found[0], found[-1])],  # type: ignore[arg-type]  # a Run only needs a parent with a part
            note.text,
            author=note.author,
            initials="".join(word[0].upper() for word in note.author.split()),
        )
        comment._comment_elm.date = when  # noqa: SLF001 - python-docx offers no other way to set it
        # The next comment here goes behind this one's reference, so that they are read in order.
        found.append(next(found[-1].itersiblings(w("r"))))
    target = io.BytesIO()
    document.save(target)
    return write_package(open_package(target.getvalue()))


def _define_styles(document: Document) -> None:
    """The two styles that comments are written in, small as Word has them, where missing."""
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415 - slow to load
    from docx.shared import Pt  # noqa: PLC0415 - slow to load

    known = {style.style_id for style in document.styles}
    for identifier, name, kind, points in (
        ("CommentReference", "annotation reference", WD_STYLE_TYPE.CHARACTER, 8),
        ("CommentText", "annotation text", WD_STYLE_TYPE.PARAGRAPH, 10),
    ):
        if identifier not in known:
            style = document.styles.add_style(name, kind, builtin=True)
            style.element.set(w("styleId"), identifier)
            style.font.size = Pt(points)


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
