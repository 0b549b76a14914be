"""The draft stage: one CrewAI crew of researcher, drafter and consistency checker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from engross import checks, drafting, research
from engross.models.gateway import Gateway
from engross.pipeline import names
from engross.pipeline.calls import note_call, note_generation
from engross.pipeline.library import Library
from engross.pipeline.redrafting import redraft_of, words_for
from engross.pipeline.services import Services
from engross.pipeline.subjects import crew_of, subject_of
from engross.records import (
    AgentFindings,
    AskedQuestion,
    AskedQuestions,
    Brief,
    CrewResult,
    Draft,
    Evidence,
    Finding,
    FoundPassage,
    IncomingMail,
    Record,
    Routing,
    Run,
)
from engross.records.ports import TaskKit, Tool
from engross.uk.periods import label_for
from engross.workspace.asked import with_asked
from engross.workspace.specs import CrewSpec

R = TypeVar("R", bound=Record)


def draft(services: Services, run: Run) -> None:
    """Evidence to a brief, a draft and the checker's findings."""
    desk = CrewDesk(services, run)
    gateway = desk.gateway()
    runner = services.crew_runner(gateway)
    outputs = runner.run(run, desk.kits(), desk.tools(), services.progress)
    result = desk.result(outputs).model_copy(
        update={
            "models": gateway.models,
            "calls": gateway.calls,
            "replayed": gateway.replayed,
        }
    )
    services.records.save(run.id, names.RESULT, result)


class CrewDesk:
    """What the three tasks share during one run: the evidence, and the draft as it stands."""

    def __init__(self, services: Services, run: Run) -> None:
        self.services = services
        self.run = run
        self.spec: CrewSpec = crew_of(services, run)
        self.evidence = self._evidence()
        self.client, self.matter, _ = subject_of(services, run)
        self.redraft = redraft_of(services, run)
        self.library = Library.of(services, run)
        self.found = self._found()
        self.draft_findings: tuple[Finding, ...] = ()
        self.faults: list[Finding] = []

    def tools(self) -> Mapping[str, Tool]:
        """Every tool that a task may name."""
        firm = self.services.workspace.firm
        return {
            **research.toolbox(
                self.evidence,
                self.spec,
                period=self.run.period,
                period_label=label_for,
                knowledge=self.found,
            ),
            **drafting.toolbox(firm.house_style, self._house_style()),
            **checks.toolbox(lambda: self.draft_findings),
            **self._mail_tools(),
        }

    def kits(self) -> Mapping[str, TaskKit]:
        """A kit for each task, by the record that it returns."""
        by_record: dict[str, TaskKit] = {
            "Brief": research.kit(
                self.evidence,
                self.spec,
                knowledge=self.found,
                on_exhausted=self.faults.extend,
            ),
            "Draft": drafting.kit(
                self.spec,
                self._rules,
                self._take_draft,
                self.redraft,
                words_for(self.services, self.spec) if self.redraft else "",
            ),
            "AgentFindings": checks.kit(self.spec),
        }
        tasks = self.services.workspace.tasks
        return {key: by_record[tasks[key].output_record] for key in self.spec.tasks}

    def gateway(self) -> Gateway:
        """The one door to models for this run; every call through it has a line in the ledger."""
        services = self.services
        return Gateway(
            self.run.id,
            models=services.models(self.spec.agents),
            house=services.house,
            policy=services.workspace.firm.models,
            journal=services.journal,
            on_call=lambda call: note_call(services, self.run, call),
            on_finding=self.faults.append,
            on_generation=lambda new: note_generation(services, self.run, new),
        )

    def result(self, outputs: Mapping[str, Record]) -> CrewResult:
        """The three outputs as one record."""
        by_kind = {type(output): output for output in outputs.values()}
        brief, written = by_kind[Brief], by_kind[Draft]
        noticed = by_kind[AgentFindings]
        if not (
            isinstance(brief, Brief)
            and isinstance(written, Draft)
            and isinstance(noticed, AgentFindings)
        ):
            raise TypeError(sorted(kind.__name__ for kind in by_kind))
        return CrewResult(
            brief=brief,
            draft=written,
            findings=(
                *self.faults,
                *self.draft_findings,
                *checks.agent_findings(noticed),
                *(checks.remark_findings(self.redraft, written) if self.redraft else ()),
                *(self.library.findings() if self.found.asked() else ()),
            ),
        )

    def _rules(self, written: Draft) -> Sequence[Finding]:
        return checks.check_draft(
            written,
            self.evidence,
            self.spec,
            self.services.workspace.firm,
            self.client,
            self.found.found(),
        )

    def _take_draft(self, _written: Draft, findings: Sequence[Finding]) -> None:
        self.draft_findings = tuple(findings)

    def _evidence(self) -> Evidence:
        """The run's evidence; what triage found asked in a mail counts as asked."""
        records = self.services.records
        evidence = records.load(self.run.id, names.EVIDENCE, Evidence)
        routing = self._kept(names.ROUTING, Routing)
        return with_asked(evidence, self.spec, routing.asked)

    def _mail_tools(self) -> Mapping[str, Tool]:
        """How agents read the mail that is answered; none in a run that answers none."""
        if not self.services.records.has(self.run.id, names.MAIL):
            return {}
        mail = self.services.records.load(self.run.id, names.MAIL, IncomingMail)
        return research.mail_toolbox(mail, self.evidence, self.spec)

    def _house_style(self) -> str:
        path = self.services.workspace.root / "knowledge" / "house-style.md"
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    def _found(self) -> research.FoundKnowledge:
        """What an earlier part of this run found is known again; what is found now is kept."""
        return research.FoundKnowledge(
            self.library.search,
            kept=self._kept(names.FOUND, names.FoundPassages).passages,
            asked=self._kept(names.ASKED, AskedQuestions).questions,
            keep=self._keep,
        )

    def _kept(self, name: str, kind: type[R]) -> R:
        records = self.services.records
        return records.load(self.run.id, name, kind) if records.has(self.run.id, name) else kind()

    def _keep(self, found: tuple[FoundPassage, ...], asked: tuple[AskedQuestion, ...]) -> None:
        with self.services.together():
            save = self.services.records.save
            save(self.run.id, names.FOUND, names.FoundPassages(passages=found))
            save(self.run.id, names.ASKED, AskedQuestions(questions=asked))
