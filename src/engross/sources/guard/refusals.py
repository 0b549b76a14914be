"""The ways in which a file is refused: what is wrong with it, and what a fee-earner can do."""

from __future__ import annotations

from engross.errors import InputError
from engross.sources.file import SourceFile

PROGRAMS = {
    ".xlsx": "Excel",
    ".xlsm": "Excel",
    ".xls": "Excel",
    ".ods": "LibreOffice",
    ".docx": "Word",
}
"""The program that makes files of an ending."""


def program(file: SourceFile) -> str:
    """The program that a person opens the file in."""
    return PROGRAMS.get(file.suffix, "the program that it came from")


def unsafe(file: SourceFile, problem: str, place: str = "") -> InputError:
    """Made so that opening it would do harm, or so that two programs would read it differently."""
    return InputError(
        file.name,
        f"it is not safe to open: {problem}.",
        place=place,
        remedy=f"Ask where the file came from. If it is known to be good, open it in "
        f"{program(file)}, save it under a new name, and give that.",
    )


def damaged(file: SourceFile, detail: str, place: str = "") -> InputError:
    """Not what its own bookkeeping says."""
    return InputError(
        file.name,
        f"the file is damaged ({detail}).",
        place=place,
        remedy=f"Open it in {program(file)}, save it again, and give the new file; "
        "or export it again.",
    )


def protected(file: SourceFile) -> InputError:
    """Encrypted with a password."""
    return InputError(
        file.name,
        "the file is protected by a password.",
        remedy=f"Open it in {program(file)}, remove the password, save it, and give the new file.",
    )


def mistaken(file: SourceFile, what: str, remedy: str) -> InputError:
    """Something else than its name says."""
    return InputError(file.name, f"its name ends in {file.suffix} but it is {what}.", remedy=remedy)


def too_far(file: SourceFile, place: str, rows: int, columns: int) -> InputError:
    """Cells spread over more rows and columns than can be read."""
    return InputError(
        file.name,
        f"its cells reach to row {rows:,} and column {columns:,}, which is more than can be read.",
        place=place,
        remedy=f"Open it in {program(file)}, delete the rows and columns beyond the data, save "
        "it, and give the new file.",
    )
