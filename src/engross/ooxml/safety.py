"""What has no place in a template that documents are made from."""

from __future__ import annotations

import re

from engross.ooxml.names import RELATIONSHIPS, w
from engross.ooxml.package import Parts, parse, read_parts, relations

_ACTIVE = {
    "a macro project": re.compile(r".*vbaproject.*", re.IGNORECASE),
    "an ActiveX control": re.compile(r"word/activex/.*", re.IGNORECASE),
    "an embedded file": re.compile(r"word/embeddings/.*", re.IGNORECASE),
}
_REACHING_FIELDS = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|DATABASE)\b")
_WORKBOOK = re.compile(r"word/embeddings/[^/]*\.xlsx", re.IGNORECASE)
_CHART = re.compile(r"word/charts/[^/]*\.xml", re.IGNORECASE)
_TRACKED = [w(name) for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange")]


def unsafe_contents(docx: bytes, name: str = "the Word file") -> tuple[str, ...]:
    """Everything in the file that could run, reach outside, or hide a change; empty when none.

    Raises:
        InputError: the file cannot be opened at all.
    """
    parts = read_parts(docx, name)
    behind_charts = _behind_charts(parts)
    found = [
        f"{part}: {what}; take it out in Word"
        for part in sorted(parts)
        for what, pattern in _ACTIVE.items()
        if pattern.fullmatch(part) and part not in behind_charts
    ]
    for part in sorted(parts):
        if part.endswith(".rels"):
            found += _outside_links(parts, part)
        elif part.startswith("word/") and part.endswith(".xml"):
            found += _inside(parts, part)
    return tuple(found)


def _behind_charts(parts: Parts) -> set[str]:
    """The workbooks that charts are edited in: plain ones that nothing but charts names."""
    owners: dict[str, set[str]] = {}
    for part in parts:
        if not part.endswith(".rels"):
            for kind, target in relations(parts, part):
                owners.setdefault(target, set()).add(part if kind == "package" else "")
    return {
        target
        for target, named_by in owners.items()
        if _WORKBOOK.fullmatch(target) and all(_CHART.fullmatch(owner) for owner in named_by)
    }


def _outside_links(parts: Parts, part: str) -> list[str]:
    """Whatever Word or LibreOffice would fetch by itself; a hyperlink waits for a click."""
    return [
        f"{part}: a link to {relation.get('Target', '')}, which would be fetched from outside; "
        "break the link in Word"
        for relation in parse(parts[part], part).iter(f"{{{RELATIONSHIPS}}}Relationship")
        if relation.get("TargetMode") == "External"
        and not relation.get("Type", "").endswith("/hyperlink")
    ]


def _inside(parts: Parts, part: str) -> list[str]:
    root = parse(parts[part], part)
    found = []
    if next(root.iter(*_TRACKED), None) is not None:
        found.append(f"{part}: a tracked change; accept or reject it in Word")
    if next(root.iter(w("altChunk")), None) is not None:
        found.append(f"{part}: a whole file brought in as a chunk; paste its text instead")
    instructions = [element.text or "" for element in root.iter(w("instrText"))]
    instructions += [element.get(w("instr"), "") for element in root.iter(w("fldSimple"))]
    found += [
        f"{part}: the field {instruction.strip()}, which reaches outside; take it out in Word"
        for instruction in instructions
        if _REACHING_FIELDS.search(instruction)
    ]
    return found
