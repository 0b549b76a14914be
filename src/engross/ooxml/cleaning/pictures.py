"""Pictures without what cameras and drawing programs write beside them; no pixel changes."""

from __future__ import annotations

import posixpath
import re
import struct
from collections.abc import Iterator

from lxml import etree

from engross.errors import InputError
from engross.ooxml.package import parse, serialise
from engross.ooxml.xml_edits import forget, remove, without_remarks

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_DROPPED = {b"tEXt", b"zTXt", b"iTXt", b"tIME", b"eXIf"}

_JPEG = b"\xff\xd8"
_JPEG_DROPPED = {0xFE, *(0xE0 + number for number in range(1, 16) if number not in {2, 14})}
"""Remarks and what programs wrote, but for the colour profile (2) and Adobe's colours (14)."""
_SCAN, _EXIF, _END = 0xDA, 0xE1, 0xD9
_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
"""What ends a scan's pixels: no byte of theirs, and none of their marks to start again at."""
_ORIENTATION = 0x0112

_SVG = "http://www.w3.org/2000/svg"
_XHTML = "http://www.w3.org/1999/xhtml"
_SVG_KEPT = (f"{{{_SVG}}}", "{http://www.w3.org/1999/xlink}", "{http://www.w3.org/XML/1998/")


def clean_picture(data: bytes, name: str) -> bytes:
    """The same picture; a kind that is not known, or a damaged one, is given back as it is."""
    if data.startswith(_PNG):
        return _clean_png(data)
    if data.startswith(_JPEG):
        return _clean_jpeg(data)
    if posixpath.splitext(name)[1].lower() == ".svg":
        return _clean_svg(data, name)
    return data


def _clean_png(data: bytes) -> bytes:
    kept, place = [_PNG], len(_PNG)
    while place + 12 <= len(data):
        size = int.from_bytes(data[place : place + 4], "big")
        chunk = data[place : place + size + 12]
        if chunk[4:8] not in _PNG_DROPPED:
            kept.append(chunk)
        place += size + 12
        if chunk[4:8] == b"IEND":
            return b"".join(kept)  # what programs hang behind the end goes too
    return data


def _clean_jpeg(data: bytes) -> bytes:
    kept: list[bytes] = [_JPEG]
    for marker, piece in _pieces(data):
        if marker not in _JPEG_DROPPED:
            kept.append(piece)
        elif marker == _EXIF and (turned := _orientation(piece)) > 1:
            kept.append(_only_orientation(turned))
        if marker == _END:
            return b"".join(kept)  # what programs hang behind the end goes too
    return data


def _pieces(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each segment with its marker, in order; a scan's pixels belong to it."""
    place = len(_JPEG)
    while place + 2 <= len(data) and data[place] == 0xFF:  # noqa: PLR2004 - every marker begins so
        marker = data[place + 1]
        if marker == _END:
            yield marker, data[place : place + 2]
            return
        behind = place + 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        if marker == _SCAN:
            found = _MARKER.search(data, behind)
            behind = len(data) if found is None else found.start()
        yield marker, data[place:behind]
        place = behind


def _orientation(segment: bytes) -> int:
    """How the picture is to be turned, from 1 to 8; 1, upright, when it does not say."""
    tiff = segment[10:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if not segment[4:].startswith(b"Exif\x00\x00") or order is None or len(tiff) < 10:  # noqa: PLR2004 - the shortest directory
        return 1
    (start,) = struct.unpack_from(f"{order}I", tiff, 4)
    if start + 2 > len(tiff):
        return 1
    (count,) = struct.unpack_from(f"{order}H", tiff, start)
    for place in range(start + 2, min(start + 2 + 12 * count, len(tiff) - 11), 12):
        tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, place)
        if tag == _ORIENTATION:
            return int(value) if 1 <= value <= 8 else 1  # noqa: PLR2004 - the eight there are
    return 1


def _only_orientation(turned: int) -> bytes:
    """An Exif segment with nothing else in it."""
    tiff = b"MM\x00\x2a" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, turned, 0, 0)
    content = b"Exif\x00\x00" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(content) + 2) + content


def _clean_svg(data: bytes, name: str) -> bytes:
    """Without metadata, remarks, and what the drawing program keeps for itself."""
    try:
        root = parse(data, name)
    except InputError:
        return data  # it declares a document type, as older drawing programs do: the scan reads it
    for element in without_remarks(root):
        if element is not root and not _is_drawn(element):
            remove(element)
        forget(element, *(key for key in map(str, element.attrib) if not _is_drawing(key)))
    etree.cleanup_namespaces(root)
    return serialise(root)


def _is_drawn(element: etree._Element) -> bool:
    """Whether it is part of the picture: no metadata, no notes of the program."""
    drawn = element.tag.startswith((f"{{{_SVG}}}", f"{{{_XHTML}}}"))
    return drawn and element.tag != f"{{{_SVG}}}metadata"


def _is_drawing(key: str) -> bool:
    return not key.startswith("{") or key.startswith(_SVG_KEPT)
