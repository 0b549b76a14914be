"""The knowledge folder: every file listed, there, behind a wall, and answered for by somebody.

What is wrong here is worth a line of `engross check` and keeps a file from being searched; it is
no reason to refuse a run. A knowledge/index.yaml that cannot be read is.
"""

from __future__ import annotations

from collections.abc import Iterator

from engross.errors import Problem
from engross.records import Record
from engross.workspace.files import WorkspaceFiles
from engross.workspace.knowledge_files import Fault, faults
from engross.workspace.register import Firm
from engross.workspace.specs import KnowledgeIndex


def knowledge(
    files: WorkspaceFiles, index: Record | None, firm: Record | None
) -> Iterator[Problem]:
    """What is wrong with the folder's files; nothing while the index or the register is broken."""
    if isinstance(index, KnowledgeIndex) and isinstance(firm, Firm):
        found = faults(files.root / "knowledge", index.files, firm)
        yield from (_problem(files, fault) for fault in found)


def _problem(files: WorkspaceFiles, fault: Fault) -> Problem:
    if not fault.listed:
        return Problem(f"knowledge/{fault.file}", 0, "", fault.message)
    entry = files.index["files"][fault.file]
    return (entry[fault.key] if fault.key else entry).problem(fault.message)
