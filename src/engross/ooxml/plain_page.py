"""One plain page as a Word file: headings, and entries of a label with its text beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from lxml import etree

from engross.ooxml.names import w
from engross.ooxml.package import Parts, parse, serialise, write_package

if TYPE_CHECKING:
    from lxml.etree import _Element

_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_LAYOUT: Final = (
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/app.xml",
    "docProps/core.xml",
    "word/_rels/document.xml.rels",
    "word/document.xml",
    "word/settings.xml",
    "word/styles.xml",
)
"""The parts in `plain_layout/`: styles, page and margins; every line height there is exact, so that
a page's height can be told without a program that lays it out."""

# All in points, as plain_layout/word/styles.xml has them.
_PAGE: Final = 728.5
"""From the top margin to the bottom one."""
_TITLE, _HEADING = 24 + 2, 10 + 14 + 3
_SUBTITLE_LINE, _UNDER_SUBTITLE = 15, 7
_LINE, _AFTER_ENTRY = 11.5, 2
_WIDTH, _ENTRY_WIDTH = 481.0, 391.0
"""Of the page, and of what stands beside the labels."""
_SUBTITLE_SIZE, _SIZE = 11, 8.5

_NARROW: Final = frozenset(" !'()-,./:;I[]\\`fijlrt|\u2018\u2019")
_WIDE: Final = frozenset("ABCDEFGHKNOPQRSTUVXYZw&+<=>~")
_WIDEST: Final = frozenset("mMW%@—…")
_USUAL: Final = frozenset("£\u2013\u201c\u201d\u2022")
_WIDTHS: Final = {"narrow": 0.35, "usual": 0.57, "wide": 0.8, "widest": 1.02, "foreign": 1.35}
"""Of a character, in parts of the letter size: at least as much as Arial has."""


@dataclass(frozen=True)
class Heading:
    """A heading of its own line."""

    text: str


@dataclass(frozen=True)
class Entry:
    """A label, and beside it what it is of; without a label it belongs to the entry before."""

    label: str
    text: str


Block = Heading | Entry


def fits(subtitle: str, blocks: Sequence[Block]) -> bool:
    """Whether a title of one line, the subtitle and these blocks are certain to be one page."""
    lines = _lines(subtitle, _SUBTITLE_SIZE, _WIDTH)
    top = _TITLE + lines * _SUBTITLE_LINE + _UNDER_SUBTITLE
    return top + sum(_height(block) for block in blocks) <= _PAGE


def plain_page(title: str, subtitle: str, blocks: Sequence[Block]) -> bytes:
    """The Word file, in UK English, A4; equal words give equal bytes."""
    parts = _layout()
    body = parse(parts["word/document.xml"], "word/document.xml")
    section = next(body.iter(w("sectPr")))
    for paragraph in _paragraphs(title, subtitle, blocks):
        section.addprevious(paragraph)
    parts["word/document.xml"] = serialise(body)
    properties = parse(parts["docProps/core.xml"], "docProps/core.xml")
    for name, text in (("title", f"{title}: {subtitle}"), ("creator", subtitle)):
        next(properties.iter(f"{_DC}{name}")).text = text
    parts["docProps/core.xml"] = serialise(properties)
    return write_package(parts)


def _layout() -> Parts:
    folder = files("engross.ooxml").joinpath("plain_layout")
    return {name: folder.joinpath(name).read_bytes() for name in _LAYOUT}


def _paragraphs(title: str, subtitle: str, blocks: Sequence[Block]) -> Iterator[_Element]:
    yield _paragraph("Title", _run(title))
    yield _paragraph("Subtitle", _run(subtitle))
    for block in blocks:
        if isinstance(block, Heading):
            yield _paragraph("Heading1", _run(block.text))
        else:
            yield _paragraph("Entry", _run(block.label, "Label"), _tab(), _run(block.text))


def _paragraph(style: str, *runs: _Element) -> _Element:
    paragraph = etree.Element(w("p"))
    properties = etree.SubElement(paragraph, w("pPr"))
    etree.SubElement(properties, w("pStyle")).set(w("val"), style)
    paragraph.extend(run for run in runs if len(run))
    return paragraph


def _run(text: str, style: str = "") -> _Element:
    """A run; an empty one for no text."""
    run = etree.Element(w("r"))
    if not text:
        return run
    if style:
        properties = etree.SubElement(run, w("rPr"))
        etree.SubElement(properties, w("rStyle")).set(w("val"), style)
    element = etree.SubElement(run, w("t"))
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def _tab() -> _Element:
    run = etree.Element(w("r"))
    etree.SubElement(run, w("tab"))
    return run


def _height(block: Block) -> float:
    if isinstance(block, Heading):
        return _HEADING
    return _lines(block.text, _SIZE, _ENTRY_WIDTH) * _LINE + _AFTER_ENTRY


def _lines(text: str, size: float, room: float) -> int:
    """How many lines of that width the text takes in letters of that size, at most."""
    lines, used, space = 1, 0.0, _width(" ") * size
    for word in text.split(" "):
        needed = _width(word) * size
        if used and used + space + needed > room:
            lines, used = lines + 1, 0.0
        used += needed + (space if used else 0)
        if used > room:  # a word longer than a line may begin a line of its own, and is broken
            broken = int(used / (room * 0.9))
            lines, used = lines + 1 + broken, used - broken * room * 0.9
    return lines


def _width(text: str) -> float:
    """In parts of the letter size."""
    return sum(_WIDTHS[_class(character)] for character in text)


def _class(character: str) -> str:
    if character in _NARROW:
        return "narrow"
    if character in _WIDE:
        return "wide"
    if character in _WIDEST:
        return "widest"
    return "usual" if character.isascii() or character in _USUAL else "foreign"
