"""What a file is by its first bytes, beside what its name says it is."""

from __future__ import annotations

import re

from engross.errors import InputError
from engross.sources.file import SourceFile
from engross.sources.guard.refusals import mistaken, program

READABLE = {
    "notes": (".txt", ".md", ".docx", ".vtt", ".srt", ".pdf", ".eml"),
    "billing": (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt", ".ledes"),
    "crm": (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".json"),
    "estimate": (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv"),
    "accounts": (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv"),
    "mail": (".eml",),
    "form": (".json", ".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods", ".eml"),
    "knowledge": (".md", ".txt", ".docx", ".pdf", ".xlsx", ".eml"),
}
"""The files that each reader takes, by the ends of their names."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
PDF = b"%PDF-"

_WORKSHEET_STREAMS = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")
"""How workbooks of Excel 2 to 5 begin that stand in no container (BOF record, MS-XLS 2.4.21)."""

_SAVE_AS_WORKBOOK = "Open it in Excel, save it as an Excel workbook (.xlsx), and give that."
_GIVE_TEXT = "Open it in the program that it came from, and export it in the right format."

_BEGINNINGS = {
    PDF: ("a PDF", "Give it the ending .pdf if it is a note; for figures, ask for the export."),
    OLE: ("an old Office file", _SAVE_AS_WORKBOOK),
    b"{\\rtf": ("a Rich Text document", "Open it in Word, save it as .docx, and give that."),
    b"\x89PNG": ("a picture", "Give the file that the picture was taken of."),
    b"\xff\xd8\xff": ("a picture", "Give the file that the picture was taken of."),
    b"GIF8": ("a picture", "Give the file that the picture was taken of."),
    b"\x1f\x8b": ("a compressed file", "Unpack it, and give the file inside."),
    b"7z\xbc\xaf": ("a compressed file", "Unpack it, and give the file inside."),
    b"Rar!": ("a compressed file", "Unpack it, and give the file inside."),
    b"BZh": ("a compressed file", "Unpack it, and give the file inside."),
    b"\xfd7zXZ": ("a compressed file", "Unpack it, and give the file inside."),
    b"MZ": ("a program", "Do not open it. Ask where it came from."),
    b"\x7fELF": ("a program", "Do not open it. Ask where it came from."),
}
_WEB_PAGE = re.compile(
    rb"\s*<(?:!doctype\s+html|html|head|meta|body|table|style|div)\b", re.IGNORECASE
)
_XML_WORKBOOK = b"urn:schemas-microsoft-com:office:spreadsheet"

_INSIDE_ZIP = (
    (
        re.compile(r"xl/workbook\.bin", re.IGNORECASE),
        "a binary Excel workbook (.xlsb)",
        _SAVE_AS_WORKBOOK,
    ),
    (re.compile(r"/?xl/", re.IGNORECASE), "an Excel workbook (.xlsx)", "Give it the ending .xlsx."),
    (re.compile(r"/?word/", re.IGNORECASE), "a Word document (.docx)", "Give it the ending .docx."),
    (
        re.compile(r"/?ppt/", re.IGNORECASE),
        "a PowerPoint file",
        "Give the notes or the figures themselves.",
    ),
    (
        re.compile(r"(?:.*/)?Index(?:/.*\.iwa|\.zip)"),
        "an Apple Numbers or Pages file",
        "Open it on a Mac, export it as Excel (.xlsx) or Word (.docx), and give that.",
    ),
    (
        re.compile(r"content\.xml"),
        "an OpenDocument file",
        "Give it its right ending (.ods for a spreadsheet), or save it as .xlsx or .docx.",
    ),
    (re.compile(r""), "a zip archive", "Unpack it, and give the files inside one by one."),
)


def check_name(file: SourceFile, kind: str) -> None:
    """Returns when the kind's reader takes files of that ending.

    Raises:
        InputError: it does not.
    """
    endings = READABLE[kind]
    if file.suffix not in endings:
        raise InputError(
            file.name,
            f"{file.suffix or 'a file without an ending'} cannot be read as {kind}.",
            remedy=f"Save it as one of {', '.join(endings)}.",
        )


def check_beginning(file: SourceFile) -> None:
    """Returns when the first bytes are those of the ending.

    Raises:
        InputError: they are another format's; it says which, and what to do.
    """
    data = file.data
    if file.suffix in {".xlsx", ".xlsm", ".docx", ".ods"}:
        right = data.startswith((ZIP, OLE))
    elif file.suffix == ".xls":
        right = data.startswith((OLE, *_WORKSHEET_STREAMS))
    elif file.suffix == ".pdf":
        right = data.startswith(PDF)
    else:
        _refuse_other_format(file)
        right = True
    if not right:
        _refuse_other_format(file)
        raise mistaken(file, *_unknown(file))


def what_a_zip_holds(names: list[str]) -> tuple[str, str]:
    """What a zip with these parts is, and what to do with it where it is not wanted."""
    return next(
        (what, remedy)
        for pattern, what, remedy in _INSIDE_ZIP
        if any(pattern.match(name) for name in names or [""])
    )


def _refuse_other_format(file: SourceFile) -> None:
    if file.data.startswith((ZIP, b"PK\x05\x06")):
        what, remedy = what_a_zip_holds(_names_in_sight(file.data))
        raise mistaken(file, what, remedy)
    for beginning, (what, remedy) in _BEGINNINGS.items():
        # "MZ" and "BZh" begin words too; a program or an archive has NULs soon after.
        if file.data.startswith(beginning) and (
            not beginning.isalpha() or b"\0" in file.data[:512]
        ):
            raise mistaken(file, what, remedy)
    if file.suffix not in {".txt", ".md"} and _WEB_PAGE.match(file.data[:2000]):
        raise mistaken(file, "a web page", _SAVE_AS_WORKBOOK)
    if _XML_WORKBOOK in file.data[:4000]:
        raise mistaken(file, "an XML spreadsheet of Excel 2003", _SAVE_AS_WORKBOOK)


def _names_in_sight(data: bytes) -> list[str]:
    """Names that the zip's local headers give, without opening it; enough to say what it is."""
    found = re.finditer(rb"PK\x03\x04.{22}(..)..", data[:2_000_000], re.DOTALL)
    ends = ((match.end(), int.from_bytes(match[1], "little")) for match in found)
    return [data[end : end + length].decode("utf-8", "replace") for end, length in ends] or [""]


def _unknown(file: SourceFile) -> tuple[str, str]:
    if b"\0" not in file.data[:4000] and file.suffix == ".xls":
        return "plain text", "Give it the ending .csv (or .tsv, where tabs part its columns)."
    if b"\0" not in file.data[:4000]:
        return "plain text", f"Open it in {program(file)} and save it as {file.suffix}."
    return f"no file of {program(file)}", _GIVE_TEXT
