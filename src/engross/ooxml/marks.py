"""Marks: how rendered text says which of its words are a figure, before Word's own anchors exist.

A mark is `NAME OPEN words CLOSE`, where NAME is ASCII moved into Unicode's last private plane
(U+100000 up), OPEN is U+F0000 and CLOSE is U+F0001. Marks may nest. None of these characters can
come from a source (`without_private_use`), none can be seen, and a torn mark is swept out without
a trace. The private characters of the first plane are left to Word, which uses them for bullets.
"""

from __future__ import annotations

import hashlib
import re
from typing import Literal, NamedTuple

OPEN, CLOSE = "\U000f0000", "\U000f0001"
_NAME_PLANE = 0x100000
_MARK_CHARACTERS = re.compile("[\U000f0000-\U0010ffff]")
_TOKEN = re.compile(f"([\U00100000-\U0010007f]+){OPEN}|({CLOSE})|([^\U000f0000-\U0010ffff]+)")
_OPENED = re.compile(f"([\U00100000-\U0010007f]+){OPEN}")
_BACK = {_NAME_PLANE + code: code for code in range(0x80)}
_PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")

REVIEW_ONLY = "reviewonly"
"""The name of a mark whose words stand in the review copy and never in the candidate."""


CLOSING_PAGE = "closingpage"
"""The bookmark at the heading of a review copy's last page."""

PLACE = "place"
"""How the anchors of places begin."""

COPY = "copyof"
"""How the bookmark begins that says which held document a review copy is a copy of."""

OURS = re.compile(
    rf"(?:figure|citation|{REVIEW_ONLY})[0-9]+|{PLACE}[0-9a-f]{{12}}|{CLOSING_PAGE}"
    rf"|{COPY}[0-9a-f]{{12}}v[0-9]{{1,6}}"
)
"""The names of the anchors that Engross puts into a document."""


EVIDENCE, CHECKS = "Engross evidence", "Engross checks"
"""Who our own comments are by."""


def figure_name(number: int) -> str:
    """The anchor of the document's so-manieth figure."""
    return f"figure{number}"


def citation_name(number: int) -> str:
    """The anchor of a sentence that cites what it does not quote."""
    return f"citation{number}"


def place_name(place: str) -> str:
    """The anchor of a place such as `section fees, paragraph 2`."""
    return f"place{_short(place)}"


def see_name(target: str) -> str:
    """The mark that a cross-reference to that target takes the place of: `tables.fees`."""
    return f"see{_short(target)}"


def note_name(key: str) -> str:
    """The mark that the reference to that footnote takes the place of."""
    return f"note{_short(key)}"


def table_name(key: str) -> str:
    """The mark in a table's headings that says which table it is."""
    return f"table{_short(key)}"


class Token(NamedTuple):
    """A piece of marked text."""

    kind: Literal["text", "open", "close"]
    value: str
    """The words, or the mark's name; empty for `close`."""


def mark(name: str, words: str) -> str:
    """The words, marked; `name` is letters and digits, for it becomes a bookmark's name."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]{0,39}", name):
        message = f"a bookmark cannot be called {name!r}"
        raise ValueError(message)
    return "".join(chr(_NAME_PLANE + ord(letter)) for letter in name) + OPEN + words + CLOSE


def tokens(text: str) -> tuple[Token, ...]:
    """The text's words and marks, in order; a torn mark's remains are left out."""
    return tuple(_token(found) for found in _TOKEN.finditer(text))


def opened(text: str) -> list[str]:
    """The names of the marks that begin in the text, in order."""
    return [name.translate(_BACK) for name in _OPENED.findall(text)] if OPEN in text else []


def has_marks(text: str | None) -> bool:
    """Whether anything of a mark is in the text."""
    return bool(text and _MARK_CHARACTERS.search(text))


def without_marks(text: str) -> str:
    """The text without marks; words for the review copy only go with theirs."""
    kept, open_marks = [], []
    for token in tokens(text):
        if token.kind == "open":
            open_marks.append(token.value)
        elif token.kind == "close":
            open_marks = open_marks[:-1]
        elif REVIEW_ONLY not in open_marks:
            kept.append(token.value)
    return "".join(kept)


def without_private_use(text: str) -> str:
    """The text without any private-use character, so that no source can forge a mark."""
    return _PRIVATE_USE.sub("", text)


def _short(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:12]


def _token(found: re.Match[str]) -> Token:
    name, close, words = found.groups()
    if name:
        return Token("open", "".join(chr(ord(letter) - _NAME_PLANE) for letter in name))
    return Token("close", "") if close else Token("text", words)
