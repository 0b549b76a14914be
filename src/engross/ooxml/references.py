"""Comments and notes: which of them the text refers to, and taking out those that go."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Literal

from lxml import etree

from engross.ooxml.names import W15, w
from engross.ooxml.package import Parts, main_part, parse, related, serialise, word_parts
from engross.ooxml.parts import remove_related
from engross.ooxml.xml_edits import remove

Reference = tuple[Literal["comment", "footnote", "endnote"], str]
"""A kind of thing beside the text, and its id."""

_KINDS: tuple[Literal["comment", "footnote", "endnote"], ...] = ("comment", "footnote", "endnote")
_REFERENCES = {w(f"{kind}Reference"): kind for kind in _KINDS}
_THEMSELVES: Mapping[str, str] = {w(kind): kind for kind in _KINDS} | {
    w("commentRangeStart"): "comment",
    w("commentRangeEnd"): "comment",
}


def referenced(parts: Parts) -> set[Reference]:
    """Every comment and note that some text refers to."""
    return {
        (_REFERENCES[str(mark.tag)], mark.get(w("id"), ""))
        for part in word_parts(parts)
        if b"Reference" in parts[part]
        for mark in parse(parts[part], part).iter(*_REFERENCES)
    }


def drop(parts: Parts, gone: Collection[Reference]) -> None:
    """Take those comments and notes out: themselves, and whatever refers to them."""
    if not gone:
        return
    paragraphs = _last_paragraphs(parts, gone)
    words = set(word_parts(parts))
    for part in [n for n in parts if n in words or re.match(r"word/comments\w*\.xml$", n)]:
        root = parse(parts[part], part)
        going = list(_going(root, gone, paragraphs))
        for element in going:
            remove(element)
        orphans = _forget_parents(root, paragraphs)
        if going or orphans:
            parts[part] = serialise(root)


def drop_empty_comments(parts: Parts) -> None:
    """Take out the part for comments, and those beside it, where no comment is left."""
    main = main_part(parts)
    beside = [one for one in related(parts, main) if one[1].startswith("comments")]
    left = (
        comment
        for _, kind, target in beside
        if kind == "comments" and target in parts
        for comment in parse(parts[target], target).iter(w("comment"))
    )
    if next(left, None) is None:
        for identifier, _, _ in beside:
            remove_related(parts, main, identifier)


def _last_paragraphs(parts: Parts, gone: Collection[Reference]) -> set[str]:
    """By which Word's newer parts know the comments that go."""
    return {
        identifier
        for part in parts
        if part.startswith("word/comments") and part.endswith(".xml")
        for comment in parse(parts[part], part).iter(w("comment"))
        if ("comment", comment.get(w("id"), "")) in gone
        for paragraph in comment.iter(w("p"))
        if (identifier := paragraph_id(paragraph))
    }


def paragraph_id(element: etree._Element) -> str:
    """What Word's newer parts call a comment's paragraph; empty for none."""
    return next((str(v) for k, v in element.attrib.items() if str(k).endswith("}paraId")), "")


def _going(
    root: etree._Element, gone: Collection[Reference], paragraphs: set[str]
) -> Iterator[etree._Element]:
    for element in root.iter(etree.Element):
        identifier = element.get(w("id"), "")
        tag = str(element.tag)
        if tag in _REFERENCES:
            if (_REFERENCES[tag], identifier) in gone:
                yield _run_of(element)
        elif tag in _THEMSELVES:
            if (_THEMSELVES[tag], identifier) in gone:
                yield element
        elif tag != w("p") and paragraph_id(element) in paragraphs:
            yield element


def _run_of(reference: etree._Element) -> etree._Element:
    """The run, where it holds nothing else."""
    run = reference.getparent()
    alone = run is not None and all(c is reference or c.tag == w("rPr") for c in run)
    return run if run is not None and alone and run.tag == w("r") else reference


def _forget_parents(root: etree._Element, paragraphs: set[str]) -> bool:
    """Make answers to a comment that goes stand for themselves; whether there were any."""
    answers = [
        element
        for element in root.iter(f"{{{W15}}}commentEx")
        if element.get(f"{{{W15}}}paraIdParent", "") in paragraphs
    ]
    for answer in answers:
        del answer.attrib[f"{{{W15}}}paraIdParent"]
    return bool(answers)
