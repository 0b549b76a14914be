"""What references and footnotes lead to, by the names that texts and templates use."""

from __future__ import annotations

from engross.ooxml.marks import mark, note_name, place_name, see_name
from engross.rendering.values import cleaned
from engross.workspace.specs import CrewSpec


def see(target: str) -> str:
    """The mark that a reference to `tables.fees`, `charts.fees` or `sections.fees` stands for."""
    return mark(see_name(target), "")


def caption_name(chart: str) -> str:
    """The mark round a chart's caption."""
    return place_name(f"caption {chart}")


def note_key(section: str, note: str) -> str:
    """A footnote's name in the whole document."""
    return f"section {section}, note {note}"


def targets(crew: CrewSpec) -> dict[str, str]:
    """The target that each mark in the document makes of its paragraph."""
    return {_found_by(target): target for target in crew.targets}


def references(crew: CrewSpec) -> dict[str, str]:
    """The target of each reference's mark."""
    return {see_name(target): target for target in crew.targets}


def notes(crew: CrewSpec) -> dict[str, str]:
    """The words of each footnote, by the footnote's mark."""
    found: dict[str, str] = {}
    for section in crew.standard_format:
        for key, words in section.notes.items():
            found[note_name(note_key(section.key, key))] = cleaned(words)
        for table in section.tables:
            if table.note:
                found[note_name(f"table {table.key}")] = cleaned(table.note)
    return found


def called(target: str) -> str:
    """How a document speaks of a target that it does not have."""
    kind, _, key = target.partition(".")
    return f"where the {kind.removesuffix('s')} {key} stands"


def _found_by(target: str) -> str:
    """The mark in the target's paragraph: a table's title, a chart's caption, a heading."""
    kind, _, key = target.partition(".")
    if kind == "charts":
        return caption_name(key)
    return place_name(f"{kind.removesuffix('s')} {key}")
