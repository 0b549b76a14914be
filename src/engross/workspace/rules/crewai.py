"""Features of CrewAI that a workspace does not use, each with its reason, and its braces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engross.errors import Problem
from engross.workspace.files import WorkspaceFiles
from engross.workspace.yaml_text import Part

_REPLAY: Final = "a run could then not be replayed after a crash"
_POWER: Final = "the order of the work is code here, and no agent hands out work"
_GUARDRAIL: Final = (
    "a guardrail in YAML becomes a model that decides; the engine supplies each task's guardrail"
)
_KNOWLEDGE: Final = (
    "CrewAI's own stores keep no wall between clients; the tool `search_knowledge` does"
)
_PYTHON: Final = "a workspace holds no code; the engine supplies it"
_MODEL: Final = "which model may see what is in firm.yaml, under `models`"
_PEOPLE: Final = "what a person decides is signed in the inbox, not read by a model"
_RECORDS: Final = "the engine sets it from `output_record`"
_OUTSIDE: Final = "no agent writes files, runs code or opens a connection"

REFUSED: Final = {
    "inject_date": f"it changes what the model is asked from day to day; {_REPLAY}",
    "date_format": f"it belongs to `inject_date`; {_REPLAY}",
    "memory": f"memory carries one client's words into another's run; {_REPLAY}",
    "long_term_memory": f"memory carries one client's words into another's run; {_REPLAY}",
    "short_term_memory": f"memory carries one client's words into another's run; {_REPLAY}",
    "entity_memory": f"memory carries one client's words into another's run; {_REPLAY}",
    "cache": f"a shared cache hands one run's results to another; {_REPLAY}",
    "planning": f"a model would change the plan; {_POWER}",
    "planning_llm": f"a model would change the plan; {_POWER}",
    "planning_config": f"a model would change the plan; {_POWER}",
    "reasoning": f"a model would change the plan; {_POWER}",
    "skills": "skills bring instructions and files that nobody here has read; write the task out",
    "allow_delegation": _POWER,
    "delegation": _POWER,
    "manager_llm": _POWER,
    "manager_agent": _POWER,
    "process": f"it is always sequential: {_POWER}",
    "async_execution": _POWER,
    "guardrail": _GUARDRAIL,
    "guardrails": _GUARDRAIL,
    "human_input": _PEOPLE,
    "human_feedback": _PEOPLE,
    "knowledge_sources": _KNOWLEDGE,
    "embedder": _KNOWLEDGE,
    "llm": _MODEL,
    "function_calling_llm": _MODEL,
    "chat_llm": _MODEL,
    "output_pydantic": _RECORDS,
    "output_json": _RECORDS,
    "response_model": _RECORDS,
    "output_file": _OUTSIDE,
    "create_directory": _OUTSIDE,
    "allow_code_execution": _OUTSIDE,
    "code_execution_mode": _OUTSIDE,
    "mcps": _OUTSIDE,
    "apps": _OUTSIDE,
    "a2a": _OUTSIDE,
    "callback": _PYTHON,
    "step_callback": _PYTHON,
    "task_callback": _PYTHON,
    "callbacks": _PYTHON,
    "before_kickoff": _PYTHON,
    "after_kickoff": _PYTHON,
    "condition": f"a document type that needs a condition needs a stage or a check; {_PYTHON}",
}
"""CrewAI's keys that are refused, and why."""

_INTERPOLATED: Final = {
    "agents": ("role", "goal", "backstory"),
    "tasks": ("description", "expected_output"),
}
"""The texts in which CrewAI replaces `{name}` by an input."""


def refused_features(files: WorkspaceFiles) -> Iterator[Problem]:
    """CrewAI's keys that a crew, an agent or a task may not have."""
    for folder in ("crews", "agents", "tasks"):
        for spec in files.specs[folder].values():
            for part in spec:
                if reason := REFUSED.get(part.name):
                    yield part.problem(f"`{part.name}` is not used here: {reason}")


def braces(files: WorkspaceFiles) -> Iterator[Problem]:
    """Braces in a text where CrewAI would put an input's content in their place."""
    for folder, keys in _INTERPOLATED.items():
        for spec in files.specs[folder].values():
            yield from (_brace(spec[key]) for key in keys if set("{}") & set(spec[key].text))


def _brace(part: Part) -> Problem:
    return part.problem(
        "braces are not used here: CrewAI would replace them by an input, and that input's own "
        "braces again; say it in words"
    )
