"""The pages of our own PDFs: their pictures, their destinations, and where words stand on them."""

from __future__ import annotations

import ctypes
import struct
import threading
import unicodedata
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pypdfium2 import (  # type: ignore[import-untyped]  # no types
    PdfDocument,
    PdfiumError,
    PdfPage,
    raw,
)

from engross.errors import PrintingFailed
from engross.records.ports import Box, Destination, PageImage, Sought

SCALE = 2
"""Pixels for a point: 144 to the inch, sharp on a screen of twice the usual density."""

_BESIDE, _ABOVE, _BELOW = 4.0, 2.0, 24.0
"""Points that a letter may be off to the left or right of the destination at it, above it, and
below it: a destination is at the upper edge of the line, the letter where it is drawn."""
_FAR = 1_000.0
_LEVELS = 4
"""Bits of each colour by which pixels are told apart for a palette."""
_MOST_COLOURS, _WHITE = 256, 255
_ESCAPED = "5F"
"""How LibreOffice writes the underscore in a destination's name; names of ours have no capitals."""

_one_at_a_time = threading.Lock()
"""PDFium may be used by one thread only."""


class PdfPages:
    """`PdfReader` by PDFium."""

    def images(self, pdf: bytes) -> Sequence[PageImage]:
        """Every page as a PNG, 144 pixels to the inch; equal pages give equal bytes."""
        with _opened(pdf) as document:
            return [
                PageImage(_png(page.render(scale=SCALE, rev_byteorder=True)), *page.get_size())
                for page in document
            ]

    def destinations(self, pdf: bytes) -> Mapping[str, Destination]:
        """The named destinations, as the bookmarks that they were are called."""
        with _opened(pdf) as document:
            heights = [page.get_height() for page in document]
            return dict(_destinations(document, heights))

    def boxes(self, pdf: bytes, sought: Sequence[Sought]) -> Sequence[tuple[Box, ...]]:
        """A box for each line of each; none for words that do not stand where they should."""
        found: dict[int, tuple[Box, ...]] = {}
        order = sorted(range(len(sought)), key=lambda number: sought[number].at.page)
        with _opened(pdf) as document:
            for page, numbers in groupby(order, key=lambda number: sought[number].at.page):
                if 1 <= page <= len(document):
                    letters = _Letters(document[page - 1], page)
                    found.update({number: letters.boxes(sought[number]) for number in numbers})
        return [found.get(number, ()) for number in range(len(sought))]


@contextmanager
def _opened(pdf: bytes) -> Iterator[PdfDocument]:
    with _one_at_a_time:
        try:
            with closing(PdfDocument(pdf)) as document:
                yield document
        except PdfiumError as error:
            raise PrintingFailed(
                f"The PDF that was made cannot be read ({error}).",
                remedy="Run it again; if it stays so, install LibreOffice again.",
            ) from error


# --- destinations ---------------------------------------------------------------------------------


def _destinations(
    document: PdfDocument, heights: Sequence[float]
) -> Iterator[tuple[str, Destination]]:
    for number in range(raw.FPDF_CountNamedDests(document)):
        length = ctypes.c_long(0)
        raw.FPDF_GetNamedDest(document, number, None, ctypes.byref(length))
        letters = ctypes.create_string_buffer(length.value)
        where = raw.FPDF_GetNamedDest(document, number, letters, ctypes.byref(length))
        page = raw.FPDFDest_GetDestPageIndex(document, where)
        if 0 <= page < len(heights):
            name = letters.raw[: length.value].decode("utf-16-le").rstrip("\0")
            x, y = _location(where)
            yield (
                name.replace(_ESCAPED, "_"),
                Destination(page + 1, x, heights[page] - y if y else 0.0),
            )


def _location(where: object) -> tuple[float, float]:
    """From the page's bottom left corner; 0 for what the destination leaves open."""
    has = [ctypes.c_int() for _ in range(3)]
    values = [ctypes.c_float() for _ in range(3)]
    raw.FPDFDest_GetLocationInPage(where, *has, *values)
    x, y, _ = (
        value.value if there.value else 0.0 for there, value in zip(has, values, strict=True)
    )
    return x, y


# --- words ----------------------------------------------------------------------------------------


class _Rectangle(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float


class _Letters:
    """A page's text without spaces, each letter with its place on the page."""

    def __init__(self, page: PdfPage, number: int) -> None:
        self._page, self._number = page.get_textpage(), number
        self._height = page.get_height()
        count = self._page.count_chars()
        units = (ctypes.c_ushort * (count + 1))()
        raw.FPDFText_GetText(self._page, 0, count, units)
        solid = [(n, _folded(chr(unit))) for n, unit in enumerate(units[:count])]
        self._text = "".join(letters for _, letters in solid)
        self._places = [n for n, letters in solid for _ in letters]

    def boxes(self, sought: Sought) -> tuple[Box, ...]:
        """A box for each line of the words where they begin nearest to their place."""
        words = "".join(_folded(letter) for letter in sought.words)
        if not words:
            return ()
        near = ((self._distance(start, sought.at), start) for start in self._starts(words))
        distance, start = min(near, default=(_FAR, 0))
        if distance >= _FAR:
            return ()
        places = dict.fromkeys(self._places[start : start + len(words)])
        return tuple(self._lines([self._rectangle(place) for place in places]))

    def _starts(self, words: str) -> Iterator[int]:
        start = self._text.find(words)
        while start >= 0:
            yield start
            start = self._text.find(words, start + 1)

    def _distance(self, start: int, at: Destination) -> float:
        """How far the letter is from where a destination of its line would be."""
        letter = self._rectangle(self._places[start])
        right, down = abs(letter.left - at.x), letter.top - at.y
        if right > _BESIDE or not -_ABOVE <= down <= _BELOW:
            return _FAR
        return right + abs(down)

    def _rectangle(self, place: int) -> _Rectangle:
        """From the font's ascent to its descent, so that all letters of a line are as high."""
        rectangle = raw.FS_RECTF()
        raw.FPDFText_GetLooseCharBox(self._page, place, rectangle)
        top, bottom = (self._height - edge for edge in (rectangle.top, rectangle.bottom))
        return _Rectangle(rectangle.left, top, rectangle.right, bottom)

    def _lines(self, letters: Sequence[_Rectangle]) -> Iterator[Box]:
        """Letters in reading order, joined as long as they go on to the right."""
        line: list[_Rectangle] = []
        for letter in letters:
            if line and letter.left < line[-1].left:
                yield self._joined(line)
                line = []
            line.append(letter)
        if line:
            yield self._joined(line)

    def _joined(self, line: Sequence[_Rectangle]) -> Box:
        left, top = min(one.left for one in line), min(one.top for one in line)
        right, bottom = max(one.right for one in line), max(one.bottom for one in line)
        return Box(self._number, left, top, right - left, bottom - top)


def _folded(letter: str) -> str:
    """The letter as it is compared: nothing for a space or for what cannot be seen."""
    if letter.isspace() or unicodedata.category(letter) in {"Cc", "Cf", "Cs"}:
        return ""
    return unicodedata.normalize("NFKC", letter)


# --- pictures -------------------------------------------------------------------------------------


def _png(bitmap: object) -> bytes:
    """With a palette where the page has few enough colours to be told apart, else in full."""
    pixels: NDArray[np.uint8] = bitmap.to_numpy()[:, :, :3]  # type: ignore[attr-defined]  # no types
    height, width, _ = pixels.shape
    few = _paletted(pixels)
    if few is None:
        return _packed(width, height, pixels.reshape(height, -1), 2)
    return _packed(width, height, few.pixels, 3, few.colours.tobytes())


class _Paletted(NamedTuple):
    pixels: NDArray[np.uint8]
    colours: NDArray[np.uint8]


def _paletted(pixels: NDArray[np.uint8]) -> _Paletted | None:
    """White, and of pixels that differ in the last bits only, the mean; `None` for too many."""
    height, width, _ = pixels.shape
    red, green, blue = (pixels[:, :, n] for n in range(3))
    ink = np.flatnonzero((red & green & blue).ravel() != _WHITE)
    inked = pixels.reshape(-1, 3)[ink]
    parts = (inked >> np.uint8(8 - _LEVELS)).astype(np.uint16)
    codes = (parts[:, 0] << (2 * _LEVELS)) | (parts[:, 1] << _LEVELS) | parts[:, 2]
    counts = np.bincount(codes, minlength=1 << (3 * _LEVELS))
    used = np.flatnonzero(counts)
    if len(used) >= _MOST_COLOURS:
        return None
    sums = [np.bincount(codes, weights=inked[:, n], minlength=len(counts)) for n in range(3)]
    means = np.stack([np.rint(total[used] / counts[used]) for total in sums], axis=1)
    number_of = np.zeros(len(counts), dtype=np.uint8)
    number_of[used] = np.arange(1, len(used) + 1)
    numbers = np.zeros(height * width, dtype=np.uint8)
    numbers[ink] = number_of[codes]
    colours = np.concatenate([np.full((1, 3), _WHITE), means]).astype(np.uint8)
    return _Paletted(numbers.reshape(height, width), colours)


def _packed(
    width: int, height: int, rows: NDArray[np.uint8], kind: int, colours: bytes = b""
) -> bytes:
    """A PNG (RFC 2083) of 8 bits: 2 in red, green and blue, 3 with a palette; no filter."""
    lines = np.zeros((height, rows.shape[1] + 1), dtype=np.uint8)
    lines[:, 1:] = rows
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, kind, 0, 0, 0)),
            _chunk(b"PLTE", colours) if colours else b"",
            _chunk(b"IDAT", zlib.compress(lines.tobytes(), 6)),
            _chunk(b"IEND", b""),
        ]
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
