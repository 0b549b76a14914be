from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from engross.errors import StorageError, UsageError, WorkspaceError
from engross.workspace import load_workspace
from engross.workspace.people import add_person

if TYPE_CHECKING:
    from conftest import PlantedWorkspace

PRIYA = {"email": "priya.sandhu@penhallowreeve.example", "name": "Priya Sandhu"}


def test_a_person_is_added_after_the_last_and_nothing_else_changes(
    workspace: PlantedWorkspace,
) -> None:
    before = (workspace.root / "firm.yaml").read_text(encoding="utf-8")

    add_person(workspace.root, **PRIYA, title="Associate: audit", roles=["preparer", "manager"])

    after = (workspace.root / "firm.yaml").read_text(encoding="utf-8")
    entry = (
        "  - email: priya.sandhu@penhallowreeve.example\n"
        "    name: Priya Sandhu\n"
        "    title: 'Associate: audit'\n"
        "    roles:\n"
        "      - preparer\n"
        "      - manager\n"
    )
    assert after.replace(entry, "") == before
    assert "    roles: [manager]\n" + entry + "\n# whom we act for\n" in after
    assert load_workspace(workspace.root).firm.people[-1].title == "Associate: audit"


def test_a_signer_may_sign_at_once(workspace: PlantedWorkspace) -> None:
    add_person(workspace.root, **PRIYA, roles=["fee_earner"], signs=["report", "*"])

    assert load_workspace(workspace.root).firm.people[-1].may_sign("report")
    assert workspace.problems() == []


def test_a_comment_inside_the_last_person_stays_with_them(workspace: PlantedWorkspace) -> None:
    workspace.plant("firm.yaml", "roles: [manager]", "roles:\n      - manager\n    # on leave")

    add_person(workspace.root, **PRIYA)

    text = (workspace.root / "firm.yaml").read_text(encoding="utf-8")
    assert "    # on leave\n  - email: priya" in text


def test_windows_line_ends_are_kept(workspace: PlantedWorkspace) -> None:
    path = workspace.root / "firm.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    add_person(workspace.root, **PRIYA)

    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")
    assert len(load_workspace(workspace.root).firm.people) == 3


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"email": "Helen.Pike@penhallowreeve.example"}, "is in firm.yaml already"),
        ({"email": "nobody"}, "is no e-mail address"),
        ({"name": ""}, "name: this is missing"),
        ({"roles": ["partner"]}, "must be one of"),
        ({"signs": ["reprot"], "roles": ["fee_earner"]}, "no crew `reprot`; did you mean `report`"),
        ({"signs": ["report"], "roles": ["preparer"]}, "Only a fee_earner or a manager may sign"),
    ],
)
def test_wrong_particulars_are_refused_and_the_file_stays(
    workspace: PlantedWorkspace, changes: dict[str, Any], said: str
) -> None:
    before = (workspace.root / "firm.yaml").read_bytes()

    with pytest.raises(UsageError, match=said):
        add_person(workspace.root, **{**PRIYA, **changes})

    assert (workspace.root / "firm.yaml").read_bytes() == before


def test_a_layout_in_which_nobody_can_be_added_is_refused(workspace: PlantedWorkspace) -> None:
    people = (
        "people: [{ email: helen.pike@penhallowreeve.example, name: H, roles: [fee_earner] }]\n"
    )
    text = (workspace.root / "firm.yaml").read_text(encoding="utf-8")
    head, tail = text.split("people:", 1)[0], text[text.index("\n# whom") :]
    (workspace.root / "firm.yaml").write_text(head + people + tail, encoding="utf-8")

    with pytest.raises(UsageError, match="with one dash for each person"):
        add_person(workspace.root, **PRIYA)


def test_a_broken_register_is_refused_with_its_problems(workspace: PlantedWorkspace) -> None:
    workspace.plant("firm.yaml", "roles: [manager]", "rolls: [manager]")

    with pytest.raises(WorkspaceError) as caught:
        add_person(workspace.root, **PRIYA)

    assert [problem.message for problem in caught.value.problems] == [
        "this is missing",
        "there is no key `rolls`; did you mean `roles`?",
    ]


def test_a_missing_register_is_named(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"There is no firm\.yaml"):
        add_person(tmp_path, **PRIYA)


def test_a_disk_that_fails_leaves_the_register_as_it_was(
    workspace: PlantedWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path.name: path.read_bytes() for path in workspace.root.glob("*") if path.is_file()}

    def full(_path: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)

    with pytest.raises(StorageError, match="No space left on device"):
        add_person(workspace.root, **PRIYA)

    assert {p.name: p.read_bytes() for p in workspace.root.glob("*") if p.is_file()} == before
