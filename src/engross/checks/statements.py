"""Whether a document holds the statements that it must: all of their words, in force, reviewed."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engross.checks.cases import fact_or_none
from engross.checks.pack_rules import LAWYER, OVERDUE, REQUIRED, UNREVIEWED
from engross.checks.rules import finding
from engross.checks.sentences import extract
from engross.records import Evidence, Finding
from engross.records.display import display
from engross.records.slots import SLOT, TO_CONFIRM
from engross.uk.dates import format_date
from engross.workspace.packs import Statement, file_of, required
from engross.workspace.register import Firm
from engross.workspace.section_specs import SectionSpec
from engross.workspace.specs import CrewSpec

if TYPE_CHECKING:
    from engross.ooxml.text import Block

_GAP: Final = re.compile(rf"{SLOT.pattern}|{TO_CONFIRM.pattern}", re.IGNORECASE)
"""What a statement leaves open: a slot, or what the firm is to fill in."""
_ANYTHING: Final = r"[\[(\"']?\w[^\x1f]{0,300}?"
"""What may stand in a gap that no fact fills: words, inside the paragraph."""
_BETWEEN: Final = "\x1f"
"""Stands between blocks when they are searched as one text; no document holds it."""
_PLAIN: Final = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "‐": "-"}  # noqa: RUF001 - what Word types for plain characters
)


@dataclass(frozen=True)
class StatementsCase:
    """A document as it would leave, and the statements that it must hold."""

    blocks: Sequence[Block]
    """Its paragraphs, as a reader sees them."""
    evidence: Evidence
    crew: CrewSpec
    """With its standard format as the firm's profession has it."""
    statements: Mapping[str, Statement]
    """Of the firm's profession, by key."""
    firm: Firm
    dated: dt.date
    """The document's own day, on which the words must be in force."""
    today: dt.date
    """The day on which a review may be overdue."""


def statement_findings(case: StatementsCase) -> tuple[Finding, ...]:
    """What is noticed of every statement that the standard format requires, in its order."""
    said = _said(case.blocks)
    found: list[Finding] = []
    for key, section in required(case.crew).items():
        found += _of_one(case, key, section, said)
    return tuple(found)


def _of_one(case: StatementsCase, key: str, section: SectionSpec, said: str) -> Iterator[Finding]:
    place = f"section {section.key}"
    file = file_of(case.firm.particulars.profession, key)
    statement = case.statements.get(key)
    if statement is None or not statement.words:
        fault = "says nothing" if statement else "is not there"
        yield finding(
            REQUIRED,
            place,
            f"{file} {fault}, and this document must hold its words.",
            f"{'Write its text' if statement else 'Add the file'}, or take pack.{key} out of the "
            "standard format if such a document need not say it; then run again.",
        )
        return
    yield from _not_in_force(case, statement, place, file)
    yield from _not_said(case, statement, place, file, said)
    yield from _standing(case, statement, place, file)


def _not_in_force(
    case: StatementsCase, statement: Statement, place: str, file: str
) -> Iterator[Finding]:
    if statement.in_force > case.dated:
        yield finding(
            REQUIRED,
            place,
            f"{_named(statement)} is in force from {format_date(statement.in_force)}, and the "
            f"document is of {format_date(case.dated)}.",
            f"Put the words that hold on that day into {file}, and run again.",
        )


def _not_said(
    case: StatementsCase, statement: Statement, place: str, file: str, said: str
) -> Iterator[Finding]:
    for paragraph in statement.words:
        if not _pattern(paragraph, case.evidence).search(said):
            words = extract(_GAP.sub("…", paragraph))
            yield finding(
                REQUIRED,
                place,
                f"The document does not hold the words of {_named(statement)}: {words}.",
                "Put the words back in Word and return the file. If other words are wanted, "
                f"change {file}, count its version up, have it reviewed, and run again.",
            )


def _standing(
    case: StatementsCase, statement: Statement, place: str, file: str
) -> Iterator[Finding]:
    if not statement.reviewer(case.firm):
        yield finding(
            UNREVIEWED,
            place,
            f"{_unreviewed(statement)} {_named(statement)}.",
            f"Whoever answers for the words reads {file}, then: engross statement review "
            f"{file.rpartition('/')[2].removesuffix('.yaml')} --as EMAIL. Then run again.",
        )
    elif statement.review_by and statement.review_by < case.today:
        yield finding(
            OVERDUE,
            place,
            f"{_named(statement)} was to be read again by {format_date(statement.review_by)}.",
            f"Ask {statement.reviewer(case.firm)} whether the words still hold; {file} has them.",
        )
    if statement.lawyer:
        yield finding(
            LAWYER,
            place,
            f"A lawyer must confirm the words of {_named(statement)}.",
            f"See that one has; {file} says so until `lawyer` is taken out.",
        )


def _unreviewed(statement: Statement) -> str:
    """Why nobody answers for it, up to its name."""
    if not statement.reviewed_by:
        return "Nobody at the firm has reviewed"
    if not statement.reviewed_on:
        return "Nobody has said on which day they reviewed"
    if not statement.reviewed_words:
        return f"Nothing says which words {statement.reviewed_by} read of"
    if statement.reviewed_words != statement.words_hash:
        return f"The words were changed since {statement.reviewed_by} reviewed"
    return f"firm.yaml does not have {statement.reviewed_by}, who reviewed"


def _named(statement: Statement) -> str:
    return f"“{statement.title}”, version {statement.version}"


def _said(blocks: Sequence[Block]) -> str:
    return _BETWEEN.join(_plain(block.text) for block in blocks)


def _pattern(paragraph: str, evidence: Evidence) -> re.Pattern[str]:
    """The paragraph's words with its gaps filled: by the facts, else by whatever words there are.

    A firm may fill in for itself, in Word, what firm.yaml left to be confirmed; and a paragraph
    that somebody parted in two says the same.
    """
    parts: list[str] = []
    end = 0
    for gap in _GAP.finditer(paragraph):
        parts += [_literally(paragraph[end : gap.start()]), _filled(gap, evidence)]
        end = gap.end()
    parts.append(_literally(paragraph[end:]))
    if parts[:2] == ["", _ANYTHING]:  # it would be looked for at every place
        return re.compile(rf"{''.join(parts[2:])}(?!\w)")
    return re.compile(rf"(?<!\w){''.join(parts)}(?!\w)")


def _filled(gap: re.Match[str], evidence: Evidence) -> str:
    fact = fact_or_none(evidence, gap.group(2)) if gap.group(1) == "fact" else None
    return _literally(display(fact)) if fact else _ANYTHING


def _literally(text: str) -> str:
    """A pattern for exactly these words, with one space or a new paragraph between them."""
    return re.escape(_plain(text)).replace(r"\ ", f"[ {_BETWEEN}]+")


def _plain(text: str) -> str:
    """The text with plain spaces, quotation marks and hyphens, in lower case."""
    seen = "".join(one for one in text.translate(_PLAIN) if unicodedata.category(one) != "Cf")
    return re.sub(r"\s+", " ", seen).casefold()
