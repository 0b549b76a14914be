"""Compound files (MS-CFB): the container of `.xls`, of encrypted Office files and of `.msg`."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from typing import NamedTuple

from engross.errors import InputError
from engross.sources.file import SourceFile
from engross.sources.guard.refusals import damaged, mistaken, protected

_HEADER = struct.Struct("<8s16s5H6x9I")
_ENTRY = struct.Struct("<64sHBB3I16xIQQIQ")
_LITTLE_ENDIAN = 0xFFFE
_LAST_SECTOR = 0xFFFFFFFA
"""Numbers above it mean the end of a chain, or a free sector."""
_SECTOR_SHIFTS = (9, 12)
_SHORT_SHIFT = 6
_IN_HEADER = 109
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_MOST_ENTRIES = 10_000

_INSIDE = (
    ("Workbook", "an old Excel workbook", "Give it the ending .xls."),
    ("Book", "an old Excel workbook", "Give it the ending .xls."),
    ("WordDocument", "an old Word document", "Open it in Word, save it as .docx, and give that."),
    (
        "__properties_version1.0",
        "an Outlook message (.msg)",
        "Open it in Outlook, save it as .eml or as text (.txt), and give that.",
    ),
    (
        "PowerPoint Document",
        "an old PowerPoint file",
        "Give the notes or the figures themselves.",
    ),
)


class _Entry(NamedTuple):
    name: str
    kind: int
    start: int
    size: int


class Compound:
    """A compound file whose chains of sectors end, and end inside the file."""

    def __init__(self, file: SourceFile) -> None:
        """Read the directory.

        Raises:
            InputError: its header, its table of sectors or its directory lies.
        """
        self._file = file
        self._read_header()
        self._next = self._sector_table()
        self._entries = list(self._directory())

    @property
    def names(self) -> set[str]:
        """Of every storage and stream, wherever in the tree."""
        return {entry.name for entry in self._entries}

    def stream(self, name: str) -> bytes:
        """The bytes of a stream.

        Raises:
            InputError: its chain loops, leaves the file, or is shorter than its size.
        """
        streams = (e for e in self._entries if e.name == name and e.kind == _STREAM)
        entry = next(streams, None)
        if entry is None:
            raise damaged(self._file, "a stream is missing", name)
        if entry.size < self._short_limit:
            data = self._short_stream(entry)
        else:
            data = b"".join(self._sectors(entry.start))
        if len(data) < entry.size:
            raise damaged(self._file, "a stream ends before its end", name)
        return data[: entry.size]

    def _read_header(self) -> None:
        try:
            fields = _HEADER.unpack_from(self._file.data)
        except struct.error as error:
            raise damaged(self._file, "its header is cut") from error
        _, _, _, _, order, shift, short_shift, _, tables, directory, _, limit, *more = fields
        if order != _LITTLE_ENDIAN or shift not in _SECTOR_SHIFTS or short_shift != _SHORT_SHIFT:
            raise damaged(self._file, "its header makes no sense")
        self._size = 1 << shift
        self._count = -(-(len(self._file.data) - self._size) // self._size)
        self._tables, self._directory_start, self._short_limit = tables, directory, limit
        self._short_table, _, self._more_tables, _ = more
        if self._tables * self._size > len(self._file.data) + self._size:
            raise damaged(self._file, "its table of sectors is larger than the file")

    def _sector(self, number: int) -> bytes:
        if number >= self._count:
            raise damaged(self._file, "it points to a place beyond its end")
        return self._file.data[(number + 1) * self._size : (number + 2) * self._size]

    def _sector_table(self) -> array[int]:
        """For each sector the next of its chain."""
        listed = self._file.data[_HEADER.size : _HEADER.size + 4 * _IN_HEADER]
        numbers = array("I", listed.ljust(4 * _IN_HEADER, b"\xff"))
        at, seen = self._more_tables, 0
        while at < _LAST_SECTOR:
            more = array("I", self._sector(at).ljust(self._size, b"\xff"))
            numbers.extend(more[:-1])
            at, seen = more[-1], seen + 1
            if seen > self._count:
                raise damaged(self._file, "its table of sectors goes round in a circle")
        table = array("I")
        for number in numbers[: self._tables]:
            if number < _LAST_SECTOR:
                table.frombytes(self._sector(number).ljust(self._size, b"\xff"))
        return table

    def _sectors(self, start: int) -> Iterator[bytes]:
        at, seen = start, 0
        while at < _LAST_SECTOR:
            yield self._sector(at)
            if at >= len(self._next):
                raise damaged(self._file, "a sector is in no table")
            at, seen = self._next[at], seen + 1
            if seen > self._count:
                raise damaged(self._file, "a chain of sectors goes round in a circle")

    def _directory(self) -> Iterator[_Entry]:
        data = b"".join(self._sectors(self._directory_start))
        whole = len(data) // _ENTRY.size * _ENTRY.size
        if whole // _ENTRY.size > _MOST_ENTRIES:
            raise damaged(self._file, "its directory is larger than any program's")
        for fields in _ENTRY.iter_unpack(data[:whole]):
            name, length, kind = fields[:3]
            if kind in {_STORAGE, _STREAM, _ROOT}:
                text = name[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
                # The upper half of the size is rubbish in files of version 3 (2.6.1).
                yield _Entry(text, kind, fields[-2], fields[-1] & 0xFFFFFFFF)

    def _short_stream(self, entry: _Entry) -> bytes:
        root = next((e for e in self._entries if e.kind == _ROOT), None)
        if root is None:
            raise damaged(self._file, "its directory has no root")
        data = b"".join(self._sectors(root.start))
        listed = b"".join(self._sectors(self._short_table))
        table = array("I", listed[: len(listed) // 4 * 4])
        pieces: list[bytes] = []
        at = entry.start
        while at < len(table) and len(pieces) <= len(table):
            pieces.append(data[at << _SHORT_SHIFT : (at + 1) << _SHORT_SHIFT])
            at = table[at]
        return b"".join(pieces)


def refusal_of_container(file: SourceFile) -> InputError:
    """Why a compound file is not what its name says: encrypted, or an older format."""
    names = Compound(file).names
    if "EncryptedPackage" in names or "EncryptionInfo" in names:
        return protected(file)
    for name, what, remedy in _INSIDE:
        if name in names:
            return mistaken(file, what, remedy)
    return mistaken(file, "an old Office file", "Save it in the format that its name says.")
