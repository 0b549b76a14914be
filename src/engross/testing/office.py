"""The programs that Word files are shown to, without any program: see-through PDFs and pages."""

from __future__ import annotations

import datetime as dt
import html
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence

from engross.errors import ProgramError
from engross.records.ports import Box, Destination, PageImage, Sought, ToPrint, WordFault

WIDTH, HEIGHT = 595.0, 842.0
_LINE, _LETTER = 14.0, 5.0
_HEAD = b"%PDF-1.7 see-through\n"
_DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c63f80f00010101001bb6ee560000000049454e44ae426082"
)
"""A PNG of one white pixel."""
_PIECES = re.compile(
    r'<w:bookmarkStart\b[^>]*\bw:name="(?P<name>[^"]*)"'
    r'|(?P<page><w:br\b[^>]*\bw:type="page")'
    r"|<w:t(?:\s[^>]*)?>(?P<words>[^<]*)</w:t>"
    r"|(?P<end></w:p>)"
)


class SeeThroughPrinter:
    """`Printer` whose PDFs say in JSON what is on their pages: a line for each paragraph.

    A page ends at each page break and nowhere else.
    """

    def __init__(self) -> None:
        self.printed: list[ToPrint] = []
        """Everything that it was given."""

    def pdfs(self, documents: Sequence[ToPrint]) -> Sequence[bytes]:
        """One for each document, in order."""
        self.printed += documents
        return [_HEAD + json.dumps(_laid_out(document)).encode() for document in documents]


class BrokenPrinter:
    """`Printer` that gives no PDF."""

    def __init__(self, error: ProgramError) -> None:
        self._error = error

    def pdfs(self, documents: Sequence[ToPrint]) -> Sequence[bytes]:  # noqa: ARG002 - the port's
        """Nothing: it raises the error that it was made with."""
        raise self._error


class SeeThroughReader:
    """`PdfReader` of what `SeeThroughPrinter` makes."""

    def images(self, pdf: bytes) -> Sequence[PageImage]:
        """A white pixel for each page."""
        return [PageImage(_DOT, WIDTH, HEIGHT) for _ in _pages(pdf)]

    def destinations(self, pdf: bytes) -> Mapping[str, Destination]:
        """Where the bookmarks begin."""
        places: dict[str, list[float]] = json.loads(pdf.removeprefix(_HEAD))["places"]
        return {name: Destination(int(page), x, y) for name, (page, x, y) in places.items()}

    def boxes(self, pdf: bytes, sought: Sequence[Sought]) -> Sequence[tuple[Box, ...]]:
        """One box for words that stand in the line where they should."""
        pages = _pages(pdf)
        return [tuple(_boxes(pages, one)) for one in sought]


class ContentValidator:
    """`WordValidator` that has nothing to say but what it was given."""

    def __init__(self, *faults: WordFault) -> None:
        self._faults = faults

    def faults(self, docx: bytes) -> Sequence[WordFault]:  # noqa: ARG002 - the port's
        """The same for every file."""
        return self._faults


class NoteOfChanges:
    """`Redliner` whose file only says what it was asked to compare."""

    def redline(self, before: bytes, after: bytes, author: str, at: dt.datetime) -> bytes:
        """A line of text."""
        return f"{len(before)} -> {len(after)} by {author} at {at:%Y-%m-%d %H:%M}".encode()


def _laid_out(document: ToPrint) -> dict[str, object]:
    with zipfile.ZipFile(io.BytesIO(document.docx)) as parts:
        body = parts.read("word/document.xml").decode()
    pages, places = [[""]], {}
    for piece in _PIECES.finditer(body):
        line = pages[-1]
        match piece.lastgroup:
            case "name":
                places[piece["name"]] = [len(pages), len(line[-1]) * _LETTER, len(line) * _LINE]
            case "page":
                pages.append([""])
            case "words":
                line[-1] += html.unescape(piece["words"])
            case _:
                line.append("")
    return {"pages": pages, "places": places if document.destinations else {}}


def _pages(pdf: bytes) -> list[list[str]]:
    pages: list[list[str]] = json.loads(pdf.removeprefix(_HEAD))["pages"]
    return pages


def _boxes(pages: list[list[str]], sought: Sought) -> Iterator[Box]:
    line = pages[sought.at.page - 1][int(sought.at.y / _LINE) - 1]
    if sought.words and line[int(sought.at.x / _LETTER) :].startswith(sought.words):
        yield Box(*sought.at, width=len(sought.words) * _LETTER, height=_LINE)
