"""Slots resolve: whatever stands between double brackets names something that there is."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from engross.checks.cases import DraftCase
from engross.checks.rules import finding
from engross.checks.sentences import Line
from engross.records import Finding, Slot, UnknownFact, slots
from engross.records.slots import BRACKETS, POINTER, SLOT, said_part

RULE = "slots-resolve"


def unresolved_slots(case: DraftCase) -> Iterator[Finding]:
    """A finding for each slot that is none, or that names nothing."""
    for line in case.lines:
        for match in BRACKETS.finditer(line.text):
            written = match.group()
            if pointed := POINTER.fullmatch(written):
                yield from _leads_nowhere(case, line, pointed)
            elif not SLOT.fullmatch(written):
                yield finding(
                    RULE,
                    line.place,
                    f"{written} is no slot.",
                    "Write [[fact:ID]] or [[quote:ID]] with an id that a tool gave.",
                )
        for slot in slots(line.text):
            yield from _unresolved(case, line, slot)


def _leads_nowhere(case: DraftCase, line: Line, pointed: re.Match[str]) -> Iterator[Finding]:
    """A reference to what the standard format does not have; footnotes are the firm's own."""
    kind, name = pointed.groups()
    if kind == "note":
        message = f"{pointed.group()} is no slot: footnotes stand in the firm's own text only."
        yield finding(RULE, line.place, message, "Say it in the sentence, or leave it out.")
    elif name not in (known := case.crew.leads):
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.5) or sorted(known)
        message = f"{pointed.group()} leads to no table, chart or section of the document."
        yield finding(RULE, line.place, message, f"Near to it: {', '.join(near)}.")


def _unresolved(case: DraftCase, line: Line, slot: Slot) -> Iterator[Finding]:
    if slot.kind == "quote":
        yield from _unresolved_quotation(case, line, slot)
        return
    try:
        case.evidence.fact(slot.id)
    except UnknownFact as error:
        named = str(error)
        message = f"[[fact:{slot.id}]] names no figure of this run" + (
            f": {named}." if named != slot.id else "."
        )
        yield finding(RULE, line.place, message, _nearest(case, slot.id))


def _unresolved_quotation(case: DraftCase, line: Line, slot: Slot) -> Iterator[Finding]:
    passage = case.passage(slot.id)
    if passage is None:
        message = f"There is no passage {slot.id} to quote."
        yield finding(RULE, line.place, message, "Quote a passage that search_notes gave.")
    elif slot.part and not said_part(passage.text, slot.part):
        message = f"{slot.id} says no figure of number {slot.part}."
        remedy = "Take one of the passage's figures, counted from 1, or quote the whole."
        yield finding(RULE, line.place, message, remedy, evidence=[slot.id])


def _nearest(case: DraftCase, identifier: str) -> str:
    known = [fact.id for fact in case.evidence.facts if fact.audience == "client"]
    near = difflib.get_close_matches(identifier, known, n=3, cutoff=0.6)
    return f"Near to it: {', '.join(near)}." if near else "find_facts lists the figures there are."
