"""A YAML file of the workspace as lines: entries put in and taken out, every other line kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from engross.errors import StorageError, WorkspaceError
from engross.workspace.writing import put_file


def text_of(root: Path, name: str) -> str:
    """The text of that file of the workspace.

    Raises:
        WorkspaceError: it is not there, or is not text.
        StorageError: it cannot be read.
    """
    try:
        return (root / name).read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise WorkspaceError(
            f"There is no {name} in {root}.", remedy="`engross init` makes a new workspace."
        ) from error
    except UnicodeDecodeError as error:
        raise WorkspaceError(f"{name} is not UTF-8 text.", remedy="Save it as UTF-8.") from error
    except OSError as error:
        raise StorageError(
            f"{root / name} cannot be read: {error.strerror}.", remedy="See who may read it."
        ) from error


def put_text(root: Path, name: str, text: str) -> None:
    """Make this the whole of that file of the workspace.

    Raises:
        StorageError: the disk could not keep it; it is as it was.
    """
    path = root / name
    try:
        put_file(path, text.encode())
    except OSError as error:
        raise StorageError(
            f"{path} could not be written: {error.strerror}.", remedy="It is as it was."
        ) from error


def put_in(lines: Sequence[str], after: int, written: str) -> str:
    """The lines with a text after one of them, its lines ended as they are."""
    before = list(lines[:after])
    ends = "\r\n" if before and before[-1].endswith("\r\n") else "\n"
    if before and not before[-1].endswith("\n"):
        before[-1] += ends
    return "".join([*before, written.replace("\n", ends), *lines[after:]])


def last_line(lines: Sequence[str], first: int) -> int:
    """The last line of the entry that begins on that line: the last that stands further in."""
    last = first
    for number, line in enumerate(lines[first:], start=first + 1):
        if line.strip() and indent(line) <= indent(lines[first - 1]):
            break
        last = number if line.strip() else last
    return last


def indent(line: str) -> int:
    """How far in it stands."""
    return len(line) - len(line.lstrip())
