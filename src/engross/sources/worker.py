"""The child's side: one file from standard input, read within limits, told in lines.

Standard input holds one JSON line (`name`, `what`, `size`, `memory`, `seconds`) and then the
file's bytes. Standard output holds the lines of `wire` or `documents_wire`; the last may instead
be `{"refused": [problem, place, remedy]}` or `{"stopped": reason}`.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from typing import BinaryIO

import orjson

from engross.errors import InputError
from engross.sources import documents_wire
from engross.sources.confinement import confine
from engross.sources.file import SourceFile

_READERS = {
    "workbook": {
        ".xlsx": "xlsx",
        ".xlsm": "xlsx",
        ".xls": "xls",
        ".ods": "ods",
        ".csv": "delimited",
        ".tsv": "delimited",
        ".txt": "delimited",
        ".ledes": "delimited",
        ".json": "tree",
    },
    "document": {".docx": "word", ".pdf": "pdf", ".eml": "mail"},
}
"""The modules of `readers`, by what is asked for and the ending of the file's name."""

_BUFFER = 1 << 20


def main() -> None:
    """Read the one file and tell of it; leaves by itself when the parent is gone."""
    source, answers = sys.stdin.buffer, _answers()
    order = orjson.loads(source.readline())
    confine(order["memory"], order["seconds"])
    # openpyxl takes numpy along if it can: 0.1 s and much memory for nothing that is needed here.
    sys.modules["numpy"] = None  # type: ignore[assignment]  # how the import system says "absent"
    file = SourceFile(order["name"], source.read(order["size"]))
    _tell(file, order["what"], answers)
    answers.flush()
    # Everything is told; taking a million cells down one by one would only cost time.
    os._exit(0)


def _answers() -> BinaryIO:
    """Standard output for answers alone: whatever else is printed goes the way of errors."""
    answers = os.fdopen(os.dup(1), "wb", _BUFFER)
    os.dup2(2, 1)
    return answers


def _tell(file: SourceFile, what: str, answers: BinaryIO) -> None:
    try:
        for line in _lines(file, what):
            answers.write(line)
            answers.write(b"\n")
    except InputError as error:
        _end(answers, {"refused": [error.problem, error.place, error.remedy]})
    except MemoryError:
        _end(answers, {"stopped": "memory"})
    except Exception as error:  # noqa: BLE001 - the edge of the process: a parser raises anything
        _end(answers, {"stopped": type(error).__name__})


def _lines(file: SourceFile, what: str) -> Iterator[bytes]:
    name = _READERS[what][file.suffix]
    reader = importlib.import_module(f"engross.sources.readers.{name}")
    if what == "document":
        return documents_wire.lines_of(reader.read(file))
    lines: Iterator[bytes] = reader.lines(file)
    return lines


def _end(answers: BinaryIO, message: dict[str, object]) -> None:
    """A last line, on a line of its own even where the one before was cut."""
    answers.write(b"\n" + orjson.dumps(message) + b"\n")
