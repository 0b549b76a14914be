"""A new Word template: paragraphs, tables and lists with their fields, in a firm's own design."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from lxml import etree

from engross.ooxml.branded import Branded
from engross.ooxml.cleaning import clean
from engross.ooxml.house_styles import House, Role, numberings, with_styles
from engross.ooxml.names import W, w
from engross.ooxml.package import parse, serialise, write_package

_A4_TEXT: Final = 9_638
"""Width between the margins, in twips, where the file does not say."""
_NARROWEST: Final = 4_000
_MANY_COLUMNS: Final = 7
"""With more than these a table is set in the small styles."""
_RULE, _HAIR, _TOTAL = "8", "4", "8"
"""Rules of a table, in eighths of a point."""
_HAIR_COLOUR: Final = "BFBFBF"


class Words(NamedTuple):
    """A paragraph."""

    text: str
    role: Role = "body"
    keep: bool = False
    """Stays on the page of the next paragraph."""
    tab: bool = False
    """Has a tab at the right margin."""
    rule: bool = False
    """Has a rule beneath, as wide as a signature."""
    space: int = 0
    """Twentieths of a point before it."""


class Caption(NamedTuple):
    """A paragraph that Word counts: `Table 1: what it says`."""

    label: str
    """`Table`, `Figure`."""
    text: str
    role: Role
    keep: bool = False
    """Stays on the page of the next paragraph."""


class Points(NamedTuple):
    """A numbered list of the texts of that name."""

    name: str


class Column(NamedTuple):
    """One column of a table."""

    key: str
    weight: float
    """How wide it is, against the others."""
    figure: bool


class Grid(NamedTuple):
    """A table that grows with the rows of that name and is left out when it has none."""

    name: str
    """`tables.fees`."""
    columns: tuple[Column, ...]
    total: bool
    subtotals: bool = False
    """Whether some of its rows sum up others and are printed as totals are."""


class Details(NamedTuple):
    """What the document is about: names and values in four columns."""

    rows: tuple[tuple[str, str, str, str], ...]


Piece = Words | Caption | Points | Grid | Details


def new_template(
    design: Branded, pieces: Sequence[Piece], *, title: str, firm: str, when: dt.datetime
) -> bytes:
    """The template with those pieces as its body, clean; the same arguments give the same bytes."""
    house = with_styles(design)
    lists = iter(numberings(design, sum(isinstance(piece, Points) for piece in pieces)))
    root = parse(design.parts[design.main], design.main)
    body = root.find(w("body"))
    section = root.find(f"{w('body')}/{w('sectPr')}")
    if body is None or section is None:  # `design_of` saw to both
        message = "a design has a body with one section"
        raise ValueError(message)
    width = _text_width(section)
    for piece in pieces:
        for xml in _made(piece, house, width, lists):
            section.addprevious(etree.fromstring(xml))
    etree.cleanup_namespaces(body, keep_ns_prefixes=[p for p in root.nsmap if p])
    design.parts[design.main] = serialise(root)
    return clean(write_package(design.parts), title=title, firm=firm, when=when)


def _text_width(section: etree._Element) -> int:
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    if size is None or margins is None:
        return _A4_TEXT
    taken = sum(abs(int(float(margins.get(w(side), "0")))) for side in ("left", "right", "gutter"))
    return max(_NARROWEST, int(float(size.get(w("w"), "11906"))) - taken)


def _made(piece: Piece, house: House, width: int, lists: Iterator[int]) -> Iterator[str]:
    if isinstance(piece, Words):
        yield _paragraph(piece, house, width)
    elif isinstance(piece, Caption):
        yield _caption(piece, house)
    elif isinstance(piece, Points):
        yield _plain(f"{{%p for item in {piece.name} %}}")
        yield _point(next(lists), house)
        yield _plain("{%p endfor %}")
    elif isinstance(piece, Details):
        yield _details(piece, house, width)
    else:
        yield _plain(f"{{%p if {piece.name}.rows %}}")
        title = f"{{{{ {piece.name}.title }}}}"
        yield _caption(Caption("Table", title, "table title", keep=True), house)
        yield _grid(piece, house, width)
        yield _plain("{%p endif %}")


# --- paragraphs ---------------------------------------------------------------------------------


def _paragraph(words: Words, house: House, width: int) -> str:
    before = f'<w:spacing w:before="{words.space}"/>' if words.space else ""
    properties = "".join(
        (
            "<w:keepNext/>" if words.keep else "",
            _RULED if words.rule else "",
            f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>' if words.tab else "",
            before,
            f'<w:ind w:right="{max(0, width - 3_969)}"/>' if words.rule else "",
        )
    )
    inside = _inside(words.text, house.styles.get(words.role, ""), properties)
    return f'<w:p xmlns:w="{W}">{inside}</w:p>'


def _caption(caption: Caption, house: House) -> str:
    """Counted by Word itself, as References, Insert Caption makes it."""
    keep = '<w:keepNext/><w:spacing w:before="160"/>' if caption.keep else ""
    number = _NUMBER.format(caption.label)
    return (
        f'<w:p xmlns:w="{W}">{_inside(f"{caption.label} ", house.styles[caption.role], keep)}'
        f"{number}{_inside(f': {caption.text}', '')}</w:p>"
    )


def _plain(text: str) -> str:
    """A paragraph that only says what is repeated or left out; it goes when the field is filled."""
    return f'<w:p xmlns:w="{W}">{_inside(text, "")}</w:p>'


def _point(number: int, house: House) -> str:
    numbered = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    return f'<w:p xmlns:w="{W}">{_inside("{{ item }}", house.styles["point"], numbered)}</w:p>'


def _inside(text: str, style: str, properties: str = "", bold: str = "") -> str:
    """What a paragraph holds: its properties, and its words with their tabs."""
    named = f'<w:pStyle w:val="{escape(style)}"/>' if style else ""
    given = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    runs = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(words)}</w:t>' if words else ""
        for words in text.split("\t")
    )
    return f"{given}<w:r>{bold}{runs}</w:r>" if runs else given


# --- tables -------------------------------------------------------------------------------------


def _details(details: Details, house: House, width: int) -> str:
    widths = _shared((0.16, 0.4, 0.18, 0.26), width)
    rows = "".join(
        _row(
            [
                _cell(words, house.styles["detail"], size, rules)
                for words, size in zip(row, widths, strict=True)
            ]
        )
        for row, rules in zip(details.rows, _frame(len(details.rows), house.ink), strict=True)
    )
    return _table(widths, rows)


def _frame(count: int, ink: str) -> Iterator[str]:
    """A rule above the first row and below the last."""
    for number in range(count):
        top = _edge("top", _HAIR, ink) if number == 0 else ""
        yield top + (_edge("bottom", _HAIR, ink) if number == count - 1 else "")


class _Band(NamedTuple):
    """One of a table's kinds of row: its headings, its rows, its total."""

    part: str
    words: Role
    figures: Role
    rules: str
    """The lines of its cells."""
    marks: str = ""
    """What its cells say besides."""


def _grid(grid: Grid, house: House, width: int) -> str:
    widths = _shared(tuple(column.weight for column in grid.columns), width)
    bands = _bands(house.ink, small=len(grid.columns) > _MANY_COLUMNS)
    shown = bands if grid.total else bands[:-1]
    return _table(
        widths,
        "".join(row for band in shown for row in _looped(grid, band, bands[-1], widths, house)),
    )


def _bands(ink: str, *, small: bool) -> tuple[_Band, _Band, _Band]:
    look: tuple[Role, Role, Role, Role] = (
        ("small heading", "small heading figure", "small text", "small figure")
        if small
        else ("table heading", "table heading figure", "table text", "table figure")
    )
    under, hair = _edge("bottom", _RULE, ink), _edge("bottom", _HAIR, _HAIR_COLOUR)
    return (
        _Band("headings", look[0], look[1], under, '<w:vAlign w:val="bottom"/>'),
        _Band("rows", look[2], look[3], hair),
        _Band("total", look[2], look[3], _edge("top", _TOTAL, ink)),
    )


def _looped(
    grid: Grid, band: _Band, total: _Band, widths: Sequence[int], house: House
) -> Iterator[str]:
    """A row for each of those rows, between the two that say so."""
    yield _control(f"for row in {grid.name}.{band.part}", widths)
    if grid.subtotals and band.part == "rows":
        yield _control("if row.is_subtotal", widths)
        yield _filled(grid, total, widths, house)
        yield _control("else", widths)
    yield _filled(grid, band, widths, house)
    if grid.subtotals and band.part == "rows":
        yield _control("endif", widths)
    yield _control("endfor", widths)


def _filled(grid: Grid, band: _Band, widths: Sequence[int], house: House) -> str:
    """The row that holds the fields."""
    bold = "<w:rPr><w:b/><w:bCs/></w:rPr>" if band.part == "total" else ""
    befores = (None, *grid.columns)
    return _row(
        [
            _cell(
                f"{{{{ row.{column.key} }}}}",
                house.styles[band.figures if column.figure else band.words],
                size,
                band.rules,
                (_GAP if before and before.figure and not column.figure else "") + band.marks,
                bold,
            )
            for before, column, size in zip(befores, grid.columns, widths, strict=False)
        ],
        repeated=band.part == "headings",
    )


def _control(words: str, widths: Sequence[int]) -> str:
    """A row that only says what is repeated or left out."""
    return _row(_said([f"{{%tr {words} %}}", *("" for _ in widths[1:])], widths))


def _said(words: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [_cell(text, "", size) for text, size in zip(words, widths, strict=True)]


def _row(cells: Sequence[str], *, repeated: bool = False) -> str:
    header = "<w:tblHeader/>" if repeated else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(  # noqa: PLR0913, PLR0917 - everything that a cell is made of
    words: str, style: str, width: int, rules: str = "", marks: str = "", bold: str = ""
) -> str:
    borders = f"<w:tcBorders>{rules}</w:tcBorders>" if rules else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{borders}{marks}</w:tcPr>'
        f"<w:p>{_inside(words, style, bold=bold)}</w:p></w:tc>"
    )


def _table(widths: Sequence[int], rows: str) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl xmlns:w="{W}"><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:jc w:val="left"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _shared(weights: Sequence[float], width: int) -> list[int]:
    """The width shared out by weight, to the last twip."""
    whole = sum(weights)
    edges = [round(width * sum(weights[:number]) / whole) for number in range(len(weights) + 1)]
    return [after - before for before, after in pairwise(edges)]


def _edge(side: str, eighths: str, colour: str) -> str:
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="{colour}"/>'


_GAP: Final = '<w:tcMar><w:left w:w="160" w:type="dxa"/></w:tcMar>'
"""What parts words from the figures before them, which end where they begin."""
_NUMBER: Final = '<w:fldSimple w:instr=" SEQ {} \\* ARABIC "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
_RULED: Final = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="595959"/></w:pBdr>'
