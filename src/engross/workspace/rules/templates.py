"""The approvals of the Word templates: their record, and which template has none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from engross.errors import Problem
from engross.workspace.approvals import Approvals
from engross.workspace.files import WorkspaceFiles


def approvals(files: WorkspaceFiles) -> Iterator[Problem]:
    """Every template's approved versions count 1, 2, 3, ..., so that none can be slipped in."""
    for versions in files.approvals["templates"]:
        for number, version in enumerate(versions, start=1):
            if version["version"].value not in {number, None}:
                yield version["version"].problem(
                    f"this is number {number} of the list; versions count 1, 2, 3, ..."
                )


def unapproved(files: WorkspaceFiles, known: Approvals) -> Iterator[Problem]:
    """Every template whose two files, as they stand, nobody has approved."""
    for key in files.keys("templates"):
        word = f"templates/{key}.docx"
        if not files.has(word):
            continue
        data = (files.root / word).read_bytes()
        names = files.hashes.get(f"templates/{key}.yaml", "")
        found = known.matching(key, hashlib.sha256(data).hexdigest(), names)
        if found is None:
            yield Problem(word, 0, "", f"{_told(key, known)} {_remedy(key)}")
        elif found != known.of(key)[-1]:
            newest = known.of(key)[-1].version
            message = f"this is version {found.version} and version {newest} is the newest."
            yield Problem(word, 0, "", f"{message} {_remedy(key)}")


def _told(key: str, known: Approvals) -> str:
    if not known.of(key):
        return "nobody has approved this template, so what is made with it is held with a block."
    return (
        f"it or templates/{key}.yaml was changed since version {known.of(key)[-1].version} was "
        "approved, so what is made with it is held with a block."
    )


def _remedy(key: str) -> str:
    return (
        f"Look at it (`engross template preview {key}`), then: engross template approve {key} "
        "--as EMAIL"
    )
