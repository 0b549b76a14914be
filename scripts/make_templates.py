"""Make `templates/client_report.docx`: the letterhead and report of the made-up firm.

The same script always writes the same bytes. A firm changes the look in Word, not here; this is
only how the starter came about. The names in double braces are declared in
`templates/client_report.yaml`.
"""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import NamedTuple

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import _Footer, _Header
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from engross.ooxml.cleaning import clean

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
MADE = dt.datetime(2026, 10, 14, 9, 0, 0, tzinfo=dt.UTC)

# Fonts that every Word has; Carlito and Liberation Serif have their widths where Word is absent.
SANS, SERIF = "Calibri", "Times New Roman"
INK, GREY, RULE, RED = "1F3044", "5A6470", "AEB7BF", "9C2A1F"
WIDTH = 17.0  # centimetres between the margins
RIGHT = WD_ALIGN_PARAGRAPH.RIGHT

SECTIONS_BEFORE_TABLES = ("summary", "work_done", "instructions")
SECTIONS_AFTER_TABLES = ("issues", "next_period", "what_we_need", "basis")


class Look(NamedTuple):
    """How a paragraph style looks; lengths in points."""

    name: str
    font: str = SANS
    size: float = 10.5
    colour: str = "000000"
    bold: bool = False
    before: float = 0
    after: float = 0
    line: float = 1.0
    keep: bool = False
    """Stays on the page of the next paragraph."""
    right: bool = False


LOOKS = (
    Look("Normal", after=6, line=1.12),
    Look("Title", SERIF, 25, INK, before=4, after=2, keep=True),
    Look("Subtitle", SERIF, 14, INK, after=1, keep=True),
    Look("Heading 1", SERIF, 14, INK, before=13, after=4, keep=True),
    Look("Period Line", SANS, 11, GREY, after=10, keep=True),
    Look("Confidentiality", SANS, 9, GREY, bold=True, before=2, after=2),
    Look("Letterhead Name", SERIF, 20, INK),
    Look("Letterhead Line", SANS, 8.5, GREY, line=1.08),
    Look("Letterhead Address", SANS, 8.5, GREY, line=1.08, right=True),
    Look("Running Line", SANS, 8.5, GREY),
    Look("Particulars", SANS, 7.5, GREY, before=1),
    Look("Detail Name", SANS, 9.5, GREY, before=1.5, after=1.5),
    Look("Detail", SANS, 9.5, before=1.5, after=1.5),
    Look("Table Title", SANS, 9.5, INK, bold=True, before=8, after=4, keep=True),
    Look("Table Heading", SANS, 8.5, INK, bold=True, before=2, after=2, keep=True),
    Look(
        "Table Heading Figure", SANS, 8.5, INK, bold=True, before=2, after=2, keep=True, right=True
    ),
    Look("Table Text", SANS, 8.5, before=2, after=2, keep=True),
    Look("Table Figure", SANS, 8.5, before=2, after=2, keep=True, right=True),
    Look("Invoice Heading", SANS, 8, INK, bold=True, before=2, after=2, keep=True),
    Look(
        "Invoice Heading Figure", SANS, 8, INK, bold=True, before=2, after=2, keep=True, right=True
    ),
    Look("Invoice Text", SANS, 8, before=2, after=2, keep=True),
    Look("Invoice Figure", SANS, 8, before=2, after=2, keep=True, right=True),
    Look("Table Note", SANS, 9, GREY, before=5, after=4),
    Look("Sign-off", SANS, 10.5, keep=True),
)


class Column(NamedTuple):
    """One column of a table; its width is in centimetres."""

    key: str
    width: float
    figure: bool = False


FEES = (
    Column("workstream", 3.8),
    Column("basis", 1.6),
    *(
        Column(key, 2.32, figure=True)
        for key in ("budget", "to_date", "to_complete", "forecast", "variance")
    ),
)
INVOICES = (
    Column("number", 1.15),
    Column("date", 2.65),
    Column("description", 2.75),
    Column("net", 1.5, figure=True),
    Column("vat", 1.35, figure=True),
    Column("total", 1.6, figure=True),
    Column("paid", 1.45, figure=True),
    Column("outstanding", 1.9, figure=True),
    Column("due", 2.65, figure=True),
)
_AGES = ("not_due", "days_1_to_30", "days_31_to_60", "days_61_to_90", "over_90", "outstanding")
AGEING = tuple(Column(key, WIDTH / 6, figure=True) for key in _AGES)


def main() -> None:
    """Write the template and say so."""
    target = TEMPLATES / "client_report.docx"
    data = client_report()
    target.write_bytes(data)
    print(f"wrote {target.relative_to(TEMPLATES.parent)} ({len(data):,} bytes)")


def client_report() -> bytes:
    """The template of the client report."""
    document = Document()
    _page(document)
    _styles(document)
    _letterhead(document)
    _running_header(document)
    section = document.sections[0]
    for footer in (section.footer, section.first_page_footer):
        _footer(footer)
    _opening(document)
    for key in SECTIONS_BEFORE_TABLES:
        _section(document, key)
    _section(document, "fees")
    _table(document, "fees", FEES)
    _section(document, "account")
    _table(document, "invoices", INVOICES, style="Invoice")
    _account_note(document)
    _table(document, "ageing", AGEING, total=False)
    for key in SECTIONS_AFTER_TABLES:
        _section(document, key, keep=key == SECTIONS_AFTER_TABLES[-1])
    _sign_off(document)
    target = io.BytesIO()
    document.save(target)
    return clean(target.getvalue(), title="Client report", firm="Engross", when=MADE)


# --- page and styles --------------------------------------------------------------------------


def _page(document: WordDocument) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - WIDTH) / 2)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.4)
    section.header_distance, section.footer_distance = Cm(1.2), Cm(0.9)
    section.different_first_page_header_footer = True


def _styles(document: WordDocument) -> None:
    _british_english(document)
    _plain_styles(document)
    for look in LOOKS:
        known = {style.name for style in document.styles}
        if look.name not in known:
            document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        style = document.styles[look.name]
        assert isinstance(style, ParagraphStyle)  # noqa: S101 - every look is a paragraph's
        _dress(style, look)
        if look.name not in known:
            style.base_style = document.styles["Normal"]


def _dress(style: ParagraphStyle, look: Look) -> None:
    properties = style.element.get_or_add_rPr()
    for name in ("rFonts", "color", "sz", "szCs", "b", "bCs", "i", "iCs", "spacing", "kern"):
        for old in properties.findall(qn(f"w:{name}")):
            properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), look.font)
    properties.insert(0, fonts)
    style.font.size, style.font.bold = Pt(look.size), look.bold
    style.font.color.rgb = RGBColor.from_string(look.colour)
    if (old_borders := style.element.get_or_add_pPr().find(qn("w:pBdr"))) is not None:
        style.element.pPr.remove(old_borders)
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(look.before), Pt(look.after)
    layout.line_spacing, layout.keep_with_next = look.line, look.keep
    layout.widow_control = True
    if look.right:
        layout.alignment = RIGHT


def _plain_styles(document: WordDocument) -> None:
    """Only the styles that the report uses; the rest of python-docx's stock goes."""
    kept = {look.name for look in LOOKS} | {
        "Normal Table",
        "Default Paragraph Font",
        "No List",
        "Header",
        "Footer",
    }
    for style in list(document.styles):
        if style.name not in kept:
            style.delete()
    for link in list(document.styles.element.iter(qn("w:link"))):
        link.getparent().remove(link)


def _british_english(document: WordDocument) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
        language.set(qn("w:eastAsia"), "en-GB")


# --- headers and footers ------------------------------------------------------------------------


def _letterhead(document: WordDocument) -> None:
    """The first page's header: name and description left, how to reach the firm right."""
    header = document.sections[0].first_page_header
    header.is_linked_to_previous = False
    table = header.add_table(1, 2, Cm(WIDTH))
    _fix_widths(table, (9.5, WIDTH - 9.5))
    left, right = table.rows[0].cells
    _fill(left.paragraphs[0], "{{ firm.name }}", "Letterhead Name")
    _fill(left.add_paragraph(), "{{ firm.description }}", "Letterhead Line")
    _fill(right.paragraphs[0], "{{ firm.address }}", "Letterhead Address")
    _fill(right.add_paragraph(), "{{ firm.telephone }}", "Letterhead Address")
    _fill(right.add_paragraph(), "{{ firm.email }}", "Letterhead Address")
    for text in ("{%p if firm.website %}", "{{ firm.website }}", "{%p endif %}"):
        _fill(right.add_paragraph(), text, "Letterhead Address")
    last = header.paragraphs[0]
    header._element.append(last._p)  # noqa: SLF001 - the rule stands below the table
    _fill(last, "", "Running Line")
    _border(last, "top", "8", INK)


def _running_header(document: WordDocument) -> None:
    paragraph = document.sections[0].header.paragraphs[0]
    words = "{{ client.name }}  |  {{ document.title }}, {{ document.period }}\t"
    _fill(paragraph, words + "{{ document.confidentiality }}", "Running Line")
    _right_tab(paragraph)
    _border(paragraph, "bottom", "4", RULE)


def _footer(footer: _Header | _Footer) -> None:
    """Reference and page number, then what the law wants on a letter."""
    first = footer.paragraphs[0]
    _fill(first, "{{ document.reference }}\tPage ", "Running Line")
    _field(first, "PAGE")
    first.add_run(" of ")
    _field(first, "NUMPAGES")
    _right_tab(first)
    _border(first, "top", "4", RULE)
    _fill(
        footer.add_paragraph(),
        "{{ firm.name }}. {{ firm.registration }}"
        "{% if firm.vat_number %} VAT registration {{ firm.vat_number }}.{% endif %}"
        "{% if firm.regulatory_line %} {{ firm.regulatory_line }}{% endif %}",
        "Particulars",
    )


def _right_tab(paragraph: Paragraph) -> None:
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)


def _field(paragraph: Paragraph, instruction: str) -> None:
    """A field that Word fills: `PAGE`, `NUMPAGES`."""
    for kind in ("begin", "instrText", "separate", "t", "end"):
        texts = {"instrText": f" {instruction} ", "t": "1"}
        element = OxmlElement(f"w:{kind}" if kind in texts else "w:fldChar")
        if kind in texts:
            element.text = texts[kind]
        else:
            element.set(qn("w:fldCharType"), kind)
        paragraph.add_run()._r.append(element)  # noqa: SLF001 - python-docx has no fields


# --- body -----------------------------------------------------------------------------------------


def _opening(document: WordDocument) -> None:
    role = "{% if client.contact_role %}, {{ client.contact_role }}{% endif %}"
    first = _add(document, "{{ document.confidentiality }}\t", "Confidentiality")
    first.add_run("{{ document.draft_mark }}").font.color.rgb = RGBColor.from_string(RED)
    _right_tab(first)
    _add(document, "{{ document.title }}", "Title")
    _add(document, "{{ client.name }} (“{{ client.short_name }}”)", "Subtitle")
    _add(document, "{{ document.period }}", "Period Line")
    details = (
        ("For the attention of", "{{ client.contact }}" + role),
        ("Engagement", "{{ matter.title }}"),
        ("Date", "{{ document.date }}"),
        ("Our reference", "{{ document.reference }}"),
    )
    table = document.add_table(rows=0, cols=2)
    for name, value in details:
        cells = table.add_row().cells
        _fill(cells[0].paragraphs[0], name, "Detail Name")
        _fill(cells[1].paragraphs[0], value, "Detail")
    _fix_widths(table, (3.8, WIDTH - 3.8))
    for row in table.rows:
        _whole(row)
    _edges(table.rows[0], "top", "4", RULE)
    _edges(table.rows[-1], "bottom", "4", RULE)


def _section(document: WordDocument, key: str, *, keep: bool = False) -> None:
    """Heading and paragraphs; `keep` holds them on the page of what follows them.

    The last section is kept with the sign-off, for nobody signs a page that says nothing else.
    """
    _add(document, f"{{{{ sections.{key}.heading }}}}", "Heading 1")
    _add(document, f"{{%p for paragraph in sections.{key}.paragraphs %}}", "Normal")
    _add(document, "{{ paragraph }}", "Normal").paragraph_format.keep_with_next = keep or None
    _add(document, "{%p endfor %}", "Normal")


def _table(
    document: WordDocument,
    key: str,
    columns: tuple[Column, ...],
    *,
    style: str = "Table",
    total: bool = True,
) -> None:
    """A table that grows with its rows and is left out, title and all, when it has none.

    It stays on one page where it fits on one; no row is ever broken.
    """
    _add(document, f"{{%p if tables.{key}.rows %}}", "Normal")
    _add(document, f"{{{{ tables.{key}.title }}}}", "Table Title")
    table = document.add_table(rows=0, cols=len(columns))
    _headings(_looped(table, f"tables.{key}.headings", columns, f"{style} Heading"))
    last = _looped(table, f"tables.{key}.rows", columns, style)
    _edges(last, "bottom", "4", "D9DEE2")
    if total:
        last = _looped(table, f"tables.{key}.total", columns, style)
        _total(last)
    for cell in last.cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = False
    _fix_widths(table, tuple(column.width for column in columns))
    for row in table.rows:
        _whole(row)
    _add(document, "{%p endif %}", "Normal")


def _looped(table: Table, name: str, columns: tuple[Column, ...], style: str) -> _Row:
    """A row that is repeated for each of the named rows."""
    table.add_row().cells[0].text = f"{{%tr for row in {name} %}}"
    row = table.add_row()
    text = style if style.endswith("Heading") else f"{style} Text"
    for cell, column in zip(row.cells, columns, strict=True):
        figure = f"{style} Figure"
        _fill(
            cell.paragraphs[0],
            f"{{{{ row.{column.key} }}}}",
            figure if column.figure else text,
        )
    table.add_row().cells[0].text = "{%tr endfor %}"
    return row


def _headings(row: _Row) -> None:
    """Repeated at the top of each page that the table goes on to."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - no API
    _edges(row, "bottom", "8", INK)


def _total(row: _Row) -> None:
    _edges(row, "top", "8", INK)
    for cell in row.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def _account_note(document: WordDocument) -> None:
    _add(
        document,
        "Balances are as at {{ document.as_at }}. Invoices are payable within {{ matter.terms }} "
        "of their date to {{ bank.account_name }}, sort code {{ bank.sort_code }}, account number "
        "{{ bank.account_number }}, quoting {{ matter.reference }}.",
        "Table Note",
    )


def _sign_off(document: WordDocument) -> None:
    first = _add(document, "for {{ sign_off.firm }}", "Sign-off")
    first.paragraph_format.space_before = Pt(22)
    space = _add(document, "", "Sign-off")
    space.paragraph_format.space_before = Pt(34)
    space.paragraph_format.right_indent = Cm(WIDTH - 7)
    _border(space, "bottom", "4", GREY)
    _add(document, "{{ sign_off.name }}", "Sign-off").paragraph_format.space_before = Pt(3)
    title = _add(document, "{{ sign_off.title }}", "Sign-off")
    title.paragraph_format.keep_with_next = False


# --- small pieces -------------------------------------------------------------------------------


def _add(document: WordDocument, text: str, style: str) -> Paragraph:
    return document.add_paragraph(text, style=style)


def _fill(paragraph: Paragraph, text: str, style: str) -> None:
    paragraph.style = style
    if text:
        paragraph.add_run(text)


def _fix_widths(table: Table, widths: tuple[float, ...]) -> None:
    """Columns as wide as told, whatever stands in them, flush with the text."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no cell margins
    margins = OxmlElement("w:tblCellMar")
    for side, twips in (("left", "40"), ("right", "40")):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), twips)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = properties.find(qn("w:tblLook"))
    if look is None:
        properties.append(margins)
    else:
        look.addprevious(margins)


def _whole(row: _Row) -> None:
    """Never broken over two pages."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - no API
    properties.insert(0, OxmlElement("w:cantSplit"))


def _edges(row: _Row, side: str, eighths: str, colour: str) -> None:
    for cell in row.cells:
        properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - no API
        borders = properties.find(qn("w:tcBorders"))
        if borders is None:
            borders = OxmlElement("w:tcBorders")
            properties.append(borders)
        borders.append(_line(side, eighths, colour))


def _border(paragraph: Paragraph, side: str, eighths: str, colour: str) -> None:
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - no API
    borders = OxmlElement("w:pBdr")
    borders.append(_line(side, eighths, colour, space="4"))
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _line(side: str, eighths: str, colour: str, space: str = "0") -> OxmlElement:
    line = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", eighths), ("space", space), ("color", colour)):
        line.set(qn(f"w:{name}"), value)
    return line


if __name__ == "__main__":
    main()
