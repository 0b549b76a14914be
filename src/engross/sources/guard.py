"""Refusing a file before any parser opens it: wrong type, password, or a zip made to explode."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from engross.errors import InputError
from engross.sources.file import SourceFile

READABLE = {
    "notes": (".txt", ".md", ".docx", ".vtt", ".srt"),
    "billing": (".xlsx", ".csv"),
}
"""The files that each reader takes, by the ends of their names."""

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHER_TYPES = {
    b"%PDF": "a PDF",
    b"{\\rtf": "a Rich Text document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    _ZIP: "a zip or Office file",
    _OLE: "an old Office file",
}
_MAIN_PART = {".xlsx": "xl/workbook.xml", ".docx": "word/document.xml"}
_PROGRAM = {".xlsx": "Excel", ".docx": "Word"}

# An honest report's workbook is a few hundred kilobytes; these let a busy firm's year through.
MOST_BYTES = 60_000_000
"""The most that one file may be, and the most that a zip may unpack to."""
MOST_ENTRIES = 2_000
"""The most files that a zip may hold."""
MOST_EXPANSION = 250
"""How many times its packed size a part may unpack to (repetitive XML reaches about 100)."""
SMALL_PART = 2_000_000
"""A part below this many unpacked bytes may expand by any factor."""
MOST_CELLS = 3_000_000
"""Rows times columns of the area that a sheet's cells span."""

_CELL = re.compile(rb'\br="([A-Z]{1,4})([0-9]{1,8})"')
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def check(file: SourceFile, kind: str) -> None:
    """Returns for a file that the reader of that kind (`notes`, `billing`) may open.

    Raises:
        InputError: it is empty, of another type than its name says, protected by a password, or
            its zip directory shows that unpacking it would be unsafe.
    """
    _check_name(file, kind)
    _check_size(file)
    if file.suffix in _MAIN_PART:
        _check_office(file)
    else:
        _check_text(file)


def _check_name(file: SourceFile, kind: str) -> None:
    endings = READABLE[kind]
    if file.suffix not in endings:
        raise InputError(
            file.name,
            f"{file.suffix or 'a file without an ending'} cannot be read as {kind}.",
            remedy=f"Save it as one of {', '.join(endings)}.",
        )


def _check_size(file: SourceFile) -> None:
    if not file.data.strip():
        raise InputError(file.name, "the file is empty.", remedy="Export or save it again.")
    if len(file.data) > MOST_BYTES:
        raise InputError(
            file.name,
            f"the file is larger than {MOST_BYTES // 1_000_000} MB.",
            remedy="Export only the client and the period that the report is about.",
        )


def _check_text(file: SourceFile) -> None:
    for magic, what in _OTHER_TYPES.items():
        if file.data.startswith(magic):
            raise InputError(
                file.name,
                f"its name ends in {file.suffix} but it is {what}.",
                remedy=f"Save it as a real {file.suffix} file, or give it its right ending.",
            )
    if b"\0" in file.data[:4096] and not file.data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(
            file.name, "it is not text.", remedy=f"Save it again as a {file.suffix} file."
        )


def _check_office(file: SourceFile) -> None:
    program = _PROGRAM[file.suffix]
    if file.data.startswith(_OLE):
        _refuse_ole(file, program)
    if not file.data.startswith(_ZIP):
        what = next(
            (w for m, w in _OTHER_TYPES.items() if file.data.startswith(m)), "something else"
        )
        raise InputError(
            file.name,
            f"its name ends in {file.suffix} but it is {what}, no {program} file.",
            remedy=f"Open it where it came from and save it as {file.suffix}.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
            _check_directory(file, archive)
            _check_parts(file, archive)
    except (
        zipfile.BadZipFile,
        EOFError,
        NotImplementedError,
        ValueError,
        zlib.error,
    ) as error:
        raise InputError(
            file.name,
            f"the {program} file is damaged ({error}).",
            remedy=f"Open it in {program}, save it again, and give the new file.",
        ) from error


def _refuse_ole(file: SourceFile, program: str) -> None:
    if _ENCRYPTED in file.data:
        raise InputError(
            file.name,
            "the file is protected by a password.",
            remedy=f"Open it in {program}, remove the password, save it, and give the new file.",
        )
    raise InputError(
        file.name,
        f"it is an old {program} file in the format of before 2007.",
        remedy=f"Open it in {program} and save it as {file.suffix}.",
    )


def _check_directory(file: SourceFile, archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_ENTRIES:
        raise _unsafe(file, f"it holds {len(entries)} parts")
    if len({name.lower() for name in names}) < len(names):
        raise _unsafe(file, "it holds two parts of the same name")
    if any(entry.flag_bits & 1 for entry in entries):
        raise InputError(
            file.name,
            "the file is protected by a password.",
            remedy="Save it without a password and give the new file.",
        )
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise _unsafe(file, f"it unpacks to more than {MOST_BYTES // 1_000_000} MB")
    for entry in entries:
        if entry.file_size > max(SMALL_PART, MOST_EXPANSION * entry.compress_size):
            raise _unsafe(file, f"{entry.filename} unpacks to {entry.file_size:,} bytes")
    if _MAIN_PART[file.suffix] not in names:
        raise InputError(
            file.name,
            f"its name ends in {file.suffix} but it is no {_PROGRAM[file.suffix]} file.",
            remedy="Give it its right ending, or save it in the right format.",
        )


def _check_parts(file: SourceFile, archive: zipfile.ZipFile) -> None:
    for entry in archive.infolist():
        if not entry.filename.lower().endswith((".xml", ".rels")):
            continue
        with archive.open(entry) as stream:
            part = stream.read(entry.file_size + 1)
        if len(part) > entry.file_size:
            raise _unsafe(file, f"{entry.filename} is larger than it says")
        if _DECLARATION.search(part):
            raise _unsafe(file, f"{entry.filename} declares entities")
        if entry.filename.startswith("xl/worksheets/"):
            _check_area(file, entry.filename, part)


def _check_area(file: SourceFile, name: str, part: bytes) -> None:
    cells = _CELL.findall(part)
    if not cells:
        return
    columns = max(_column_number(letters) for letters in {letters for letters, _ in cells})
    rows = max(int(number) for _, number in cells)
    if rows * columns > MOST_CELLS:
        raise InputError(
            file.name,
            f"the cells of {name} reach to row {rows:,} and column {columns:,}.",
            remedy="Delete the empty rows and columns beyond the data, save, and try again.",
        )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number


def _unsafe(file: SourceFile, problem: str) -> InputError:
    return InputError(
        file.name,
        f"it is not safe to open: {problem}.",
        remedy="Ask where the file came from; save it again in Office if it is known to be good.",
    )
