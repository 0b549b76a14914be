"""A crew's charts and lists: each chart shows columns of its table, and the template prints it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from engross.errors import Problem
from engross.records import MEASURES, Measure
from engross.workspace.files import WorkspaceFiles
from engross.workspace.rules.formats import picked_rows
from engross.workspace.validation import unknown
from engross.workspace.yaml_text import Part

_MOST: Final = 2
_FIELD: Final = re.compile(r"\{([^{}]*)\}")
_WORDS: Final = {"text", "date"}
_CHARTS: Final = "charts."


def charts(files: WorkspaceFiles) -> Iterator[Problem]:
    """Every crew's charts in themselves, in its variants, and against its template."""
    for crew in files.specs["crews"].values():
        found = {c["key"].text: c for s in crew["standard_format"] for c in s["charts"]}
        yield from _number(crew)
        for section in crew["standard_format"]:
            tables = {table["key"].text: table for table in section["tables"]}
            for chart in section["charts"]:
                yield from _chart(chart, tables)
        for variant in crew["variants"]:
            yield from _variant(crew, variant)
        template = files.specs["templates"].get(crew["template"].text)
        if template is not None and isinstance(template.value, dict):
            yield from _printed(crew, found, template)
            yield from _lists(crew, template)


def _number(crew: Part) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    everyone = [chart for section in crew["standard_format"] for chart in section["charts"]]
    for chart in everyone:
        key = chart["key"]
        if key.text in seen:
            yield key.problem(f"the chart `{key.text}` is on line {seen[key.text]} already")
        elif key.text:
            seen[key.text] = key.line
    for chart in everyone[_MOST:]:
        yield chart.problem("a document has two charts at most; say it in the prose or the table")


# --- a chart in itself ------------------------------------------------------------------------


def _chart(chart: Part, tables: Mapping[str, Part]) -> Iterator[Problem]:
    yield from _words(chart)
    if chart["finding"].value is not None:
        yield from _finding(chart["finding"])
    table = tables.get(chart["table"].text)
    if table is not None:
        yield from _columns(chart, table)
        yield from picked_rows(chart["only"], table["dimension"].text)
    elif chart["table"].text:
        remedy = "a chart shows a table of its own section"
        yield chart["table"].problem(unknown("table", chart["table"].text, tables, remedy))


def _words(chart: Part) -> Iterator[Problem]:
    for key in ("title", "alt"):
        if chart[key].value is not None and not chart[key].text.strip():
            yield chart[key].problem("say in words what the chart shows")
    for key in ("title", "alt"):
        if any(character.isdigit() for character in chart[key].text):
            yield chart[key].problem("no figures here; `finding` fills them in by code")


def _columns(chart: Part, table: Part) -> Iterator[Problem]:
    columns = {column["key"].text: column for column in table["columns"]}
    what = f"`{chart['table'].text}` has {', '.join(columns)}"
    categories = chart["categories"]
    if categories.text and categories.text not in columns:
        yield categories.problem(unknown("column", categories.text, columns, what))
    elif not categories.text and not _has_one_row(table):
        yield chart.problem("name in `categories` the column that names the bars, one for each row")
    if chart["series"].value == []:
        yield chart["series"].problem(f"name the columns that it shows; {what}")
    drawn: dict[str, Measure] = {}
    for one in chart["series"]:
        column = one["column"]
        if not column.text:
            continue
        if column.text not in columns:
            yield column.problem(unknown("column", column.text, columns, what))
            continue
        measure = MEASURES.get(columns[column.text]["measure"].text)
        if measure is None or measure.unit in _WORDS:
            yield column.problem("a column of words or dates cannot be drawn")
        else:
            yield from _unlike(column, measure, next(iter(drawn.values()), measure))
            if column.text in drawn:
                yield column.problem(f"the chart shows `{column.text}` already")
            drawn[column.text] = measure


def _has_one_row(table: Part) -> bool:
    """Whether it has a single row that a chart may show, if only its total."""
    return table["dimension"].text in {"ageing", "matter"} or bool(table["total_scope"].text)


def _unlike(column: Part, measure: Measure, first: Measure) -> Iterator[Problem]:
    """A chart has one unit, and one way of writing its figures."""
    if measure.unit != first.unit:
        yield column.problem(
            f"this is in {measure.unit} and the chart's first column in {first.unit}"
        )
    elif measure.pence != first.pence:
        shown = ("whole pounds", "pounds and pence")
        yield column.problem(
            f"this is in {shown[measure.pence]} and the chart's first column in "
            f"{shown[first.pence]}"
        )


def _finding(finding: Part) -> Iterator[Problem]:
    deciding = finding["measure"]
    yield from _measure(deciding, deciding.text)
    known = MEASURES.get(deciding.text)
    if known is not None and known.unit in _WORDS:
        yield deciding.problem("words and dates have no most; name a figure's measure")
    for key in ("over", "under", "nil"):
        words = finding[key]
        for name in _FIELD.findall(words.text):
            yield from _measure(words, name)
        rest = _FIELD.sub("", words.text)
        if "{" in rest or "}" in rest:
            yield words.problem("a brace is not closed or not opened")
        if any(character.isdigit() for character in rest):
            yield words.problem("no figures here; name a measure in braces and code fills it in")


def _measure(part: Part, name: str) -> Iterator[Problem]:
    if name and name not in MEASURES:
        yield part.problem(unknown("measure", name, MEASURES, "docs/reference lists them"))
    elif name and MEASURES[name].audience == "internal":
        yield part.problem(
            f"`{name}` is the firm's figure about itself; no client document holds it"
        )
    elif not name and part.value is not None:
        yield part.problem("name a measure here")


# --- variants and template --------------------------------------------------------------------


def _variant(crew: Part, variant: Part) -> Iterator[Problem]:
    sections = {section["key"].text: section for section in crew["standard_format"]}
    for change in variant:
        if change.name not in sections:
            continue
        known = {chart["key"].text: chart for chart in sections[change.name]["charts"]}
        for chart in change["charts"]:
            if chart.name not in known:
                near = unknown("chart", chart.name, known, "take it out")
                yield chart.problem(f"in the section `{change.name}` {near}")
                continue
            yield from _words(chart)
            if chart["finding"].value is not None:
                yield from _finding(chart["finding"])
            for key in chart:
                if key.value == known[chart.name][key.name].value:
                    yield key.problem(f"the chart has this for everybody; take `{key.name}` out")


def _printed(crew: Part, found: Mapping[str, Part], template: Part) -> Iterator[Problem]:
    """The crew's charts and the template's are the same."""
    context = template["context"]
    for key, chart in found.items():
        if key and context[f"{_CHARTS}{key}"].value is None:
            yield chart["key"].problem(f"{template.file} has no `charts.{key}` in `context`")
    for name in context:
        is_chart, key = name.name.startswith(_CHARTS), name.name.removeprefix(_CHARTS)
        if is_chart != (name["kind"].text == "chart") and name["kind"].text:
            yield name.problem("a chart is named `charts.<key>`, and its `kind` is `chart`")
        elif is_chart and key not in found:
            yield name.problem(unknown("chart", key, found, f"add it to {crew.file}"))


def _lists(crew: Part, template: Part) -> Iterator[Problem]:
    """The sections laid out as lists are those whose points the template prints."""
    context = template["context"]
    for section in crew["standard_format"]:
        key = section["key"].text
        items = context[f"sections.{key}.items"]
        if section["layout"].text == "list" and items.value is None:
            yield section["layout"].problem(
                f"{template.file} has no `sections.{key}.items` in `context`"
            )
        elif items.value is not None and section["layout"].text != "list":
            yield items.problem(f"the section is no list; {crew.file} has no `layout: list` there")
