"""Small changes of an XML tree that lose no text."""

from __future__ import annotations

import copy

from lxml import etree

from engross.ooxml.names import w


def remove(element: etree._Element) -> None:
    """Take an element out; the text behind it, which lxml hangs on it, stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def without_remarks(root: etree._Element) -> list[etree._Element]:
    """The elements of a tree, in order, after taking out XML's own comments and instructions."""
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    return list(root.iter())


def put_in_place(old: etree._Element, new: list[etree._Element]) -> None:
    """Let other elements, or none, stand where one stands."""
    parent = old.getparent()
    if parent is not None:
        place = parent.index(old)
        parent[place : place + 1] = new


def like_run(run: etree._Element) -> etree._Element:
    """An empty run with the same formatting."""
    made = etree.Element(w("r"))
    properties = run.find(w("rPr"))
    if properties is not None:
        made.append(copy.deepcopy(properties))
    return made


def forget(element: etree._Element, *names: str) -> None:
    """Take attributes away, as far as they are there."""
    for name in names:
        if name in element.attrib:
            del element.attrib[name]


def unwrap(element: etree._Element, *without: str) -> None:
    """Put what an element holds in its place, but for children of those names."""
    parent = element.getparent()
    if parent is not None:
        place = parent.index(element)
        parent[place : place + 1] = [child for child in element if child.tag not in without]


def remove_empty_run(run: etree._Element | None) -> None:
    """Take a run out that has nothing left but its formatting."""
    if run is not None and run.tag == w("r") and all(child.tag == w("rPr") for child in run):
        remove(run)


def is_on(toggle: etree._Element | None) -> bool:
    """Whether a property that is on or off is there and on."""
    return toggle is not None and toggle.get(w("val"), "true").lower() not in {"0", "false", "off"}
