"""What a practice manager does with a workspace: make it, check it, keep its people, back it up."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from acceptance.firm import HELEN, PASSWORD, ROOT, Firm

TOM = "tom.ellery-vane@penhallowreeve.example"


@pytest.fixture
def made(tmp_path: Path) -> Firm:
    """A workspace made by `engross init`."""
    (tmp_path / "home").mkdir()
    Firm(tmp_path).done("init", "firm")
    return Firm(tmp_path / "firm")


def test_a_workspace_made_by_init_has_no_problems_and_says_what_to_do(made: Firm) -> None:
    assert "Problems: none." in made.done("check")
    assert "made-up firm" in made.done("doctor")


def test_init_never_writes_over_a_workspace(made: Firm) -> None:
    before = (made.root / "firm.yaml").read_bytes()

    refused = made.engross("init", str(made.root))

    assert refused.returncode != 0
    assert (made.root / "firm.yaml").read_bytes() == before


def test_the_plan_says_who_sees_what_and_where_a_person_decides(made: Firm) -> None:
    plan = made.done("plan", "client_report")

    assert "a person: Helen Pike" in plan
    assert "built-in house model" in plan
    assert max(map(len, plan.splitlines())) <= 100


def test_people_are_added_freely_until_an_admin_has_a_password(made: Firm) -> None:
    words = ("people", "add", "jo@penhallowreeve.example", "--name", "Jo Ash", "--role", "preparer")
    made.done(*words)
    made.done("people", "password", TOM, ENGROSS_NEW_PASSWORD=PASSWORD)
    other = ("people", "add", "al@penhallowreeve.example", "--name", "Al Ash")

    refused = made.engross(*other)
    added = made.engross(*other, "--as", TOM, ENGROSS_PASSWORD=PASSWORD)
    first = made.engross("people", "password", HELEN, ENGROSS_NEW_PASSWORD=PASSWORD)

    assert "jo@penhallowreeve.example  Jo Ash" in made.done("people", "list")
    assert (refused.returncode, added.returncode, first.returncode) == (7, 0, 7)
    assert "Problems: none." in made.done("check")


def test_without_a_terminal_a_password_is_not_asked_for(made: Firm) -> None:
    refused = made.engross("people", "password", TOM)

    assert refused.returncode == 2
    assert "ENGROSS_NEW_PASSWORD" in refused.stderr


def test_a_backup_is_a_whole_store(held: tuple[Firm, str], tmp_path: Path) -> None:
    firm, run = held
    copy = tmp_path / "backup.db"

    firm.done("backup", str(copy))

    with sqlite3.connect(copy) as database:
        assert database.execute("select id from runs").fetchall() == [(run,)]
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
    assert firm.engross("backup", str(copy)).returncode == 8


def test_an_open_document_is_not_archived_and_a_decided_one_leaves_the_list(
    held: tuple[Firm, str], sign: Callable[..., object]
) -> None:
    firm, run = held

    refused = firm.engross("archive", run)
    sign(firm, run)
    firm.done("archive", "last")

    assert refused.returncode == 7
    assert run not in firm.done("list")
    assert run in firm.done("list", "--all")


def test_a_run_is_found_by_its_last_letters(held_once: tuple[Firm, str]) -> None:
    firm, run = held_once

    assert run in firm.done("show", run[-6:])
    assert firm.engross("show", "nothing").returncode == 2


def test_the_program_says_its_version(firm: Firm) -> None:
    assert firm.done("--version").startswith("engross ")


def test_the_starter_is_the_repository_itself(made: Firm) -> None:
    ours = (ROOT / "crews" / "client_report.yaml").read_bytes()

    assert (made.root / "crews" / "client_report.yaml").read_bytes() == ours
