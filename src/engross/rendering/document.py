"""A draft made into a Word document: the candidate that leaves, marked for the review copy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from engross.errors import TemplateError
from engross.ooxml.marks import place_name
from engross.records import Draft, Evidence, Figure
from engross.rendering.charts import chart_name, fill_charts
from engross.rendering.context import build_context
from engross.rendering.particulars import DocumentParticulars
from engross.rendering.slots import Citation, FigureBook
from engross.workspace.specs import CrewSpec, TemplateSpec


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
) -> Rendered:
    """The document; the same six arguments always give the same bytes.

    Raises:
        TemplateError: the template has problems, each named with its part of the file.
    """
    from engross.ooxml.anchors import marked_names, plain  # noqa: PLC0415 - loads lxml
    from engross.ooxml.charts import place_charts  # noqa: PLC0415 - loads lxml
    from engross.ooxml.cleaning import clean  # noqa: PLC0415 - loads lxml
    from engross.rendering.templates import (  # noqa: PLC0415 - loads jinja2
        fill_template,
        template_problems,
    )

    name = f"templates/{crew.template}.docx"
    if problems := template_problems(template, spec):
        raise TemplateError(f"{name} has problems. " + "; ".join(problems) + ".")
    book = FigureBook(evidence)
    context = build_context(draft, crew, spec, document, book)
    charts = fill_charts(crew, document, book)
    filled = fill_template(template, context, name)
    marked = clean(
        place_charts(filled, {place_name(chart_name(key)): charts.get(key) for key in spec.charts}),
        title=document.property_title,
        firm=document.firm.particulars.name,
        when=document.made_at,
    )
    order = {anchor: number for number, anchor in enumerate(marked_names(marked))}
    placed = [(order.get(_anchor(figure, order), -1), figure) for figure in book.figures]
    shown = sorted((pair for pair in placed if pair[0] >= 0), key=lambda pair: pair[0])
    return Rendered(
        candidate=plain(marked),
        marked=marked,
        figures=tuple(figure for _, figure in shown),
        citations=tuple(cited for cited in book.citations if cited.anchor in order),
    )


def _anchor(figure: Figure, order: Mapping[str, int]) -> str:
    """The figure's own anchor, or that of the chart which prints it."""
    if figure.anchor in order:
        return figure.anchor
    return place_name(figure.place.partition(", ")[0])
