"""Words that take the place of marks, in runs formatted as the text that they stand in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from lxml import etree

from engross.ooxml.marks import CLOSE, OPEN, mark, opened
from engross.ooxml.names import XML, w
from engross.ooxml.xml_edits import like_run

Content: TypeAlias = "Callable[[], Sequence[etree._Element]]"  # noqa: SLF001 - lxml calls its elements so
"""Makes what a run may hold: texts, field characters, a drawing."""

_NOTHING = OPEN + CLOSE
"""What every empty mark has in it."""


def put_for_marks(root: etree._Element, content: Mapping[str, Content]) -> None:
    """Put content in the place of every empty mark of those names; the marks go.

    Each piece gets a run of its own, formatted as the text was. A mark around it stays around it.
    """
    for text in list(root.iter(w("t"))):
        rest: etree._Element | None = text
        while rest is not None and (name := first_mark(rest, content)):
            rest = _put(rest, mark(name, ""), content[name]())


def first_mark(text: etree._Element, names: Mapping[str, object]) -> str:
    """The first of those marks in a text; empty when there is none."""
    if _NOTHING not in (text.text or ""):
        return ""
    found = (name for name in opened(text.text or "") if name in names)
    return next((name for name in found if mark(name, "") in (text.text or "")), "")


def split_run(run: etree._Element) -> None:
    """A run for each child, formatted alike: anchors are set between runs."""
    parent = run.getparent()
    properties = run.find(w("rPr"))
    if parent is None:
        return
    for child in [child for child in run if child is not properties]:
        made = like_run(run)
        made.append(child)
        run.addprevious(made)
    parent.remove(run)


def text_element(text: str) -> etree._Element:
    """A text that keeps the spaces at its ends."""
    element = etree.Element(w("t"))
    element.set(f"{{{XML}}}space", "preserve")
    element.text = text
    return element


def _put(
    text: etree._Element, marked: str, content: Sequence[etree._Element]
) -> etree._Element | None:
    """The text's run becomes several; the text after the content, where more marks may be."""
    run = text.getparent()
    if run is None:
        return None
    before, _, after = (text.text or "").partition(marked)
    rest = text_element(after) if after else None
    pieces = [
        *([text_element(before)] if before else []),
        *content,
        *([] if rest is None else [rest]),
    ]
    index = run.index(text)
    run.remove(text)
    for offset, piece in enumerate(pieces):
        run.insert(index + offset, piece)
    split_run(run)
    return rest
