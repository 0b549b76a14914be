"""A document's words for everybody at the firm: without the client, or refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from engross.errors import RefusedError
from engross.knowledge.precedents import (
    Cleared,
    Known,
    Replaced,
    Section,
    Setting,
    cleared,
    general_section,
)
from engross.pipeline.precedents.cases import Case, Made
from engross.pipeline.subjects import subject_of
from engross.sources.file import SourceFile
from engross.workspace.register import Firm
from engross.workspace.section_specs import SectionSpec
from engross.workspace.walls import FIRM, NoWall, wall_of


def for_the_firm(case: Case, made: Made, edited: SourceFile | None, name: str) -> Made:
    """The words without the client."""
    general = _general(case, made.specs) if edited is None else _General(made.sections)
    sections, replaced, labels = general
    known = _known(case)
    if name:
        _refuse(cleared([Section("the name", ((name,),))], known, ()), whole=True)
    result = cleared(sections, known, labels)
    _refuse(result)
    if not result.sections:
        raise RefusedError(
            "Nothing is left of these sections without what the notes say of the client.",
            remedy="Keep them behind the client's or the matter's wall, or choose other sections.",
        )
    left = {section.heading for section in result.sections}
    gone = [spec.heading for spec in made.specs if spec.heading not in left]
    warnings = [*made.warnings, _READ_IT]
    if gone:
        warnings.append(f"Nothing was left for the firm of: {', '.join(gone)}.")
    return made._replace(
        specs=tuple(spec for spec in made.specs if spec.heading in left),
        sections=result.sections,
        replaced=(*replaced, *result.replaced),
        warnings=tuple(warnings),
    )


_READ_IT: Final = (
    "Read the file through before others use it. A name that neither firm.yaml nor the run's "
    "sources write with a capital is not seen in small letters, nor as an ordinary word that "
    "begins a sentence; and what a sentence tells without naming anybody, only you can see."
)
_REMEDY: Final = (
    "Keep it behind the client's or the matter's wall, leave the section out, or edit a copy of "
    "the document in Word, write in square brackets what belongs there ([amount billed in the "
    "period]), and keep the wording of that file."
)


class _General(NamedTuple):
    """Words with labels in place of figures."""

    sections: tuple[Section, ...]
    left_out: tuple[Replaced, ...] = ()
    labels: frozenset[str] = frozenset()


def _general(case: Case, specs: Sequence[SectionSpec]) -> _General:
    """The drafted sections with labels in place of slots, what was left out, and the labels."""
    setting = Setting(subject_of(case.services, case.run)[2], case.run.as_at)
    drafted = {section.key: section for section in case.signed.draft.sections}
    ours = _firms_words(case)
    general = [
        general_section(drafted[spec.key], spec, case.signed.evidence, setting, ours)
        for spec in specs
    ]
    return _General(
        tuple(one.section for one in general if one.section.paragraphs),
        tuple(pair for one in general for pair in one.replaced),
        frozenset().union(*(one.placeholders for one in general)),
    )


def _firms_words(case: Case) -> frozenset[str]:
    """Ids of the passages that the firm approved for everybody."""
    firm = case.services.workspace.firm
    return frozenset(
        passage.id
        for passage in case.signed.found
        if passage.tier == "firm" and _wall(passage.span.file, firm) == FIRM
    )


def _wall(file: str, firm: Firm) -> str:
    """The file's wall today; none for one that stands behind none."""
    try:
        return wall_of(file, firm)
    except NoWall:  # then nothing says that its words are for everybody
        return ""


def _known(case: Case) -> Known:
    client, _, _ = subject_of(case.services, case.run)
    evidence, ours = case.signed.evidence, _firms_words(case)
    return Known(
        case.services.workspace.firm,
        client,
        headings=[case.crew.title, *(spec.heading for spec in case.crew.standard_format)],
        sources=[passage.text for passage in evidence.passages if passage.id not in ours],
        values=[
            fact.value
            for fact in evidence.facts
            if isinstance(fact.value, str) and fact.measure != "basis"
        ],
    )


def _refuse(result: Cleared, *, whole: bool = False) -> None:
    """Nothing, if all of it may go behind the firm's wall; `whole` refuses a mere name too."""
    lines = [str(refused) for refused in result.refused]
    lines += [f"“{one.words}” is a name" for one in result.replaced if whole]
    if lines:
        raise RefusedError(
            "This cannot go behind the firm's wall, because it may say something of a client:"
            + "".join(f"\n  {line}" for line in lines)
            + "\n",
            remedy=_REMEDY if not whole else "Give it a name without any client's.",
        )
