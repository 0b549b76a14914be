import datetime as dt
import io
from collections.abc import Callable

import docx as python_docx
import pytest

from engross.ooxml.anchors import place_anchors
from engross.ooxml.marks import has_marks, place_name
from engross.ooxml.package import open_package
from engross.ooxml.text import read_text
from engross.ooxml.undressing import undressed
from engross.records import Draft, DraftSection, Evidence, Finding, Paragraph, Sentence
from engross.rendering import DocumentParticulars, Rendered, render, review_copy
from engross.rendering.review import dressed
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


def test_every_figure_and_every_place_has_a_bookmark_of_its_own(rendered: Rendered) -> None:
    document = python_docx.Document(io.BytesIO(copy_with(rendered)))
    names = document.element.body.xpath(".//w:bookmarkStart/@w:name")

    assert [n for n in names if n.startswith("figure")] == [f.anchor for f in rendered.figures]
    assert {place_name("title"), place_name("section summary, paragraph 1")} < set(names)
    assert len(set(names)) == len(names)


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


@pytest.fixture
def render_citing(
    evidence: Evidence,
    crew: CrewSpec,
    spec: TemplateSpec,
    template: bytes,
    particulars: DocumentParticulars,
) -> Callable[..., Rendered]:
    """A document of one paragraph, in which the sentence `cites` rests on what Ruth said."""

    def make(*texts: str, cites: int) -> Rendered:
        sentences = (
            Sentence(text=text, cites=("p1",) if number == cites else ())
            for number, text in enumerate(texts)
        )
        section = DraftSection(key="summary", paragraphs=(Paragraph(sentences=tuple(sentences)),))
        return render(Draft(sections=(section,)), evidence, crew, spec, template, particulars)

    return make


@pytest.fixture
def citing(render_citing: Callable[..., Rendered]) -> Rendered:
    return render_citing("We have met.", "You need it soon.", "We agree.", cites=1)


def test_a_sentence_that_cites_has_a_comment_with_the_place_on_its_words_only(
    citing: Rendered,
) -> None:
    copy = review_copy(citing.marked, citing.figures, (), "Report", citations=citing.citations)
    document = python_docx.Document(io.BytesIO(copy))
    (paragraph,) = (p for p in document.paragraphs if "soon" in p.text)
    inside = paragraph._p.xpath(
        ".//w:r[preceding-sibling::w:commentRangeStart][following-sibling::w:commentRangeEnd]"
    )

    assert comments_at(copy)["We have met. You need it soon. We agree."] == [
        "Ruth Adeyemi said on 7 October 2026: We need it by Christmas.\nIn call.vtt 00:12:03.200"
    ]
    assert "".join(run.text for run in inside) == "You need it soon."


def test_a_sentence_that_begins_and_ends_with_a_figure_has_all_three_comments(
    render_citing: Callable[..., Rendered],
) -> None:
    made = render_citing(
        "[[fact:billed/2026-Q3/matter]] by Christmas, not [[fact:billed/2026-Q2/matter]]", cites=0
    )
    copy = review_copy(made.marked, made.figures, (), "Report", citations=made.citations)
    comments = comments_at(copy)["£9,490 by Christmas, not £8,900"]

    assert [comment.partition(": ")[0] for comment in sorted(comments)] == [
        "Fees billed, excluding VAT, Q2 2026 (April to June 2026)",
        "Fees billed, excluding VAT, Q3 2026 (July to September 2026)",
        "Ruth Adeyemi said on 7 October 2026",
    ]


def test_a_citation_leaves_no_trace_in_the_candidate(citing: Rendered) -> None:
    (body,) = (
        data
        for name, data in open_package(citing.candidate).items()
        if name.endswith("/document.xml")
    )

    assert "We have met. You need it soon. We agree." in [
        block.text for block in read_text(citing.candidate)
    ]
    assert b"bookmark" not in body
    assert not has_marks(body.decode())


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
    assert document.paragraphs[-1].text == (
        "Client report. 2 findings, of which 1 must be settled before anybody signs. "
        "This page is no part of the document: the copy that leaves is without it."
    )


def test_its_words_are_the_candidates_with_draft_mark_and_watermark(rendered: Rendered) -> None:
    copy = copy_with(rendered)
    words = [block.text for block in read_text(rendered.candidate)]
    header, *body = [block.text for block in read_text(copy)]

    assert [header, *body][: len(words) + 1] == [words[0], "Draft for discussion", *words[1:]]
    assert b"DRAFT - NOT SIGNED" in open_package(copy)["word/header1.xml"]


def test_undressed_it_is_the_anchored_document_again(rendered: Rendered) -> None:
    copy = copy_with(rendered, BLOCK, ELSEWHERE)
    back = undressed(copy, rendered.figures)
    anchored, again = open_package(place_anchors(rendered.marked)), open_package(back.docx)

    assert again["word/document.xml"] == anchored["word/document.xml"]
    assert read_text(back.docx) == read_text(rendered.candidate)
    assert (back.remarks, back.lost) == ((), ())


def test_an_undressed_copy_can_be_dressed_again(rendered: Rendered) -> None:
    copy = copy_with(rendered, BLOCK)
    back = undressed(copy, rendered.figures).docx
    again = dressed(back, rendered.figures, (BLOCK,), "Client report")

    assert open_package(again)["word/document.xml"] == open_package(copy)["word/document.xml"]
    assert comments_at(again) == comments_at(copy)


def test_comments_are_dated_as_told(rendered: Rendered) -> None:
    when = dt.datetime(2026, 10, 20, 9, tzinfo=dt.UTC)
    anchored = place_anchors(rendered.marked)
    copy = dressed(anchored, rendered.figures, (), "Client report", when=when)
    comments = python_docx.Document(io.BytesIO(copy)).comments

    assert {comment.timestamp for comment in comments} == {when}


def test_the_same_arguments_give_the_same_bytes(rendered: Rendered) -> None:
    assert copy_with(rendered, BLOCK) == copy_with(rendered, BLOCK)
