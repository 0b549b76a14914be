from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engross.errors import WorkspaceError
from engross.workspace.loading import load_workspace

if TYPE_CHECKING:
    from conftest import PlantedWorkspace

ENTRY = "\n  {}:\n    owner: helen.pike@penhallowreeve.example\n    review_by: 2027-01-31\n"


def put(workspace: PlantedWorkspace, name: str, *, listed: bool = True) -> Path:
    path = workspace.root / "knowledge" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("Words.", encoding="utf-8")
    if listed:
        workspace.add("knowledge/index.yaml", ENTRY.format(name))
    return path


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("prices.md", "this file is not in knowledge/index.yaml; list it with its owner"),
        ("prices.pptx", "this file is not in knowledge/index.yaml, and files that end in .pptx"),
        ("clients/prices.md", "this file is not in knowledge/index.yaml, and it stands directly"),
        ("deep/index.yaml", "this file is not in knowledge/index.yaml, and files that end in"),
    ],
)
def test_a_file_that_is_not_listed_is_named(
    workspace: PlantedWorkspace, name: str, said: str
) -> None:
    put(workspace, name, listed=False)

    (problem,) = workspace.problems()

    assert problem.startswith(f"knowledge/{name}: {said}")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("clients/copperbeech/terms.md", "behind no wall and is not searched: firm.yaml has no"),
        ("client/wrackline/terms.md", "may be meant so; move the file into clients/<client>/"),
        ("prices.ods", "files that end in .ods are not read; save it as one of .md, .txt, .docx"),
        ("LICENSE", "files without an ending are not read"),
    ],
)
def test_a_listed_file_that_cannot_be_searched_is_named_with_its_line(
    workspace: PlantedWorkspace, name: str, said: str
) -> None:
    put(workspace, name)

    (problem,) = workspace.problems()

    line = workspace.line("knowledge/index.yaml", f"{name}:")
    assert problem.startswith(f"knowledge/index.yaml:{line}: files.{name}: ")
    assert said in problem


def test_files_behind_every_kind_of_wall_are_no_problem(workspace: PlantedWorkspace) -> None:
    put(workspace, "tax/vat.docx")
    put(workspace, "clients/wrackline/terms.PDF")
    put(workspace, "clients/wrackline/matters/accounts-2026/mail.eml")

    assert workspace.problems() == []


def test_files_that_word_and_systems_leave_about_are_no_problem(
    workspace: PlantedWorkspace,
) -> None:
    for name in (".DS_Store", "~$rates.docx", "Thumbs.db", ".git/config"):
        put(workspace, name, listed=False)

    assert workspace.problems() == []


def test_an_entry_without_its_file_or_owner_is_found(workspace: PlantedWorkspace) -> None:
    workspace.plant("knowledge/index.yaml", "faq.md:", "fag.md:")
    workspace.plant("knowledge/index.yaml", "owner: helen.pike@", "owner: somebody@")

    problems = "\n".join(workspace.problems())

    assert "files.fag.md: there is no file `fag.md`; did you mean `faq.md`?" in problems
    assert "files.fag.md.owner: `somebody@" in problems
    assert "is not among the people of firm.yaml" in problems
    assert "knowledge/faq.md: this file is not in knowledge/index.yaml" in problems


def test_a_missing_file_suggests_none_of_another_client(workspace: PlantedWorkspace) -> None:
    put(workspace, "clients/wrackline/terms.md")
    put(workspace, "clients/tidewell/terms.md").unlink()

    (problem,) = workspace.problems()

    assert "there is no file `clients/tidewell/terms.md`; take the entry out" in problem


def test_a_link_out_of_the_folder_or_into_anothers_is_found(workspace: PlantedWorkspace) -> None:
    terms = put(workspace, "clients/wrackline/terms.md")
    put(workspace, "clients/tidewell/terms.md").unlink()
    put(workspace, "register.md").unlink()
    put(workspace, "clients/wrackline/copy.md").unlink()
    folder = workspace.root / "knowledge"
    (folder / "clients/tidewell/terms.md").symlink_to(terms)
    (folder / "register.md").symlink_to(workspace.root / "firm.yaml")
    (folder / "clients/wrackline/copy.md").symlink_to("terms.md")

    found = "\n".join(workspace.problems())

    assert "files.clients/tidewell/terms.md: it is a link that leads to a file behind an" in found
    assert "files.register.md: it is a link that leads out of the knowledge folder" in found
    assert len(found.splitlines()) == 2


def test_none_of_it_stops_a_run(workspace: PlantedWorkspace) -> None:
    put(workspace, "prices.md", listed=False)
    put(workspace, "clients/copperbeech/terms.md")
    workspace.plant("knowledge/index.yaml", "faq.md:", "fag.md:")

    assert set(load_workspace(workspace.root).knowledge.files) == {
        "fag.md",
        "clients/copperbeech/terms.md",
    }


def test_an_index_that_cannot_be_read_does(workspace: PlantedWorkspace) -> None:
    workspace.plant("knowledge/index.yaml", "review_by: 2027-01-31", "review_by: soon")

    with pytest.raises(WorkspaceError) as caught:
        load_workspace(workspace.root)

    assert "a date such as 2027-03-31" in str(caught.value.problems[0])


def test_a_name_that_commands_a_terminal_is_not_printed_as_it_stands(
    workspace: PlantedWorkspace,
) -> None:
    put(workspace, "a\nRefused, so not searched:\x1b]0;title\x07.md", listed=False)

    (problem,) = workspace.problems()

    assert problem.startswith("knowledge/a\ufffdRefused, so not searched:\ufffd]0;title\ufffd.md:")
