"""Lines that stand at the top or the bottom of most pages and say nothing of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from engross.sources.readers.pdf.lines import PdfLine

FEWEST_PAGES = 3
"""A document of fewer pages repeats a line by chance."""
_AT_THE_EDGE = 3
"""How many lines from the top and from the bottom are looked at."""
_SHORT = 8
"""Words of a line that holds no more than the page's number."""
_ABOUT = 6.0
"""Points within which two lines stand at the same height."""


def running_lines(pages: Sequence[Sequence[PdfLine]]) -> frozenset[PdfLine]:
    """The lines that most pages repeat at the same height, the number of the page apart."""
    if len(pages) < FEWEST_PAGES:
        return frozenset()
    counted = Counter(key for page in pages for key in {key for key, _ in _edges(page)})
    often = {key for key, times in counted.items() if 2 * times > len(pages)}
    return frozenset(line for page in pages for key, line in _edges(page) if key in often)


def _edges(page: Sequence[PdfLine]) -> Iterator[tuple[tuple[str, int], PdfLine]]:
    """The page's outermost lines, each with its words and its height."""
    by_height = sorted(page, key=lambda line: line.bottom)
    for line in (*by_height[:_AT_THE_EDGE], *by_height[_AT_THE_EDGE:][-_AT_THE_EDGE:]):
        yield (_plain(line.text), round(line.bottom / _ABOUT)), line


def _plain(text: str) -> str:
    """A short line without its numbers: `Page 2 of 5`; a longer one says something with them."""
    if len(text.split()) > _SHORT:
        return text.casefold()
    return re.sub(r"[0-9]+|\b[ivxl]+\b", "#", text.casefold())
