"""The words of a diagram that Word calls SmartArt, as a reader sees them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engross.ooxml.names import DRAWING, R

_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"


def diagram_of(element: etree._Element) -> str:
    """The relationship id of the diagram that a drawing shows; empty when it shows none."""
    shown = next(element.iter(f"{{{_DIAGRAM}}}relIds"), None)
    return "" if shown is None else shown.get(f"{{{R}}}dm", "")


def diagram_lines(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Place and text of each of its shapes that says something: `shape 1`, `shape 2`, ..."""
    texts = root.iter(f"{{{_DIAGRAM}}}t")
    said = ("".join(one.text or "" for one in text.iter(f"{{{DRAWING}}}t")) for text in texts)
    for number, words in enumerate((words for words in said if words.strip()), start=1):
        yield f"shape {number}", words
