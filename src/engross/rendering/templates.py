"""The firm's Word templates: judged before use, rendered strictly in a sandbox."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from types import SimpleNamespace

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from engross.errors import InputError, TemplateError
from engross.records import MEASURES
from engross.rendering.fields import FieldReport, read_fields
from engross.workspace.section_specs import SectionSpec
from engross.workspace.specs import CrewSpec, TemplateSpec

FILTERS = ("capitalize", "first", "join", "last", "length", "lower", "replace", "trim", "upper")
"""The filters that a template may use; none of them can make or hide a value."""

_FILLED = re.compile(r"word/(header|footer|footnotes|document)\d*\.xml|docProps/core\.xml")
"""The parts whose fields are filled."""

_DISCARDED = re.compile(r"word/comments\w*\.xml|word/people\.xml|docProps/(app|custom)\.xml")
_FIELD = re.compile(r"\{\{|\{%|\{#")
_ONE_ROW = {"matter", "ageing"}
_TAGS = re.compile(r"<[^>]*>")
_KEPT = 32
"""Parts of templates whose compiled form is kept; a template has up to ten."""


class _Environment(ImmutableSandboxedEnvironment):
    """Keeps what it has compiled: a batch fills one template again and again."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=jinja2.StrictUndefined)
        self._compiled = lru_cache(maxsize=_KEPT)(super().from_string)

    def from_string(self, source: str, *_: object, **__: object) -> jinja2.Template:  # type: ignore[override]  # docxtpl gives the source alone
        """The template of that source."""
        return self._compiled(source)


@cache
def environment() -> ImmutableSandboxedEnvironment:
    """Jinja that escapes every value, knows no functions, and stops at an unknown name."""
    made = _Environment()
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in FILTERS}
    return made


def template_problems(docx: bytes, spec: TemplateSpec) -> tuple[str, ...]:
    """Everything that keeps a template from being filled, each with its part; empty for a good one.

    Fields that the spec does not declare (in loops too), syntax, filters, tests and calls that
    are not for templates, fields where none is filled, macros, links that reach outside.
    """
    return _read(docx, spec)[0]


def contract_problems(
    docx: bytes, spec: TemplateSpec, crews: Sequence[CrewSpec]
) -> tuple[str, ...]:
    """Everything wrong between a template and its spec, both ways; empty for a good one.

    Beside `template_problems`: a section or a table of those crews' standard format that the Word
    file never prints, so that a document would go without it and nobody be told; headings that
    leave out a level; tables that would break badly; own charts that cannot be filled;
    fields that would change the document after it was signed.
    """
    from engross.ooxml.outline import heading_problems  # noqa: PLC0415 - loads lxml
    from engross.ooxml.own_charts import own_chart_problems  # noqa: PLC0415 - loads lxml
    from engross.ooxml.shifting_fields import shifting_fields  # noqa: PLC0415 - loads lxml
    from engross.ooxml.tables import table_problems  # noqa: PLC0415 - loads lxml

    problems, printed = _read(docx, spec)
    if problems:
        return problems
    missing = (problem for crew in crews for problem in _never_printed(crew, printed))
    found = (
        *missing,
        *shifting_fields(docx),
        *own_chart_problems(docx, {f"charts.{key}" for key in spec.charts}),
        *table_problems(docx, {name for crew in crews for name in _figures(crew)}),
        *heading_problems(docx),
    )
    return tuple(dict.fromkeys(found))


def fill_template(template: bytes, context: SimpleNamespace, name: str) -> bytes:
    """The template with its fields filled; `name` is what errors call it.

    Raises:
        TemplateError: a field has no value, or the template cannot be rendered.
    """
    from engross.rendering.filling import WordTemplate  # noqa: PLC0415 - slow to load

    document = WordTemplate(io.BytesIO(template))
    try:
        document.render(vars(context), jinja_env=environment())
    except jinja2.TemplateError as error:
        raise TemplateError(
            f"{name} cannot be filled: {error.message}.", remedy="Run engross check."
        ) from error
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _read(docx: bytes, spec: TemplateSpec) -> tuple[tuple[str, ...], frozenset[str]]:
    """What is wrong inside the file, and the declared names that it prints."""
    from engross.ooxml.package import read_parts  # noqa: PLC0415 - loads lxml
    from engross.ooxml.safety import unsafe_contents  # noqa: PLC0415 - loads lxml

    try:
        problems = list(unsafe_contents(docx, "the template"))
        parts = read_parts(docx, "the template")
    except InputError as error:
        return (str(error),), frozenset()
    printed: set[str] = set()
    for part in sorted(parts):
        if part.endswith(".xml") and not _DISCARDED.fullmatch(part):
            report = _part_report(part, parts[part].decode("utf-8", "replace"), spec)
            problems += [f"{part}: {problem}" for problem in report.problems]
            printed |= report.printed
    return tuple(problems), frozenset(printed)


def _part_report(part: str, xml: str, spec: TemplateSpec) -> FieldReport:
    from engross.rendering.filling import as_jinja  # noqa: PLC0415 - slow to load

    if not _FIELD.search(_TAGS.sub("", xml)):
        return FieldReport()
    if not _FILLED.fullmatch(part):
        return FieldReport(
            ("fields are not filled here; move them to the body, a header or footer",)
        )
    return read_fields(as_jinja(xml), environment(), spec)


def _never_printed(crew: CrewSpec, printed: frozenset[str]) -> Iterator[str]:
    """What the standard format has and the file leaves out."""
    for section in crew.standard_format:
        for part in _texts_of(section, crew):
            name = f"sections.{section.key}.{part}"
            if name not in printed:
                yield _put_in("section", section.key, name, "{%p for text in")
        for table in section.tables:
            name = f"tables.{table.key}.rows"
            if name not in printed:
                yield _put_in("table", table.key, name, "{%tr for row in")


def _figures(crew: CrewSpec) -> Iterator[str]:
    """The columns in which numbers stand one below the other: `fees.budget`."""
    tables = (table for section in crew.standard_format for table in section.tables)
    for table in (table for table in tables if table.dimension not in _ONE_ROW):
        for column in table.columns:
            measure = MEASURES.get(column.measure)
            if measure is not None and measure.unit not in {"text", "date"}:
                yield f"{table.key}.{column.key}"


def _texts_of(section: SectionSpec, crew: CrewSpec) -> Iterator[str]:
    """The lists of texts that the section may have; a section of tables alone has none."""
    if section.layout == "list":
        yield "items"
    variants = [v[section.key] for v in crew.variants.values() if section.key in v]
    own = section.words[1] or section.when_empty or section.fixed_text or section.text_from
    if own or any(
        v.fixed_text or v.text_from or v.when_empty or (v.words and v.words[1]) for v in variants
    ):
        yield "paragraphs"


def _put_in(what: str, key: str, name: str, loop: str) -> str:
    return (
        f"the {what} {key} is never printed, for no loop goes over {name}; put {loop} {name} %}} "
        f"into the Word file, or take the {what} out of the crew and of the template's YAML file"
    )
