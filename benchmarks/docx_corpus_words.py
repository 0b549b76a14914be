"""The words that a person reads in a Word file, and its tracked marks, read straight from the XML.

Nothing of Engross is imported: this is what its own reading is held against. Names are compared
without their namespace, so that the strict form of the standard counts like the usual one.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

STORIES = ("main", "header", "footer", "footnotes", "endnotes")
"""The kinds of part that hold what a person reads; comments are beside it."""

TRACKED = {
    *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange"),
    *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange"),
    *("trPrChange", "tcPrChange", "delText", "delInstrText", "conflictIns", "conflictDel"),
    *(
        f"{name}Range{edge}"
        for name in ("moveFrom", "moveTo", "customXmlIns", "customXmlDel")
        for edge in ("Start", "End")
    ),
}
_WORDS_OWN = re.compile(r"\{[^}]*(?:wordprocessingml|/word/)[^}]*\}")
_MACROS = re.compile(r"macroEnabled(?:Template)?\.main\+xml$")
_SKIPPED = {"del", "moveFrom", "Fallback", "instrText", "delText", "delInstrText"}
_SPACES = {"tab", "br", "cr", "ptab"}
_WORD = re.compile(r"\w+")
_UNREADABLE = (zipfile.BadZipFile, KeyError, ET.ParseError, NotImplementedError, OSError)


def words_of(docx: bytes) -> Counter[str] | None:
    """How often a person reads each word, all changes accepted; `None` where nothing is to read."""
    try:
        roots = list(_stories(docx))
    except (*_UNREADABLE, RuntimeError, EOFError, ValueError, zipfile.zlib.error):  # type: ignore[attr-defined]  # zipfile imports zlib
        return None
    told: Counter[str] = Counter()
    for root in roots:
        told += counted("".join(_Reader().read(root)))
    return told


def counted(text: str) -> Counter[str]:
    """How often the text says each word."""
    return Counter(_WORD.findall(text))


def tracked_marks(docx: bytes) -> int:
    """How many tracked marks there are in all parts together."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return sum(
            _WORDS_OWN.match(element.tag) is not None and _local(element.tag) in TRACKED
            for name in archive.namelist()
            if name.startswith("word/") and name.endswith(".xml")
            for element in ET.fromstring(archive.read(name)).iter()  # noqa: S314 - files that were fetched and kept
        )


def _stories(docx: bytes) -> Iterator[ET.Element]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        types = ET.fromstring(archive.read("[Content_Types].xml"))  # noqa: S314 - as above
        named = {one.get("PartName", "").lstrip("/").lower(): one for one in types}
        usual = {one.get("Extension", "").lower(): one for one in types}
        for name in archive.namelist():
            plain = name.lstrip("/").lower()
            told = named.get(plain, usual.get(plain.rpartition(".")[2]))
            if told is not None and _is_story(told.get("ContentType", "")):
                yield ET.fromstring(archive.read(name))  # noqa: S314 - as above


def _is_story(kind: str) -> bool:
    name = kind.removesuffix("+xml").rpartition(".")[2]
    return ("wordprocessingml" in kind and name in STORIES) or bool(_MACROS.search(kind))


@dataclass
class _Reader:
    """Goes down one part; whether a field's instruction is being read outlives a paragraph."""

    instructions: list[bool] = field(default_factory=list)

    def read(self, element: ET.Element) -> Iterator[str]:
        for child in element:
            name = _local(child.tag)
            if name == "AlternateContent":
                yield from self.read(_shown(child))
            elif name in _SKIPPED or _is_gone(child, name):
                continue
            elif name == "fldChar":
                self._field(child)
            elif name == "t" and not any(self.instructions):
                yield child.text or ""
            elif name in _SPACES and _local(element.tag) == "r":
                yield " "
            elif name == "txbxContent":
                yield from ("\n", *self.read(child), "\n")
            else:
                yield from self.read(child)
        if _local(element.tag) == "p" and not _runs_on(element):
            yield "\n"

    def _field(self, mark: ET.Element) -> None:
        kind = next((v for k, v in mark.attrib.items() if _local(k) == "fldCharType"), "")
        if kind == "begin":
            self.instructions.append(True)
        elif kind == "separate" and self.instructions:
            self.instructions[-1] = False
        elif kind == "end" and self.instructions:
            self.instructions.pop()


def _shown(alternatives: ET.Element) -> ET.Element:
    """The first choice; without any, what else there is."""
    for child in alternatives:
        if _local(child.tag) == "Choice":
            return child
    return alternatives[0] if len(alternatives) else alternatives


def _is_gone(element: ET.Element, name: str) -> bool:
    """Whether it is a row or a cell that was deleted."""
    mark = {"tr": ("trPr", "del"), "tc": ("tcPr", "cellDel")}.get(name)
    if mark is None:
        return False
    return any(
        _local(one.tag) == mark[1]
        for properties in element
        if _local(properties.tag) == mark[0]
        for one in properties
    )


def _runs_on(paragraph: ET.Element) -> bool:
    """Whether the paragraph's mark was deleted, so that the next one's words follow at once."""
    return any(
        _local(mark.tag) in ("del", "moveFrom")
        for properties in paragraph
        if _local(properties.tag) == "pPr"
        for run in properties
        if _local(run.tag) == "rPr"
        for mark in run
    )


def _local(name: str) -> str:
    return name.rpartition("}")[2]
