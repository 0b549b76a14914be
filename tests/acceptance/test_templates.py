"""The firm's templates: approved, edited, previewed, brought back, and a new one of its own."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import docx as python_docx
import pytest

from acceptance.firm import PASSWORD, Firm

MARTIN = "martin.oke@penhallowreeve.example"


def edit(path: Path, old: str, new: str) -> None:
    """Change words of a Word file as somebody at Word would."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts["word/document.xml"].decode()
    assert old in body
    parts["word/document.xml"] = body.replace(old, new).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


@pytest.fixture
def approve(firm: Firm) -> Callable[..., str]:
    """Approve a template as the firm's manager."""
    firm.done("people", "password", MARTIN, ENGROSS_NEW_PASSWORD=PASSWORD)
    return lambda key, *more: firm.done(
        "template", "approve", key, "--as", MARTIN, *more, ENGROSS_PASSWORD=PASSWORD
    )


def test_an_edited_template_is_remarked_on_approved_and_brought_back(
    firm: Firm, approve: Callable[..., str]
) -> None:
    word = firm.root / "templates" / "client_report.docx"
    before = word.read_bytes()
    edit(word, "Our reference", "Our ref")

    assert "version 2 of templates/client_report.docx" in approve(
        "client_report", "--note", "Shorter"
    )
    history = firm.done("template", "history", "client_report").splitlines()
    assert [line.split()[0] for line in history] == ["1", "2"]
    assert history[1].endswith("Shorter  (the files now)")

    firm.done("template", "restore", "client_report", "1")

    assert word.read_bytes() == before
    assert "remark: templates/client_report.docx: this is version 1" in firm.done("check")


def test_a_template_with_problems_is_told_in_the_words_of_its_paragraph(firm: Firm) -> None:
    edit(firm.root / "templates" / "client_report.docx", "client.short_name", "client.shortname")
    told = firm.engross("check")

    assert told.returncode == 3
    assert "there is no field client.shortname" in told.stdout
    assert "(in “{{ client.name }} (“{{ client.shortname }}”)”)" in told.stdout


def test_a_firm_s_own_letterhead_becomes_a_template_with_a_preview(
    firm: Firm, tmp_path: Path
) -> None:
    letter = python_docx.Document()
    letter.sections[0].header.paragraphs[0].text = "Penhallow Reeve LLP, Exeter"
    letter.save(str(tmp_path / "letter.docx"))
    crew = ("--crew", "client_report")
    made = firm.done("template", "new", "quarterly", *crew, "--from", str(tmp_path / "letter.docx"))
    remarks = firm.done("check")
    firm.done("template", "preview", "quarterly", *crew)
    shown = python_docx.Document(str(firm.root / "outputs" / "previews" / "quarterly.docx"))

    assert "edit crews/client_report.yaml: template: quarterly" in made
    assert "remark: templates/quarterly.docx: nobody has approved this template" in remarks
    assert remarks.endswith("Problems: none.\n")
    assert shown.sections[0].header.paragraphs[0].text == "Penhallow Reeve LLP, Exeter"
    assert "Example Client Limited" in "\n".join(p.text for p in shown.paragraphs)
