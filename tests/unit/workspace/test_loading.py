from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engross.errors import WorkspaceError
from engross.workspace import check_workspace, load_workspace
from engross.workspace.specs import CrewSpec, TemplateSpec

if TYPE_CHECKING:
    from conftest import PlantedWorkspace

REPOSITORY = Path(__file__).resolve().parents[3]


def test_a_sound_workspace_has_no_problems(workspace: PlantedWorkspace) -> None:
    assert workspace.problems() == []


def test_a_sound_workspace_is_loaded_with_its_register_and_specs(
    workspace: PlantedWorkspace,
) -> None:
    loaded = load_workspace(workspace.root)

    firm_yaml = (workspace.root / "firm.yaml").read_bytes()
    assert loaded.firm_sha256 == hashlib.sha256(firm_yaml).hexdigest()
    assert loaded.firm.particulars.name == "Penhallow Reeve LLP"
    assert loaded.crews["report"].standard_format[1].only_fixed
    assert set(loaded.tasks) == {"find", "write", "review"}
    assert loaded.template_file("report").read_bytes() == b"a Word file"
    assert loaded.knowledge.files["faq.md"].tier == "firm"


def test_ten_planted_faults_are_reported_at_once(workspace: PlantedWorkspace) -> None:
    workspace.plant("firm.yaml", 'account_number: "00000000"', "account_number: 12345678")
    workspace.plant("firm.yaml", "signs: [report]", "signs: [reprot]")
    workspace.plant("crews/report.yaml", "description: A report.", "descripton: A report.")
    workspace.plant("crews/report.yaml", "measures: [billed]", "measures: [biled]")
    workspace.plant("crews/report.yaml", "words: [10, 100]", "words: [100, 10]")
    workspace.plant("agents/writer.yaml", "goal: Find it.", "goal: Find it.\nmemory: true")
    workspace.plant("tasks/find.yaml", "context: []", "context: [write]")
    workspace.plant("tasks/write.yaml", "tools: [look_up]", "tools: [look_upp]")
    workspace.plant("tasks/review.yaml", "description: Do it.", "description: Do it for {client}.")
    workspace.plant("templates/report.yaml", "rows: { kind: rows, columns: [number, net] }",
                    "rows: { kind: rows, columns: [number] }")  # fmt: skip

    with pytest.raises(WorkspaceError) as caught:
        load_workspace(workspace.root)

    found = "\n".join(f"{p.file}:{p.line}: {p.key}: {p.message}" for p in caught.value.problems)
    for planted in (
        r"firm.yaml:14: bank.account_number: this must be text, not `12345678`; put it in quotes",
        r"firm.yaml:19: people\[0\].signs\[0\]: .*did you mean `report`",
        r"crews/report.yaml:3: descripton: .*did you mean `description`",
        r"crews/report.yaml:16: .*measures\[0\]: there is no measure `biled`; did you mean",
        r"crews/report.yaml:18: .*words: the fewest words come first",
        r"agents/writer.yaml:4: memory: `memory` is not used here: .*another's run",
        r"tasks/find.yaml:6: context\[0\]: `write` does not come before this task",
        r"tasks/write.yaml:7: tools\[0\]: there is no tool `look_upp`; did you mean `look_up`",
        r"tasks/review.yaml:2: description: braces are not used here",
        r"templates/report.yaml:8: .*missing net",
    ):
        assert re.search(planted, found), f"{planted}\nis not in\n{found}"


def test_problems_come_in_the_order_of_files_and_lines(workspace: PlantedWorkspace) -> None:
    workspace.plant("tasks/write.yaml", "agent: writer", "agent: nobody")
    workspace.plant("firm.yaml", "default: house", "default: openai/gpt")
    workspace.plant("crews/report.yaml", "title: Report", "titel: Report")

    problems = check_workspace(workspace.root)

    assert problems[0].file == "firm.yaml"
    places = [(problem.file, problem.line) for problem in problems[1:]]
    assert places == sorted(places)


def test_template_problems_are_asked_for_every_word_file(workspace: PlantedWorkspace) -> None:
    seen: list[tuple[bytes, str, list[str]]] = []

    def look(data: bytes, spec: TemplateSpec, crews: Sequence[CrewSpec]) -> list[str]:
        seen.append((data, spec.title, [crew.title for crew in crews]))
        return ["it prints `client.nmae`, which is not in the context"]

    problems = check_workspace(workspace.root, look)

    assert seen == [(b"a Word file", "Report", ["Report"])]
    assert [str(p) for p in problems] == [
        "templates/report.docx: it prints `client.nmae`, which is not in the context"
    ]


def test_a_broken_file_does_not_hide_the_faults_of_another(workspace: PlantedWorkspace) -> None:
    workspace.add("tasks/find.yaml", "tools: [unclosed\n")
    workspace.plant("agents/writer.yaml", "role: Finder", "roll: Finder")

    problems = "\n".join(workspace.problems())

    assert "tasks/find.yaml" in problems
    assert "this is not YAML" in problems
    assert "agents/writer.yaml:2: roll: there is no key `roll`; did you mean `role`?" in problems


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (lambda root: (root / "firm.yaml").unlink(), "firm.yaml: there is no such file"),
        (lambda root: (root / "firm.yaml").write_text(""), "firm.yaml: the file is empty"),
        (
            lambda root: (root / "firm.yaml").write_text("- 1"),
            "firm.yaml:1: the file is not a group",
        ),
        (
            lambda root: (root / "firm.yaml").write_bytes(b"a: \xa3"),
            "firm.yaml:1: this is not UTF-8",
        ),
        (lambda root: (root / "outputs").rmdir(), "outputs: this folder is missing"),
    ],
)
def test_a_missing_or_unreadable_file_is_named(
    workspace: PlantedWorkspace, break_it: Callable[[Path], None], said: str
) -> None:
    break_it(workspace.root)

    assert any(problem.startswith(said) for problem in workspace.problems())


def test_an_empty_folder_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="problems in the workspace's files") as caught:
        load_workspace(tmp_path)

    assert "`engross init` makes a new workspace" in str(caught.value.problems[0])


def test_the_repository_is_a_sound_workspace() -> None:
    assert check_workspace(REPOSITORY) == ()
