"""The draft stage: one CrewAI crew of researcher, drafter and consistency checker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from engross import checks, drafting, knowledge, research
from engross.models.gateway import Gateway, ModelCall
from engross.models.replay import NewGeneration
from engross.pipeline import names
from engross.pipeline.services import Services
from engross.pipeline.subjects import crew_of, subject_of
from engross.records import (
    AgentFindings,
    Brief,
    CrewResult,
    Draft,
    Evidence,
    Finding,
    Passage,
    Record,
    Run,
)
from engross.records.ports import PassageIndex, TaskKit, Tool
from engross.uk.periods import label_for
from engross.workspace.specs import CrewSpec


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
        self.evidence = services.records.load(run.id, names.EVIDENCE, Evidence)
        self.client, self.matter, _ = subject_of(services, run)
        self.found = research.FoundKnowledge(self._search, keep=self._keep, kept=self._kept())
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
            "Draft": drafting.kit(self.spec, self._rules, self._take_draft),
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
            on_call=self._write_call,
            on_finding=self.faults.append,
            on_generation=self._write_generation,
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
                *self._overdue(),
            ),
        )

    def _rules(self, written: Draft) -> Sequence[Finding]:
        return checks.check_draft(
            written,
            self.evidence,
            self.spec,
            self.services.workspace.firm,
            self.client,
            self.found.found_knowledge(),
        )

    def _take_draft(self, _written: Draft, findings: Sequence[Finding]) -> None:
        self.draft_findings = tuple(findings)

    @cached_property
    def _index(self) -> PassageIndex:
        """The knowledge base, brought up to date with the firm's folder before the first search."""
        index = self.services.index()
        knowledge.sync(index, self._items)
        return index

    @cached_property
    def _items(self) -> Sequence[knowledge.KnowledgeItem]:
        workspace = self.services.workspace
        folder = workspace.root / "knowledge"
        return [
            knowledge.read_item(folder, name, file.tier, file.review_by)
            for name, file in workspace.knowledge.files.items()
        ]

    def _overdue(self) -> Iterator[Finding]:
        """A finding for each file of the knowledge base that somebody should have read again."""
        for item in knowledge.overdue(self._items, self.run.as_at):
            owner = self.services.workspace.knowledge.files[item.file].owner
            yield Finding(
                rule="knowledge-overdue",
                severity="note",
                place=f"knowledge/{item.file}",
                message=f"knowledge/{item.file} was to be read again and has not been.",
                suggestion=f"Ask {owner} to read it and to put the new day into index.yaml.",
            )

    def _house_style(self) -> str:
        path = self.services.workspace.root / "knowledge" / "house-style.md"
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    def _search(self, question: str, limit: int) -> Sequence[tuple[Passage, float]]:
        walls = knowledge.walls(self.run.client, self.run.matter)
        return knowledge.search(self._index, walls, question, limit)

    def _kept(self) -> tuple[Passage, ...]:
        records = self.services.records
        if not records.has(self.run.id, names.FOUND):
            return ()
        return records.load(self.run.id, names.FOUND, names.FoundPassages).passages

    def _keep(self, found: tuple[Passage, ...]) -> None:
        self.services.records.save(self.run.id, names.FOUND, names.FoundPassages(passages=found))

    def _write_call(self, call: ModelCall) -> None:
        self.services.ledger.record(
            "model-replayed" if call.replayed else "model-called",
            run=self.run.id,
            actor=call.agent,
            subject=f"{call.task} {call.generation}.{call.ordinal}",
            payload=call.model_dump(mode="json"),
        )

    def _write_generation(self, new: NewGeneration) -> None:
        self.services.ledger.record(
            "new-generation",
            run=self.run.id,
            actor="engross",
            subject=f"generation {new.generation}",
            payload=new.model_dump(mode="json"),
        )
