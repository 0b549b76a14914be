"""What reading one file may take: memory, time, and how much may come of it."""

from __future__ import annotations

import io
import zipfile
from typing import NamedTuple

from engross.sources.file import SourceFile

_MEMORY_FOR_PARSERS = 448_000_000
"""Address space of an interpreter with any one of the parsers and a small file."""
_MEMORY_FOR_EACH_BYTE = 24
"""An old `.xls` packs a cell in about ten bytes; as Python values it takes some hundred."""
_MEMORY_FOR_EACH_UNPACKED_BYTE = 2.5
_MOST_MEMORY = 1_500_000_000

_SECONDS = 25
_BYTES_A_SECOND = 3_000_000
"""Of what is unpacked; the readers take about a fifth of that time on one ordinary core."""

_OUTPUT = 100_000_000
_OUTPUT_FOR_EACH_BYTE = 6
"""A shared text is stored once and told as often as it stands in a cell."""
_MOST_OUTPUT = 1_500_000_000


class Allowance(NamedTuple):
    """The limits of one reading."""

    memory: int
    """Bytes of address space that the child may take."""
    seconds: int
    """Of processor time, and by the clock."""
    output: int
    """Bytes that the child may send."""


def allowance_for(file: SourceFile) -> Allowance:
    """In proportion to the file, and to what it says it unpacks to."""
    packed, unpacked = len(file.data), _unpacked(file)
    memory = max(_MEMORY_FOR_EACH_BYTE * packed, int(_MEMORY_FOR_EACH_UNPACKED_BYTE * unpacked))
    return Allowance(
        memory=min(_MEMORY_FOR_PARSERS + memory, _MOST_MEMORY),
        seconds=_SECONDS + unpacked // _BYTES_A_SECOND,
        output=min(_OUTPUT + _OUTPUT_FOR_EACH_BYTE * unpacked, _MOST_OUTPUT),
    )


def _unpacked(file: SourceFile) -> int:
    """Bytes, as the directory says; the guard has seen that it does not lie."""
    if not file.data.startswith(b"PK"):
        return len(file.data)
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
            return sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        # The reader will find out what is wrong with it, within the limits of a small file.
        return len(file.data)
