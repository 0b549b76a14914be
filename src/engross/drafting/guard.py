"""What a draft must satisfy before it is filled in and printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence

from engross.records import Draft, Finding
from engross.records.ports import TaskKit, Verdict
from engross.records.redrafts import Redraft
from engross.workspace.section_specs import SectionSpec
from engross.workspace.specs import CrewSpec

Rules = Callable[[Draft], Sequence[Finding]]
"""The checks that can be made on a draft."""

_SECTION = re.compile(r"section `?(?P<key>[a-z][a-z0-9_]*)")


def kit(
    crew: CrewSpec,
    rules: Rules,
    on_draft: Callable[[Draft, Sequence[Finding]], None],
    redraft: Redraft | None = None,
    words: str = "",
) -> TaskKit:
    """The task kit of the draft task.

    `on_draft` is told every accepted draft with what the rules noticed; also the draft that is
    taken at its last attempt although the guard refuses it, then with a block finding for each
    reason.

    With a `redraft`, the drafter is told it after `words` and writes some sections only. The others
    stay as they are, so what the rules have against those is told to people and not to it.
    """
    order = [section.key for section in crew.standard_format]
    kept = {s.key for s in redraft.draft.sections} - redraft.revision.keys if redraft else set()

    def guard(draft: Draft) -> Verdict:
        structure = tuple(_structure(draft, crew, kept))
        findings = rules(draft)
        blocks = [
            _reason(finding)
            for finding in findings
            if finding.severity == "block" and _section(finding) not in kept
        ]
        if structure or blocks:
            return Verdict(accepted=False, reasons=(*structure, *blocks))
        on_draft(draft, findings)
        return Verdict(accepted=True)

    def exhausted(draft: Draft, _verdict: Verdict) -> None:
        faults = [_fault(reason) for reason in _structure(draft, crew, kept)]
        on_draft(draft, [*faults, *rules(draft)])

    if redraft is None:
        return TaskKit(output=Draft, guard=guard, exhausted=exhausted)
    return TaskKit(
        output=Draft,
        guard=guard,
        exhausted=exhausted,
        told=f"\n\n{words.strip()}\n\n{redraft.revision.told()}",
        completed=lambda draft: redraft.completed(draft, order),
    )


def _structure(draft: Draft, crew: CrewSpec, kept: Collection[str]) -> Iterable[str]:
    wanted = [section.key for section in crew.standard_format]
    given = [section.key for section in draft.sections]
    order = ", ".join(wanted)
    if unknown := sorted(set(given) - set(wanted)):
        yield f"No such section: {', '.join(unknown)}. The sections are, in order: {order}."
    if missing := [key for key in wanted if key not in given]:
        yield f"Missing sections: {', '.join(missing)}. Write one for each of: {order}."
    if not unknown and not missing and given != wanted:
        yield f"The sections are out of order or doubled. Give each once, in this order: {order}."
    written = {section.key for section in draft.sections if section.paragraphs}
    for section in crew.standard_format:
        if section.key in given and section.key not in kept:
            yield from _emptiness(section, has_prose=section.key in written)


def _emptiness(section: SectionSpec, *, has_prose: bool) -> Iterable[str]:
    if section.only_fixed and has_prose:
        yield (
            f"Section `{section.key}` is the firm's own fixed text. Leave its paragraphs empty; "
            "code puts the text in."
        )
    firms_own = section.only_fixed or section.fixed_text or section.tables
    if not (has_prose or firms_own or section.may_be_empty):
        yield (
            f"Section `{section.key}` may not be empty. Write it from the brief, or say what is "
            "missing as [to confirm: ...]."
        )


def _section(found: Finding) -> str:
    match = _SECTION.match(found.place)
    return match["key"] if match else ""


def _reason(finding: Finding) -> str:
    return f"{finding.place}: {finding.message} {finding.suggestion}".strip()


def _fault(reason: str) -> Finding:
    return Finding(
        rule="draft-accepted-with-faults",
        severity="block",
        place="draft",
        message=f"The draft was accepted at its last attempt although: {reason}",
        suggestion="Return it for another draft, or sign with the reason why it does not matter.",
    )
