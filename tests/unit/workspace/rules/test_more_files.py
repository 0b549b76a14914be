from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import PlantedWorkspace

CREW = "crews/report.yaml"
MAIL = 'also:\n  - {kind: mail, key: reply, deliverable: "{client}.eml"}\n'
TABLE = (
    'also:\n  - kind: table\n    key: crm\n    deliverable: "{client}.csv"\n    leaves: false\n'
    "    columns:\n      - {heading: Company, measure: client-name}\n"
)
WORD = (
    "also:\n  - kind: document\n    key: record\n    title: Record\n"
    '    deliverable: "{client} {title}.docx"\n    leaves: false\n    template: report\n'
    "    standard_format:\n"
)


@pytest.mark.parametrize("also", [MAIL, TABLE])
def test_a_mail_and_a_table_beside_the_document_are_fine(
    workspace: PlantedWorkspace, also: str
) -> None:
    workspace.plant(CREW, "template: report", f"template: report\n{also}")

    assert workspace.problems() == []


@pytest.mark.parametrize(
    ("also", "said"),
    [
        (MAIL.replace(".eml", ".docx"), "a mail is kept as a file of its own kind: its name must"),
        (MAIL.replace("}\n", ", leaves: false}\n"), "a mail is meant for the client"),
        (MAIL.replace("}\n", ", template: report}\n"), "a mail has no `template`; take it out"),
        (MAIL + MAIL.partition("\n")[2], "`reply` is taken by another file of this crew"),
        (MAIL + MAIL.partition("\n")[2].replace("reply", "two"), "a document has one mail at most"),
        (TABLE.replace(".csv", ".xlsx"), "a table file is CSV: its name must end in .csv"),
        (TABLE.partition("    columns")[0], "a table needs `columns`"),
        (TABLE.replace("client-name", "client-nam"), "no measure `client-nam`; did you mean"),
        (TABLE.replace("client-name", "cost"), "`cost` is the firm's figure about itself"),
        (TABLE + TABLE[TABLE.index("      - {h") :], "the heading `Company` stands here twice"),
        (WORD.replace("template: report", "template: recrd") + "      []\n", "no template `recrd`"),
        (WORD + "      []\n", "a document needs `standard_format`"),
        (WORD.replace(" {title}", "{quarter}") + "      []\n", "only {client}, {title} and"),
        (
            WORD + "      - {key: summary, heading: A, purpose: B, words: [1, 9]}\n",
            "no agent writes in this file",
        ),
        (
            WORD + "      - {key: summary, heading: A, purpose: B, words: [0, 0], "
            "text_from: [pack.complaints]}\n",
            "a file beside the document has no `text_from`",
        ),
        (
            WORD + "      - {key: nowhere, heading: A, purpose: B, words: [0, 0], "
            "fixed_text: [x]}\n",
            "does not print the section `nowhere`",
        ),
    ],
)
def test_a_file_beside_the_document_is_complete_and_told_apart(
    workspace: PlantedWorkspace, also: str, said: str
) -> None:
    workspace.plant(CREW, "template: report", f"template: report\n{also}")

    assert [problem for problem in workspace.problems() if said in problem]


def test_two_files_that_a_file_system_takes_for_one_are_refused(
    workspace: PlantedWorkspace,
) -> None:
    workspace.plant(CREW, "template: report", f"template: report\n{WORD}      []\n")
    workspace.plant(CREW, "title: Report", "title: Record")
    workspace.plant(CREW, '"{client} - {title} - {period}.docx"', '"{client} {title}.DOCX"')

    assert [one for one in workspace.problems() if "is taken by another file" in one]
