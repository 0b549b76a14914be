"""What the guard lets pass and a person should know."""

from __future__ import annotations

from collections.abc import Sequence

from engross.sources.file import SourceFile
from engross.sources.remarks import Remark


def macros(file: SourceFile, place: str, *, expected: bool) -> Remark | None:
    """That macros were found at a place, if one is given; `expected` where the ending says so."""
    if not place:
        return None
    if expected:
        return Remark(
            "macros-ignored", "note", place, "the file holds macros; only its values were read."
        )
    return Remark(
        "macros-ignored",
        "warn",
        place,
        f"the file holds macros, which a {file.suffix} file has no need of; none was run, and "
        "only its values were read.",
        "Ask where the file came from before anybody opens it.",
    )


def external_links(count: int) -> Remark | None:
    """That the file takes something from outside itself."""
    if not count:
        return None
    places = "one place" if count == 1 else f"{count:,} places"
    return Remark(
        "external-links",
        "warn",
        "",
        f"the file takes values or pictures from {places} outside itself; nothing was fetched, "
        "and values that come from there are as they were when it was last saved.",
        "Check that the file was saved with its links up to date.",
    )


def embedded_files(names: Sequence[str]) -> Remark | None:
    """That other files are inside."""
    if not names:
        return None
    held = (
        "another file, which was not opened."
        if len(names) == 1
        else f"{len(names):,} other files, which were not opened."
    )
    return Remark(
        "embedded-files",
        "note",
        names[0],
        f"the file holds {held}",
        "Give what matters of it as a file of its own.",
    )
