"""A draft made into a Word document: the candidate that leaves, marked for the review copy."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from engross.errors import TemplateError
from engross.ooxml.marks import place_name, table_name
from engross.records import Draft, Evidence, Figure
from engross.rendering import pointing
from engross.rendering.charts import chart_name, fill_charts
from engross.rendering.context import build_context
from engross.rendering.paginating import Paginate, paginated
from engross.rendering.particulars import DocumentParticulars
from engross.rendering.slots import Citation, FigureBook, to_confirm
from engross.rendering.values import cleaned
from engross.workspace.section_specs import TableSpec
from engross.workspace.specs import CrewSpec, TemplateSpec

if TYPE_CHECKING:
    from engross.ooxml.chart_parts import Chart
    from engross.ooxml.composing import Composition
    from engross.ooxml.tables import Described


class Rendered(NamedTuple):
    """A document made from a draft."""

    candidate: bytes
    """As it would leave: no anchors, no comments, nobody's name but the firm's."""

    marked: bytes
    """The same with every figure and place marked, for `review_copy`; nobody opens it in Word."""

    figures: tuple[Figure, ...]
    """Every filled slot, cell and figure of a chart that the document shows, in its order."""

    citations: tuple[Citation, ...] = ()
    """The sentences that rest on passages which they cite and do not quote."""


def render(  # noqa: PLR0913, PLR0917 - the six things that a document is made of
    draft: Draft,
    evidence: Evidence,
    crew: CrewSpec,
    spec: TemplateSpec,
    template: bytes,
    document: DocumentParticulars,
    *,
    paginate: Paginate | None = None,
) -> Rendered:
    """The document; equal arguments always give equal bytes.

    `paginate` counts pages for a table of contents; without it the table gives none.

    Raises:
        TemplateError: the template has problems, each named with its part of the file.
    """
    from engross.ooxml.anchors import marked_names, plain  # noqa: PLC0415 - loads lxml
    from engross.ooxml.cleaning import clean  # noqa: PLC0415 - loads lxml
    from engross.ooxml.composing import compose  # noqa: PLC0415 - loads lxml
    from engross.ooxml.own_charts import untitled  # noqa: PLC0415 - loads lxml
    from engross.rendering.templates import fill_template  # noqa: PLC0415 - loads jinja2

    name = f"templates/{crew.template}.docx"
    _judge(template, crew, spec, name)
    book = FigureBook(evidence, leads=crew.leads, texts=document.texts)
    context = build_context(draft, crew, spec, document, book)
    charts = fill_charts(crew, document, book)
    filled = fill_template(template, context, name)
    marked = clean(
        compose(filled, _composition(crew, spec, charts)),
        title=document.property_title,
        firm=document.firm.particulars.name,
        when=document.made_at,
        subject=document.subject,
        keywords=(document.reference,),
        template=template,
    )
    if paginate is not None:
        marked = paginated(marked, lambda unpaged: paginate(plain(unpaged)))
    order = {anchor: number for number, anchor in enumerate(marked_names(marked))}
    unseen = {f"chart {one.removeprefix('charts.')}, title" for one in untitled(template)}
    placed = [
        (order.get(_anchor(figure, order), -1), figure)
        for figure in book.figures
        if figure.place not in unseen
    ]
    shown = sorted((pair for pair in placed if pair[0] >= 0), key=lambda pair: pair[0])
    return Rendered(
        candidate=plain(marked),
        marked=marked,
        figures=tuple(figure for _, figure in shown),
        citations=tuple(cited for cited in book.citations if cited.anchor in order),
    )


def _judge(template: bytes, crew: CrewSpec, spec: TemplateSpec, name: str) -> None:
    charts = [chart for section in crew.standard_format for chart in section.charts]
    several = {f"charts.{c.key}" for c in charts if len(c.series) > 1 and c.categories}
    if problems := _problems(template, spec.model_dump_json(), frozenset(several)):
        raise TemplateError(f"{name} has problems. " + "; ".join(problems) + ".")


@lru_cache(maxsize=8)
def _problems(template: bytes, spec: str, several: frozenset[str]) -> tuple[str, ...]:
    """What is wrong with a template; read once, however many documents are made with it."""
    from engross.ooxml.own_charts import own_chart_problems  # noqa: PLC0415 - loads lxml
    from engross.rendering.templates import template_problems  # noqa: PLC0415 - loads jinja2

    told = TemplateSpec.model_validate_json(spec)
    known = {f"charts.{key}" for key in told.charts}
    return template_problems(template, told) or own_chart_problems(template, known, several)


def _composition(crew: CrewSpec, spec: TemplateSpec, charts: Mapping[str, Chart]) -> Composition:
    """Everything that is put into the filled template where it is marked."""
    from engross.ooxml.composing import Composition  # noqa: PLC0415 - loads lxml

    tables = [table for section in crew.standard_format for table in section.tables]
    named = [chart.key for section in crew.standard_format for chart in section.charts]
    return Composition(
        charts={place_name(chart_name(key)): charts.get(key) for key in spec.charts},
        own_charts={f"charts.{key}": place_name(chart_name(key)) for key in spec.charts},
        without_captions=frozenset(
            pointing.caption_name(key) for key in named if key not in charts
        ),
        targets=pointing.targets(crew),
        references=pointing.references(crew),
        missing=lambda target: to_confirm(pointing.called(target)),
        notes=pointing.notes(crew),
        tables={table_name(table.key): _described(table) for table in tables},
    )


def _described(table: TableSpec) -> Described:
    from engross.ooxml.tables import Described  # noqa: PLC0415 - loads lxml

    headings = ", ".join(column.heading for column in table.columns)
    return Described(cleaned(table.title), cleaned(table.alt or f"Columns: {headings}."))


def _anchor(figure: Figure, order: Mapping[str, int]) -> str:
    """The figure's own anchor, or that of the chart which prints it."""
    if figure.anchor in order:
        return figure.anchor
    return place_name(figure.place.partition(", ")[0])
