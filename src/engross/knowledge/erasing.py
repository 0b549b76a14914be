"""Proof that something erased is in no file: every byte of a folder looked at.

What is compressed or encoded is not seen, but for the members of Word, Excel and other zip files: a
PDF's text is not, nor a mail's attachment. Backups are elsewhere and are not looked at.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import IO, Final, Literal, NamedTuple

from engross.knowledge.needles import Kind, Needles

What = Literal["text", "vector", "word", "unread"]
"""What a file holds still; `unread`: it, or a part of it, could not be looked into."""

_ZIP: Final = b"PK\x03\x04"
_MOST_MEMBERS: Final = 5_000
_LARGEST_MEMBER: Final = 200_000_000
_MOST_UNPACKED: Final = 1_000_000_000
_CHUNK: Final = 4_000_000
_LONGEST_WORD: Final = 256
_WORD: Final = re.compile(rb"[0-9a-z]+")


class Occurrence(NamedTuple):
    """Something erased that is in a file still."""

    file: str
    """Its name inside the folder, with `/`; a member of a zip file follows after a colon."""
    what: What
    times: int
    """Different stretches of texts or vectors, or different words; nought for `unread`."""


class Searched(NamedTuple):
    """What was looked at."""

    occurrences: tuple[Occurrence, ...]
    files: int
    size: int
    """In bytes, as the files lie on the disk."""


def searched(folder: Path, needles: Needles, skip: Collection[str] = ()) -> Searched:
    """Every file of the folder that holds a stretch of one of those texts or vectors.

    `skip` are names inside the folder, of files or folders, that are not looked at.
    """
    found: list[Occurrence] = []
    files = size = 0
    for name, path in _files(folder, skip):
        try:
            with path.open("rb") as stream:
                found += _in_file(name, stream, needles)
                size += os.fstat(stream.fileno()).st_size
        except FileNotFoundError:  # another process has just done with it
            continue
        except OSError:
            found.append(Occurrence(name, "unread", 0))
        files += 1
    return Searched(tuple(found), files, size)


def words_in(
    folder: Path, words: Collection[str], skip: Callable[[str], bool]
) -> Sequence[Occurrence]:
    """Every file of the folder that has one of those words, of small ASCII letters and digits.

    `skip` says of a file's name inside the folder whether it has words of its own.
    """
    wanted = {word.encode() for word in words}
    found = []
    for name, path in _files(folder, ()):
        if not skip(name) and (here := _words_of(path, wanted)):
            found.append(Occurrence(name, "word", len(here)))
    return tuple(found)


def _files(folder: Path, skip: Collection[str]) -> Iterator[tuple[str, Path]]:
    """Regular files by name, in order; a link is looked into, a linked folder is not."""
    for above, folders, names in os.walk(folder):
        inside = Path(above).relative_to(folder)
        folders[:] = sorted(name for name in folders if (inside / name).as_posix() not in skip)
        for name in sorted(names):
            path = Path(above, name)
            if (inside / name).as_posix() not in skip and path.is_file():
                yield (inside / name).as_posix(), path


def _in_file(name: str, stream: IO[bytes], needles: Needles) -> Iterator[Occurrence]:
    yield from _counted(name, needles.found(stream))
    stream.seek(0)
    if stream.read(len(_ZIP)) == _ZIP:
        yield from _in_zip(name, stream, needles)


def _in_zip(name: str, stream: IO[bytes], needles: Needles) -> Iterator[Occurrence]:
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            if len(members) > _MOST_MEMBERS or _too_large(members):
                yield Occurrence(name, "unread", 0)
                return
            for member in members:
                with archive.open(member) as opened:
                    yield from _counted(f"{name}: {member.filename}", needles.found(opened))
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        # Damaged, locked with a password, or packed in a way of its own.
        yield Occurrence(name, "unread", 0)


def _too_large(members: Sequence[zipfile.ZipInfo]) -> bool:
    sizes = [member.file_size for member in members]
    return max(sizes, default=0) > _LARGEST_MEMBER or sum(sizes) > _MOST_UNPACKED


def _counted(name: str, found: Counter[Kind]) -> Iterator[Occurrence]:
    for what, count in sorted(found.items()):
        yield Occurrence(name, what, count)


def _words_of(path: Path, wanted: Collection[bytes]) -> set[bytes]:
    """Those of the words that stand in the file, each by itself."""
    with path.open("rb") as stream:
        return {word for data in _overlapping(stream) for word in _whole(data) if word in wanted}


def _overlapping(stream: IO[bytes]) -> Iterator[bytes]:
    """The stream in stretches; a word that the end of one cuts is whole in the next."""
    tail = b" "
    while chunk := stream.read(_CHUNK):
        yield tail + chunk.lower()
        tail = (tail + chunk.lower())[-_LONGEST_WORD:]
    yield tail + b" "


def _whole(data: bytes) -> Iterator[bytes]:
    """The words that neither end of the stretch touches."""
    for match in _WORD.finditer(data):
        if match.start() > 0 and match.end() < len(data):
            yield match.group()
