"""Chroma's graph keeps room for vectors to come, and fills it with whatever memory held before.

hnswlib takes the memory for at least a hundred vectors, does not clear it, and writes all of it.
What the process had in that memory before, another client's passages or a question, would lie in
this wall's folder, and stay there after it was erased.
"""

from __future__ import annotations

import struct
from pathlib import Path

_COUNT_AND_SIZE = struct.Struct("<QQ")
_WHERE = 20
"""Where `header.bin` has the number of vectors and the bytes of each: after an `int` with the
version and two `size_t` (Chroma's hnswlib, `persistHeader`)."""

_LENGTH = 4
"""Bytes that `length.bin` has for each vector."""


def clear_unused_room(folder: Path) -> None:
    """Overwrite with noughts what no vector uses in the graphs inside a content's folder.

    Once the collection is closed, and with all its vectors in the graph: otherwise whoever searches
    it next writes these files again.

    Raises:
        OSError: a file of a graph cannot be read or written.
    """
    for header in folder.glob("*/header.bin"):
        count, size = _COUNT_AND_SIZE.unpack_from(header.read_bytes(), _WHERE)
        _clear(header.with_name("data_level0.bin"), count * size)
        _clear(header.with_name("length.bin"), count * _LENGTH)


def _clear(file: Path, used: int) -> None:
    unused = file.stat().st_size - used
    if unused > 0:
        with file.open("r+b") as opened:
            opened.seek(used)
            opened.write(bytes(unused))
