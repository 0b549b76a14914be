"""The starter's documents as Word files: no validator finds fault, and nothing is left behind."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from engross.checks.word_file import word_findings
from engross.ooxml.cleaning import clean
from engross.ooxml.revisions import accept_changes
from engross.ooxml.undressing import undressed
from engross.rendering import Rendered, review_copy
from engross.workspace import load_workspace
from golden.test_client_report import FINDINGS, rendered

pytestmark = pytest.mark.slow

WHEN = dt.datetime(2026, 10, 14, tzinfo=dt.UTC)
ROOT = Path(__file__).resolve().parents[3]
Judge = Callable[[bytes], dict[str, list[str]]]

__all__ = ["rendered"]


def test_no_validator_finds_fault_with_the_candidate(judged: Judge, rendered: Rendered) -> None:
    assert judged(rendered.candidate) == {}


def test_no_validator_finds_fault_with_the_review_copy(judged: Judge, rendered: Rendered) -> None:
    copy = review_copy(rendered.marked, rendered.figures, FINDINGS, "Wrackline - client report")

    assert judged(copy) == {}


def test_no_validator_finds_fault_with_the_template(judged: Judge) -> None:
    assert judged((ROOT / "templates/client_report.docx").read_bytes()) == {}


def test_nothing_is_left_behind_in_the_candidate(rendered: Rendered) -> None:
    firm = load_workspace(ROOT).firm
    client = firm.client("wrackline")

    assert client is not None
    assert word_findings(rendered.candidate, (), firm, client) == ()


def test_the_review_copy_is_full_of_what_may_not_leave(rendered: Rendered) -> None:
    firm = load_workspace(ROOT).firm
    client = firm.client("wrackline")
    copy = review_copy(rendered.marked, rendered.figures, FINDINGS, "Wrackline - client report")

    assert client is not None
    found = {(finding.rule, finding.severity) for finding in word_findings(copy, (), firm, client)}
    assert found == {("nothing-left-behind", "block")}


@pytest.mark.parametrize("form", ["docx", "docx:MS Word 2007 XML"])
def test_a_review_copy_saved_again_by_libreoffice_becomes_a_sound_and_clean_candidate(
    judged: Judge, rendered: Rendered, tmp_path: Path, form: str
) -> None:
    firm = load_workspace(ROOT).firm
    client = firm.client("wrackline")
    copy = review_copy(rendered.marked, rendered.figures, FINDINGS, "Wrackline - client report")
    returned = accept_changes(undressed(saved_again(copy, tmp_path, form)).docx)
    candidate = clean(returned, title="Report", firm="Penhallow Reeve LLP", when=WHEN)

    assert client is not None
    assert judged(candidate) == {}
    assert word_findings(candidate, (), firm, client) == ()


def saved_again(docx: bytes, folder: Path, form: str) -> bytes:
    """The file as LibreOffice writes it in one of its two forms of Word's format."""
    office = shutil.which("soffice")
    assert office, "This test needs LibreOffice."
    (folder / "copy.docx").write_bytes(docx)
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            str(folder / "saved"),
            str(folder / "copy.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (folder / "saved" / "copy.docx").read_bytes()
