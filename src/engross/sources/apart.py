"""Reading a file apart from everything else: in a child process that may fail alone."""

from __future__ import annotations

from engross.sources.documents import DocumentRead
from engross.sources.file import SourceFile
from engross.sources.readers.delimited import read_csv
from engross.sources.sheets import WorkbookRead


def read_workbook(file: SourceFile) -> WorkbookRead:
    """The sheets of an `.xlsx .xlsm .xls .ods .csv .tsv` file that has passed the guard.

    Raises:
        InputError: it cannot be read, or reading it took more memory or time than it may.
    """
    if file.suffix == ".csv":
        return read_csv(file)
    from engross.sources.readers import xlsx  # noqa: PLC0415 - openpyxl is slow to import

    return xlsx.read_workbook(file)


def read_document(file: SourceFile) -> DocumentRead:
    """The text of a `.docx .pdf .eml` file that has passed the guard.

    Raises:
        InputError: it cannot be read, or reading it took more memory or time than it may.
    """
    raise NotImplementedError(file.name)
