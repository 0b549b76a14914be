"""The PDF and the pages of a report, made by the real LibreOffice."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from acceptance.firm import DEMO, EXAMPLES, HELEN, INPUTS, PASSWORD, Firm, make_firm
from engross.adapters.pages import PdfPages
from engross.ooxml.text import read_text

PAGE_NUMBER = re.compile(r"Page\d+of\d+")
SHORT = (f"notes={EXAMPLES / 'call-notes.md'}", f"billing={EXAMPLES / 'billing.xlsx'}")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Firm, str]:
    """A workspace with the example report held, its PDF too; only to be read."""
    firm = make_firm(tmp_path_factory.mktemp("printed"))
    firm.done("people", "password", HELEN, ENGROSS_NEW_PASSWORD=PASSWORD)
    return firm, firm.run_id(firm.done(*DEMO, *INPUTS, ENGROSS_OFFICE=""))


def pdf_of(firm: Firm, run: str) -> Path:
    return firm.candidate(run).with_suffix(".pdf")


def words_of(pdf: Path) -> str:
    document = PdfDocument(pdf)
    words = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return squeezed(words)


def squeezed(text: str) -> str:
    """Without spaces, and without page numbers, which Word fills in when it shows the file."""
    return PAGE_NUMBER.sub("Page", "".join(text.split()))


def test_the_pdf_is_held_beside_the_word_file(printed: tuple[Firm, str]) -> None:
    firm, run = printed

    names = [file["name"] for file in firm.held(run)["candidate"]["deliverables"]]  # type: ignore[index]  # JSON

    assert names == [firm.candidate(run).name, pdf_of(firm, run).name]


def test_the_pdf_says_what_the_word_file_says(printed: tuple[Firm, str]) -> None:
    firm, run = printed
    shown = words_of(pdf_of(firm, run))

    said = [block.text for block in read_text(firm.candidate(run).read_bytes(), charts=True)]
    missing = [text for text in said if squeezed(text) not in shown]

    assert len(said) > 100
    assert missing == []


def test_nothing_that_is_for_the_review_copy_is_in_the_pdf(printed: tuple[Firm, str]) -> None:
    pdf = pdf_of(*printed)

    shown, data = words_of(pdf), pdf.read_bytes()

    assert PdfPages().destinations(data) == {}
    assert "Draftfordiscussion" not in shown
    assert "Findings" not in shown
    assert b"Engross" not in data
    assert "Engross".encode("utf-16-be").hex().upper().encode() not in data
    assert b"/Subtype/Text" not in data


def test_every_figure_outside_charts_is_clickable_on_the_pages(printed: tuple[Firm, str]) -> None:
    firm, run = printed
    page = (firm.root / "outputs" / run / "Pages.html").read_text(encoding="utf-8")

    figures = firm.held(run)["candidate"]["figures"]  # type: ignore[index]  # JSON
    anchors = {one["anchor"] for one in figures if not one["place"].startswith("chart ")}
    clickable = set(re.findall(r'class="on" id="at-(figure[0-9]+)"', page))

    assert len(anchors) > 100
    assert anchors - clickable == set()


def test_the_pdf_leaves_signed_with_the_word_file(
    printed: tuple[Firm, str], sign: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    firm, run = printed
    before = pdf_of(firm, run).read_bytes()

    signed = sign(firm, run)

    assert signed.returncode == 0, signed.stdout + signed.stderr
    folder = firm.root / "outputs" / run / "released"
    assert (folder / pdf_of(firm, run).name).read_bytes() == before
    firm.done("verify", str(folder))


def test_a_machine_without_libreoffice_holds_the_report_and_says_so(firm: Firm) -> None:
    run = firm.run_id(firm.done(*DEMO, *SHORT, ENGROSS_OFFICE=str(firm.root / "nowhere")))

    held = firm.held(run)

    assert [f["severity"] for f in held["findings"] if f["rule"] == "no-pdf"] == ["warn"]  # type: ignore[attr-defined]  # JSON
    assert not pdf_of(firm, run).exists()
    assert firm.candidate(run).exists()
