"""Mails and PDFs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hostile_containers import MAIL, nested_mail, pdf
from hostile_zips import SHEET, workbook, zipped

Refused = Callable[..., str]
Remarked = Callable[..., list[str]]
PDF = pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>"])


@pytest.mark.parametrize("begins", [b"", b"From a@example.com Mon\n", b"\xef\xbb\xbf", b"\n"])
def test_a_mail_passes(remarked: Remarked, begins: bytes) -> None:
    assert remarked("a.eml", begins + MAIL + b"\nHello", "notes") == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"Hello there", "no mail"),
        (MAIL + b"X-A: b\r\n" * 3_000 + b"\r\nHello", "lines of header"),
        (MAIL + b"X-A: " + b"b" * 1_000_001 + b"\n\nHello", "lines of header"),
        (nested_mail(1_001), "1,002 parts"),
    ],
)
def test_what_no_mail_program_writes_is_refused(refused: Refused, data: bytes, said: str) -> None:
    assert said in refused("a.eml", data, "notes")


def test_a_pdf_passes(remarked: Remarked) -> None:
    assert remarked("a.pdf", PDF, "notes") == []


def test_a_pdf_that_is_a_zip_too_is_refused(refused: Refused) -> None:
    assert "at once" in refused("a.pdf", PDF + zipped(workbook(SHEET)), "notes")


def test_what_is_attached_to_a_pdf_is_remarked(remarked: Remarked) -> None:
    attached = PDF.replace(b"/Kids[]", b"/Kids[]/A<</Type/EmbeddedFile /Length 0>>")

    assert remarked("a.pdf", attached, "notes") == ["embedded-files"]
