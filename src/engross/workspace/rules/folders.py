"""The folders: nothing missing, nothing unread, no code, and a schema on every first line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from engross.errors import Problem
from engross.workspace.files import (
    APPROVALS,
    FIRM,
    FOLDERS,
    INDEX,
    SPEC_FOLDERS,
    WorkspaceFiles,
)
from engross.workspace.packs import PACKS
from engross.workspace.price_list import PRICE_LIST
from engross.workspace.triage import ESCALATIONS, EXAMPLES, INTENTS

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
    apart = {
        FIRM: "firm",
        INDEX: "knowledge",
        APPROVALS: "approvals",
        PRICE_LIST: "price-list",
        INTENTS: "triage-intents",
        EXAMPLES: "triage-examples",
        ESCALATIONS: "triage-escalations",
    }
    if name.startswith(f"{PACKS}/"):
        return "statement"
    return apart.get(name) or SPEC_FOLDERS[name.partition("/")[0]]


def _templates_in_pairs(files: WorkspaceFiles) -> Iterator[Problem]:
    for path in sorted((files.root / "templates").glob("*.docx")):
        if path.stem not in files.specs["templates"] and not path.name.startswith("~$"):
            message = f"templates/{path.stem}.yaml, which says what it may print, is missing"
            yield Problem(f"templates/{path.name}", 0, "", message)


def _either(names: set[str]) -> str:
    return " or ".join(sorted(names, reverse=True))
