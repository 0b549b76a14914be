from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

from engross.workspace import load_workspace
from engross.workspace.approvals import Approval, add_approval
from engross.workspace.files import APPROVALS
from engross.workspace.loading import workspace_remarks

if TYPE_CHECKING:
    from conftest import PlantedWorkspace


def approve(workspace: PlantedWorkspace, version: int = 1) -> None:
    word, names = (
        hashlib.sha256((workspace.root / f"templates/report.{end}").read_bytes()).hexdigest()
        for end in ("docx", "yaml")
    )
    by, on = "martin.oke@penhallowreeve.example", dt.date(2026, 10, 14)
    approval = Approval(version=version, word=word, names=names, by=by, on=on)
    add_approval(workspace.root, "report", approval)


def remarks(workspace: PlantedWorkspace) -> list[str]:
    return [str(remark) for remark in workspace_remarks(workspace.root)]


def test_a_template_that_nobody_approved_is_a_remark_and_no_problem(
    workspace: PlantedWorkspace,
) -> None:
    (remark,) = remarks(workspace)

    assert remark.startswith("templates/report.docx: nobody has approved this template")
    assert "engross template approve report --as EMAIL" in remark
    assert workspace.problems() == []


def test_an_approved_template_has_no_remark(workspace: PlantedWorkspace) -> None:
    approve(workspace)

    assert remarks(workspace) == []
    assert workspace.problems() == []


def test_a_change_of_either_file_is_told(workspace: PlantedWorkspace) -> None:
    approve(workspace)
    workspace.plant("templates/report.yaml", "title: Report", "title: The report")

    assert "was changed since version 1 was approved" in remarks(workspace)[0]


def test_an_older_approved_version_is_told(workspace: PlantedWorkspace) -> None:
    approve(workspace)
    path = workspace.root / "templates/report.docx"
    first = path.read_bytes()
    path.write_bytes(b"another")
    approve(workspace, 2)
    path.write_bytes(first)

    assert "this is version 1 and version 2 is the newest" in remarks(workspace)[0]


def test_versions_that_do_not_count_up_are_a_problem(workspace: PlantedWorkspace) -> None:
    approve(workspace, 2)

    (problem,) = workspace.problems()

    assert problem.startswith(f"{APPROVALS}:8: templates.report[0].version: this is number 1 of")


def test_the_approvals_are_no_template(workspace: PlantedWorkspace) -> None:
    approve(workspace)
    (workspace.root / APPROVALS).write_text("templates:\n", encoding="utf-8")

    assert load_workspace(workspace.root).templates.keys() == {"report"}
