"""`firm.yaml` as text: an entry put into one of its lists without touching a word of the rest."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

from engross.errors import WorkspaceError
from engross.workspace.files import FIRM
from engross.workspace.register import Firm
from engross.workspace.validation import validate
from engross.workspace.yaml_lines import indent, last_line, put_in, put_text, text_of
from engross.workspace.yaml_text import Part, read_yaml, write_yaml


def register_text(root: Path) -> str:
    """The text of the workspace's `firm.yaml`.

    Raises:
        WorkspaceError: it is not there, or is not text.
        StorageError: it cannot be read.
    """
    return text_of(root, FIRM)


def register_in(text: str) -> tuple[Firm, Part]:
    """The register that the text holds, and where everything in it stands.

    Raises:
        WorkspaceError: with every problem in `problems`.
    """
    part, problems = read_yaml(FIRM, text)
    if problems:
        raise WorkspaceError(problems=problems)
    firm, problems = validate(part, Firm)
    if firm is None:
        raise WorkspaceError(problems=problems)
    return firm, part


def with_entry(text: str, entries: Part, given: dict[str, Any]) -> str:
    """The text with an entry after the last line of the last one of a list.

    The same text when the list is not written with one dash for each entry.
    """
    lines = text.splitlines(keepends=True)
    items = tuple(entries)
    if not items or not lines[items[-1].line - 1].lstrip().startswith("- "):
        return text
    dash = lines[items[-1].line - 1]
    entry = textwrap.indent(textwrap.dedent(write_yaml([given])), " " * indent(dash))
    last = last_line(lines, items[-1].line)
    return put_in(lines, last, entry)


def with_list(text: str, key: str, given: dict[str, Any], comment: str) -> str:
    """The text with a new list of one entry at its end, under a comment."""
    lines = text.splitlines(keepends=True)
    written = f"\n# {comment}\n{write_yaml({key: [given]})}"
    return put_in(lines, len(lines), written)


def without_entry(text: str, entry: Part) -> str:
    """The text without the lines of one entry of a list."""
    lines = text.splitlines(keepends=True)
    if not lines[entry.line - 1].lstrip().startswith("- "):
        return text
    last = last_line(lines, entry.line)
    return "".join([*lines[: entry.line - 1], *lines[last:]])


def put_register(root: Path, text: str) -> None:
    """Make this the whole of `firm.yaml`.

    Raises:
        StorageError: the disk could not keep the file; it is as it was.
    """
    put_text(root, FIRM, text)
