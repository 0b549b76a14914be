"""Word's fields as they are written: from `begin` over `separate` to `end`, also nested."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from engross.ooxml.names import w
from engross.ooxml.paths import is_local

STORIES = tuple(w(name) for name in ("hdr", "ftr", "footnote", "endnote", "comment", "txbxContent"))
"""What a field cannot reach out of, beside the body."""

LIVE = frozenset(
    {
        *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES"),
        *("REF", "PAGEREF", "NOTEREF", "STYLEREF", "HYPERLINK"),
        *("SEQ", "TOC", "TC", "XE"),
    }
)
"""The only fields that may stay fields in a document that leaves: what they show the pages decide,
or another place of the same document. Any other shows another thing on another day or machine."""

_LONGEST_SWITCH = 2

_ARGUMENT = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')


@dataclass
class Field:
    """One field; a part that is missing is `None`."""

    begin: etree._Element
    separate: etree._Element | None = None
    end: etree._Element | None = None
    code: list[etree._Element] = field(default_factory=list)
    """The texts of its instruction, those of fields inside it left out."""
    inside: list[Field] = field(default_factory=list)
    composed: bool = False
    """Whether other fields write a part of its instruction, so that it is not known here."""

    @property
    def told(self) -> bool:
        """Whether its instruction is still going on."""
        return self.separate is None and self.end is None

    @property
    def instruction(self) -> str:
        """As Word shows it between braces: `REF terms`."""
        return "".join(text.text or "" for text in self.code).strip()

    @property
    def may_stay(self) -> bool:
        """Whether it may stay a field in a document that leaves."""
        return not self.composed and may_stay(self.instruction)


class Torn(NamedTuple):
    """A field that is not whole."""

    element: etree._Element
    """Where it is."""
    message: str


class Fields(NamedTuple):
    """What a part has of them."""

    whole: tuple[Field, ...]
    """In the order in which they begin."""
    torn: tuple[Torn, ...]


def fields_of(root: etree._Element) -> Fields:
    """Every field of a part, and what is wrong with those that are not whole."""
    reader = _Reader()
    for element in root.iter(w("fldChar"), w("instrText")):
        reader.read(element)
    unended = (one for still_open in reader.still_open.values() for one in still_open)
    reader.torn += [Torn(one.begin, "A field begins and does not end.") for one in unended]
    return Fields(tuple(one for one in reader.fields if one.end is not None), tuple(reader.torn))


def words_of(instruction: str) -> list[str]:
    """The instruction's words; what stood in quotation marks is one word without them."""
    return [quoted or plain for quoted, plain in _ARGUMENT.findall(instruction)]


def name_of(instruction: str) -> str:
    """What kind of field it is, in capitals: `REF`; empty for an empty one."""
    return (words_of(instruction) or [""])[0].partition("\\")[0].upper()


def may_stay(instruction: str) -> bool:
    """Whether a field told this may stay one: it is `LIVE`, and no link to a file of the firm's."""
    name = name_of(instruction)
    if name != "HYPERLINK":
        return name in LIVE
    target = next(iter(words_of(instruction)[1:]), "")
    is_switch = target.startswith("\\") and len(target) <= _LONGEST_SWITCH
    return is_switch or not is_local(target)


@dataclass
class _Reader:
    fields: list[Field] = field(default_factory=list)
    torn: list[Torn] = field(default_factory=list)
    still_open: dict[etree._Element | None, list[Field]] = field(default_factory=dict)
    """By story, the fields that have begun and not ended; `None` is the body."""

    def read(self, element: etree._Element) -> None:
        story = next(element.iterancestors(*STORIES), None)
        still_open = self.still_open.setdefault(story, [])
        if element.tag == w("fldChar"):
            self._character(element, still_open)
        elif still_open and still_open[-1].told:
            still_open[-1].code.append(element)

    def _character(self, element: etree._Element, still_open: list[Field]) -> None:
        kind = element.get(w("fldCharType"))
        if kind == "begin":
            self._begin(element, still_open)
        elif not still_open:
            self.torn.append(Torn(element, "A field ends that never began."))
        elif kind == "separate":
            if still_open[-1].separate is not None:
                self.torn.append(Torn(element, "A field has two results."))
            still_open[-1].separate = element
        elif kind == "end":
            self._end(element, still_open.pop())

    def _begin(self, element: etree._Element, still_open: list[Field]) -> None:
        begun = Field(element)
        if still_open:
            still_open[-1].inside.append(begun)
            still_open[-1].composed |= still_open[-1].told
        still_open.append(begun)
        self.fields.append(begun)

    def _end(self, element: etree._Element, ended: Field) -> None:
        ended.end = element
        if _cell(ended.begin) is not _cell(element):
            self.torn.append(Torn(element, "A field begins in one table cell and ends in another."))


def _cell(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors(w("tc")), None)
