"""Only fields that show the same on every day and machine stay; others become what they showed."""

from __future__ import annotations

from lxml import etree

from engross.ooxml.field_codes import Field, fields_of, may_stay, name_of, words_of
from engross.ooxml.names import DRAWING, w
from engross.ooxml.xml_edits import remove, remove_empty_run, unwrap

_DEFINING = ("SET", "ASK")
"""What gives a bookmark its words, without a place in the text."""

_WORDS_NOWHERE = frozenset(
    {
        *("ADVANCE", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "EQ", "FORMCHECKBOX", "FORMDROPDOWN"),
        *("GOTOBUTTON", "LISTNUM", "MACROBUTTON", "SYMBOL"),
    }
)
"""What Word shows without writing it down. To take one out would take words off a page in silence,
so that the scan (`ooxml.traces`) names it and a person does it."""


def settle_fields(root: etree._Element) -> None:
    """Put the last result of every field that may not stay in its place.

    One that is torn, or that shows what is nowhere written, is left to the checks.
    """
    whole = fields_of(root).whole
    set_here = {name for one in whole for name in _defined(one.instruction)}
    settled = [one for one in whole if _settles(one.instruction, set_here) or one.composed]
    if settled:
        content = contents(root)
        places = {element: number for number, element in enumerate(content)}
        for one in settled:
            _settle(one, content, places)
    for simple in list(root.iter(w("fldSimple"))):
        if _settles(simple.get(w("instr"), ""), set_here) and not _is_unwritten(simple):
            unwrap(simple, w("fldData"))
    for data in list(root.iter(w("fldData"))):
        remove(data)
    for drawn in list(root.iter(f"{{{DRAWING}}}fld")):
        if drawn.get("type", "").startswith("datetime"):
            _settle_drawn(drawn)


def contents(root: etree._Element) -> list[etree._Element]:
    """Everything that stands in a run, in order, formatting left out."""
    return [child for run in root.iter(w("r")) for child in run if child.tag != w("rPr")]


def _settles(instruction: str, set_here: set[str]) -> bool:
    """Whether it may not stay, or refers to words that only a field which goes has set."""
    name, target = name_of(instruction), "".join(words_of(instruction)[1:2])
    return not may_stay(instruction) or (name == "REF" and target.lower() in set_here)


def _defined(instruction: str) -> list[str]:
    """The bookmark that a field sets, in small letters."""
    words = words_of(instruction)[1:2] if name_of(instruction) in _DEFINING else []
    return [word.lower() for word in words]


def _is_unwritten(simple: etree._Element) -> bool:
    return name_of(simple.get(w("instr"), "")) in _WORDS_NOWHERE and not contents(simple)


def _settle(one: Field, content: list[etree._Element], places: dict[etree._Element, int]) -> None:
    """Take out its marks and its instruction, with whatever is nested in that."""
    last = one.end if one.separate is None else one.separate
    if last is None or one.end is None:
        return
    shows_nothing = places[one.end] <= places[last] + 1
    if shows_nothing and name_of(one.instruction) in _WORDS_NOWHERE:
        return
    for element in [*content[places[one.begin] : places[last] + 1], one.end]:
        run = element.getparent()
        remove(element)
        _remove_if_empty(run)


def _settle_drawn(drawn: etree._Element) -> None:
    """A date in a drawing or chart becomes a run of the words that it showed."""
    drawn.tag = f"{{{DRAWING}}}r"
    drawn.attrib.clear()
    for properties in drawn.findall(f"{{{DRAWING}}}pPr"):
        remove(properties)


def _remove_if_empty(run: etree._Element | None) -> None:
    """Take out a run that holds nothing now, and a simple field that held nothing but it."""
    around = None if run is None else run.getparent()
    remove_empty_run(run)
    if around is not None and around.tag == w("fldSimple") and len(around) == 0:
        remove(around)
