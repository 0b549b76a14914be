"""A Word file opened with care, as its parts; and written so that equal parts give equal bytes."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib

from lxml import etree

from engross.errors import InputError
from engross.ooxml.names import RELATIONSHIPS, STRICT, W

Parts = dict[str, bytes]
"""The parts of a Word file by name, without a leading slash: `word/document.xml`."""

MOST_PARTS = 5_000
MOST_BYTES = 256 * 1024 * 1024
"""Limits on what a file may unpack to; a long report with pictures is a tenth of it."""

_COMPOUND_FILE = bytes.fromhex("D0CF11E0A1B11AE1")
_PASSWORD_MARK = "EncryptedPackage".encode("utf-16-le")
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""What reading a damaged zip raises; a place before the file's start is a `ValueError`."""
_WORD_SPACES = [
    name.encode(encoding)
    for name in (W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
]
_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def open_package(docx: bytes, name: str = "the Word file") -> Parts:
    """The parts of a Word file.

    Raises:
        InputError: it is no Word file, is protected by a password, holds macros, or is too large.
    """
    parts = read_parts(docx, name)
    if macros := [part for part in parts if "vbaproject" in part.lower()]:
        raise InputError(
            name,
            "the file holds a macro project.",
            place=macros[0],
            remedy="Save it in Word as a document without macros (.docx) and give that.",
        )
    main_part(parts, name)
    return parts


def read_parts(docx: bytes, name: str = "the Word file") -> Parts:
    """The parts of a zip of any Word kind, macros included.

    Raises:
        InputError: it is no zip, is protected by a password, is damaged, or is too large.
    """
    _refuse_what_is_no_zip(docx, name)
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _refuse_unsafe(entries, name)
            return {entry.filename.lstrip("/"): archive.read(entry) for entry in entries}
    except _DAMAGED as error:
        raise InputError(
            name,
            f"the file is damaged ({error}).",
            remedy="Open it in Word, save it again as .docx and give that.",
        ) from error


def write_package(parts: Parts) -> bytes:
    """The zip of these parts: fixed order and times, so that equal parts give equal bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(parts, key=_place_in_zip):
            entry = zipfile.ZipInfo(name, _FIRST_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, parts[name])
    return target.getvalue()


def parse(data: bytes, part: str, name: str = "the Word file") -> etree._Element:
    """The XML tree of a part; the standard's strict names become the usual ones.

    Raises:
        InputError: it is not XML, or declares a document type (Word never does).
    """
    for strict, usual in STRICT.items():
        data = data.replace(strict, usual)
    try:
        root = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        raise InputError(
            name, f"the part is not XML ({error.msg}).", place=part, remedy="Save it again in Word."
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise InputError(
            name,
            "the part declares a document type, which Word never does.",
            place=part,
            remedy="Open it in Word, save it again as .docx and give that.",
        )
    return root


def serialise(root: etree._Element) -> bytes:
    """The bytes of a part."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def word_parts(parts: Parts) -> list[str]:
    """The names of the parts written in Word's own language, in order."""
    return [
        name
        for name in sorted(parts)
        if name.endswith(".xml") and any(space in parts[name] for space in _WORD_SPACES)
    ]


def main_part(parts: Parts, name: str = "the Word file") -> str:
    """The name of the part that holds the body.

    Raises:
        InputError: there is none.
    """
    for kind, target in relations(parts, "", name):
        if kind == "officeDocument" and target in parts and target.endswith(".xml"):
            return target
    if "word/document.xml" in parts:
        return "word/document.xml"
    raise InputError(
        name, "the file holds no Word document.", remedy="Give a Word document (.docx)."
    )


def relations(parts: Parts, part: str, name: str = "the Word file") -> list[tuple[str, str]]:
    """Kind and target of each internal relationship of a part; `""` is the package itself."""
    return [(kind, target) for _, kind, target in related(parts, part, name)]


def related(parts: Parts, part: str, name: str = "the Word file") -> list[tuple[str, str, str]]:
    """Id, kind and target of each internal relationship of a part; `""` is the package itself."""
    folder, base = posixpath.split(part)
    data = parts.get(posixpath.join(folder, "_rels", f"{base}.rels"))
    if data is None:
        return []
    return [
        (
            relation.get("Id", ""),
            relation.get("Type", "").rsplit("/", 1)[-1],
            posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"),
        )
        for relation in parse(data, f"{part} relationships".strip(), name).iter(
            f"{{{RELATIONSHIPS}}}Relationship"
        )
        if relation.get("TargetMode") != "External"
    ]


def _refuse_what_is_no_zip(docx: bytes, name: str) -> None:
    if not docx:
        raise InputError(name, "the file is empty.", remedy="Save it again in Word.")
    if docx.startswith(_COMPOUND_FILE):
        protected = _PASSWORD_MARK in docx
        raise InputError(
            name,
            "the file is protected by a password." if protected else "it is an old Word file.",
            remedy="Remove the password in Word and give that."
            if protected
            else "Save it in Word as .docx and give that.",
        )
    if not zipfile.is_zipfile(io.BytesIO(docx)):
        raise InputError(name, "it is not a Word file.", remedy="Give a Word document (.docx).")


def _refuse_unsafe(entries: list[zipfile.ZipInfo], name: str) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise InputError(
            name,
            "the file is protected by a password.",
            remedy="Remove the password and give that.",
        )
    names = [entry.filename.lstrip("/").lower() for entry in entries]
    if len(set(names)) != len(names):
        raise InputError(
            name,
            "the file holds two parts of the same name.",
            remedy="Open it in Word, save it again as .docx and give that.",
        )
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise InputError(
            name, "the file unpacks to more than Engross reads.", remedy="Give a smaller document."
        )


def _place_in_zip(name: str) -> tuple[int, str]:
    first = ("[Content_Types].xml", "_rels/.rels")
    return (first.index(name) if name in first else len(first), name)
