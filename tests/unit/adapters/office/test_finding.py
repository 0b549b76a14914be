"""LibreOffice is the program named, else the first there is; its age is looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from engross.adapters.office import find_office, office_version
from engross.adapters.office import finding as office_finding
from engross.errors import NoPrinter


def program(folder: Path, says: str = "", name: str = "soffice") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{says}'\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine that has it in none of the usual places."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(office_finding, "_PLACES", (str(tmp_path / "opt" / "office*" / "soffice"),))
    return tmp_path


def test_the_program_that_the_setting_names_is_taken(nowhere: Path) -> None:
    named = program(nowhere / "own", name="office")

    assert find_office(str(named)) == named


def test_without_a_setting_the_one_on_the_path_is_taken(nowhere: Path) -> None:
    found = program(nowhere / "bin", name="libreoffice")

    assert find_office() == found


def test_without_one_on_the_path_the_newest_in_a_usual_place_is_taken(nowhere: Path) -> None:
    (nowhere / "opt").mkdir()
    program(nowhere / "opt" / "office7.6")
    newest = program(nowhere / "opt" / "office24.8")

    assert find_office() == newest


def test_a_machine_without_it_is_told_how_to_get_it_or_do_without(nowhere: Path) -> None:
    assert nowhere

    with pytest.raises(NoPrinter) as without:
        find_office()

    assert "install" in without.value.remedy
    assert "ENGROSS_OFFICE=none" in without.value.remedy


def test_a_setting_that_names_no_program_is_an_error_not_a_search(nowhere: Path) -> None:
    program(nowhere / "bin")

    with pytest.raises(NoPrinter, match="is no program on this machine"):
        find_office(str(nowhere / "missing"))


@pytest.mark.parametrize(
    ("says", "version"),
    [
        ("LibreOffice 7.4.7.2 40(Build:2)", "7.4.7.2"),
        ("LibreOffice 24.8.2.1 0f794b6e29741098670a3b95d60478a65d05ef13", "24.8.2.1"),
        ("LibreOfficeDev 25.2.0.0 abc", "25.2.0.0"),
    ],
)
def test_its_version_is_read(tmp_path: Path, says: str, version: str) -> None:
    assert office_version(program(tmp_path / "bin", says)) == version


@pytest.mark.parametrize("says", ["LibreOffice 7.3.9.1", "LibreOffice 6.4.7.2 40"])
def test_one_that_cannot_be_asked_for_pdf_a_is_too_old(tmp_path: Path, says: str) -> None:
    with pytest.raises(NoPrinter, match="too old"):
        office_version(program(tmp_path / "bin", says))


def test_another_program_is_not_taken_for_it(tmp_path: Path) -> None:
    with pytest.raises(NoPrinter, match="does not say that it is LibreOffice"):
        office_version(program(tmp_path / "bin", "hello"))
