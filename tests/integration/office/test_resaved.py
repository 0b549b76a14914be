"""A review copy that LibreOffice saved is undressed like one that Word saved."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import docx as python_docx
import pytest

from engross.adapters.office import find_office
from engross.ooxml.anchors import place_anchors
from engross.ooxml.bookmark_words import bookmarked_words
from engross.ooxml.marks import REVIEW_ONLY, mark, place_name
from engross.ooxml.package import open_package
from engross.ooxml.text import Block, read_text
from engross.ooxml.undressing import undressed
from engross.records import Figure, Finding
from engross.rendering.review import dressed

FINDING = Finding(
    rule="figure-typed",
    severity="warn",
    place="section fees, paragraph 1",
    message="A figure was typed.",
)


def marked_document() -> bytes:
    """A figure in the middle, at the end of a paragraph, alone in one, and in a cell."""
    made, target = python_docx.Document(), io.BytesIO()
    made.add_paragraph(f"Private and confidential {mark(REVIEW_ONLY, 'Draft for discussion')}")
    made.add_heading(mark(place_name("section fees"), "Fees"), 1)
    sentence = f"We billed {mark('figure1', '£9,490')} and expect {mark('figure2', '£2,100')}"
    made.add_paragraph(mark(place_name("section fees, paragraph 1"), sentence))
    made.add_paragraph(mark("figure3", "5"))
    made.add_table(rows=1, cols=1).rows[0].cells[0].text = mark("figure4", "(200.00)")
    made.add_paragraph("Yours faithfully")
    made.save(target)
    return target.getvalue()


FIGURES = [
    Figure(anchor=f"figure{n}", id=f"f{n}", kind="fact", text=text, place=place, origin="records")
    for n, (text, place) in enumerate(
        [
            ("£9,490", "section fees, paragraph 1"),
            ("£2,100", "section fees, paragraph 1"),
            ("5", "section fees, paragraph 2"),
            ("(200.00)", "table fees, row 1"),
        ],
        start=1,
    )
]


@pytest.fixture(scope="module")
def anchored() -> bytes:
    return place_anchors(marked_document())


@pytest.fixture(scope="module")
def resaved(anchored: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The review copy, saved by LibreOffice."""
    folder = tmp_path_factory.mktemp("resaved")
    (folder / "copy.docx").write_bytes(dressed(anchored, FIGURES, (FINDING,), "Client report"))
    _save_again(folder)
    return (folder / "saved" / "copy.docx").read_bytes()


def _save_again(folder: Path) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    told = ["--headless", "--convert-to", "docx", "--outdir", str(folder / "saved")]
    subprocess.run(
        [find_office(), profile, *told, str(folder / "copy.docx")],
        check=True,
        capture_output=True,
        timeout=120,
    )


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text.rstrip() for block in blocks]


def test_nothing_of_the_review_copy_is_left(anchored: bytes, resaved: bytes) -> None:
    back = undressed(resaved, FIGURES, draft_mark="Draft for discussion")
    parts = open_package(back.docx)

    assert texts(read_text(back.docx)) == texts(read_text(anchored))
    assert b"WaterMark" not in b"".join(parts.values())
    assert (back.remarks, back.lost) == ((), ())


def test_each_figure_is_still_in_its_bookmark(resaved: bytes) -> None:
    found = bookmarked_words(undressed(resaved, FIGURES).docx)

    assert {figure.anchor: found[figure.anchor] for figure in FIGURES} == {
        figure.anchor: figure.text for figure in FIGURES
    }


def test_it_can_be_dressed_again(resaved: bytes) -> None:
    back = undressed(resaved, FIGURES, draft_mark="Draft for discussion").docx
    again = dressed(back, FIGURES, (FINDING,), "Client report")

    assert texts(read_text(again))[0] == "Private and confidential Draft for discussion"
    assert len(list(python_docx.Document(io.BytesIO(again)).comments)) == len(FIGURES) + 1
