"""The Word template of the welcome letter. Part of `make_templates.py`.

The names in double braces are declared in `templates/onboarding.yaml`. No reference is printed: the
client's number is given when it is taken on.
"""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.shared import Pt
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
from template_opening import add_addressee, add_marks, add_subject
from template_pieces import add
from template_styles import INK, Look

LETTER = (
    Look("Normal", after=4, line=1.08),
    Look("Heading 1", 11.5, INK, bold=True, before=9, after=2.5, keep=True, level=1),
    Look("Addressee", line=1.08),
    Look("Salutation", before=12, after=8),
    Look("Closing", before=10, keep=True),
)
STEPS = (Column("step", 9.4), Column("who", 2.8), Column("by", WIDTH - 12.2, indent=0.2))
NEEDS = (Column("need", 12.2), Column("by", WIDTH - 12.2, indent=0.2))
SECTIONS = ("sending", "fraud", "pointers", "questions")


def onboarding() -> bytes:
    """The template of the welcome letter."""
    document = new_document(LETTER)
    letterhead(document)
    running_header(document, "{{ document.title }}, {{ document.date }}")
    footers(document, "{{ client.name }}")
    _opening(document)
    for key in ("welcome", "engagement", "team", "first_steps"):
        add_section(document, key, keep=key == "first_steps")
    add_table(document, "steps", STEPS, total=False, several=True)
    add_section(document, "what_we_need", keep=True)
    add_table(document, "needs", NEEDS, total=False, several=True)
    for key in SECTIONS:
        add_section(document, key, keep=key == SECTIONS[-1])
    add(document, "{{ sign_off.closing }}", "Closing")
    add_sign_off(document)
    return saved(document, "Welcome letter")


def _opening(document: WordDocument) -> None:
    """The head of a letter: marks, date, addressee, salutation, subject."""
    add_marks(document)
    add(document, "{{ document.date }}", "Addressee").paragraph_format.space_after = Pt(10)
    add_addressee(document)
    add(document, "{{ client.salutation }}", "Salutation")
    add_subject(document, "Welcome to {{ firm.name }}")


if __name__ == "__main__":
    print(len(onboarding()))
