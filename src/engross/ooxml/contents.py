"""A table of contents that reads right before Word makes it again.

A template holds Word's own field (References, Table of Contents). Its entries are worked out here
with a link to each heading, and with page numbers where somebody tells them. Word is not told to
bring it up to date: that would ask the reader a question when they open the file.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from engross.ooxml.captions import bookmark, bookmark_names, bookmark_number, word_name
from engross.ooxml.marked_runs import text_element
from engross.ooxml.marks import without_marks
from engross.ooxml.names import w
from engross.ooxml.package import Parts, main_part, open_package, parse, serialise, write_package
from engross.ooxml.parts import related_part
from engross.ooxml.styles import Styles, outline
from engross.ooxml.word_fields import Field, field_runs, fields

UNKNOWN_PAGE = "00"
"""What stands for a page number while the pages are counted; as wide as most numbers."""

_BEGINNING = "_Toc"
_LEVELS = 9
_INDENT = 220
_MOST_LEVELS = re.compile(r'\\o\s+"?(\d)-(\d)"?', re.IGNORECASE)
_OF_CAPTIONS = re.compile(r"\\[ca]\s+\"?(\w+)\"?", re.IGNORECASE)
_OF_STYLES = re.compile(r"\\t\s+\"([^\"]*)\"", re.IGNORECASE)


class _Entry(NamedTuple):
    paragraph: etree._Element
    text: str
    level: int
    """From 1."""


def has_contents(docx: bytes) -> bool:
    """Whether the document holds a table of contents."""
    parts = open_package(docx)
    main = main_part(parts)
    return b"TOC" in parts[main] and any(_is_contents(f) for f in fields(parse(parts[main], main)))


def fill_contents(root: etree._Element, styles: Styles, pages: Mapping[str, str]) -> None:
    """Let every table of contents of the body list what it is told to, linked.

    `pages` has what to print as the page of each bookmark; an entry without one goes without.
    """
    if not any("TOC" in _told(element) for element in root.iter(w("instrText"), w("fldSimple"))):
        return
    contents = [field for field in fields(root) if _is_contents(field)]
    inside = {id(p): p for field in contents for p in _paragraphs_of(field)}
    names = _Names(root)
    for field in contents:
        listed = [e for e in _entries(root, field, styles) if id(e.paragraph) not in inside]
        _write(field, listed, names, styles, pages)


def bookmarks_of(docx: bytes) -> tuple[str, ...]:
    """The bookmarks that the document's tables of contents lead to."""
    parts = open_package(docx)
    main = main_part(parts)
    names = bookmark_names([parse(parts[main], main)])
    return tuple(sorted(name for name in names if name.startswith(_BEGINNING)))


def with_pages(docx: bytes, pages: Mapping[str, int]) -> bytes:
    """The document with those page numbers in its tables of contents; `{}` leaves them out."""
    parts = open_package(docx)
    main = main_part(parts)
    root, styles = parse(parts[main], main), Styles(parts, main)
    fill_contents(root, styles, {name: str(page) for name, page in pages.items()})
    styles.save(parts)
    parts[main] = serialise(root)
    return write_package(parts)


def to_be_counted(docx: bytes) -> bytes:
    """The document with a number of the usual width for every page, so that pages fall as later."""
    known = bookmarks_of(docx)
    parts = open_package(docx)
    main = main_part(parts)
    root, styles = parse(parts[main], main), Styles(parts, main)
    fill_contents(root, styles, dict.fromkeys(known, UNKNOWN_PAGE))
    styles.save(parts)
    parts[main] = serialise(root)
    return write_package(parts)


def ask_no_questions(parts: Parts, main: str) -> None:
    """Take out of the settings that Word is to bring fields up to date, which it asks about."""
    part = related_part(parts, main, "settings")
    if part and b"updateFields" in parts[part]:
        root = parse(parts[part], part)
        for told in list(root.iter(w("updateFields"))):
            root.remove(told)
        parts[part] = serialise(root)


# --- what it lists ------------------------------------------------------------------------------


def _told(element: etree._Element) -> str:
    return element.get(w("instr"), "") or element.text or ""


def _is_contents(field: Field) -> bool:
    return field.kind == "TOC" and field.first is not None and field.last is not None


def _entries(root: etree._Element, field: Field, styles: Styles) -> Iterator[_Entry]:
    counted = _OF_CAPTIONS.search(field.instruction)
    if counted:
        yield from _captions(root, counted[1])
        return
    by_style = dict(_named_styles(field.instruction))
    found = _MOST_LEVELS.search(field.instruction)
    plain = not found and not by_style and "\\u" not in field.instruction
    most = (int(found[1]), int(found[2])) if found else (1, _LEVELS) if plain else (1, 0)
    for paragraph in root.iter(w("p")):
        level = _level(paragraph, styles, by_style, most, outlined="\\u" in field.instruction)
        text = _said(paragraph)
        if level and text:
            yield _Entry(paragraph, text, level)


def _captions(root: etree._Element, counted: str) -> Iterator[_Entry]:
    for field in fields(root):
        told = field.instruction.split()
        if field.kind == "SEQ" and told[1:2] == [counted] and field.first is not None:
            paragraph = next(field.first.iterancestors(w("p")), None)
            if paragraph is not None:
                yield _Entry(paragraph, _said(paragraph), 1)


def _named_styles(instruction: str) -> Iterator[tuple[str, int]]:
    for told in _OF_STYLES.findall(instruction):
        pieces = [piece.strip() for piece in re.split("[,;]", told)]
        for name, level in zip(pieces[::2], pieces[1::2], strict=False):
            if level.isdecimal():
                yield name.lower(), int(level)


def _level(
    paragraph: etree._Element,
    styles: Styles,
    by_style: Mapping[str, int],
    most: tuple[int, int],
    *,
    outlined: bool,
) -> int:
    """The paragraph's level in the table; 0 for none."""
    properties = paragraph.find(w("pPr"))
    if properties is None:
        return 0
    style = properties.find(w("pStyle"))
    identifier = "" if style is None else style.get(w("val"), "")
    if level := by_style.get(styles.name_of(identifier), 0):
        return level
    heading = re.fullmatch(r"heading ([1-9])", styles.name_of(identifier))
    level = int(heading[1]) if heading else 0
    if not level and outlined:
        own = properties.find(w("outlineLvl"))
        level = styles.outline_level(identifier) if own is None else outline(own)
        most = (1, _LEVELS)
    return level if most[0] <= level <= most[1] else 0


def _said(paragraph: etree._Element) -> str:
    """Its words on one line, those for the review copy only left out."""
    pieces = []
    for element in paragraph.iter(w("t"), w("tab"), w("br")):
        if element.tag == w("t"):
            pieces.append(element.text or "")
        elif (run := element.getparent()) is not None and run.tag == w("r"):
            pieces.append(" ")
    return " ".join(without_marks("".join(pieces)).split())


# --- writing ------------------------------------------------------------------------------------


class _Names:
    """The bookmark of each heading; a heading that two tables list has one."""

    def __init__(self, root: etree._Element) -> None:
        self._taken = bookmark_names([root])
        self._numbers = bookmark_number([root])
        self._given: dict[str, int] = {}

    def of(self, entry: _Entry) -> str:
        for start in entry.paragraph.iter(w("bookmarkStart")):
            if start.get(w("name"), "").startswith(_BEGINNING):
                return start.get(w("name"), "")
        again = self._given[entry.text] = self._given.get(entry.text, 0) + 1
        name = word_name(_BEGINNING, f"{entry.text}\n{again}", self._taken)
        number = next(self._numbers)
        properties = entry.paragraph.find(w("pPr"))
        start = bookmark("bookmarkStart", number, name)
        entry.paragraph.insert(0 if properties is None else 1, start)
        entry.paragraph.append(bookmark("bookmarkEnd", number))
        return name


def _paragraphs_of(field: Field) -> list[etree._Element]:
    """The paragraphs that the field begins in, goes over and ends in."""
    first, last = (
        None if run is None else next(run.iterancestors(w("p")), None)
        for run in (field.first, field.last)
    )
    if first is None or last is None:
        return []
    found = [first]
    while found[-1] is not last:
        after = found[-1].getnext()
        if after is None:
            return []
        found.append(after)
    return found


def _write(
    field: Field,
    entries: list[_Entry],
    names: _Names,
    styles: Styles,
    pages: Mapping[str, str],
) -> None:
    """Lines in the place of the field's result, the field around them."""
    paragraphs = _paragraphs_of(field)
    if not paragraphs or field.first is None or field.last is None:
        return
    first = paragraphs[0]
    head, tail = _outside(field, paragraphs)
    lines = [_line(entry, names, styles, pages, field.instruction) for entry in entries]
    lines = lines or [_like(first)]
    start = lines[0].find(w("pPr"))
    for offset, run in enumerate([*head, *_beginning(field.instruction)]):
        lines[0].insert(offset + (0 if start is None else 1), run)
    for run in (*_ending(), *tail):
        lines[-1].append(run)
    for line in lines:
        first.addprevious(line)
    parent = first.getparent()
    for paragraph in paragraphs:
        if parent is not None and paragraph.getparent() is parent:
            parent.remove(paragraph)


def _outside(
    field: Field, paragraphs: list[etree._Element]
) -> tuple[list[etree._Element], list[etree._Element]]:
    """What stands before the field in its first paragraph, and after it in its last."""
    head: list[etree._Element] = []
    tail: list[etree._Element] = []
    for child in paragraphs[0]:
        if child is field.first or field.first in list(child.iter()):
            break
        if child.tag != w("pPr"):
            head.append(child)
    if field.last is field.first:
        after = list(field.last.itersiblings()) if field.last is not None else []
        return head, after
    for child in reversed(list(paragraphs[-1])):
        if child is field.last or field.last in list(child.iter()):
            break
        tail.insert(0, child)
    return head, tail


def _beginning(instruction: str) -> list[etree._Element]:
    runs = list(field_runs(instruction, ""))
    return runs[:3]


def _ending() -> list[etree._Element]:
    return list(field_runs("", ""))[-1:]


def _like(paragraph: etree._Element) -> etree._Element:
    made = etree.Element(w("p"))
    properties = paragraph.find(w("pPr"))
    if properties is not None:
        made.append(copy.deepcopy(properties))
    return made


def _line(
    entry: _Entry, names: _Names, styles: Styles, pages: Mapping[str, str], instruction: str
) -> etree._Element:
    """An entry: the heading's words and, where it is known, its page, both leading there."""
    name = names.of(entry)
    paragraph = etree.Element(w("p"))
    called = "table of figures" if _OF_CAPTIONS.search(instruction) else f"toc {entry.level}"
    properties = etree.SubElement(paragraph, w("pPr"))
    if style := styles.ensure(called, _look(called, entry.level)):
        etree.SubElement(properties, w("pStyle")).set(w("val"), style)
    inner = paragraph
    if "\\h" in instruction:
        inner = etree.SubElement(paragraph, w("hyperlink"))
        inner.set(w("anchor"), name)
        inner.set(w("history"), "1")
    etree.SubElement(inner, w("r")).append(text_element(entry.text))
    page = pages.get(name, "")
    if page and "\\n" not in instruction.lower():
        etree.SubElement(etree.SubElement(inner, w("r")), w("tab"))
        inner.extend(field_runs(f"PAGEREF {name} \\h", page))
    return paragraph


def _look(called: str, level: int) -> dict[str, str]:
    """A line with its page at the right; a template's own style comes first."""
    indent = _INDENT * (level - 1)
    return {
        called: (
            '<w:pPr><w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9638"/></w:tabs>'
            f'<w:spacing w:after="60"/><w:ind w:left="{indent}"/></w:pPr>'
        )
    }
