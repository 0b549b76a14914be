"""The one door to models: every call is counted, journalled before it is used, and replayable.

A `Gateway` serves one run; a `Line` is one task's connection through it. Journal places are
`(run, generation, task, n)` for the task's n-th model call and
`(run, generation, task/call-n, m)` for the result of the m-th tool that this call asked for
(`task/code-n` where code asks in a small model's place), so the two kinds can never meet.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from engross.errors import EngrossError, ModelAnswerUnusable, ModelError, ModelUnavailable
from engross.models.answers import usable
from engross.models.replay import NewGeneration, Replay
from engross.records import ChatAnswer, ChatModel, ChatRequest, Finding, Record, ToolCall
from engross.records.ports import Journal
from engross.workspace.register import ModelPolicy

T = TypeVar("T")

TRIES = 2
"""How often a model is asked before the house model goes on: the call and one more try."""


class ModelCall(Record):
    """One model call, for the ledger: no words of it, only what was called, for what, how much."""

    task: str
    agent: str
    ordinal: int
    """Which call of the task this is, from 1."""
    generation: int
    model: str
    """The model that answered, as it names itself."""
    purpose: str
    tokens_in: int
    tokens_out: int
    tries: int
    """How often a model was asked until one answered."""
    replayed: bool
    """Whether the answer came from the journal; then nothing was called."""
    fell_back: str = ""
    """Why the house model answered in place of the agent's own; empty when it did not."""


class _Answered(Record):
    """An answer as it stands in the journal."""

    answer: ChatAnswer
    tries: int
    fell_back: str = ""


class Gateway:
    """All model calls and tool results of one run."""

    def __init__(  # noqa: PLR0913 - one keyword for each thing a run hands over
        self,
        run: str,
        *,
        models: Mapping[str, ChatModel],
        house: ChatModel,
        policy: ModelPolicy,
        journal: Journal,
        on_call: Callable[[ModelCall], None],
        on_finding: Callable[[Finding], None],
        on_generation: Callable[[NewGeneration], None],
    ) -> None:
        """Serve one run. `models` is by agent; the callables write the ledger and the findings."""
        self.house = house
        self.policy = policy
        self.replay = Replay(run, journal, on_generation)
        self.failure: EngrossError | None = None
        """What stopped the run; once set, every further call raises it again."""
        self.calls = 0
        """Model calls answered now."""
        self.replayed = 0
        """Model calls answered from the journal."""
        self.tries = 0
        """How often a model was asked, recorded tries included."""
        self._models = models
        self._on_call = on_call
        self._on_finding = on_finding
        self._names: set[str] = set()

    @property
    def models(self) -> tuple[str, ...]:
        """The models that answered, sorted."""
        return tuple(sorted(self._names))

    def line(self, task: str, agent: str, purpose: str, *, has_sections: bool = False) -> Line:
        """The task's connection to its agent's model.

        `has_sections` says that the task can be put to a small model section by section; the house
        model does the others for it.

        Raises:
            ModelError: the agent has no model.
        """
        if agent not in self._models:
            message = f"No model was chosen for the agent {agent}."
            raise ModelError(message)
        model = self._models[agent]
        small = model.name in self.policy.small
        return Line(self, task, agent, purpose, self.house if small and not has_sections else model)

    def spend(self) -> None:
        """Count one try against the run's budget.

        Raises:
            ModelError: the run has used up its model calls.
        """
        self.tries += 1
        if self.tries > self.policy.calls_per_run:
            raise ModelError(
                f"The run needs more than {self.policy.calls_per_run} model calls.",
                remedy="Look at the ledger for a task that goes round in circles, or raise "
                "models.calls_per_run in firm.yaml.",
            )

    def report(self, call: ModelCall) -> None:
        """Tell the ledger of a call."""
        self.replayed += call.replayed
        self.calls += not call.replayed
        self._names.add(call.model)
        self._on_call(call)

    def found(self, finding: Finding) -> None:
        """Hand on a finding."""
        self._on_finding(finding)


class Line:
    """One task's connection to its model; itself a `ChatModel`."""

    def __init__(
        self, gateway: Gateway, task: str, agent: str, purpose: str, model: ChatModel
    ) -> None:
        self.task = task
        self.agent = agent
        self.purpose = purpose
        self._gateway = gateway
        self._model = model
        self._ordinal = 0
        self._looked = 0
        self._fell_back = ""
        self._wanted: list[ToolCall] = []

    @property
    def name(self) -> str:
        """The name of the agent's own model."""
        return self._model.name

    @property
    def may_fall_back(self) -> bool:
        """Whether the house model may still take this task over."""
        return (
            self._gateway.policy.fall_back_to_house
            and self._model.name != self._gateway.house.name
            and not self._fell_back
        )

    @property
    def is_small(self) -> bool:
        """Whether a small model is at work, so that it is asked section by section."""
        return self._model.name in self._gateway.policy.small and not self._fell_back

    def complete(self, request: ChatRequest, stand_in: ChatModel | None = None) -> ChatAnswer:
        """The answer to the task's next call, replayed when it is recorded.

        `stand_in` answers in the house model's place when the model cannot, for a question that
        the house model does not know; the house model has then taken the task over.

        Raises:
            ModelError: no model could answer, or the budget is used up.
            StorageError: the journal could not keep the answer.
        """
        return self._watched(lambda: self._next(request, stand_in or self._gateway.house))

    def look(self, wanted: tuple[ToolCall, ...]) -> ChatAnswer:
        """The tool calls that code makes for the model, as an answer that `tool` knows."""
        self._looked += 1
        self._wanted = [
            call.model_copy(update={"id": f"code-{self._looked}-{number}"})
            for number, call in enumerate(wanted, start=1)
        ]
        return ChatAnswer(tool_calls=tuple(self._wanted), model=self.name)

    def tool(self, name: str, arguments: Mapping[str, Any], run: Callable[[], str]) -> str:
        """The result of a tool that the last answer asked for, replayed when it is recorded.

        Raises:
            StorageError: the journal could not keep the result.
        """
        return self._watched(lambda: self._result(name, dict(arguments), run))

    def found(self, finding: Finding) -> None:
        """Hand on a finding."""
        self._gateway.found(finding)

    def hand_over(self, reason: str) -> None:
        """Let the house model go on with this task from here, with a finding.

        Raises:
            ModelAnswerUnusable: the firm does not allow it.
        """
        if not self.may_fall_back:
            message = f"{self.name} could not do {self.task}: {reason}"
            raise ModelAnswerUnusable(message)
        self._take_over(reason)

    def _watched(self, action: Callable[[], T]) -> T:
        # CrewAI turns an exception in a tool into words for the agent and goes on; remembered
        # here, it stops the run at the next call at the latest.
        if self._gateway.failure is not None:
            raise self._gateway.failure
        try:
            return action()
        except EngrossError as error:
            self._gateway.failure = error
            raise

    def _next(self, request: ChatRequest, stand_in: ChatModel) -> ChatAnswer:
        self._ordinal += 1
        recorded, replayed = self._gateway.replay.once(
            self.task,
            self._ordinal,
            request.model_dump(mode="json"),
            lambda: self._ask(request, stand_in).canonical().decode(),
        )
        answered = _Answered.model_validate_json(recorded)
        if replayed:
            self._gateway.tries += answered.tries
        if answered.fell_back and not self._fell_back:
            self._take_over(answered.fell_back)
        self._report(answered, replayed=replayed)
        self._wanted = list(answered.answer.tool_calls)
        return answered.answer

    def _ask(self, request: ChatRequest, stand_in: ChatModel) -> _Answered:
        if self._fell_back:
            return self._try(stand_in, request, 1, fell_back=self._fell_back)
        problem: ModelError | None = None
        for tries in range(1, self._tries_allowed + 1):
            try:
                return self._try(self._model, request, tries)
            except (ModelUnavailable, ModelAnswerUnusable) as error:
                problem = error
        reason = str(problem.args[0]) if problem else ""
        if not self.may_fall_back:
            message = f"{self.name} could not do {self.task}. {reason}"
            raise type(problem or ModelError())(message, remedy=problem.remedy if problem else "")
        return self._try(stand_in, request, self._tries_allowed + 1, fell_back=reason)

    @property
    def _tries_allowed(self) -> int:
        # The house model always answers the same, so that asking again is of no use.
        return 1 if self.name == self._gateway.house.name else TRIES

    def _try(
        self, model: ChatModel, request: ChatRequest, tries: int, *, fell_back: str = ""
    ) -> _Answered:
        self._gateway.spend()
        answer = usable(model.complete(request), request)
        calls = tuple(
            call.model_copy(update={"id": f"call-{self._ordinal}-{number}"})
            for number, call in enumerate(answer.tool_calls, start=1)
        )
        answer = answer.model_copy(
            update={"tool_calls": calls, "model": answer.model or model.name}
        )
        return _Answered(answer=answer, tries=tries, fell_back=fell_back)

    def _result(self, name: str, arguments: dict[str, Any], run: Callable[[], str]) -> str:
        call = self._claim(name, arguments)
        place, _, number = call.id.rpartition("-")
        recorded, _ = self._gateway.replay.once(
            f"{self.task}/{place}",
            int(number),
            [call.id, name, arguments],
            lambda: json.dumps(run(), ensure_ascii=False),
        )
        return str(json.loads(recorded))

    def _claim(self, name: str, arguments: dict[str, Any]) -> ToolCall:
        # CrewAI does not say which call it is carrying out, and may have tidied the name.
        for call in sorted(self._wanted, key=lambda wanted: wanted.name != name):
            if call.arguments == arguments:
                self._wanted.remove(call)
                return call
        message = f"{name} was called in {self.task} although the model did not ask for it."
        raise ModelError(message)

    def _take_over(self, reason: str) -> None:
        self._fell_back = reason
        self._gateway.found(
            Finding(
                rule="model-fell-back",
                severity="warn",
                place=f"crew, task {self.task}",
                message=f"The model {self.name} could not be used ({reason.rstrip('.')}); the "
                "built-in house model went on with this task.",
                suggestion="Read this part with more care, or run again when the model is back.",
            )
        )

    def _report(self, answered: _Answered, *, replayed: bool) -> None:
        self._gateway.report(
            ModelCall(
                task=self.task,
                agent=self.agent,
                ordinal=self._ordinal,
                generation=self._gateway.replay.generation,
                model=answered.answer.model,
                purpose=self.purpose,
                tokens_in=answered.answer.tokens_in,
                tokens_out=answered.answer.tokens_out,
                tries=answered.tries,
                replayed=replayed,
                fell_back=answered.fell_back,
            )
        )
