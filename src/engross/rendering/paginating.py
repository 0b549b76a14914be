"""Page numbers for a table of contents, counted on the pages themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engross.records.ports import PdfReader, Printer, ToPrint

Paginate = Callable[[bytes], Mapping[str, int]]
"""The page, from 1, of each bookmark of a Word file."""


def paginated(docx: bytes, paginate: Paginate) -> bytes:
    """The document with page numbers in its tables of contents; the same bytes if it has none."""
    from engross.ooxml.contents import (  # noqa: PLC0415 - loads lxml
        has_contents,
        to_be_counted,
        with_pages,
    )

    if not has_contents(docx):
        return docx
    return with_pages(docx, paginate(to_be_counted(docx)))


def paginator(printer: Printer, reader: PdfReader) -> Paginate:
    """Counts pages by printing.

    Raises:
        ProgramError: when it is called and the document cannot be printed.
    """

    def paginate(docx: bytes) -> dict[str, int]:
        pdf = printer.pdfs([ToPrint(docx, destinations=True)])[0]
        return {name: place.page for name, place in reader.destinations(pdf).items()}

    return paginate
