"""A zip seen with distrust: its directory checked against its contents, its parts streamed.

Programs differ in which copy, size or name of a part they believe; whatever they could differ on
is refused (the format: APPNOTE.TXT 4.3 to 4.5).
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from engross.sources.file import SourceFile
from engross.sources.guard.limits import (
    MOST_EXPANSION,
    MOST_PARTS,
    MOST_UNPACKED,
    SMALL_PART,
)
from engross.sources.guard.refusals import damaged, protected, unsafe

_LOCAL = struct.Struct("<4s5H3I2H")
_DIRECTORY_ENTRY = b"PK\x01\x02"
_END = struct.Struct("<4s4H2IH")
_END_MARK = b"PK\x05\x06"
_ENCRYPTED = 0x41
_SIZES_FOLLOW = 0x08
_UTF_8 = 0x800
_IN_EXTRA_FIELD = 0xFFFFFFFF
_ESCAPING = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|[\x00-\x1f]")

_PACKED_CHUNK = 1 << 17
_CHUNK = 1 << 20


class Part(NamedTuple):
    """One file of the zip, its directory entry found true."""

    name: str
    start: int
    """Where its packed bytes begin."""
    packed: int
    unpacked: int
    deflated: bool


class Package:
    """The parts of a zip whose directory does not lie."""

    def __init__(self, file: SourceFile) -> None:
        """Check the directory.

        Raises:
            InputError: the zip is damaged, encrypted, or made to mislead or to explode.
        """
        self.file = file
        self.parts: Mapping[str, Part] = {part.name: part for part in _parts(file)}

    def chunks(self, part: Part) -> Iterator[bytes]:
        """The part's bytes, never more than a megabyte at a time.

        Raises:
            InputError: it cannot be unpacked, or to another size than the directory says.
        """
        total = 0
        try:
            for chunk in self._inflated(part):
                total += len(chunk)
                if total > part.unpacked:
                    break
                yield chunk
        except zlib.error as error:
            raise damaged(self.file, "a part cannot be unpacked", part.name) from error
        if total > part.unpacked:
            raise unsafe(self.file, "a part is larger than it says", part.name)
        if total < part.unpacked:
            raise damaged(self.file, "a part ends too early", part.name)

    def read(self, part: Part, most: int = SMALL_PART) -> bytes:
        """The part's bytes as a whole, or the first of a very long one."""
        held = bytearray()
        for chunk in self.chunks(part):
            if len(held) < most:
                held += chunk
        return bytes(held)

    def _inflated(self, part: Part) -> Iterator[bytes]:
        packed = memoryview(self.file.data)[part.start : part.start + part.packed]
        if not part.deflated:
            for at in range(0, part.packed, _CHUNK):
                yield bytes(packed[at : at + _CHUNK])
            return
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        for at in range(0, part.packed, _PACKED_CHUNK):
            waiting: bytes | memoryview = packed[at : at + _PACKED_CHUNK]
            while waiting and not inflater.eof:
                chunk = inflater.decompress(waiting, _CHUNK)
                waiting = inflater.unconsumed_tail
                if chunk:
                    yield chunk
        yield inflater.flush()


def _parts(file: SourceFile) -> list[Part]:
    _check_ends(file)
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
            entries, directory = archive.infolist(), archive.start_dir
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise damaged(file, "its list of parts cannot be read") from error
    _check_names(file, entries)
    _check_sizes(file, entries)
    parts = [_part(file, entry) for entry in entries]
    _check_places(file, parts, entries, directory)
    return [part for part in parts if not part.name.endswith("/")]


def _check_ends(file: SourceFile) -> None:
    """The zip must be the whole file: neither something before it nor something after."""
    if file.data.count(_DIRECTORY_ENTRY) > MOST_PARTS:
        raise unsafe(file, f"it holds more than {MOST_PARTS:,} parts")
    at = file.data.rfind(_END_MARK)
    if at < 0 or at + _END.size > len(file.data):
        raise damaged(file, "its end is missing")
    comment = _END.unpack_from(file.data, at)[-1]
    if file.data[at + _END.size + comment :].strip(b"\0\r\n"):
        raise unsafe(file, "something stands behind its end")


def _check_names(file: SourceFile, entries: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        if _ESCAPING.search(name):
            raise unsafe(file, "a part's name leads out of the file", name[:80])
        if _plain(name).lower() in seen:
            raise unsafe(file, "it holds two parts of the same name", name[:80])
        seen.add(_plain(name).lower())
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise unsafe(file, "a part is a link to another file", name[:80])


def _plain(name: str) -> str:
    """With slashes that lean as they should: some programs on Windows write them the other way."""
    return name.replace("\\", "/")


def _check_sizes(file: SourceFile, entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise protected(file)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise unsafe(file, f"it unpacks to more than {MOST_UNPACKED // 1_000_000} MB")
    for entry in entries:
        if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise unsafe(file, "a part is packed in an unusual way", entry.filename[:80])
        if entry.file_size > max(SMALL_PART, MOST_EXPANSION * entry.compress_size):
            problem = f"a part of {entry.compress_size:,} bytes unpacks to {entry.file_size:,}"
            raise unsafe(file, problem, entry.filename[:80])


def _part(file: SourceFile, entry: zipfile.ZipInfo) -> Part:
    """The entry's part, when what stands before its bytes says the same as the directory."""
    try:
        mark, _, flags, method, _, _, _, packed, unpacked, name_length, extra_length = (
            _LOCAL.unpack_from(file.data, entry.header_offset)
        )
    except struct.error as error:
        raise damaged(file, "a part is missing", entry.filename[:80]) from error
    named = entry.header_offset + _LOCAL.size
    name = file.data[named : named + name_length]
    encoding = "utf-8" if entry.flag_bits & _UTF_8 else "cp437"
    same = (
        mark == b"PK\x03\x04"
        and name == entry.orig_filename.encode(encoding, "replace")
        and method == entry.compress_type
        and not flags & _ENCRYPTED
        and (flags & _SIZES_FOLLOW or packed in {entry.compress_size, _IN_EXTRA_FIELD})
        and (flags & _SIZES_FOLLOW or unpacked in {entry.file_size, _IN_EXTRA_FIELD})
    )
    if not same:
        raise unsafe(file, "a part contradicts the list of parts", entry.filename[:80])
    return Part(
        name=_plain(entry.filename),
        start=named + name_length + extra_length,
        packed=entry.compress_size,
        unpacked=entry.file_size,
        deflated=method == zipfile.ZIP_DEFLATED,
    )


def _check_places(
    file: SourceFile, parts: list[Part], entries: list[zipfile.ZipInfo], directory: int
) -> None:
    """Each part's bytes are its own, and the first stands at the file's beginning."""
    spans = sorted(
        (entry.header_offset, part.start + part.packed)
        for part, entry in zip(parts, entries, strict=True)
    )
    if spans and spans[0][0] != 0:
        raise unsafe(file, "something stands before its first part")
    if any(end > begin for (_, end), (begin, _) in pairwise([*spans, (directory, directory)])):
        raise unsafe(file, "two of its parts share the same bytes")
