"""What a crew is about fits what it is given and prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import PlantedWorkspace

CREW = "crews/report.yaml"
BILLING = """inputs:
  billing:
    kind: billing
    description: The billing workbook.
"""
EXPORT = """subject: deal
period: none
inputs:
  crm: {kind: crm, description: The export., several: true}
"""


def test_a_crew_about_a_deal_and_no_period_is_sound(workspace: PlantedWorkspace) -> None:
    workspace.plant(CREW, BILLING, EXPORT)

    assert workspace.problems() == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: crm", "kind: notes", "needs one input with `kind: crm`"),
        ("several: true}", "several: true, required: false}", "it must be required"),
        (", several: true", "", "write `several: true`"),
        ("subject: deal", "subject: matter", "write `subject: deal`, or take this input out"),
        (
            "  crm: {",
            "  more: {kind: crm, description: More., several: true}\n  crm: {",
            "needs one input with `kind: crm`",
        ),
    ],
)
def test_a_crew_whose_deal_cannot_be_found_is_told(
    workspace: PlantedWorkspace, old: str, new: str, said: str
) -> None:
    workspace.plant(CREW, BILLING, EXPORT)

    workspace.plant(CREW, old, new)

    assert any(said in problem for problem in workspace.problems())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("period: as-at", "period: report"),
        ("measure: net, total: true", "measure: net, total: true, period: before"),
    ],
)
def test_a_table_of_a_period_that_there_is_not_is_told(
    workspace: PlantedWorkspace, old: str, new: str
) -> None:
    workspace.plant(CREW, BILLING, EXPORT)

    workspace.plant(CREW, old, new)

    assert any("about no period (`period: none`)" in problem for problem in workspace.problems())


LETTER = """subject: mail
period: none
inputs:
  mail: {kind: mail, description: The mail.}
"""


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (LETTER.replace("kind: mail", "kind: notes"), "needs one input with `kind: mail`"),
        (LETTER.replace("mail.}", "mail., required: false}"), "it must be required"),
        (LETTER.replace("mail.}", "mail., several: true}"), "take `several` out"),
        (LETTER.replace("period: none", "period: reporting"), "write `period: none`"),
        (LETTER + "  crm: {kind: crm, description: More.}\n", "or take this input out"),
        (LETTER.replace("subject: mail", "subject: form"), "needs one input with `kind: form`"),
        (LETTER.replace("subject: mail", "subject: matter"), "a crew with `subject: mail`"),
    ],
)
def test_a_crew_about_a_mail_has_one_and_nothing_in_its_place(
    workspace: PlantedWorkspace, new: str, said: str
) -> None:
    workspace.plant(CREW, BILLING, new)

    assert any(said in problem for problem in workspace.problems())


def test_a_mail_alone_fits_a_crew_about_one(workspace: PlantedWorkspace) -> None:
    workspace.plant(CREW, BILLING, LETTER)

    assert not any("inputs" in problem for problem in workspace.problems())
