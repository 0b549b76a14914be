"""A file without the cells, fields and lines that tell a suspicion."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

from engross.errors import InputError
from engross.intake.given import GivenFile
from engross.intake.suspicions.cuts import Cut, Left
from engross.intake.suspicions.lines import cut_lines
from engross.intake.suspicions.mails import cut_mail
from engross.intake.suspicions.packages import told_in_package
from engross.intake.suspicions.tables import cut_tables, renamed, written
from engross.intake.suspicions.trees import cut_tree
from engross.intake.suspicions.words import tells_suspicion
from engross.sources import guard
from engross.sources.apart import read_document, read_workbook
from engross.sources.texts import decode
from engross.workspace.specs import InputKind

_TREES: Final = {".json"}
_TABLES: Final = {".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods"}
_LINES: Final = {".txt", ".md", ".vtt", ".srt"}
_WORKBOOKS: Final = {".xlsx", ".xlsm"}
_PACKAGES: Final = {*_WORKBOOKS, ".docx", ".ods"}
_FORM: Final = "form"
_INSIDE_MAILS: Final[tuple[InputKind, ...]] = ("form", "notes")
"""As what files inside a mail are looked into."""

__all__ = ["Cut", "Left", "cut_out"]


def cut_out(file: GivenFile) -> Left:
    """The file as it may be kept, and what was cut out of it.

    A field for suspicions that nobody has filled in is nothing to cut out.

    Raises:
        InputError: the file cannot be read.
    """
    guard.check(file, file.kind)
    left = _cut(file)
    if not left.cuts:
        return left  # of a mail, files may have been taken out that tell nothing
    return left if any(cut.says_something for cut in left.cuts) else Left(file.data, ())


def _cut(file: GivenFile) -> Left:
    if file.suffix in _TREES:
        return cut_tree(file)
    if file.suffix in _TABLES:
        return _of_tables(file)
    if file.suffix in _LINES:
        text, cuts = cut_lines(decode(file).text)
        return Left(text.encode("utf-8") if cuts else file.data, cuts)
    return _of_document(file)


def _of_tables(file: GivenFile) -> Left:
    """A workbook is written anew when anything in it tells one, also a remark or a name."""
    book = read_workbook(file)
    sheets, cuts = cut_tables(book.sheets)
    if file.suffix in _PACKAGES:
        seen = {cut.text for cut in cuts}
        beside = told_in_package(file.data, cells=file.suffix not in _WORKBOOKS)
        cuts += tuple(cut for cut in beside if cut.text not in seen)
    return Left(written(file, renamed(sheets)) if cuts else file.data, cuts)


def _of_document(file: GivenFile) -> Left:
    """A mail is put together again; Word files and PDFs are not."""
    if file.suffix == ".eml":
        return cut_mail(file.data, _of_attachment, bare=file.kind == _FORM)
    if file.suffix in _PACKAGES:
        cuts = told_in_package(file.data)
    else:
        blocks = read_document(file).blocks
        cuts = tuple(Cut(b.place, b.text) for b in blocks if tells_suspicion(b.text))
    return Left(None if cuts else file.data, cuts)


def _of_attachment(name: str, data: bytes) -> tuple[Cut, ...]:
    """What a file inside a mail tells; nothing of one that is not read here."""
    ending = PurePath(name).suffix.lower()
    kind = next((kind for kind in _INSIDE_MAILS if ending in guard.READABLE[kind]), None)
    if kind is None:
        return ()
    file = GivenFile(PurePath(name).name, data, role="", kind=kind)
    try:
        return cut_out(file).cuts
    except InputError:  # whatever cannot be read is read by nobody further on
        return ()
