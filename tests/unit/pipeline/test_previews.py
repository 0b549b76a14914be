import dataclasses
from collections.abc import Sequence

import pytest

from engross.errors import NoPrinter, UsageError
from engross.pipeline.previews import write_preview
from engross.pipeline.services import Programs, Services
from engross.records.ports import ToPrint

KEY = "client_report"


class Prints:
    """A printer that makes no real PDF."""

    def pdfs(self, documents: Sequence[ToPrint]) -> Sequence[bytes]:
        return [b"%PDF-" for _ in documents]


class Absent:
    """A printer that is not there."""

    def pdfs(self, documents: Sequence[ToPrint]) -> Sequence[bytes]:
        raise NoPrinter(f"{len(documents)} documents and no LibreOffice.")


def test_a_preview_is_a_word_file_beside_the_runs(services: Services) -> None:
    (path,), without = write_preview(services, KEY, "ordinary")

    assert path == services.outputs / "previews" / "client_report.docx"
    assert path.read_bytes().startswith(b"PK")
    assert without == "There is no PDF of it: this workspace makes none."


def test_with_a_printer_there_is_a_pdf_too(services: Services) -> None:
    printing = dataclasses.replace(services, programs=Programs(printer=Prints))
    paths, without = write_preview(printing, KEY, "empty")

    assert [path.name for path in paths] == ["client_report empty.docx", "client_report empty.pdf"]
    assert without == ""


def test_a_printer_that_fails_leaves_the_word_file(services: Services) -> None:
    printing = dataclasses.replace(services, programs=Programs(printer=Absent))
    paths, without = write_preview(printing, KEY, "ordinary")

    assert [path.suffix for path in paths] == [".docx"]
    assert "no LibreOffice" in without


def test_a_crew_that_is_none_is_refused(services: Services) -> None:
    with pytest.raises(UsageError, match="no crew `fees`"):
        write_preview(services, KEY, "ordinary", "fees")
