"""Which parts of a Word file hold what a person reads, in the order of reading."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from engross.ooxml.names import R, w
from engross.ooxml.package import Parts, main_part, parse, related

_ORDER = ("header", "body", "footnotes", "endnotes", "footer")
_HEADERS = ("first", "default", "even")


class Story(NamedTuple):
    """One part that holds text."""

    kind: str
    """`body`, `header`, `footnotes`, ..."""
    number: int
    """Which of its kind, from 1."""
    part: str
    root: etree._Element


def stories(parts: Parts, name: str = "the Word file") -> tuple[Story, ...]:
    """The parts that hold text, in the order of reading: a section's first page before the others.

    Raises:
        InputError: one of them is not XML.
    """
    main = main_part(parts, name)
    root = parse(parts[main], main, name)
    found: dict[str, list[str]] = {kind: [] for kind in _ORDER}
    found["body"].append(main)
    targets = {
        identifier: (kind, target)
        for identifier, kind, target in related(parts, main, name)
        if kind in found and target in parts
    }
    used = [targets[one] for one in _shown_in_order(root) if one in targets]
    for kind, target in [*used, *targets.values()]:
        if target not in found[kind]:
            found[kind].append(target)
    return tuple(
        Story(kind, number, part, root if part == main else parse(parts[part], part, name))
        for kind in _ORDER
        for number, part in enumerate(found[kind], start=1)
    )


def _shown_in_order(root: etree._Element) -> list[str]:
    """The ids of the headers and footers, section by section."""
    shown: list[str] = []
    for section in root.iter(w("sectPr")):
        mine = [*section.iter(w("headerReference"), w("footerReference"))]
        kinds = {reference: reference.get(w("type"), "default") for reference in mine}
        mine.sort(key=lambda one: _HEADERS.index(kinds[one]) if kinds[one] in _HEADERS else 0)
        shown += [reference.get(f"{{{R}}}id", "") for reference in mine]
    return shown


def paragraph_styles(parts: Parts, name: str = "the Word file") -> dict[str, str]:
    """What people call each style, by its id: `heading 1`."""
    for _, kind, target in related(parts, main_part(parts, name), name):
        if kind == "styles" and target in parts:
            return _style_names(parse(parts[target], target, name))
    return {}


def _style_names(root: etree._Element) -> dict[str, str]:
    return {
        style.get(w("styleId"), ""): name.get(w("val"), "")
        for style in root.iter(w("style"))
        if (name := style.find(w("name"))) is not None
    }
