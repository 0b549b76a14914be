"""Real footnotes: each in the place of its mark, with the part, separators and styles it needs."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping

from lxml import etree

from engross.ooxml.marked_runs import first_mark, put_for_marks, text_element
from engross.ooxml.names import W, w
from engross.ooxml.package import Parts, parse, serialise
from engross.ooxml.parts import declare, relate, related_part
from engross.ooxml.styles import Styles

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_SEPARATORS = {"-1": "separator", "0": "continuationSeparator"}
_STYLES = {
    "footnote text": (
        '<w:pPr><w:spacing w:before="0" w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>'
        '<w:rPr><w:sz w:val="17"/><w:szCs w:val="17"/></w:rPr>'
    ),
    "footnote reference": '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>',
}
_AFTER_FOOTNOTES = tuple(
    w(name)
    for name in (
        *("endnotePr", "compat", "docVars", "rsids", "attachedSchema", "themeFontLang"),
        *("clrSchemeMapping", "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures"),
        *("forceUpgrade", "captions", "readModeInkLockDown", "smartTagType", "shapeDefaults"),
        *("doNotEmbedSmartTags", "decimalSymbol", "listSeparator"),
    )
)
"""What comes after `footnotePr` in a document's settings; mathPr and schemaLibrary have other
namespaces and stand among these."""


def add_footnotes(
    parts: Parts, main: str, root: etree._Element, styles: Styles, notes: Mapping[str, str]
) -> None:
    """Put a footnote in the place of each mark of `notes`, in the order of the document.

    `root` is the body's tree. A template's own footnotes stay if something still refers to them.
    """
    wanted = any(first_mark(text, notes) for text in root.iter(w("t")))
    part = related_part(parts, main, "footnotes")
    if not wanted and not part:
        return
    notes_root = parse(parts[part], part) if part else _empty_part()
    _drop_unused(notes_root, root)
    if wanted:
        text_style = styles.ensure("footnote text", _STYLES)
        number_style = styles.ensure("footnote reference", _STYLES)
        _add_separators(notes_root)
        writer = _Writer(notes_root, text_style, number_style)
        put_for_marks(root, {name: writer.reference(text) for name, text in notes.items()})
        for reference in root.iter(w("footnoteReference")):
            _raise(reference, number_style)
        _number_in_order(notes_root, root)
        _name_separators(parts, main)
    if not part:
        part = posixpath.join(posixpath.dirname(main), "footnotes.xml")
        declare(parts, part, _TYPE)
        relate(parts, main, "footnotes", "footnotes.xml")
    parts[part] = serialise(notes_root)


class _Writer:
    """Writes footnotes, each with a number of its own for the time being."""

    def __init__(self, notes: etree._Element, text_style: str, number_style: str) -> None:
        self._notes = notes
        self._text_style, self._number_style = text_style, number_style

    def reference(self, text: str) -> Callable[[], list[etree._Element]]:
        """Makes the footnote, and what refers to it."""

        def content() -> list[etree._Element]:
            number = str(1 + max([0, *_numbers(self._notes)]))
            self._write(number, text)
            made = etree.Element(w("footnoteReference"))
            made.set(w("id"), number)
            return [made]

        return content

    def _write(self, number: str, text: str) -> None:
        note = etree.SubElement(self._notes, w("footnote"))
        note.set(w("id"), number)
        paragraph = etree.SubElement(note, w("p"))
        if self._text_style:
            properties = etree.SubElement(paragraph, w("pPr"))
            etree.SubElement(properties, w("pStyle")).set(w("val"), self._text_style)
        own_number = etree.SubElement(paragraph, w("r"))
        etree.SubElement(own_number, w("footnoteRef"))
        _raise(own_number[0], self._number_style)
        etree.SubElement(paragraph, w("r")).append(text_element(f" {text}"))


def _empty_part() -> etree._Element:
    return etree.Element(w("footnotes"), nsmap={"w": W})


def _numbers(notes: etree._Element) -> list[int]:
    found = (note.get(w("id"), "") for note in notes.iter(w("footnote")))
    return [int(number) for number in found if number.isdecimal()]


def _raise(child: etree._Element, style: str) -> None:
    """Let the child's run look like a footnote's number; nothing else of its look stays."""
    run = child.getparent()
    if run is None or not style:
        return
    for properties in run.findall(w("rPr")):
        run.remove(properties)
    properties = etree.Element(w("rPr"))
    etree.SubElement(properties, w("rStyle")).set(w("val"), style)
    run.insert(0, properties)


def _drop_unused(notes: etree._Element, root: etree._Element) -> None:
    """Take out the footnotes of paragraphs that this document goes without."""
    used = {reference.get(w("id")) for reference in root.iter(w("footnoteReference"))}
    for note in list(notes.iter(w("footnote"))):
        if note.get(w("type"), "normal") == "normal" and note.get(w("id")) not in used:
            notes.remove(note)


def _add_separators(notes: etree._Element) -> None:
    """The line above the footnotes, and the one above what goes on from the page before.

    Those that are there keep their looks and get the numbers that leave 1 to the first footnote.
    """
    for note in list(notes.iter(w("footnote"))):
        if note.get(w("type"), "normal") not in {"normal", *_SEPARATORS.values()}:
            notes.remove(note)
    kinds = {note.get(w("type")): note for note in notes.iter(w("footnote"))}
    for place, (number, kind) in enumerate(_SEPARATORS.items()):
        if kind in kinds:
            kinds[kind].set(w("id"), number)
            continue
        note = etree.Element(w("footnote"))
        note.set(w("type"), kind)
        note.set(w("id"), number)
        paragraph = etree.SubElement(note, w("p"))
        spacing = etree.SubElement(etree.SubElement(paragraph, w("pPr")), w("spacing"))
        for name, value in (("before", "0"), ("after", "0"), ("line", "240"), ("lineRule", "auto")):
            spacing.set(w(name), value)
        etree.SubElement(etree.SubElement(paragraph, w("r")), w(kind))
        notes.insert(place, note)


def _number_in_order(notes: etree._Element, root: etree._Element) -> None:
    """Number the footnotes from 1 in the order in which the text refers to them."""
    by_number = {
        note.get(w("id")): note
        for note in notes.iter(w("footnote"))
        if note.get(w("type"), "normal") == "normal"
    }
    for number, reference in enumerate(root.iter(w("footnoteReference")), start=1):
        note = by_number.get(reference.get(w("id")))
        if note is not None:
            reference.set(w("id"), str(number))
            note.set(w("id"), str(number))
            notes.append(note)


def _name_separators(parts: Parts, main: str) -> None:
    """Say in the settings that footnotes have separators, as Word does."""
    part = related_part(parts, main, "settings")
    if not part:
        return
    root = parse(parts[part], part)
    told = root.find(w("footnotePr"))
    if told is not None:
        for old in told.findall(w("footnote")):
            told.remove(old)
        _list_separators(told)
        parts[part] = serialise(root)
        return
    told = etree.Element(w("footnotePr"))
    _list_separators(told)
    later = next((child for child in root if _comes_later(child)), None)
    if later is None:
        root.append(told)
    else:
        later.addprevious(told)
    parts[part] = serialise(root)


def _list_separators(told: etree._Element) -> None:
    for number in _SEPARATORS:
        etree.SubElement(told, w("footnote")).set(w("id"), number)


def _comes_later(child: etree._Element) -> bool:
    return child.tag in _AFTER_FOOTNOTES or not str(child.tag).startswith(f"{{{W}}}")
