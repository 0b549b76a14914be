"""A watermark across every page, the way Word itself makes one: a WordArt shape in each header."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from lxml import etree

from engross.ooxml.names import R, W, w
from engross.ooxml.package import (
    Parts,
    main_part,
    open_package,
    parse,
    related,
    serialise,
    word_parts,
    write_package,
)
from engross.ooxml.parts import remove_related
from engross.ooxml.story import holds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document
    from docx.section import Section, _Header

WORDS = "DRAFT - NOT SIGNED"
SHAPE = "PowerPlusWaterMarkObject"
"""How Word names the shape, so that Word's own "Remove Watermark" finds it."""
_IN_OWN_HEADER = f"{SHAPE}InHeader"
"""How it is named where its header was made for it, and goes with it."""

_SAYS = [w(name) for name in ("t", "tbl", "drawing", "pict", "fldChar", "fldSimple", "sdt")]

_SHAPE_TYPE = """
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
 path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>
<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>
<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/>
<v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>
<v:path textpathok="t" o:connecttype="custom"
 o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>
<v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/>
</v:handles><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>"""

_RUN = """<w:r xmlns:w="{w}" xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:w10="urn:schemas-microsoft-com:office:word"><w:rPr><w:noProof/></w:rPr><w:pict>{kind}
<v:shape id="{shape}" o:spid="_x0000_s{spid}" type="#_x0000_t136" alt={words}
 style="position:absolute;margin-left:0;margin-top:0;width:500pt;height:72pt;rotation:315;\
z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;\
mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f"
 fillcolor="#c0c0c0" stroked="f"><v:fill opacity=".45"/>
<v:textpath style="font-family:&quot;Calibri&quot;;font-size:1pt;font-weight:bold" string={words}/>
<w10:wrap anchorx="margin" anchory="margin"/></v:shape></w:pict></w:r>"""


def add_watermark(docx: bytes, words: str = WORDS) -> bytes:
    """The document with the words across every page, whichever header the page has."""
    import docx as python_docx  # noqa: PLC0415 - slow to load

    document = python_docx.Document(io.BytesIO(docx))
    for number, (header, made) in enumerate(_own_headers(document), start=1):
        name = f"{_IN_OWN_HEADER if made else SHAPE}{number}"
        header.paragraphs[0]._p.append(_shape(words, name, number))  # noqa: SLF001 - python-docx has no shapes
    target = io.BytesIO()
    document.save(target)
    return write_package(open_package(target.getvalue()))


def take_watermark(parts: Parts) -> None:
    """Take every such shape out, by the name that Word and LibreOffice keep or by its words.

    A header that was made for it goes too, if it says nothing else.
    """
    for part in word_parts(parts):
        if SHAPE.encode() in parts[part] or WORDS.encode() in parts[part]:
            made = _IN_OWN_HEADER.encode() in parts[part]
            root = parse(parts[part], part)
            for shape in [one for one in root.iter(etree.Element) if _is_watermark(one)]:
                run = next(shape.iterancestors(w("r")), shape)
                if (parent := run.getparent()) is not None:
                    parent.remove(run)
            parts[part] = serialise(root)
            if made and not holds(root, *_SAYS):
                _take_header(parts, part)


def _take_header(parts: Parts, part: str) -> None:
    main = main_part(parts)
    root = parse(parts[main], main)
    known = {identifier for identifier, _, target in related(parts, main) if target == part}
    for reference in list(root.iter(w("headerReference"))):
        parent = reference.getparent()
        if reference.get(f"{{{R}}}id") in known and parent is not None:
            parent.remove(reference)
    parts[main] = serialise(root)
    for identifier in sorted(known):
        remove_related(parts, main, identifier)


def _is_watermark(element: etree._Element) -> bool:
    names = (element.get("id", ""), element.get("name", ""))
    return any(name.startswith(SHAPE) for name in names) or element.get("string", "") == WORDS


def _own_headers(document: Document) -> Iterator[tuple[_Header, bool]]:
    """Each header that some page shows; whether it was made, as a section had none to show."""
    defined: set[str] = set()
    for section in document.sections:
        for kind in _kinds(document, section):
            header: _Header = getattr(section, kind)
            if header.is_linked_to_previous and kind in defined:
                continue
            made = header.is_linked_to_previous
            header.is_linked_to_previous = False
            defined.add(kind)
            yield header, made


def _kinds(document: Document, section: Section) -> Iterator[str]:
    yield "header"
    if section.different_first_page_header_footer:
        yield "first_page_header"
    if document.settings.odd_and_even_pages_header_footer:
        yield "even_page_header"


def _shape(words: str, name: str, number: int) -> etree._Element:
    return etree.fromstring(
        _RUN.format(
            w=W,
            kind=_SHAPE_TYPE,
            shape=name,
            spid=2048 + number,
            words=quoteattr(words),
        )
    )
