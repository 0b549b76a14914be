"""The render and check stages: the draft becomes a Word document, and rules read that document."""

from __future__ import annotations

import re

from engross import checks
from engross.errors import TemplateError
from engross.ooxml.text import read_text
from engross.pipeline import names
from engross.pipeline.quotable import found_passages, with_passages
from engross.pipeline.services import Services
from engross.pipeline.subjects import crew_of, subject_of
from engross.records import CrewResult, Deliverable, Evidence, Run
from engross.rendering import DocumentParticulars
from engross.rendering import render as render_document
from engross.uk.periods import label_for
from engross.workspace.specs import CrewSpec

_NOT_IN_FILE_NAMES = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
_LONGEST_NAME = 120


def render(services: Services, run: Run) -> None:
    """A draft to a candidate, in the firm's template.

    Raises:
        TemplateError: the template is not there or has problems.
    """
    services.progress("filling the Word template")
    spec = crew_of(services, run)
    document = particulars_of(services, run)
    rendered = render_document(
        services.records.load(run.id, names.RESULT, CrewResult).draft,
        _quotable(services, run),
        spec,
        services.workspace.templates[spec.template],
        _template(services, spec),
        document,
    )
    services.records.save(
        run.id,
        names.RENDERED,
        names.RenderedDocument(
            candidate=Deliverable(
                name=_file_name(spec, document),
                sha256=services.documents.put(rendered.candidate),
                size=len(rendered.candidate),
            ),
            marked=services.documents.put(rendered.marked),
            figures=rendered.figures,
            citations=rendered.citations,
        ),
    )


def check(services: Services, run: Run) -> None:
    """A candidate to a report of everything noticed: by intake, the crew and the rules."""
    services.progress("checking the document")
    rendered = services.records.load(run.id, names.RENDERED, names.RenderedDocument)
    evidence = _quotable(services, run)
    spec = crew_of(services, run)
    client, matter, _ = subject_of(services, run)
    found = checks.check_candidate(
        read_text(services.documents.get(rendered.candidate.sha256), charts=True),
        rendered.figures,
        evidence,
        spec,
        services.workspace.templates[spec.template],
        services.workspace.firm,
        client,
        matter,
        [block.text for block in read_text(_template(services, spec))],
    )
    result = services.records.load(run.id, names.RESULT, CrewResult)
    services.records.save(
        run.id, names.REPORT, checks.report(spec, evidence.findings, result.findings, found)
    )


def particulars_of(services: Services, run: Run) -> DocumentParticulars:
    """What the run's document is, for the template."""
    client, matter, period = subject_of(services, run)
    return DocumentParticulars(
        title=crew_of(services, run).title,
        period=period.key,
        period_label=label_for(period.key),
        as_at=run.as_at,
        firm=services.workspace.firm,
        client=client,
        matter=matter,
    )


def _quotable(services: Services, run: Run) -> Evidence:
    """The run's evidence with what it found in the knowledge base, which a draft may quote too."""
    evidence = services.records.load(run.id, names.EVIDENCE, Evidence)
    return with_passages(evidence, found_passages(services, run))


def _template(services: Services, spec: CrewSpec) -> bytes:
    path = services.workspace.template_file(spec.template)
    try:
        return path.read_bytes()
    except OSError as error:
        raise TemplateError(
            f"{path} cannot be read: {error.strerror}.", remedy="`engross check` says more."
        ) from error


def _file_name(spec: CrewSpec, document: DocumentParticulars) -> str:
    """The deliverable's name with what file systems refuse left out."""
    name = spec.deliverable.format(
        client=document.client.name, title=document.title.lower(), period=document.period
    )
    stem, dot, suffix = _NOT_IN_FILE_NAMES.sub(" ", name).rpartition(".")
    return f"{stem.strip()[:_LONGEST_NAME]}{dot}{suffix}"
