"""The files of a workspace as they stand, each read once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from engross.errors import Problem
from engross.workspace.packs import PACKS
from engross.workspace.price_list import PRICE_LIST
from engross.workspace.triage import ESCALATIONS, EXAMPLES, INTENTS
from engross.workspace.yaml_text import Part, read_yaml

FIRM: Final = "firm.yaml"
"""The firm's register."""
INDEX: Final = "knowledge/index.yaml"
"""Who answers for each file of the knowledge base."""
APPROVALS: Final = "templates/approvals.yaml"
"""Who approved which version of each template."""
SPEC_FOLDERS: Final = {"crews": "crew", "agents": "agent", "tasks": "task", "templates": "template"}
"""The folders whose YAML files are specs, and the schema of each."""
FOLDERS: Final = ("crews", "agents", "tasks", "knowledge", "templates", "outputs")
"""The six folders that belong to the firm."""
_TRIAGE: Final = (INTENTS, EXAMPLES, ESCALATIONS)


@dataclass
class WorkspaceFiles:
    """What stands in a workspace's YAML files."""

    root: Path
    """The folder that holds `firm.yaml`."""
    firm: Part
    firm_sha256: str = ""
    """Hex SHA-256 of `firm.yaml`; empty when there is none."""
    index: Part = field(default_factory=lambda: Part(INDEX, None))
    approvals: Part = field(default_factory=lambda: Part(APPROVALS, None))
    """Has no value when nobody has approved a template yet."""
    prices: Part = field(default_factory=lambda: Part(PRICE_LIST, None))
    """Has no value when the firm has no price list."""
    triage: dict[str, Part] = field(default_factory=dict)
    """The files of `knowledge/triage` by name; empty when the firm has none."""
    packs: dict[str, dict[str, Part]] = field(default_factory=dict)
    """By profession and key: `packs["solicitors"]["complaints"]`."""
    specs: dict[str, dict[str, Part]] = field(default_factory=dict)
    """By folder and key: `specs["crews"]["client_report"]`."""
    first_lines: dict[str, str] = field(default_factory=dict)
    """The first line of every YAML file."""
    hashes: dict[str, str] = field(default_factory=dict)
    """Hex SHA-256 of every YAML file."""
    problems: list[Problem] = field(default_factory=list)
    """What is wrong with the files as YAML."""

    def keys(self, folder: str) -> tuple[str, ...]:
        """The keys of a folder's specs, sorted."""
        return tuple(self.specs.get(folder, {}))

    def has(self, name: str) -> bool:
        """Whether the workspace holds that file."""
        return (self.root / name).is_file()


def read_files(root: Path) -> WorkspaceFiles:
    """Read `firm.yaml`, every spec and the knowledge index."""
    files = WorkspaceFiles(root, Part(FIRM, None))
    if data := _read(files, FIRM):
        files.firm, files.firm_sha256 = _parse(files, FIRM, data), hashlib.sha256(data).hexdigest()
    for folder in SPEC_FOLDERS:
        files.specs[folder] = dict(_read_folder(files, folder))
    if data := _read(files, INDEX):
        files.index = _parse(files, INDEX, data)
    if files.has(APPROVALS) and (data := _read(files, APPROVALS)):
        files.approvals = _parse(files, APPROVALS, data)
    if files.has(PRICE_LIST) and (data := _read(files, PRICE_LIST)):
        files.prices = _parse(files, PRICE_LIST, data)
    if any(files.has(name) for name in _TRIAGE):
        for name in _TRIAGE:
            data = _read(files, name)
            files.triage[name] = _parse(files, name, data) if data else Part(name, None)
    for pack in sorted((root / PACKS).glob("*/")):
        files.packs[pack.name] = dict(_read_folder(files, f"{PACKS}/{pack.name}"))
    return files


def _read_folder(files: WorkspaceFiles, folder: str) -> Iterator[tuple[str, Part]]:
    for path in sorted((files.root / folder).glob("*.yaml")):
        name = f"{folder}/{path.name}"
        if name != APPROVALS and (data := _read(files, name)):
            yield path.stem, _parse(files, name, data)


def _read(files: WorkspaceFiles, name: str) -> bytes:
    """The file's bytes; nothing, and a problem, when there are none."""
    path = files.root / name
    if not path.is_file():
        remedy = "`engross init` makes a new workspace" if name == FIRM else "add the file"
        files.problems.append(Problem(name, 0, "", f"there is no such file; {remedy}"))
        return b""
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}; see who may read it"
        files.problems.append(Problem(name, 0, "", message))
        return b""
    if not data.strip():
        files.problems.append(Problem(name, 0, "", "the file is empty"))
    return data.strip() and data


def _parse(files: WorkspaceFiles, name: str, data: bytes) -> Part:
    files.hashes[name] = hashlib.sha256(data).hexdigest()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = "this is not UTF-8 text; save the file as UTF-8"
        files.problems.append(Problem(name, line, "", message))
        return Part(name, None)
    files.first_lines[name] = text.partition("\n")[0].strip()
    part, problems = read_yaml(name, text)
    files.problems.extend(problems)
    return part
