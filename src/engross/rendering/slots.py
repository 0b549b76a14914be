"""Sentences with their slots filled: figures marked, unknown ones left to be confirmed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from engross.ooxml.marks import citation_name, figure_name, mark
from engross.records import (
    MEASURES,
    Evidence,
    Fact,
    Figure,
    Paragraph,
    Passage,
    Record,
    Sentence,
    Slot,
    UnknownFact,
    slots,
    without_slots,
)
from engross.records.display import display
from engross.records.slots import Pointer, pointers, said_part
from engross.rendering.origins import (
    origin,
    period_words,
    quote_origin,
    quote_working,
    spans,
    working,
)
from engross.rendering.pointing import see
from engross.rendering.values import cleaned

_BRACKETED = re.compile(r"\[\[(.*?)\]\]")
_UNCLOSED = re.compile(r"\[\[\s*(\S*)")
_STRAY = re.compile(r"\]{2,}")
_QUOTES = '“”"'
_CLOSING = ".,;:!?"
_YOU = re.compile(r"\byou\b", re.IGNORECASE)


class Citation(Record):
    """Words that no quotation shows the source of.

    A sentence that rests on passages in its own words, or a paragraph that is kept elsewhere.
    """

    anchor: str
    """The name of its mark."""

    working: tuple[str, ...]
    """Who said or wrote what it cites, and where that stands."""


@dataclass
class FigureBook:
    """Makes figures of a run's evidence and keeps them, numbered as they are made."""

    evidence: Evidence
    figures: list[Figure] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    leads: Mapping[str, str] = field(default_factory=dict)
    """What a sentence may refer to, by the names that it may use: `fees` is `tables.fees`."""
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Where a paragraph of the firm's own comes from, by its words with their slots."""

    def fact(self, fact: Fact, text: str, place: str) -> str:
        """The fact's text, marked; internal facts never come here."""
        return self._keep(
            Figure(
                anchor=figure_name(len(self.figures) + 1),
                id=fact.id,
                kind="fact",
                text=cleaned(text),
                place=place,
                origin=origin(fact, self.evidence),
                spans=spans(fact, self.evidence),
                working=working(fact, self.evidence),
            )
        )

    def quote(self, passage: Passage, text: str, place: str, part: int = 0) -> str:
        """The passage's text, or the figure of that number in it, marked."""
        return self._keep(
            Figure(
                anchor=figure_name(len(self.figures) + 1),
                id=f"{passage.id}#{part}" if part else passage.id,
                kind="quote",
                text=text,
                place=place,
                origin=quote_origin(passage),
                spans=(passage.span,),
                working=quote_working(passage),
            )
        )

    def citing(self, sentence: Sentence, filled: str) -> str:
        """The filled sentence, marked if it cites passages that it does not quote."""
        quoted = {s.id for s in slots(sentence.text) if s.kind == "quote" and not s.part}
        cited = [self.evidence.passage(name) for name in sentence.cites if name not in quoted]
        shown = [passage for passage in cited if passage and not passage.withheld]
        if not shown or not filled:
            return filled
        lines = dict.fromkeys(line for passage in shown for line in quote_working(passage))
        return self._cited(tuple(lines), filled)

    def kept(self, text: str, filled: str) -> str:
        """The filled paragraph of the firm's own, marked if it is kept elsewhere."""
        return self._cited(self.texts[text], filled) if text in self.texts else filled

    def _cited(self, working: tuple[str, ...], filled: str) -> str:
        citation = Citation(anchor=citation_name(len(self.citations) + 1), working=working)
        self.citations.append(citation)
        return mark(citation.anchor, filled)

    def _keep(self, figure: Figure) -> str:
        if not figure.text:
            return ""
        self.figures.append(figure)
        return mark(figure.anchor, figure.text)


def fill_paragraph(paragraph: Paragraph, book: FigureBook, place: str) -> str:
    """The paragraph's sentences, filled and joined."""
    return " ".join(
        book.citing(sentence, fill_sentence(sentence.text, book, place))
        for sentence in paragraph.sentences
    )


def fill_sentence(
    text: str, book: FigureBook, place: str, notes: Mapping[str, str] | None = None
) -> str:
    """The sentence with a marked value for every slot; nothing in double brackets is left.

    `notes` has the mark of each footnote that it may have, by the footnote's key.
    """
    filled, end = [], 0
    found: list[Slot | Pointer] = [*slots(text), *pointers(text)]
    for one in sorted(found, key=lambda one: one.start):
        if isinstance(one, Slot):
            value = _value(one, text, book, place)
        else:
            value = _pointed(one, text, book, notes or {})
        filled += [_own_words(text[end : one.start]), value]
        end = one.end
    return "".join([*filled, _own_words(text[end:])])


def _pointed(pointer: Pointer, text: str, book: FigureBook, notes: Mapping[str, str]) -> str:
    """What is put in the place of a reference or a footnote."""
    if pointer.kind == "note" and pointer.name in notes:
        return mark(notes[pointer.name], "")
    if pointer.kind == "see" and pointer.name in book.leads:
        return see(book.leads[pointer.name])
    return _own_words(text[pointer.start : pointer.end])


def _value(slot: Slot, sentence: str, book: FigureBook, place: str) -> str:
    if slot.kind == "quote":
        passage = book.evidence.passage(slot.id)
        if passage is None or passage.withheld:
            return to_confirm("the words that were to be quoted here")
        if slot.part:
            return _part(passage, slot.part, book, place)
        return book.quote(passage, _quotation(passage, slot, sentence, book), place)
    try:
        fact = book.evidence.fact(slot.id)
    except UnknownFact:
        return to_confirm(_what(slot.id))
    if fact.audience == "internal":
        return to_confirm("a figure")
    return book.fact(fact, display(fact), place)


def _part(passage: Passage, part: int, book: FigureBook, place: str) -> str:
    """One figure that the passage says, as it says it."""
    if words := said_part(passage.text, part):
        return book.quote(passage, cleaned(words), place, part)
    return to_confirm("a figure that was to stand here")


def to_confirm(what: str) -> str:
    """How a document says that something is not known; the checks report it."""
    return f"[to confirm: {cleaned(what).replace('[', '').replace(']', '')}]"


def _what(identifier: str) -> str:
    """The figure that an unknown id speaks of, in words as far as its parts are known."""
    measure, _, rest = identifier.partition("/")
    if measure not in MEASURES:
        return identifier
    label = MEASURES[measure].label
    period = period_words(rest.partition("/")[0])
    return f"{label}, {period}" if period else label


def _quotation(passage: Passage, slot: Slot, sentence: str, book: FigureBook) -> str:
    """Somebody's words in quotation marks with their name; a written note as it stands."""
    words = _with_date(cleaned(passage.text), passage)
    if sentence[slot.end :].lstrip()[:1] in tuple(_CLOSING):
        words = words.rstrip(".,;:")
    if not passage.speaker:
        begins = not sentence[: slot.start].strip()
        return words[:1].upper() + words[1:] if begins else words
    speaker = cleaned(_speaker(passage, book.evidence))
    quoted = f"“{words.strip(_QUOTES)}”"
    named = _to_whoever_wrote(passage, sentence, book) or _named(speaker, sentence, book)
    return quoted if named else f"{quoted} ({speaker})"


def _to_whoever_wrote(passage: Passage, sentence: str, book: FigureBook) -> bool:
    """Whether it tells whoever wrote the mail that is answered what they wrote: `You asked: `."""
    senders = book.evidence.select(measure="sender")
    mails = {span.source for fact in senders for span in fact.spans}
    return passage.span.source in mails and _YOU.search(without_slots(sentence)) is not None


def _speaker(passage: Passage, evidence: Evidence) -> str:
    """The speaker's registered name, or as the source has it."""
    if not passage.speaker_fact:
        return passage.speaker
    try:
        fact = evidence.fact(passage.speaker_fact)
    except UnknownFact:
        return passage.speaker
    return fact.value if isinstance(fact.value, str) else passage.speaker


def _with_date(words: str, passage: Passage) -> str:
    """The words with the day that stands beside them in `Action (Helen, by Friday): ...`."""
    due = cleaned(passage.due)
    if passage.speaker or passage.kind != "action" or not due or due.lower() in words.lower():
        return words
    link = "by " if due[:1].isdigit() or due[:1].isupper() else ""
    return f"{words.rstrip('.,;: ')}, {link}{due}."


def _named(speaker: str, sentence: str, book: FigureBook) -> bool:
    """Whether the sentence, its filled names included, already says who speaks."""
    facts = [slot.id for slot in slots(sentence) if slot.kind == "fact"]
    said = [without_slots(sentence)]
    said += [
        fact.value
        for fact in book.evidence.facts
        if fact.id in facts and isinstance(fact.value, str)
    ]
    surname = re.escape(speaker.rsplit(maxsplit=1)[-1])
    return any(re.search(rf"\b{surname}\b", words, re.IGNORECASE) for words in said)


def _own_words(text: str) -> str:
    """The sentence's own words; whatever else was meant as a slot is left to be confirmed."""
    text = _one_line(text)
    text = _BRACKETED.sub(lambda found: to_confirm(found.group(1)), text)
    text = _UNCLOSED.sub(lambda found: to_confirm(found.group(1)), text)
    return _STRAY.sub("]", text)


def _one_line(text: str) -> str:
    """Cleaned, with the spaces at both ends that part it from its slots."""
    inner = cleaned(text)
    if not inner:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{inner}{' ' if text[-1].isspace() else ''}"
