"""The proof of captions, which knows nothing of Engross, counts and follows them itself."""

import io
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx as python_docx
import pytest

from engross.ooxml.anchors import plain
from engross.ooxml.composing import Composition, compose
from engross.ooxml.marks import mark
from engross.ooxml.package import open_package, write_package

SCRIPT = Path(__file__).resolve().parents[3] / "scripts" / "proof_of_captions.py"
Read = Callable[..., Any]


@pytest.fixture
def document() -> bytes:
    made = python_docx.Document()
    made.add_paragraph(f"See {mark('see1', '')}.{mark('note1', '')}")
    for number in (1, 2):
        line = made.add_paragraph("Table ")
        field = line._p.makeelement(f"{{{line._p.nsmap['w']}}}fldSimple", {})
        field.set(f"{{{line._p.nsmap['w']}}}instr", "SEQ Table")
        line._p.append(field)
        line.add_run(mark(f"place{number}", f": Fees of {number}"))
    target = io.BytesIO()
    made.save(target)
    composition = Composition(
        targets={"place2": "tables.fees"},
        references={"see1": "tables.fees"},
        notes={"note1": "Of 2026."},
    )
    return plain(compose(target.getvalue(), composition))


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """`read(docx, (before, after))`: its captions as the script sees them, after that change."""
    script = runpy.run_path(str(SCRIPT))

    def labels(docx: bytes, change: tuple[bytes, bytes] = (b"", b"")) -> Any:  # noqa: ANN401 - a class of the script
        parts = open_package(docx)
        body = parts["word/document.xml"]
        assert change[0] in body
        parts["word/document.xml"] = body.replace(*change) if change[0] else body
        path = tmp_path / "candidate.docx"
        path.write_bytes(write_package(parts))
        return script["Labels"](path)

    return labels


def test_right_captions_and_references_are_proved(document: bytes, read: Read) -> None:
    found = read(document)

    assert (found.said, found.wrong) == (["Table 1", "Table 2"], [])
    assert found.notes.strip() == "Of 2026."


def test_labels_are_no_figures(document: bytes, read: Read) -> None:
    assert read(document).without("Table 1 and Table 2, not Table 3 or 1") == (
        " and , not Table 3 or 1"
    )


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (b">1<", b">4<", "caption 1 of Table says '4'"),
        (b">Table 2<", b">Table 1<", "a reference says 'Table 1' and leads to 'Table 2'"),
        (b'w:name="_Ref', b'w:name="_Other', "and leads to None"),
    ],
)
def test_a_wrong_number_or_reference_is_found(
    document: bytes, read: Read, before: bytes, after: bytes, told: str
) -> None:
    (wrong,) = read(document, (before, after)).wrong

    assert told in wrong
