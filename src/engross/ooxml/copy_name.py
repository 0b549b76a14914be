"""Which held document a review copy is a copy of: a bookmark at its beginning says so."""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

from engross.ooxml.bookmarks import bookmark_edge, highest_number
from engross.ooxml.marks import COPY
from engross.ooxml.names import w
from engross.ooxml.package import (
    Parts,
    main_part,
    open_package,
    parse,
    serialise,
    write_package,
)
from engross.ooxml.xml_edits import remove

_NAME = re.compile(rf"{COPY}([0-9a-f]{{12}})v([1-9][0-9]{{0,5}})")


class CopyName(NamedTuple):
    """What a review copy says that it is."""

    run: str
    """`run_hash` of the run's id: a file that goes astray names no run."""
    version: int


def run_hash(run: str) -> str:
    """How the bookmark names a run."""
    return hashlib.sha256(run.encode()).hexdigest()[:12]


def name_copy(docx: bytes, run: str, version: int) -> bytes:
    """The document with a bookmark that says of which version of which run it is a copy."""
    parts = open_package(docx)
    main = main_part(parts)
    root = parse(parts[main], main)
    paragraph = next(root.iter(w("p")), None)
    if paragraph is None:
        return docx
    number = highest_number(parts) + 1
    at = 1 if len(paragraph) and paragraph[0].tag == w("pPr") else 0
    paragraph.insert(at, bookmark_edge("End", number))
    paragraph.insert(at, bookmark_edge("Start", number, f"{COPY}{run_hash(run)}v{version}"))
    parts[main] = serialise(root)
    return write_package(parts)


def take_name(parts: Parts) -> None:
    """Take out what says whose copy the file is."""
    main = main_part(parts)
    root = parse(parts[main], main)
    starts = [
        one for one in root.iter(w("bookmarkStart")) if _NAME.fullmatch(one.get(w("name"), ""))
    ]
    numbers = {start.get(w("id")) for start in starts}
    ends = [one for one in root.iter(w("bookmarkEnd")) if one.get(w("id")) in numbers]
    for edge in (*starts, *ends):
        remove(edge)
    if starts:
        parts[main] = serialise(root)


def copy_named(docx: bytes, name: str = "the Word file") -> CopyName | None:
    """What the file says that it is a copy of; `None` when it says nothing.

    Raises:
        InputError: the file cannot be read as a Word document without macros.
    """
    parts = open_package(docx, name)
    main = main_part(parts, name)
    for start in parse(parts[main], main, name).iter(w("bookmarkStart")):
        if match := _NAME.fullmatch(start.get(w("name"), "")):
            return CopyName(match[1], int(match[2]))
    return None
