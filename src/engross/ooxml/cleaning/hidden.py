"""What no page shows does not leave: hidden words, rows and drawings."""

from __future__ import annotations

from lxml import etree

from engross.ooxml.cleaning.fields import contents
from engross.ooxml.field_codes import Field, fields_of
from engross.ooxml.hidden_text import (
    HidingStyles,
    hidden_drawings,
    hidden_rows,
    hidden_runs,
    mark_is_hidden,
)
from engross.ooxml.names import mc, w
from engross.ooxml.xml_edits import remove

_OF_A_FIELD = (w("fldChar"), w("instrText"))
_KEEPS_A_PARAGRAPH = tuple(
    w(name)
    for name in ("r", "hyperlink", "sdt", "fldSimple", "sectPr", "bookmarkStart", "bookmarkEnd")
)


def remove_hidden(root: etree._Element, styles: HidingStyles) -> None:
    """Take out whatever is hidden; a field that is hidden in part is left to the checks."""
    for row in list(hidden_rows(root)):
        _remove_row(row)
    for properties in list(hidden_drawings(root)):
        _remove_drawing(properties)
    runs = list(hidden_runs(root, styles))
    if not runs:
        return
    hidden = set(runs)
    spared = _runs_of_fields_seen(root, hidden)
    touched = [next(run.iterancestors(w("p")), None) for run in runs if run not in spared]
    for run in runs:
        if run not in spared:
            remove(run)
    for paragraph in dict.fromkeys(touched):
        if paragraph is not None and mark_is_hidden(paragraph, styles):
            _remove_if_empty(paragraph)


def _runs_of_fields_seen(root: etree._Element, hidden: set[etree._Element]) -> set[etree._Element]:
    """Hidden runs with a mark or instruction of a field of which something is seen."""
    content = contents(root)
    places = {element: number for number, element in enumerate(content)}
    gone: set[etree._Element] = set()
    for one in fields_of(root).whole:
        runs = _runs(one, content, places)
        if runs <= hidden:
            gone |= runs
    return {run for run in hidden - gone if any(child.tag in _OF_A_FIELD for child in run)}


def _runs(
    one: Field, content: list[etree._Element], places: dict[etree._Element, int]
) -> set[etree._Element]:
    if one.end is None:
        return set()
    between = content[places[one.begin] : places[one.end] + 1]
    return {run for element in between if (run := element.getparent()) is not None}


def _remove_row(row: etree._Element) -> None:
    table = next(row.iterancestors(w("tbl")), None)
    remove(row)
    if table is not None and next(table.iter(w("tr")), None) is None:
        remove(table)


def _remove_drawing(properties: etree._Element) -> None:
    """The whole drawing, with the form of it that older programs show; not a part of one."""
    frame = properties.getparent()
    drawing = None if frame is None else frame.getparent()
    if drawing is not None and drawing.tag == w("drawing"):
        alternatives = next(drawing.iterancestors(mc("AlternateContent")), None)
        remove(drawing if alternatives is None else alternatives)


def _remove_if_empty(paragraph: etree._Element) -> None:
    """Unless something else stands in it, or what it stands in must end with a paragraph."""
    after = paragraph.getnext()
    ends_something = after is None or after.tag not in {w("p"), w("tbl"), w("sdt")}
    if not ends_something and next(paragraph.iter(*_KEEPS_A_PARAGRAPH), None) is None:
        remove(paragraph)
