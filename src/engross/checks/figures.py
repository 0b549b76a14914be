"""Figures: each filled slot is the evidence's value, and no number stands there without one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from engross.checks.cases import DocumentCase, as_at, fact_or_none, reporting_period
from engross.checks.rules import finding
from engross.checks.sentences import FILLER, extract
from engross.records import MEASURES, Fact, Figure, Finding
from engross.records.display import display, display_cell
from engross.records.slots import BRACKETS, quoted, said_part
from engross.records.stating import read_as
from engross.uk.dates import format_date
from engross.uk.figures import figures_in
from engross.uk.periods import label_for

SAME = "same-fact-same-everywhere"
STRAY = "stray-literals"

Placed = tuple[tuple[str, str], ...]
"""Places with the words that stand there."""

_SEPARATOR = "\x1f"
"""Stands between blocks when they are searched as one text; no document holds it."""

_PAGE = re.compile(r"\bPage \d+(?: of \d+)?\b", re.IGNORECASE)
_NUMBERING = re.compile(r"^\s*\(?\d{1,2}[.)](?=\s)")


@dataclass
class Cover:
    """Which of the document's characters belong to a figure."""

    case: DocumentCase
    text: str = field(init=False)
    """All blocks as one text; what a figure covers is filled."""
    missing: list[Figure] = field(default_factory=list)
    """Figures whose words are nowhere in the document."""

    def __post_init__(self) -> None:
        text = _even(_SEPARATOR.join(block.text for block in self.case.blocks))
        taken = bytearray(len(text))
        cursor = 0
        for figure in self.case.figures:
            cursor = self._claim(figure, text, taken, cursor)
        pairs = zip(text, taken, strict=True)
        self.text = "".join(FILLER if covered else letter for letter, covered in pairs)

    def _claim(self, figure: Figure, text: str, taken: bytearray, cursor: int) -> int:
        """Take the figure's words, from the last one on if possible; where to go on."""
        words = _even(figure.text).strip()
        if not words:
            return cursor
        whole = re.compile(rf"(?<![\w£.,]){re.escape(words)}(?!\w|[.,]\d)")
        for begin in (cursor, 0):
            for match in whole.finditer(text, begin):
                start, end = match.span()
                if not any(taken[start:end]):
                    taken[start:end] = b"\x01" * (end - start)
                    return max(cursor, end)
        self.missing.append(figure)
        return cursor

    def rest(self) -> tuple[tuple[str, str], ...]:
        """Each block's place, and what no figure and no fixed text covers of it."""
        rest = _fill_out(self.text, _fixed_texts(self.case))
        parts = rest.split(_SEPARATOR)
        return tuple(
            (place, _NUMBERING.sub(" ", _PAGE.sub(" ", part)).replace(FILLER, " "))
            for place, part in zip(self.case.places, parts, strict=True)
        )

    def without_quotations(self) -> tuple[tuple[str, str], ...]:
        """Each block's place and words but for quotations: people may misspell what they say."""
        quotes = sorted(
            (_even(f.text) for f in self.case.figures if _is_whole_quotation(f)),
            key=len,
            reverse=True,
        )
        return tuple(
            (place, _fill_out(_even(text), quotes).replace(FILLER, " "))
            for place, text in self.case.placed
        )


def figure_faults(case: DocumentCase, cover: Cover) -> Iterator[Finding]:
    """Figures that are not the evidence's, that differ from place to place, or are not there."""
    forms: dict[tuple[str, bool], Figure] = {}
    for figure in case.figures:
        yield from _not_the_evidence(case, figure)
        first = forms.setdefault((figure.id, _in_table(figure)), figure)
        if first.text != figure.text:
            message = f"{figure.id} reads “{figure.text}” here and “{first.text}” in {first.place}."
            yield finding(SAME, figure.place, message, _AGAIN, evidence=[figure.id])
    for figure in cover.missing:
        message = f"{extract(figure.text)} ({figure.id}) is not in the document."
        yield finding(SAME, figure.place, message, _AGAIN, evidence=[figure.id])


def stray_numbers(rest: Placed) -> Iterator[Finding]:
    """Numbers of the document that no figure, particular or fixed text accounts for."""
    for place, text in rest:
        found = [literal.text for literal in figures_in(text) if _has_digit(literal.text)]
        for number in dict.fromkeys(found):
            yield finding(
                STRAY,
                place,
                f"Nothing says where “{number}” in {extract(text)} comes from.",
                "See where it comes from. If it is right, write it in the notes or the billing "
                "file, or in firm.yaml if it is the firm's, and run again.",
            )


_AGAIN = "Return the document and run it again; do not put it right by hand."


def _not_the_evidence(case: DocumentCase, figure: Figure) -> Iterator[Finding]:
    if figure.kind == "quote":
        yield from _not_the_passage(case, figure)
        return
    fact = fact_or_none(case.evidence, figure.id)
    if fact is None:
        message = f"“{figure.text}” names {figure.id}, and the evidence has no such figure."
        yield finding(SAME, figure.place, message, _AGAIN, evidence=[figure.id])
    elif not _reads_as(figure, fact):
        message = f"“{figure.text}” stands for {figure.id}, which is {display(fact)}."
        yield finding(SAME, figure.place, message, _AGAIN, evidence=[figure.id])


def _reads_as(figure: Figure, fact: Fact) -> bool:
    """Whether the figure's words are the fact; what a person typed may be written in any way."""
    if fact.operation == "typed" and read_as(figure.text, fact.unit) == fact.value:
        return True
    shown, wanted = _printable(figure.text), _printable(_form(fact, cell=_in_table(figure)))
    if isinstance(fact.value, str):  # in Word somebody may write a name with another capital
        return shown.casefold() == wanted.casefold()
    return shown == wanted


def _not_the_passage(case: DocumentCase, figure: Figure) -> Iterator[Finding]:
    identifier, part = quoted(figure.id)
    passage = case.evidence.passage(identifier)
    wanted = passage and (said_part(passage.text, part) if part else passage.text)
    if not passage or not wanted:
        message = f"{extract(figure.text)} names {figure.id}, and there is no such passage."
        yield finding(SAME, figure.place, message, _AGAIN, evidence=[figure.id])
    elif _letters(wanted) not in _letters(figure.text):
        message = f"{extract(figure.text)} is not what {figure.id} says: {extract(passage.text)}."
        yield finding(SAME, figure.place, message, _AGAIN, evidence=[figure.id])


def _is_whole_quotation(figure: Figure) -> bool:
    return figure.kind == "quote" and not quoted(figure.id)[1]


def _form(fact: Fact, *, cell: bool) -> str:
    return display_cell(fact) if cell else display(fact)


def _printable(text: str) -> str:
    """The text on one line without what no page shows: controls, marks of direction, the like."""
    shown = (
        " " if character.isspace() else character
        for character in text
        if character.isspace() or not unicodedata.category(character).startswith("C")
    )
    return " ".join("".join(shown).split())


def _in_table(figure: Figure) -> bool:
    """Whether it is written as in a table: so it is at a bar, too, and not in a chart's title."""
    in_chart = figure.place.startswith("chart ") and not figure.place.endswith(", title")
    return in_chart or figure.place.startswith("table ")


def _fixed_texts(case: DocumentCase) -> list[str]:
    """Everything with a digit that the firm, its register or its files say, longest first."""
    texts = {
        *_register_texts(case),
        *_own_reference(case),
        *_format_texts(case),
        *case.fixed,
        *_labels(case),
    }
    pieces = {piece for text in texts for line in text.splitlines() for piece in (line, text)}
    return sorted({_even(p).strip() for p in pieces if _has_digit(p)}, key=len, reverse=True)


def _register_texts(case: DocumentCase) -> Iterator[str]:
    particulars, bank = case.firm.particulars.model_dump(), case.firm.bank.model_dump()
    yield from (str(value) for value in (*particulars.values(), *bank.values()))
    yield from (case.client.name, case.client.short_name, case.client.address)
    yield from (part.strip() for part in case.client.address.split(","))
    yield from (part.strip() for part in case.firm.particulars.registered_office.split(","))
    yield from (part.strip() for part in case.firm.particulars.address.split(","))
    yield from (case.matter.reference, case.matter.title, f"{case.matter.terms_days} days")
    yield from (workstream.name for workstream in case.matter.workstreams)
    yield from (display(fact) for fact in case.evidence.select(period="register"))


def _own_reference(case: DocumentCase) -> Iterator[str]:
    """What the template prints of the run itself: its reference, its period, its day.

    They come from the register's facts, so that a period without any figures has them too.
    """
    if period := reporting_period(case.evidence):
        yield from (f"{case.matter.reference}/{period.key}", period.key, period.label)
    if day := as_at(case.evidence):
        yield format_date(day)


def _format_texts(case: DocumentCase) -> Iterator[str]:
    """The standard format's own words; between the slots of a fixed text."""
    yield case.crew.title
    yield case.firm.house_style.confidentiality
    for section in case.crew.standard_format:
        yield from (section.heading, section.when_empty)
        for text in section.fixed_text:
            yield from BRACKETS.split(text)
        yield from section.notes.values()
        for table in section.tables:
            yield from (table.title, table.note)
            yield from (column.heading for column in table.columns)
        for chart in section.charts:
            yield from (chart.title, chart.unit, *(one.label for one in chart.series))


def _labels(case: DocumentCase) -> Iterator[str]:
    """Names of rows and periods, which code prints beside figures."""
    yield from (measure.label for measure in MEASURES.values())
    for figure in case.figures:
        fact = fact_or_none(case.evidence, figure.id) if figure.kind == "fact" else None
        if fact is not None and fact.operation != "typed":  # a new one is called by its sentence
            yield fact.label
            if fact.measure != "derived":
                yield from (fact.period, label_for(fact.period))


def _fill_out(text: str, pieces: list[str]) -> str:
    """The text with every occurrence of the pieces filled, the first pieces first."""
    for piece in pieces:
        if piece in text:  # a long report asks a million times, and hardly ever is it there
            whole = rf"(?<!\w){re.escape(piece)}(?!\w)"
            text = re.sub(whole, lambda match: FILLER * len(match.group()), text)
    return text


def _even(text: str) -> str:
    """The text with every kind of space as one plain space, character for character."""
    return re.sub(r"[^\S\x1f]", " ", text)


def _letters(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)
