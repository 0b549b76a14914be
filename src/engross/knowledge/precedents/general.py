"""A drafted section as a pattern for any client: labels for its slots, marks for others' words.

A sentence that rests on the notes in words of its own tells what the client's affairs are, however
few names it has; so it is left out, and a mark says that something stood there. A sentence that
only quotes keeps its frame.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import groupby
from typing import NamedTuple

from engross.knowledge.precedents.labels import FIRMS_WORDS, Setting, fact_label, words_label
from engross.knowledge.precedents.section import Replaced, Section
from engross.records import DraftSection, Evidence, Sentence, Slot, slots, without_slots
from engross.workspace.section_specs import SectionSpec

_BRACKETED = re.compile(r"\[[^\[\]]*\]")


class General(NamedTuple):
    """A section without figures and quotations."""

    section: Section
    """Without the paragraphs in which nothing but labels and marks was left."""
    replaced: tuple[Replaced, ...]
    """Sentences that were left out, each with the mark that tells of it."""
    placeholders: frozenset[str]
    """Every label and mark in it."""


def general_section(
    drafted: DraftSection,
    spec: SectionSpec,
    evidence: Evidence,
    setting: Setting,
    firms_words: Collection[str] = (),
) -> General:
    """The section with a label for every slot; `firms_words` are ids of the firm's own passages."""
    writing = _Writing(evidence, setting, frozenset(firms_words))
    paragraphs = [tuple(writing.sentences(paragraph.sentences)) for paragraph in drafted.paragraphs]
    kept = [lines for lines in paragraphs if any(map(has_own_words, lines))]
    return General(
        Section(spec.heading, tuple(kept), spec.layout == "list" and len(kept) > 1),
        tuple(writing.left_out),
        frozenset(writing.placeholders),
    )


class _Writing:
    """Writes a section's sentences and notes what it put in."""

    def __init__(self, evidence: Evidence, setting: Setting, firms_words: frozenset[str]) -> None:
        self._evidence = evidence
        self._setting = setting
        self._firms_words = firms_words
        self.placeholders: set[str] = set()
        self.left_out: list[Replaced] = []

    def sentences(self, drafted: tuple[Sentence, ...]) -> Iterator[str]:
        """The paragraph's sentences; marks that follow on one another are one."""
        for text, group in groupby(self._sentence(sentence) for sentence in drafted):
            many = 1 if text in self.placeholders else len(list(group))
            yield from [text] * many

    def _sentence(self, sentence: Sentence) -> str:
        if passages := self._retold(sentence):
            mark = self._noted(words_label(self._evidence.passage(passages[0])))
        elif quoted := _only_quoted(sentence.text):
            mark = self._noted(self._label(quoted[0]))
        else:
            return self._filled(sentence.text)
        self.left_out.append(Replaced(self._filled(sentence.text), mark))
        return mark

    def _retold(self, sentence: Sentence) -> list[str]:
        """What it says in its own words: passages that it cites, or takes a figure from."""
        quoted = [slot for slot in slots(sentence.text) if slot.kind == "quote"]
        whole = {slot.id for slot in quoted if not slot.part}
        parts = [slot.id for slot in quoted if slot.part]
        cited = [name for name in sentence.cites if name not in whole]
        return [name for name in (*parts, *cited) if name not in self._firms_words]

    def _filled(self, text: str) -> str:
        pieces, end = [], 0
        for slot in slots(text):
            pieces += [text[end : slot.start], self._noted(self._label(slot))]
            end = slot.end
        return " ".join("".join([*pieces, text[end:]]).split())

    def _label(self, slot: Slot) -> str:
        if slot.kind == "fact":
            return fact_label(slot.id, self._evidence, self._setting)
        if slot.id in self._firms_words:
            return FIRMS_WORDS
        return words_label(self._evidence.passage(slot.id))

    def _noted(self, placeholder: str) -> str:
        self.placeholders.add(placeholder)
        return placeholder


def has_own_words(text: str) -> bool:
    """Whether there is a word outside the square brackets."""
    return any(character.isalnum() for character in _BRACKETED.sub("", text))


def _only_quoted(text: str) -> list[Slot]:
    """The quotations of a sentence that consists of nothing else."""
    found = slots(text)
    words = any(character.isalnum() for character in without_slots(text))
    return [] if words or any(slot.kind == "fact" for slot in found) else list(found)
