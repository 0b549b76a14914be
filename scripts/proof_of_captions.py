"""The captions of a Word file counted again, and what refers to them followed. Imports no Engross.

Part of `prove_figures.py`.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Labels:
    """The captions' labels of a document, and whether they and what refers to them are right."""

    def __init__(self, path: Path) -> None:
        self.said: list[str] = []
        self.wrong: list[str] = []
        self.counts: dict[str, int] = {}
        self.fields: list[tuple[str, list[str]]] = []
        self.bookmarks: dict[str, tuple[str, list[str]]] = {}
        self.line: list[str] = []
        self.references: list[tuple[str, str]] = []
        with zipfile.ZipFile(path) as archive:
            body = ET.fromstring(archive.read("word/document.xml"))  # noqa: S314 - our own output
            part = "word/footnotes.xml"
            notes = archive.read(part) if part in archive.namelist() else b"<notes/>"
        self.notes = "\n".join(t.text or "" for t in ET.fromstring(notes).iter(f"{W}t"))  # noqa: S314 - our own output
        self.walk(body)
        named = {name: "".join(words) for name, words in self.bookmarks.values()}
        for name, shown in self.references:
            if named.get(name, "").strip() != shown:
                self.wrong.append(f"a reference says {shown!r} and leads to {named.get(name)!r}")

    def walk(self, element: ET.Element) -> None:
        """Everything in the order of the document."""
        for child in element:
            self.enter(child, child.tag.removeprefix(W))
            self.walk(child)
            if child.tag == f"{W}fldSimple":
                self.end()

    def enter(self, element: ET.Element, tag: str) -> None:
        """One element's beginning."""
        kind = element.get(f"{W}fldCharType", "")
        if tag == "p":
            self.line = []
        elif tag == "fldSimple" or kind == "begin":
            self.fields.append((element.get(f"{W}instr", ""), []))
        elif kind == "end":
            self.end()
        elif tag == "instrText":
            instruction, words = self.fields.pop()
            self.fields.append((instruction + (element.text or ""), words))
        elif tag.startswith("bookmark"):
            self.mark(element, tag)
        elif tag == "t":
            self.say(element.text or "")

    def mark(self, element: ET.Element, tag: str) -> None:
        """A bookmark begins or ends."""
        identifier = element.get(f"{W}id", "")
        if tag == "bookmarkStart":
            self.bookmarks[identifier] = (element.get(f"{W}name", ""), [])
        else:
            name, words = self.bookmarks.pop(identifier)
            self.bookmarks[f"ended {name}"] = (name, words)

    def say(self, text: str) -> None:
        """Words belong to their line, to every open field and to every open bookmark."""
        self.line.append(text)
        for _, words in self.fields:
            words.append(text)
        for identifier, (_, words) in self.bookmarks.items():
            if not identifier.startswith("ended "):
                words.append(text)

    def end(self) -> None:
        """A field ends: is what it shows what it counts to, or refers to?"""
        instruction, words = self.fields.pop()
        told, shown = [*instruction.split(), "", ""], "".join(words)
        if told[0] == "SEQ":
            self.counts[told[1]] = number = self.counts.get(told[1], 0) + 1
            self.said.append("".join(self.line).strip())
            if shown != str(number):
                self.wrong.append(f"caption {number} of {told[1]} says {shown!r}")
        elif told[0] == "REF":
            self.references.append((told[1], shown))

    def without(self, text: str) -> str:
        """The text but for the labels."""
        for label in sorted(set(self.said), key=len, reverse=True):
            text = re.sub(rf"\b{re.escape(label)}(?!\d)", "", text)
        return text
