"""The Word template of the proposal, a letter. Part of `make_templates.py`.

The names in double braces are declared in `templates/proposal.yaml`.
"""

from __future__ import annotations

from docx.document import Document as WordDocument
from template_layout import (
    WIDTH,
    Column,
    add_section,
    add_sign_off,
    add_table,
    footers,
    letterhead,
    new_document,
    running_header,
    saved,
)
from template_opening import add_addressee, add_date, add_marks, add_subject
from template_pieces import add, numbered
from template_styles import INK, Look, bullets, number_lists

LETTER = (
    Look("Normal", after=4, line=1.05),
    Look("Heading 1", 12, INK, bold=True, before=8, after=3, keep=True, level=1),
    Look("List Bullet", after=2, line=1.05),
    Look("List Number", after=2, line=1.05),
    Look("Addressee", line=1.08),
    Look("Salutation", before=12, after=8),
    Look("Closing", before=10, keep=True),
    Look("Heading 2", 9.5, INK, bold=True, before=5, after=1.5, keep=True, level=2),
    Look("Small Print", 8.5, after=2, line=1.02),
)
STATEMENTS = ("how_we_charge", "about_us", "complaints", "identity", "personal_data", "consumers")
TIMETABLE = (Column("stage", 6.4), Column("aim", 4.0, figure=True))
FEES = (
    Column("stage", 3.0),
    Column("deliverable", 5.1),
    Column("fee", 1.9, figure=True),
    Column("vat", 1.75, figure=True),
    Column("total", 1.95, figure=True),
    Column("invoiced", WIDTH - 13.7, indent=0.3),
)
OPTIONS = FEES[:5]
RATES = (
    Column("grade", 4.0),
    Column("hours", 3.2, figure=True),
    Column("rate", 3.2, figure=True),
)


def proposal() -> bytes:
    """The template of the proposal."""
    document = new_document(LETTER)
    needs = number_lists(document, ("what_we_need",))
    points = bullets(document)
    letterhead(document)
    running_header(document, "{{ document.title }}, {{ document.date }}")
    footers(document)
    _opening(document)
    for key in ("summary", "needs"):
        add_section(document, key)
    for key in ("scope", "exclusions", "assumptions"):
        _points(document, key, points)
    add_section(document, "what_we_need", number=needs["what_we_need"])
    add_section(document, "timetable")
    add_table(document, "timetable", TIMETABLE, total=False, several=True)
    add_section(document, "team")
    add_section(document, "fee")
    add_table(document, "fees", FEES)
    add_table(document, "options", OPTIONS, total=False, several=True)
    add_table(document, "rates", RATES, total=False, several=True)
    for key in ("extras", "experience", "terms"):
        add_section(document, key)
    for key in STATEMENTS:
        add(document, f"{{%p if sections.{key}.paragraphs %}}", "Normal")
        add_section(document, key, heading="Heading 2", text="Small Print")
        add(document, "{%p endif %}", "Normal")
    add_section(document, "next_step", keep=True)
    add(document, "{{ sign_off.closing }}", "Closing")
    add_sign_off(document)
    return saved(document, "Proposal")


def _opening(document: WordDocument) -> None:
    """The head of a letter: marks, date and reference, addressee, salutation, subject."""
    add_marks(document)
    add_date(document, 10)
    add_addressee(document)
    add(document, "{{ client.salutation }}", "Salutation")
    add_subject(document, "{{ document.title }}: {{ matter.title }}")


def _points(document: WordDocument, key: str, number: int) -> None:
    """Heading and points with bullets; a single one stands without."""
    add(document, f"{{{{ sections.{key}.heading }}}}", "Heading 1")
    add(document, f"{{%p for paragraph in sections.{key}.paragraphs %}}", "Normal")
    add(document, "{%p if loop.length > 1 %}", "Normal")
    numbered(add(document, "{{ paragraph }}", "List Bullet"), number)
    add(document, "{%p else %}", "Normal")
    add(document, "{{ paragraph }}", "Normal")
    add(document, "{%p endif %}", "Normal")
    add(document, "{%p endfor %}", "Normal")


if __name__ == "__main__":
    print(len(proposal()))
