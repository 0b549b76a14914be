"""Column maps of the register: one written to `firm.yaml` once a person has confirmed it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engross.errors import UsageError
from engross.workspace.files import FIRM
from engross.workspace.register import ColumnMap, Firm
from engross.workspace.register_file import (
    put_register,
    register_in,
    register_text,
    with_entry,
    with_list,
    without_entry,
)

_KEY = "column_maps"
_COMMENT = "What the columns of our exports mean, as somebody confirmed it with `engross map`."


def save_column_map(root: Path, said: ColumnMap) -> None:
    """Write the map to `firm.yaml`, in place of one for the same headings; the rest stays.

    Raises:
        UsageError: nobody at the firm has the address it is confirmed by, or the file is laid out
            so that nothing can be put in.
        WorkspaceError: `firm.yaml` has problems.
        StorageError: the disk could not keep the file; it is as it was.
    """
    before = register_text(root)
    firm, part = register_in(before)
    if firm.person(said.confirmed_by) is None:
        raise UsageError(
            f"{said.confirmed_by} is not among the people of {FIRM}.",
            remedy="Give the address of the person who looked at the columns, with --by.",
        )
    kept = [other for other in firm.column_maps if not _is_for_same(other, said)]
    after = before
    for entry, other in reversed(list(zip(part[_KEY], firm.column_maps, strict=True))):
        if other not in kept:
            after = without_entry(after, entry)
    after = _with_map(after, said, first=not kept)
    if register_in(after)[0] != firm.model_copy(update={_KEY: (*kept, said)}):
        raise UsageError(
            f"{FIRM} is laid out so that no column map can be put in safely.",
            remedy=f"Write `{_KEY}` as a list with one dash for each map, or take it out.",
        )
    put_register(root, after)


def matching(firm: Firm, said: ColumnMap) -> ColumnMap | None:
    """The map that the register has for the same headings and kind, or `None`."""
    return next((other for other in firm.column_maps if _is_for_same(other, said)), None)


def _is_for_same(one: ColumnMap, other: ColumnMap) -> bool:
    return one.kind == other.kind and sorted(one.headings) == sorted(other.headings)


def _with_map(text: str, said: ColumnMap, *, first: bool) -> str:
    if not first:
        # Read again: taking one out has moved the lines.
        return with_entry(text, register_in(text)[1][_KEY], _entry(said))
    return with_list(_without_empty_key(text), _KEY, _entry(said), _COMMENT)


def _without_empty_key(text: str) -> str:
    """The text without a list of maps that has none left, and without our comment over it."""
    lines = text.splitlines(keepends=True)
    mine = (f"{_KEY}:", f"{_KEY}: []", f"# {_COMMENT}")
    kept = [line for line in lines if line.strip() not in mine]
    if len(kept) == len(lines):
        return text
    return "".join(kept).rstrip() + "\n"


def _entry(said: ColumnMap) -> dict[str, Any]:
    """The map as it is written; what is not said is left out."""
    entry = said.model_dump(mode="json", exclude_defaults=True)
    return {**entry, "headings": list(said.headings), "on": said.on}
