"""The check stage: everything that is noticed of a document as it would leave, whoever made it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Final

from engross import checks
from engross.checks.printing import printing_findings
from engross.checks.unverified import record_told
from engross.checks.word_file import word_findings
from engross.pipeline import names
from engross.pipeline.also import also_made
from engross.pipeline.also_checks import also_findings
from engross.pipeline.rendering import fixed_words, quotable_evidence, template_of
from engross.pipeline.services import Services
from engross.pipeline.statements import noticed_of_statements
from engross.pipeline.subjects import crew_of, subject_of
from engross.pipeline.templates import template_findings
from engross.pipeline.triaging import mail_of
from engross.records import CheckReport, CrewResult, Evidence, Figure, Finding, Run

if TYPE_CHECKING:
    from engross.ooxml.text import Block

_STILL_OPEN: Final = "placeholders"


def check(services: Services, run: Run) -> None:
    """A candidate to a report of everything noticed: by intake, the crew and the rules."""
    rendered = services.records.load(run.id, names.RENDERED, names.RenderedDocument)
    candidate = services.documents.get(rendered.candidate.sha256)
    evidence = quotable_evidence(services, run)
    also = also_made(services, run, candidate, evidence)
    services.progress("checking the document")
    report = report_on(
        services,
        run,
        candidate,
        rendered.figures,
        evidence,
        also=(*_of_its_printing(services, run), *also_findings(services, run, also, evidence)),
    )
    services.records.save(run.id, names.ALSO, also)
    services.records.save(run.id, names.REPORT, report)


def _of_its_printing(services: Services, run: Run) -> tuple[Finding, ...]:
    """Nothing of a run under way that came past no printing."""
    if not services.records.has(run.id, names.PRINTED):
        return ()
    return printing_findings(services.records.load(run.id, names.PRINTED, names.Printed).without)


def report_on(  # noqa: PLR0913 - whose document, what of it, and what is known already
    services: Services,
    run: Run,
    candidate: bytes,
    figures: Sequence[Figure],
    evidence: Evidence,
    *,
    also: Sequence[Finding] = (),
    edited: bool = False,
) -> CheckReport:
    """Intake's findings, the crew's, the rules' on that candidate and its file, and `also`.

    `evidence` has what the run found in the knowledge base among its passages. Of an `edited`
    document the words that stand there now say what is still open, and not the draft's.
    """
    from engross.ooxml.text import read_text  # noqa: PLC0415 - loads lxml

    spec = crew_of(services, run)
    client, matter, _ = subject_of(services, run)
    rendered = services.records.load(run.id, names.RENDERED, names.RenderedDocument)
    template = template_as_used(services, run)
    blocks = read_text(candidate, charts=True)
    found = checks.check_candidate(
        blocks,
        figures,
        evidence,
        spec,
        services.workspace.templates[spec.template],
        services.workspace.firm,
        client,
        matter,
        fixed_words(template, candidate),
    )
    of_the_file = word_findings(
        candidate,
        services.programs.validators(),
        services.workspace.firm,
        client,
        template,
    )
    of_its_making = template_findings(services, rendered.template) if rendered.template else ()
    result = services.records.load(run.id, names.RESULT, CrewResult)
    of_statements = noticed_of_statements(services, run, blocks, evidence)
    of_the_sender = _told_to_its_sender(services, run, blocks, figures)
    noticed = (*found, *of_the_file, *of_its_making, *of_statements, *of_the_sender, *also)
    drafted = [
        finding for finding in result.findings if not (edited and finding.rule == _STILL_OPEN)
    ]
    return checks.report(spec, _of_intake(services, run, evidence, figures), drafted, noticed)


def _of_intake(
    services: Services, run: Run, evidence: Evidence, figures: Sequence[Figure]
) -> Sequence[Finding]:
    """Intake's findings; in a reply, notes of billing sheets of which it has no figure."""
    if not run.message:
        return evidence.findings
    inputs = crew_of(services, run).inputs
    billing = {role for role, told in inputs.items() if told.kind == "billing"}
    files = {source.file for source in evidence.sources if source.role in billing}
    used = {_sheet(f"{span.file} {span.place}") for figure in figures for span in figure.spans}
    return [
        finding.model_copy(update={"severity": "note"})
        if finding.severity == "warn" and _is_beside(finding.place, files, used)
        else finding
        for finding in evidence.findings
    ]


def _is_beside(place: str, files: Collection[str], used: Collection[str]) -> bool:
    """Whether it is a place in one of the files, and none of its sheet, or file, is used."""
    file = next((file for file in files if f"{place} ".startswith(f"{file} ")), "")
    if not file:
        return False
    if "!" in place:
        return _sheet(place) not in used
    return not any(f"{each} ".startswith(f"{file} ") for each in used)


def _sheet(place: str) -> str:
    """`billing.xlsx Time` of `billing.xlsx Time!A14`."""
    return place.rpartition("!")[0] or place


def _told_to_its_sender(
    services: Services, run: Run, blocks: Sequence[Block], figures: Sequence[Figure]
) -> tuple[Finding, ...]:
    """What a reply tells a sender who may be anybody; nothing of a run about no mail."""
    if not run.message:
        return ()
    mail = mail_of(services, run)
    spec = crew_of(services, run)
    others = {one.sha256 for one in run.inputs if spec.inputs[one.role].kind != "mail"}
    placed = [(block.place, block.text) for block in blocks]
    return tuple(record_told(placed, figures, mail, others, services.workspace.firm))


def template_as_used(services: Services, run: Run) -> bytes:
    """The template as the run's document was made with it; somebody may have saved it since."""
    rendered = services.records.load(run.id, names.RENDERED, names.RenderedDocument)
    if rendered.template:
        return services.documents.get(rendered.template.sha256)
    return template_of(services, crew_of(services, run))
