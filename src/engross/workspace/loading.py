"""A workspace read and checked: all of it as records, or every problem at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from pydantic import Field

from engross.errors import Problem, WorkspaceError
from engross.records import Record
from engross.workspace.also import word_files
from engross.workspace.approvals import Approvals, with_list
from engross.workspace.files import (
    APPROVALS,
    FIRM,
    INDEX,
    SPEC_FOLDERS,
    WorkspaceFiles,
    read_files,
)
from engross.workspace.packs import Statement
from engross.workspace.price_list import PRICE_LIST, PriceList
from engross.workspace.register import Firm
from engross.workspace.rules import (
    charts,
    crewai,
    crews,
    firm,
    folders,
    formats,
    gates,
    knowledge,
    more_files,
    packs,
    price_list,
    subjects,
    templates,
    triage,
    variants,
)
from engross.workspace.section_specs import SectionVariant
from engross.workspace.specs import (
    AgentSpec,
    CrewSpec,
    KnowledgeIndex,
    TaskSpec,
    TemplateSpec,
    Workspace,
)
from engross.workspace.triage import (
    ESCALATIONS,
    EXAMPLES,
    INTENTS,
    EscalationWords,
    Examples,
    Intents,
    TriageFiles,
)
from engross.workspace.validation import validate
from engross.workspace.variants import in_force
from engross.workspace.yaml_text import Part

TemplateProblems = Callable[[bytes, TemplateSpec, Sequence[CrewSpec]], Sequence[str]]
"""Says what is wrong inside a Word template, given the crews that use it; rendering, which stands
above, supplies it."""

_KINDS: Final[Mapping[str, type[Record]]] = {
    "crews": CrewSpec,
    "agents": AgentSpec,
    "tasks": TaskSpec,
    "templates": TemplateSpec,
}
_TRIAGE: Final[Mapping[str, type[Record]]] = {
    INTENTS: Intents,
    EXAMPLES: Examples,
    ESCALATIONS: EscalationWords,
}
_RULES: Final = (
    folders.folders,
    folders.spec_names,
    firm.people,
    firm.clients,
    firm.models,
    firm.column_maps,
    firm.correspondence,
    crews.crews,
    more_files.more_files,
    crews.tasks,
    subjects.subjects,
    gates.gates,
    gates.officer,
    crewai.refused_features,
    crewai.braces,
    formats.standard_formats,
    formats.templates,
    templates.approvals,
    charts.charts,
    variants.variants,
    packs.texts,
    price_list.price_list,
    triage.intents,
    triage.examples,
    triage.escalation_words,
    triage.mail_crews,
)


class LoadedWorkspace(Workspace):
    """A workspace without a problem: its register and specs, and where it is."""

    root: Path
    """The folder that holds `firm.yaml`."""
    firm: Firm
    firm_sha256: str
    """Hex SHA-256 of `firm.yaml`, the source of register facts."""
    variants: dict[str, dict[str, SectionVariant]]
    """What the firm's profession changed in a crew's sections, by crew and section; a crew without
    a variant for it is not there. `crews` holds the outcome."""
    approvals: Approvals = Approvals()
    """Which versions of the templates somebody approved."""
    prices: PriceList | None = None
    """The price list; `None` where the firm has none."""
    prices_sha256: str = ""
    """Hex SHA-256 of the price list, the source of its facts."""
    triage: TriageFiles | None = None
    """How mails are told apart; `None` where the firm answers none."""
    statements: dict[str, Statement] = Field(default_factory=dict)
    """The required statements of the firm's own profession, by key."""
    statement_hashes: dict[str, str] = Field(default_factory=dict)
    """Hex SHA-256 of each of their files as it was read, by key."""
    template_hashes: dict[str, str] = Field(default_factory=dict)
    """Hex SHA-256 of each `templates/<key>.yaml` as it was read, by key."""

    def template_file(self, key: str) -> Path:
        """The Word file of a template."""
        return self.root / "templates" / f"{key}.docx"


def load_workspace(root: Path) -> LoadedWorkspace:
    """The workspace in that folder.

    Raises:
        WorkspaceError: with every problem in `problems`.
    """
    files = read_files(root)
    records, problems = _records(files)
    if found := _in_order((*files.problems, *problems, *_broken_rules(files))):
        raise WorkspaceError(problems=found, remedy="Put them right; `engross check` looks again.")
    workspace = Workspace.model_validate(
        {
            **{folder: _keyed(records, folder) for folder in SPEC_FOLDERS},
            "knowledge": records[INDEX],
        }
    )
    register = Firm.model_validate(records[FIRM])
    profession = register.particulars.profession
    written = workspace.crews
    return LoadedWorkspace.model_validate(
        {
            **dict(workspace),
            "crews": {key: in_force(crew, profession) for key, crew in written.items()},
            "variants": {
                key: crew.variants[profession]
                for key, crew in written.items()
                if profession in crew.variants
            },
            "approvals": records[APPROVALS],
            "template_hashes": {
                key: files.hashes[f"templates/{key}.yaml"] for key in files.keys("templates")
            },
            "prices": records.get(PRICE_LIST),
            "triage": _triage(records),
            "prices_sha256": files.hashes.get(PRICE_LIST, ""),
            "statements": {
                key: records[part.file] for key, part in files.packs.get(profession, {}).items()
            },
            "statement_hashes": {
                key: files.hashes[part.file]
                for key, part in files.packs.get(profession, {}).items()
            },
            "firm": register,
            "root": root,
            "firm_sha256": files.firm_sha256,
        }
    )


def check_workspace(
    root: Path, template_problems: TemplateProblems | None = None
) -> tuple[Problem, ...]:
    """Every problem of the workspace in that folder, in the order of files and lines.

    Nothing of the workspace is run. `template_problems` looks inside the Word templates.
    """
    files = read_files(root)
    records, problems = _records(files)
    inside = _inside_templates(files, records, template_problems) if template_problems else ()
    advice = [problem for rule in _ADVICE for problem in rule(files)]
    shelf = knowledge.knowledge(files, records.get(INDEX), records.get(FIRM))
    return _in_order((*files.problems, *problems, *_broken_rules(files), *advice, *shelf, *inside))


def workspace_remarks(root: Path) -> tuple[Problem, ...]:
    """What a person ought to know of the workspace's files that keeps no run from starting."""
    files = read_files(root)
    found, _ = validate(with_list(files.approvals), Approvals)
    unapproved = templates.unapproved(files, found or Approvals())
    return _in_order((*unapproved, *packs.remarks(files)))


def _records(files: WorkspaceFiles) -> tuple[dict[str, Record], list[Problem]]:
    """What the files say as records by file name, and why some are none."""
    records: dict[str, Record] = {}
    problems: list[Problem] = []
    broken = {problem.file for problem in files.problems}
    for part, kind in _parts(files):
        if part.value is None and part.file in broken:
            continue
        record, found = validate(part, kind)
        problems.extend(problem for problem in found if not _said_better(problem, part))
        if record is not None:
            records[part.file] = record
    return records, problems


def _parts(files: WorkspaceFiles) -> Iterator[tuple[Part, type[Record]]]:
    yield files.firm, Firm
    yield files.index, KnowledgeIndex
    yield with_list(files.approvals), Approvals
    if files.prices.value is not None:
        yield files.prices, PriceList
    yield from ((part, _TRIAGE[name]) for name, part in files.triage.items())
    for statements in files.packs.values():
        yield from ((part, Statement) for part in statements.values())
    for folder, kind in _KINDS.items():
        yield from ((part, kind) for part in files.specs[folder].values())


def _triage(records: Mapping[str, Record]) -> TriageFiles | None:
    """The three files of `knowledge/triage` in one; `None` where the firm has none."""
    if INTENTS not in records:
        return None
    return TriageFiles.of(
        Intents.model_validate(records[INTENTS]),
        Examples.model_validate(records[EXAMPLES]),
        EscalationWords.model_validate(records[ESCALATIONS]),
    )


def _said_better(problem: Problem, part: Part) -> bool:
    """Whether a rule gives the reason why that key is refused."""
    return problem.key in crewai.REFUSED and part.file.startswith(("crews/", "agents/", "tasks/"))


# Worth a line of `engross check`, no reason to refuse a run: an editor's hint, and statements that
# are not there, for which every document is held.
_ADVICE: Final = (folders.schema_lines, packs.standing)


def _broken_rules(files: WorkspaceFiles) -> Iterator[Problem]:
    for rule in _RULES:
        yield from rule(files)


def _inside_templates(
    files: WorkspaceFiles, records: Mapping[str, Record], look: TemplateProblems
) -> Iterator[Problem]:
    crews = [record for record in records.values() if isinstance(record, CrewSpec)]
    for key in files.keys("templates"):
        spec, word = records.get(f"templates/{key}.yaml"), f"templates/{key}.docx"
        if isinstance(spec, TemplateSpec) and files.has(word):
            made = (document for crew in crews for document in word_files(crew))
            using = [document for document in made if document.template == key]
            for message in look((files.root / word).read_bytes(), spec, using):
                yield Problem(word, 0, "", message)


def _keyed(records: Mapping[str, Record], folder: str) -> dict[str, Record]:
    return {
        Path(name).stem: record
        for name, record in records.items()
        if name.startswith(f"{folder}/") and name != APPROVALS
    }


def _in_order(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Each once: `firm.yaml` first, then by file, line and key."""
    return tuple(sorted(set(problems), key=lambda p: (p.file != FIRM, p)))
