"""What `engross doctor` says of the program that makes PDFs."""

from __future__ import annotations

from pathlib import Path

from engross.settings import Settings
from engross.wiring.doctor import Examined, examine


def pdf(workspace: Path, office: str) -> Examined:
    settings = Settings(workspace=workspace, office=office)
    return next(examined for examined in examine(settings) if examined.what == "PDF")


def program(folder: Path, says: str) -> str:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\necho '{says}'\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_the_program_and_its_version_are_named(tmp_path: Path) -> None:
    named = program(tmp_path, "LibreOffice 24.8.2.1 0f79")

    assert pdf(tmp_path, named) == Examined("PDF", True, f"LibreOffice 24.8.2.1, {named}")  # noqa: FBT003 - the value is the point


def test_one_that_is_too_old_says_what_to_install(tmp_path: Path) -> None:
    examined = pdf(tmp_path, program(tmp_path, "LibreOffice 6.4.7.2"))

    assert not examined.fine
    assert "Install LibreOffice 7.4 or newer" in examined.found


def test_a_setting_that_names_nothing_is_not_fine(tmp_path: Path) -> None:
    examined = pdf(tmp_path, str(tmp_path / "nothing"))

    assert not examined.fine
    assert "ENGROSS_OFFICE names" in examined.found


def test_a_firm_that_wants_none_is_fine(tmp_path: Path) -> None:
    examined = pdf(tmp_path, "none")

    assert examined.fine
    assert "none wanted" in examined.found
