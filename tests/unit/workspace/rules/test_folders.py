from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engross.workspace.loading import load_workspace

if TYPE_CHECKING:
    from conftest import PlantedWorkspace


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("crews/tricks.py", "a workspace folder holds no Python"),
        ("knowledge/deep/cache.pyc", "a workspace folder holds no Python"),
        ("outputs/look.ipynb", "a workspace folder holds no Python"),
        ("crews/report.yml", "this is not read; files end in .yaml"),
        ("crews/My-Crew.yaml", "use small letters, digits and underscores"),
        (
            "templates/letter.docx",
            "templates/letter.yaml, which says what it may print, is missing",
        ),
        ("templates/report.dotx", "this is not read; files end in .yaml or .docx"),
    ],
)
def test_a_file_that_does_not_belong_is_named(
    workspace: PlantedWorkspace, name: str, said: str
) -> None:
    path = workspace.root / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("x: 1\n", encoding="utf-8")

    assert any(problem.startswith(f"{name}: {said}") for problem in workspace.problems())


def test_files_that_word_and_systems_leave_about_are_no_problem(
    workspace: PlantedWorkspace,
) -> None:
    for name in ("templates/~$report.docx", "crews/.DS_Store", "knowledge/.DS_Store"):
        (workspace.root / name).write_bytes(b"")

    assert workspace.problems() == []


@pytest.mark.parametrize("line", ["# a comment", "# yaml-language-server: $schema=crew.json"])
def test_a_first_line_that_does_not_name_the_schema_is_told_what_it_must_be(
    workspace: PlantedWorkspace, line: str
) -> None:
    first = "# yaml-language-server: $schema=../docs/reference/schemas/crew.json"
    workspace.plant("crews/report.yaml", first, line)

    assert workspace.problems() == [f"crews/report.yaml:1: the first line must be: {first}"]


def test_a_missing_hint_for_editors_is_no_reason_to_refuse_a_run(
    workspace: PlantedWorkspace,
) -> None:
    first = "# yaml-language-server: $schema=../docs/reference/schemas/crew.json"
    workspace.plant("crews/report.yaml", first, "# a comment")

    assert load_workspace(workspace.root).crews
