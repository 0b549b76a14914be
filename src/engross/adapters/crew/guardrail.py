"""A task's guardrail: code decides whether an output is accepted, and the run is never lost.

Imports `crewai`: load it through `quiet.load` first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from crewai import Task, TaskOutput
from crewai.utilities.converter import Converter, ConverterError
from pydantic import BaseModel, ValidationError

from engross.adapters.crew.text import shielded, shielded_json
from engross.adapters.crew.tools import explained
from engross.models.gateway import Line
from engross.records import Record
from engross.records.ports import TaskKit, Verdict


class Guardrail:
    """Counts a task's attempts, asks its kit, and keeps the output that was accepted.

    Every attempt of the agent's own model is judged by `TaskKit.guard`. The last permitted one is
    accepted with its reasons (`TaskKit.exhausted`) if it is at all a record of the right kind; if
    it is not, the house model gets one attempt more.
    """

    def __init__(
        self, kit: TaskKit, line: Line, attempts: int, progress: Callable[[str], None]
    ) -> None:
        self._kit = kit
        self._line = line
        self._attempts = attempts
        self._progress = progress
        self._attempt = 0
        self.task: Task | None = None
        """The task that it guards; known once the task is made."""
        self.accepted: Record | None = None
        """The output that was accepted."""

    def judge(self, output: TaskOutput) -> tuple[bool, Any]:
        """CrewAI's question: accepted with the output's JSON, or refused with the reasons."""
        self._attempt += 1
        try:
            record = self._kit.completed(self._kit.output.model_validate_json(output.raw))
        except ValidationError as error:
            return self._unfit(explained(error))
        verdict = self._kit.guard(record)
        if not verdict.accepted and self._attempt < self._attempts:
            return self._refused(verdict)
        if not verdict.accepted:
            self._kit.exhausted(record, verdict)
        self.accepted = record
        self._progress("done" if verdict.accepted else "done, with faults for the reviewer")
        return True, shielded_json(record.model_dump_json())

    def _unfit(self, problem: str) -> tuple[bool, str]:
        if self._attempt >= self._attempts:
            self._line.hand_over(f"its answers are no {self._kit.output.__name__}: {problem}")
        return self._refused(Verdict(accepted=False, reasons=(problem,)))

    def _refused(self, verdict: Verdict) -> tuple[bool, str]:
        self._progress(f"asked to put {len(verdict.reasons)} right")
        reasons = "\n".join(f"- {reason}" for reason in verdict.reasons)
        # CrewAI puts this in the place of what earlier tasks handed on, so it is said again here.
        handed_on = self.task.prompt_context if self.task is not None else None
        again = f"\n\n### What you were handed:\n{handed_on}" if handed_on else ""
        return False, f"\n{shielded(reasons)}{again}"


class WithoutModel(Converter):
    """Reads a record, and never asks a model to rewrite what does not fit."""

    def to_pydantic(self, current_attempt: int = 1) -> BaseModel:  # noqa: ARG002 - CrewAI's name
        """The record, or CrewAI's word for "left as it was": the guardrail judges it next."""
        try:
            return self.model.model_validate_json(self.text)
        except ValidationError as error:
            return ConverterError(str(error))  # type: ignore[return-value]  # CrewAI expects it returned
