"""A new template for a crew's standard format: its spec, and its Word file in a firm's design."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

from engross.errors import InputError
from engross.records import MEASURES
from engross.rendering.letter_form import countersignature, letter_end, letter_head
from engross.rendering.templates import contract_problems
from engross.workspace.section_specs import ColumnSpec, SectionSpec, TableSpec
from engross.workspace.specs import ContextField, CrewSpec, TemplateSpec
from engross.workspace.yaml_text import write_yaml

_PENCE: Final = 1.15
_WIDTHS: Final = {"date": 1.35, "text": 1.5, "count": 0.8, "days": 0.8, "percent": 0.9}
"""How wide a column of that unit is, against one of money."""
_WIDE: Final = {
    "description": 1.35,
    "workstream": 2.6,
    "label": 2.6,
    "person": 2.0,
    "number": 1.0,
    "deliverable": 3.2,
    "invoiced-on": 1.7,
}
"""The same by measure."""
_SEE: Final = "A reference to its caption: Table 1, Figure 1; empty where it is not printed."
_CAPTION: Final = "What the chart shows, for the caption under it; it goes with its chart."
_WITH_SUBTOTALS: Final = {"line", "balance"}
"""The dimensions whose rows may sum up others: those of a client's own accounts."""
_LONG_WORD: Final = 8
"""Letters of a heading's longest word that a column of money has room for."""


class WordFile(NamedTuple):
    """A Word file as somebody gave it."""

    name: str
    data: bytes


class Form(NamedTuple):
    """What the document looks like as a whole."""

    letter: bool = False
    """A letter, and not a report: addressee, salutation, Yours sincerely."""
    countersigned: bool = False
    """Ends with a place for the client's own signature."""


REPORT: Final = Form()
"""A report, which only the firm signs."""


class NewTemplate(NamedTuple):
    """The two files of a template, and what a person should know of them."""

    word: bytes
    names: str
    """The text of its YAML file."""
    told: tuple[str, ...]
    """What of the given design is not in it, or wants a look."""


def new_template(  # noqa: PLR0913, PLR0917 - the seven things that a template is made of
    key: str,
    crew: CrewSpec,
    design: WordFile,
    stand_in: bytes,
    firm: str,
    when: dt.datetime,
    form: Form = REPORT,
) -> NewTemplate:
    """A template that prints all of the crew's standard format, in the design of that Word file.

    What the design lacks, a theme, comes from `stand_in`, another Word file.

    Raises:
        InputError: the Word file holds macros, reaches outside, or has fields of its own that no
            template of Engross has; the error says what to do in Word.
    """
    from engross.ooxml.branded import design_of, with_theme  # noqa: PLC0415 - loads lxml
    from engross.ooxml.house_styles import pale_styles  # noqa: PLC0415 - loads lxml
    from engross.ooxml.new_template import new_template as lay_out  # noqa: PLC0415 - loads lxml

    spec = spec_of(crew)
    branded = design_of(design.data, design.name)
    with_theme(branded, stand_in)
    word = lay_out(branded, list(_pieces(crew, form)), title=crew.title, firm=firm, when=when)
    if problems := contract_problems(word, spec, [crew]):
        raise InputError(
            design.name,
            f"its headers or footers hold what no template may: {'; '.join(problems)}.",
            remedy="Take it out in Word, or write one of the names that the message lists.",
        )
    pale = (
        f"its style “{name}” prints in a pale colour; give it a darker one in Word"
        for name in pale_styles(branded)
    )
    return NewTemplate(word, _yaml(key, spec), (*branded.left_out, *pale))


# --- the spec -----------------------------------------------------------------------------------


@cache
def template_names() -> Mapping[str, str]:
    """Every name that any template may print, with what it prints."""
    text = files("engross.rendering").joinpath("template_names.toml").read_text(encoding="utf-8")
    return {str(name): str(told) for name, told in tomllib.loads(text).items()}


def spec_of(crew: CrewSpec) -> TemplateSpec:
    """The spec of a template that may print everything there is in the crew's documents."""
    context = {
        name: ContextField(kind="text", description=told) for name, told in template_names().items()
    }
    for section in crew.standard_format:
        context |= dict(_section_names(section))
    return TemplateSpec(
        title=crew.title,
        sections=tuple(section.key for section in crew.standard_format),
        context=context,
    )


def _section_names(section: SectionSpec) -> Iterator[tuple[str, ContextField]]:
    name = f"sections.{section.key}"
    yield f"{name}.heading", ContextField(kind="text")
    if section.layout == "list":
        yield f"{name}.items", ContextField(kind="paragraphs")
    yield f"{name}.paragraphs", ContextField(kind="paragraphs")
    for table in section.tables:
        columns = tuple(column.key for column in table.columns)
        yield f"tables.{table.key}.title", ContextField(kind="text")
        yield f"see.tables.{table.key}", ContextField(kind="text", description=_SEE)
        for part in ("headings", "rows", *(["total"] if table.total_scope else [])):
            yield f"tables.{table.key}.{part}", ContextField(kind="rows", columns=columns)
    for chart in section.charts:
        yield f"charts.{chart.key}", ContextField(kind="chart", description=chart.title)
        yield f"captions.{chart.key}", ContextField(kind="text", description=_CAPTION)
        yield f"see.charts.{chart.key}", ContextField(kind="text", description=_SEE)


def _yaml(key: str, spec: TemplateSpec) -> str:
    """The spec's text, beginning with what it is for."""
    first = files("engross.rendering").joinpath("new_template.yaml").read_text(encoding="utf-8")
    value: dict[str, Any] = spec.model_dump(mode="json", exclude_defaults=True)
    ordered = {name: value[name] for name in ("title", "sections", "context")}
    return f"{first.format(key=key)}\n{write_yaml(ordered)}"


# --- the body -----------------------------------------------------------------------------------


def _pieces(crew: CrewSpec, form: Form) -> Iterator[Any]:
    from engross.ooxml.new_template import Words  # noqa: PLC0415 - loads lxml

    yield from letter_head() if form.letter else _report_head(crew)
    last = crew.standard_format[-1].key if crew.standard_format else ""
    for section in crew.standard_format:
        yield from _section(section, keep=section.key == last, pay=not form.letter)
    tables = [table for section in crew.standard_format for table in section.tables]
    if form.letter and any(table.dimension == "invoice" for table in tables):
        yield from _how_to_pay()
    if form.letter:
        yield from letter_end()
    yield Words("for {{ sign_off.firm }}", "sign-off", keep=form.letter, space=240)
    yield Words("", "sign-off", rule=True, keep=form.letter, space=480)
    yield Words("{{ sign_off.name }}", "sign-off", keep=form.letter, space=60)
    yield Words("{{ sign_off.title }}", "sign-off")
    if form.countersigned:
        yield from countersignature()


def _report_head(crew: CrewSpec) -> Iterator[Any]:
    """Marks, title, and what the report is about; a document about no period names none."""
    from engross.ooxml.new_template import Details, Words  # noqa: PLC0415 - loads lxml

    yield Words("{{ document.confidentiality }}\t{{ document.draft_mark }}", "note", tab=True)
    yield Words("{{ document.title }}", "title")
    yield Words("{{ client.name }} (“{{ client.short_name }}”)", "subtitle")
    role = "{% if client.contact_role %}, {{ client.contact_role }}{% endif %}"
    yield Details(
        (
            ("For", "{{ client.contact }}" + role, "Date", "{{ document.date }}"),
            ("Engagement", "{{ matter.title }}", "Our reference", "{{ document.reference }}"),
            *([("Period", "{{ document.period }}", "", "")] if crew.period != "none" else []),
        )
    )


def _section(section: SectionSpec, *, keep: bool, pay: bool) -> Iterator[Any]:
    """Heading, list, text, tables, charts; `keep` holds its end on the page of the sign-off.

    `pay` says under its invoices how to pay them; a letter says it once, before it closes.
    """
    from engross.ooxml.new_template import Caption, Points, Words  # noqa: PLC0415 - loads lxml

    yield Words(f"{{{{ sections.{section.key}.heading }}}}", "heading", keep=True)
    if section.layout == "list":
        yield Points(f"sections.{section.key}.items")
    yield Words(f"{{%p for paragraph in sections.{section.key}.paragraphs %}}")
    if keep:
        yield Words("{%p if loop.last %}")
        yield Words("{{ paragraph }}", keep=True)
        yield Words("{%p else %}")
    yield Words("{{ paragraph }}")
    if keep:
        yield Words("{%p endif %}")
    yield Words("{%p endfor %}")
    for table in section.tables:
        yield _grid(table)
        if pay and table.dimension == "invoice":
            yield from _how_to_pay()
    for chart in section.charts:
        yield Words(f"{{{{ charts.{chart.key} }}}}", "chart")
        yield Caption("Figure", f"{{{{ captions.{chart.key} }}}}", "chart caption")


def _how_to_pay() -> Iterator[Any]:
    from engross.ooxml.new_template import Words  # noqa: PLC0415 - loads lxml

    yield Words(
        "Balances are as at {{ document.as_at }}. Invoices are payable within {{ matter.terms }} "
        "of their date. Please pay {{ bank.account_name }}, sort code {{ bank.sort_code }}, "
        "account number {{ bank.account_number }}, quoting {{ matter.reference }}.",
        "note",
    )


def _grid(table: TableSpec) -> Any:  # noqa: ANN401 - its type loads lxml
    from engross.ooxml.new_template import Column, Grid  # noqa: PLC0415 - loads lxml

    return Grid(
        name=f"tables.{table.key}",
        columns=tuple(
            Column(column.key, _weight(column), figure=_is_figure(column))
            for column in table.columns
        ),
        total=bool(table.total_scope),
        subtotals=table.dimension in _WITH_SUBTOTALS,
    )


def _is_figure(column: ColumnSpec) -> bool:
    """Whether its cells are numbers, which stand at the right."""
    measure = MEASURES.get(column.measure)
    return measure is not None and measure.unit not in {"text", "date"}


def _weight(column: ColumnSpec) -> float:
    """How wide the column is: as its values need it, and never so that a heading's word breaks."""
    measure = MEASURES.get(column.measure)
    unit = measure.unit if measure else "text"
    money = _PENCE if measure and measure.pence else 1.0
    usual = _WIDE.get(column.measure, _WIDTHS.get(unit, money))
    longest = max((len(word) for word in column.heading.split()), default=0)
    return max(usual, longest / _LONG_WORD)
