"""A template filled with plainly made-up values, so that its look can be judged before any run."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

from engross.records import (
    MEASURES,
    Draft,
    DraftSection,
    Evidence,
    Fact,
    Paragraph,
    Sentence,
    Span,
    slots,
)
from engross.records.derivation import DERIVED
from engross.rendering.document import render
from engross.rendering.particulars import DocumentParticulars
from engross.rendering.tables import period_of
from engross.uk.periods import Period
from engross.workspace.packs import firm_facts
from engross.workspace.register import Client, Contact, Firm, Matter
from engross.workspace.section_specs import SectionSpec, TableSpec
from engross.workspace.specs import CrewSpec, TemplateSpec

Filling = Literal["ordinary", "long", "empty"]
"""Values of everyday length; as long as they come, with tables over pages; or nothing at all where
a document may have nothing."""

AS_AT: Final = dt.date(2026, 10, 14)
"""The day of a preview; fixed, so that bytes can be repeated."""
_PERIOD: Final = "2026-Q3"
_MANY_ROWS: Final = 40
_SEVERAL_ROWS: Final = 12
_MONTHS: Final = ("2026-07", "2026-08", "2026-09")
_SPAN: Final = Span(source="0" * 64, file="made up", place="nowhere")
_LARGE: Final = {"ordinary": Decimal("1234.50"), "long": Decimal("1234567.89")}
_LONG_PARAGRAPHS: Final = 6
_ONE_ROW: Final = {"matter", "ageing"}
_ROW_NAMES: Final = {"workstream", "line", "customer"}
"""Measures whose value is what a row is called."""
_SUMMED: Final = {"line", "balance"}
"""Dimensions with rows that sum up others; every fourth does here."""
_SUMMED_UP: Final = 4


def preview(
    crew: CrewSpec, spec: TemplateSpec, template: bytes, firm: Firm, filling: Filling
) -> bytes:
    """The document that the template makes of values which nobody could take for a client's.

    The firm's particulars are its own; everything else is made up. The same arguments give the
    same bytes.

    Raises:
        TemplateError: the template has problems, each named with its part of the file.
    """
    document = _particulars(crew, firm, filling)
    facts: dict[str, Fact] = {}
    if filling != "empty":
        for section in crew.standard_format:
            for fact in _section_facts(section, document, filling):
                facts.setdefault(fact.id, fact)
    for section in crew.standard_format:
        for fact in _named_facts(section, document, filling):
            facts.setdefault(fact.id, fact)
    evidence = Evidence(sources=(), facts=tuple(facts.values()), passages=())
    return render(_draft(crew, filling), evidence, crew, spec, template, document).candidate


@cache
def _all_words() -> Mapping[str, Mapping[str, Any]]:
    text = files("engross.rendering").joinpath("preview.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _words(filling: Filling) -> Mapping[str, Any]:
    return _all_words()["long" if filling == "long" else "ordinary"]


def _particulars(crew: CrewSpec, firm: Firm, filling: Filling) -> DocumentParticulars:
    words = _words(filling)
    matter = Matter(
        key="example",
        reference=words["reference"],
        title=words["matter"],
        partner=_signer(crew, firm),
    )
    contact = Contact(name=words["contact"], role="" if filling == "empty" else words["role"])
    client = Client(
        key="example",
        name=words["client"],
        short_name=words["short_name"],
        address=words["address"],
        contacts=() if filling == "empty" else (contact,),
        matters=(matter,),
    )
    return DocumentParticulars(
        title=crew.title,
        period=_PERIOD,
        period_label=Period.parse(_PERIOD).label,
        as_at=AS_AT,
        firm=firm,
        client=client,
        matter=matter,
    )


def _signer(crew: CrewSpec, firm: Firm) -> str:
    """Somebody who signs such documents, or else the first in the register."""
    wanted = set(crew.sign_off.roles)
    signers = [p.email for p in firm.people if p.signs and wanted & set(p.roles)]
    return next(iter([*signers, *(p.email for p in firm.people)]), "")


# --- prose ------------------------------------------------------------------------------------


def _draft(crew: CrewSpec, filling: Filling) -> Draft:
    written = [s for s in crew.standard_format if not s.only_fixed and filling != "empty"]
    return Draft(
        sections=tuple(
            DraftSection(key=section.key, paragraphs=tuple(_paragraphs(section, filling)))
            for section in written
        )
    )


def _paragraphs(section: SectionSpec, filling: Filling) -> Iterator[Paragraph]:
    words = _words(filling)
    if section.layout == "list":
        for point in words["points"]:
            yield _paragraph(point)
        return
    yield _paragraph(words["sentences"][0])
    for _ in range(_LONG_PARAGRAPHS if filling == "long" else 1):
        yield _paragraph(*words["sentences"])


def _paragraph(*sentences: str) -> Paragraph:
    return Paragraph(sentences=tuple(Sentence(text=text) for text in sentences))


# --- figures ----------------------------------------------------------------------------------


def _section_facts(
    section: SectionSpec, document: DocumentParticulars, filling: Filling
) -> Iterator[Fact]:
    """The cells of its tables, with the figures that its charts speak of."""
    for table in section.tables:
        told = [chart.finding.measure for chart in section.charts if chart.finding]
        picked = [
            name for chart in section.charts if chart.table == table.key for name in chart.only
        ]
        rows = list(_rows(table, document, filling, (*table.only, *picked)))
        for number, (period, scope) in enumerate(rows):
            if table.dimension in _SUMMED and number % _SUMMED_UP == _SUMMED_UP - 1:
                yield _made(f"line-kind/{period}/{scope}", "total")
            for measure, own in _cells(table, document, told):
                yield _fact(measure, own or period, scope, number, filling)
        if table.total_scope:
            for column in table.columns:
                if column.total:
                    at = period_of(column.period or table.period, document) or document.period
                    total = sum(
                        (_number(column.measure, n, filling) for n in range(len(rows))), Decimal(0)
                    )
                    yield _made(f"{column.measure}/{at}/{table.total_scope}", total)


def _rows(
    table: TableSpec, document: DocumentParticulars, filling: Filling, names: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Period and scope of each row; the first have those names."""
    period = period_of(table.period, document) or document.period
    if table.dimension in _ONE_ROW:
        yield period, table.total_scope or "matter"
    elif table.dimension == "month":
        for month in _MONTHS:
            yield month, table.total_scope or "matter"
    else:
        many = _MANY_ROWS if table.dimension == "invoice" else _SEVERAL_ROWS
        count = many if filling == "long" else len(_words(filling)["rows"])
        others = (str(number + 1001) for number in range(len(names), count))
        for name in dict.fromkeys((*names, *others)):
            yield period, f"{table.dimension}:{name}"


def _cells(
    table: TableSpec, document: DocumentParticulars, told: list[str]
) -> Iterator[tuple[str, str]]:
    """Measure of each cell, with its period where that is not its row's."""
    for column in table.columns:
        if column.measure != "label":
            yield column.measure, period_of(column.period, document) if column.period else ""
    for measure in told:
        yield measure, ""


def _named_facts(
    section: SectionSpec, document: DocumentParticulars, filling: Filling
) -> Iterator[Fact]:
    """The facts that the firm's own paragraphs name."""
    for slot in (slot for text in section.fixed_text for slot in slots(text)):
        if slot.kind == "fact" and not DERIVED.fullmatch(slot.id) and slot.id.count("/") == 2:  # noqa: PLR2004 - measure/period/scope
            measure, period, scope = slot.id.split("/")
            own = {
                "client-name": document.client.name,
                "client-short-name": document.client.short_name,
                "client-contact": _words(filling)["contact"],
                **firm_facts(document.firm.particulars),
                "matter-title": document.matter.title,
                "matter-reference": document.matter.reference,
                "period-label": document.period_label,
            }
            if measure in own:
                yield _made(slot.id, own[measure])
            elif measure in MEASURES:
                yield _fact(measure, period, scope, 0, filling)


def _fact(measure: str, period: str, scope: str, number: int, filling: Filling) -> Fact:
    unit = MEASURES[measure].unit
    rows = _words(filling)["rows"]
    label = rows[number % len(rows)]
    value: Decimal | dt.date | str
    if unit == "date":
        value = AS_AT - dt.timedelta(days=30 * (number % 12))
    elif unit == "text":
        value = _text(measure, number, label, filling)
    else:
        value = _number(measure, number, filling)
    return _made(f"{measure}/{period}/{scope}", value, label)


def _text(measure: str, number: int, label: str, filling: Filling) -> str:
    if measure == "number":
        return str(number + 1001)
    words = _words(filling)
    if measure in _ROW_NAMES:
        return str(label)
    return str(words.get(measure, words["words"]))


def _number(measure: str, number: int, filling: Filling) -> Decimal:
    """A figure for a row; no two measures have the same, and some are below nil."""
    large = _LARGE["long" if filling == "long" else "ordinary"]
    spread = Decimal(1 + sum(map(ord, measure)) % 17) / 10
    value = (large * spread / (number + 1)).quantize(Decimal("0.01"))
    unit = MEASURES[measure].unit
    if unit in {"percent", "points", "hours"}:
        return (value % 100).quantize(Decimal("0.1"))
    if unit in {"count", "days"}:
        return Decimal(int(value % 90) + 1)
    return -value if measure == "variance" and number % 2 else value


def _made(identifier: str, value: Decimal | dt.date | str, label: str = "") -> Fact:
    measure, period, scope = identifier.split("/")
    return Fact(
        measure=measure,
        period=period,
        scope=scope,
        unit=MEASURES[measure].unit,
        value=value,
        label=label,
        spans=(_SPAN,),
    )
