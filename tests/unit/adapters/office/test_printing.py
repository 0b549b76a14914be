"""LibreOffice is started once where once will do, locked down, and is gone afterwards."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from engross.adapters.office import LibreOffice
from engross.errors import NoPrinter, PrintingFailed
from engross.records.ports import ToPrint

from .conftest import PDF_A, Pretended

Office = Callable[..., Pretended]
WordFile = Callable[..., ToPrint]


def options(start: dict[str, list[str]]) -> str:
    return start["words"][start["words"].index("--convert-to") + 1]


def test_each_document_has_its_pdf_in_the_order_given(office: Office, word_file: WordFile) -> None:
    numbered = "for n, file in enumerate(files): give(file, {pdf} + bytes([48 + n, 10]) + b'%%EOF')"
    pretended = office(numbered.format(pdf=PDF_A))

    pdfs = LibreOffice(str(pretended.program)).pdfs([word_file(), word_file("figure1")])

    assert [pdf[-7:-6] for pdf in pdfs] == [b"0", b"1"]


def test_a_document_without_bookmarks_is_printed_in_the_same_start_as_one_with_destinations(
    office: Office, word_file: WordFile
) -> None:
    pretended = office()

    LibreOffice(str(pretended.program)).pdfs([word_file(), word_file("figure1", destinations=True)])

    assert [start["files"] for start in pretended.starts] == [2]


def test_a_document_with_bookmarks_gets_destinations_only_if_they_are_wanted(
    office: Office, word_file: WordFile
) -> None:
    pretended = office()

    LibreOffice(str(pretended.program)).pdfs(
        [word_file("chapter"), word_file("figure1", destinations=True)]
    )

    wanted = '"ExportBookmarksToPDFDestination": {"type": "boolean", "value": "true"}'
    assert sorted(wanted in options(start) for start in pretended.starts) == [False, True]


def test_the_pdf_asked_for_is_tagged_pdf_a_without_comments_or_form_fields(
    office: Office, word_file: WordFile
) -> None:
    pretended = office()

    LibreOffice(str(pretended.program)).pdfs([word_file()])

    asked = options(pretended.starts[0])
    assert asked.startswith("pdf:writer_pdf_Export:{")
    for option in (
        '"SelectPdfVersion": {"type": "long", "value": "2"}',
        '"UseTaggedPDF": {"type": "boolean", "value": "true"}',
        '"DisplayPDFDocumentTitle": {"type": "boolean", "value": "true"}',
        '"ExportNotes": {"type": "boolean", "value": "false"}',
        '"ExportFormFields": {"type": "boolean", "value": "false"}',
    ):
        assert option in asked


def test_it_gets_a_locked_profile_of_its_own_and_nothing_of_the_person_s_environment(
    office: Office, word_file: WordFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretended = office()
    monkeypatch.setenv("ENGROSS_MODEL_KEY", "secret")
    monkeypatch.setenv("http_proxy", "http://proxy.example")

    printer = LibreOffice(str(pretended.program))
    printer.pdfs([word_file()])
    printer.pdfs([word_file()])

    first, second = pretended.starts
    home = Path(first["environment"]["HOME"])
    assert first["locked"]
    assert home.parent == Path(first["folder"])
    assert first["folder"] != second["folder"]
    assert not {"ENGROSS_MODEL_KEY", "http_proxy", "DISPLAY"} & set(first["environment"])


def test_nothing_is_left_on_the_disk(office: Office, word_file: WordFile) -> None:
    pretended = office()

    LibreOffice(str(pretended.program)).pdfs([word_file()])

    folder = Path(pretended.starts[0]["folder"])
    assert folder.is_relative_to(Path(tempfile.gettempdir()).resolve())
    assert not folder.exists()


def test_a_start_that_gave_no_pdf_is_repeated_once(office: Office, word_file: WordFile) -> None:
    pretended = office("if before: give(files[0])")

    pdfs = LibreOffice(str(pretended.program)).pdfs([word_file()])

    assert pdfs == [PDF_A]
    assert len(pretended.starts) == 2


@pytest.mark.parametrize("does", ["pass", "sys.exit(3)", "give(files[0], b'%PDF-1.6 cut off')"])
def test_no_whole_pdf_at_the_second_start_is_a_failure(
    office: Office, word_file: WordFile, does: str
) -> None:
    pretended = office(does)

    with pytest.raises(PrintingFailed, match="gave no PDF of the document"):
        LibreOffice(str(pretended.program)).pdfs([word_file()])

    assert len(pretended.starts) == 2


def test_of_several_documents_the_one_without_a_pdf_is_named(
    office: Office, word_file: WordFile
) -> None:
    pretended = office("give(files[0])")

    with pytest.raises(PrintingFailed, match="no PDF of document 2 of 2"):
        LibreOffice(str(pretended.program)).pdfs([word_file(), word_file()])


def test_a_libreoffice_that_makes_no_pdf_a_is_refused(office: Office, word_file: WordFile) -> None:
    pretended = office("give(files[0], b'%PDF-1.6\\n%%EOF\\n')")

    with pytest.raises(PrintingFailed, match="makes no PDF/A") as failed:
        LibreOffice(str(pretended.program)).pdfs([word_file()])

    assert "7.4" in failed.value.remedy


def test_one_that_takes_too_long_is_ended_with_its_children_and_not_tried_again(
    office: Office, word_file: WordFile, tmp_path: Path
) -> None:
    child = tmp_path / "child"
    pretended = office(
        "sleeping = subprocess.Popen(['sleep', '60'])\n"
        f"pathlib.Path({str(child)!r}).write_text(str(sleeping.pid))\n"
        "time.sleep(60)"
    )

    with pytest.raises(PrintingFailed, match="longer than 1 seconds"):
        LibreOffice(str(pretended.program), seconds=1).pdfs([word_file()])

    assert len(pretended.starts) == 1
    assert _is_gone(int(child.read_text()))


def test_a_disk_without_room_is_a_failure_that_names_the_folder(
    office: Office, word_file: WordFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretended = office()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))

    with pytest.raises(PrintingFailed, match="nowhere cannot be used: No such file"):
        LibreOffice(str(pretended.program)).pdfs([word_file()])


def test_a_machine_without_libreoffice_says_how_to_get_it(
    word_file: WordFile, tmp_path: Path
) -> None:
    with pytest.raises(NoPrinter, match="ENGROSS_OFFICE names"):
        LibreOffice(str(tmp_path / "nothing")).pdfs([word_file()])


def _is_gone(process: int) -> bool:
    """Whether it ended within a second; one that only waits to be asked after has ended too."""
    for _ in range(100):
        try:
            os.kill(process, 0)
            status = Path(f"/proc/{process}/stat")
            if status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False
