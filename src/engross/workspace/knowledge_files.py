"""What is wrong with the files of the knowledge folder, by their names alone.

None of it stops the firm's work: a file that somebody dropped in is not searched, and is named.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from engross.sources.guard.kinds import READABLE
from engross.workspace.files import INDEX
from engross.workspace.packs import PACKS
from engross.workspace.price_list import PRICE_LIST
from engross.workspace.register import Firm
from engross.workspace.specs import KnowledgeFile
from engross.workspace.triage import TRIAGE
from engross.workspace.validation import unknown
from engross.workspace.walls import NoWall, wall_of

ENDINGS: Final = READABLE["knowledge"]
"""The files that are read, by the ends of their names."""

_UNSEEN: Final = {"Cc", "Cf", "Cs", "Co"}
"""Kinds of characters that a name is not shown with: they break lines, or change their order."""

_LEFT_ABOUT: Final = {"thumbs.db", "desktop.ini"}


class Fault(NamedTuple):
    """Something wrong with a file, or with what the index says of it."""

    file: str
    """Its name inside the knowledge folder."""
    message: str
    """What is wrong, and the remedy."""
    wall: str = ""
    """The wall that it is behind; empty when it is behind none."""
    left_out: bool = True
    """Whether the file is not searched because of it."""
    key: str = ""
    """The key of its entry that is meant; empty for the whole entry."""
    listed: bool = True
    """Whether the index has an entry for it."""


def faults(folder: Path, listed: Mapping[str, KnowledgeFile], firm: Firm) -> tuple[Fault, ...]:
    """Everything wrong with the knowledge folder's files, in the order of their names."""
    there = {file: _wall_or_nothing(file, firm) for file in _files_in(folder)}
    found = [fault for file in sorted(listed) for fault in _of_entry(folder, file, there, firm)]
    found += [
        _of_owner(file, entry, firm) for file, entry in listed.items() if _stranger(entry, firm)
    ]
    known = {unicodedata.normalize("NFC", file) for file in listed}
    found += [
        _unlisted(file, firm) for file in there if unicodedata.normalize("NFC", file) not in known
    ]
    return tuple(sorted(found))


def _of_entry(folder: Path, file: str, there: Mapping[str, str], firm: Firm) -> Iterator[Fault]:
    if _not_searched(file):
        message = "this file is printed or reckoned with, and never searched; take the entry out"
        yield Fault(file, message, _wall_or_nothing(file, firm))
        return
    try:
        wall = wall_of(file, firm)
    except NoWall as error:
        yield Fault(file, f"it is behind no wall and is not searched: {error}; {error.remedy}")
        return
    try:
        message = _of_file(folder, file, wall, there, firm)
    except OSError as error:
        message = f"it cannot be looked at: {error.strerror}; see who may read it"
    if message:
        yield Fault(file, message, wall)


def _of_file(folder: Path, file: str, wall: str, there: Mapping[str, str], firm: Firm) -> str:
    """What keeps a listed file from being read; empty when nothing does.

    `there` are the files that there are, each with its wall.
    """
    if not (folder / file).is_file():
        # Not even the name of another client's file is suggested.
        near = [name for name, its in there.items() if its == wall and _like(name, file)]
        return unknown("file", file, near, "take the entry out")
    if led_to := leads_elsewhere(folder, file, wall, firm):
        return led_to
    suffix = Path(file).suffix.lower()
    return "" if suffix in ENDINGS else _not_read(suffix)


def leads_elsewhere(folder: Path, file: str, wall: str, firm: Firm) -> str:
    """Why the file is not the one that its name says, with the remedy; empty when it is.

    A link inside the folder is followed where what it leads to is behind the same wall.

    Raises:
        OSError: the file is not there.
    """
    real, root = (folder / file).resolve(strict=True), folder.resolve()
    if not real.is_relative_to(root):
        return "it is a link that leads out of the knowledge folder; copy the file into the folder"
    if _wall_or_nothing(real.relative_to(root).as_posix(), firm) == wall:
        return ""
    return "it is a link that leads to a file behind another wall; put a copy in its place"


def _like(name: str, file: str) -> bool:
    """Whether one may be meant by the other: they share the file's name or its folder."""
    one, other = PurePosixPath(name), PurePosixPath(file)
    return one.name.casefold() == other.name.casefold() or one.parent == other.parent


def _wall_or_nothing(file: str, firm: Firm) -> str:
    try:
        return wall_of(file, firm)
    except NoWall:
        return ""


def _stranger(entry: KnowledgeFile, firm: Firm) -> bool:
    return bool(entry.owner and firm.people) and firm.person(entry.owner) is None


def _of_owner(file: str, entry: KnowledgeFile, firm: Firm) -> Fault:
    message = f"`{entry.owner}` is not among the people of firm.yaml"
    return Fault(file, message, _wall_or_nothing(file, firm), left_out=False, key="owner")


def _unlisted(file: str, firm: Firm) -> Fault:
    suffix = Path(file).suffix.lower()
    message = f"this file is not in {INDEX}; list it with its owner and review date"
    try:
        wall = wall_of(file, firm)
    except NoWall as error:
        wall, message = "", f"this file is not in {INDEX}, and {error}; {error.remedy}"
    if suffix not in ENDINGS:
        message = f"this file is not in {INDEX}, and {_not_read(suffix)}"
    return Fault(_printable(file), message, wall, listed=False)


def _not_read(suffix: str) -> str:
    what = f"files that end in {suffix}" if suffix else "files without an ending"
    return f"{what} are not read; save it as one of {', '.join(ENDINGS)}, or take it out"


def _files_in(folder: Path) -> list[str]:
    """The names of the folder's files but those never searched and what systems leave about."""
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in names if not (_not_searched(name) or _left_about(name)))


def _not_searched(name: str) -> bool:
    """Whether it is the index, the price list, a statement or triage's: no passage comes of it."""
    whole = f"knowledge/{name}"
    return whole in {INDEX, PRICE_LIST} or whole.startswith((f"{PACKS}/", f"{TRIAGE}/"))


def _left_about(name: str) -> bool:
    parts = name.split("/")
    return any(part.startswith(".") for part in parts) or (
        parts[-1].startswith("~$") or parts[-1].lower() in _LEFT_ABOUT
    )


def _printable(name: str) -> str:
    """The name with a sign for what is no character, or is one that commands a terminal."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(letter) in _UNSEEN else letter
        for letter in text
    )
