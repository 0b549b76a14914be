"""Parts of a Word file that another part names, made where they are missing."""

from __future__ import annotations

import itertools
import posixpath

from lxml import etree

from engross.ooxml.names import CONTENT_TYPES, RELATIONSHIPS, R
from engross.ooxml.package import Parts, parse, related, serialise

_NO_RELATIONS = f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()


def related_part(parts: Parts, owner: str, kind: str) -> str:
    """The part of that kind (`styles`, `footnotes`) that the owner names; empty for none."""
    found = (target for _, name, target in related(parts, owner) if name == kind)
    return next((target for target in found if target in parts), "")


def relate(parts: Parts, owner: str, kind: str, target: str) -> str:
    """Let the owner name a target beside it: `charts/chart1.xml`; the relationship's id."""
    folder, base = posixpath.split(owner)
    name = posixpath.join(folder, "_rels", f"{base}.rels")
    root = parse(parts.get(name, _NO_RELATIONS), name)
    taken = {relation.get("Id") for relation in root}
    identifier = next(f"rId{n}" for n in itertools.count(1) if f"rId{n}" not in taken)
    relation = etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship")
    relation.set("Id", identifier)
    relation.set("Type", f"{R}/{kind}")
    relation.set("Target", target)
    parts[name] = serialise(root)
    return identifier


def declare(parts: Parts, part: str, content_type: str) -> None:
    """Say in the package's list of types what a new part is."""
    root = parse(parts["[Content_Types].xml"], "[Content_Types].xml")
    override = etree.SubElement(root, f"{{{CONTENT_TYPES}}}Override")
    override.set("PartName", f"/{part}")
    override.set("ContentType", content_type)
    parts["[Content_Types].xml"] = serialise(root)


def declare_extension(parts: Parts, extension: str, content_type: str) -> None:
    """The same for every file whose name ends like that, where nothing says it yet."""
    root = parse(parts["[Content_Types].xml"], "[Content_Types].xml")
    if extension not in {(default.get("Extension") or "").lower() for default in root}:
        made = etree.Element(f"{{{CONTENT_TYPES}}}Default")
        made.set("Extension", extension)
        made.set("ContentType", content_type)
        root.insert(0, made)
        parts["[Content_Types].xml"] = serialise(root)


def remove_related(parts: Parts, owner: str, identifier: str) -> None:
    """Take out the part behind a relationship, and every part that it alone names."""
    folder, base = posixpath.split(owner)
    name = posixpath.join(folder, "_rels", f"{base}.rels")
    target = next((part for known, _, part in related(parts, owner) if known == identifier), "")
    root = parse(parts[name], name)
    for relation in list(root):
        if relation.get("Id") == identifier:
            root.remove(relation)
    parts[name] = serialise(root)
    if target in parts and not _named(parts, target):
        for inner, _, _ in related(parts, target):
            remove_related(parts, target, inner)
        _forget(parts, target)


def _named(parts: Parts, target: str) -> bool:
    """Whether another part still names it."""
    owners = (name for name in parts if not name.endswith((".rels", "[Content_Types].xml")))
    return any(target == part for owner in owners for _, _, part in related(parts, owner))


def _forget(parts: Parts, part: str) -> None:
    folder, base = posixpath.split(part)
    for name in (part, posixpath.join(folder, "_rels", f"{base}.rels")):
        parts.pop(name, None)
    root = parse(parts["[Content_Types].xml"], "[Content_Types].xml")
    for override in list(root.iter(f"{{{CONTENT_TYPES}}}Override")):
        if override.get("PartName") == f"/{part}":
            root.remove(override)
    parts["[Content_Types].xml"] = serialise(root)
