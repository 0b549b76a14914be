"""The process map of a crew: who does what, with which data, and where a person decides."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Final, Literal

from engross.errors import UsageError
from engross.records import Record
from engross.workspace.also import word_files
from engross.workspace.loading import LoadedWorkspace
from engross.workspace.section_specs import SectionVariant
from engross.workspace.specs import AlsoSpec, CrewSpec, OutputRecord
from engross.workspace.validation import unknown

_WIDTH: Final = 100
_MARGIN: Final = 14

_HANDS_ON: Final[dict[OutputRecord, str]] = {
    "Brief": "a brief: facts and passages for each section, gaps and questions, all by id",
    "Draft": "a draft: sentences with slots and citations, no figures",
    "AgentFindings": "findings; it may add some and remove none",
    "IntentAnswer": "the mail's intent and the sentence that decided, or that it cannot tell",
}
_GUARDED: Final[dict[OutputRecord, str]] = {
    "Brief": "code refuses ids that do not exist and asks again",
    "Draft": "code refuses slots that do not exist and figures that a model typed, and asks again",
    "AgentFindings": "code refuses findings about sections that do not exist and asks again",
    "IntentAnswer": "code refuses an intent that the firm does not have, and words not in the mail",
}


_BESIDE: Final[dict[str, str]] = {
    "mail": "a mail of its words, which nobody has sent",
    "table": "a table file",
    "document": "a Word file",
}
"""What is made beside the document."""


class PlanStep(Record):
    """One step of a crew's process."""

    number: int
    name: str
    """In a few words: `read the inputs`."""
    by: Literal["code", "agent", "person"]
    who: str
    """Who that is: `Engross`, the agent's role, the people's names."""
    model: str = ""
    """For an agent: the model that answers for it; empty for the rest."""
    sees: tuple[str, ...]
    """The data that it is shown."""
    tools: tuple[str, ...] = ()
    """For an agent: its read-only tools."""
    hands_on: str
    """What the next step gets."""
    guard: str = ""
    """What keeps it from going wrong; empty when nothing more is to be said."""
    decides: bool = False
    """Whether a person decides here."""


class ProcessMap(Record):
    """The steps of a crew, in order."""

    crew: str
    title: str
    description: str
    profession: str
    """The firm's, whose variant of the document is in force."""
    variant: tuple[str, ...] = ()
    """The headings of the sections that the variant changed, each with what in it; empty when the
    crew has no variant for the profession."""
    steps: tuple[PlanStep, ...]


def process_map(workspace: LoadedWorkspace, crew: str, model: str = "") -> ProcessMap:
    """The crew's steps; `model` is the environment's choice, which replaces the firm's default.

    Raises:
        UsageError: there is no such crew.
    """
    spec = workspace.crews.get(crew)
    if spec is None:
        crews = sorted(workspace.crews)
        raise UsageError(f"{unknown('crew', crew, crews, 'there are ' + ', '.join(crews))}.")
    steps = (
        _start(workspace, spec),
        _intake(spec),
        *_triage(spec),
        *_agents(workspace, spec, model),
        _rendering(spec),
        _checks(spec),
        _decision(workspace, crew, spec),
        _release(),
    )
    numbered = (step.model_copy(update={"number": n}) for n, step in enumerate(steps, start=1))
    return ProcessMap(
        crew=crew,
        title=spec.title,
        description=spec.description.strip(),
        profession=workspace.firm.particulars.profession,
        variant=tuple(_changes(spec, workspace.variants.get(crew, {}))),
        steps=tuple(numbered),
    )


def plan_text(plan: ProcessMap) -> str:
    """The process map for people, at most 100 columns wide."""
    head = f"{plan.title} ({plan.crew})"
    parts = [head, "=" * len(head), *textwrap.wrap(plan.description, _WIDTH)]
    parts.extend(("", *textwrap.wrap(_variant_line(plan), _WIDTH)))
    for step in plan.steps:
        parts.extend(("", *_step_lines(step)))
    deciding = " and ".join(str(step.number) for step in plan.steps if step.decides)
    parts.extend(("", f"A person decides at step {deciding}. Nothing leaves before that."))
    return "\n".join(parts)


def _changes(crew: CrewSpec, variant: Mapping[str, SectionVariant]) -> Iterator[str]:
    """`Costs (heading, purpose, tables)`, in the order of the document."""
    for section in crew.standard_format:
        if change := variant.get(section.key):
            said = [
                key.replace("_", " ") for key in type(change).model_fields if getattr(change, key)
            ]
            yield f"{section.heading} ({', '.join(said)})"


def _variant_line(plan: ProcessMap) -> str:
    if not plan.variant:
        return f"Variant: none for {plan.profession}; the sections are the crew's own."
    return (
        f"Variant: {plan.profession}, as firm.yaml names the firm's profession. "
        f"It changes {'; '.join(plan.variant)}."
    )


# --- the steps ----------------------------------------------------------------------------------


def _start(workspace: LoadedWorkspace, crew: CrewSpec) -> PlanStep:
    starters = tuple(p.name for p in workspace.firm.people if set(p.roles) - {"admin"})
    return PlanStep(
        number=0,
        name="start a run",
        by="person",
        who=_listed(starters),
        sees=tuple(_input(key, crew) for key in crew.inputs),
        hands_on="the files as they are, with client, matter and period",
    )


def _input(key: str, crew: CrewSpec) -> str:
    spec = crew.inputs[key]
    how = "; one or more" if spec.several else ""
    must = "" if spec.required else "; may be left out"
    return f"{key}: {spec.description.strip().rstrip('.')}{how}{must}"


def _intake(crew: CrewSpec) -> PlanStep:
    return PlanStep(
        number=0,
        name="read the inputs",
        by="code",
        who="Engross",
        sees=(*(f"the {key} files" for key in crew.inputs), "the firm's register, firm.yaml"),
        hands_on="evidence: facts and passages, each with the cell or line it was read from",
        guard="what cannot be read is set aside with a reason and shown as a finding",
    )


def _triage(crew: CrewSpec) -> Iterator[PlanStep]:
    if crew.triage:
        yield PlanStep(
            number=0,
            name="tell what the mail wants",
            by="code",
            who="Engross",
            sees=("the subject and the newest message of the mail", "knowledge/triage"),
            hands_on="intent, urgency and what is asked; the next step where the intent is open",
            guard="what needs a person goes to one by name, and nothing is drafted",
        )


def _agents(workspace: LoadedWorkspace, crew: CrewSpec, model: str) -> Iterator[PlanStep]:
    for key in filter(None, (crew.triage, *crew.tasks)):
        task = workspace.tasks[key]
        agent = workspace.agents[task.agent]
        yield PlanStep(
            number=0,
            name=task.purpose.strip(),
            by="agent",
            who=agent.role.strip(),
            model=_model(workspace, task.agent, model),
            sees=agent.sees,
            tools=task.tools,
            hands_on=_HANDS_ON[task.output_record],
            guard=_GUARDED[task.output_record],
        )


def _model(workspace: LoadedWorkspace, agent: str, model: str) -> str:
    policy = workspace.firm.models
    chosen = policy.agents.get(agent) or model or policy.default
    return "the built-in house model" if chosen == "house" else chosen


def _rendering(crew: CrewSpec) -> PlanStep:
    return PlanStep(
        number=0,
        name="make the document",
        by="code",
        who="Engross",
        sees=(
            "the draft and the evidence",
            *(
                f"the firm's Word template, templates/{one.template}.docx"
                for one in word_files(crew)
            ),
            "the firm's register",
        ),
        hands_on="the candidate as it would leave, and a review copy with each figure's source"
        + "".join(f"; {_BESIDE[also.kind]}{_stays(also)}" for also in crew.also),
        guard="every figure, date, name and table cell is filled in by code",
    )


def _stays(also: AlsoSpec) -> str:
    called = f" ({also.title.lower() or also.key})" if also.kind != "mail" else ""
    return called if also.leaves else f"{called} that stays in the firm"


def _checks(crew: CrewSpec) -> PlanStep:
    rules = f"{len(crew.checks)} rules" if crew.checks else "all rules"
    return PlanStep(
        number=0,
        name="check it",
        by="code",
        who="Engross",
        sees=("the candidate", "the evidence", "the draft"),
        hands_on="findings, as a list and as comments in the review copy",
        guard=f"{rules}; one that blocks must be answered for by name before anybody can sign",
    )


def _decision(workspace: LoadedWorkspace, key: str, crew: CrewSpec) -> PlanStep:
    rights = crew.sign_off
    signers = tuple(
        person.name
        for person in workspace.firm.people
        if set(person.roles) & set(rights.roles) and person.may_sign(key)
    )
    limits = ["an e-mail address and password, and one digest over every file that would leave"]
    limits += ["not the person who started the run"] if rights.not_the_preparer else []
    limits += ["the matter's partner only"] if rights.matter_partner_only else []
    return PlanStep(
        number=0,
        name="sign, return or decline",
        by="person",
        who=_listed(signers),
        sees=("the candidate", "the review copy", "the findings", "the evidence"),
        hands_on="a decision over exactly those bytes",
        guard="; ".join(limits),
        decides=True,
    )


def _release() -> PlanStep:
    return PlanStep(
        number=0,
        name="release",
        by="code",
        who="Engross",
        sees=("the signed files", "the decision"),
        hands_on="the same bytes in the outbox, with a signed manifest",
        guard="one changed byte voids the signature",
    )


# --- as text ------------------------------------------------------------------------------------


def _step_lines(step: PlanStep) -> Iterator[str]:
    mark = "  << a person decides" if step.decides else ""
    yield f"{step.number:>2}  {step.name[:1].upper()}{step.name[1:]}{mark}"
    who = {"code": "code", "person": f"a person: {step.who}"}.get(
        step.by, f"agent: {step.who}, with {step.model}"
    )
    yield from _field("by", who)
    yield from _field("sees", *step.sees)
    if step.tools:
        yield from _field("tools", f"{', '.join(step.tools)}; they only read")
    yield from _field("hands on", step.hands_on)
    if step.guard:
        yield from _field("guard", step.guard)


def _field(name: str, *texts: str) -> Iterator[str]:
    """Each text on a line of its own beside the field's name, wrapped where it is too long."""
    first, rest = f"    {name}".ljust(_MARGIN), " " * _MARGIN
    for text in texts:
        yield from textwrap.wrap(text, _WIDTH, initial_indent=first, subsequent_indent=f"{rest}  ")
        first = rest


def _listed(names: tuple[str, ...]) -> str:
    if len(names) < 2:  # noqa: PLR2004 - one needs no joining
        return names[0] if names else "nobody yet"
    return f"{', '.join(names[:-1])} or {names[-1]}"
