import datetime as dt
import hashlib
from pathlib import Path

import pytest

from engross.errors import UsageError, WorkspaceError
from engross.workspace import load_workspace
from engross.workspace.approvals import (
    Approval,
    Approvals,
    add_approval,
    approved,
    read_approvals,
)
from engross.workspace.files import APPROVALS

ROOT = Path(__file__).resolve().parents[3]
FIRST = Approval(
    version=1,
    word="a" * 64,
    names="b" * 64,
    by="martin.oke@penhallowreeve.example",
    on=dt.date(2026, 10, 14),
    note="The first: as we had it.",
)
SECOND = FIRST.model_copy(update={"version": 2, "word": "c" * 64, "note": ""})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    return tmp_path


def test_without_a_file_nothing_is_approved(folder: Path) -> None:
    assert read_approvals(folder) == Approvals()


def test_approvals_are_written_one_after_the_other_and_read_back(folder: Path) -> None:
    add_approval(folder, "report", FIRST)
    add_approval(folder, "letter", FIRST)
    add_approval(folder, "report", SECOND)

    assert read_approvals(folder).templates == {"report": (FIRST, SECOND), "letter": (FIRST,)}


def test_a_person_s_comments_and_layout_stay(folder: Path) -> None:
    add_approval(folder, "report", FIRST)
    path = folder / APPROVALS
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("  report:", "  report: # ours\n"), encoding="utf-8")
    add_approval(folder, "report", SECOND)

    after = path.read_text(encoding="utf-8")
    assert after.startswith(before.partition("  report:")[0] + "  report: # ours\n")
    assert read_approvals(folder).of("report") == (FIRST, SECOND)


def test_a_file_that_cannot_be_added_to_safely_stays_as_it_was(folder: Path) -> None:
    text = "templates: { report: [{ version: 1, word: a, names: b, by: c, on: 2026-10-14 }] }\n"
    (folder / APPROVALS).write_text(text, encoding="utf-8")

    with pytest.raises(UsageError, match="with one dash for each version"):
        add_approval(folder, "report", SECOND)

    assert (folder / APPROVALS).read_text(encoding="utf-8") == text


def test_a_file_with_problems_names_the_key(folder: Path) -> None:
    (folder / APPROVALS).write_text("templates:\n  report:\n    - version: one\n", encoding="utf-8")

    with pytest.raises(WorkspaceError) as caught:
        read_approvals(folder)

    assert "templates.report[0].version" in {problem.key for problem in caught.value.problems}


def test_both_files_must_be_those_that_were_approved() -> None:
    approvals = Approvals(templates={"report": (FIRST, SECOND)})

    assert approvals.matching("report", "a" * 64, "b" * 64) == FIRST
    assert approvals.matching("report", "c" * 64, "b" * 64) == SECOND
    assert approvals.matching("report", "c" * 64, "d" * 64) is None
    assert approvals.matching("letter", "a" * 64, "b" * 64) is None


def test_the_same_bytes_approved_again_are_the_newer_version() -> None:
    again = FIRST.model_copy(update={"version": 3})
    approvals = Approvals(templates={"report": (FIRST, SECOND, again)})

    assert approvals.matching("report", "a" * 64, "b" * 64) == again


def test_a_template_used_has_its_version_or_none() -> None:
    workspace = load_workspace(ROOT)
    (newest,) = workspace.approvals.of("client_report")
    other = workspace.model_copy(update={"template_hashes": {"client_report": "d" * 64}})

    assert approved(workspace, "client_report", newest.word).version == 1
    assert approved(workspace, "client_report", "e" * 64).version == 0
    assert approved(other, "client_report", newest.word).version == 0


def test_the_starter_s_approvals_are_of_its_files_as_they_stand() -> None:
    """After a change of a template: `python scripts/approve_templates.py`."""
    hashes = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (ROOT / "templates").iterdir()
    }
    listed = read_approvals(ROOT).templates

    assert {f"{key}.docx" for key in listed} == {n for n in hashes if n.endswith(".docx")}
    for key, versions in listed.items():
        newest = versions[-1]
        assert (newest.word, newest.names) == (hashes[f"{key}.docx"], hashes[f"{key}.yaml"])
