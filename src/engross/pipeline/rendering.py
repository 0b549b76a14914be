"""The render stage: the draft becomes a Word document."""

from __future__ import annotations

import re

from engross.errors import ProgramError
from engross.ooxml.captions import labels
from engross.ooxml.text import read_text
from engross.pipeline import names
from engross.pipeline.envelopes import answered_mail
from engross.pipeline.quotable import found_passages, with_passages
from engross.pipeline.services import Services
from engross.pipeline.statements import keep_statements, origins_of_texts
from engross.pipeline.subjects import crew_of, own_subject, subject_of
from engross.pipeline.template_files import bytes_of
from engross.pipeline.templates import used_template
from engross.records import CrewResult, Deliverable, Evidence, Run
from engross.records.slots import OPEN
from engross.rendering import DocumentParticulars, Rendered
from engross.rendering import render as render_document
from engross.rendering.mail_file import reply_subject
from engross.rendering.paginating import Paginate, paginator
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
    keep_statements(services, run)
    spec = crew_of(services, run)
    document = particulars_of(services, run)
    template = template_of(services, spec)
    rendered = _rendered(services, run, template, document)
    services.records.save(
        run.id,
        names.RENDERED,
        names.RenderedDocument(
            candidate=Deliverable(
                name=file_name(spec.deliverable, document),
                sha256=services.documents.put(rendered.candidate),
                size=len(rendered.candidate),
            ),
            marked=services.documents.put(rendered.marked),
            figures=rendered.figures,
            citations=rendered.citations,
            template=used_template(services, spec.template, template),
        ),
    )


def _rendered(
    services: Services, run: Run, template: bytes, document: DocumentParticulars
) -> Rendered:
    """The document; a table of contents goes without pages where they cannot be counted."""
    spec = crew_of(services, run)
    made_of = (
        services.records.load(run.id, names.RESULT, CrewResult).draft,
        quotable_evidence(services, run),
        spec,
        services.workspace.templates[spec.template],
        template,
        document,
    )
    try:
        return render_document(*made_of, paginate=_paginate(services))
    except ProgramError as error:
        services.progress(str(error))
        return render_document(*made_of)


def _paginate(services: Services) -> Paginate | None:
    printer, reader = services.programs.printer(), services.programs.reader()
    return paginator(printer, reader) if printer and reader else None


def fixed_words(template: bytes, candidate: bytes) -> list[str]:
    """What a document says that needs no source: its template's words and its captions' labels."""
    return [*(block.text for block in read_text(template)), *labels(candidate)]


def particulars_of(services: Services, run: Run) -> DocumentParticulars:
    """What the run's document is, for the template."""
    client, matter, period = subject_of(services, run)
    mail, own = answered_mail(services, run), own_subject(services, run)
    return DocumentParticulars(
        title=crew_of(services, run).title,
        period=period.key,
        period_label=label_for(period.key),
        as_at=run.as_at,
        firm=services.workspace.firm,
        client=client,
        matter=matter,
        answers=reply_subject(mail.subject) if mail else "",
        of_no_matter=bool(mail and own and not own.registered_matter),
        texts=origins_of_texts(services, run),
    )


def quotable_evidence(services: Services, run: Run) -> Evidence:
    """The run's evidence with what it found in the knowledge base, which a draft may quote too."""
    evidence = services.records.load(run.id, names.EVIDENCE, Evidence)
    return with_passages(evidence, found_passages(services, run))


def template_of(services: Services, spec: CrewSpec) -> bytes:
    """The crew's Word template as it is now.

    Raises:
        TemplateError: it cannot be read.
    """
    return bytes_of(services.workspace.template_file(spec.template))


def file_name(deliverable: str, document: DocumentParticulars) -> str:
    """The deliverable's name, filled, with what file systems refuse left out."""
    name = deliverable.format(
        client=_client_in_names(document),
        title=document.title.lower(),
        period=document.period_in_names,
    )
    stem, dot, suffix = " ".join(_NOT_IN_FILE_NAMES.sub(" ", name).split()).rpartition(".")
    return f"{stem.strip()[:_LONGEST_NAME]}{dot}{suffix}"


def _client_in_names(document: DocumentParticulars) -> str:
    """The client's name; of one that nobody knows yet, what tells its deal from others."""
    if not document.client.name.startswith(OPEN):
        return document.client.name
    matter = document.matter
    deal = matter.key if matter.reference.startswith(OPEN) else matter.reference
    return f"client to confirm, {deal}"
