"""The figures of a document that came back from Word, and the facts that people typed into it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from engross.checks.places import places
from engross.ooxml.marks import figure_name
from engross.pipeline.quoted_parts import part_of
from engross.pipeline.typed_columns import TypedColumns
from engross.pipeline.versions import is_quotation
from engross.records import (
    Deliverable,
    Evidence,
    Fact,
    Figure,
    Source,
    Span,
    UnknownFact,
)
from engross.records.display import display, display_cell
from engross.records.slots import quoted, said_part
from engross.records.stating import InTable, typed_fact
from engross.rendering.origins import (
    name_of,
    origin,
    spans,
    working,
)
from engross.returning import FoundFigure, ReadBack, TypedFigure
from engross.uk.dates import format_date
from engross.uk.figures import said_figures

if TYPE_CHECKING:
    from engross.ooxml.anchored_text import AnchoredBlock, Stretch
    from engross.workspace.section_specs import SectionSpec

ALL = "all"
"""Asks to answer for every figure that was typed."""

RETURNED = "returned"
"""The role of a file that came back from Word, among the evidence's sources."""


class Answer(NamedTuple):
    """Who answers for typed figures."""

    by: str
    """E-mail address."""
    at: dt.datetime
    wanted: Collection[str] = ()
    """Their anchors or their words, or `ALL`."""

    def covers(self, anchor: str, text: str) -> bool:
        """Whether the person answers for that figure."""
        return bool({ALL, anchor, text} & set(self.wanted))


class Document(NamedTuple):
    """A document's words, for finding places in it."""

    blocks: Sequence[AnchoredBlock]
    sections: Sequence[SectionSpec]

    def places(self) -> list[str]:
        """Where each block stands, as findings name it."""
        from engross.ooxml.text import Block  # noqa: PLC0415 - loads lxml

        said = [Block(text=b.text, place=b.place, style=b.style, part="") for b in self.blocks]
        return list(places(said, self.sections))


@dataclass
class Restated:
    """The new figures and the evidence that they are of."""

    figures: list[Figure] = field(default_factory=list)
    """In document order."""
    stretches: list[Stretch] = field(default_factory=list)
    """Where the figures of its text are to be anchored."""
    evidence: Evidence = field(default_factory=lambda: Evidence(sources=(), facts=(), passages=()))
    asserted: list[str] = field(default_factory=list)
    """Ids of the facts that the person answers for now."""


def restated(  # noqa: PLR0913, PLR0917 - two documents, what they rest on, and who says so
    read: ReadBack,
    before: Document,
    after: Document,
    evidence: Evidence,
    file: Deliverable,
    answer: Answer,
) -> Restated:
    """The figures of the returned document with the facts behind them.

    `evidence` is that of the held document, with what its run found in the knowledge base.
    """
    return _Restating(read, before, after, evidence, file, answer).done()


class _Put(NamedTuple):
    """A figure and where it stands."""

    figure: Figure
    block: int
    start: int
    end: int


class _Restating:
    """Goes through the figures of a returned document, one after the other."""

    def __init__(  # noqa: PLR0913, PLR0917 - as above
        self,
        read: ReadBack,
        before: Document,
        after: Document,
        evidence: Evidence,
        file: Deliverable,
        answer: Answer,
    ) -> None:
        self._read, self._evidence, self._file, self._answer = read, evidence, file, answer
        self._after = after
        self._places = after.places()
        self._columns = TypedColumns(after.blocks, self._places, after.sections)
        held = before.places()
        self._was = {
            anchor.name: held[number]
            for number, block in enumerate(before.blocks)
            for anchor in block.anchors
        }
        self._charts = {b.place: n for n, b in enumerate(after.blocks) if b.style == "chart"}
        self._next = 1 + max((_number(found.figure.anchor) for found in read.figures), default=0)
        self._facts: dict[str, Fact] = {}
        self._asserted: list[str] = []

    def done(self) -> Restated:
        """All of it."""
        from engross.ooxml.anchored_text import Stretch  # noqa: PLC0415 - loads lxml

        put = [one for found in self._read.figures for one in self._found(found)]
        put += [self._new(typed) for typed in self._read.typed]
        put.sort(key=lambda one: (one.block, one.start))
        return Restated(
            figures=[one.figure for one in put],
            stretches=[
                Stretch(one.figure.anchor, one.block, one.start, one.end)
                for one in put
                if self._after.blocks[one.block].style != "chart"
            ],
            evidence=self._new_evidence(),
            asserted=self._asserted,
        )

    def _found(self, found: FoundFigure) -> Iterator[_Put]:
        figure = found.figure
        if found.status == "gone":
            return
        block = found.block if found.block >= 0 else self._charts.get(figure.place, 0)
        place = self._place(found)
        if found.status == "changed" and is_quotation(figure):
            yield from self._kept_of(found, place)
        elif found.status == "changed":
            made = self._typed(figure, found.now, place, block)
            yield _Put(made, block, found.start, found.end)
        else:
            now = {"place": place, "text": found.now}
            stays = self._answered(figure.model_copy(update=now), block)
            yield _Put(stays, block, found.start, found.end)

    def _answered(self, figure: Figure, block: int) -> Figure:
        """The figure as it was; a typed one keeps its fact, and may be answered for now."""
        fact = self._fact(figure.id) if figure.kind == "fact" else None
        if fact is None or fact.operation != "typed":
            return figure
        if not fact.asserted_by and self._answer.covers(figure.anchor, figure.text):
            return self._typed(figure, figure.text, figure.place, block, known=fact)
        self._facts[fact.id] = fact
        return figure

    def _new(self, typed: TypedFigure) -> _Put:
        anchor = self._new_anchor()
        blank = Figure(anchor=anchor, id="", kind="fact", text="", place="", origin="")
        in_chart = self._after.blocks[typed.block].style == "chart"
        place = typed.place if in_chart else self._places[typed.block]
        made = self._typed(blank, typed.text, place, typed.block, sentence=typed.sentence)
        return _Put(made, typed.block, typed.start, typed.end)

    def _typed(  # noqa: PLR0913 - what was typed, in whose place, and where
        self,
        stood: Figure,
        text: str,
        place: str,
        block: int,
        *,
        sentence: str = "",
        known: Fact | None = None,
    ) -> Figure:
        """The figure that was typed where `stood` stood; the evidence's own if it says the same.

        `known` is the fact that was typed before, when only somebody answers for it now.
        """
        meant = self._meant(stood)
        was = self._fact(meant) if meant else None
        if again := self._again(stood, text, place, meant, was):
            return again
        by = self._answer.by if self._answer.covers(stood.anchor, text) else ""
        span = known.spans[0] if known and known.spans else self._span(place)
        fact = typed_fact(
            text,
            instead_of=was,
            meant=meant,
            sentence=sentence or self._sentence(block),
            span=span,
            by=by,
            column=self._column(block, place) if not meant else None,
        )
        self._facts[fact.id] = fact
        self._asserted += [fact.id] if by else []
        return Figure(
            anchor=stood.anchor,
            id=fact.id,
            kind="fact",
            text=text,
            place=place,
            origin=origin(fact, self._evidence),
            working=tuple(self._working(fact, text, stood, was)),
            spans=fact.spans,
        )

    def _meant(self, stood: Figure) -> str:
        """The id of what the sources have there; empty for what is new."""
        fact = self._fact(stood.id) if stood.kind == "fact" and stood.id else None
        if fact is not None and fact.operation == "typed":
            return fact.inputs[0] if fact.inputs else ""
        return stood.id

    def _again(
        self, stood: Figure, text: str, place: str, meant: str, was: Fact | None
    ) -> Figure | None:
        """The evidence's own figure, when that is what was typed: somebody put it right."""
        if was is not None and text in {display(was), display_cell(was)}:
            return Figure(
                anchor=stood.anchor,
                id=was.id,
                kind="fact",
                text=text,
                place=place,
                origin=origin(was, self._evidence),
                working=working(was, self._evidence),
                spans=spans(was, self._evidence),
            )
        identifier, part = quoted(meant) if meant else ("", 0)
        passage = self._evidence.passage(identifier) if part else None
        if passage and said_part(passage.text, part) == text:
            return part_of(passage, part, stood.anchor, text, place)
        return None

    def _kept_of(self, found: FoundFigure, place: str) -> Iterator[_Put]:
        """The figures that a reworded quotation still has: each is its source's own."""
        passage = self._evidence.passage(found.figure.id)
        if passage is None or found.block < 0:
            return
        text = self._after.blocks[found.block].text
        parts = {n: said.text for n, said in enumerate(said_figures(passage.text), start=1)}
        typed = [one for one in self._read.typed if one.block == found.block]
        for said in said_figures(text):
            inside = found.start <= said.start and said.end <= found.end
            part = next((n for n, words in parts.items() if words == said.text), 0)
            new = any(one.start < said.end and said.start < one.end for one in typed)
            if inside and part and not new:
                del parts[part]
                figure = part_of(passage, part, self._new_anchor(), said.text, place)
                yield _Put(figure, found.block, said.start, said.end)

    def _working(self, fact: Fact, text: str, stood: Figure, was: Fact | None) -> Iterator[str]:
        day = format_date(self._answer.at.date())
        name = f"{name_of(was)}: " if was else ""
        who = f"stated by {fact.asserted_by}, {day}, in Word"
        yield f"{name}{text}, {who if fact.asserted_by else f'typed in Word, {day}'}"
        if not fact.asserted_by:
            yield "Nobody answers for it yet"
        if was is not None:
            yield f"The sources have {display(was)} in its place"
            yield from working(was, self._evidence)
        elif stood.kind == "quote":
            yield f"The sources have “{stood.text}” in its place: {stood.origin}"
        else:
            yield "No source has it"

    def _place(self, found: FoundFigure) -> str:
        """Where the figure stands now; a place that only rendering knows, it keeps."""
        figure = found.figure
        known = self._was.get(figure.anchor, "")
        return (
            self._places[found.block]
            if found.block >= 0 and known == figure.place
            else (figure.place)
        )

    def _sentence(self, block: int) -> str:
        return self._columns.row(block) or self._after.blocks[block].text

    def _column(self, block: int, place: str) -> InTable | None:
        """What the column holds that a new figure was typed into; `None` outside tables."""
        return None if place.startswith("chart ") else self._columns.of(block)

    def _span(self, place: str) -> Span:
        return Span(source=self._file.sha256, file=self._file.name, place=place)

    def _new_anchor(self) -> str:
        self._next += 1
        return figure_name(self._next - 1)

    def _fact(self, identifier: str) -> Fact | None:
        try:
            return self._evidence.fact(identifier)
        except UnknownFact:
            return None

    def _new_evidence(self) -> Evidence:
        """The evidence with the typed facts that the document shows, and the files they are in."""
        old = self._evidence
        used = {span.source for fact in self._facts.values() for span in fact.spans}
        returned = Source(
            role=RETURNED,
            file=self._file.name,
            sha256=self._file.sha256,
            size=self._file.size,
            method="Word, every change accepted",
        )
        sources = {s.sha256: s for s in (*old.sources, returned)}
        kept = tuple(s for s in sources.values() if s.role != RETURNED or s.sha256 in used)
        facts = tuple(fact for fact in old.facts if fact.operation != "typed")
        return Evidence.model_validate(
            {**dict(old), "sources": kept, "facts": (*facts, *self._facts.values())}
        )


def _number(anchor: str) -> int:
    digits = anchor.removeprefix("figure")
    return int(digits) if digits.isdecimal() else 0
