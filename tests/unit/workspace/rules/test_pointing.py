from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import PlantedWorkspace

CREW, TEMPLATE = "crews/report.yaml", "templates/report.yaml"
FIXED = "For [[fact:client-name/register/client]] only."
TITLE = "        title: Invoices\n"
NAMES = "  client.name: { kind: text }\n"
NOTES = "    notes: { audit: Nobody has examined them. }\n"
OMIT = (
    "variants:\n  surveyors:\n    fees:\n      tables: { invoices: { omit: true } }\n"
    "    basis:\n      heading: Limits\n"
)


@pytest.mark.parametrize(
    "name", ["invoices", "tables.invoices", "fees", "sections.basis", " sections.fees "]
)
def test_a_reference_leads_to_a_table_or_a_section(workspace: PlantedWorkspace, name: str) -> None:
    workspace.plant(CREW, FIXED, f"See [[see:{name}]].")

    assert workspace.problems() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (CREW, FIXED, "See [[see:invoice]].", "there is no reference `invoice`; did you mean"),
        (CREW, FIXED, "See [[see:charts.fees]].", "there is no reference `charts.fees`"),
        (CREW, FIXED, "See [[see:Table 1]].", "`[[see:Table 1]]` is no slot"),
        (CREW, FIXED, "So[[note:audit]].", "there is no footnote `audit`"),
        (CREW, "    words: [0, 0]\n", f"    words: [0, 0]\n{NOTES}", "no fixed text puts this"),
        (CREW, TITLE, f'{TITLE}        note: "[[see:fees]]"\n', "a footnote has no slots"),
        (TEMPLATE, NAMES, f"{NAMES}  captions.fees: {{ kind: text }}\n", "no chart `fees`"),
        (TEMPLATE, NAMES, f"{NAMES}  see.tables.fee: {{ kind: text }}\n", "no reference `tables"),
        (
            TEMPLATE,
            NAMES,
            f"{NAMES}  see.tables.invoices: {{ kind: paragraphs }}\n",
            "captions and references are texts",
        ),
    ],
)
def test_what_leads_nowhere_is_found(
    workspace: PlantedWorkspace, file: str, old: str, new: str, said: str
) -> None:
    workspace.plant(file, old, new)

    assert any(said in problem for problem in workspace.problems())


def test_a_footnote_that_the_text_puts_is_sound(workspace: PlantedWorkspace) -> None:
    workspace.plant(CREW, FIXED, "Unaudited[[note:audit]].")
    workspace.plant(CREW, "    words: [0, 0]\n", f"    words: [0, 0]\n{NOTES}")
    workspace.plant(CREW, TITLE, f"{TITLE}        note: Including VAT.\n")
    workspace.plant(TEMPLATE, NAMES, f"{NAMES}  see.tables.invoices: {{ kind: text }}\n")

    assert workspace.problems() == []


def test_a_reference_is_lost_for_a_profession_without_the_table(
    workspace: PlantedWorkspace,
) -> None:
    workspace.plant(CREW, f'["{FIXED}"]\n', f'["See [[see:invoices]]."]\n{OMIT}')
    (problem,) = workspace.problems()

    assert "[[see:invoices]] leads nowhere for surveyors" in problem
