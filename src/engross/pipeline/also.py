"""The files that are made beside a run's document: by code alone, from the same evidence."""

from __future__ import annotations

from collections.abc import Sequence

from engross.pipeline import names
from engross.pipeline.envelopes import envelope_of
from engross.pipeline.gates import gate_facts, has_gates
from engross.pipeline.rendering import (
    file_name,
    particulars_of,
    template_of,
)
from engross.pipeline.services import Services
from engross.pipeline.subjects import crew_of
from engross.pipeline.templates import used_template
from engross.records import (
    MEASURES,
    Deliverable,
    Draft,
    Evidence,
    Fact,
    Figure,
    Run,
    TemplateUsed,
)
from engross.rendering import DocumentParticulars, render
from engross.rendering.mail_file import mail_file
from engross.rendering.mail_words import mail_words
from engross.rendering.table_file import table_file
from engross.workspace.also import as_crew
from engross.workspace.approvals import approved
from engross.workspace.specs import AlsoSpec


def also_made(
    services: Services, run: Run, candidate: bytes, evidence: Evidence
) -> names.AlsoFiles:
    """The files beside that candidate, in the crew's order, put into the document store.

    `evidence` is the candidate's own. The same candidate, evidence and gates give the same bytes.
    A Word file is made with the template that the run's earlier versions were made with.

    Raises:
        TemplateError: a Word file's template is not there or has problems.
    """
    crew = crew_of(services, run)
    if crew.also:
        services.progress(f"making {len(crew.also)} more file{'s' * (len(crew.also) > 1)}")
    making = _Making(services, run, candidate, evidence)
    return names.AlsoFiles(files=tuple(making.made(also) for also in crew.also))


def also_of(services: Services, run: Run) -> names.AlsoFiles:
    """What was made beside the newest version; nothing where nothing was."""
    if not services.records.has(run.id, names.ALSO):
        return names.AlsoFiles()
    return services.records.load(run.id, names.ALSO, names.AlsoFiles)


def evidence_for(services: Services, run: Run, also: AlsoSpec, evidence: Evidence) -> Evidence:
    """What the file may print: the document's evidence, as people stated it in Word.

    A file that stays in the firm may also have what a source marks as internal, and what was
    recorded of the gates. What a measure makes the firm's figure about itself, none has.
    """
    facts = _as_stated(evidence.facts)
    if not also.leaves:
        gates = gate_facts(services, run) if has_gates(services, run) else ()
        facts = (*map(_shown, facts), *gates)
    return Evidence.model_validate({**dict(evidence), "facts": facts})


def _as_stated(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts, each with the value that somebody put right in Word and answers for."""
    typed = [fact for fact in facts if fact.operation == "typed"]
    instead = {fact.inputs[0]: fact for fact in typed if fact.inputs and fact.asserted_by}
    read = (fact for fact in facts if fact.operation != "typed")
    return tuple(_put_right(fact, instead.get(fact.id)) for fact in read)


def _put_right(fact: Fact, stated: Fact | None) -> Fact:
    """The fact under its own name, with what somebody stated in its place where they did."""
    if stated is None or stated.unit != fact.unit:
        return fact
    return fact.model_copy(
        update={"value": stated.value, "spans": stated.spans, "operation": "read", "inputs": ()}
    )


def _shown(fact: Fact) -> Fact:
    measure = MEASURES.get(fact.measure)
    if fact.audience == "client" or measure is None or measure.audience == "internal":
        return fact
    return fact.model_copy(update={"audience": "client"})


class _Making:
    """Makes one file after the other for one candidate."""

    def __init__(self, services: Services, run: Run, candidate: bytes, evidence: Evidence) -> None:
        self._services, self._run = services, run
        self._candidate, self._evidence = candidate, evidence
        self._document = particulars_of(services, run)
        self._earlier = {one.key: one for one in also_of(services, run).files}

    def made(self, also: AlsoSpec) -> names.AlsoFile:
        """The file, kept, with what is to be known of it."""
        if also.kind == "mail":
            words = mail_words(self._candidate, self._document.property_title)
            return self._kept(also, mail_file(words, envelope_of(self._services, self._run)))
        if also.kind == "table":
            told = evidence_for(self._services, self._run, also, self._evidence)
            data, figures = table_file(also.columns, told)
            return self._kept(also, data, figures)
        return self._word_file(also)

    def _word_file(self, also: AlsoSpec) -> names.AlsoFile:
        services = self._services
        crew = as_crew(crew_of(services, self._run), also)
        used = self._used(also)
        template = services.documents.get(used.sha256) if used else template_of(services, crew)
        made = render(
            Draft(sections=()),
            evidence_for(services, self._run, also, self._evidence),
            crew,
            services.workspace.templates[also.template],
            template,
            self._called(also),
        )
        used = used or used_template(services, also.template, template)
        return self._kept(also, made.candidate, made.figures, used)

    def _called(self, also: AlsoSpec) -> DocumentParticulars:
        """The document's particulars, under the file's own title where it has one."""
        return self._document.model_copy(update={"title": also.title or self._document.title})

    def _used(self, also: AlsoSpec) -> TemplateUsed | None:
        """The template that the version before was made with; it may be approved by now."""
        earlier = self._earlier.get(also.key)
        used = earlier.template if earlier else None
        if used is None or used.key != also.template:
            return None
        return approved(self._services.workspace, used.key, used.sha256)

    def _kept(
        self,
        also: AlsoSpec,
        data: bytes,
        figures: Sequence[Figure] = (),
        template: TemplateUsed | None = None,
    ) -> names.AlsoFile:
        name = file_name(also.deliverable, self._called(also))
        return names.AlsoFile(
            key=also.key,
            file=Deliverable(
                name=name,
                sha256=self._services.documents.put(data),
                size=len(data),
                leaves=also.leaves,
            ),
            figures=tuple(_in_file(figure, also, name) for figure in figures),
            template=template,
        )


def _in_file(figure: Figure, also: AlsoSpec, name: str) -> Figure:
    """The figure, told apart from those of the document and of the other files."""
    anchor = f"{also.key.replace('_', '')}{figure.anchor}"
    return figure.model_copy(update={"anchor": anchor, "place": f"{name}: {figure.place}"})
