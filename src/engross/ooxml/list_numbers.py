"""What lists and symbols print beside the text: words that no paragraph of the file holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from engross.ooxml.names import w
from engross.ooxml.package import open_package, parse

_PLACEHOLDER = re.compile(r"%[1-9]")
_SYMBOL_FONT = {0xF000 + code: code for code in range(0x20, 0x100)}
"""Where Word keeps the characters of fonts such as Symbol and Wingdings."""


class Printed(NamedTuple):
    """Something that a page shows and no paragraph says."""

    place: str
    """The part."""
    what: str
    """The whole number format, `£7,777 %1.`, or the font and code of a symbol."""
    words: tuple[str, ...]
    """What of it is more than a number, a bullet or a mark."""


def list_words(docx: bytes) -> Iterator[Printed]:
    """Every number format of a list, abstract or one list's own, that has words of its own.

    Raises:
        InputError: the file cannot be opened at all.
    """
    for part, level in _elements(docx, "lvlText"):
        text = level.get(w("val"), "")
        if words := own_words(text):
            yield Printed(part, text, words)


def symbols(docx: bytes) -> Iterator[Printed]:
    """Every symbol that was inserted by its number in a font, so that no reader of text has it.

    Raises:
        InputError: the file cannot be opened at all.
    """
    for part, symbol in _elements(docx, "sym"):
        what = f"{symbol.get(w('font'), 'no font')} {symbol.get(w('char'), '')}".strip()
        yield Printed(part, what, (what,))


def own_words(number_format: str) -> tuple[str, ...]:
    """The words of a number format; placeholders, bullets, marks and one letter are none."""
    text = _PLACEHOLDER.sub(" ", number_format).translate(_SYMBOL_FONT)
    spells = sum(character.isalpha() for character in text) > 1
    return tuple(word for word in text.split() if _says(word, spells=spells))


def _says(word: str, *, spells: bool) -> bool:
    """Whether it holds a digit, an amount's sign, or letters of a text that has several."""
    return any(
        unicodedata.category(character)[0] == "N"
        or unicodedata.category(character) == "Sc"
        or character in "%‰"
        or (spells and character.isalpha())
        for character in word
    )


def _elements(docx: bytes, name: str) -> Iterator[tuple[str, etree._Element]]:
    parts = open_package(docx)
    for part in sorted(parts):
        if part.startswith("word/") and part.endswith(".xml") and name.encode() in parts[part]:
            for element in parse(parts[part], part).iter(w(name)):
                yield part, element
