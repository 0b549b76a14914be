"""A statement's review, put into its file: by whom, on which day, of exactly which words."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Final

from engross.errors import UsageError, WorkspaceError
from engross.workspace.packs import Statement
from engross.workspace.validation import validate
from engross.workspace.yaml_lines import last_line, put_text, text_of
from engross.workspace.yaml_text import read_yaml

_KEYS: Final = ("reviewed_by", "reviewed_on", "reviewed_words", "review_by")


def put_review(root: Path, file: str, by: str, on: dt.date, again: dt.date) -> Statement:
    """The statement with that review of its words as they stand, written; other lines stay.

    Raises:
        WorkspaceError: the file has problems.
        UsageError: it is laid out so that no review can be put in.
        StorageError: the disk could not keep it; it is as it was.
    """
    before = text_of(root, file)
    statement = _statement_in(file, before)
    review = {
        "reviewed_by": by,
        "reviewed_on": on,
        "reviewed_words": statement.words_hash,
        "review_by": again,
    }
    wanted = statement.model_copy(update=review)
    after = _with(before, {key: f"{key}: {review[key]}\n" for key in _KEYS})
    if not _says(file, after, wanted):
        raise UsageError(
            f"{file} is laid out so that no review can be put in safely.",
            remedy="Write each key of it at the beginning of a line of its own.",
        )
    put_text(root, file, after)
    return wanted


def _statement_in(file: str, text: str) -> Statement:
    part, problems = read_yaml(file, text)
    statement, more = (None, ()) if problems else validate(part, Statement)
    if statement is None:
        raise WorkspaceError(problems=(*problems, *more))
    return statement


def _says(file: str, text: str, wanted: Statement) -> bool:
    """Whether the text reads, and says that and nothing else."""
    try:
        return _statement_in(file, text) == wanted
    except WorkspaceError:  # what was changed no longer reads, so the layout is not one we know
        return False


def _with(text: str, review: dict[str, str]) -> str:
    """The text with those lines in the place of the review before, else in front of `text:`."""
    lines = text.splitlines(keepends=True)
    ends = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    written = "".join(review.values()).replace("\n", ends)
    old = [number for key in review for number in _lines_of(lines, key)]
    at = min(old, default=next(iter(_lines_of(lines, "text")), len(lines)))
    kept = [(number, line) for number, line in enumerate(lines) if number not in old]
    above = [line for number, line in kept if number < at]
    below = [line for number, line in kept if number >= at]
    return "".join([*above, written, *below])


def _lines_of(lines: list[str], key: str) -> list[int]:
    """The numbers from nought of the lines on which an entry of the file stands."""
    for number, line in enumerate(lines):
        if re.match(rf"{key}\s*:", line):
            return list(range(number, last_line(lines, number + 1)))
    return []
