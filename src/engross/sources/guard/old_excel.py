"""`.xls` workbooks (MS-XLS): encrypted, with macros, or with records that lie about their size."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from engross.sources.file import SourceFile
from engross.sources.guard.compound import Compound
from engross.sources.guard.kinds import OLE
from engross.sources.guard.refusals import damaged, mistaken, protected
from engross.sources.guard.remarking import embedded_files, external_links, macros
from engross.sources.remarks import Remark

_STREAMS = ("Workbook", "WORKBOOK", "Book", "BOOK")
_BEGINS = {0x0009, 0x0209, 0x0409, 0x0809}
_ENDS = 0x000A
_FILE_PASS = 0x002F
_SUPPORTING_BOOK = 0x01AE
_OWN_BOOK = 4
"""Bytes of the record that stands for the workbook itself (2.4.271)."""
_RECORD = struct.Struct("<HH")


def check_old_excel(file: SourceFile) -> tuple[Remark, ...]:
    """What is left unread in an `.xls` file that may be opened.

    Raises:
        InputError: it may not.
    """
    if not file.data.startswith(OLE):
        return tuple(filter(None, [_links(file, file.data)]))
    container = Compound(file)
    names = container.names
    if "EncryptedPackage" in names:
        raise protected(file)
    name = next((name for name in _STREAMS if name in names), None)
    if name is None:
        raise mistaken(
            file,
            "an Office file without a workbook",
            "Open it in the program that it came from, save it as .xlsx, and give that.",
        )
    project = next((name for name in ("_VBA_PROJECT_CUR", "_VBA_PROJECT") if name in names), "")
    objects = sorted(name for name in names if name.startswith(("MBD", "LNK")))
    found = (
        macros(file, project, expected=True),
        _links(file, container.stream(name)),
        embedded_files(objects),
    )
    return tuple(remark for remark in found if remark)


def _links(file: SourceFile, stream: bytes) -> Remark | None:
    """The remark on links to other workbooks, once every record was found in its place."""
    links = 0
    for kind, length in _records(file, stream):
        if kind == _FILE_PASS:
            raise protected(file)
        links += kind == _SUPPORTING_BOOK and length > _OWN_BOOK
    return external_links(links)


def _records(file: SourceFile, stream: bytes) -> Iterator[tuple[int, int]]:
    """Kind and length of each record, until the last part of the workbook has ended."""
    at, depth = 0, 0
    while at + _RECORD.size <= len(stream):
        kind, length = _RECORD.unpack_from(stream, at)
        if kind in _BEGINS:
            depth += 1
        elif depth == 0:
            break
        elif kind == _ENDS:
            depth -= 1
        at += _RECORD.size + length
        if at > len(stream):
            raise damaged(file, "a record is longer than what is left of the file")
        yield kind, length
    if at == 0:
        raise damaged(file, "its first record is not the beginning of a workbook")
