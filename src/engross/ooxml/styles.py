"""The styles of a Word file: found by name, or made where a template does not have them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from engross.ooxml.names import W, w
from engross.ooxml.package import Parts, parse, serialise
from engross.ooxml.parts import related_part


class Styles:
    """The styles of a document, by what Word calls them (`footnote text`, `toc 1`)."""

    def __init__(self, parts: Parts, main: str) -> None:
        self.part = related_part(parts, main, "styles")
        self.root = parse(parts[self.part], self.part) if self.part else None
        self._by_id = {style.get(w("styleId"), ""): style for style in self._all()}
        self._ids = {name(style): identifier for identifier, style in self._by_id.items()}
        self.changed = False
        """Whether `save` has anything to write."""

    def id_of(self, called: str) -> str:
        """The id of the style of that name; empty for none."""
        return self._ids.get(called.lower(), "")

    def name_of(self, identifier: str) -> str:
        """What Word calls the style, in small letters; empty for none."""
        style = self._by_id.get(identifier)
        return "" if style is None else name(style)

    def outline_level(self, identifier: str) -> int:
        """Its level in the outline, from 1, its own or that of a style it rests on; 0 for none."""
        for style in self._chain(identifier):
            if found := re.fullmatch(r"heading ([1-9])", name(style)):
                return int(found[1])
            if (level := style.find(f"{w('pPr')}/{w('outlineLvl')}")) is not None:
                return outline(level)
        return 0

    def alignment(self, identifier: str) -> str:
        """How its paragraphs stand, its own way or that of a style it rests on: `right`."""
        for style in self._chain(identifier):
            if (told := style.find(f"{w('pPr')}/{w('jc')}")) is not None:
                return told.get(w("val"), "")
        return ""

    def ensure(self, called: str, inner: Mapping[str, str]) -> str:
        """The id of the style of that name, made from `inner[name]` if the document has none.

        `inner` has the XML inside the style, without prefixes declared, for those that may be made.
        """
        if (identifier := self.id_of(called)) or self.root is None:
            return identifier
        identifier = "".join(word.capitalize() for word in called.split())
        kind = "character" if called.endswith("reference") else "paragraph"
        style = etree.fromstring(
            f'<w:style xmlns:w="{W}" w:type="{kind}" w:styleId="{identifier}">'
            f'<w:name w:val="{called}"/>{inner[called]}</w:style>'
        )
        if kind == "paragraph" and (default := self._default()):
            based = etree.Element(w("basedOn"))
            based.set(w("val"), default)
            style.insert(1, based)
        self.root.append(style)
        self._by_id[identifier] = style
        self._ids[called.lower()] = identifier
        self.changed = True
        return identifier

    def save(self, parts: Parts) -> None:
        """Write new styles into the document's parts."""
        if self.changed and self.root is not None:
            parts[self.part] = serialise(self.root)

    def _chain(self, identifier: str) -> Iterator[etree._Element]:
        """The style, and those that it rests on."""
        seen: set[str] = set()
        while identifier not in seen and (style := self._by_id.get(identifier)) is not None:
            yield style
            seen.add(identifier)
            based = style.find(w("basedOn"))
            identifier = "" if based is None else based.get(w("val"), "")

    def _default(self) -> str:
        return next(
            (
                identifier
                for identifier, style in self._by_id.items()
                if style.get(w("default")) in {"1", "true"} and style.get(w("type")) == "paragraph"
            ),
            "",
        )

    def _all(self) -> list[etree._Element]:
        return [] if self.root is None else list(self.root.iter(w("style")))


def name(style: etree._Element) -> str:
    """What Word calls the style, in small letters."""
    found = style.find(w("name"))
    return "" if found is None else found.get(w("val"), "").lower()


def outline(level: etree._Element) -> int:
    """The outline level that a paragraph or style says, from 1; 0 for body text."""
    value = level.get(w("val"), "9")
    return int(value) + 1 if value.isdecimal() and int(value) < 9 else 0  # noqa: PLR2004 - 9 is body text
