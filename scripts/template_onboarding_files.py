"""The Word templates of onboarding's internal files. Part of `make_templates.py`.

The client record and the checklist stay in the firm, so they have no letterhead, no addressee and
no signature. The names in double braces are declared in `templates/onboarding_record.yaml` and
`templates/onboarding_checklist.yaml`.
"""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.shared import RGBColor
from docx.text.run import Run
from template_layout import (
    WIDTH,
    Column,
    add_details,
    add_section,
    add_table,
    new_document,
    running_header,
    saved,
)
from template_pieces import (
    add,
    border,
    field,
    fill,
    numbered,
    right_tab,
)
from template_styles import GREY, RED, RULE, Look, bullets, number_lists

INTERNAL = (
    Look("Heading 1", 12, "1F3044", bold=True, before=9, after=3, keep=True, level=1),
    Look("List Bullet", after=2, line=1.05),
    Look("Table Text", 8.5, before=2.5, after=2.5, keep=True),
)
STAYS = "Stays in the firm: not for the client"
"""What the foot of every page says, and the head of each."""
FIELDS = ("client", "contact", "work", "tax", "origin")
FIELD = (Column("field", 4.6), Column("value", 8.3), Column("checked", WIDTH - 12.9))
OFFICER = (Column("name", 6.4), Column("role", 7.0), Column("share", WIDTH - 13.4))
GATE = (
    Column("gate", 2.7),
    Column("wanted", 4.6),
    Column("status", 1.9, indent=0.2),
    Column("evidence", 3.2),
    Column("who", 2.3),
    Column("on", WIDTH - 14.7),
)


def onboarding_record() -> bytes:
    """The template of the client record."""
    document = _internal()
    for key in FIELDS:
        add_section(document, key)
        add_table(document, key, FIELD, total=False, several=True)
        if key == "client":
            add_section(document, "people")
            add_table(document, "people", OFFICER, total=False, several=True)
    return saved(document, "Client record")


def onboarding_checklist() -> bytes:
    """The template of the checklist."""
    document = _internal()
    number_lists(document, ())
    points = bullets(document)
    add_section(document, "gates")
    add_table(document, "gates", GATE, total=False, several=True)
    add_section(document, "rule")
    add(document, "{{ sections.then.heading }}", "Heading 1")
    for name in ("items", "paragraphs"):
        add(document, f"{{%p for point in sections.then.{name} %}}", "Normal")
        numbered(add(document, "{{ point }}", "List Bullet"), points)
        add(document, "{%p endfor %}", "Normal")
    return saved(document, "Onboarding checklist")


def _internal() -> WordDocument:
    """A page that says at its head and foot that it stays in the firm."""
    document = new_document(INTERNAL)
    running_header(document, "{{ document.title }}", STAYS)
    section = document.sections[0]
    for footer in (section.footer, section.first_page_footer):
        line = footer.paragraphs[0]
        fill(line, "{{ firm.name }}  |  {{ document.reference }}  |  ", "Running Line")
        _in_red(line.add_run(STAYS))
        line.add_run("\tPage ")
        field(line, "PAGE")
        line.add_run(" of ")
        field(line, "NUMPAGES")
        right_tab(line, WIDTH)
        border(line, "top", "4", RULE)
    _opening(document)
    return document


def _opening(document: WordDocument) -> None:
    """What it is, of whom, and who answers for the work."""
    first = add(document, f"{STAYS}\t", "Confidentiality")
    _in_red(first.runs[0])
    right_tab(first, WIDTH)
    add(document, "{{ document.title }}", "Title")
    add(document, "{{ client.name }}", "Subtitle")
    rows = (
        (("Work", "{{ matter.title }}"), ("Date", "{{ document.date }}")),
        (("Partner", "{{ sign_off.name }}"), ("Our reference", "{{ document.reference }}")),
    )
    add_details(document, rows, (2.2, 7.6, 2.7, WIDTH - 12.5), GREY)


def _in_red(run: Run) -> None:
    run.font.color.rgb = RGBColor.from_string(RED)


if __name__ == "__main__":
    print(len(onboarding_record()), len(onboarding_checklist()))
