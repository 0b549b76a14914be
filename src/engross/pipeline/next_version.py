"""The next version of a held document, made of what came back from Word, checked and kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from engross.checks.edited_words import Addressed, edited_words
from engross.checks.edits import edit_findings
from engross.checks.places import places
from engross.checks.printing import printing_findings
from engross.errors import RedlineFailed
from engross.pipeline import names
from engross.pipeline.also import also_made
from engross.pipeline.also_checks import also_findings
from engross.pipeline.checking import report_on, template_as_used
from engross.pipeline.holding import Made, held_document, keep_edited, kept, note_held
from engross.pipeline.printing import printed
from engross.pipeline.rendering import particulars_of
from engross.pipeline.restating import Restated
from engross.pipeline.services import Services
from engross.pipeline.subjects import crew_of, subject_of
from engross.pipeline.versions import (
    EDITS,
    Edit,
    Edits,
    as_checked,
    edits_of,
    keep_as_earlier,
)
from engross.records import (
    CheckReport,
    Deliverable,
    DocumentPages,
    Evidence,
    HeldDocument,
    Remark,
    Run,
)

REDLINE = "Redline"
"""How the name of the file begins that shows the changes since the version before."""


@dataclass(frozen=True)
class NextVersion:
    """A returned document on its way to being held."""

    services: Services
    run: Run
    told: Restated
    """Its figures, and what they rest on."""
    docx: bytes
    """Undressed, every change accepted."""

    @cached_property
    def anchored(self) -> bytes:
        """The document with a bookmark around each of its figures again."""
        from engross.ooxml.anchored_text import place_bookmarks  # noqa: PLC0415 - loads lxml

        return place_bookmarks(self.docx, self.told.stretches, "figure")

    @cached_property
    def candidate(self) -> bytes:
        """The document as it would leave."""
        from engross.ooxml.cleaning import clean  # noqa: PLC0415 - loads lxml

        document = particulars_of(self.services, self.run)
        return clean(
            self.anchored,
            title=document.property_title,
            firm=document.firm.particulars.name,
            when=document.made_at,
            subject=document.subject,
            keywords=(document.reference,),
            template=template_as_used(self.services, self.run),
        )

    def hold(self, edit: Edit, remarks: tuple[Remark, ...]) -> HeldDocument:
        """The document, held in place of the one before.

        All that is kept of it is kept in one transaction: a crash leaves the one version or the
        other. What the earlier one was made of stays under its number.
        """
        services, run = self.services, self.run
        before = services.records.load(run.id, names.HELD, HeldDocument)
        edits = Edits(edits=(*edits_of(services, run).edits, edit))
        rendered, printing, pages = self._made()
        files = also_made(services, run, self.candidate, self.told.evidence)
        services.progress("checking the document")
        report = self._report(edits, printing, files)
        evidence = self._evidence()
        made = Made(
            candidate=rendered.candidate,
            anchored=self.anchored,
            figures=rendered.figures,
            citations=rendered.citations,
            findings=report.findings,
            evidence=evidence,
            printed=printing,
            pages=pages,
            template=rendered.template,
            also=files.deliverables,
            version=edit.version,
            edited_by=edit.by,
            redline=self._redline(edit),
        )
        held = held_document(services, run, made)
        keep_edited(services, run, before)
        with services.together():
            keep_as_earlier(services, run, before.version)
            for name, record in (
                (names.EVIDENCE, evidence),
                (names.RENDERED, rendered),
                (names.PRINTED, printing),
                (names.PAGES, pages),
                (names.ALSO, files),
                (names.REPORT, report),
                (EDITS, edits),
                (names.HELD, held),
            ):
                services.records.save(run.id, name, record)
            if edit.file is not None:
                services.records.save(run.id, names.REMARKS, names.Remarks(remarks=remarks))
            self._note(edit)
            note_held(services, held)
        return held

    def _made(self) -> tuple[names.RenderedDocument, names.Printed, DocumentPages]:
        """What the stages before checking would have made."""
        services, run = self.services, self.run
        earlier = services.records.load(run.id, names.RENDERED, names.RenderedDocument)
        candidate = kept(services, earlier.candidate.name, self.candidate)
        done, pages = printed(services, self.candidate, self.anchored, candidate.name)
        anchored = services.documents.put(self.anchored)
        figures = tuple(self.told.figures)
        update = {"candidate": candidate, "figures": figures, "anchored": anchored}
        return earlier.model_copy(update=update), done, pages

    def _report(self, edits: Edits, done: names.Printed, files: names.AlsoFiles) -> CheckReport:
        services, run, told = self.services, self.run, self.told
        made = as_checked(edits)
        also = (
            *edit_findings(run.id, told.figures, told.evidence, made),
            *edited_words(made, self._addressed()),
            *printing_findings(done.without),
            *also_findings(services, run, files, told.evidence),
        )
        return report_on(
            services, run, self.candidate, told.figures, told.evidence, also=also, edited=True
        )

    def _addressed(self) -> Addressed:
        """Whom the document is for, as its subject has it, and where its words stand."""
        from engross.ooxml.text import read_text  # noqa: PLC0415 - loads lxml

        client, _, _ = subject_of(self.services, self.run)
        blocks = read_text(self.candidate)
        placed = places(blocks, crew_of(self.services, self.run).standard_format)
        contacts = (contact.name for contact in client.contacts)
        names = (client.name, *contacts, *client.address.replace("\n", ",").split(","))
        return Addressed(
            [name.strip() for name in names],
            [(place, block.text) for place, block in zip(placed, blocks, strict=True)],
        )

    def _evidence(self) -> Evidence:
        """Without what was found in the knowledge base, which is kept apart."""
        base = self.services.records.load(self.run.id, names.EVIDENCE, Evidence)
        return Evidence.model_validate({**dict(self.told.evidence), "passages": base.passages})

    def _redline(self, edit: Edit) -> Deliverable | None:
        """The changes as tracked changes; a comparison that fails is told and does without."""
        services = self.services
        earlier = services.records.load(self.run.id, names.RENDERED, names.RenderedDocument)
        before = services.documents.get(earlier.candidate.sha256)
        redliner = services.programs.redliner()
        if redliner is None or before == self.candidate:
            return None
        services.progress("comparing the two versions")
        person = services.workspace.firm.person(edit.by)
        author = person.name if person else edit.by
        try:
            data = redliner.redline(before, self.candidate, author, edit.at)
        except RedlineFailed as error:
            services.progress(str(error))
            return None
        return kept(services, f"{REDLINE} - {earlier.candidate.name}", data)

    def _note(self, edit: Edit) -> None:
        """The ledger's line: ids and counts; the wording can be erased."""
        self.services.ledger.record(
            "returned-from-word",
            run=self.run.id,
            actor=edit.by,
            subject=f"version {edit.version}",
            payload={
                "file": edit.file.sha256 if edit.file else "",
                "changes": len(edit.changes),
                "asserted": list(edit.asserted),
                "comment": edit.comment,
            },
        )
