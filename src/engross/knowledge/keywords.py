"""Words without their endings, so that `invoices` in a question meets `invoice` in a text."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from Stemmer import Stemmer

    from engross.records.ports import KnowledgeText

_WORD = re.compile(r"\d+(?:\.\d+)+(?![^\W_])|[^\W_]+(?:'[^\W_]+)*")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NO_PENCE = re.compile(r"(?<=\d)\.00(?![.\d])")
_APOSTROPHES = str.maketrans("\u2018\u2019\u02bc", "'''")


def stems(text: str) -> list[str]:
    """The text's words without their endings and without stop words, in order, repeats kept.

    Snowball's English stems. A word is read as a person types it: without accents, in lower case,
    `ZX-4471` as `zx` and `4471`, `1,250.00` as `1250`.
    """
    stop_words = _stop_words()
    return [_stem(word) for word in _WORD.findall(_plain(text)) if word not in stop_words]


def found_by(text: KnowledgeText) -> tuple[str, ...]:
    """What a passage is found by: its headings with its own words; and a heading that asks, alone.

    People ask a list of answers its questions in other words, and those are nearest to the
    questions: a passage is as near to what is asked as the nearest of these is. The words that are
    counted are those of the first.
    """
    whole = f"{text.about}\n{text.text}" if text.about else text.text
    heading = text.about.partition("\n")[0].rpartition(" > ")[2].strip()
    return (whole, heading) if heading.endswith("?") else (whole,)


def _plain(text: str) -> str:
    """In lower case; accents, and how a PDF joins two letters to one, are gone."""
    apart = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).lower()
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _NO_PENCE.sub("", _THOUSANDS.sub("", letters))


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    stem: str = _stemmer().stemWord(word)
    return stem


@cache
def _stemmer() -> Stemmer:
    from Stemmer import Stemmer  # noqa: PLC0415 - only to index and to search

    return Stemmer("english", 0)


@cache
def _stop_words() -> frozenset[str]:
    """Words too common to say what a text is about."""
    listed = files(__package__).joinpath("stop_words.txt")
    return frozenset(listed.read_text(encoding="utf-8").split())
