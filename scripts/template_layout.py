"""The parts that the starter's templates share: letterhead, footers, sections, tables, sign-off.

Part of `make_templates.py`.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.section import _Footer, _Header
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Row
from template_pieces import (
    add,
    border,
    caption,
    edges,
    field,
    fill,
    fix_widths,
    numbered,
    repeated,
    right_tab,
    whole,
)
from template_styles import GREY, HAIR, INK, RED, RULE, Look, dress

from engross.ooxml.cleaning import clean

MADE = dt.datetime(2026, 10, 14, 9, 0, 0, tzinfo=dt.UTC)
WIDTH = 17.4  # centimetres between the margins


class Column(NamedTuple):
    """One column of a table; its width is in centimetres."""

    key: str
    width: float
    figure: bool = False
    indent: float = 0
    """How far its words keep from the figures before them."""


def new_document(more: Iterable[Look] = ()) -> WordDocument:
    """An empty page with the starter's styles; `more` are looks that it alone has."""
    document = Document()
    _page(document)
    dress(document, more)
    return document


def saved(document: WordDocument, title: str) -> bytes:
    """The document's bytes, always the same."""
    target = io.BytesIO()
    document.save(target)
    return clean(target.getvalue(), title=title, firm="Engross", when=MADE)


def _page(document: WordDocument) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - WIDTH) / 2)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(2.0)
    section.header_distance, section.footer_distance = Cm(1.2), Cm(0.9)
    section.different_first_page_header_footer = True


# --- headers and footers ------------------------------------------------------------------------


def letterhead(document: WordDocument) -> None:
    """The first page's header: name and description left, how to reach the firm right."""
    header = document.sections[0].first_page_header
    header.is_linked_to_previous = False
    table = header.add_table(1, 2, Cm(WIDTH))
    fix_widths(table, (9.5, WIDTH - 9.5), padding="0")
    left, right = table.rows[0].cells
    fill(left.paragraphs[0], "{{ firm.name }}", "Letterhead Name")
    fill(left.add_paragraph(), "{{ firm.description }}", "Letterhead Line")
    fill(right.paragraphs[0], "{{ firm.address }}", "Letterhead Address")
    fill(right.add_paragraph(), "{{ firm.telephone }}", "Letterhead Address")
    fill(right.add_paragraph(), "{{ firm.email }}", "Letterhead Address")
    for text in ("{%p if firm.website %}", "{{ firm.website }}", "{%p endif %}"):
        fill(right.add_paragraph(), text, "Letterhead Address")
    last = header.paragraphs[0]
    header._element.append(last._p)  # noqa: SLF001 - the rule stands below the table
    fill(last, "", "Running Line")
    last.paragraph_format.space_before = Pt(6)
    border(last, "top", "12", INK)


def running_header(
    document: WordDocument, about: str, mark: str = "{{ document.confidentiality }}"
) -> None:
    """The header of the pages after the first: the client's name, what the document is, a mark."""
    paragraph = document.sections[0].header.paragraphs[0]
    words = f"{{{{ client.name }}}}  |  {about}\t"
    fill(paragraph, words + mark, "Running Line")
    right_tab(paragraph, WIDTH)
    border(paragraph, "bottom", "4", RULE)


def footers(document: WordDocument, left: str = "{{ document.reference }}") -> None:
    """Reference and page number; on the first page also what the law wants on a letter."""
    section = document.sections[0]
    for footer in (section.footer, section.first_page_footer):
        _page_numbers(footer, left)
    vat = "{% if firm.vat_number %}VAT registration {{ firm.vat_number }}. {% endif %}"
    for text in (
        "{{ firm.name }}. {{ firm.registration }}",
        "{%p if firm.vat_number or firm.regulatory_line %}",
        f"{vat}{{{{ firm.regulatory_line }}}}",
        "{%p endif %}",
    ):
        fill(section.first_page_footer.add_paragraph(), text, "Particulars")


def _page_numbers(footer: _Header | _Footer, left: str) -> None:
    first = footer.paragraphs[0]
    fill(first, f"{left}\tPage ", "Running Line")
    field(first, "PAGE")
    first.add_run(" of ")
    field(first, "NUMPAGES")
    first.paragraph_format.space_before = Pt(8)  # between the text and the rule
    right_tab(first, WIDTH)
    border(first, "top", "4", RULE)


# --- opening --------------------------------------------------------------------------------------


def add_opening(document: WordDocument) -> None:
    """What the document is, for whom, about what and of which day."""
    role = "{% if client.contact_role %}, {{ client.contact_role }}{% endif %}"
    first = add(document, "{{ document.confidentiality }}\t", "Confidentiality")
    first.add_run("{{ document.draft_mark }}").font.color.rgb = RGBColor.from_string(RED)
    right_tab(first, WIDTH)
    add(document, "{{ document.title }}", "Title")
    add(document, "{{ client.name }} (“{{ client.short_name }}”)", "Subtitle")
    add(document, "{{ document.period }}", "Period Line")
    rows = (
        (("For", "{{ client.contact }}" + role), ("Date", "{{ document.date }}")),
        (("Engagement", "{{ matter.title }}"), ("Our reference", "{{ document.reference }}")),
    )
    add_details(document, rows, (2.2, 8.1, 2.5, WIDTH - 12.8))


def add_details(
    document: WordDocument,
    rows: Sequence[Sequence[tuple[str, str]]],
    widths: tuple[float, ...],
    end: str = RULE,
) -> None:
    """Pairs of a name and what it stands for, two in a row; `end` is the colour of the last edge.

    Widths are in centimetres.
    """
    table = document.add_table(rows=0, cols=4)
    for names in rows:
        cells = table.add_row().cells
        for column, (name, value) in enumerate(names):
            fill(cells[2 * column].paragraphs[0], name, "Detail Name")
            fill(cells[2 * column + 1].paragraphs[0], value, "Detail")
    fix_widths(table, widths)
    for row in table.rows:
        whole(row)
    edges(table.rows[0], "top", "4", RULE)
    edges(table.rows[-1], "bottom", "4", end)


# --- sections -----------------------------------------------------------------------------------


def add_section(  # noqa: PLR0913 - what sections differ in
    document: WordDocument,
    key: str,
    *,
    keep: bool = False,
    number: int | None = None,
    heading: str = "Heading 1",
    text: str = "Normal",
) -> None:
    """Heading and paragraphs in those styles; `keep` holds the last on the page of what follows.

    The last section is kept with the sign-off, for nobody signs a page that says nothing else. Only
    its end is: a chain of paragraphs that is longer than the rest of a page leaves its heading
    behind.
    """
    add(document, f"{{{{ sections.{key}.heading }}}}", heading)
    if number is not None:
        add(document, f"{{%p for item in sections.{key}.items %}}", "Normal")
        numbered(add(document, "{{ item }}", "List Number"), number)
        add(document, "{%p endfor %}", "Normal")
    add(document, f"{{%p for paragraph in sections.{key}.paragraphs %}}", "Normal")
    if keep:
        add(document, "{%p if loop.last %}", "Normal")
        add(document, "{{ paragraph }}", text).paragraph_format.keep_with_next = True
        add(document, "{%p else %}", "Normal")
    add(document, "{{ paragraph }}", text)
    if keep:
        add(document, "{%p endif %}", "Normal")
    add(document, "{%p endfor %}", "Normal")


def add_chart(document: WordDocument, key: str) -> None:
    """A chart and what it shows; both leave the page when there is nothing to show."""
    add(document, f"{{{{ charts.{key} }}}}", "Chart")
    caption(add(document, "", "Chart Caption"), "Figure", f"{{{{ captions.{key} }}}}")


def add_table(  # noqa: PLR0913 - what tables differ in
    document: WordDocument,
    key: str,
    columns: tuple[Column, ...],
    *,
    style: str = "Table",
    total: bool = True,
    subtotals: bool = False,
    several: bool = False,
) -> None:
    """A table that grows with its rows and is left out, title and all, when it has none.

    It stays on one page where it fits on one; no row is ever broken. With `subtotals` the rows that
    sum up others are printed as totals are. `several` says that a table without a total may have
    more than one row.
    """
    add(document, f"{{%p if tables.{key}.rows %}}", "Normal")
    caption(add(document, "", "Caption"), "Table", f"{{{{ tables.{key}.title }}}}")
    table = document.add_table(rows=0, cols=len(columns))
    headings = looped(
        table, f"tables.{key}.headings", columns, f"{style} Heading", f"{style} Heading Figure"
    )
    repeated(headings)
    edges(headings, "bottom", "8", INK)
    last = looped(
        table,
        f"tables.{key}.rows",
        columns,
        f"{style} Text",
        f"{style} Figure",
        subtotals=subtotals,
    )
    edges(last, "bottom", "4", HAIR)
    if total:
        last = looped(table, f"tables.{key}.total", columns, f"{style} Text", f"{style} Figure")
        _total(last)
    for cell in last.cells if total or not (subtotals or several) else ():
        cell.paragraphs[0].paragraph_format.keep_with_next = False
    fix_widths(table, tuple(column.width for column in columns))
    for row in table.rows:
        whole(row)
    add(document, "{%p endif %}", "Normal")


def looped(  # noqa: PLR0913 - what rows differ in
    table: Table,
    name: str,
    columns: tuple[Column, ...],
    style: str,
    figures: str = "",
    *,
    subtotals: bool = False,
) -> _Row:
    """A row that is repeated for each of the named rows; figures in a style of their own."""
    table.add_row().cells[0].text = f"{{%tr for row in {name} %}}"
    if subtotals:
        table.add_row().cells[0].text = "{%tr if row.is_subtotal %}"
        _total(_row(table, columns, style, figures))
        table.add_row().cells[0].text = "{%tr else %}"
    row = _row(table, columns, style, figures)
    if subtotals:
        table.add_row().cells[0].text = "{%tr endif %}"
    table.add_row().cells[0].text = "{%tr endfor %}"
    return row


def _row(table: Table, columns: tuple[Column, ...], style: str, figures: str) -> _Row:
    row = table.add_row()
    for cell, column in zip(row.cells, columns, strict=True):
        look = figures if column.figure and figures else style
        fill(cell.paragraphs[0], f"{{{{ row.{column.key} }}}}", look)
        if column.indent:
            cell.paragraphs[0].paragraph_format.left_indent = Cm(column.indent)
    return row


def _total(row: _Row) -> None:
    edges(row, "top", "8", INK)
    for cell in row.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def add_sign_off(document: WordDocument) -> None:
    """For the firm, room for a signature, the name and the title, never parted."""
    first = add(document, "for {{ sign_off.firm }}", "Sign-off")
    first.paragraph_format.space_before = Pt(12)
    space = add(document, "", "Sign-off")
    space.paragraph_format.space_before = Pt(24)
    space.paragraph_format.right_indent = Cm(WIDTH - 7)
    border(space, "bottom", "4", GREY)
    add(document, "{{ sign_off.name }}", "Sign-off").paragraph_format.space_before = Pt(3)
    title = add(document, "{{ sign_off.title }}", "Sign-off")
    title.paragraph_format.keep_with_next = False
