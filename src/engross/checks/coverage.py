"""Coverage: what the notes hold and the report leaves out, and sections that rest on nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from engross.checks.cases import DocumentCase, DraftCase
from engross.checks.places import plain
from engross.checks.rules import finding
from engross.checks.sentences import extract
from engross.records import Finding, Passage
from engross.records.slots import OPEN
from engross.workspace.section_specs import SectionSpec

LEFT_OUT = "passages-left-out"
WITHOUT_EVIDENCE = "section-without-evidence"

_WEIGHTY = ("decision", "instruction", "action", "risk")
"""Kinds of passage that a client would miss."""
_IN_WORDS = 3
"""How many of those left out are given in words."""


def left_out(case: DraftCase) -> Iterator[Finding]:
    """Decisions, instructions, actions and risks of the notes that no sentence rests on."""
    used = {plain(passage.text) for line in case.lines for passage in case.rests_on(line)}
    weighty: dict[str, Passage] = {}
    sides = {s.actions_of for s in case.crew.standard_format if "action" in s.passages}
    for passage in case.evidence.passages:
        if passage.kind in _WEIGHTY and not passage.withheld and _is_wanted(passage, sides):
            weighty.setdefault(plain(passage.text), passage)
    missing = [passage for words, passage in weighty.items() if words not in used]
    if not missing:
        return
    told = "; ".join(f"{passage.kind}: {extract(passage.text)}" for passage in missing[:_IN_WORDS])
    yield finding(
        LEFT_OUT,
        "draft",
        f"{len(missing)} of the {len(weighty)} decisions, instructions, actions and risks in the "
        f"notes are not in the report. The first: {told}.",
        "Read the notes beside the report. What the client must see goes into it: shorten the "
        "notes to what matters and run again, or return it with a comment.",
        evidence=[passage.id for passage in missing],
    )


def _is_wanted(passage: Passage, sides: Collection[str]) -> bool:
    """Whether it is no action of a side of whose actions no section tells."""
    if passage.kind != "action" or not passage.owner_side or not sides:
        return True
    return bool({"", passage.owner_side} & set(sides))


def without_evidence(case: DocumentCase) -> Iterator[Finding]:
    """Sections that print the firm's words for having nothing to say."""
    specs = {s.key: s for s in case.crew.standard_format if _may_miss(s, case)}
    for place, text in case.placed:
        spec = specs.get(place.removeprefix("section ").partition(",")[0])
        if (
            spec is None
            or not place.startswith("section ")
            or plain(text) != plain(spec.when_empty)
        ):
            continue
        yield finding(
            WITHOUT_EVIDENCE,
            place,
            f"“{spec.heading}” says only “{' '.join(text.split())}”: {_nothing_read(spec)}.",
            _where_from(spec, case),
        )


def _may_miss(section: SectionSpec, case: DocumentCase) -> bool:
    """Whether its words for having nothing to say may hide that something was not read.

    Where nobody but the firm itself writes, nothing was, nor in a section of notes where no notes
    were given. What is [to confirm: ...] is told of as such.
    """
    told = section.when_empty
    if not told or section.only_fixed or OPEN in told:
        return False
    return bool(section.measures) or _has_notes(case)


def _has_notes(case: DocumentCase) -> bool:
    given = {source.role for source in case.evidence.sources}
    return any(
        told.kind == "notes" and (told.required or role in given)
        for role, told in case.crew.inputs.items()
    )


def _where_from(spec: SectionSpec, case: DocumentCase) -> str:
    """What to give the run so that something stands there."""
    accounts = next(
        (role for role, told in case.crew.inputs.items() if told.kind == "accounts"), ""
    )
    if accounts and not spec.passages:
        return (
            "See whether that is so. If the client has the figures, give the file that holds them "
            f"as {accounts}=FILE and run again; figures are not taken from notes."
        )
    return (
        "Read the notes and see whether that is so. If something belongs here, write it in "
        f"the notes under the heading “{spec.heading}” and run again."
    )


def _nothing_read(spec: SectionSpec) -> str:
    if not spec.passages:
        return "nothing was written for it"
    kinds = " or ".join(f"{kind}s" if kind != "background" else kind for kind in spec.passages)
    return f"nothing in the sources was recognised as {kinds} for this section"
