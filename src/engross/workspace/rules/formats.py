"""A crew's standard format: sections, tables, measures and fixed text, against its template."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, get_args

from engross.errors import Problem
from engross.records import MEASURES, slots, without_slots
from engross.records.derivation import DERIVED
from engross.records.slots import BRACKETS, POINTER, SLOT
from engross.workspace.files import WorkspaceFiles
from engross.workspace.rules.more_files import documents
from engross.workspace.rules.pointing import (
    captions_match,
    footnotes,
    note_in_itself,
    references,
)
from engross.workspace.section_specs import TablePeriod
from engross.workspace.validation import unknown
from engross.workspace.yaml_text import Part

_ID_PARTS: Final = 3
_RANGE: Final = 2
_FILLED_BY_OTHERS: Final = ("fixed_text", "text_from", "tables")
"""What fills a section that no agent writes in."""
_WITHOUT_NAMES: Final = {"matter", "ageing", "month"}
"""Dimensions with rows that no `dimension:value` scope names."""


_ONLY_IN: Final = {
    "invoice": "as-at",
    "ageing": "as-at",
    "tax": "as-at",
    "stage": "proposal",
    "option": "proposal",
    "grade": "proposal",
}
"""Dimensions whose figures are of one period; in a table of another one no row would ever stand."""
_WORDS_FOR_PERIODS: Final = frozenset(get_args(TablePeriod)) - {"engagement", "proposal"}
"""What a table calls its period: no period of a fact is named so."""
_TEMPLATE_ONLY: Final = {
    "bank": "bank.account_name, bank.sort_code and bank.account_number",
    "sign_off": "sign_off.name and sign_off.title",
}
"""What is no fact, and what a Word template prints of it."""


def standard_formats(files: WorkspaceFiles) -> Iterator[Problem]:
    """The sections in themselves of every crew's document, and of the Word files beside it."""
    for crew in documents(files):
        sections = crew["standard_format"]
        yield from _doubled(sections, "section")
        yield from _doubled_tables(sections)
        for section in sections:
            yield from section_in_itself(section)
            for table in section["tables"]:
                yield from _table(table)
        yield from references(crew)
        yield from _in_order(crew["length"])


def templates(files: WorkspaceFiles) -> Iterator[Problem]:
    """Every document's sections and tables against those that its template prints."""
    for crew in documents(files):
        template = files.specs["templates"].get(crew["template"].text)
        if template is not None and isinstance(template.value, dict):
            yield from _sections_match(crew, template)
            yield from _tables_match(crew, template)
            yield from captions_match(crew, template)
    for template in files.specs["templates"].values():
        yield from _prints_its_sections(template)


# --- sections ---------------------------------------------------------------------------------


def section_in_itself(section: Part) -> Iterator[Problem]:
    """Its measures, words and texts, whatever stands beside it."""
    yield from (_measure(name) for name in section["measures"] if _bad_measure(name))
    yield from _words(section)
    for text in section["fixed_text"]:
        yield from fixed_text(text)
    yield from footnotes(section)
    if section["may_be_empty"].value is True and not section["when_empty"].text.strip():
        yield section["may_be_empty"].problem(
            "say in `when_empty` what the section says when there is nothing to say"
        )


def _bad_measure(name: Part) -> bool:
    return bool(name.text) and (
        name.text not in MEASURES or MEASURES[name.text].audience == "internal"
    )


def _measure(name: Part) -> Problem:
    if name.text in MEASURES:
        return name.problem(
            f"`{name.text}` is the firm's figure about itself; no client document holds it"
        )
    return name.problem(unknown("measure", name.text, MEASURES, "docs/reference lists them"))


def _in_order(length: Part) -> Iterator[Problem]:
    """Of the whole document, the fewest words and the most."""
    numbers = length.value
    if not isinstance(numbers, list) or not all(isinstance(number, int) for number in numbers):
        return
    if numbers and (numbers[0] < 0 or numbers[0] > numbers[-1]):
        yield length.problem(
            f"the fewest words come first and the most second, not {numbers[0]} and {numbers[-1]}"
        )


def _words(section: Part) -> Iterator[Problem]:
    numbers = section["words"].value
    if not isinstance(numbers, list) or len(numbers) != _RANGE:
        return
    if not all(isinstance(number, int) for number in numbers):
        return
    if numbers[0] < 0 or numbers[0] > numbers[1]:
        yield section["words"].problem(
            f"the fewest words come first and the most second, not {numbers[0]} and {numbers[1]}"
        )
    elif numbers[1] == 0 and not any(section[key].value for key in _FILLED_BY_OTHERS):
        yield section["words"].problem("nothing may stand in this section; allow it some words")


def fixed_text(text: Part) -> Iterator[Problem]:
    """What is wrong with the slots of a paragraph of the firm's own."""
    for written in BRACKETS.findall(text.text):
        if not (SLOT.fullmatch(written) or POINTER.fullmatch(written)):
            yield text.problem(
                f"`{written}` is no slot; a slot is written [[fact:measure/period/scope]]"
            )
    if "[[" in without_slots(text.text) or "]]" in without_slots(text.text):
        yield text.problem("a slot's double brackets are not closed or not opened")
    for slot in slots(text.text):
        if slot.kind == "quote":
            yield text.problem(
                f"[[quote:{slot.id}]] names a passage of one run; the firm's own text cannot"
            )
        else:
            yield from _fact_id(text, slot.id)


def _fact_id(text: Part, identifier: str) -> Iterator[Problem]:
    match = DERIVED.fullmatch(identifier)
    for name in match.group(2).split(";") if match else [identifier]:
        parts = name.split("/")
        if len(parts) != _ID_PARTS or not all(parts):
            yield text.problem(f"`{name}` is no fact; a fact is named measure/period/scope")
        elif parts[0].partition(".")[0] in _TEMPLATE_ONLY:
            names = _TEMPLATE_ONLY[parts[0].partition(".")[0]]
            yield text.problem(f"`{name}` is no fact; {names} belong into the Word template")
        elif parts[1] in _WORDS_FOR_PERIODS:
            yield text.problem(
                f"`{parts[1]}` in `{name}` is a table's word for a period, and no fact has it; "
                "write register, proposal, engagement or a key such as 2026-Q3 "
                "(docs/reference/slots.md)"
            )
        elif parts[0] not in MEASURES:
            yield text.problem(unknown("measure", parts[0], MEASURES, "docs/reference lists them"))
        elif MEASURES[parts[0]].audience == "internal":
            yield text.problem(
                f"`{parts[0]}` is the firm's figure about itself; no client document holds it"
            )


def _doubled(parts: Part, what: str) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for part in parts:
        key = part["key"]
        if key.text in seen:
            yield key.problem(f"the {what} `{key.text}` is on line {seen[key.text]} already")
        elif key.text:
            seen[key.text] = key.line


# --- tables -----------------------------------------------------------------------------------


def _doubled_tables(sections: Part) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for section in sections:
        for table in section["tables"]:
            key = table["key"]
            if key.text in seen:
                yield key.problem(f"the table `{key.text}` is on line {seen[key.text]} already")
            elif key.text:
                seen[key.text] = key.line


def _table(table: Part) -> Iterator[Problem]:
    yield from note_in_itself(table["note"])
    yield from _doubled(table["columns"], "column")
    totals = [column for column in table["columns"] if column["total"].value is True]
    for column in table["columns"]:
        measure = column["measure"]
        if measure.text != "label" and _bad_measure(measure):
            yield _measure(measure)
    for column in totals:
        known = MEASURES.get(column["measure"].text)
        if known is None or known.unit in {"text", "date"}:
            yield column["total"].problem("a column of words or dates has no total")
    if totals and not table["total_scope"].text:
        yield totals[0]["total"].problem("name the total row's scope in the table's `total_scope`")
    yield from _never_filled(table)
    yield from picked_rows(table["only"], table["dimension"].text)
    if table["total_scope"].text and not totals:
        yield table["total_scope"].problem("no column of this table has `total: true`")


def _never_filled(table: Part) -> Iterator[Problem]:
    wanted = _ONLY_IN.get(table["dimension"].text)
    period = table["period"]
    if wanted and period.text in get_args(TablePeriod) and period.text not in {wanted, "any"}:
        yield period.problem(
            f"a table by {table['dimension'].text} has figures of the period `{wanted}` only and "
            f"would never have a row; write `period: {wanted}`"
        )


def picked_rows(names: Part, dimension: str) -> Iterator[Problem]:
    """Rows picked by name, each once, of a table that has such rows."""
    seen: set[str] = set()
    for name in names:
        if dimension in _WITHOUT_NAMES:
            yield name.problem(f"the rows of `{dimension}` have no names to pick them by")
        elif name.text in seen:
            yield name.problem(f"`{name.text}` stands here twice")
        seen.add(name.text)


# --- against the template ---------------------------------------------------------------------


def _sections_match(crew: Part, template: Part) -> Iterator[Problem]:
    wanted = [section["key"].text for section in crew["standard_format"]]
    printed = template["sections"].texts
    for section in crew["standard_format"]:
        key = section["key"]
        if key.text and key.text not in printed:
            yield key.problem(
                f"{template.file} does not print the section `{key.text}`; add it to its `sections`"
            )
    for section in template["sections"]:
        if section.text and section.text not in wanted:
            yield section.problem(
                unknown("section", section.text, wanted, f"add it to {crew.file}")
            )
    both = set(wanted) & set(printed)
    if [key for key in printed if key in both] != [key for key in wanted if key in both]:
        yield template["sections"].problem(f"the order is not that of {crew.file}")


def _tables_match(crew: Part, template: Part) -> Iterator[Problem]:
    tables = {t["key"].text: t for s in crew["standard_format"] for t in s["tables"]}
    context = template["context"]
    for key, table in tables.items():
        rows = context[f"tables.{key}.rows"]
        if rows.value is None:
            yield table["key"].problem(f"{template.file} has no `tables.{key}.rows` in `context`")
        else:
            yield from _columns_match(table, rows)
        total = context[f"tables.{key}.total"]
        if total.value is not None:
            yield from _columns_match(table, total)
        elif table["total_scope"].text:
            yield table["total_scope"].problem(
                f"{template.file} has no `tables.{key}.total` in `context`"
            )
    for name in context:
        parts = name.name.split(".")
        if parts[0] == "tables" and len(parts) == _ID_PARTS and parts[1] not in tables:
            yield name.problem(unknown("table", parts[1], tables, f"add it to {crew.file}"))


def _columns_match(table: Part, rows: Part) -> Iterator[Problem]:
    wanted = [column["key"].text for column in table["columns"]]
    given = list(rows["columns"].texts)
    if wanted != given:
        missing = [key for key in wanted if key not in given]
        spare = [key for key in given if key not in wanted]
        said = [f"missing {', '.join(missing)}"] if missing else []
        said += [f"not a column {', '.join(spare)}"] if spare else []
        yield rows["columns"].problem(
            f"the columns are not those of the table `{table['key'].text}`: "
            f"{'; '.join(said) or 'another order'}"
        )


def _prints_its_sections(template: Part) -> Iterator[Problem]:
    named = template["sections"].texts
    for section in template["sections"]:
        if template["context"][f"sections.{section.text}.paragraphs"].value is None:
            yield section.problem(f"`sections.{section.text}.paragraphs` is not in `context`")
    for name in template["context"]:
        parts = name.name.split(".")
        if parts[0] == "sections" and len(parts) == _ID_PARTS and parts[1] not in named:
            yield name.problem(unknown("section", parts[1], named, "add it to `sections`"))
