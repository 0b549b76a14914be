"""A workspace read and checked: all of it as records, or every problem at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from pydantic import Field

from engross.errors import Problem, WorkspaceError
from engross.records import Record
from engross.workspace.approvals import Approvals, with_list
from engross.workspace.files import (
    APPROVALS,
    FIRM,
    INDEX,
    SPEC_FOLDERS,
    WorkspaceFiles,
    read_files,
)
from engross.workspace.register import Firm
from engross.workspace.rules import (
    charts,
    crewai,
    crews,
    firm,
    folders,
    formats,
    knowledge,
    templates,
    variants,
)
from engross.workspace.specs import (
    AgentSpec,
    CrewSpec,
    KnowledgeIndex,
    SectionVariant,
    TaskSpec,
    TemplateSpec,
    Workspace,
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
_RULES: Final = (
    folders.folders,
    folders.spec_names,
    firm.people,
    firm.clients,
    firm.models,
    firm.column_maps,
    crews.crews,
    crews.tasks,
    crewai.refused_features,
    crewai.braces,
    formats.standard_formats,
    formats.templates,
    templates.approvals,
    charts.charts,
    variants.variants,
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
    return _in_order(tuple(templates.unapproved(files, found or Approvals())))


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
    for folder, kind in _KINDS.items():
        yield from ((part, kind) for part in files.specs[folder].values())


def _said_better(problem: Problem, part: Part) -> bool:
    """Whether a rule gives the reason why that key is refused."""
    return problem.key in crewai.REFUSED and part.file.startswith(("crews/", "agents/", "tasks/"))


# An editor's hint: worth a line of `engross check`, no reason to refuse a run.
_ADVICE: Final = (folders.schema_lines,)


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
            using = [crew for crew in crews if crew.template == key]
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
