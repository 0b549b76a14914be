import datetime as dt
import io
from collections.abc import Callable

import docx as python_docx
import pytest

from engross.ooxml.cleaning import clean, made_at
from engross.ooxml.package import open_package
from engross.ooxml.traces import traces

WordFile = Callable[..., bytes]

WHEN = dt.datetime(2026, 10, 14, tzinfo=dt.UTC)


@pytest.fixture
def reviewed() -> bytes:
    """A document as it comes out of Word after a review."""
    document = python_docx.Document()
    run = document.add_paragraph("Fees were £9,490.").runs[0]
    document.add_comment(run, "Is that right?", author="Martin Oke")
    document.core_properties.author = "Priya Sandhu"
    document.core_properties.last_modified_by = "Priya Sandhu"
    document.settings.element.append(
        python_docx.oxml.parse_xml(
            '<w:rsids xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            '<w:rsid w:val="00AB12CD"/></w:rsids>'
        )
    )
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_nothing_of_the_review_or_the_people_is_left(reviewed: bytes) -> None:
    parts = open_package(clean(reviewed, title="Report", firm="Penhallow Reeve LLP", when=WHEN))
    everything = b"".join(parts.values())

    assert not any("comments" in name or "thumbnail" in name for name in parts)
    for trace in (b"Martin Oke", b"Priya Sandhu", b"commentReference", b"rsid", b"python-docx"):
        assert trace not in everything
    assert "Fees were £9,490.".encode() in everything


def test_the_properties_name_title_firm_and_the_moment_told(reviewed: bytes) -> None:
    cleaned = clean(reviewed, title="A & B <Ltd>", firm="Smith & Sons", when=WHEN)
    properties = python_docx.Document(io.BytesIO(cleaned)).core_properties

    assert (properties.title, properties.author) == ("A & B <Ltd>", "Smith & Sons")
    assert made_at(cleaned) == WHEN


def test_the_same_document_always_gives_the_same_bytes(reviewed: bytes) -> None:
    one = clean(reviewed, title="Report", firm="Firm", when=WHEN)

    assert clean(one, title="Report", firm="Firm", when=WHEN) == one


def test_our_anchors_go_and_the_templates_own_stay(word_file: WordFile) -> None:
    def around(number: int, name: str) -> str:
        return (
            f"<bookmarkStart id='{number}' name='{name}'/><r><t>x</t></r>"
            f"<bookmarkEnd id='{number}'/>"
        )

    docx = word_file(f"<p rsidR='00AB12CD'>{around(1, 'figure1')}{around(2, 'Terms')}</p>")
    body = open_package(clean(docx, title="", firm="", when=WHEN))["word/document.xml"]

    assert b"figure1" not in body
    assert body.count(b"bookmarkEnd") == 1
    assert b"Terms" in body
    assert b"rsid" not in body


def test_the_scan_for_traces_finds_them_before_cleaning_and_none_after(reviewed: bytes) -> None:
    once = clean(reviewed, title="Report", firm="Penhallow Reeve LLP", when=WHEN)

    assert list(traces(once)) == []
    assert {trace.what for trace in traces(reviewed)} >= {"comments", "a comment"}
