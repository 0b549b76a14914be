"""What is handed in, without suspicions: those are sealed for the officer, and kept nowhere else.

No line of the ledger, no record, no progress and no finding says that anything was taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from engross.errors import InputError, RefusedError, StorageError
from engross.intake.given import GivenFile
from engross.intake.suspicions import Cut, cut_out, names_suspicion, tells_suspicion
from engross.pipeline.services import Services
from engross.records.post import OfficerStore
from engross.workspace.specs import InputKind

_LOOKED_INTO: Final[frozenset[InputKind]] = frozenset({"notes", "form"})
"""What the firm writes or passes on in words; a mail that is answered is its sender's, and is kept
as it came."""
_OF_SENDERS: Final[frozenset[InputKind]] = frozenset({"notes", "mail"})
"""Files that are often called by what somebody else asks for, such as their own data (`SAR`)."""
_JOINTS: Final = re.compile(r"[-.#+()\[\]]+")
_NO_OFFICER: Final = "The firm has no reporting officer any more. Nothing was kept."
_TELL: Final = "Take that part out, and tell the officer: engross suspicion tell."


class Clean(NamedTuple):
    """What may be kept of the files that were handed in, and what the officer is to be told."""

    files: tuple[GivenFile, ...]
    told: tuple[str, ...] = ()
    """Told by `tell_officer` just before the first of the files is kept."""


def without_suspicions(services: Services, files: Iterable[GivenFile]) -> Clean:
    """The files without the fields, cells and lines that tell a suspicion.

    Nobody is told anything yet, but for what cannot be taken out of its file: that is refused.

    Raises:
        InputError: a file cannot be read; it holds what only the reporting officer may read, and
            there is none who could; that cannot be taken out of a file of its kind; or its own name
            tells it.
        StorageError: it could not be sealed.
    """
    kept, told = [], []
    for file in files:
        _check_name(file)
        clean, words = _clean(services, file) if file.kind in _LOOKED_INTO else (file, "")
        kept.append(clean)
        told += [words] if words else []
    return Clean(tuple(kept), tuple(told))


def tell_officer(services: Services, told: Sequence[str]) -> None:
    """Seal it for the officer, before anything of the files is kept.

    Raises:
        StorageError: it could not be sealed.
    """
    if not told:
        return
    officer = services.officer()
    if officer is None:  # it was there when the files were looked at
        raise StorageError(_NO_OFFICER)
    for words in told:
        officer.tell(words)


def check_words(*texts: str) -> None:
    """Return when nothing of a reason or comment is for the officer alone.

    Raises:
        RefusedError: something is.
    """
    if any(tells_suspicion(text) for text in texts):
        raise RefusedError(
            "A reason, comment or reference is read by others, and these words are for the "
            "reporting officer alone. Nothing was kept.",
            remedy="Tell the officer: engross suspicion tell. Then say it here in other words.",
        )


def _check_name(file: GivenFile) -> None:
    """A file's name is kept, and shown, wherever something of it is."""
    name = _JOINTS.sub(" ", file.stem)
    of_others = file.kind in _OF_SENDERS
    if tells_suspicion(name) or (not of_others and names_suspicion(name)):
        raise InputError(
            f"the file given as {file.role}",
            "its name is for the firm's reporting officer alone. Nothing of it was kept.",
            remedy="Give the file another name. What it tells, tell the officer: engross suspicion "
            "tell.",
        )


def _clean(services: Services, file: GivenFile) -> tuple[GivenFile, str]:
    """The file as it may be kept, and what was taken out in words; none where nothing was."""
    left = cut_out(file)
    if not left.cuts and left.data in {file.data, None}:
        return file, ""
    officer = _officer(services, file) if left.cuts else None
    told = _told(file, left.cuts)
    if left.data is None:
        if officer:
            officer.tell(told)
        raise InputError(
            file.name,
            f"part of it is for the firm's reporting officer alone, and cannot be kept apart in a "
            f"{file.suffix} file. Nothing of the file was kept here.",
            remedy=_TELL,
        )
    clean = GivenFile(file.name, left.data, role=file.role, kind=file.kind)
    return clean, told if left.cuts else ""


def _officer(services: Services, file: GivenFile) -> OfficerStore:
    officer = services.officer()
    if officer is None or not officer.is_ready():
        raise InputError(
            file.name,
            "part of it is for the firm's reporting officer alone, who has no key yet. Nothing of "
            "it was kept.",
            remedy="Ask the officer to make one: engross suspicion key --as EMAIL. Or take that "
            "part out.",
        )
    return officer


def _told(file: GivenFile, cuts: Sequence[Cut]) -> str:
    """What the officer reads: the file, each place and its words."""
    listed = "\n".join(f"{cut.place}: {cut.text}" for cut in cuts)
    return f"Taken out of {file.name} ({file.role}) before it was kept:\n{listed}"
