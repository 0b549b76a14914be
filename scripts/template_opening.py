"""The pieces of a letter's head that templates share: marks, date, addressee and subject."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.shared import Cm, Pt, RGBColor
from template_layout import WIDTH
from template_pieces import add, right_tab
from template_styles import INK, RED


def add_marks(document: WordDocument) -> None:
    """Whom it is for, and at the right, in red, that it is a draft."""
    first = add(document, "{{ document.confidentiality }}\t", "Confidentiality")
    first.add_run("{{ document.draft_mark }}").font.color.rgb = RGBColor.from_string(RED)
    right_tab(first, WIDTH)


REFERENCE = "\tOur reference: {{ document.reference }}"


def add_date(document: WordDocument, after: float, reference: str = REFERENCE) -> None:
    """The date, and at the right our reference; so many points of room below."""
    date = add(document, "{{ document.date }}" + reference, "Addressee")
    right_tab(date, WIDTH)
    date.paragraph_format.space_after = Pt(after)


def add_addressee(document: WordDocument) -> None:
    """Contact, client and address, each where there is one, in the left half."""
    role = "{% if client.contact_role %}, {{ client.contact_role }}{% endif %}"
    for text in (
        "{%p if client.contact %}",
        f"{{{{ client.contact }}}}{role}",
        "{%p endif %}",
        "{%p if client.organisation %}",
        "{{ client.organisation }}",
        "{%p endif %}",
        "{%p if client.address %}",
        "{{ client.address }}",
        "{%p endif %}",
    ):
        line = add(document, text, "Addressee")
        line.paragraph_format.right_indent = Cm(WIDTH / 2)


def add_subject(document: WordDocument, text: str) -> None:
    """What the letter is about, in bold."""
    for run in add(document, text, "Subtitle").runs:
        run.bold = True
        run.font.color.rgb = RGBColor.from_string(INK)
