"""Redlines by the real program, which is unpacked once for all of these tests."""

import datetime as dt
import io
import tempfile
from pathlib import Path

import docx as python_docx
import pytest

from engross.adapters.redlines import Docxodus
from engross.errors import RedlineFailed
from engross.ooxml.revisions import accept_changes
from engross.ooxml.text import read_text
from engross.ooxml.tracked import tracked_changes

AT = dt.datetime(2026, 10, 14, 9, tzinfo=dt.UTC)


def report(*paragraphs: str, rows: tuple[str, ...] = ()) -> bytes:
    document = python_docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(rows=0, cols=1)
        for row in rows:
            table.add_row().cells[0].text = row
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def words(docx: bytes) -> list[str]:
    return [block.text for block in read_text(docx)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("state") / "redlines"


@pytest.fixture(scope="module")
def docxodus(folder: Path) -> Docxodus:
    return Docxodus(folder)


def test_a_redline_shows_what_changed_by_whom_and_when(docxodus: Docxodus) -> None:
    before = report("We billed £9,490 this quarter.", rows=("a", "b", "c"))
    after = report("We billed £9,940 this quarter.", rows=("a", "c"))
    redline = docxodus.redline(before, after, "Helen Pike", AT)
    changes = tracked_changes(redline)

    assert {(change.author, change.at) for change in changes} == {("Helen Pike", AT)}
    assert {(change.kind, change.words) for change in changes} >= {
        ("deleted", "£9,490"),
        ("inserted", "£9,940"),
        ("row deleted", "b"),
    }
    assert words(accept_changes(redline)) == words(after)
    assert [block.text for block in read_text(redline, mode="original")] == words(before)


def test_equal_documents_give_equal_bytes_without_a_change(docxodus: Docxodus) -> None:
    same = report("We billed £9,490 this quarter.")
    first, second = (docxodus.redline(same, same, "Helen Pike", AT) for _ in range(2))

    assert first == second
    assert tracked_changes(first) == ()


def test_the_program_writes_nowhere_but_into_its_folder(
    docxodus: Docxodus, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    docxodus.redline(report("a"), report("b"), "Helen Pike", AT)

    assert list(tmp_path.iterdir()) == []
    assert len(list(folder.iterdir())) == 1


def test_a_comparison_that_takes_too_long_is_ended(
    docxodus: Docxodus, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    docxodus.redline(report("a"), report("a"), "", AT)
    hurried = Docxodus(folder, seconds=0.01)

    with pytest.raises(RedlineFailed, match="more than"):
        hurried.redline(report("a"), report("b"), "Helen Pike", AT)
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_word_file_is_refused_in_words(docxodus: Docxodus) -> None:
    with pytest.raises(RedlineFailed, match="comparison failed"):
        docxodus.redline(report("a"), b"no Word file", "Helen Pike", AT)


def test_where_the_program_cannot_be_unpacked_the_reason_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(RedlineFailed, match="cannot be unpacked"):
        Docxodus(tmp_path / "file").redline(report("a"), report("b"), "Helen Pike", AT)
