"""The language of a document: British English wherever nothing says another tongue."""

from __future__ import annotations

import re

from lxml import etree

from engross.ooxml.names import w
from engross.ooxml.package import Parts, parse, serialise
from engross.ooxml.styles import Styles

LANGUAGE = "en-GB"
_WITH_LANGUAGE = re.compile(r"word/(settings|(header|footer|footnotes|endnotes)\d*)\.xml")


def speak_british_english(parts: Parts, root: etree._Element, styles: Styles) -> None:
    """Let the document and its styles say en-GB where they say another English, or nothing.

    `root` is the body's tree. A passage marked as French or Welsh stays so; screen readers and
    spelling go by it.
    """
    _british(root)
    if styles.root is not None:
        styles.changed = any([styles.changed, _british(styles.root), speak_by_default(styles.root)])
    for name, data in parts.items():
        if _WITH_LANGUAGE.fullmatch(name) and b"en-" in data:
            part = parse(data, name)
            if _british(part):
                parts[name] = serialise(part)


def _british(root: etree._Element) -> bool:
    changed = False
    for told in root.iter(w("lang"), w("themeFontLang")):
        for name in ("val", "eastAsia"):
            said = told.get(w(name), "")
            if said.lower().startswith("en-") and said != LANGUAGE:
                told.set(w(name), LANGUAGE)
                changed = True
    return changed


def speak_by_default(styles: etree._Element, *, firmly: bool = False) -> bool:
    """Let British English hold where nothing else is said; whether that changed anything.

    `firmly` replaces another language that the styles begin with.
    """
    defaults = styles.find(w("docDefaults"))
    if defaults is None:
        defaults = etree.Element(w("docDefaults"))
        styles.insert(0, defaults)
    runs = defaults.find(w("rPrDefault"))
    if runs is None:
        runs = etree.Element(w("rPrDefault"))
        defaults.insert(0, runs)
    properties = runs.find(w("rPr"))
    if properties is None:
        properties = etree.SubElement(runs, w("rPr"))
    told = properties.find(w("lang"))
    if told is None:
        told = etree.SubElement(properties, w("lang"))
    said = told.get(w("val"), "")
    if said == LANGUAGE or (said and not firmly):
        return False
    told.set(w("val"), LANGUAGE)
    return True
