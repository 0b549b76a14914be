"""Captions that Word counts, and references to them that say what they count to.

A caption is a paragraph with Word's own `SEQ` field (References, Insert Caption). Word and
LibreOffice count them anew whenever they like; here the same numbers are worked out, so that the
document reads right before anybody does.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from engross.ooxml.marked_runs import put_for_marks, text_element
from engross.ooxml.marks import mark, opened, without_marks
from engross.ooxml.names import w
from engross.ooxml.package import main_part, open_package, parse
from engross.ooxml.word_fields import Field, field_content, fields

_SECTIONS = "sections."
_MOST_NAMES = 10**9


class Target(NamedTuple):
    """Something that a reference may lead to."""

    paragraph: etree._Element
    label: Field | None
    """The field that counts it; `None` for a heading, which is referred to by its words."""
    words: str
    """What a reference to it says: `Table 2`, `Fees`."""


def labels(docx: bytes) -> tuple[str, ...]:
    """The labels of the document's captions, in order and as Word counts: `Table 1`, `Figure 1`."""
    parts = open_package(docx)
    main = main_part(parts)
    root = parse(parts[main], main)
    found = fields(root)
    count_captions(found)
    return tuple(_label(paragraph, field) for paragraph, field in _captions(found))


def count_captions(found: Iterable[Field]) -> None:
    """Let every `SEQ` field of a part show the number that Word would give it."""
    counts: dict[str, int] = {}
    for field in found:
        told = field.instruction.split()
        if field.kind != "SEQ" or len(told) < 2:  # noqa: PLR2004 - the word and what it counts
            continue
        name, switches = told[1], [switch.lower() for switch in told[2:]]
        if "\\r" in switches:
            after = switches[switches.index("\\r") + 1 :]
            counts[name] = int(after[0]) if after and after[0].isdecimal() else 0
        elif "\\c" not in switches:
            counts[name] = counts.get(name, 0) + 1
        if "\\h" not in switches:
            field.show(_numeral(counts.get(name, 0), told[2:]))


def remove_captions(root: etree._Element, names: Iterable[str]) -> None:
    """Take out the paragraphs in which those marks stand and say nothing."""
    gone = {mark(name, "") for name in names}
    for text in list(root.iter(w("t"))):
        if any(marked in (text.text or "") for marked in gone):
            paragraph = next(text.iterancestors(w("p")), None)
            parent = None if paragraph is None else paragraph.getparent()
            if paragraph is not None and parent is not None:
                if len(parent.findall(w("p"))) > 1:
                    parent.remove(paragraph)
                else:
                    _empty(paragraph)


def targets(
    root: etree._Element, counted_by: Iterable[Field], places: Mapping[str, str]
) -> dict[str, Target]:
    """What references may lead to, by name; `places` has the name for each mark.

    A table or chart is one if a caption stands in the paragraph of its mark, a section
    (`sections.fees`) if its heading is printed.
    """
    counted = dict(_captions(counted_by))
    found: dict[str, Target] = {}
    for text in root.iter(w("t")):
        for name in opened(text.text or ""):
            target = places.get(name, "")
            paragraph = next(text.iterancestors(w("p")), None)
            if target in found or not target or paragraph is None:
                continue
            field = counted.get(paragraph)
            if target.startswith(_SECTIONS):
                found[target] = Target(paragraph, None, _text(paragraph).strip())
            elif field is not None:
                found[target] = Target(paragraph, field, _label(paragraph, field))
    return found


def refer(
    roots: Iterable[etree._Element],
    known: Mapping[str, Target],
    references: Mapping[str, str],
    missing: Callable[[str], str],
) -> None:
    """Put a `REF` field, with what it shows, in the place of each reference's mark.

    `references` has the target for each mark; one that is not known is said by `missing`. Each
    target that is referred to gets a bookmark of Word's own kind.
    """
    all_roots = tuple(roots)
    used = {
        references[name] for root in all_roots for name in _marks_in(root) if name in references
    }
    bookmarks = _bookmarks(all_roots, {name: known[name] for name in sorted(used & known.keys())})
    for root in all_roots:
        put_for_marks(
            root,
            {
                name: _reference(bookmarks.get(target, ""), known.get(target), missing(target))
                for name, target in references.items()
            },
        )


def bookmark_number(roots: Iterable[etree._Element]) -> Iterator[int]:
    """Numbers that no bookmark of those parts has."""
    taken = (start.get(w("id"), "") for root in roots for start in root.iter(w("bookmarkStart")))
    highest = max((int(number) for number in taken if number.isdecimal()), default=0)
    return itertools.count(highest + 1)


def bookmark_names(roots: Iterable[etree._Element]) -> set[str]:
    """The names of the bookmarks of those parts."""
    return {start.get(w("name"), "") for root in roots for start in root.iter(w("bookmarkStart"))}


def word_name(beginning: str, target: str, taken: set[str]) -> str:
    """A name of Word's own kind, such as `_Ref123456789`, always the same for the same target."""
    number = int(hashlib.sha256(target.encode()).hexdigest()[:12], 16)
    for more in itertools.count():
        name = f"{beginning}{(number + more) % _MOST_NAMES:09d}"
        if name not in taken:
            taken.add(name)
            return name
    raise AssertionError


def bookmark(kind: str, number: int, name: str = "") -> etree._Element:
    """A bookmark's beginning, with its name, or its end."""
    element = etree.Element(w(kind))
    element.set(w("id"), str(number))
    if name:
        element.set(w("name"), name)
    return element


# --- captions -----------------------------------------------------------------------------------


def _captions(found: Iterable[Field]) -> Iterator[tuple[etree._Element, Field]]:
    """The paragraphs that Word counts, each with the first field that counts it."""
    seen: set[etree._Element] = set()
    for field in found:
        if field.kind == "SEQ" and field.first is not None and "\\h" not in field.instruction:
            paragraph = next(field.first.iterancestors(w("p")), None)
            if paragraph is not None and paragraph not in seen:
                seen.add(paragraph)
                yield paragraph, field


def _label(paragraph: etree._Element, field: Field) -> str:
    """The words up to and with the number."""
    said = []
    for text in paragraph.iter(w("t")):
        said.append(text.text or "")
        if field.result and text is field.result[-1]:
            return without_marks("".join(said)).strip()
    return ""


def _numeral(number: int, switches: list[str]) -> str:
    """The number in the form that the field asks for."""
    forms: dict[str, Callable[[int], str]] = {
        "ROMAN": _roman,
        "roman": lambda n: _roman(n).lower(),
        "ALPHABETIC": _letters,
        "alphabetic": lambda n: _letters(n).lower(),
    }
    form = next((forms[switch] for switch in switches if switch in forms), str)
    return form(number) if number > 0 else str(number)


def _roman(number: int) -> str:
    ones = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    signs = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")
    said = ""
    for one, sign in zip(ones, signs, strict=True):
        times, number = divmod(number, one)
        said += sign * times
    return said


def _letters(number: int) -> str:
    """A to Z, then AA to ZZ, as Word counts."""
    times, place = divmod(number - 1, 26)
    return chr(ord("A") + place) * (times + 1)


def _text(paragraph: etree._Element) -> str:
    return without_marks("".join(text.text or "" for text in paragraph.iter(w("t"))))


def _empty(paragraph: etree._Element) -> None:
    for child in list(paragraph):
        if child.tag != w("pPr"):
            paragraph.remove(child)


def _marks_in(element: etree._Element) -> Iterator[str]:
    for text in element.iter(w("t")):
        yield from opened(text.text or "")


# --- references ---------------------------------------------------------------------------------


def _bookmarks(roots: tuple[etree._Element, ...], used: Mapping[str, Target]) -> dict[str, str]:
    """The name of each target's new bookmark."""
    names, numbers, taken = dict[str, str](), bookmark_number(roots), bookmark_names(roots)
    for target, found in used.items():
        names[target] = word_name("_Ref", target, taken)
        _surround(found, next(numbers), names[target])
    return names


def _surround(target: Target, number: int, name: str) -> None:
    """From the paragraph's beginning to the number, or to the heading's end."""
    paragraph, end = target.paragraph, bookmark("bookmarkEnd", number)
    properties = paragraph.find(w("pPr"))
    paragraph.insert(0 if properties is None else 1, bookmark("bookmarkStart", number, name))
    last = None if target.label is None else target.label.last
    while last is not None and last.getparent() is not paragraph:
        last = last.getparent()
    if last is None:
        paragraph.append(end)
    else:
        last.addnext(end)


def _reference(
    name: str, target: Target | None, missing: str
) -> Callable[[], list[etree._Element]]:
    def content() -> list[etree._Element]:
        if target is None or not target.words:
            return [text_element(missing)]
        return list(field_content(f"REF {name} \\h", target.words))

    return content
