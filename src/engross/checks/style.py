"""House style that can be seen: forms that are never used, and sentences that run on."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from typing import NamedTuple

from engross.checks.rules import finding
from engross.records import Finding

_PROSE = re.compile(r"(section [a-z][a-z0-9_]*), paragraph \d+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\sa-z])")


class Form(NamedTuple):
    """A form that the house style does not use."""

    pattern: re.Pattern[str]
    not_so: str
    so: str


_FILE = tomllib.loads(resources.files("engross.checks").joinpath("style.toml").read_text("utf-8"))
LONGEST = int(_FILE["longest_sentence"])
"""Words of a sentence."""
_FORMS = tuple(Form(re.compile(f["pattern"]), f["not_so"], f["so"]) for f in _FILE["form"])


def style_faults(placed: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """A note for each form in each section, and one for its sentences that are too long.

    `placed` are the document's blocks with their places, quotations blanked out.
    """
    for section, paragraphs in _prose(placed).items():
        for form in _FORMS:
            if match := form.pattern.search(" ".join(paragraphs)):
                message = f"“{match.group()}” {form.not_so}."
                yield finding("house-style", section, message, form.so, severity="note")
        yield from _long(section, paragraphs)


def _long(section: str, paragraphs: Iterable[str]) -> Iterator[Finding]:
    counts = [len(s.split()) for text in paragraphs for s in _SENTENCE.split(text) if s.strip()]
    over = [count for count in counts if count > LONGEST]
    if over:
        which = "A sentence has" if len(over) == 1 else f"{len(over)} sentences have"
        longest = f"{over[0]}" if len(over) == 1 else f"up to {max(over)}"
        yield finding(
            "house-style",
            section,
            f"{which} {longest} words; the house style keeps to {LONGEST}.",
            "Make two of it, the answer first.",
            severity="note",
        )


def _prose(placed: Iterable[tuple[str, str]]) -> Mapping[str, list[str]]:
    """The paragraphs of each section, in order."""
    found: dict[str, list[str]] = {}
    for place, text in placed:
        if match := _PROSE.fullmatch(place):
            found.setdefault(match[1], []).append(text)
    return found
