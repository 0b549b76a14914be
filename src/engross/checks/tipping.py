"""Tipping off: nothing that leaves tells of a report, or excuses why nothing is done."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from engross.checks.cases import DocumentCase, DraftCase
from engross.checks.folding import folded
from engross.checks.gate_rules import TIPPING_OFF
from engross.checks.rules import finding
from engross.checks.sentences import FILLER
from engross.records import Finding
from engross.workspace.packs import named_in
from engross.workspace.specs import CrewSpec

_SLOT: Final = re.compile(r"\[\[.*?\]\]")
_IN_A_SLOT: Final = ".{0,300}?"


def draft_tipping(case: DraftCase) -> Iterator[Finding]:
    """What the drafter's own words tell."""
    for line in case.lines:
        yield from tipping_words(line.own_words.replace(FILLER, " "), line.place)


def document_tipping(case: DocumentCase) -> Iterator[Finding]:
    """What the document tells, whoever wrote it; required statements as they stand are allowed."""
    allowed = packed(case.crew)
    for place, text in case.placed:
        yield from tipping_words(without_packed(text, allowed), place)


def tipping_words(text: str, place: str) -> Iterator[Finding]:
    """A finding for each of the words; it repeats no other word of the text."""
    plain = " ".join(folded(text).replace("\u2019", "'").split())
    for kind, suggestion in (
        ("mentions", "Take it out: nothing that leaves speaks of such things."),
        ("excuses", "Take it out: a delay or a refusal is not explained, and no excuse is made."),
    ):
        for found in dict.fromkeys(match.group() for match in _pattern(kind).finditer(plain)):
            yield finding(
                TIPPING_OFF,
                place,
                f"“{found}” may tell the reader what nobody may be told.",
                suggestion,
            )


def packed(crew: CrewSpec) -> tuple[re.Pattern[str], ...]:
    """The paragraphs of the sections that a required statement fills, whatever their slots say."""
    return tuple(
        _paragraph(text)
        for section in crew.standard_format
        if named_in(section.text_from)
        for text in section.fixed_text
    )


def without_packed(text: str, allowed: Sequence[re.Pattern[str]]) -> str:
    """The text, or nothing of it where it is one of those paragraphs word for word."""
    plain = " ".join(text.split())
    return "" if any(pattern.fullmatch(plain) for pattern in allowed) else text


@lru_cache(maxsize=2_000)
def _paragraph(text: str) -> re.Pattern[str]:
    said = (re.escape(part) for part in _SLOT.split(" ".join(text.split())))
    return re.compile(_IN_A_SLOT.join(said))


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    listed = resources.files("engross.checks").joinpath("tipping.toml").read_text("utf-8")
    return re.compile(rf"(?<!\w)(?:{'|'.join(tomllib.loads(listed)[kind])})(?!\w)", re.IGNORECASE)
