"""`knowledge/index.yaml` as text: entries put in and taken out without touching a word of the rest.

Both functions read the file, change it and write it again: whoever calls them sees to it that
nobody else does so meanwhile.
"""

from __future__ import annotations

import datetime as dt
import re
import textwrap
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

from engross.errors import UsageError, WorkspaceError
from engross.records.evidence import Tier
from engross.workspace.files import INDEX
from engross.workspace.specs import KnowledgeFile, KnowledgeIndex
from engross.workspace.validation import validate
from engross.workspace.yaml_lines import indent, last_line, put_in, put_text, text_of
from engross.workspace.yaml_text import Part, read_yaml, write_yaml

_LIST: Final = "files"
_EMPTY: Final = re.compile(
    r"^(files:)(?:[ \t]*(?:\{[ \t]*\}|~|null))?([ \t]*(?:#.*)?\r?\n?)", re.MULTILINE
)
"""The list's own line when nothing is listed."""
_INDENT: Final = 2


def add_entry(
    root: Path, file: str, owner: str, review_by: dt.date, tier: Tier = "firm"
) -> KnowledgeIndex:
    """The index with that file as its last entry, written; comments, order and layout stay.

    `file` is its name inside `knowledge/`, with `/` between folders.

    Raises:
        UsageError: the file is listed already, or the index is laid out so that it cannot be added.
        WorkspaceError: the index has problems.
        StorageError: the disk could not keep it; it is as it was.
    """
    before = text_of(root, INDEX)
    index, part = _index_in(before)
    if file in index.files:
        raise UsageError(f"{file} is listed in {INDEX} already.", remedy="Change the entry there.")
    entry = KnowledgeFile(owner=owner, review_by=review_by, tier=tier)
    wanted = KnowledgeIndex(files={**index.files, file: entry})
    return _put(root, _with_entry(before, part[_LIST], file, entry), wanted)


def remove_entries(root: Path, files: Collection[str]) -> KnowledgeIndex:
    """The index without those files, written; one that is not listed is no error.

    A comment within an entry goes with it, and one that stands before it stays.

    Raises:
        UsageError: the index is laid out so that an entry cannot be taken out.
        WorkspaceError: the index has problems.
        StorageError: the disk could not keep it; it is as it was.
    """
    before = text_of(root, INDEX)
    index, part = _index_in(before)
    gone = set(files) & index.files.keys()
    if not gone:
        return index
    wanted = KnowledgeIndex(files={f: e for f, e in index.files.items() if f not in gone})
    entries = tuple(part[_LIST])
    after = _without(before, [entry.line for entry in entries if entry.name in gone])
    if len(gone) == len(entries):
        after = _EMPTY.sub(r"\1 {}\2", after, count=1)
    return _put(root, after, wanted)


def listed_files(root: Path) -> frozenset[str]:
    """The names of all files that the index lists now.

    Raises:
        WorkspaceError: the index has problems.
    """
    return frozenset(_index_in(text_of(root, INDEX))[0].files)


def _index_in(text: str) -> tuple[KnowledgeIndex, Part]:
    """What the text lists, and where everything in it stands.

    Raises:
        WorkspaceError: with every problem in `problems`.
    """
    part, problems = read_yaml(INDEX, text)
    if problems:
        raise WorkspaceError(problems=problems)
    listed = part.value or {}
    if isinstance(listed, dict) and listed.get(_LIST, ()) is None:
        listed = {**listed, _LIST: {}}
    index, problems = validate(Part(INDEX, listed, (), part.lines), KnowledgeIndex)
    if index is None:
        raise WorkspaceError(problems=problems)
    return index, part


def _put(root: Path, text: str, wanted: KnowledgeIndex) -> KnowledgeIndex:
    """Write the text, if it says what is wanted and nothing else."""
    try:
        same = _index_in(text)[0] == wanted
    except WorkspaceError:  # what was changed no longer reads, so the layout is not one we know
        same = False
    if not same:
        raise UsageError(
            f"{INDEX} is laid out so that it cannot be changed safely.",
            remedy="Write `files` with one key for each file, each on a line of its own, or change "
            "the entry by hand.",
        )
    put_text(root, INDEX, text)
    return wanted


def _with_entry(text: str, listed: Part, file: str, entry: KnowledgeFile) -> str:
    """The text with the entry after the last one."""
    lines = text.splitlines(keepends=True)
    entries = tuple(listed)
    if entries:
        first = entries[-1].line
        return put_in(lines, last_line(lines, first), _written(file, entry, lines[first - 1]))
    for number, line in enumerate(lines, start=1):
        if empty := _EMPTY.fullmatch(line):
            lines[number - 1] = f"{empty[1]}{empty[2]}"
            return put_in(lines, number, _written(file, entry, " " * _INDENT))
    return put_in(lines, len(lines), f"{_LIST}:\n{_written(file, entry, ' ' * _INDENT)}")


def _written(file: str, entry: KnowledgeFile, beside: str) -> str:
    """The entry's lines, as far in as the line beside them."""
    values = entry.model_dump()
    # As the file's other entries have it: a day without quotation marks.
    return textwrap.indent(write_yaml({file: values}), " " * indent(beside))


def _without(text: str, firsts: Sequence[int]) -> str:
    """The text without the entries that begin on those lines."""
    lines = text.splitlines(keepends=True)
    for first in sorted(firsts, reverse=True):
        del lines[first - 1 : last_line(lines, first)]
    return "".join(lines)
