"""A PDF into blocks, with its pages and lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pypdfium2 import (  # type: ignore[import-untyped]  # it ships no types
    PdfDocument,
    PdfiumError,
    PdfPage,
    raw,
)

from engross.errors import InputError
from engross.sources.documents import BlockRead, DocumentRead
from engross.sources.file import SourceFile
from engross.sources.readers.pdf.lines import PdfLine, page_lines
from engross.sources.readers.pdf.paragraphs import looks_of, paragraphs, words_of
from engross.sources.readers.pdf.running import running_lines
from engross.sources.readers.pdf.tables import BROKEN, PdfTable, tables_of
from engross.sources.remarks import Remark

MOST_PAGES = 300
MOST_OBJECTS = 200_000
"""Things drawn on one page; a page of text has a few hundred."""
MOST_CHARACTERS = 2_000_000
"""Of the whole document."""
FEWEST_RULES, MOST_RULES = 4, 4_000
"""Lines and boxes drawn on a page that may hold tables."""
MOST_TABLE_PAGES = 60
"""Pages that are searched for tables."""
_FEWEST_WORDS = 3
"""Words of a page that is more than a picture."""


@dataclass
class _Found:
    pages: list[tuple[PdfLine, ...]] = field(default_factory=list)
    ruled: list[int] = field(default_factory=list)
    """The pages that may hold tables."""
    pictures: list[int] = field(default_factory=list)
    """The pages that show pictures and hold hardly any words."""
    unseen: int = 0
    remarks: list[Remark] = field(default_factory=list)

    @property
    def lines(self) -> list[PdfLine]:
        return [line for page in self.pages for line in page]


def read(file: SourceFile) -> DocumentRead:
    """The document's paragraphs, headings, list items and the cells of its ruled tables.

    Raises:
        InputError: it is protected by a password, damaged, too long, or holds pictures only.
    """
    found = _read_pages(file)
    if not any(found.pages):
        raise _without_text(file, found)
    tables = _tables(file, found)
    running = running_lines(found.pages)
    _remark(found, running)
    return DocumentRead(
        blocks=tuple(_blocks(found, running, tables)),
        method="PDF, pypdfium2, tables pdfplumber" if tables else "PDF, pypdfium2",
        remarks=tuple(found.remarks),
    )


def _read_pages(file: SourceFile) -> _Found:
    document = _opened(file)
    try:
        if len(document) > MOST_PAGES:
            raise InputError(
                file.name,
                f"it has {len(document)} pages; {MOST_PAGES} are the most that are read.",
                remedy="Save the pages that matter as a PDF of their own.",
            )
        return _pages(file, document)
    except PdfiumError as error:
        raise _damaged(file) from error
    finally:
        document.close()


def _opened(file: SourceFile) -> PdfDocument:
    try:
        return PdfDocument(file.data)
    except PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise InputError(
                file.name,
                "the file is protected by a password.",
                remedy="Open it, print or save it as a PDF without a password, and give that.",
            ) from error
        raise _damaged(file) from error


def _pages(file: SourceFile, document: PdfDocument) -> _Found:
    found = _Found()
    total = 0
    for number in range(1, len(document) + 1):
        page = document[number - 1]
        kinds = _kinds(file, page, number)
        read_lines = page_lines(page, number)
        page.close()
        found.pages.append(read_lines.lines)
        found.unseen += read_lines.unseen
        total += sum(len(line.text) for line in read_lines.lines)
        if total > MOST_CHARACTERS:
            raise InputError(
                file.name,
                f"it has more than {MOST_CHARACTERS:,} characters.",
                place=f"page {number}",
                remedy="Save the pages that matter as a PDF of their own.",
            )
        if FEWEST_RULES <= kinds.get(raw.FPDF_PAGEOBJ_PATH, 0) <= MOST_RULES:
            found.ruled.append(number)
        words = sum(len(line.text.split()) for line in read_lines.lines)
        if raw.FPDF_PAGEOBJ_IMAGE in kinds and words < _FEWEST_WORDS:
            found.pictures.append(number)
    return found


def _kinds(file: SourceFile, page: PdfPage, number: int) -> Mapping[int, int]:
    """How many things of each kind are drawn on the page."""
    count = raw.FPDFPage_CountObjects(page)
    if count > MOST_OBJECTS:
        raise InputError(
            file.name,
            f"{count:,} things are drawn on one page.",
            place=f"page {number}",
            remedy="Leave that page out: print the others to a new PDF.",
        )
    kinds: dict[int, int] = {}
    for at in range(count):
        kind = raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, at))
        kinds[kind] = kinds.get(kind, 0) + 1
    return kinds


def _tables(file: SourceFile, found: _Found) -> Mapping[int, tuple[PdfTable, ...]]:
    pages = found.ruled[:MOST_TABLE_PAGES]
    left_out = found.ruled[MOST_TABLE_PAGES:]
    if left_out:
        found.remarks.append(_tables_unread(f"pages {left_out[0]} to {left_out[-1]}"))
    if not pages:
        return {}
    try:
        tables = tables_of(file.data, pages)
    except BROKEN:
        found.remarks.append(_tables_unread(""))
        return {}
    return {page: each for page, each in tables.items() if each}


def _blocks(
    found: _Found, running: frozenset[PdfLine], tables: Mapping[int, Sequence[PdfTable]]
) -> Iterator[BlockRead]:
    kept = [line for line in found.lines if line not in running]
    looks, words = looks_of(kept), words_of(kept)
    waiting: list[PdfLine] = []
    written: set[tuple[int, int]] = set()
    for line in kept:
        number = _table_of(line, tables)
        if number is None:
            waiting.append(line)
        elif (line.page, number) not in written:
            yield from paragraphs(waiting, looks, words)
            waiting = []
            written.add((line.page, number))
            yield from _cells(line.page, number, tables[line.page][number - 1])
    yield from paragraphs(waiting, looks, words)


def _table_of(line: PdfLine, tables: Mapping[int, Sequence[PdfTable]]) -> int | None:
    """The number of the table on its page that the line stands in."""
    on_page = enumerate(tables.get(line.page, ()), start=1)
    return next((number for number, table in on_page if table.holds(line)), None)


def _cells(page: int, number: int, table: PdfTable) -> Iterator[BlockRead]:
    for row_number, row in enumerate(table.rows, start=1):
        for cell_number, text in enumerate(row, start=1):
            if text:
                place = f"page {page}, table {number}, row {row_number}, cell {cell_number}"
                yield BlockRead(text, place)


def _remark(found: _Found, running: frozenset[PdfLine]) -> None:
    if running:
        texts = dict.fromkeys(line.text for line in sorted(running))
        shown = "; ".join(f"“{text}”" for text in list(texts)[:3])
        found.remarks.append(
            Remark(
                "pdf-running-lines",
                "note",
                "",
                f"What most pages repeat at the top or bottom was left out: {shown}.",
            )
        )
    if found.pictures:
        found.remarks.append(
            Remark(
                "pdf-pages-without-text",
                "warn",
                _page_list(found.pictures),
                "Pictures without text stand there, such as scanned pages; they were not read.",
                "Have the text of these pages recognised, or give what they say as notes.",
            )
        )
    if found.unseen:
        found.remarks.append(
            Remark(
                "pdf-hidden-text",
                "warn",
                "",
                f"{found.unseen} words are too small to be read or stand beside the page; "
                "left out.",
                "Look at the file in a PDF reader if you did not expect that.",
            )
        )


def _page_list(pages: Sequence[int]) -> str:
    first, *others = pages
    return f"pages {', '.join(map(str, pages))}" if others else f"page {first}"


def _tables_unread(place: str) -> Remark:
    return Remark(
        "pdf-tables-unread",
        "warn",
        place,
        "Tables could not be looked for; what they hold was read as lines of text.",
        "Compare what was read from tables with the file.",
    )


def _without_text(file: SourceFile, found: _Found) -> InputError:
    if found.pictures:
        return InputError(
            file.name,
            "it is a scan: its pages are pictures and hold no text.",
            remedy="Have the text recognised when scanning (“searchable PDF”), or type the notes.",
        )
    return InputError(
        file.name,
        "no page of it holds any text.",
        remedy="Save it again as a PDF from the program that it was written in.",
    )


def _damaged(file: SourceFile) -> InputError:
    return InputError(
        file.name,
        "the PDF is damaged.",
        remedy="Open it in a PDF reader, print it to a new PDF, and give that.",
    )
