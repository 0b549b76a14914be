"""Runs a crew through CrewAI and hands back typed records; no CrewAI object leaves this package."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from engross.adapters.crew import quiet
from engross.errors import ModelAnswerUnusable, WorkspaceError
from engross.models.gateway import Gateway
from engross.records import Record, Run
from engross.records.ports import TaskKit, Tool
from engross.workspace.specs import CrewSpec, Workspace


class CrewAIRunner:
    """The `CrewRunner` over CrewAI: sequential, one crew built for each run and thrown away."""

    def __init__(
        self, workspace: Workspace, gateway: Callable[[Run], Gateway], state: Path
    ) -> None:
        """Run the workspace's crews.

        `gateway` makes the run's own gateway; `state` is the workspace's state folder, the only
        place where CrewAI may write.
        """
        self._workspace = workspace
        self._gateway = gateway
        self._state = state

    def run(
        self,
        run: Run,
        kits: Mapping[str, TaskKit],
        tools: Mapping[str, Tool],
        progress: Callable[[str], None],
    ) -> Mapping[str, Record]:
        """Each task's accepted output by task key.

        With a kit for the crew's triage task alone, that one runs, as a crew of its own. The tools,
        the guardrails and `progress` may be called from another thread than the caller's, never
        from two at once.

        Raises:
            ModelError: a model could not do its part.
            StorageError: the journal could not keep an answer.
            WorkspaceError: the crew's files do not fit together.
        """
        quiet.load(self._state)
        from crewai.tools.tool_failure import ToolExecutionFailedError  # noqa: PLC0415 - slow

        from engross.adapters.crew.assembly import Assembler  # noqa: PLC0415 - imports crewai

        if run.crew not in self._workspace.crews:
            message = f"crews/*.yaml has no crew {run.crew}."
            raise WorkspaceError(message)
        spec = _of_tasks(self._workspace.crews[run.crew], kits)
        gateway = self._gateway(run)
        assembled = Assembler(self._workspace, gateway, kits, tools, progress).assemble(spec)
        try:
            quiet.quietly(assembled.crew.kickoff)
        except Exception as error:
            if gateway.failure is not None:
                raise gateway.failure from error
            if isinstance(error, ToolExecutionFailedError):
                raise ModelAnswerUnusable(str(error)) from error
            raise
        if gateway.failure is not None:
            raise gateway.failure
        return {key: assembled.outputs[key] for key in spec.tasks}


def _of_tasks(spec: CrewSpec, kits: Mapping[str, TaskKit]) -> CrewSpec:
    """The crew with the tasks that are to run: its own, or the one that asks for an intent."""
    alone = set(kits) == {spec.triage}
    return spec.model_copy(update={"tasks": (spec.triage,)}) if alone else spec
