"""The workbook behind a chart without who made it, when, and where it was last saved."""

from __future__ import annotations

import re

from lxml import etree

from engross.ooxml.cleaning.pictures import clean_picture
from engross.ooxml.cleaning.relations import WORKBOOK, without_strays
from engross.ooxml.names import R, mc
from engross.ooxml.package import parse, read_parts, serialise, write_package
from engross.ooxml.xml_edits import forget, remove, without_remarks

NAME = re.compile(r"word/embeddings/.*\.xlsx", re.IGNORECASE)
"""What a chart is edited in."""

_DROPPED = {"absPath", "fileSharing", "fileRecoveryPr", "revisionPtr", "legacyDrawing"}
"""Folder and person of the last save, the file's own identity, and the boxes of remarks."""

_SHEETS = "http://schemas.microsoft.com/office/spreadsheetml/"
"""Excel's own additions begin so, whatever the year."""


def clean_workbook(data: bytes, name: str) -> bytes:
    """The same sheets without remarks, people and properties."""
    parts = read_parts(data, name)
    for part, content in parts.items():
        if part.startswith("xl/media/"):
            parts[part] = clean_picture(content, part)
        elif part.startswith("xl/") and part.endswith(".xml"):
            parts[part] = _clean_part(content, f"{name}: {part}")
    return write_package(without_strays(parts, WORKBOOK, package={"officeDocument"}))


def _clean_part(data: bytes, part: str) -> bytes:
    root = parse(data, part)
    for element in without_remarks(root):
        if etree.QName(element).localname in _DROPPED:
            _remove(element)
        elif element.tag.endswith("}pageSetup"):
            forget(element, f"{{{R}}}id")  # the printer's own settings
        forget(element, *(key for key in map(str, element.attrib) if _tells(key)))
    return serialise(root)


def _tells(key: str) -> bool:
    return key.startswith(f"{{{_SHEETS}") and key.endswith("}uid")


def _remove(element: etree._Element) -> None:
    """Take it out, and with it the alternatives that then offer nothing."""
    alternatives = next(element.iterancestors(mc("AlternateContent")), None)
    remove(element)
    if alternatives is not None and all(len(choice) == 0 for choice in alternatives):
        remove(alternatives)
