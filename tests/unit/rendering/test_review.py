import io

import docx as python_docx
import pytest

from engross.ooxml.package import open_package
from engross.ooxml.text import read_text
from engross.records import Draft, Evidence, Finding
from engross.rendering import DocumentParticulars, Rendered, render, review_copy
from engross.workspace.specs import CrewSpec, TemplateSpec

BLOCK = Finding(
    rule="slots-resolve",
    severity="block",
    place="section summary, paragraph 1",
    message="A figure is not known.",
    suggestion="Give it.",
)
ELSEWHERE = Finding(
    rule="row-set-aside",
    severity="warn",
    place="billing.xlsx Time!A14",
    message="The row has no hours.",
)
BEYOND = BLOCK.model_copy(update={"place": "section issues, paragraph 9", "message": "Odd."})


@pytest.fixture
def rendered(  # noqa: PLR0913, PLR0917 - the six things that a document is made of
    draft: Draft,
    evidence: Evidence,
    crew: CrewSpec,
    spec: TemplateSpec,
    template: bytes,
    particulars: DocumentParticulars,
) -> Rendered:
    return render(draft, evidence, crew, spec, template, particulars)


def copy_with(rendered: Rendered, *findings: Finding) -> bytes:
    return review_copy(rendered.marked, rendered.figures, findings, "Client report")


def comments_at(docx: bytes) -> dict[str, list[str]]:
    """The comments by the text of the paragraph that they stand on."""
    document = python_docx.Document(io.BytesIO(docx))
    texts = {str(comment.comment_id): comment.text for comment in document.comments}
    found: dict[str, list[str]] = {}
    for paragraph in document.paragraphs:
        numbers = paragraph._p.xpath(".//w:commentReference/@w:id")
        if numbers:
            found[paragraph.text] = [texts[number] for number in numbers]
    return found


def test_every_figure_has_a_bookmark_of_its_own_and_places_have_none(rendered: Rendered) -> None:
    document = python_docx.Document(io.BytesIO(copy_with(rendered)))
    names = document.element.body.xpath(".//w:bookmarkStart/@w:name")

    assert names == [figure.anchor for figure in rendered.figures]


def test_there_is_a_comment_for_each_figure_in_prose_and_for_each_row(rendered: Rendered) -> None:
    found = comments_at(copy_with(rendered))

    assert {text: len(comments) for text, comments in found.items()} == {
        "Fees billed were £9,490 excluding VAT. You told us “We need it by Christmas” "
        "(Ruth Adeyemi).": 2,
        "Prepared for Ms Ruth Adeyemi only.": 1,
        "4452 | 3,996.00 | 1,996.00": 1,
        "4489 | 3,780.00 | 3,780.00": 1,
        "Total | 7,776.00": 1,
    }


def test_a_rows_comment_lists_each_figure_once_with_its_cells(rendered: Rendered) -> None:
    (comment,) = comments_at(copy_with(rendered))["4452 | 3,996.00 | 1,996.00"]

    assert comment.splitlines() == [
        "Number, as at 14 October 2026: 4452, in billing.xlsx Invoices!A6",
        (
            "Total including VAT, Invoice 4452, as at 14 October 2026: £3,996.00, "
            "in billing.xlsx Invoices!F6"
        ),
        (
            "Outstanding, Invoice 4452, as at 14 October 2026: £1,996.00 = "
            "Total including VAT of Invoice 4452 £3,996.00 less Paid of Invoice 4452 £2,000.00"
        ),
        "Paid, Invoice 4452, as at 14 October 2026: £2,000.00, in billing.xlsx Invoices!G6",
    ]


def test_findings_stand_at_their_place_or_the_nearest_there_is(rendered: Rendered) -> None:
    found = comments_at(copy_with(rendered, BLOCK, ELSEWHERE, BEYOND))
    by_start = {text: [c.splitlines()[0] for c in comments] for text, comments in found.items()}

    assert by_start["Client report: Wrackline Boatyard Limited"] == [
        "Please look at this: The row has no hours."
    ]
    assert by_start["Issues"] == ["Must be settled before signing: Odd."]
    assert any(
        "Must be settled before signing: A figure is not known." in lines
        for text, lines in by_start.items()
        if text.startswith("Fees billed")
    )


@pytest.mark.parametrize(
    ("place", "row"),
    [
        ("table invoices, row 2", "4489 | 3,780.00 | 3,780.00"),
        ("table invoices, total", "Total | 7,776.00"),
        ("table invoices, row 3", "Total | 7,776.00"),
    ],
)
def test_a_finding_about_a_row_stands_on_that_row(place: str, row: str, rendered: Rendered) -> None:
    found = comments_at(copy_with(rendered, BLOCK.model_copy(update={"place": place})))

    assert found[row][0].startswith("Must be settled before signing")


def test_the_last_page_lists_the_findings(rendered: Rendered) -> None:
    document = python_docx.Document(io.BytesIO(copy_with(rendered, BLOCK, ELSEWHERE)))

    assert [[cell.text for cell in row.cells] for row in document.tables[-1].rows] == [
        ["Weight", "Where", "What was noticed", "What to do"],
        [
            "Must be settled before signing",
            "section summary, paragraph 1",
            "A figure is not known.",
            "Give it.",
        ],
        ["Please look at this", "billing.xlsx Time!A14", "The row has no hours.", "-"],
    ]
    assert "2 findings, of which 1 must be settled" in document.paragraphs[-1].text


def test_its_words_are_the_candidates_with_draft_mark_and_watermark(rendered: Rendered) -> None:
    copy = copy_with(rendered)
    words = [block.text for block in read_text(rendered.candidate)]
    header, *body = [block.text for block in read_text(copy)]

    assert [header, *body][: len(words) + 1] == [words[0], "Draft for discussion", *words[1:]]
    assert b"DRAFT - NOT SIGNED" in open_package(copy)["word/header1.xml"]


def test_the_same_arguments_give_the_same_bytes(rendered: Rendered) -> None:
    assert copy_with(rendered, BLOCK) == copy_with(rendered, BLOCK)
