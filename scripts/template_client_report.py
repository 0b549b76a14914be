"""The Word template of the client report. Part of `make_templates.py`.

The names in double braces are declared in `templates/client_report.yaml`.
"""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.shared import Pt
from template_layout import (
    WIDTH,
    Column,
    add_chart,
    add_opening,
    add_section,
    add_sign_off,
    add_table,
    footers,
    letterhead,
    looped,
    new_document,
    running_header,
    saved,
)
from template_pieces import add, edges, fix_widths, repeated, shade, whole
from template_styles import INK, WASH, number_lists

LISTS = ("issues", "next_period", "what_we_need")
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


def client_report() -> bytes:
    """The template of the client report."""
    document = new_document()
    lists = number_lists(document, LISTS)
    letterhead(document)
    running_header(document, "{{ document.title }}, {{ document.period }}")
    footers(document)
    add_opening(document)
    _glance(document)
    for key in ("summary", "work_done", "instructions"):
        add_section(document, key)
    add_section(document, "fees")
    add_table(document, "fees", FEES)
    add_chart(document, "fees")
    add_section(document, "account")
    add_table(document, "invoices", INVOICES, style="Invoice")
    _account_note(document)
    add_table(document, "ageing", AGEING, total=False)
    add_chart(document, "ageing")
    for key in LISTS:
        add_section(document, key, number=lists[key])
    add_section(document, "basis", keep=True)
    add_sign_off(document)
    return saved(document, "Client report")


def _glance(document: WordDocument) -> None:
    """The five figures that the reader looks for first, in a strip."""
    add(document, "{{ sections.at_a_glance.heading }}", "Glance Title")
    add(document, "{%p if tables.glance.rows %}", "Normal")
    table = document.add_table(rows=0, cols=len(GLANCE))
    columns = tuple(Column(key, WIDTH / len(GLANCE)) for key in GLANCE)
    names = looped(table, "tables.glance.headings", columns, "Glance Name")
    figures = looped(table, "tables.glance.rows", columns, "Glance Figure")
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
