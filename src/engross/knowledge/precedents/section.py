"""A section of a precedent: its heading and its paragraphs, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_SENTENCES = re.compile(
    r"(?<=[.!?])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\b[A-Z]\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)"
    r"\s+(?![a-z])"
)


class Section(NamedTuple):
    """One section, as the precedent has it."""

    heading: str
    paragraphs: tuple[tuple[str, ...], ...]
    """The sentences of each paragraph."""
    is_list: bool = False
    """Whether each paragraph is a point of a list."""


class Replaced(NamedTuple):
    """Words that made way for a placeholder."""

    words: str
    """As they stood there."""
    placeholder: str
    """`[name of the client]`."""


class Placed(NamedTuple):
    """A sentence with the place that a person finds it at."""

    place: str
    """`Fees, paragraph 2`."""
    text: str


def sentences_of(paragraph: str) -> tuple[str, ...]:
    """The paragraph, cut after each full stop, question or exclamation mark."""
    return tuple(part for part in _SENTENCES.split(paragraph.strip()) if part)


def placed(section: Section) -> Iterator[Placed]:
    """Every sentence of the section with its place."""
    for number, paragraph in enumerate(section.paragraphs, start=1):
        for sentence in paragraph:
            for text in sentences_of(sentence):
                yield Placed(f"{section.heading}, paragraph {number}", text)
