"""Which words become a precedent, for whom, and whether they may."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engross.checks.names import other_clients
from engross.errors import RefusedError, UsageError
from engross.knowledge.precedents import Section
from engross.pipeline.precedents.cases import Case, Made, case_of
from engross.pipeline.precedents.general import for_the_firm
from engross.pipeline.precedents.released import Words, as_edited, as_released, headings_missing
from engross.pipeline.precedents.shelving import Behind, KeptPrecedent, put
from engross.pipeline.services import Services
from engross.pipeline.subjects import subject_of
from engross.records import Run
from engross.signoff import Signer
from engross.sources.file import SourceFile
from engross.workspace.section_specs import SectionSpec
from engross.workspace.specs import CrewSpec


def keep(  # noqa: PLR0913 - what is kept, of whom, for whom
    services: Services,
    run_id: str,
    signer: Signer,
    *,
    sections: Sequence[str] = (),
    behind: Behind = "matter",
    edited: SourceFile | None = None,
    name: str = "",
) -> KeptPrecedent:
    """The precedent, written into the knowledge base and listed with that person as its owner.

    `sections` are keys of the crew's standard format; without any, all that was written. `edited`
    is a Word file whose wording is kept instead of the document's. `name` is what people call it.

    Raises:
        WrongState: the document was not signed and released.
        NoRightToSign: this person may not sign such a document.
        UsageError: there is no such section, or nothing in it.
        RefusedError: something of a client would come before people whom it is not for.
        Tampered: what is kept of the run is not what was signed.
        InputError: the edited file cannot be read.
        WorkspaceError: the knowledge base's index has problems.
        StorageError: the disk could not keep it; nothing was written.
        RunBusy: somebody is at work on the run.
    """
    run = services.runs.get(run_id)
    with services.alone(run.id):
        case = case_of(services, run.id, signer)
        made = _made(case, _specs(case.crew, sections), behind, edited, name)
        return put(case, made, behind, edited, name)


def _specs(crew: CrewSpec, sections: Sequence[str]) -> tuple[tuple[SectionSpec, ...], bool]:
    """The sections asked for, in the document's order, and whether they are all there are."""
    there = {spec.key: spec for spec in crew.standard_format if not spec.only_fixed}
    unknown = [key for key in sections if key not in there]
    if unknown:
        raise UsageError(
            f"A {crew.title.lower()} has no section {', '.join(unknown)} that anybody writes.",
            remedy=f"There are: {', '.join(there)}.",
        )
    chosen = tuple(spec for key, spec in there.items() if key in sections or not sections)
    return chosen, not sections


def _made(
    case: Case,
    asked: tuple[tuple[SectionSpec, ...], bool],
    behind: Behind,
    edited: SourceFile | None,
    name: str,
) -> Made:
    specs, whole = asked
    if edited is None:
        words = Words(as_released(case.services, case.run, case.signed, specs))
    else:
        words = as_edited(case.services, case.signed, specs, edited)
    written = {section.heading for section in words.sections}
    there = tuple(spec for spec in specs if spec.heading in written)
    if not there or (not whole and len(there) < len(specs)):
        raise headings_missing(words, specs, edited) if edited else _nothing_written(specs, written)
    made = Made(there, whole, words.sections, (), (*words.warnings, *_replaced_by(case.run)))
    if behind == "firm":
        return for_the_firm(case, made, edited, name)
    _refuse_other_clients(case, made.sections)
    return made


def _nothing_written(specs: Sequence[SectionSpec], written: set[str]) -> UsageError:
    empty = ", ".join(f"“{s.heading}”" for s in specs if s.heading not in written)
    return UsageError(
        f"Nobody wrote anything for {empty}: what stands there is the firm's own text.",
        remedy="Choose another section.",
    )


def _replaced_by(run: Run) -> Iterator[str]:
    if run.superseded_by:
        yield f"Run {run.superseded_by} has replaced this one since; see whether its words differ."


def _refuse_other_clients(case: Case, sections: Sequence[Section]) -> None:
    firm = case.services.workspace.firm
    client, _, _ = subject_of(case.services, case.run)
    found = [
        finding
        for section in sections
        for paragraph in section.paragraphs
        for finding in other_clients(" ".join(paragraph), section.heading, firm, client)
    ]
    if found:
        raise RefusedError(
            "These words name another client of the firm:"
            + "".join(f"\n  {finding.place}: {finding.message}" for finding in found)
            + "\n",
            remedy="Take it out of the words, or leave the section out.",
        )
