"""The paragraph styles that a new template needs: the firm's own where it has them."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from engross.ooxml.branded import Branded, theme_ink
from engross.ooxml.language import speak_by_default
from engross.ooxml.names import W, w
from engross.ooxml.package import parse, serialise
from engross.ooxml.parts import declare, relate, related_part

Role = Literal[
    "body",
    "title",
    "subtitle",
    "heading",
    "point",
    "detail",
    "table title",
    "table heading",
    "table heading figure",
    "table text",
    "table figure",
    "small heading",
    "small heading figure",
    "small text",
    "small figure",
    "note",
    "chart",
    "chart caption",
    "sign-off",
]
"""What a paragraph of a new template is."""


class _Look(NamedTuple):
    """How a style looks that the firm's file has not; sizes in half points against its body's."""

    name: str
    size: int = 0
    bold: bool = False
    ink: bool = False
    """In the theme's dark colour."""
    before: int = 0
    after: int = 0
    """In twentieths of a point."""
    keep: bool = False
    right: bool = False
    outline: bool = False
    numbered: bool = False
    """Its indents are its numbering's."""
    built_in: bool = False
    """Word knows it; the firm's own definition of it is taken when there is one."""


_LOOKS: Final[dict[Role, _Look]] = {
    "title": _Look("Title", 16, bold=True, ink=True, after=40, keep=True, built_in=True),
    "subtitle": _Look("Subtitle", 4, ink=True, after=120, keep=True, built_in=True),
    "heading": _Look(
        "heading 1",
        6,
        bold=True,
        ink=True,
        before=240,
        after=80,
        keep=True,
        outline=True,
        built_in=True,
    ),
    "point": _Look("List Number", after=60, numbered=True, built_in=True),
    "detail": _Look("Detail", -1, before=40, after=40),
    "table title": _Look(
        "caption", -1, bold=True, ink=True, before=120, after=60, keep=True, built_in=True
    ),
    "table heading": _Look(
        "Table Heading", -3, bold=True, ink=True, before=40, after=50, keep=True
    ),
    "table heading figure": _Look(
        "Table Heading Figure", -3, bold=True, ink=True, before=40, after=50, keep=True, right=True
    ),
    "table text": _Look("Table Text", -2, before=50, after=50),
    "table figure": _Look("Table Figure", -2, before=50, after=50, right=True),
    "small heading": _Look(
        "Small Heading", -5, bold=True, ink=True, before=40, after=50, keep=True
    ),
    "small heading figure": _Look(
        "Small Heading Figure", -5, bold=True, ink=True, before=40, after=50, keep=True, right=True
    ),
    "small text": _Look("Small Text", -5, before=50, after=50),
    "small figure": _Look("Small Figure", -5, before=50, after=50, right=True),
    "note": _Look("Table Note", -3, before=80, after=60),
    "chart": _Look("Chart", before=120, after=20, keep=True),
    "chart caption": _Look("Chart Caption", -3, after=120),
    "sign-off": _Look("Sign-off", keep=True),
}

_SMALLEST: Final = 15
"""Half points; smaller cannot be read on paper."""
_SMALL: Final = 16
"""Half points of a table with many columns, at most."""
_USUAL: Final = 22
"""The size of the body, in half points, where the file does not say."""
_NUMBERING_TYPE: Final = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
)


_PALE: Final = 200
"""Of 255; letters of a lighter colour cannot be read on white."""


class House(NamedTuple):
    """A design that has every style which a new template needs."""

    branded: Branded
    styles: dict[Role, str]
    """The style's id by role; `body` has none, for it is the default."""
    ink: str
    """A dark colour of the theme, in hex."""


def pale_styles(branded: Branded) -> tuple[str, ...]:
    """The names of the file's own styles for headings that print so pale that nobody reads them."""
    part = related_part(branded.parts, branded.main, "styles")
    wanted = {look.name.lower() for look in _LOOKS.values() if look.built_in}
    found = []
    for style in parse(branded.parts[part], part).iter(w("style")) if part else ():
        name, colour = style.find(w("name")), style.find(f"{w('rPr')}/{w('color')}")
        said = name.get(w("val"), "") if name is not None else ""
        if colour is not None and said.lower() in wanted and _is_pale(colour.get(w("val"), "")):
            found.append(said)
    return tuple(found)


def _is_pale(colour: str) -> bool:
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", colour):
        return False
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return (299 * red + 587 * green + 114 * blue) / 1000 > _PALE


def with_styles(branded: Branded) -> House:
    """The design with a style for every role; those that the file has under that name stay."""
    part = related_part(branded.parts, branded.main, "styles")
    ink = theme_ink(branded)
    if not part:
        part = _add_part(branded, "styles", _EMPTY_STYLES.encode(), _STYLES_TYPE)
    root = parse(branded.parts[part], part)
    speak_by_default(root, firmly=True)
    known = {
        name.get(w("val"), "").lower(): style.get(w("styleId"), "")
        for style in root.iter(w("style"))
        if style.get(w("type")) == "paragraph" and (name := style.find(w("name"))) is not None
    }
    body, size = _default(root), _size(root)
    styles: dict[Role, str] = {}
    for role, look in _LOOKS.items():
        if look.name.lower() not in known:
            points = min(size + look.size, _SMALL) if role.startswith("small") else size + look.size
            known[look.name.lower()] = _add(root, look, body, max(_SMALLEST, points), ink)
        styles[role] = known[look.name.lower()]
    branded.parts[part] = serialise(root)
    return House(branded, styles, ink)


def numberings(branded: Branded, count: int) -> list[int]:
    """The numbers of so many numberings, each beginning at one."""
    part = related_part(branded.parts, branded.main, "numbering")
    if not part:
        part = _add_part(
            branded, "numbering", f'<w:numbering xmlns:w="{W}"/>'.encode(), _NUMBERING_TYPE
        )
    root = parse(branded.parts[part], part)
    abstract = 1 + max(
        (_number(e, "abstractNumId") for e in root.iter(w("abstractNum"))), default=-1
    )
    first = 1 + max((_number(e, "numId") for e in root.iter(w("num"))), default=0)
    made = etree.fromstring(_ABSTRACT.format(w=W, number=abstract))
    numbers = root.findall(w("num"))
    last = root.find(w("numIdMacAtCleanup"))
    before = numbers[0] if numbers else last
    if before is None:
        root.append(made)
    else:
        before.addprevious(made)
    wanted = list(range(first, first + count))
    for number in wanted:
        num = etree.fromstring(_NUM.format(w=W, number=number, abstract=abstract))
        if last is None:
            root.append(num)
        else:
            last.addprevious(num)
    branded.parts[part] = serialise(root)
    return wanted


def _number(element: etree._Element, name: str) -> int:
    return int(element.get(w(name), "0"))


# --- styles -------------------------------------------------------------------------------------


def _default(root: etree._Element) -> str:
    """The id of the style that a paragraph has which names none; empty when there is none."""
    for style in root.iter(w("style")):
        if style.get(w("type")) == "paragraph" and style.get(w("default")) in {"1", "true", "on"}:
            return style.get(w("styleId"), "")
    return ""


def _size(root: etree._Element) -> int:
    """The size of the body's text, in half points."""
    default = _default(root)
    for style in root.iter(w("style")):
        if style.get(w("styleId")) == default:
            found = style.find(f"{w('rPr')}/{w('sz')}")
            if found is not None:
                return int(float(found.get(w("val"), _USUAL)))
    found = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('sz')}")
    return _USUAL if found is None else int(float(found.get(w("val"), _USUAL)))


def _add(root: etree._Element, look: _Look, body: str, size: int, ink: str) -> str:
    """Add the style; its id."""
    taken = {style.get(w("styleId"), "").lower() for style in root.iter(w("style"))}
    identifier = look.name.title().replace(" ", "").replace("-", "")
    while identifier.lower() in taken:
        identifier += "1"
    paragraph = "".join(
        (
            "<w:keepNext/>" if look.keep else "",
            _SPACING.format(look.before, look.after),
            "" if look.numbered else '<w:ind w:left="0" w:right="0" w:firstLine="0"/>',
            f'<w:jc w:val="{"right" if look.right else "left"}"/>',
            '<w:outlineLvl w:val="0"/>' if look.outline else "",
        )
    )
    words = "".join(
        (
            "<w:b/><w:bCs/>" if look.bold else "",
            f'<w:color w:val="{ink}"/>' if look.ink else "",
            f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>',
        )
    )
    custom = "" if look.built_in else ' w:customStyle="1"'
    based = f"<w:basedOn w:val={quoteattr(body)}/>" if body else ""
    following = f"<w:next w:val={quoteattr(body)}/>" if body and look.outline else ""
    root.append(
        etree.fromstring(
            f'<w:style xmlns:w="{W}" w:type="paragraph"{custom} w:styleId="{identifier}">'
            f'<w:name w:val="{escape(look.name)}"/>{based}{following}<w:qFormat/>'
            f"<w:pPr>{paragraph}</w:pPr><w:rPr>{words}</w:rPr></w:style>"
        )
    )
    return identifier


# --- parts --------------------------------------------------------------------------------------


def _add_part(branded: Branded, kind: str, data: bytes, content_type: str) -> str:
    """Add a part of that kind to the document; its name."""
    folder = branded.main.rpartition("/")[0]
    name = f"{folder}/{kind}.xml"
    branded.parts[name] = data
    declare(branded.parts, name, content_type)
    relate(branded.parts, branded.main, kind, f"{kind}.xml")
    return name


_STYLES_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"
_EMPTY_STYLES: Final = (
    f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/><w:qFormat/></w:style></w:styles>'
)
_SPACING: Final = '<w:spacing w:before="{}" w:after="{}" w:line="252" w:lineRule="auto"/>'
_ABSTRACT: Final = (
    '<w:abstractNum xmlns:w="{w}" w:abstractNumId="{number}">'
    '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="397" w:hanging="397"/></w:pPr></w:lvl></w:abstractNum>'
)
_NUM: Final = (
    '<w:num xmlns:w="{w}" w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)
