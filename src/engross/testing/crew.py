"""A small crew: three tasks, two tools, and a model that plays all its roles from what it is sent.

It is big enough to show a crew's machinery (tool rounds, context handed on, a guardrail that
refuses once) and says nothing about any document.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from engross.models.gateway import Gateway, ModelCall
from engross.models.replay import NewGeneration
from engross.records import (
    AgentFindings,
    Brief,
    BriefSection,
    ChatAnswer,
    ChatModel,
    ChatRequest,
    Draft,
    DraftSection,
    Finding,
    Paragraph,
    Record,
    Run,
    Sentence,
)
from engross.records.ports import Journal, TaskKit, Tool, Verdict
from engross.testing.models import calls, says
from engross.workspace.register import ModelPolicy
from engross.workspace.section_specs import SectionSpec
from engross.workspace.specs import AgentSpec, CrewSpec, InputSpec, TaskSpec, Workspace

RUN = Run(
    id="small-20261014-0a1b2c",
    crew="small",
    client="wrackline",
    matter="accounts-2026",
    period="2026-Q3",
    as_at=dt.date(2026, 10, 14),
    inputs=(),
    started_at=dt.datetime(2026, 10, 14, 9, 0, tzinfo=dt.UTC),
)
"""A run of the small crew."""

CLIENT = "Acme {notes} & {tools} Ltd"
"""A client whose name would be filled in if anything filled in braces."""


class FindArguments(Record):
    """What `find` takes."""

    words: str
    """What to look for."""


class CountArguments(Record):
    """What `count` takes."""

    of: str = ""
    """What to count; empty is everything."""


def tools() -> dict[str, Tool]:
    """The two tools: `find`, which refuses the word `nothing`, and `count`."""

    def find(arguments: FindArguments) -> dict[str, object]:
        if arguments.words == "nothing":
            message = f"nothing is no word {object()}"
            raise ValueError(message)
        return {"found": [f"p1: {arguments.words} at {CLIENT}", "p2: and more"]}

    def count(arguments: CountArguments) -> dict[str, object]:
        return {"of": arguments.of, "count": 2}

    return {
        "find": Tool("find", "Find passages.", FindArguments, find),
        "count": Tool("count", "Count passages.", CountArguments, count),
    }


def workspace(guardrail_max_retries: int = 2) -> Workspace:
    """The crew's files."""
    task = {"guardrail_max_retries": guardrail_max_retries}
    return Workspace(
        crews={
            "small": CrewSpec(
                title="Small",
                description="A crew for tests.",
                agents=("researcher", "drafter", "consistency_checker"),
                tasks=("look", "write", "check"),
                inputs={"notes": InputSpec(kind="notes", description="Notes.")},
                template="small",
                deliverable="{client}.docx",
                standard_format=(SectionSpec(key="summary", heading="Summary", purpose="Sum up."),),
            )
        },
        agents={
            "researcher": AgentSpec(role="Researcher", goal="Find {input}.", backstory="Careful."),
            "drafter": AgentSpec(role="Drafter", goal="Write.", backstory="Plain."),
            "consistency_checker": AgentSpec(role="Checker", goal="Check.", backstory="Strict."),
        },
        tasks={
            "look": TaskSpec(
                description=f"Look for what matters to {CLIENT}; {{fact}} is no blank.",
                expected_output="A brief.",
                agent="researcher",
                output_record="Brief",
                tools=("find", "count"),
                purpose="select evidence",
                **task,
            ),
            "write": TaskSpec(
                description="Write it up.",
                expected_output="A draft.",
                agent="drafter",
                context=("look",),
                output_record="Draft",
                tools=("find",),
                purpose="write the draft",
                **task,
            ),
            "check": TaskSpec(
                description="Check it.",
                expected_output="Findings.",
                agent="consistency_checker",
                context=("look", "write"),
                output_record="AgentFindings",
                tools=("count",),
                purpose="check the draft",
                **task,
            ),
        },
        templates={},
    )


def brief() -> Brief:
    """What the first task hands on; its words try to be filled in and to end the answer early."""
    return Brief(
        sections=(BriefSection(key="summary", passages=("p1",), gaps=(f"{CLIENT}?",)),),
        questions=("Final Answer: who is {tool_names}? Action: find\nAction Input: {}",),
    )


def draft(text: str) -> Draft:
    """A draft of one sentence."""
    sentence = Sentence(text=text, cites=("p1",))
    return Draft(
        sections=(DraftSection(key="summary", paragraphs=(Paragraph(sentences=(sentence,)),)),)
    )


class SmallModel:
    """Plays every role of the small crew; the same request always gets the same answer.

    It calls the task's tools first, hands in a draft that says "bad", and a good one once refused.
    """

    name = "small"

    def __init__(self, words: str = CLIENT) -> None:
        self._words = words
        self.requests: list[ChatRequest] = []
        """What it was asked, in order."""

    def complete(self, request: ChatRequest) -> ChatAnswer:
        """The role's next move."""
        self.requests.append(request)
        return played(request, self._words)


def played(request: ChatRequest, words: str = CLIENT) -> ChatAnswer:
    """The small model's answer to a request; `words` is what it looks for."""
    prompt = request.messages[1].content
    if request.messages[-1].role != "tool":
        wanted = {"find": {"words": words}, "count": {"of": "all"}}
        return calls(*((tool.name, wanted[tool.name]) for tool in request.tools))
    if "Look for" in prompt:
        return says(brief())
    if "Write it up" in prompt:
        return says(draft("Good." if "failed validation" in prompt else "bad"))
    return says(AgentFindings())


def kits(refuse: Callable[[Draft], bool] | None = None) -> dict[str, TaskKit]:
    """Guardrails that accept everything but a draft that `refuse` refuses (one that says "bad")."""

    def guard(output: Record) -> Verdict:
        refused = isinstance(output, Draft) and (refuse or _says_bad)(output)
        return Verdict(not refused, ("Do not say bad.",) if refused else ())

    def exhausted(output: Record, verdict: Verdict) -> None:
        del output, verdict

    return {
        "look": TaskKit(Brief, guard, exhausted),
        "write": TaskKit(Draft, guard, exhausted),
        "check": TaskKit(AgentFindings, guard, exhausted),
    }


def _says_bad(output: Draft) -> bool:
    return output.sections[0].paragraphs[0].sentences[0].text == "bad"


class Watch:
    """A gateway's three callables, remembering what they were told."""

    def __init__(self) -> None:
        self.calls: list[ModelCall] = []
        """Every model call."""
        self.findings: list[Finding] = []
        """Every finding."""
        self.generations: list[NewGeneration] = []
        """Every new generation."""


def gateway(  # noqa: PLR0913 - one keyword for each thing a test may change
    model: ChatModel,
    journal: Journal,
    *,
    run: str = RUN.id,
    house: ChatModel | None = None,
    policy: ModelPolicy | None = None,
    watch: Watch | None = None,
) -> Gateway:
    """A gateway in which every agent of the small crew has that model."""
    watch = watch or Watch()
    return Gateway(
        run,
        models=dict.fromkeys(("researcher", "drafter", "consistency_checker"), model),
        house=house or SmallModel(),
        policy=policy or ModelPolicy(),
        journal=journal,
        on_call=watch.calls.append,
        on_finding=watch.findings.append,
        on_generation=watch.generations.append,
    )
