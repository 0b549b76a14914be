"""Text files: that they are text, with lines of a bearable length, and what in them nobody sees."""

from __future__ import annotations

import re

from engross.errors import InputError
from engross.sources.file import SourceFile
from engross.sources.guard.limits import LONGEST_LINE, MOST_SEPARATORS
from engross.sources.guard.refusals import mistaken
from engross.sources.remarks import Remark

_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"\xef\xbb\xbf": "utf-8"}
_DELIMITED = {".csv", ".tsv", ".ledes"}
_SEPARATORS = ",;\t|"
_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CONTROLS = "\x01-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f"
_ZERO_WIDTH = "\u200b-\u200d\u2060-\u2064\ufeff\U000e0000-\U000e007f"
_HIDDEN = re.compile(f"[{_CONTROLS}{_DIRECTIONS}{_ZERO_WIDTH}]")
_TURNS = re.compile(f"[{_DIRECTIONS}]")
_ENOUGH_NULS = 0.3


def check_plain(file: SourceFile) -> tuple[Remark, ...]:
    """What a text file holds that nobody sees.

    Raises:
        InputError: it is no text, or a line is longer than any program writes.
    """
    text = _text(file)
    _check_lines(file, text)
    return _hidden(text)


def check_json(file: SourceFile) -> tuple[Remark, ...]:
    """What a JSON file holds that nobody sees.

    Raises:
        InputError: it is no text, or does not begin as JSON does.
    """
    text = _text(file)
    if not text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        raise mistaken(file, "no JSON", "Export it again as JSON, or as .csv.")
    return _hidden(text)


def _text(file: SourceFile) -> str:
    """Close enough to what `texts.decode` makes of it to count lines and characters."""
    for mark, encoding in _MARKS.items():
        if file.data.startswith(mark):
            return file.data[len(mark) :].decode(encoding, "replace")
    if b"\0" in file.data:
        raise _no_text(file)
    try:
        return file.data.decode()
    except UnicodeDecodeError:
        return file.data.decode("cp1252", "replace")


def _no_text(file: SourceFile) -> InputError:
    beginning = file.data[:4000]
    if beginning.count(b"\0") > _ENOUGH_NULS * len(beginning):
        return InputError(
            file.name,
            "its text is in UTF-16 without the mark that says so, or it is no text at all.",
            remedy="Open it in Excel or Notepad and save it as UTF-8.",
        )
    row = file.data[: file.data.index(b"\0")].count(b"\n") + 1
    return InputError(
        file.name,
        "it is not text: it holds NUL bytes.",
        place=f"line {row:,}",
        remedy=f"Export it again as {file.suffix}.",
    )


def _check_lines(file: SourceFile, text: str) -> None:
    if len(text) <= MOST_SEPARATORS:
        return
    for number, line in enumerate(text.replace("\r", "\n").split("\n"), start=1):
        if len(line) <= MOST_SEPARATORS:
            continue
        separators = max(line.count(mark) for mark in _SEPARATORS)
        if len(line) > LONGEST_LINE or (file.suffix in _DELIMITED and separators > MOST_SEPARATORS):
            raise InputError(
                file.name,
                f"one line is {len(line):,} characters long and has {separators:,} separators.",
                place=f"line {number:,}",
                remedy="Export it again with each entry on a line of its own; a quotation mark "
                "that is never closed may also be the cause.",
            )


def _hidden(text: str) -> tuple[Remark, ...]:
    if text.isascii() and text.isprintable():
        return ()
    found = _HIDDEN.findall(text)
    if not found:
        return ()
    first = _HIDDEN.search(text)
    line = text.count("\n", 0, first.start()) + 1 if first else 1
    turning = sum(1 for character in found if _TURNS.match(character))
    characters = "1 character" if len(found) == 1 else f"{len(found):,} characters"
    kinds = sorted(set(found))[:3]
    codes = ", ".join(f"U+{ord(character):04X}" for character in kinds)
    return (
        Remark(
            "hidden-characters",
            "warn" if turning else "note",
            f"line {line:,}",
            f"the file holds {characters} that nobody sees ({codes}), the first in line {line:,}"
            + ("; some of them turn the order of what is shown. " if turning else ". ")
            + "They were left out.",
            "Compare the text with what the file shows on the screen." if turning else "",
        ),
    )
