"""A crew's variants: each names what there is, changes something, and leaves a sound format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from engross.errors import Problem
from engross.workspace.files import WorkspaceFiles
from engross.workspace.rules.formats import section_in_itself
from engross.workspace.section_specs import SectionVariant
from engross.workspace.validation import unknown
from engross.workspace.yaml_text import Part

_REPLACED: Final = frozenset(SectionVariant.model_fields) - {"tables", "charts"}


def variants(files: WorkspaceFiles) -> Iterator[Problem]:
    """Every variant of every crew, whatever the firm's own profession is."""
    for crew in files.specs["crews"].values():
        sections = {section["key"].text: section for section in crew["standard_format"]}
        for variant in crew["variants"]:
            if not variant.value:
                yield variant.problem("this changes nothing; take it out")
            for change in variant:
                if change.name in sections:
                    yield from _section(sections[change.name], change)
                else:
                    near = unknown("section", change.name, sections, "take it out")
                    yield change.problem(near)
            yield from _headings_clash(sections, variant)


def _section(section: Part, change: Part) -> Iterator[Problem]:
    if not change.value:
        yield change.problem("this changes nothing; take it out")
    for key in change:
        if key.value is None:
            yield key.problem("this changes nothing; take it out")
        elif key.name in _REPLACED and key.value == section[key.name].value:
            yield key.problem(
                f"this is what the section says for everybody; take `{key.name}` out here"
            )
    tables = {table["key"].text: table for table in section["tables"]}
    for table in change["tables"]:
        if table.name in tables:
            yield from _table(tables[table.name], table)
        else:
            near = unknown("table", table.name, tables, "take it out")
            yield table.problem(f"in the section `{change.name}` {near}")
    yield from _charts(section, change)
    yield from _no_longer_sound(section, change)


def _charts(section: Part, change: Part) -> Iterator[Problem]:
    """Changes of a chart that goes with a table that is left out."""
    shown = {chart["key"].text: chart["table"].text for chart in section["charts"]}
    for chart in change["charts"]:
        if change["tables"][shown.get(chart.name, "")]["omit"].value is True:
            yield chart.problem("its table is left out, and the chart with it; take this out")


def _no_longer_sound(section: Part, change: Part) -> Iterator[Problem]:
    """What the section with its changes breaks and the section without them does not."""
    if not isinstance(section.value, dict) or not isinstance(change.value, dict):
        return
    omitted = {table.name for table in change["tables"] if table["omit"].value is True}
    merged: dict[str, Any] = {**section.value, **change.value}
    merged["tables"] = [t.value for t in section["tables"] if t["key"].text not in omitted]
    both = Part(change.file, merged, change.path, change.lines)
    known = {(p.key.removeprefix(_way(section)), p.message) for p in section_in_itself(section)}
    for problem in section_in_itself(both):
        if (problem.key.removeprefix(_way(change)), problem.message) not in known:
            yield problem


def _way(part: Part) -> str:
    return part.problem("").key


def _table(table: Part, change: Part) -> Iterator[Problem]:
    if change["omit"].value is True:
        if len(change.value) > 1:
            yield change.problem("the table is left out; take the rest out here")
        return
    if not change["title"].text and not change["headings"].value and change["note"].value is None:
        yield change.problem("this changes nothing; take it out")
    if change["note"].value is not None and change["note"].value == table["note"].text:
        yield change["note"].problem("this is the table's note for everybody; take it out here")
    if change["title"].text and change["title"].text == table["title"].text:
        yield change["title"].problem("this is the table's title for everybody; take it out here")
    columns = {column["key"].text: column for column in table["columns"]}
    for heading in change["headings"]:
        if heading.name not in columns:
            yield heading.problem(unknown("column", heading.name, columns, "take it out"))
        elif heading.text and heading.text == columns[heading.name]["heading"].text:
            yield heading.problem("this is the column's heading for everybody; take it out here")
    yield from _columns_clash(columns, change["headings"])


def _columns_clash(columns: dict[str, Part], headings: Part) -> Iterator[Problem]:
    said = {key: column["heading"].text for key, column in columns.items()}
    yield from _clashes(said, {part.name: part for part in headings}, "column")


def _headings_clash(sections: dict[str, Part], variant: Part) -> Iterator[Problem]:
    said = {key: section["heading"].text for key, section in sections.items()}
    changed = {part.name: part["heading"] for part in variant if part["heading"].text}
    yield from _clashes(said, changed, "section")


def _clashes(said: dict[str, str], changed: dict[str, Part], what: str) -> Iterator[Problem]:
    """A changed heading that another one has too."""
    after = {key: heading for key, heading in said.items() if key not in changed}
    for key, part in changed.items():
        for other, heading in after.items():
            if heading.casefold() == part.text.casefold():
                yield part.problem(f"the {what} `{other}` has the heading “{heading}” already")
                break
        after[key] = part.text
