"""Reading a file apart from everything else: in a child process that may fail alone.

Each file has a child of its own, as one that a file has misled must not tell of the next. The
child is a fresh interpreter, not a fork; it inherits no secret, sees no path, writes nothing, and
is held to the limits of `allowance` by the kernel (on macOS, which does not hold a program to its
memory limit, by the clock and the guard alone).
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable
from typing import TypeVar

from engross.errors import InputError
from engross.sources import documents_wire, wire
from engross.sources.allowance import Allowance, allowance_for
from engross.sources.child import Child, Stopped
from engross.sources.documents import DocumentRead
from engross.sources.file import SourceFile
from engross.sources.sheets import WorkbookRead
from engross.sources.texts import clean

_Read = TypeVar("_Read")

_ANSWERS_OF_ANOTHER_SHAPE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)
"""What taking a message apart raises when it is not of the shape that a reader of ours sends."""

DOCUMENTS = (".docx", ".pdf", ".eml")
"""The endings of what `read_document` reads; other notes are plain text, for `texts.decode`."""

_SMALLER = (
    "Export only what is needed, such as one client and period; or open it, copy the cells "
    "that matter into a new file, and give that."
)
_SAVED_AGAIN = "Open it in the program that it came from, save it again, and give the new file."


def read_workbook(file: SourceFile) -> WorkbookRead:
    """The sheets of a spreadsheet, delimited or JSON file that has passed the guard.

    Raises:
        InputError: it cannot be read, or reading it took more memory or time than it may.
    """
    return _read(file, "workbook", wire.workbook_of)


def read_document(file: SourceFile) -> DocumentRead:
    """The text of a `.docx .pdf .eml` file that has passed the guard.

    Raises:
        InputError: it cannot be read, or reading it took more memory or time than it may.
    """
    return _read(file, "document", documents_wire.document_of)


def _read(file: SourceFile, what: str, understood: Callable[[Iterable[bytes]], _Read]) -> _Read:
    allowance = allowance_for(file)
    try:
        with Child(file, what, allowance) as child:
            return understood(child.lines())
    except Stopped as stopped:
        raise _refusal(file, stopped, allowance) from stopped
    except _ANSWERS_OF_ANOTHER_SHAPE as error:
        raise InputError(
            file.name, "what the reader found in it makes no sense.", remedy=_SAVED_AGAIN
        ) from error


def _refusal(file: SourceFile, stopped: Stopped, allowance: Allowance) -> InputError:
    """The one error that a person sees for a child that did not finish."""
    if stopped.refused:
        problem, place, remedy = (clean(text) for text in stopped.refused)
        return InputError(file.name, problem, place=place, remedy=remedy)
    match stopped.reason:
        case "memory":
            problem = f"reading it took more than {allowance.memory // 1_000_000:,} MB of memory."
        case "time" | signal.SIGXCPU:
            problem = f"reading it took longer than {allowance.seconds} seconds."
        case "output":
            problem = f"it holds more than {allowance.output // 1_000_000:,} MB of text."
        case signal.SIGKILL:
            problem = "the computer stopped the reader, as a rule because memory ran out."
        case signal.Signals():
            return InputError(
                file.name,
                f"the reader stopped before its end ({stopped.reason.name}), as a rule because "
                "the file is damaged or too large for it.",
                remedy=_SAVED_AGAIN,
            )
        case reason:
            return InputError(
                file.name, f"the reader stopped before its end ({reason}).", remedy=_SAVED_AGAIN
            )
    return InputError(file.name, problem, remedy=_SMALLER)
