"""What references, footnotes and captions of a crew lead to: something that there is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from engross.errors import Problem
from engross.records.slots import BRACKETS, pointers
from engross.workspace.validation import unknown
from engross.workspace.yaml_text import Part

_CAPTIONS: Final = "captions."
_SEE: Final = "see."


def references(crew: Part) -> Iterator[Problem]:
    """`[[see:name]]` in the firm's own texts, for everybody and for each profession."""
    known = _leads(crew, set())
    for section in crew["standard_format"]:
        yield from _lead_nowhere(section, known)
    for variant in crew["variants"]:
        omitted = {
            table.name
            for section in variant
            for table in section["tables"]
            if table["omit"].value is True
        }
        left = _leads(crew, omitted)
        for section in variant:
            yield from _lead_nowhere(section, left)
        if omitted:
            yield from _lost(crew, variant, known, left)


def footnotes(section: Part) -> Iterator[Problem]:
    """Footnotes that a section's fixed text puts, and those that it has."""
    has = {note.name: note for note in section["notes"]}
    puts = {
        pointer.name: text
        for text in section["fixed_text"]
        for pointer in pointers(text.text)
        if pointer.kind == "note"
    }
    for key, text in puts.items():
        if key not in has:
            yield text.problem(unknown("footnote", key, has, "write it under `notes`"))
    for key, note in has.items():
        yield from note_in_itself(note)
        if key not in puts:
            yield note.problem(f"no fixed text puts this footnote; write [[note:{key}]] there")


def note_in_itself(note: Part) -> Iterator[Problem]:
    """A footnote is plain words: whatever is filled in stands in the text, where people see it."""
    if BRACKETS.search(note.text):
        yield note.problem("a footnote has no slots; put the figure or reference into the text")


def captions_match(crew: Part, template: Part) -> Iterator[Problem]:
    """The captions and references that a template may print are of something that there is."""
    charts = [c["key"].text for section in crew["standard_format"] for c in section["charts"]]
    targets = [name for name in _leads(crew, set()) if "." in name]
    for name in template["context"]:
        kind = name["kind"].text
        if name.name.startswith((_CAPTIONS, _SEE)) and kind not in {"", "text"}:
            yield name["kind"].problem("captions and references are texts; write `kind: text`")
        elif name.name.startswith(_CAPTIONS):
            key = name.name.removeprefix(_CAPTIONS)
            if key not in charts:
                yield name.problem(unknown("chart", key, charts, f"add it to {crew.file}"))
        elif name.name.startswith(_SEE) and name.name.removeprefix(_SEE) not in targets:
            lead = name.name.removeprefix(_SEE)
            yield name.problem(unknown("reference", lead, targets, f"add it to {crew.file}"))


def _leads(crew: Part, omitted: Collection[str]) -> set[str]:
    """Every name that a reference may give, the tables left out and their charts aside."""
    names: set[str] = set()
    for section in crew["standard_format"]:
        tables = [t["key"].text for t in section["tables"] if t["key"].text not in omitted]
        charts = [c["key"].text for c in section["charts"] if c["table"].text not in omitted]
        names |= {f"tables.{key}" for key in tables} | {f"charts.{key}" for key in charts}
        names |= {f"sections.{section['key'].text}", section["key"].text, *tables, *charts}
    return names


def _lead_nowhere(section: Part, known: Collection[str]) -> Iterator[Problem]:
    for text in (*section["fixed_text"], section["when_empty"]):
        for pointer in pointers(text.text):
            if pointer.kind == "see" and pointer.name not in known:
                remedy = "a reference leads to a table, a chart or a section"
                yield text.problem(unknown("reference", pointer.name, sorted(known), remedy))


def _lost(
    crew: Part, variant: Part, known: Collection[str], left: Collection[str]
) -> Iterator[Problem]:
    """References of everybody's text to a table that one profession goes without."""
    for section in crew["standard_format"]:
        changed = variant[section["key"].text]
        for key in ("fixed_text", "when_empty"):
            if changed[key].value is not None:
                continue
            texts = section[key] if key == "fixed_text" else (section[key],)
            for pointer in (p for text in texts for p in pointers(text.text)):
                if pointer.kind == "see" and pointer.name in set(known) - set(left):
                    yield section[key].problem(
                        f"[[see:{pointer.name}]] leads nowhere for {variant.name}, who go without "
                        f"that table; give them a `{key}` of their own"
                    )
