"""Word's fields: what each is told to do, and the words that it shows until Word does it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from engross.ooxml.field_codes import Field as Code
from engross.ooxml.field_codes import fields_of
from engross.ooxml.marked_runs import text_element
from engross.ooxml.names import XML, w

_KINDS: Final = ("begin", "separate", "end")


@dataclass
class Field:
    """One field of a document."""

    instruction: str = ""
    """What it is told: `SEQ Table \\* ARABIC`."""
    first: etree._Element | None = None
    """The run that begins it, or the whole of a simple field."""
    separate: etree._Element | None = None
    """The run that its result begins after; `None` in a simple field and where it has none."""
    last: etree._Element | None = None
    """The run that ends it, or the whole of a simple field; `None` for one that nothing ends."""
    result: list[etree._Element] = field(default_factory=list)
    """The texts that it shows, those of fields inside it included."""

    @property
    def kind(self) -> str:
        """Its first word, in capitals: `SEQ`, `REF`, `TOC`."""
        return next(iter(self.instruction.split()), "").upper()

    @property
    def words(self) -> str:
        """What it shows."""
        return "".join(text.text or "" for text in self.result)

    def show(self, text: str) -> None:
        """Let it show these words, formatted as those before; Word is not asked to do it again."""
        for element in (self.first, *([] if self.first is None else self.first.iter(w("fldChar")))):
            if element is not None and element.get(w("dirty")):
                del element.attrib[w("dirty")]
        if not self.result:
            self._add_result()
        for element in self.result:
            element.text = ""
        self.result[0].text = text
        self.result[0].set(f"{{{XML}}}space", "preserve")

    def _add_result(self) -> None:
        run = etree.Element(w("r"))
        run.append(text_element(""))
        if self.first is not None and self.first.tag == w("fldSimple"):
            self.first.append(run)
        elif self.last is not None:
            if self.separate is None:
                self.separate = etree.Element(w("r"))
                etree.SubElement(self.separate, w("fldChar")).set(w("fldCharType"), "separate")
                self.last.addprevious(self.separate)
            self.last.addprevious(run)
        self.result = [run[0]]


def fields(root: etree._Element) -> tuple[Field, ...]:
    """Every whole field of a part, in the order of their beginnings."""
    begun = {one.begin: one for one in fields_of(root).whole}
    found: list[Field] = []
    showing: dict[etree._Element, Field] = {}
    """The fields whose result is being read, by what ends each."""
    separators: dict[etree._Element, tuple[etree._Element, Field]] = {}
    for element in root.iter(w("fldSimple"), w("fldChar"), w("t")):
        if element.tag == w("fldSimple"):
            found.append(_simple(element))
        elif (code := begun.get(element)) is not None:
            found.append(_complex(code))
            if code.separate is not None and code.end is not None:
                separators[code.separate] = (code.end, found[-1])
        elif element in separators:
            end, field_begun = separators[element]
            showing[end] = field_begun
        elif element.tag == w("t"):
            for one in showing.values():
                one.result.append(element)
        else:
            showing.pop(element, None)
    return tuple(found)


def field_content(instruction: str, shown: str) -> Sequence[etree._Element]:
    """What the runs of a new field hold, in order; `shown` is what it shows."""
    begin, separate, end = (_mark(kind) for kind in _KINDS)
    told = etree.Element(w("instrText"))
    told.set(f"{{{XML}}}space", "preserve")
    told.text = f" {instruction} "
    return [begin, told, separate, text_element(shown), end]


def field_runs(instruction: str, shown: str) -> Iterator[etree._Element]:
    """The runs of a new field."""
    for content in field_content(instruction, shown):
        run = etree.Element(w("r"))
        run.append(content)
        yield run


def _mark(kind: str) -> etree._Element:
    element = etree.Element(w("fldChar"))
    element.set(w("fldCharType"), kind)
    return element


def _simple(element: etree._Element) -> Field:
    return Field(
        instruction=" ".join(element.get(w("instr"), "").split()),
        first=element,
        last=element,
        result=list(element.iter(w("t"))),
    )


def _complex(code: Code) -> Field:
    first, separate, last = (
        None if element is None else element.getparent()
        for element in (code.begin, code.separate, code.end)
    )
    instruction = " ".join(code.instruction.split())
    return Field(instruction=instruction, first=first, separate=separate, last=last)
