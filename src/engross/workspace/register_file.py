"""`firm.yaml` as text: an entry put into one of its lists without touching a word of the rest."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engross.errors import StorageError, WorkspaceError
from engross.workspace.files import FIRM
from engross.workspace.register import Firm
from engross.workspace.validation import validate
from engross.workspace.writing import put_file
from engross.workspace.yaml_text import Part, read_yaml, write_yaml


def register_text(root: Path) -> str:
    """The text of the workspace's `firm.yaml`.

    Raises:
        WorkspaceError: it is not there, or is not text.
    """
    try:
        return (root / FIRM).read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise WorkspaceError(
            f"There is no {FIRM} in {root}.", remedy="`engross init` makes a new workspace."
        ) from error
    except UnicodeDecodeError as error:
        raise WorkspaceError(f"{FIRM} is not UTF-8 text.", remedy="Save it as UTF-8.") from error


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
    entry = textwrap.indent(textwrap.dedent(write_yaml([given])), " " * _indent(dash))
    last = _last_line(lines, items[-1].line)
    return _put_in(lines, last, entry)


def with_list(text: str, key: str, given: dict[str, Any], comment: str) -> str:
    """The text with a new list of one entry at its end, under a comment."""
    lines = text.splitlines(keepends=True)
    written = f"\n# {comment}\n{write_yaml({key: [given]})}"
    return _put_in(lines, len(lines), written)


def without_entry(text: str, entry: Part) -> str:
    """The text without the lines of one entry of a list."""
    lines = text.splitlines(keepends=True)
    if not lines[entry.line - 1].lstrip().startswith("- "):
        return text
    last = _last_line(lines, entry.line)
    return "".join([*lines[: entry.line - 1], *lines[last:]])


def put_register(root: Path, text: str) -> None:
    """Make this the whole of `firm.yaml`.

    Raises:
        StorageError: the disk could not keep the file; it is as it was.
    """
    path = root / FIRM
    try:
        put_file(path, text.encode())
    except OSError as error:
        raise StorageError(
            f"{path} could not be written: {error.strerror}.", remedy="It is as it was."
        ) from error


def _put_in(lines: Sequence[str], after: int, written: str) -> str:
    """The lines with a text after one of them, its lines ended as they are."""
    before = list(lines[:after])
    ends = "\r\n" if before and before[-1].endswith("\r\n") else "\n"
    if before and not before[-1].endswith("\n"):
        before[-1] += ends
    return "".join([*before, written.replace("\n", ends), *lines[after:]])


def _last_line(lines: Sequence[str], first: int) -> int:
    """The last line of the list item that begins on that line: the last that stands further in."""
    last = first
    for number, line in enumerate(lines[first:], start=first + 1):
        if line.strip() and _indent(line) <= _indent(lines[first - 1]):
            break
        last = number if line.strip() else last
    return last


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
