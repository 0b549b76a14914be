"""Which versions of the Word templates somebody at the firm has approved, and their record."""

from __future__ import annotations

import datetime as dt
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pydantic import Field

from engross.errors import UsageError, WorkspaceError
from engross.records import Record, TemplateUsed
from engross.workspace.files import APPROVALS
from engross.workspace.validation import validate
from engross.workspace.yaml_lines import indent, last_line, put_in, put_text, text_of
from engross.workspace.yaml_text import Part, read_yaml, write_yaml

if TYPE_CHECKING:
    from engross.workspace.loading import LoadedWorkspace

_LIST: Final = "templates"
_INDENT: Final = 2
_NEW: Final = """\
# yaml-language-server: $schema=../docs/reference/schemas/approvals.json
#
# Which versions of the templates somebody approved. `engross template approve` writes it; nobody
# need edit it by hand.

templates:
"""


class Approval(Record):
    """One approved version of a template: exactly these bytes, approved by that person."""

    version: int = Field(ge=1)
    """1, 2, 3, ... in the order of approval."""
    word: str
    """Hex SHA-256 of the Word file, `templates/<key>.docx`."""
    names: str
    """Hex SHA-256 of `templates/<key>.yaml`, which says what the Word file may print."""
    by: str
    """E-mail address of the person who approved it."""
    on: dt.date
    """The day it was approved: `2026-11-22`."""
    note: str = ""
    """What is new in it, in the person's words."""


class Approvals(Record):
    """`templates/approvals.yaml`: every approved version of every template."""

    templates: dict[str, tuple[Approval, ...]] = Field(default_factory=dict)
    """By the template's key, the oldest version first."""

    def of(self, key: str) -> tuple[Approval, ...]:
        """The template's approved versions, the oldest first."""
        return self.templates.get(key, ())

    def matching(self, key: str, word: str, names: str) -> Approval | None:
        """The newest approval of exactly these two files, by their hashes; or `None`."""
        found = [one for one in self.of(key) if (one.word, one.names) == (word, names)]
        return found[-1] if found else None


def approved(workspace: LoadedWorkspace, key: str, sha256: str) -> TemplateUsed:
    """The template whose Word file has that hash, with the version that was approved of it.

    The version is 0 unless the workspace's spec of the template was approved with it.
    """
    found = workspace.approvals.matching(key, sha256, workspace.template_hashes.get(key, ""))
    return TemplateUsed(key=key, sha256=sha256, version=found.version if found else 0)


def read_approvals(root: Path) -> Approvals:
    """The approvals of the workspace in that folder; none when there is no such file.

    Raises:
        WorkspaceError: the file has problems.
    """
    return _approvals_in(text_of(root, APPROVALS))[0] if _exists(root) else Approvals()


def add_approval(root: Path, key: str, approval: Approval) -> Approvals:
    """The approvals with that one as the template's newest, written; comments and layout stay.

    The file is read, changed and written again: whoever calls this sees to it that nobody else does
    so meanwhile.

    Raises:
        UsageError: the file is laid out so that nothing can be put in.
        WorkspaceError: the file has problems.
        StorageError: the disk could not keep it; it is as it was.
    """
    before = text_of(root, APPROVALS) if _exists(root) else _NEW
    approvals, part = _approvals_in(before)
    wanted = Approvals(
        templates={**approvals.templates, key: (*approvals.of(key), approval)},
    )
    after = _with(before, part[_LIST], key, approval)
    if not _says(after, wanted):
        raise UsageError(
            f"{APPROVALS} is laid out so that no approval can be put in safely.",
            remedy="Write `templates` with one key for each template, and under it a list with one "
            "dash for each version.",
        )
    put_text(root, APPROVALS, after)
    return wanted


def _exists(root: Path) -> bool:
    return (root / APPROVALS).is_file()


def _approvals_in(text: str) -> tuple[Approvals, Part]:
    """What the text says, and where everything in it stands.

    Raises:
        WorkspaceError: with every problem in `problems`.
    """
    part, problems = read_yaml(APPROVALS, text)
    if problems:
        raise WorkspaceError(problems=problems)
    approvals, problems = validate(with_list(part), Approvals)
    if approvals is None:
        raise WorkspaceError(problems=problems)
    return approvals, part


def with_list(part: Part) -> Part:
    """The file's content, with an empty list for one that lists nothing yet."""
    held = part.value or {}
    if isinstance(held, dict) and held.get(_LIST, ()) is None:
        held = {**held, _LIST: {}}
    return Part(part.file, held, part.path, part.lines)


def _says(text: str, wanted: Approvals) -> bool:
    """Whether the text reads, and says that and nothing else."""
    try:
        return _approvals_in(text)[0] == wanted
    except WorkspaceError:  # what was changed no longer reads, so the layout is not one we know
        return False


def _with(text: str, listed: Part, key: str, approval: Approval) -> str:
    """The text with the approval after the template's last one, or under a key at the end."""
    lines = text.splitlines(keepends=True)
    entry = _entry(approval)
    known = tuple(listed[key])
    if known:
        first = known[-1].line
        written = textwrap.indent(_listed(entry), " " * indent(lines[first - 1]))
        return put_in(lines, last_line(lines, first), written)
    others = tuple(listed)
    step = indent(lines[others[0].line - 1]) if others else _INDENT
    written = f"{key}:\n{textwrap.indent(_listed(entry), ' ' * _INDENT)}"
    after = last_line(lines, others[-1].line) if others else len(lines)
    return put_in(lines, after, textwrap.indent(written, " " * step))


def _listed(entry: dict[str, object]) -> str:
    """The entry as an item of a list, its dash at the margin."""
    return textwrap.dedent(write_yaml([entry]))


def _entry(approval: Approval) -> dict[str, object]:
    """The approval as it is written: a day without quotation marks, no note that says nothing."""
    entry = approval.model_dump(exclude_defaults=True)
    return {**entry, "on": approval.on}
