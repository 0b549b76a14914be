"""Sheets of an `.xlsx` or `.xlsm` workbook, read twice over wherever that can be afforded.

Up to `MOST_STRUCTURED` cells openpyxl reads all of it and calamine the same bytes again; above,
calamine reads the values and openpyxl a sample. What only one of them can read is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from engross.errors import InputError
from engross.sources.file import SourceFile
from engross.sources.readers import xlsx_large, xlsx_structured
from engross.sources.readers.calamine import CalamineFailed
from engross.sources.readers.xlsx_package import Package, Unstructured
from engross.sources.sheets import WorkbookRead
from engross.sources.wire import lines_of, workbook_of

MOST_STRUCTURED = 50_000
"""Cells with a value that openpyxl is given whole; it takes about a second for them."""


def lines(file: SourceFile) -> Iterator[bytes]:
    """The workbook as lines of the wire; a formula without a stored result is `NOT_CALCULATED`.

    The file must have passed `guard.check`: no parser guards itself.

    Raises:
        InputError: it cannot be read as a workbook.
    """
    package: Package | None = None
    try:
        package = Package(file.data)
        if package.holds_more_than(MOST_STRUCTURED):
            yield from _streamed(file, package)
            return
        workbook = xlsx_structured.read(file, package)
    except Unstructured as error:
        yield from _streamed(file, package, str(error))
        return
    yield from lines_of(workbook)


def read_workbook(file: SourceFile) -> WorkbookRead:
    """The workbook, as the lines tell of it.

    Raises:
        InputError: it cannot be read as a workbook.
    """
    return workbook_of(lines(file))


def _streamed(file: SourceFile, package: Package | None, problem: str = "") -> Iterator[bytes]:
    try:
        yield from xlsx_large.lines(file, package, problem)
    except (CalamineFailed, Unstructured) as error:
        raise InputError(
            file.name,
            f"the workbook cannot be read ({problem or error}).",
            remedy="Open it in Excel, save it again as .xlsx, and give the new file.",
        ) from error
