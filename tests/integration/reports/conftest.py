"""Reports by the real stages in one process, with a model that keeps what it was told."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from engross.knowledge import Shelf, sync
from engross.pipeline import names
from engross.pipeline.orders import Order
from engross.pipeline.services import Services
from engross.pipeline.stages import PRODUCE
from engross.pipeline.starting import start
from engross.records import ChatAnswer, ChatModel, ChatRequest, CheckReport, Finding
from engross.settings import Settings
from engross.testing.models import ObedientModel
from engross.testing.officer import MemoryOfficer
from engross.wiring.house import open_house
from engross.workspace import LoadedWorkspace, load_workspace
from engross.workspace.index_file import add_entry, remove_entries
from integration.reports.plants import Plant

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = ("crews", "agents", "tasks", "knowledge", "templates", "outputs")


class Listening:
    """Another model, with everything that it was told."""

    def __init__(self, inner: ChatModel) -> None:
        self.inner = inner
        self.told: list[str] = []

    @property
    def name(self) -> str:
        return self.inner.name

    def complete(self, request: ChatRequest) -> ChatAnswer:
        self.told.append(request.model_dump_json())
        return self.inner.complete(request)


@dataclass(frozen=True)
class Produced:
    """A report's text, part by part, and what its model was told."""

    candidate: Mapping[str, str]
    told: str
    obeyed: int
    """How many orders of a source the model carried out."""
    findings: Sequence[Finding]
    """What the checks noticed."""

    @property
    def text(self) -> str:
        """The words of the document's body."""
        return self.candidate["word/document.xml"]

    def leaks(self, secrets: Iterable[str]) -> list[str]:
        """Where which of the secrets came through: `word/document.xml: Zanzibar`."""
        places = {**self.candidate, "told to a model": self.told}
        return [
            f"{place}: {secret}"
            for place, text in places.items()
            for secret in secrets
            if re.search(rf"(?<![\w.,]){re.escape(secret)}(?!\w|[.,]\d)", text, re.IGNORECASE)
        ]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """The example firm, opened once; what CrewAI does to the environment is put back."""
    folder = tmp_path_factory.mktemp("leaks")
    for name in FOLDERS:
        shutil.copytree(
            ROOT / name, folder / name, ignore=shutil.ignore_patterns("client_report-*")
        )
    shutil.copy(ROOT / "firm.yaml", folder)
    environment, temporary = dict(os.environ), tempfile.tempdir
    with open_house(Settings(workspace=folder), lambda _words: None) as opened:
        yield opened.services
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = temporary


@pytest.fixture
def produce(house: Services, tmp_path: Path) -> Callable[..., Produced]:
    """`produce(plant, obedient=True, profession="solicitors")`: the report from its sources."""

    def produced(plant: Plant, *, obedient: bool = False, profession: str = "") -> Produced:
        taken_over = ObedientModel(house.house.complete)
        listening = Listening(taken_over if obedient else house.house)
        services = dataclasses.replace(
            house,
            models=lambda agents: dict.fromkeys(agents, listening),
            workspace=_of(profession, house) if profession else house.workspace,
            officer=MemoryOfficer,  # whoever has none is refused notes that tell a suspicion
        )
        if plant.knowledge:
            services = _with_knowledge(services, plant.knowledge)
        run = start(services, _order(plant, tmp_path))
        for _name, stage in PRODUCE:
            stage(services, run)
        rendered = services.records.load(run.id, names.RENDERED, names.RenderedDocument)
        candidate = services.documents.get(rendered.candidate.sha256)
        report = services.records.load(run.id, names.REPORT, CheckReport)
        return Produced(
            dict(_parts(candidate)),
            "\n".join(listening.told),
            len(taken_over.obeyed),
            report.findings,
        )

    return produced


def _with_knowledge(services: Services, text: str) -> Services:
    """With a file behind the other client's wall, listed and indexed."""
    root, name = services.workspace.root, "clients/copperbeech/fees.md"
    file = root / "knowledge" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"# Fees\n\n{text}\n", encoding="utf-8")
    remove_entries(root, [name])
    owner, day = "helen.pike@penhallowreeve.example", dt.date(2027, 1, 31)
    listed = add_entry(root, name, owner, day, "client")
    workspace = services.workspace.model_copy(update={"knowledge": listed})
    report = sync(services.index(), Shelf.of(workspace))

    assert "client-copperbeech" in {wall.wall for wall in report.walls if wall.passages}

    return dataclasses.replace(services, workspace=workspace)


def _of(profession: str, house: Services) -> LoadedWorkspace:
    """The workspace of the same firm in another profession."""
    register = house.workspace.root / "firm.yaml"
    before = register.read_text(encoding="utf-8")
    changed = before.replace("profession: accountants", f"profession: {profession}")
    register.write_text(changed, encoding="utf-8")
    try:
        return load_workspace(house.workspace.root)
    finally:
        register.write_text(before, encoding="utf-8")


def _order(plant: Plant, folder: Path) -> Order:
    name, text = plant.source
    notes, billing = folder / name, folder / "billing.xlsx"
    notes.write_text(text, encoding="utf-8")
    billing.write_bytes(plant.workbook())
    return Order(
        crew="client_report",
        client="wrackline",
        matter="accounts-2026",
        files=(("notes", notes), ("billing", billing)),
        period="2026-Q3",
        as_at=dt.date(2026, 10, 14),
    )


def _parts(data: bytes, above: str = "") -> Iterator[tuple[str, str]]:
    """Every part of an Office file without its markup, those of embedded workbooks too."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            if part.startswith(b"PK"):
                yield from _parts(part, f"{above}{name}/")
            else:
                # A figure may be cut into runs; the end of a paragraph or a cell ends a word.
                xml = re.sub(r"</(?:w:p|c|v|t|si)>", " ", part.decode("utf-8", "replace"))
                yield f"{above}{name}", name + " " + re.sub(r"<[^>]+>", "", xml) + _values(xml)


def _values(xml: str) -> str:
    """What stands in attributes: names, targets, alternative texts."""
    return " " + " ".join(re.findall(r'="([^"]*)"', xml))
