"""Whether two Word files look the same, however the program that saved them cut their runs."""

from __future__ import annotations

import copy
from collections.abc import Iterator

from lxml import etree

from engross.ooxml.names import PICTURE_PLACE, R, w
from engross.ooxml.package import main_part, open_package, parse, word_parts

_PROPERTIES = {w(name) for name in ("pPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr")}
_UNSEEN = {w(name) for name in ("lang", "noProof")}
_STORIES = ("hdr", "ftr", "footnotes", "endnotes")


def same_look(one: bytes, other: bytes) -> bool:
    """Whether words and their formatting are the same in two cleaned documents.

    Looked at are the words with the properties of their runs, those of paragraphs, tables and
    sections, and the size of drawings; not the styles, which a program may describe anew.
    """
    return _look(one) == _look(other)


def _look(docx: bytes) -> tuple[list[str], list[list[str]]]:
    """The body, and headers, footers and notes in whatever order."""
    parts = open_package(docx)
    main = main_part(parts)
    roots = {name: parse(parts[name], name) for name in word_parts(parts)}
    stories = [root for root in roots.values() if root.tag in {w(name) for name in _STORIES}]
    return list(_merged(roots[main])), sorted(list(_merged(root)) for root in stories)


def _merged(root: etree._Element) -> Iterator[str]:
    """What is seen, in order; words that look alike and follow each other are one."""
    words, form = "", ""
    for seen, look in _seen(root):
        if look is not None and look == form:
            words += seen
            continue
        if words:
            yield f"{form}: {words}"
        words, form = (seen, look) if look is not None else ("", "")
        if look is None:
            yield seen
    if words:
        yield f"{form}: {words}"


def _seen(root: etree._Element) -> Iterator[tuple[str, str | None]]:
    """Words with the look of their run, and with `None` what is no words."""
    for element in root.iter(etree.Element):
        if element.tag == w("p"):
            yield "paragraph", None
        elif element.tag in _PROPERTIES:
            yield _plain(element), None
        elif element.tag == f"{{{PICTURE_PLACE}}}extent":
            yield f"drawing {element.get('cx')} {element.get('cy')}", None
        elif element.tag == w("t") and element.text:
            run = element.getparent()
            properties = None if run is None else run.find(w("rPr"))
            yield element.text, "plain" if properties is None else _plain(properties) or "plain"
        elif element.tag in {w("tab"), w("br")} and _in_run(element):
            yield str(element.tag), None


def _in_run(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == w("r")


def _plain(properties: etree._Element) -> str:
    """The properties in one form; empty when they say nothing that is seen."""
    kept = copy.deepcopy(properties)
    kept.tail = None
    for child in list(kept.iter(*_UNSEEN)):
        if (parent := child.getparent()) is not None:
            parent.remove(child)
    for element in kept.iter(etree.Element):
        for name in [str(name) for name in element.attrib]:
            if "rsid" in name or name == f"{{{R}}}id":
                del element.attrib[name]
    if kept.tag == w("rPr") and not len(kept):
        return ""
    return etree.tostring(kept, method="c14n", exclusive=True).decode()
