"""Crews, agents and tasks name only what there is, in an order that can work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from engross.errors import Problem
from engross.workspace.files import WorkspaceFiles
from engross.workspace.specs import CHECKS, OUTPUT_ORDER, TOOLS
from engross.workspace.validation import unknown
from engross.workspace.yaml_text import Part

_ENDINGS: Final = {
    ".docx": "the document is a Word file",
    ".eml": "a mail is kept as a file of its own kind",
    ".csv": "a table file is CSV",
}
"""What each kind of file is, by how its name ends."""


def crews(files: WorkspaceFiles) -> Iterator[Problem]:
    """Every crew's agents, tasks, template, checks and file name."""
    if not files.keys("crews"):
        yield Problem("crews", 0, "", "there is no crew; a document type is a file in this folder")
    for key, crew in files.specs["crews"].items():
        yield from _known(crew["agents"], "agent", files.keys("agents"), "add it to agents/")
        yield from _known(crew["tasks"], "task", files.keys("tasks"), "add it to tasks/")
        yield from _known(crew["checks"], "check", CHECKS, f"there are {', '.join(CHECKS)}")
        yield from _twice(crew["agents"])
        yield from _twice(crew["tasks"])
        yield from _idle_agents(crew, files)
        yield from _tasks_in_order(crew, files)
        yield from _outputs_in_order(crew, files)
        yield from template_there(crew, files)
        yield from file_name(crew["deliverable"], ".docx")
        yield from _somebody_signs(key, crew, files)


def tasks(files: WorkspaceFiles) -> Iterator[Problem]:
    """Every task's agent and tools."""
    for task in files.specs["tasks"].values():
        agent = task["agent"]
        if agent.text and agent.text not in files.specs["agents"]:
            near = unknown("agent", agent.text, files.keys("agents"), "add it to agents/")
            yield agent.problem(near)
        yield from _known(task["tools"], "tool", TOOLS, f"there are {', '.join(TOOLS)}")
        yield from _twice(task["tools"])
        yield from _known(task["context"], "task", files.keys("tasks"), "add it to tasks/")


def _known(
    names: Part, what: str, known: tuple[str, ...] | dict[str, str], remedy: str
) -> Iterator[Problem]:
    for name in names:
        if name.text and name.text not in known:
            yield name.problem(unknown(what, name.text, known, remedy))


def _twice(names: Part) -> Iterator[Problem]:
    seen: set[str] = set()
    for name in names:
        if name.text in seen:
            yield name.problem(f"`{name.text}` stands here twice")
        seen.add(name.text)


def _idle_agents(crew: Part, files: WorkspaceFiles) -> Iterator[Problem]:
    busy = {task["agent"].text for task in _tasks_of(crew, files)}
    if triage := files.specs["tasks"].get(crew["triage"].text):
        busy.add(triage["agent"].text)
    for agent in crew["agents"]:
        if agent.text in files.specs["agents"] and agent.text not in busy:
            yield agent.problem(f"no task of this crew is given to `{agent.text}`; take it out")


def _tasks_in_order(crew: Part, files: WorkspaceFiles) -> Iterator[Problem]:
    """The agent of each task is in the crew, and it is handed the output of earlier tasks only."""
    order = crew["tasks"].texts
    for place, key in enumerate(order):
        task = files.specs["tasks"].get(key)
        if task is None:
            continue
        agent = task["agent"]
        if agent.text in files.specs["agents"] and agent.text not in crew["agents"].texts:
            yield agent.problem(
                f"`{agent.text}` is not among the agents of {crew.file}; add it there"
            )
        for context in task["context"]:
            yield from _comes_before(context, order, place, crew)


def _comes_before(
    context: Part, order: tuple[str, ...], place: int, crew: Part
) -> Iterator[Problem]:
    if context.text in order[place:]:
        yield context.problem(
            f"`{context.text}` does not come before this task in {crew.file}; only the output "
            "of an earlier task can be handed on"
        )
    elif context.text and context.text not in order:
        yield context.problem(f"`{context.text}` is no task of {crew.file}")


def _outputs_in_order(crew: Part, files: WorkspaceFiles) -> Iterator[Problem]:
    found = tuple(task["output_record"].text for task in _tasks_of(crew, files))
    complete = len(found) == len(crew["tasks"].texts)
    if complete and found != OUTPUT_ORDER:
        yield crew["tasks"].problem(
            f"the tasks must return {', '.join(OUTPUT_ORDER)}, one each and in that order; "
            f"these return {', '.join(found) or 'nothing'}"
        )


def template_there(crew: Part, files: WorkspaceFiles) -> Iterator[Problem]:
    """The two files of the template that a crew, or a Word file beside its document, names."""
    template = crew["template"]
    if not template.text:
        return
    if template.text not in files.specs["templates"]:
        made_for = PurePosixPath(crew.file).stem
        remedy = f"make it with `engross template new {template.text} --crew {made_for}`"
        yield template.problem(unknown("template", template.text, files.keys("templates"), remedy))
    elif not files.has(f"templates/{template.text}.docx"):
        yield template.problem(f"the Word file templates/{template.text}.docx is missing")


def file_name(deliverable: Part, ending: str) -> Iterator[Problem]:
    """What is wrong with the name of a file that a crew makes."""
    name = deliverable.text
    if not name:
        return
    plain = name
    for part in ("client", "title", "period"):
        plain = plain.replace(f"{{{part}}}", "")
    if "{" in plain or "}" in plain:
        yield deliverable.problem("only {client}, {title} and {period} may stand in braces here")
    if not name.endswith(ending):
        yield deliverable.problem(f"{_ENDINGS[ending]}: its name must end in {ending}")
    if set(plain) & set('/\\:*?"<>|'):
        yield deliverable.problem('a file name cannot have any of / \\ : * ? " < > |')


def _somebody_signs(key: str, crew: Part, files: WorkspaceFiles) -> Iterator[Problem]:
    wanted = crew["sign_off"]["roles"].texts or ("fee_earner",)
    for person in files.firm["people"]:
        if set(wanted) & set(person["roles"].texts) and {key, "*"} & set(person["signs"].texts):
            return
    if files.firm.value:
        yield crew["sign_off"].problem(
            f"nobody in firm.yaml may sign this: a person with the role {' or '.join(wanted)} "
            f"needs `signs: [{key}]`"
        )


def _tasks_of(crew: Part, files: WorkspaceFiles) -> tuple[Part, ...]:
    known = files.specs["tasks"]
    return tuple(known[key] for key in crew["tasks"].texts if key in known)
