"""`engross verify --key` and `engross key`, as somebody types them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from engross.cli.app import app
from engross.errors import RefusedError, Tampered, UsageError
from integration.proof.conftest import Firm


@pytest.fixture(autouse=True)
def in_the_firm(firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENGROSS_WORKSPACE", str(firm.root))
    monkeypatch.setenv("ENGROSS_OFFICE", "none")


def typed(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def test_a_release_is_proved_far_from_the_workspace(
    firm: Firm, key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = shutil.copytree(firm.folder, tmp_path / "away")
    shutil.rmtree(firm.root)
    monkeypatch.delenv("ENGROSS_WORKSPACE")
    result = typed("verify", away, "--key", key)

    assert "these are the bytes that were signed." in result.stdout
    assert f"run       {firm.released}, version 1" in result.stdout
    assert "by helen.pike@penhallowreeve.example" in result.stdout
    assert firm.report.name in result.stdout


def test_a_key_beside_the_files_is_told_to_prove_nothing(firm: Firm) -> None:
    result = typed("verify", firm.folder, "--key", firm.folder / "firm-public-key.pem")

    assert "reads you the same twelve words" in result.stderr


def test_a_key_that_is_not_there_or_none_is_refused(firm: Firm, tmp_path: Path) -> None:
    (tmp_path / "none.pem").write_text("my key, honestly")
    missing = typed("verify", firm.folder, "--key", tmp_path / "gone.pem")
    wrong = typed("verify", firm.folder, "--key", tmp_path / "none.pem")

    assert isinstance(missing.exception, UsageError)
    assert isinstance(wrong.exception, Tampered)


def test_every_problem_is_told_and_nothing_is_said_to_be_right(firm: Firm, key: Path) -> None:
    firm.report.unlink()
    (firm.folder / "other.docx").write_bytes(b"other")
    result = typed("verify", firm.folder, "--key", key)

    assert isinstance(result.exception, RefusedError)
    assert f"{firm.report.name} is missing." in result.stderr
    assert "other.docx is in the folder and no part of this release." in result.stderr
    assert result.stdout == ""


def test_the_key_s_words_are_those_that_verify_prints(firm: Firm, key: Path) -> None:
    shown, verified = typed("key", "show").stdout, typed("verify", firm.folder, "--key", key).stdout
    words = next(line for line in shown.splitlines() if line.startswith("words"))

    assert len(words.split()) == 13
    assert words.removeprefix("words").strip() in verified


def test_the_exported_key_proves_and_no_file_is_written_over(firm: Firm, tmp_path: Path) -> None:
    target = tmp_path / "handed-out.pem"
    first, second = typed("key", "export", target), typed("key", "export", target)

    assert f"Wrote {target}" in first.stdout
    assert firm.verified_with(target) == ""
    assert isinstance(second.exception, UsageError)


def test_before_the_first_release_there_is_no_key_to_show(firm: Firm) -> None:
    shutil.rmtree(firm.root / ".engross" / "keys")

    assert isinstance(typed("key", "show").exception, RefusedError)
