"""What a brief must satisfy before the drafter gets it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from engross.records import Brief, BriefSection, Evidence, Finding, UnknownFact
from engross.records.ports import TaskKit, Verdict
from engross.research.knowledge import FoundKnowledge
from engross.research.tools import visible_fact, visible_passage
from engross.workspace.section_specs import SectionSpec
from engross.workspace.specs import CrewSpec


def kit(
    evidence: Evidence,
    crew: CrewSpec,
    *,
    knowledge: FoundKnowledge,
    on_exhausted: Callable[[Sequence[Finding]], None],
) -> TaskKit:
    """The task kit of the research task.

    `on_exhausted` is told the block findings of a brief that was still faulty at its last attempt.
    """

    def guard(brief: Brief) -> Verdict:
        reasons = (
            *_section_reasons(brief, crew),
            *_nothing_named(brief, evidence, crew),
            *(
                reason
                for section in brief.sections
                for reason in _id_reasons(section, evidence, knowledge)
            ),
        )
        return Verdict(accepted=not reasons, reasons=reasons)

    def exhausted(_brief: Brief, verdict: Verdict) -> None:
        on_exhausted([_finding(reason) for reason in verdict.reasons])

    return TaskKit(output=Brief, guard=guard, exhausted=exhausted)


def _section_reasons(brief: Brief, crew: CrewSpec) -> Iterable[str]:
    wanted = [section.key for section in crew.standard_format]
    given = [section.key for section in brief.sections]
    for key in sorted(set(given) - set(wanted)):
        yield (
            f"`{key}` is no section of the standard format. Remove it; the sections are "
            f"{', '.join(wanted)}."
        )
    for key in wanted:
        if key not in given:
            yield f"Section `{key}` is missing. Add it, with no facts if there are none."
        elif given.count(key) > 1:
            yield f"Section `{key}` is there more than once. Make it one section."


def _nothing_named(brief: Brief, evidence: Evidence, crew: CrewSpec) -> Iterable[str]:
    """A model that calls no tool hands on the sections' keys and nothing else.

    A brief that names nothing is right where the sources have nothing that a section asks for.
    """
    written = (section for section in crew.standard_format if not section.only_fixed)
    held = any(_is_held(evidence, section) for section in written)
    if held and not any(s.facts or s.passages for s in brief.sections):
        yield (
            "The brief names no fact and no passage, and the sources hold some. Call find_facts "
            "for each measure and search_notes for each kind of passage that a section names, "
            "then choose from what they return."
        )


def _is_held(evidence: Evidence, section: SectionSpec) -> bool:
    """Whether the sources have anything for the section; one that names nothing takes any fact."""
    if not section.measures and not section.passages:
        return bool(evidence.select())
    return any(evidence.select(measure) for measure in section.measures) or any(
        passage.kind in section.passages and not passage.withheld for passage in evidence.passages
    )


def _id_reasons(
    section: BriefSection, evidence: Evidence, knowledge: FoundKnowledge
) -> Iterable[str]:
    for identifier in section.facts:
        try:
            visible_fact(evidence, identifier)
        except UnknownFact:
            yield (
                f"Section `{section.key}`: there is no fact `{identifier}` that you may use. Take "
                "an id exactly as find_facts or derive gives it, or leave it out."
            )
    for identifier in section.passages:
        if visible_passage(evidence, knowledge, identifier) is None:
            yield (
                f"Section `{section.key}`: there is no passage `{identifier}` that you may use. "
                "Take an id exactly as search_notes or search_knowledge gives it, or leave it out."
            )


def _finding(reason: str) -> Finding:
    return Finding(
        rule="draft-accepted-with-faults",
        severity="block",
        place="brief",
        message=f"The brief was accepted at its last attempt although: {reason}",
        suggestion="Compare the sections concerned with the sources before you sign, or return it.",
    )
