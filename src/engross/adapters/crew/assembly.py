"""A crew's specs made into real CrewAI objects, fresh for every run.

Through the public constructors, not `load_crew_from_definition`: a definition can hold no language
model object, no tool instance and no guardrail function of this run, only names and dotted paths
of things that are the same for every run; and a guardrail put in after construction is silently
ignored. The specs' fields still carry CrewAI's names.

An agent with two tasks is made twice, so that its model always knows which task it speaks for.
Imports `crewai`: load it through `quiet.load` first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from crewai import Agent, Crew, Process, Task
from pydantic import PrivateAttr

from engross.adapters.crew.guardrail import Guardrail, WithoutModel
from engross.adapters.crew.llm import GatewayLLM
from engross.adapters.crew.text import shielded
from engross.adapters.crew.tools import EngineTool
from engross.errors import WorkspaceError
from engross.models.by_section import WrittenBySection
from engross.models.gateway import Gateway
from engross.records import ChatModel, Record
from engross.records.ports import TaskKit, Tool
from engross.workspace.specs import CrewSpec, TaskSpec, Workspace

V = TypeVar("V")


class _KeepsNothing:
    """In place of CrewAI's database of task outputs: clients' words belong in our store only."""

    def update(self, task_index: int, log: dict[str, Any]) -> None:
        """Keep nothing."""

    def reset(self) -> None:
        """Nothing to forget."""

    def load(self) -> None:
        """Nothing kept."""


class ForgetfulCrew(Crew):
    """A crew that writes no file."""

    _task_output_handler: Any = PrivateAttr(default_factory=_KeepsNothing)


@dataclass(frozen=True)
class Assembled:
    """A crew ready to be kicked off once."""

    crew: Crew
    guardrails: Mapping[str, Guardrail]
    """By task key; each keeps its task's accepted output."""

    @property
    def outputs(self) -> dict[str, Record]:
        """What was accepted, by task key."""
        return {
            key: guardrail.accepted
            for key, guardrail in self.guardrails.items()
            if guardrail.accepted is not None
        }


@dataclass(frozen=True)
class Assembler:
    """Makes one run's crew."""

    workspace: Workspace
    gateway: Gateway
    kits: Mapping[str, TaskKit]
    tools: Mapping[str, Tool]
    progress: Callable[[str], None]

    def assemble(self, spec: CrewSpec) -> Assembled:
        """The crew of the spec, with this run's models, tools and guardrails.

        Raises:
            WorkspaceError: a task asks for an agent, a tool, a kit or a context that is not there.
        """
        tasks: dict[str, Task] = {}
        guardrails: dict[str, Guardrail] = {}
        for key in spec.tasks:
            task, guardrail = self._task(key, self._spec(key), tasks)
            tasks[key], guardrails[key] = task, guardrail
        crew = ForgetfulCrew(
            agents=[task.agent for task in tasks.values() if task.agent is not None],
            tasks=list(tasks.values()),
            process=Process.sequential,
            cache=False,
            memory=False,
            planning=False,
            tracing=False,
            verbose=False,
        )
        return Assembled(crew, guardrails)

    def _spec(self, key: str) -> TaskSpec:
        return _found(key, self.workspace.tasks, "tasks/*.yaml has no task")

    def _task(
        self, key: str, spec: TaskSpec, earlier: Mapping[str, Task]
    ) -> tuple[Task, Guardrail]:
        kit = _found(key, self.kits, "The engine has no kit for the task")
        how = spec.by_section
        line = self.gateway.line(key, spec.agent, spec.purpose, has_sections=how is not None)
        say = self._speaker(spec.agent)
        attempts = spec.guardrail_max_retries + 1
        model = WrittenBySection(line, how, attempts) if how else line
        guardrail = Guardrail(kit, line, attempts, say)
        guardrail.task = Task(
            name=key,
            description=shielded(spec.description + kit.told),
            expected_output=shielded(spec.expected_output),
            agent=self._agent(spec, model, kit),
            context=[
                _found(name, earlier, f"tasks/{key}.yaml: no earlier task") for name in spec.context
            ],
            tools=[EngineTool(self._tool(key, name), line, say) for name in spec.tools],
            output_pydantic=kit.output,
            converter_cls=WithoutModel,
            # CrewAI reads the annotations of what it is given, and cannot read postponed ones.
            guardrail=lambda output: guardrail.judge(output),  # noqa: PLW0108 - as said above
            guardrail_max_retries=attempts,  # one more than the spec's: the house model's
        )
        return guardrail.task, guardrail

    def _tool(self, task: str, name: str) -> Tool:
        return _found(name, self.tools, f"tasks/{task}.yaml: the engine has no tool")

    def _agent(self, task: TaskSpec, model: ChatModel, kit: TaskKit) -> Agent:
        spec = _found(task.agent, self.workspace.agents, "agents/*.yaml has no agent")
        say = self._speaker(task.agent)
        return Agent(
            role=shielded(spec.role),
            goal=shielded(spec.goal),
            backstory=shielded(spec.backstory),
            llm=GatewayLLM(model, kit.output.model_json_schema(), lambda: say(task.purpose)),
            max_iter=spec.max_iter,
            max_retry_limit=0,
            allow_delegation=False,
            cache=False,
            respect_context_window=False,
            use_better_compaction=False,
            verbose=False,
        )

    def _speaker(self, agent: str) -> Callable[[str], None]:
        name = agent.replace("_", " ")
        return lambda words: self.progress(f"{name}: {words}")


def _found(key: str, among: Mapping[str, V], complaint: str) -> V:
    if key not in among:
        message = f"{complaint} {key}."
        raise WorkspaceError(message, remedy="Run `engross check` for every problem at once.")
    return among[key]
