"""Reads one file of the knowledge folder, and nothing outside it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from engross.errors import InputError
from engross.knowledge.pieces import KnowledgeItem
from engross.records.evidence import Tier

LARGEST = 5_000_000
"""Bytes of a file; a larger one is no text that somebody wrote."""


def read_item(
    folder: Path, file: str, tier: Tier = "firm", review_by: dt.date | None = None
) -> KnowledgeItem:
    """The file of that name inside the folder.

    Raises:
        InputError: it is not there, too large, or lies outside the folder, by its name or by a
            link.
    """
    path = folder / file
    try:
        real = path.resolve(strict=True)
    except OSError as error:
        raise InputError(
            f"knowledge/{file}",
            "the file is not there.",
            remedy="Put it there, or take it out of knowledge/index.yaml.",
        ) from error
    if not real.is_relative_to(folder.resolve()):
        raise InputError(
            f"knowledge/{file}",
            "it lies outside the knowledge folder.",
            remedy="Copy the file into the folder.",
        )
    if not real.is_file() or real.stat().st_size > LARGEST:
        raise InputError(
            f"knowledge/{file}",
            f"it is no file of at most {LARGEST // 1_000_000} MB.",
            remedy="Split it, or take it out of knowledge/index.yaml.",
        )
    try:
        return KnowledgeItem(file, real.read_bytes(), tier, review_by)
    except OSError as error:
        raise InputError(
            f"knowledge/{file}",
            f"it cannot be read ({error.strerror}).",
            remedy="Ask for the right to read it, or take it out of knowledge/index.yaml.",
        ) from error
