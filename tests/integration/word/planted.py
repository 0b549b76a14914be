"""A valid Word file, and the faults that are planted in it one at a time."""

from __future__ import annotations

import datetime as dt
import io
import re
import struct
import zlib
from typing import NamedTuple

import docx as python_docx
from docx.oxml import parse_xml

from engross.ooxml.cleaning import clean
from engross.ooxml.package import open_package, write_package

BODY, RELATIONS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
HEADER, CORE, STYLES = "word/header1.xml", "docProps/core.xml", "word/styles.xml"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"

_PARAGRAPHS = {
    "bookmark": '<w:bookmarkStart w:id="7" w:name="fees"/><w:r><w:t>£9,490</w:t></w:r>'
    '<w:bookmarkEnd w:id="7"/>',
    "field": '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> REF fees \\h </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>£9,490</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    "link": '<w:hyperlink w:anchor="fees"><w:r><w:t>See fees.</w:t></w:r></w:hyperlink>',
    "controls": '<w:sdt><w:sdtPr><w:id w:val="11"/></w:sdtPr><w:sdtContent><w:r><w:t>One.</w:t>'
    '</w:r></w:sdtContent></w:sdt><w:sdt><w:sdtPr><w:id w:val="12"/></w:sdtPr><w:sdtContent>'
    "<w:r><w:t>Two.</w:t></w:r></w:sdtContent></w:sdt>",
    "formatted": '<w:r><w:rPr><w:b/><w:i/><w:color w:val="1F3044"/></w:rPr><w:t>Bold.</w:t></w:r>',
}


class Fault(NamedTuple):
    """One fault, and who sees it."""

    name: str
    seen_by: str
    """In alphabetical order, with spaces between: `audit engross integrity microsoft`."""
    part: str
    pattern: str
    """What is found in the part of the valid file, once at least; the first is replaced."""
    instead: str


FAULTS = (
    # the package
    Fault(
        "a part without a content type",
        "integrity microsoft",
        TYPES,
        r"<Override PartName=./word/header1.*?/>",
        "",
    ),
    Fault(
        "a relationship to no part",
        "audit integrity microsoft",
        RELATIONS,
        r"media/image1.png",
        "media/image9.png",
    ),
    Fault(
        "a relationship that is not there",
        "audit integrity microsoft",
        BODY,
        r'r:embed="\w+"',
        'r:embed="rId99"',
    ),
    Fault(
        "two relationships of one id",
        "audit engross integrity microsoft",
        RELATIONS,
        r'Id="\w+"(.*?)Id="(\w+)"',
        r'Id="\2"\1Id="\2"',
    ),
    Fault(
        "a header that is not XML", "engross integrity microsoft", HEADER, r"</w:hdr>", "</w:hd>"
    ),
    Fault(
        "a header that is not there",
        "audit integrity microsoft",
        BODY,
        r'(<w:headerReference [^>]*r:id=)"\w+"',
        r'\1"rId99"',
    ),
    # the language
    Fault(
        "an element out of place",
        "audit microsoft",
        BODY,
        r"(<w:b/>)(<w:i/>)(<w:color [^>]*/>)",
        r"\3\2\1",
    ),
    Fault("an element that nobody knows", "audit microsoft", BODY, r"<w:b/>", "<w:bolder/>"),
    Fault(
        "a value that is none",
        "audit engross microsoft",
        BODY,
        r'w:fldCharType="end"',
        'w:fldCharType="stop"',
    ),
    Fault(
        "an attribute that is missing",
        "audit engross microsoft",
        BODY,
        r'(<w:bookmarkStart w:id="7") w:name="fees"',
        r"\1",
    ),
    Fault(
        "a cell without a paragraph", "audit", BODY, r"(<w:tc>.*?</w:tcPr>)<w:p>.*?</w:p>", r"\1"
    ),
    Fault(
        "words outside a run",
        "audit microsoft",
        BODY,
        r"<w:r><w:t>See fees.</w:t></w:r>",
        "<w:t>See fees.</w:t>",
    ),
    Fault(
        "a paragraph in a paragraph",
        "audit microsoft",
        BODY,
        r"<w:r><w:t>See fees.</w:t></w:r>",
        "<w:p/>",
    ),
    Fault(
        "an unknown form required",
        "engross microsoft",
        BODY,
        r"<w:b/>",
        f'<mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice Requires="zz"><w:b/></mc:Choice>'
        "</mc:AlternateContent>",
    ),
    Fault(
        "a prefix that is not declared",
        "audit microsoft",
        BODY,
        r'mc:Ignorable="',
        'mc:Ignorable="zz ',
    ),
    # what refers to what
    Fault(
        "a bookmark's name twice",
        "engross",
        BODY,
        r"(</w:hyperlink>)",
        r'\1<w:bookmarkStart w:id="8" w:name="fees"/><w:bookmarkEnd w:id="8"/>',
    ),
    Fault(
        "a bookmark's number twice",
        "audit microsoft",
        BODY,
        r"(</w:hyperlink>)",
        r'\1<w:bookmarkStart w:id="7" w:name="more"/><w:bookmarkEnd w:id="7"/>',
    ),
    Fault("a bookmark that does not end", "engross", BODY, r'<w:bookmarkEnd w:id="7"/>', ""),
    Fault("a drawing's number twice", "microsoft", BODY, r'<wp:docPr id="2"', '<wp:docPr id="1"'),
    Fault(
        "a list that is not there",
        "audit integrity",
        BODY,
        r'<w:pStyle w:val="ListNumber"/>',
        '<w:pStyle w:val="ListNumber"/>'
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="999"/></w:numPr>',
    ),
    Fault(
        "a style that is not there",
        "audit integrity",
        BODY,
        r'w:val="ListNumber"',
        'w:val="Nowhere"',
    ),
    Fault(
        "a style's id twice",
        "audit microsoft",
        STYLES,
        r'w:styleId="Heading2"',
        'w:styleId="Heading1"',
    ),
    Fault(
        "a note that is not there",
        "audit integrity microsoft",
        BODY,
        r"<w:r><w:t>See fees.</w:t></w:r>",
        '<w:r><w:footnoteReference w:id="5"/></w:r>',
    ),
    Fault(
        "a comment that is not there",
        "audit integrity microsoft",
        BODY,
        r"<w:r><w:t>See fees.</w:t></w:r>",
        '<w:r><w:commentReference w:id="5"/></w:r>',
    ),
    Fault(
        "a comment's range that does not end",
        "audit integrity microsoft",
        BODY,
        r"(<w:r><w:t>See fees.</w:t></w:r>)",
        r'<w:commentRangeStart w:id="5"/>\1',
    ),
    # what no validator of others sees
    Fault(
        "a field that does not end",
        "engross",
        BODY,
        r'<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "",
    ),
    Fault(
        "a field that never began",
        "engross",
        BODY,
        r'<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        "",
    ),
    Fault("a control's number twice", "engross", BODY, r'<w:id w:val="12"/>', '<w:id w:val="11"/>'),
    Fault("a link to no bookmark", "engross", BODY, r'w:anchor="fees"', 'w:anchor="costs"'),
    Fault("a reference to no bookmark", "engross", BODY, r" REF fees ", " REF costs "),
)


def sound() -> bytes:
    """A Word file with a little of everything, in which no validator finds fault."""
    document = python_docx.Document()
    document.sections[0].header.paragraphs[0].text = "Penhallow Reeve LLP"
    document.add_heading("Fees", level=1)
    document.add_paragraph("First.", style="List Number")
    document.add_picture(io.BytesIO(_picture(b"\xff")))
    document.add_picture(io.BytesIO(_picture(b"\x00")))
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Billed", "9,490"
    for words in _PARAGRAPHS.values():
        document.element.body.insert(-1, parse_xml(f'<w:p xmlns:w="{_W}">{words}</w:p>'))
    target = io.BytesIO()
    document.save(target)
    when = dt.datetime(2026, 10, 14, tzinfo=dt.UTC)
    return clean(target.getvalue(), title="Report", firm="Penhallow Reeve LLP", when=when)


def planted(fault: Fault) -> bytes:
    """The file with that one fault."""
    parts = open_package(sound())
    text, times = re.subn(
        fault.pattern, fault.instead, parts[fault.part].decode(), count=1, flags=re.DOTALL
    )
    if times == 0:
        message = f"{fault.name}: nothing in {fault.part} is like {fault.pattern}"
        raise ValueError(message)
    parts[fault.part] = text.encode()
    return write_package(parts)


def _picture(grey: bytes) -> bytes:
    """One dot, as a PNG."""
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\x00" + grey)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
