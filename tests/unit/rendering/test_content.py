"""A report with captions, references, footnotes and a table of contents, from a small template."""

import io
from collections.abc import Callable, Mapping

import docx as python_docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from engross.errors import TemplateError
from engross.ooxml.anchors import place_anchors
from engross.ooxml.captions import labels
from engross.ooxml.charts import place_charts
from engross.ooxml.contents import bookmarks_of
from engross.ooxml.marks import mark, without_marks
from engross.ooxml.package import open_package, write_package
from engross.ooxml.text import read_text
from engross.records import Draft, DraftSection, Evidence, Paragraph, Sentence
from engross.rendering import DocumentParticulars, Rendered, render
from engross.rendering.charts import fill_charts
from engross.rendering.slots import FigureBook
from engross.workspace.section_specs import ChartSpec, SeriesSpec
from engross.workspace.specs import ContextField, CrewSpec, TemplateSpec

TEXT = ContextField(kind="text")
Make = Callable[..., Rendered]


def field(paragraph: WordParagraph, instruction: str) -> None:
    told = OxmlElement("w:fldSimple")
    told.set(qn("w:instr"), instruction)
    paragraph._p.append(told)


def captioned(document: Document, label: str, words: str) -> None:
    paragraph = document.add_paragraph(f"{label} ")
    field(paragraph, f"SEQ {label} \\* ARABIC")
    paragraph.add_run(f": {words}")


def drawn(document: Document, *, own_chart: bool) -> bytes:
    """The template's bytes; `{{ charts.totals }}` or a chart that the firm drew stands in it."""
    document.add_paragraph(mark("sample", "") if own_chart else "{{ charts.totals }}")
    captioned(document, "Chart", "{{ captions.totals }}")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def a_template(*, contents: bool = False, caption: bool = True) -> Document:
    document = python_docx.Document()
    document.add_paragraph("{{ document.title }} for {{ client.name }}")
    if contents:
        field(document.add_paragraph(), 'TOC \\o "1-1" \\h')
    for key in ("summary", "account", "basis"):
        document.add_heading(f"{{{{ sections.{key}.heading }}}}", 1)
        for line in (f"{{%p for text in sections.{key}.paragraphs %}}", "{{ text }}"):
            document.add_paragraph(line)
        document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{% if see.tables.invoices %}In {{ see.tables.invoices }}.{% endif %}")
    if caption:
        captioned(document, "Table", "{{ tables.invoices.title }}")
    document.add_paragraph("{%p for row in tables.invoices.rows %}")
    document.add_paragraph("{{ row.number }}: {{ row.total }}")
    document.add_paragraph("{%p endfor %}")
    return document


@pytest.fixture
def crew(crew: CrewSpec) -> CrewSpec:
    summary, account, _, basis = crew.standard_format
    (table,) = account.tables
    chart = ChartSpec(
        key="totals",
        kind="bars",
        title="Totals by invoice",
        alt="Bars of totals.",
        table="invoices",
        categories="number",
        series=(SeriesSpec(column="total"),),
    )
    account = account.model_copy(
        update={
            "tables": (table.model_copy(update={"note": "Including VAT."}),),
            "charts": (chart,),
            "fixed_text": ("[[see:charts.totals]] shows the same.",),
        }
    )
    basis = basis.model_copy(
        update={
            "fixed_text": ("Unaudited[[note:audit]], as “[[see:sections.summary]]” says.",),
            "notes": {"audit": "Nobody has examined the figures."},
        }
    )
    return crew.model_copy(update={"standard_format": (summary, account, basis)})


@pytest.fixture
def spec(spec: TemplateSpec) -> TemplateSpec:
    names = {name: told for name, told in spec.context.items() if "issues" not in name}
    for name in ("captions.totals", "see.tables.invoices", "see.charts.totals"):
        names[name] = TEXT
    names["charts.totals"] = ContextField(kind="chart")
    return TemplateSpec(
        title="Client report", context=names, sections=("summary", "account", "basis")
    )


@pytest.fixture
def make(
    crew: CrewSpec, spec: TemplateSpec, evidence: Evidence, particulars: DocumentParticulars
) -> Make:
    def made(
        template: bytes | None = None,
        sentence: str = "See [[see:invoices]].",
        *,
        facts: bool = True,
        paginate: Callable[[bytes], Mapping[str, int]] | None = None,
    ) -> Rendered:
        paragraph = Paragraph(sentences=(Sentence(text=sentence),))
        return render(
            Draft(sections=(DraftSection(key="summary", paragraphs=(paragraph,)),)),
            evidence if facts else evidence.model_copy(update={"facts": ()}),
            crew,
            spec,
            template or drawn(a_template(), own_chart=False),
            particulars,
            paginate=paginate,
        )

    return made


def said(docx: bytes) -> list[str]:
    return [block.text.strip() for block in read_text(docx)]


def test_captions_are_counted_and_referred_to_from_draft_fixed_text_and_template(
    make: Make,
) -> None:
    words = said(make().candidate)

    assert {"Table 1: Invoices", "Chart 1: Totals by invoice"} <= set(words)
    assert {"See Table 1.", "Chart 1 shows the same.", "In Table 1."} <= set(words)
    assert "Unaudited, as “Summary” says." in words


def test_footnotes_stand_at_the_foot_in_the_order_of_the_text(make: Make) -> None:
    notes = [b.text.strip() for b in read_text(make().candidate) if b.place.startswith("footnote")]

    assert notes == ["Nobody has examined the figures.", "Including VAT."]


def test_what_has_nothing_to_show_is_neither_captioned_nor_counted(make: Make) -> None:
    words = said(make(facts=False, sentence="Nothing.").candidate)

    assert not [word for word in words if word.startswith(("Chart 1", "In "))]
    assert labels(make(facts=False, sentence="Nothing.").candidate) == ("Table 1",)
    assert "[to confirm: where the chart totals stands] shows the same." in words


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("See [[see:nothing]].", "See [to confirm: see:nothing]."),
        ("So[[note:audit]].", "So[to confirm: note:audit]."),
    ],
)
def test_a_draft_s_reference_that_leads_nowhere_is_to_be_confirmed(
    make: Make, sentence: str, shown: str
) -> None:
    assert shown in said(make(sentence=sentence).candidate)


def test_a_reference_to_a_table_without_a_caption_is_to_be_confirmed(make: Make) -> None:
    template = drawn(a_template(caption=False), own_chart=False)

    assert "See [to confirm: where the table invoices stands]." in said(make(template).candidate)


def test_the_review_copy_keeps_fields_and_anchors_apart(make: Make) -> None:
    body = open_package(place_anchors(make().marked))["word/document.xml"].decode()

    assert body.count("bookmarkStart") == body.count("bookmarkEnd")
    assert said(place_anchors(make().marked)) == said(make().candidate)


def test_equal_arguments_give_equal_bytes(make: Make) -> None:
    assert make().candidate == make().candidate


def test_a_table_of_contents_lists_the_headings(make: Make) -> None:
    words = said(make(drawn(a_template(contents=True), own_chart=False)).candidate)

    assert words[1:4] == ["Summary", "Account", "Basis"]


def test_a_table_of_contents_has_the_pages_that_were_counted(make: Make) -> None:
    seen: list[bytes] = []

    def paginate(docx: bytes) -> Mapping[str, int]:
        seen.append(docx)
        return {name: number for number, name in enumerate(bookmarks_of(docx), start=5)}

    made = make(drawn(a_template(contents=True), own_chart=False), paginate=paginate)
    entries = said(made.candidate)[1:4]

    assert len(seen) == 1
    assert said(seen[0])[1:4] == ["Summary\t00", "Account\t00", "Basis\t00"]
    assert sorted(entry.partition("\t")[2] for entry in entries) == ["5", "6", "7"]


def test_pages_are_not_counted_for_a_document_without_contents(make: Make) -> None:
    def paginate(_docx: bytes) -> Mapping[str, int]:
        raise AssertionError

    assert make(paginate=paginate).candidate == make().candidate


# --- the firm's own chart -----------------------------------------------------------------------


@pytest.fixture
def own(crew: CrewSpec, evidence: Evidence, particulars: DocumentParticulars) -> bytes:
    """A template with a chart that the firm drew, named `charts.totals`."""
    chart = fill_charts(crew, particulars, FigureBook(evidence))["totals"]
    sample = chart._replace(alt="charts.totals", title="A sample", categories=("X", "Y"))
    template = place_charts(drawn(a_template(), own_chart=True), {"sample": sample})
    parts = open_package(template)
    body = parts["word/document.xml"].decode()

    return write_package({**parts, "word/document.xml": without_marks(body).encode()})


def test_the_firm_s_own_chart_shows_the_figures_that_it_lists(make: Make, own: bytes) -> None:
    made = make(own)
    shown = [b.text for b in read_text(made.candidate, charts=True) if b.style == "chart"]

    assert shown[1:3] == ["4452", "4489"]
    assert [f.text for f in made.figures if ", series 1" in f.place] == shown[-2:]
    assert "A sample" not in shown


def test_a_chart_of_the_firm_that_nothing_fills_stops_the_document(make: Make, own: bytes) -> None:
    parts = open_package(own)
    body = parts["word/document.xml"].replace(b"charts.totals", b"charts.other")

    with pytest.raises(TemplateError, match=r"there is no charts\.other"):
        make(write_package({**parts, "word/document.xml": body}))
