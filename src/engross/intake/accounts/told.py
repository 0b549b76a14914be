"""What notes say of lines of the accounts: other figures than theirs, and lines held back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from engross.intake.accounts.asking import RULE
from engross.intake.factbook import FactBook
from engross.intake.given import Subject
from engross.intake.withholding import OUR_AFFAIRS
from engross.records import Fact, Finding, Passage
from engross.uk.money import format_pounds

_FIGURE: Final = re.compile(
    r"\s+(?:was|were|is|are|came to|comes to|come to|totalled|stood at)\s+"
    r"(?P<about>(?:only|just|exactly|in all)\s+)?"
    r"£(?P<amount>[0-9][0-9,]*(?:\.[0-9]+)?)(?![0-9,.]*[0-9])(?!\s?(?:k|m|bn|thousand|million)\b)"
    r"(?!\s+(?:(?:\w+\s+)?(?:above|below|over|under|more|less|higher|lower|better|worse|up|down"
    r"|short|ahead|behind)|a|per|each|of)\b)",
    re.IGNORECASE,
)
"""After a line's name: its figure, and neither a difference nor a price nor a part of it."""
_NEAR: Final = Decimal(1)
"""Pounds: a note says whole pounds."""


def compare_told(
    book: FactBook, passages: Sequence[Passage], subject: Subject
) -> Iterator[Finding]:
    """Figures of notes that the accounts do not have, and causes that nobody will be told."""
    lines = _lines(book)
    for passage in passages:
        for name, facts in lines.items():
            said = _begins(name, passage.text)
            if said and passage.withheld == OUR_AFFAIRS:
                yield _held_back(passage, name)
            elif said and not passage.withheld:
                yield from _differing(passage, name, said.end(), facts, subject)


def _lines(book: FactBook) -> Mapping[str, list[Fact]]:
    """The figures of the lines, by name; two lines may have the same."""
    names = {fact.scope: str(fact.value) for fact in book.facts if fact.measure == "line"}
    found: dict[str, list[Fact]] = {name: [] for name in names.values()}
    for fact in book.facts:
        if fact.scope in names and fact.unit == "GBP":
            found[names[fact.scope]].append(fact)
    return found


def _begins(name: str, text: str) -> re.Match[str] | None:
    return re.match(rf"\W*(?:the\s+)?{re.escape(name)}(?![\w-])", text, re.IGNORECASE)


def _differing(
    passage: Passage, name: str, end: int, facts: Sequence[Fact], subject: Subject
) -> Iterator[Finding]:
    figure = _FIGURE.match(passage.text, end)
    if figure is None or not facts:
        return
    amount = Decimal(figure["amount"].replace(",", ""))
    if any(abs(abs(fact.number) - amount) < _NEAR for fact in facts):
        return
    used = [f for f in facts if f.measure == "ledger-actual" and f.period == subject.period.key]
    have = " and ".join(dict.fromkeys(format_pounds(fact.number) for fact in used)) or "none"
    yield Finding(
        rule=RULE,
        severity="warn",
        place=_where(passage),
        message=f"The notes say that “{name}” was {format_pounds(amount)}. The accounts have "
        f"{have} for it in {subject.period.label}, and no such figure in another period or budget.",
        suggestion="Ask which is right; correct the notes or the accounts, and run again.",
        evidence=(passage.id, *(fact.id for fact in used)),
    )


def _held_back(passage: Passage, name: str) -> Finding:
    return Finding(
        rule=RULE,
        severity="warn",
        place=_where(passage),
        message=f"A note on “{name}” was taken for the firm's own affairs, and was not used.",
        suggestion="If it is of the client's accounts, say it in other words and run again.",
        evidence=(passage.id,),
    )


def _where(passage: Passage) -> str:
    return f"{passage.span.file}, {passage.span.place}"
