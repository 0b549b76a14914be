from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engross.errors import StorageError
from engross.records import Evidence, HeldDocument
from engross.signoff import changed_files, changes
from engross.testing.stores import FolderDocumentStore


def test_an_unchanged_document_has_no_changes(
    held: HeldDocument, evidence: Evidence, documents: FolderDocumentStore
) -> None:
    assert changes(held, held.fingerprint(), evidence, documents) == ()


def _tampered(value: Any) -> Iterator[Any]:  # noqa: ANN401 - any JSON value
    """The value with one leaf changed, for each of its leaves."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from ({**value, key: other} for other in _tampered(inner))
    elif isinstance(value, list | tuple):
        for place, inner in enumerate(value):
            for other in _tampered(inner):
                yield type(value)((*value[:place], other, *value[place + 1 :]))
    elif value is not None:
        yield _other(value)


def _other(leaf: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(leaf, dt.datetime):
        return leaf + dt.timedelta(seconds=1)
    closed = {"block": "note", "warn": "note", "fact": "quote", "code": "agent"}
    return closed.get(leaf, leaf + "x") if isinstance(leaf, str) else leaf + 1


def test_every_single_field_change_of_a_held_document_is_noticed(
    held: HeldDocument, evidence: Evidence, documents: FolderDocumentStore
) -> None:
    recorded = held.fingerprint()
    tampered = [HeldDocument.model_validate(other) for other in _tampered(held.model_dump())]
    unnoticed = [t for t in tampered if not changes(t, recorded, evidence, documents)]

    assert len(tampered) > 20
    assert unnoticed == []


def test_other_evidence_is_noticed(
    held: HeldDocument, evidence: Evidence, documents: FolderDocumentStore
) -> None:
    fact = evidence.facts[0].model_copy(update={"period": "2026-Q2"})
    other = evidence.model_copy(update={"facts": (fact,)})

    assert changes(held, held.fingerprint(), other, documents) == (
        "The evidence is not what the document was made from.",
    )


def test_a_changed_file_in_the_store_is_noticed_by_name(
    held: HeldDocument, evidence: Evidence, documents: FolderDocumentStore
) -> None:
    documents.path(held.candidate.deliverables[0].sha256).write_bytes(b"something else")

    (change,) = changes(held, held.fingerprint(), evidence, documents)

    assert change.startswith("Report.docx: ")


def test_a_lost_file_in_the_store_is_noticed(
    held: HeldDocument, evidence: Evidence, documents: FolderDocumentStore
) -> None:
    documents.path(held.candidate.review_copy.sha256).unlink()

    (change,) = changes(held, held.fingerprint(), evidence, documents)

    assert change.startswith("Review copy.docx: ")


def test_a_file_edited_in_the_folder_is_named(tmp_path: Path, held: HeldDocument) -> None:
    files = [*held.candidate.deliverables, held.candidate.review_copy]
    (tmp_path / "Report.docx").write_bytes(b"the candidate")
    (tmp_path / "Review copy.docx").write_bytes(b"the c0py")

    assert changed_files(tmp_path, files) == ("Review copy.docx",)


def test_a_file_taken_out_of_the_folder_is_no_edit(tmp_path: Path, held: HeldDocument) -> None:
    assert changed_files(tmp_path, held.candidate.deliverables) == ()


def test_a_file_that_cannot_be_read_stops_with_its_name(tmp_path: Path, held: HeldDocument) -> None:
    (tmp_path / "Report.docx").mkdir()

    with pytest.raises(StorageError, match=r"Report\.docx cannot be read"):
        changed_files(tmp_path, held.candidate.deliverables)
