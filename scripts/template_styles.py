"""How the starter's templates look: their styles, colours, fonts and numbering.

Part of `make_templates.py`. A firm changes all of this in Word: the styles under Home, the theme's
colours and font (which the charts follow) under Design.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from lxml import etree

# A font that every Word has; Carlito has its widths where Word is absent.
FONT = "Calibri"
INK, PALE, GREY, RULE, HAIR, RED = "1F3044", "D5DDE5", "5A6470", "AEB7BF", "D9DEE2", "9C2A1F"
WASH = "F3F6F8"

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_THEME = {"dk2": INK, "lt2": PALE, "accent1": INK, "accent2": "5B7A99", "accent3": "A9BACB"}
_LIST, _POINTS = 1, 2
"""The numbers of the abstract lists: the one that numbered sections count by, and bullets."""


class Look(NamedTuple):
    """How a paragraph style looks; lengths in points."""

    name: str
    size: float = 10
    colour: str = "000000"
    bold: bool = False
    before: float = 0
    after: float = 0
    line: float = 1.0
    keep: bool = False
    """Stays on the page of the next paragraph."""
    right: bool = False
    level: int = 0
    """Its level in the outline of the document; 0 for none."""


LOOKS = (
    Look("Normal", after=4.5, line=1.08),
    Look("Title", 24, INK, bold=True, after=1, keep=True),
    Look("Subtitle", 14, INK, after=1, keep=True),
    Look("Heading 1", 13, INK, bold=True, before=10, after=4, keep=True, level=1),
    Look("Period Line", 11, GREY, after=9, keep=True),
    Look("Confidentiality", 9, GREY, bold=True, after=5),
    Look("Letterhead Name", 19, INK, bold=True),
    Look("Letterhead Line", 9, GREY, line=1.08),
    Look("Letterhead Address", 8.5, GREY, line=1.08, right=True),
    Look("Running Line", 8.5, GREY),
    Look("Particulars", 7.5, GREY, before=1),
    Look("Detail Name", 9, GREY, before=2, after=2),
    Look("Detail", 9.5, before=2, after=2),
    Look("Glance Title", 10, INK, bold=True, before=10, after=3, keep=True),
    Look("Glance Name", 8, GREY, before=4, keep=True),
    Look("Glance Figure", 15, INK, bold=True, after=4, keep=True),
    Look("List Number", after=3, line=1.1),
    Look("Caption", 9.5, INK, bold=True, before=6, after=3, keep=True),
    Look("Chart Caption", 8.5, GREY, after=6),
    Look("Table Heading", 8.5, INK, bold=True, before=2, after=2.5, keep=True),
    Look("Table Heading Figure", 8.5, INK, bold=True, before=2, after=2.5, keep=True, right=True),
    Look("Table Text", 9, before=2.5, after=2.5, keep=True),
    Look("Table Figure", 9, before=2.5, after=2.5, keep=True, right=True),
    Look("Invoice Heading", 8, INK, bold=True, before=2, after=2.5, keep=True),
    Look("Invoice Heading Figure", 8, INK, bold=True, before=2, after=2.5, keep=True, right=True),
    Look("Invoice Text", 8, before=2.5, after=2.5, keep=True),
    Look("Invoice Figure", 8, before=2.5, after=2.5, keep=True, right=True),
    Look("Table Note", 8.5, GREY, before=4, after=3),
    Look("Chart", before=6, after=1, keep=True),
    Look("footnote text", 8, GREY, after=1),
    Look("Sign-off", keep=True),
)

_STOCK = {"Normal Table", "Default Paragraph Font", "No List", "Header", "Footer"}


def dress(document: WordDocument, more: Iterable[Look] = ()) -> None:
    """Give an empty document the styles, the theme and the settings, and nothing else's.

    `more` are looks that this document alone has.
    """
    looks = (*LOOKS, *more)
    _british_english(document)
    _only_own_styles(document, looks)
    for look in looks:
        known = {style.name for style in document.styles}
        if look.name not in known:
            document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        style = document.styles[look.name]
        assert isinstance(style, ParagraphStyle)  # noqa: S101 - every look is a paragraph's
        _dress(style, look)
        if look.name not in known:
            style.base_style = document.styles["Normal"]
    _theme(document)
    _settings(document)


def number_lists(document: WordDocument, sections: Iterable[str]) -> dict[str, int]:
    """A numbering of its own for each of those sections, so that each begins at one."""
    numbering = document.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    numbering.append(
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_LIST}">'
            '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>'
            '<w:pPr><w:ind w:left="397" w:hanging="397"/></w:pPr></w:lvl></w:abstractNum>'
        )
    )
    numbers = {key: number for number, key in enumerate(sections, start=1)}
    for number in numbers.values():
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{_LIST}"/>'
                '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            )
        )
    return numbers


def bullets(document: WordDocument) -> int:
    """The numbering of a list of points without numbers; made once, after `number_lists`."""
    numbering = document.part.numbering_part.element
    number = len(numbering.findall(qn("w:num"))) + 1
    points = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_POINTS}">'
        '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="bullet"/><w:lvlText w:val="\N{BULLET}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="397" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum>'
    )
    lists = numbering.findall(qn("w:abstractNum"))
    lists[-1].addnext(points)
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{_POINTS}"/></w:num>'
        )
    )
    return number


def _dress(style: ParagraphStyle, look: Look) -> None:
    properties = style.element.get_or_add_rPr()
    for name in ("rFonts", "color", "sz", "szCs", "b", "bCs", "i", "iCs", "spacing", "kern"):
        for old in properties.findall(qn(f"w:{name}")):
            properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    properties.insert(0, fonts)
    style.font.size, style.font.bold = Pt(look.size), look.bold
    style.font.color.rgb = RGBColor.from_string(look.colour)
    for name in ("pBdr", "numPr", "contextualSpacing", "tabs", "ind"):
        if (old := style.element.get_or_add_pPr().find(qn(f"w:{name}"))) is not None:
            style.element.pPr.remove(old)
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(look.before), Pt(look.after)
    layout.line_spacing, layout.keep_with_next = look.line, look.keep
    layout.widow_control = True
    if look.right:
        layout.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _only_own_styles(document: WordDocument, looks: Iterable[Look]) -> None:
    kept = {look.name for look in looks} | _STOCK
    for style in list(document.styles):
        if style.name not in kept:
            style.delete()
    for link in list(document.styles.element.iter(qn("w:link"))):
        link.getparent().remove(link)


def _british_english(document: WordDocument) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
        language.set(qn("w:eastAsia"), "en-GB")


def _theme(document: WordDocument) -> None:
    """Its colours and font, which charts take."""
    part = document.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    root = etree.fromstring(part.blob)
    for name, colour in _THEME.items():
        place = next(root.iter(f"{_A}{name}"))
        for old in list(place):
            place.remove(old)
        etree.SubElement(place, f"{_A}srgbClr", {"val": colour})
    for kind in ("majorFont", "minorFont"):
        next(root.iter(f"{_A}{kind}")).find(f"{_A}latin").set("typeface", FONT)
    part._blob = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)  # noqa: SLF001 - python-docx knows no themes


def _settings(document: WordDocument) -> None:
    """As a present-day Word writes them, in British English."""
    settings = document.settings.element
    for name in ("zoom", "proofState", "savePreviewPicture", "useFELayout"):
        for old in list(settings.iter(qn(f"w:{name}"))):
            old.getparent().remove(old)
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    for language in settings.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), "en-GB")
