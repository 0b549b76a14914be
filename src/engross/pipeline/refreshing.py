"""The held document's other files made anew, because something that they tell has changed."""

from __future__ import annotations

from collections.abc import Iterator

from engross.checks.reports import in_order
from engross.checks.template_rules import NOT_APPROVED
from engross.errors import WrongState
from engross.pipeline import names
from engross.pipeline.also import also_made, also_of
from engross.pipeline.also_checks import also_findings
from engross.pipeline.holding import (
    as_made,
    held_document,
    keep_edited,
    note_held,
    take_away,
    write_files,
)
from engross.pipeline.quotable import found_passages, with_passages
from engross.pipeline.services import Services
from engross.pipeline.subjects import crew_of
from engross.pipeline.templates import template_place
from engross.pipeline.versions import EDITS, Edit, Edits, edits_of, keep_as_earlier
from engross.records import CheckReport, Evidence, Finding, HeldDocument, Run


def refresh(services: Services, run: Run, reason: str) -> HeldDocument:
    """The held document's next version: the same Word file, and every other file made anew.

    The document is the same: whoever has read the version before may sign this one by that number,
    and a review copy of it that somebody is editing may still be taken back. The caller holds the
    run alone.

    Raises:
        WrongState: the run is not held.
    """
    if run.state != "held":
        raise WrongState(
            f"A run that is {run.state} has no held document.",
            remedy="What was decided stays as it is.",
        )
    before = services.records.load(run.id, names.HELD, HeldDocument)
    evidence = services.records.load(run.id, names.EVIDENCE, Evidence)
    rendered = services.records.load(run.id, names.RENDERED, names.RenderedDocument)
    quotable = with_passages(evidence, found_passages(services, run))
    candidate = services.documents.get(rendered.candidate.sha256)
    files = also_made(services, run, candidate, quotable)
    report = _report(services, run, also_findings(services, run, files, quotable))
    made = as_made(services, run)._replace(
        also=files.deliverables,
        findings=report.findings,
        version=before.version + 1,
        edited_by=before.edited_by,
        redline=before.redline,
    )
    held = held_document(services, run, made)
    keep_edited(services, run, before)
    edit = Edit(version=held.version, by="", at=services.now(), refreshed=reason)
    with services.together():
        keep_as_earlier(services, run, before.version)
        services.records.save(run.id, EDITS, Edits(edits=(*edits_of(services, run).edits, edit)))
        services.records.save(run.id, names.ALSO, files)
        services.records.save(run.id, names.REPORT, report)
        services.records.save(run.id, names.HELD, held)
        services.ledger.record(
            "files-made-anew",
            run=run.id,
            actor="engross",
            subject=f"version {held.version}",
            payload={"reason": reason},
        )
        note_held(services, held)
    take_away(services, run, before, held)
    write_files(services, run)
    return held


def _report(services: Services, run: Run, now: tuple[Finding, ...]) -> CheckReport:
    """The report with what is noticed of the other files now, in place of what was."""
    report = services.records.load(run.id, names.REPORT, CheckReport)
    kept = tuple(_of_the_document(services, run, report))
    return report.model_copy(update={"findings": in_order((*kept, *now))})


def _of_the_document(services: Services, run: Run, report: CheckReport) -> Iterator[Finding]:
    """What the report says of the document itself, and not of a file beside it or its template."""
    beside = also_of(services, run).files
    named = tuple(f"{one.file.name}: " for one in beside)
    own = template_place(crew_of(services, run).template)
    templates = {template_place(one.template.key) for one in beside if one.template} - {own}
    for finding in report.findings:
        of_a_template = finding.rule == NOT_APPROVED and finding.place in templates
        if not of_a_template and not (named and finding.place.startswith(named)):
            yield finding
