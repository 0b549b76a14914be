"""The files that a crew makes beside its document: each complete, and told apart from the others.

They are made by code alone, so nothing in them may be left to an agent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from engross.errors import Problem
from engross.records import MEASURES
from engross.workspace.files import WorkspaceFiles
from engross.workspace.rules.crews import file_name, template_there
from engross.workspace.validation import unknown
from engross.workspace.yaml_text import Part

_ENDINGS: Final = {"mail": ".eml", "table": ".csv", "document": ".docx"}
_NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "mail": (),
    "table": ("columns",),
    "document": ("template", "title", "standard_format"),
}
"""What each kind of file cannot do without; the keys of the others it does not have."""


def documents(files: WorkspaceFiles) -> Iterator[Part]:
    """Every crew, and every Word file beside a crew's document: each has a standard format."""
    for crew in files.specs["crews"].values():
        yield crew
        yield from (also for also in crew["also"] if also["kind"].text == "document")


def more_files(files: WorkspaceFiles) -> Iterator[Problem]:
    """Every crew's other files."""
    for crew in files.specs["crews"].values():
        yield from _told_apart(crew)
        for also in crew["also"]:
            kind = also["kind"].text
            if kind in _ENDINGS:
                yield from _complete(also, kind)
                yield from file_name(also["deliverable"], _ENDINGS[kind])
            if kind == "mail" and also["leaves"].value is False:
                yield also["leaves"].problem("a mail is meant for the client; take this out")
            if kind == "table":
                yield from _columns(also["columns"])
            if kind == "document":
                yield from template_there(also, files)
                yield from _nothing_for_agents(also)


def _told_apart(crew: Part) -> Iterator[Problem]:
    """No key and no file name twice; names are compared as every file system does."""
    keys = [(also["key"], also["key"].text) for also in crew["also"]]
    files = [(one["deliverable"], _named(one, crew)) for one in (crew, *crew["also"])]
    for parts in (keys, files):
        seen: set[str] = set()
        for part, name in parts:
            if name and name.casefold() in seen:
                yield part.problem(f"`{name}` is taken by another file of this crew")
            seen.add(name.casefold())
    mails = [also for also in crew["also"] if also["kind"].text == "mail"]
    for also in mails[1:]:
        yield also["kind"].problem("a document has one mail at most")


def _named(one: Part, crew: Part) -> str:
    """The file's name with its title, which is the crew's where it has none of its own."""
    title = one["title"].text or crew["title"].text
    return one["deliverable"].text.replace("{title}", title.lower())


def _complete(also: Part, kind: str) -> Iterator[Problem]:
    for key in _NEEDED[kind]:
        if not also[key].value:
            yield also.problem(f"a {kind} needs `{key}`")
    for key in {one for keys in _NEEDED.values() for one in keys} - set(_NEEDED[kind]):
        if also[key].value:
            yield also[key].problem(f"a {kind} has no `{key}`; take it out")


def _columns(columns: Part) -> Iterator[Problem]:
    seen: set[str] = set()
    for column in columns:
        measure, heading = column["measure"], column["heading"]
        if measure.text and measure.text not in MEASURES:
            yield measure.problem(
                unknown("measure", measure.text, MEASURES, "docs/reference lists them")
            )
        elif measure.text and MEASURES[measure.text].audience == "internal":
            yield measure.problem(
                f"`{measure.text}` is the firm's figure about itself; no other program gets it"
            )
        if heading.text and heading.text in seen:
            yield heading.problem(f"the heading `{heading.text}` stands here twice")
        seen.add(heading.text)


def _nothing_for_agents(also: Part) -> Iterator[Problem]:
    for section in also["standard_format"]:
        words = section["words"].value
        if not (isinstance(words, list) and words[-1:] == [0]):
            yield section.problem("no agent writes in this file: give its sections `words: [0, 0]`")
        for key in ("text_from", "charts"):
            if section[key].value:
                yield section[key].problem(
                    f"a file beside the document has no `{key}`; put that into the document"
                )
