"""What is noticed of a document that was edited in Word: figures typed, changed, gone, reworded."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from engross.checks.cases import fact_or_none
from engross.checks.edit_rules import (
    AROUND,
    ASSERTED,
    DIFFERS,
    EDIT_RULES,
    EDITED,
    GONE,
    LOST,
    MOVED,
    REWORDED,
    TYPED,
)
from engross.checks.sentences import extract
from engross.records import Evidence, Fact, Figure, Finding, Severity
from engross.records.display import display
from engross.uk.dates import format_date

_SEVERITIES = {rule.name: rule.severity for rule in EDIT_RULES}
_MOST_NAMED = 6
"""Figures that one finding names."""
_MOST_SHOWN = 160
"""Characters of a sentence, before and after, that a finding shows."""
_QUOTES = "\u201c\u201d\u2018\u2019\"'"


class FigureMoved(NamedTuple):
    """A figure that says the same and stands elsewhere."""

    figure: Figure
    stood: str
    """The sentence, or row, that it stood in."""
    stands: str


class WordsAround(NamedTuple):
    """Other words in a sentence, row or heading that has figures."""

    place: str
    before: str
    """Empty for a new sentence around a figure."""
    after: str


@dataclass(frozen=True)
class EditMade:
    """One edit in Word that was taken back, as far as the rules look at it."""

    by: str
    """E-mail address of the person who returned the file."""
    at: dt.datetime
    changes: int
    """Sentences and rows that are not as they were."""
    gone: Sequence[Figure] = ()
    reworded: Sequence[tuple[Figure, str]] = ()
    """Quotations that read otherwise now, and how."""
    lost: Sequence[Figure] = ()
    """Figures found by their words in their place."""
    doubtful: Sequence[Figure] = field(default_factory=tuple)
    """Figures found by their words in another place."""
    moved: Sequence[FigureMoved] = ()
    around: Sequence[WordsAround] = ()
    worded: Sequence[WordsAround] = ()
    """Every sentence, row and heading that is not as it was; empty afterwards where taken out."""


def edit_findings(
    run: str, figures: Sequence[Figure], evidence: Evidence, edits: Sequence[EditMade]
) -> tuple[Finding, ...]:
    """What is noticed of the document that those edits, in order, have made."""
    typed = [
        (figure, fact)
        for figure in figures
        if figure.kind == "fact"
        and (fact := fact_or_none(evidence, figure.id))
        and fact.operation == "typed"
    ]
    return (
        *_typed(run, typed, evidence),
        *_differing(typed, figures, evidence),
        *(finding for edit in edits for finding in _of_edit(edit)),
        *_moved(figures, edits),
        *_around(edits),
        *_lost(edits[-1:]),
    )


def _typed(run: str, typed: Sequence[tuple[Figure, Fact]], evidence: Evidence) -> Iterator[Finding]:
    for figure, fact in typed:
        had = _had(fact, evidence)
        if fact.asserted_by:
            message = f"“{figure.text}” is {fact.asserted_by}'s own figure, typed in Word; {had}."
            todo = "See that you agree with it: no source says so."
            yield _finding(ASSERTED, figure, message, todo)
        else:
            message = f"“{figure.text}” was typed in Word, and nobody answers for it; {had}."
            todo = (
                "Put it right in Word and return the file again; or let somebody who may sign "
                f"answer for it: engross return-file {run} --as EMAIL --assert {figure.anchor}"
            )
            yield _finding(TYPED, figure, message, todo)


def _had(fact: Fact, evidence: Evidence) -> str:
    was = fact_or_none(evidence, fact.inputs[0]) if fact.inputs else None
    if was is not None:
        return f"the sources have {display(was)}"
    if fact.inputs:
        return "the sources have other words there"
    return "no source has it"


def _differing(
    typed: Sequence[tuple[Figure, Fact]], figures: Sequence[Figure], evidence: Evidence
) -> Iterator[Finding]:
    """A typed figure beside others that print what it stands for, as it was or as another."""
    in_place: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        fact = fact_or_none(evidence, figure.id) if figure.kind == "fact" else None
        meant = fact.inputs[0] if fact and fact.operation == "typed" and fact.inputs else figure.id
        in_place[meant].append(figure)
    told = set()
    for figure, fact in typed:
        others = [o for o in in_place[fact.inputs[0]] if o.id != figure.id] if fact.inputs else []
        if others and figure.id not in told:
            told.add(figure.id)
            listed = "; ".join(dict.fromkeys(f"“{o.text}” in {o.place}" for o in others))
            message = f"“{figure.text}” here, and for the same thing {listed}."
            yield _finding(
                DIFFERS, figure, message, "Make them agree in Word, and return the file."
            )


def _of_edit(edit: EditMade) -> Iterator[Finding]:
    day = _day(edit)
    for place, together in _by_place(edit.gone):
        listed = ", ".join(extract(figure.text) for figure in together[:_MOST_NAMED])
        more = f" and {len(together) - _MOST_NAMED} more" if len(together) > _MOST_NAMED else ""
        message = f"Taken out in Word ({day}): {listed}{more}."
        yield _finding(GONE, together[0], message, "See that it was meant.", place=place)
    for figure, now in edit.reworded:
        quotes = figure.text.strip()[:1] in _QUOTES and now.strip()[:1] in _QUOTES
        message = f"Reworded in Word ({day}): {extract(figure.text)} reads {extract(now)} now."
        todo = (
            "Quote what was said, or take the quotation marks away."
            if quotes
            else "See that it still says what the source says."
        )
        yield _finding(REWORDED, figure, message, todo, severity="block" if quotes else "warn")
    yield Finding(
        rule=EDITED,
        severity="note",
        place="document",
        message=f"Edited in Word by {day}: {_counted(edit.changes)}.",
        suggestion="Read the redline beside the document.",
    )


def _moved(figures: Sequence[Figure], edits: Sequence[EditMade]) -> Iterator[Finding]:
    """Each figure that is not back where it stood at first, and still reads as it did."""
    standing = {figure.anchor: figure for figure in figures}
    moves: dict[str, FigureMoved] = {}
    for move in (move for edit in edits for move in edit.moved):
        first = moves.get(move.figure.anchor, move)
        moves[move.figure.anchor] = move._replace(stood=first.stood)
    for anchor, move in moves.items():
        figure = standing.get(anchor)
        if figure and figure.text == move.figure.text and move.stood != move.stands:
            message = (
                f"“{figure.text}” was moved in Word: it stood in {_cut(move.stood)}, and stands in "
                f"{_cut(move.stands)} now."
            )
            todo = "Put it back where it stood and return the file again, or sign for it by name."
            yield _finding(MOVED, figure, message, todo)


def _around(edits: Sequence[EditMade]) -> Iterator[Finding]:
    """Each sentence, row and heading once, from what it was at first to what it is now."""
    told: dict[str, tuple[WordsAround, EditMade]] = {}
    for edit in edits:
        for words in edit.around:
            earlier = told.pop(words.before)[0] if words.before in told else words
            told[words.after] = words._replace(before=earlier.before), edit
    for words, edit in told.values():
        if words.before == words.after:
            continue
        was, now = _cut(words.before, words.after), _cut(words.after, words.before)
        reads = f"{was} reads {now} now" if words.before else f"{now} is new around a figure"
        yield Finding(
            rule=AROUND,
            severity=_SEVERITIES[AROUND],
            place=words.place,
            message=f"Reworded in Word ({_day(edit)}): {reads}.",
            suggestion="See that the words still say what the figures mean.",
        )


def _cut(words: str, beside: str = "") -> str:
    """The words in quotation marks, of a long sentence those around where the two part."""
    plain = " ".join(words.split())
    if len(plain) <= _MOST_SHOWN:
        return f"“{plain}”"
    other = " ".join(beside.split())
    parts = next((at for at in range(len(plain)) if plain[: at + 1] != other[: at + 1]), 0)
    begins = min(max(0, parts - _MOST_SHOWN // 2), len(plain) - _MOST_SHOWN)
    shown = plain[begins : begins + _MOST_SHOWN]
    before, after = "… " * (begins > 0), " …" * (begins + _MOST_SHOWN < len(plain))
    return f"“{before}{shown.strip()}{after}”"


def _day(edit: EditMade) -> str:
    return f"{edit.by}, {format_date(edit.at.date())}"


def _lost(newest: Sequence[EditMade]) -> Iterator[Finding]:
    """Of the newest edit alone: what was found has its anchor again."""
    for edit in newest:
        if edit.lost:
            listed = ", ".join(extract(figure.text) for figure in edit.lost[:_MOST_NAMED])
            more = len(edit.lost) - _MOST_NAMED
            yield Finding(
                rule=LOST,
                severity="note",
                place=edit.lost[0].place if len(edit.lost) == 1 else "document",
                message=f"{len(edit.lost)} figures lost their bookmark in Word and were found by "
                f"their words in their place: {listed}{f' and {more} more' if more > 0 else ''}.",
            )
        for figure in edit.doubtful:
            message = (
                f"“{figure.text}” lost its bookmark in Word, and its words were found in another "
                "sentence than they stood in."
            )
            yield _finding(LOST, figure, message, "See that it is the same figure.")


def _by_place(figures: Sequence[Figure]) -> Iterator[tuple[str, list[Figure]]]:
    together: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        chart = figure.place.startswith("chart ")
        together[figure.place.partition(", ")[0] if chart else figure.place].append(figure)
    yield from together.items()


def _counted(changes: int) -> str:
    if not changes:
        return "no words were changed"
    return f"{changes} sentence{'s' * (changes > 1)} or table rows changed"


def _finding(  # noqa: PLR0913 - a finding's own fields
    rule: str,
    figure: Figure,
    message: str,
    suggestion: str = "",
    *,
    place: str = "",
    severity: Severity | None = None,
) -> Finding:
    return Finding(
        rule=rule,
        severity=severity or _SEVERITIES[rule],
        place=place or figure.place,
        message=message,
        suggestion=suggestion,
        evidence=(figure.id,),
    )
