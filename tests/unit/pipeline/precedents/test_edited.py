from __future__ import annotations

import io
from collections.abc import Callable
from copy import deepcopy

import docx as python_docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from engross.errors import InputError, RefusedError, UsageError
from engross.pipeline.precedents import keep
from engross.pipeline.services import Services
from engross.records import Run
from engross.signoff import Signer
from engross.sources.file import SourceFile

QUERY = "If you have a query on it, please tell us."
Edited = Callable[[Callable[[Document], None]], SourceFile]


@pytest.fixture
def edited(review_copy: bytes) -> Edited:
    """`edited(change)`: the review copy after somebody has changed it in Word."""

    def make(change: Callable[[Document], None]) -> SourceFile:
        document = python_docx.Document(io.BytesIO(review_copy))
        change(document)
        target = io.BytesIO()
        document.save(target)
        return SourceFile("My wording.docx", target.getvalue())

    return make


def _paragraph(document: Document, text: str) -> Paragraph:
    return next(p for p in document.paragraphs if _text(p).strip() == text)


def _text(paragraph: Paragraph) -> str:
    return "".join(node.text or "" for node in paragraph._p.iter(qn("w:t")))


def _says(document: Document, before: str, after: str) -> None:
    """Replace a paragraph's words; comments and bookmarks on it stay."""
    first, *others = list(_paragraph(document, before)._p.iter(qn("w:t")))
    first.text = after
    for node in others:
        node.text = ""


def _tracked(document: Document, before: str, inserted: str) -> None:
    """Delete a paragraph's words and put in others, with changes tracked."""
    paragraph = _paragraph(document, before)
    runs = [run for run in paragraph._p.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
    new = deepcopy(runs[0])
    new.find(qn("w:t")).text = inserted
    for run in runs:
        deleted = run.makeelement(qn("w:del"), {qn("w:id"): "900", qn("w:author"): "Helen"})
        run.addprevious(deleted)
        deleted.append(run)
        for text in run.iter(qn("w:t")):
            text.tag = qn("w:delText")
    put_in = paragraph._p.makeelement(qn("w:ins"), {qn("w:id"): "901", qn("w:author"): "Helen"})
    paragraph._p.append(put_in)
    put_in.append(new)


def test_a_fee_earner_s_own_wording_is_kept_and_nothing_that_is_printed_around_it(
    firm: Services, released: Run, helen: Signer, edited: Edited
) -> None:
    file = edited(lambda document: _says(document, QUERY, "Ring us about any bill."))

    kept = keep(firm, released.id, helen, sections=["account"], edited=file)

    text = kept.path.read_text(encoding="utf-8")
    assert text.endswith("# Precedent: Invoices and account\n\nRing us about any bill.\n")
    assert f"edited_sha256: {file.sha256}\n" in text
    assert any("tables, text boxes and notes" in warning for warning in kept.warnings)
    details = firm.ledger.details(firm.ledger.lines(released.id)[-1])
    assert details == {"file": kept.file, "edited": file.sha256}


def test_of_a_review_copy_only_the_wording_is_kept(
    firm: Services, released: Run, helen: Signer, edited: Edited
) -> None:
    kept = keep(firm, released.id, helen, edited=edited(lambda _document: None))

    untouched = keep(firm, released.id, helen)
    words = untouched.path.read_text("utf-8").partition("# Precedent")[2]
    assert kept.path.read_text("utf-8").partition("# Precedent")[2] == words


def test_tracked_changes_are_taken_as_accepted(
    firm: Services, released: Run, helen: Signer, edited: Edited
) -> None:
    file = edited(lambda document: _tracked(document, QUERY, "Ring us about any bill."))

    kept = keep(firm, released.id, helen, sections=["account"], edited=file)

    words = kept.path.read_text(encoding="utf-8").partition("# Precedent")[2]
    assert "Ring us about any bill." in words
    assert "query" not in words


def test_an_edited_text_with_a_figure_is_refused_for_the_firm(
    firm: Services, released: Run, helen: Signer, edited: Edited
) -> None:
    file = edited(lambda document: _says(document, QUERY, "Ring us within 3 days. Or write."))

    with pytest.raises(RefusedError) as caught:
        keep(firm, released.id, helen, sections=["account"], behind="firm", edited=file)

    assert "Invoices and account, paragraph 1: “Ring us within 3 days.” (“3” is a figure)" in str(
        caught.value
    )
    assert "write in square brackets" in caught.value.remedy


def test_an_edited_text_with_placeholders_is_kept_for_the_firm(
    firm: Services, released: Run, helen: Signer, edited: Edited
) -> None:
    words = "Ring Helen Pike within [number of days]."
    file = edited(lambda document: _says(document, QUERY, words))

    kept = keep(firm, released.id, helen, sections=["account"], behind="firm", edited=file)

    text = kept.path.read_text(encoding="utf-8")
    assert text.endswith("\nRing [fee-earner] within [number of days].\n")


def test_words_of_another_client_s_are_kept_behind_nobody_s_wall(
    firm: Services, released: Run, helen: Signer, edited: Edited
) -> None:
    words = "Ring us, as Copperbeech Nurseries Limited does."
    file = edited(lambda document: _says(document, QUERY, words))

    with pytest.raises(RefusedError, match=r"“Copperbeech Nurseries Limited” in “Ring us"):
        keep(firm, released.id, helen, behind="client", edited=file)


def test_a_document_of_other_headings_is_refused(
    firm: Services, released: Run, helen: Signer
) -> None:
    document = python_docx.Document()
    document.add_heading("Our terms", 1)
    document.add_paragraph("We agree them first.")
    target = io.BytesIO()
    document.save(target)

    with pytest.raises(UsageError, match=r"terms.docx has nothing under “Fees”"):
        keep(
            firm,
            released.id,
            helen,
            sections=["fees"],
            edited=SourceFile("terms.docx", target.getvalue()),
        )


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (SourceFile("wording.pdf", b"%PDF-1.7"), "no Word document"),
        (SourceFile("wording.docx", b"%PDF-1.7"), "PDF"),
        (SourceFile("wording.docx", b""), "the file is empty"),
    ],
)
def test_what_is_no_word_file_is_refused_with_a_remedy(
    firm: Services, released: Run, helen: Signer, file: SourceFile, says: str
) -> None:
    with pytest.raises(InputError, match=says) as caught:
        keep(firm, released.id, helen, edited=file)

    assert caught.value.remedy
