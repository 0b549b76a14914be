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
    shade,
    whole,
)
from template_styles import GREY, HAIR, INK, RED, RULE, WASH, dress, number_lists

from engross.ooxml.cleaning import clean

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
MADE = dt.datetime(2026, 10, 14, 9, 0, 0, tzinfo=dt.UTC)
WIDTH = 17.4  # centimetres between the margins
LISTS = ("issues", "next_period", "what_we_need")


class Column(NamedTuple):
    """One column of a table; its width is in centimetres."""

    key: str
    width: float
    figure: bool = False


GLANCE = ("billed", "budget", "forecast", "outstanding", "overdue")
FEES = (
    Column("workstream", 4.3),
    Column("basis", 1.5),
    *(
        Column(key, 2.32, figure=True)
        for key in ("budget", "to_date", "to_complete", "forecast", "variance")
    ),
)
INVOICES = (
    Column("number", 1.25),
    Column("date", 2.4),
    Column("description", 2.55),
    Column("net", 1.45, figure=True),
    Column("vat", 1.3, figure=True),
    Column("total", 1.5, figure=True),
    Column("credited", 1.3, figure=True),
    Column("paid", 1.4, figure=True),
    Column("outstanding", 1.85, figure=True),
    Column("due", 2.4, figure=True),
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
    dress(document)
    lists = number_lists(document, LISTS)
    _letterhead(document)
    _running_header(document)
    _footers(document)
    _opening(document)
    _glance(document)
    for key in ("summary", "work_done", "instructions"):
        _section(document, key)
    _section(document, "fees")
    _table(document, "fees", FEES)
    _chart(document, "fees")
    _section(document, "account")
    _table(document, "invoices", INVOICES, style="Invoice")
    _account_note(document)
    _table(document, "ageing", AGEING, total=False)
    _chart(document, "ageing")
    for key in LISTS:
        _section(document, key, number=lists[key])
    _section(document, "basis", keep=True)
    _sign_off(document)
    target = io.BytesIO()
    document.save(target)
    return clean(target.getvalue(), title="Client report", firm="Engross", when=MADE)


def _page(document: WordDocument) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - WIDTH) / 2)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(2.0)
    section.header_distance, section.footer_distance = Cm(1.2), Cm(0.9)
    section.different_first_page_header_footer = True


# --- headers and footers ------------------------------------------------------------------------


def _letterhead(document: WordDocument) -> None:
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


def _running_header(document: WordDocument) -> None:
    paragraph = document.sections[0].header.paragraphs[0]
    words = "{{ client.name }}  |  {{ document.title }}, {{ document.period }}\t"
    fill(paragraph, words + "{{ document.confidentiality }}", "Running Line")
    right_tab(paragraph, WIDTH)
    border(paragraph, "bottom", "4", RULE)


def _footers(document: WordDocument) -> None:
    """Reference and page number; on the first page also what the law wants on a letter."""
    section = document.sections[0]
    for footer in (section.footer, section.first_page_footer):
        _page_numbers(footer)
    vat = "{% if firm.vat_number %}VAT registration {{ firm.vat_number }}. {% endif %}"
    for text in (
        "{{ firm.name }}. {{ firm.registration }}",
        "{%p if firm.vat_number or firm.regulatory_line %}",
        f"{vat}{{{{ firm.regulatory_line }}}}",
        "{%p endif %}",
    ):
        fill(section.first_page_footer.add_paragraph(), text, "Particulars")


def _page_numbers(footer: _Header | _Footer) -> None:
    first = footer.paragraphs[0]
    fill(first, "{{ document.reference }}\tPage ", "Running Line")
    field(first, "PAGE")
    first.add_run(" of ")
    field(first, "NUMPAGES")
    first.paragraph_format.space_before = Pt(8)  # between the text and the rule
    right_tab(first, WIDTH)
    border(first, "top", "4", RULE)


# --- opening ------------------------------------------------------------------------------------


def _opening(document: WordDocument) -> None:
    role = "{% if client.contact_role %}, {{ client.contact_role }}{% endif %}"
    first = add(document, "{{ document.confidentiality }}\t", "Confidentiality")
    first.add_run("{{ document.draft_mark }}").font.color.rgb = RGBColor.from_string(RED)
    right_tab(first, WIDTH)
    add(document, "{{ document.title }}", "Title")
    add(document, "{{ client.name }} (“{{ client.short_name }}”)", "Subtitle")
    add(document, "{{ document.period }}", "Period Line")
    table = document.add_table(rows=0, cols=4)
    for names in (
        (("For", "{{ client.contact }}" + role), ("Date", "{{ document.date }}")),
        (("Engagement", "{{ matter.title }}"), ("Our reference", "{{ document.reference }}")),
    ):
        cells = table.add_row().cells
        for column, (name, value) in enumerate(names):
            fill(cells[2 * column].paragraphs[0], name, "Detail Name")
            fill(cells[2 * column + 1].paragraphs[0], value, "Detail")
    fix_widths(table, (2.2, 8.1, 2.5, WIDTH - 12.8))
    for row in table.rows:
        whole(row)
    edges(table.rows[0], "top", "4", RULE)
    edges(table.rows[-1], "bottom", "4", RULE)


def _glance(document: WordDocument) -> None:
    """The five figures that the reader looks for first, in a strip."""
    add(document, "{{ sections.at_a_glance.heading }}", "Glance Title")
    add(document, "{%p if tables.glance.rows %}", "Normal")
    table = document.add_table(rows=0, cols=len(GLANCE))
    columns = tuple(Column(key, WIDTH / len(GLANCE)) for key in GLANCE)
    names = _looped(table, "tables.glance.headings", columns, "Glance Name")
    figures = _looped(table, "tables.glance.rows", columns, "Glance Figure")
    fix_widths(table, tuple(column.width for column in columns), padding="100")
    for row in (names, figures):
        shade(row, WASH)
    repeated(names)
    for row in table.rows:
        whole(row)
    edges(names, "top", "12", INK)
    for cell in figures.cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = False
    add(document, "{{ tables.glance.title }}", "Table Note")
    add(document, "{%p endif %}", "Normal")


# --- sections -----------------------------------------------------------------------------------


def _section(
    document: WordDocument, key: str, *, keep: bool = False, number: int | None = None
) -> None:
    """Heading and paragraphs; `keep` holds the last on the page of what follows it.

    The last section is kept with the sign-off, for nobody signs a page that says nothing else. Only
    its end is: a chain of paragraphs that is longer than the rest of a page leaves its heading
    behind.
    """
    add(document, f"{{{{ sections.{key}.heading }}}}", "Heading 1")
    if number is not None:
        add(document, f"{{%p for item in sections.{key}.items %}}", "Normal")
        numbered(add(document, "{{ item }}", "List Number"), number)
        add(document, "{%p endfor %}", "Normal")
    add(document, f"{{%p for paragraph in sections.{key}.paragraphs %}}", "Normal")
    if keep:
        add(document, "{%p if loop.last %}", "Normal")
        add(document, "{{ paragraph }}", "Normal").paragraph_format.keep_with_next = True
        add(document, "{%p else %}", "Normal")
    add(document, "{{ paragraph }}", "Normal")
    if keep:
        add(document, "{%p endif %}", "Normal")
    add(document, "{%p endfor %}", "Normal")


def _chart(document: WordDocument, key: str) -> None:
    """A chart and what it shows; both leave the page when there is nothing to show."""
    add(document, f"{{{{ charts.{key} }}}}", "Chart")
    caption(add(document, "", "Chart Caption"), "Figure", f"{{{{ captions.{key} }}}}")


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
    add(document, f"{{%p if tables.{key}.rows %}}", "Normal")
    caption(add(document, "", "Caption"), "Table", f"{{{{ tables.{key}.title }}}}")
    table = document.add_table(rows=0, cols=len(columns))
    headings = _looped(
        table, f"tables.{key}.headings", columns, f"{style} Heading", f"{style} Heading Figure"
    )
    repeated(headings)
    edges(headings, "bottom", "8", INK)
    last = _looped(table, f"tables.{key}.rows", columns, f"{style} Text", f"{style} Figure")
    edges(last, "bottom", "4", HAIR)
    if total:
        last = _looped(table, f"tables.{key}.total", columns, f"{style} Text", f"{style} Figure")
        _total(last)
    for cell in last.cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = False
    fix_widths(table, tuple(column.width for column in columns))
    for row in table.rows:
        whole(row)
    add(document, "{%p endif %}", "Normal")


def _looped(
    table: Table, name: str, columns: tuple[Column, ...], style: str, figures: str = ""
) -> _Row:
    """A row that is repeated for each of the named rows; figures in a style of their own."""
    table.add_row().cells[0].text = f"{{%tr for row in {name} %}}"
    row = table.add_row()
    for cell, column in zip(row.cells, columns, strict=True):
        look = figures if column.figure and figures else style
        fill(cell.paragraphs[0], f"{{{{ row.{column.key} }}}}", look)
    table.add_row().cells[0].text = "{%tr endfor %}"
    return row


def _total(row: _Row) -> None:
    edges(row, "top", "8", INK)
    for cell in row.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def _account_note(document: WordDocument) -> None:
    tables = (
        "{% if see.tables.invoices and see.tables.ageing %} in {{ see.tables.invoices }} and "
        "{{ see.tables.ageing }}{% endif %}"
    )
    first = add(
        document,
        f"Balances{tables} are as at {{{{ document.as_at }}}}. Invoices are payable within "
        "{{ matter.terms }} of their date.",
        "Table Note",
    )
    first.paragraph_format.keep_with_next = True
    first.paragraph_format.space_after = Pt(0)
    second = add(
        document,
        "Please pay {{ bank.account_name }}, sort code {{ bank.sort_code }}, account number "
        "{{ bank.account_number }}, quoting {{ matter.reference }}.",
        "Table Note",
    )
    second.paragraph_format.space_before = Pt(0)


def _sign_off(document: WordDocument) -> None:
    first = add(document, "for {{ sign_off.firm }}", "Sign-off")
    first.paragraph_format.space_before = Pt(12)
    space = add(document, "", "Sign-off")
    space.paragraph_format.space_before = Pt(24)
    space.paragraph_format.right_indent = Cm(WIDTH - 7)
    border(space, "bottom", "4", GREY)
    add(document, "{{ sign_off.name }}", "Sign-off").paragraph_format.space_before = Pt(3)
    title = add(document, "{{ sign_off.title }}", "Sign-off")
    title.paragraph_format.keep_with_next = False


if __name__ == "__main__":
    main()
