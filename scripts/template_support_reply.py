"""The Word template of the support reply, which leaves as a mail. Part of `make_templates.py`.

The names in double braces are declared in `templates/support_reply.yaml`. The mail begins with the
paragraph of the style Salutation and ends with the footer's particulars.
"""

from __future__ import annotations

from docx.document import Document as WordDocument
from template_layout import (
    add_section,
    footers,
    letterhead,
    new_document,
    running_header,
    saved,
)
from template_opening import REFERENCE, add_date, add_marks, add_subject
from template_pieces import add
from template_styles import INK, Look

REPLY = (
    Look("Normal", 10.5, after=5, line=1.1),
    Look("Heading 1", 10.5, INK, bold=True, before=8, after=1.5, keep=True, level=1),
    Look("Addressee", 10, line=1.08),
    Look("Subtitle", 12, INK, before=10, after=1, keep=True),
    Look("Salutation", 10.5, before=10, after=6),
    Look("Closing", 10.5, before=10, after=8, keep=True),
    Look("Sign-off", 10.5, line=1.05, keep=True),
)
SECTIONS = ("understood", "answer", "next", "contact")


def support_reply() -> bytes:
    """The template of the support reply."""
    document = new_document(REPLY)
    letterhead(document)
    running_header(document, "{{ document.subject }}, {{ document.date }}")
    footers(document)
    _opening(document)
    for key in SECTIONS:
        add_section(document, key, keep=key == SECTIONS[-1])
    _sign_off(document)
    return saved(document, "Support reply")


def _opening(document: WordDocument) -> None:
    """What the mail itself says elsewhere: marks, date, reference and for whom it is."""
    add_marks(document)
    add_date(document, 6, f"{{% if document.reference %}}{REFERENCE}{{% endif %}}")
    for text in (
        "{{ client.contact }}",
        "{%p if client.name != client.contact %}",
        "{{ client.name }}",
        "{%p endif %}",
    ):
        add(document, text, "Addressee")
    add_subject(document, "{{ document.subject }}")
    add(document, "{{ client.salutation }}", "Salutation")


def _sign_off(document: WordDocument) -> None:
    """Who writes; a mail has no room for a signature in ink."""
    add(document, "Kind regards", "Closing")
    for name in ("{{ sign_off.name }}", "{{ sign_off.title }}", "{{ sign_off.firm }}"):
        add(document, name, "Sign-off")
    add(document, "{{ firm.telephone }}", "Sign-off").paragraph_format.keep_with_next = False


if __name__ == "__main__":
    print(len(support_reply()))
