"""The folders: nothing missing, nothing unread, no code, and a schema on every first line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from engross.errors import Problem
from engross.workspace.files import FIRM, FOLDERS, INDEX, SPEC_FOLDERS, WorkspaceFiles
from engross.workspace.validation import unknown

_CODE: Final = {".py", ".pyc", ".pyi", ".pyw", ".ipynb", ".so", ".pyd"}
_KEY: Final = re.compile(r"[a-z][a-z0-9_]*")
_SCHEMA: Final = "# yaml-language-server: $schema="


def folders(files: WorkspaceFiles) -> Iterator[Problem]:
    """The six folders exist and hold no Python."""
    for folder in FOLDERS:
        path = files.root / folder
        if not path.is_dir():
            yield Problem(folder, 0, "", "this folder is missing")
            continue
        for found in sorted(path.rglob("*")):
            if found.suffix.lower() in _CODE:
                name = found.relative_to(files.root).as_posix()
                yield Problem(name, 0, "", "a workspace folder holds no Python; take the file out")


def spec_names(files: WorkspaceFiles) -> Iterator[Problem]:
    """Every file of a spec folder has a name by which it is read."""
    for folder in SPEC_FOLDERS:
        wanted = {".yaml", ".docx"} if folder == "templates" else {".yaml"}
        for path in sorted((files.root / folder).glob("*")):
            name = f"{folder}/{path.name}"
            if path.name.startswith((".", "~$")) or path.suffix.lower() in _CODE:
                continue
            if path.suffix not in wanted:
                yield Problem(name, 0, "", f"this is not read; files end in {_either(wanted)}")
            elif not _KEY.fullmatch(path.stem):
                message = "use small letters, digits and underscores in the name, a letter first"
                yield Problem(name, 0, "", message)
        if folder == "templates":
            yield from _templates_in_pairs(files)


def schema_lines(files: WorkspaceFiles) -> Iterator[Problem]:
    """The first line of every YAML file names its schema, so that an editor can help."""
    for name, line in files.first_lines.items():
        depth = "../" * name.count("/")
        wanted = f"{_SCHEMA}{depth}docs/reference/schemas/{schema_of(name)}.json"
        if line != wanted:
            yield Problem(name, 1, "", f"the first line must be: {wanted}")


def schema_of(name: str) -> str:
    """The schema that a workspace file follows."""
    if name in {FIRM, INDEX}:
        return {FIRM: "firm", INDEX: "knowledge"}[name]
    return SPEC_FOLDERS[name.partition("/")[0]]


def knowledge(files: WorkspaceFiles) -> Iterator[Problem]:
    """The index lists every file of the knowledge base, and no other; owners work here."""
    there = sorted(
        path.relative_to(files.root / "knowledge").as_posix()
        for path in (files.root / "knowledge").rglob("*")
        if path.is_file() and not path.name.startswith(".") and path.name != "index.yaml"
    )
    listed = files.index["files"]
    people = {person["email"].text.casefold() for person in files.firm["people"]}
    for entry in listed:
        if entry.name not in there:
            yield entry.problem(unknown("file", entry.name, there, "take the entry out"))
        owner = entry["owner"]
        if owner.text and people and owner.text.casefold() not in people:
            yield owner.problem(f"`{owner.text}` is not among the people of firm.yaml")
    if isinstance(files.index.value, dict):
        for name in there:
            if listed[name].value is None:
                message = f"this file is not in {INDEX}; list it with its owner and review date"
                yield Problem(f"knowledge/{name}", 0, "", message)


def _templates_in_pairs(files: WorkspaceFiles) -> Iterator[Problem]:
    for path in sorted((files.root / "templates").glob("*.docx")):
        if path.stem not in files.specs["templates"] and not path.name.startswith("~$"):
            message = f"templates/{path.stem}.yaml, which says what it may print, is missing"
            yield Problem(f"templates/{path.name}", 0, "", message)


def _either(names: set[str]) -> str:
    return " or ".join(sorted(names, reverse=True))
