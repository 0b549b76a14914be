from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import PlantedWorkspace

CREW, TASK = "crews/report.yaml", "tasks/write.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (CREW, "agents: [finder, writer]", "agents: [findr, writer]", "no agent `findr`; did you"),
        (CREW, "agents: [finder, writer]", "agents: [finder]", "`writer` is not among the agents"),
        (CREW, "tasks: [find,", "tasks: [fnd,", "there is no task `fnd`; did you mean `find`?"),
        (CREW, "tasks: [find, write", "tasks: [find, find, write", "`find` stands here twice"),
        (CREW, "tasks: [find, write", "tasks: [write, find", "must return Brief, Draft, AgentFind"),
        (CREW, "tasks: [find, write, review]", "tasks: [find, write]", "these return Brief, Draft"),
        (CREW, "template: report", "template: reports", "no template `reports`; did you mean `rep"),
        (
            CREW,
            "template: report",
            "template: report\nchecks: [totals]",
            "there is no check `total",
        ),
        (CREW, "{period}.docx", "{quarter}.docx", "only {client}, {title} and {period}"),
        (CREW, "{period}.docx", "{period}.pdf", "must end in .docx"),
        (CREW, "{period}.docx", "a/b.docx", "a file name cannot have any of"),
        (CREW, "template: report", "template: report\nsign_off: { roles: [manager] }", "nobody in"),
        (
            TASK,
            "agent: writer",
            "agent: wrter",
            "there is no agent `wrter`; did you mean `writer`?",
        ),
        (TASK, "context: [find]", "context: [write]", "does not come before this task"),
        (TASK, "context: [find]", "context: [review]", "does not come before this task"),
        (TASK, "context: [find]", "context: [fnd]", "there is no task `fnd`; did you mean `find`?"),
        (TASK, "tools: [look_up]", "tools: [fax_it]", "there is no tool `fax_it`; there are"),
        (TASK, "tools: [look_up]", "tools: [look_up, look_up]", "`look_up` stands here twice"),
        (TASK, "output_record: Draft", "output_record: Brief", "these return Brief, Brief, Agent"),
    ],
)
def test_a_crew_that_cannot_work_is_found(
    workspace: PlantedWorkspace, file: str, old: str, new: str, said: str
) -> None:
    workspace.plant(file, old, new)

    assert any(said in problem for problem in workspace.problems())


def test_an_agent_without_a_task_is_found_on_its_line(workspace: PlantedWorkspace) -> None:
    workspace.plant("tasks/write.yaml", "agent: writer", "agent: finder")

    assert workspace.problems() == [
        "crews/report.yaml:4: agents[1]: no task of this crew is given to `writer`; take it out"
    ]


def test_a_template_without_its_word_file_is_found(workspace: PlantedWorkspace) -> None:
    (workspace.root / "templates/report.docx").unlink()

    assert workspace.problems() == [
        "crews/report.yaml:10: template: the Word file templates/report.docx is missing"
    ]


def test_a_crew_whose_template_is_not_made_yet_is_told_how(workspace: PlantedWorkspace) -> None:
    workspace.plant("crews/report.yaml", "template: report", "template: letter")

    assert any(
        "make it with `engross template new letter --crew report`" in problem
        for problem in workspace.problems()
    )


def test_a_workspace_without_a_crew_is_told_where_to_put_one(workspace: PlantedWorkspace) -> None:
    (workspace.root / "crews/report.yaml").unlink()

    assert (
        "crews: there is no crew; a document type is a file in this folder" in workspace.problems()
    )
