"""What Office files say anywhere: in remarks, headers, footers, properties and names too."""

from __future__ import annotations

import codecs
import html
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Final

from engross.intake.suspicions.cuts import Cut
from engross.intake.suspicions.words import tells_suspicion

_XML: Final = (".xml", ".rels", ".vml")
_CELLS: Final = "xl/sharedstrings.xml"
"""What a workbook's cells say; they are looked at one by one."""
_GAP: Final = re.compile(r"<(?:w:(?:br|tab|cr)|a:br|text:(?:line-break|tab|s))\b[^>]*>")
_WITHIN: Final = re.compile(
    r"</(?:\w+:)?(?:t|r|rPr|span|a|ins|del|delText|moveTo|moveFrom|hyperlink|smartTag|fldSimple"
    r"|instrText|sdt|sdtPr|sdtContent|rFonts)>"
)
"""Elements in the midst of a text, at whose end a word may go on."""
_END: Final = re.compile(r"</[^>]*>")
_TAG: Final = re.compile(r"<[^>]*>")
_SAID_IN_A_TAG: Final = re.compile(r"""=(?:"([^"<>]{6,})"|'([^'<>]{6,})')""")
_LEFT_OVER: Final = re.compile(r"[ \t\r\f\v]+")


def told_in_package(data: bytes, *, cells: bool = True) -> tuple[Cut, ...]:
    """Every text of a zip file's XML parts that tells a suspicion, with the part's name.

    Without `cells`, what stands in a workbook's cells is left out. `guard` has seen the file before
    and says how much of it may be unpacked.
    """
    found: dict[Cut, None] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.lower().endswith(_XML) and (cells or name.lower().lstrip("/") != _CELLS):
                for text in _texts(_decoded(package.read(name))):
                    if tells_suspicion(text):
                        found.setdefault(Cut(name, text))
    return tuple(found)


def _decoded(part: bytes) -> str:
    wide = part.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return part.decode("utf-16" if wide else "utf-8", "replace")


def _texts(xml: str) -> Iterator[str]:
    """The part's texts, and what its tags say: a sheet's name, a picture's description."""
    parted = _END.sub("\n", _WITHIN.sub("", _GAP.sub(" ", xml.replace("\n", " "))))
    for text in _TAG.sub("", parted).split("\n"):
        if tidy := _LEFT_OVER.sub(" ", html.unescape(text)).strip():
            yield tidy
    for one, other in _SAID_IN_A_TAG.findall(xml):
        yield html.unescape(one or other)
