"""What Word would not like about a file and no validator of others sees.

Fields, content controls, bookmarks and the links to them; and, of what only Microsoft's validator
sees, which runs in our tests and not at a firm, forms of a drawing or text that nothing declares.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree

from engross.ooxml.field_codes import fields_of, words_of
from engross.ooxml.names import RELATIONSHIPS, R, mc, w
from engross.ooxml.package import Parts, open_package, parse, word_parts
from engross.records.ports import WordFault

VALIDATOR = "engross"
"""Who says so, beside the validators of others."""

_REFERRING = ("REF", "PAGEREF", "NOTEREF")
_DEFINING = ("SET", "ASK")
_ALWAYS_THERE = {"_top"}


def own_faults(docx: bytes) -> tuple[WordFault, ...]:
    """Whatever is torn, there twice, or leads nowhere.

    Raises:
        InputError: the file cannot be opened at all.
    """
    parts = open_package(docx)
    roots = {name: parse(parts[name], name) for name in word_parts(parts)}
    found = (
        *_same_relationships(parts),
        *_torn_fields(roots),
        *_torn_bookmarks(roots),
        *_same(roots, w("bookmarkStart"), w("name"), "bookmarks are called"),
        *_same(roots, f"{w('sdtPr')}/{w('id')}", w("val"), "content controls have the number"),
        *_lost_links(roots),
        *_undeclared_forms(roots),
    )
    return tuple(WordFault(VALIDATOR, place, message) for place, message in found)


def _torn_fields(roots: Mapping[str, etree._Element]) -> Iterator[tuple[str, str]]:
    for part, root in roots.items():
        for torn in fields_of(root).torn:
            yield f"{part}, {_near(torn.element)}", torn.message


def _torn_bookmarks(roots: Mapping[str, etree._Element]) -> Iterator[tuple[str, str]]:
    for part, root in roots.items():
        ended = {end.get(w("id")) for end in root.iter(w("bookmarkEnd"))}
        for start in root.iter(w("bookmarkStart")):
            if start.get(w("id")) not in ended:
                name = start.get(w("name"), "without a name")
                yield f"{part}, {_near(start)}", f"The bookmark {name} begins and does not end."


def _same(
    roots: Mapping[str, etree._Element], path: str, key: str, what: str
) -> Iterator[tuple[str, str]]:
    """What is there twice; the form of a text that older programs show is a repetition."""
    found = [
        (element.get(key, "").lower(), f"{part}, {_near(element)}")
        for part, root in roots.items()
        for element in root.iterfind(f".//{path}")
        if element.get(key) and next(element.iterancestors(mc("Fallback")), None) is None
    ]
    places = dict(found)
    for name, times in Counter(name for name, _ in found).items():
        if times > 1:
            yield places[name], f"{times} {what} {name}."


def _same_relationships(parts: Parts) -> Iterator[tuple[str, str]]:
    for part in sorted(parts):
        if part.endswith(".rels"):
            entries = parse(parts[part], part).iter(f"{{{RELATIONSHIPS}}}Relationship")
            for name, times in Counter(entry.get("Id", "") for entry in entries).items():
                if times > 1:
                    yield part, f"{times} relationships have the id {name}."


def _undeclared_forms(roots: Mapping[str, etree._Element]) -> Iterator[tuple[str, str]]:
    for part, root in roots.items():
        for choice in root.iter(mc("Choice")):
            for prefix in choice.get("Requires", "").split():
                if prefix not in choice.nsmap:
                    message = f"A form of a drawing or text needs {prefix}, which nothing declares."
                    yield f"{part}, {_near(choice)}", message


def _lost_links(roots: Mapping[str, etree._Element]) -> Iterator[tuple[str, str]]:
    there = {name.lower() for root in roots.values() for name in _names(root)} | _ALWAYS_THERE
    for part, root in roots.items():
        for element, name in _references(root):
            if name.lower() not in there:
                place = f"{part}, {_near(element)}"
                yield place, f"A link or cross-reference leads to {name}, which is not there."


def _names(root: etree._Element) -> Iterator[str]:
    """Every bookmark, those that fields set included."""
    for start in root.iter(w("bookmarkStart")):
        yield start.get(w("name"), "")
    for _, instruction in _instructions(root):
        words = words_of(instruction)
        if words and words[0].upper() in _DEFINING:
            yield from words[1:2]


def _references(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Every place that leads to a bookmark, with its name."""
    for link in root.iter(w("hyperlink")):
        if link.get(w("anchor")) and link.get(f"{{{R}}}id") is None:
            yield link, link.get(w("anchor"), "")
    for element, instruction in _instructions(root):
        if name := _target(words_of(instruction)):
            yield element, name


def _instructions(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    for one in fields_of(root).whole:
        yield one.begin, one.instruction
    for simple in root.iter(w("fldSimple")):
        yield simple, simple.get(w("instr"), "")


def _target(words: list[str]) -> str:
    """The bookmark that a field leads to; empty for none."""
    kind = words[0].upper() if words else ""
    if kind in _REFERRING:
        return next((word for word in words[1:] if not word.startswith("\\")), "")
    if kind == "HYPERLINK" and words[1:2] == ["\\l"]:
        return next(iter(words[2:3]), "")
    return ""


def _near(element: etree._Element) -> str:
    """The first words of the paragraph that it stands in, by which a person finds it."""
    paragraph = next(element.iterancestors(w("p")), None)
    texts = () if paragraph is None else paragraph.iter(w("t"))
    words = " ".join("".join(text.text or "" for text in texts).split())[:50]
    return f"at “{words}”" if words else "where there are no words"
