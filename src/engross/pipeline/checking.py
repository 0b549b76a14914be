"""The check stage: everything that is noticed of a document as it would leave, whoever made it."""

from __future__ import annotations

from collections.abc import Sequence

from engross import checks
from engross.checks.printing import printing_findings
from engross.checks.word_file import word_findings
from engross.pipeline import names
from engross.pipeline.rendering import fixed_words, quotable_evidence, template_of
from engross.pipeline.services import Services
from engross.pipeline.subjects import crew_of, subject_of
from engross.pipeline.templates import template_findings
from engross.records import CheckReport, CrewResult, Evidence, Figure, Finding, Run


def check(services: Services, run: Run) -> None:
    """A candidate to a report of everything noticed: by intake, the crew and the rules."""
    services.progress("checking the document")
    rendered = services.records.load(run.id, names.RENDERED, names.RenderedDocument)
    report = report_on(
        services,
        run,
        services.documents.get(rendered.candidate.sha256),
        rendered.figures,
        quotable_evidence(services, run),
        also=_of_its_printing(services, run),
    )
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
) -> CheckReport:
    """Intake's findings, the crew's, the rules' on that candidate and its file, and `also`.

    `evidence` has what the run found in the knowledge base among its passages.
    """
    from engross.ooxml.text import read_text  # noqa: PLC0415 - loads lxml

    spec = crew_of(services, run)
    client, matter, _ = subject_of(services, run)
    rendered = services.records.load(run.id, names.RENDERED, names.RenderedDocument)
    template = template_as_used(services, run)
    found = checks.check_candidate(
        read_text(candidate, charts=True),
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
    noticed = (*found, *of_the_file, *of_its_making, *also)
    return checks.report(spec, evidence.findings, result.findings, noticed)


def template_as_used(services: Services, run: Run) -> bytes:
    """The template as the run's document was made with it; somebody may have saved it since."""
    rendered = services.records.load(run.id, names.RENDERED, names.RenderedDocument)
    if rendered.template:
        return services.documents.get(rendered.template.sha256)
    return template_of(services, crew_of(services, run))
