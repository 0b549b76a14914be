"""Documents a second beside plain docxtpl on the same template, and what a long report costs.

    python benchmarks/documents.py [--rounds 9] [--json FILE]

The example report is made once. Then, in one process and in turns, its template is filled by plain
docxtpl with the very values that Engross fills in (the floor: no checks, no cleaning, no charts),
and the candidate is made by `engross.rendering.render` from the same draft and evidence. The review
copy is timed apart, for it is a second document. Processor time, medians.

The long report has the same draft and evidence many times over: hundreds of paragraphs of prose and
invoices by the thousand. It is made in a process of its own, whose peak of memory is told; pages
are counted in its PDF where LibreOffice is there.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from engross.pipeline import names
from engross.pipeline.rendering import particulars_of, quotable_evidence
from engross.pipeline.subjects import crew_of
from engross.records import CrewResult, Draft, DraftSection, Evidence, Fact
from engross.rendering import DocumentParticulars, Rendered, render, review_copy
from engross.rendering.context import build_context
from engross.rendering.slots import FigureBook
from engross.settings import Settings
from engross.wiring import House, open_house
from engross.workspace.specs import CrewSpec, TemplateSpec

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples" / "client_report"
RUN = (
    *("run", "client_report", "--client", "wrackline", "--matter", "accounts-2026"),
    *("--period", "2026-Q3", "--as-at", "2026-10-14"),
    f"notes={EXAMPLES / 'wrackline-call.vtt'}",
    f"notes={EXAMPLES / 'call-notes.md'}",
    f"billing={EXAMPLES / 'billing.xlsx'}",
)
MOST_PARAGRAPHS = 200
"""Of a section of a draft."""


@dataclass(frozen=True)
class Parts:
    """What the example report is made of."""

    draft: Draft
    evidence: Evidence
    crew: CrewSpec
    spec: TemplateSpec
    template: bytes
    document: DocumentParticulars

    def rendered(self) -> Rendered:
        """The candidate, made by Engross."""
        return render(self.draft, self.evidence, self.crew, self.spec, self.template, self.document)

    def plain(self) -> bytes:
        """The template filled by docxtpl alone, with the values that Engross would fill in."""
        from docxtpl import DocxTemplate  # noqa: PLC0415 - the peer

        document = DocxTemplate(io.BytesIO(self.template))
        document.render(self.values(), autoescape=True)
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()

    def values(self) -> dict[str, object]:
        """The template's context."""
        book = FigureBook(self.evidence)
        return vars(build_context(self.draft, self.crew, self.spec, self.document, book))


def main() -> int:
    """Measure, write the JSON if asked, print the table last."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--invoices", type=int, default=1000)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--data", type=Path, help="not used: the example firm is measured")
    parser.add_argument("--long", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.long:
        print(json.dumps(long_report(asked.long, asked.invoices)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        workspace = make_workspace(Path(folder))
        results = short_reports(workspace, asked.rounds)
        results |= in_a_process_of_its_own(workspace, asked.invoices)
    if asked.json:
        asked.json.write_text(json.dumps(results, indent=2), encoding="utf-8")
    print_table(results)
    return 0 if results["candidate_over_docxtpl"] <= MOST else 1


MOST = 1.5
"""How many times docxtpl's time a candidate may take."""


def make_workspace(folder: Path) -> Path:
    """A copy of the starter in which the example report was made."""
    root = folder / "firm"
    for name in ("crews", "agents", "tasks", "knowledge", "templates", "outputs"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("client_report-*"))
    shutil.copy(ROOT / "firm.yaml", root)
    environment = {**os.environ, "ENGROSS_OFFICE": "none", "HOME": str(folder)}
    subprocess.run(
        [sys.executable, "-m", "engross", *RUN],
        cwd=root,
        env=environment,
        check=True,
        capture_output=True,
    )
    return root


def parts_of(house: House) -> Parts:
    """What the workspace's newest run was made of."""
    services = house.services
    run = services.runs.list()[0]
    crew = crew_of(services, run)
    return Parts(
        draft=services.records.load(run.id, names.RESULT, CrewResult).draft,
        evidence=quotable_evidence(services, run),
        crew=crew,
        spec=services.workspace.templates[crew.template],
        template=services.workspace.template_file(crew.template).read_bytes(),
        document=particulars_of(services, run),
    )


# --- short reports ------------------------------------------------------------------------------


def short_reports(workspace: Path, rounds: int) -> dict[str, float]:
    """Seconds for each way, and how they compare; taken in turns, so that noise hits all alike."""
    with open_house(Settings(workspace=workspace), progress=lambda _words: None) as house:
        parts = parts_of(house)
    rendered = parts.rendered()
    ways: dict[str, Callable[[], object]] = {
        "docxtpl_s": parts.plain,
        "candidate_s": parts.rendered,
        "review_copy_s": lambda: review_copy(rendered.marked, rendered.figures, (), "Review"),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            before = time.process_time()
            way()
            taken[name].append(time.process_time() - before)
    results = {name: statistics.median(times) for name, times in taken.items()}
    return results | {
        "candidates_per_second": 1 / results["candidate_s"],
        "docxtpl_per_second": 1 / results["docxtpl_s"],
        "candidate_over_docxtpl": results["candidate_s"] / results["docxtpl_s"],
    }


# --- a long one ---------------------------------------------------------------------------------


def in_a_process_of_its_own(workspace: Path, invoices: int) -> dict[str, float]:
    """What the long report took there."""
    told = subprocess.run(
        [sys.executable, __file__, "--long", str(workspace), "--invoices", str(invoices)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    return {name: float(value) for name, value in json.loads(told).items()}


def long_report(workspace: Path, invoices: int) -> dict[str, float]:
    """Seconds by step, pages, figures, and the most memory that this process ever had."""
    from engross import checks  # noqa: PLC0415 - only here
    from engross.ooxml.text import read_text  # noqa: PLC0415 - loads lxml

    with open_house(Settings(workspace=workspace), progress=lambda _words: None) as house:
        services = house.services
        short = parts_of(house)
        firm = services.workspace.firm
    parts = replace(
        short, draft=lengthened(short.draft), evidence=multiplied(short.evidence, invoices)
    )
    clock = _Clock()
    rendered = parts.rendered()
    clock.stop("long_candidate_s")
    blocks = read_text(rendered.candidate, charts=True)
    clock.stop("long_read_s")
    found = checks.check_candidate(
        blocks,
        rendered.figures,
        parts.evidence,
        parts.crew,
        parts.spec,
        firm,
        parts.document.client,
        parts.document.matter,
        [block.text for block in read_text(parts.template)],
    )
    clock.stop("long_check_s")
    review_copy(rendered.marked, rendered.figures, found, "Review copy")
    clock.stop("long_review_copy_s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        **clock.taken,
        "long_figures": len(rendered.figures),
        "long_findings": len(found),
        "long_peak_mb": peak,
        **printed(rendered.candidate),
    }


class _Clock:
    """Tells how long each step took."""

    def __init__(self) -> None:
        self.taken: dict[str, float] = {}
        self._last = time.perf_counter()

    def stop(self, step: str) -> None:
        """The step that has just ended."""
        now = time.perf_counter()
        self.taken[step] = now - self._last
        self._last = now


def lengthened(draft: Draft) -> Draft:
    """The draft with every section's paragraphs over and over, each of them three times as long."""
    return Draft(sections=tuple(_long_section(section) for section in draft.sections))


def _long_section(section: DraftSection) -> DraftSection:
    if not section.paragraphs:
        return section
    longer = [
        paragraph.model_copy(update={"sentences": paragraph.sentences * 3})
        for paragraph in section.paragraphs
    ]
    times = MOST_PARAGRAPHS // len(longer)
    return section.model_copy(update={"paragraphs": tuple(longer) * times})


def multiplied(evidence: Evidence, invoices: int) -> Evidence:
    """The evidence with so many invoices, each like one that it has."""
    mine: dict[str, list[Fact]] = {}
    for fact in evidence.facts:
        if fact.scope.startswith("invoice:"):
            mine.setdefault(fact.scope, []).append(fact)
    facts = [*evidence.facts, *_copies(list(mine.values()), invoices - len(mine))]
    return evidence.model_copy(update={"facts": tuple(facts)})


def _copies(invoices: list[list[Fact]], wanted: int) -> Iterator[Fact]:
    for number in range(wanted):
        like = invoices[number % len(invoices)]
        scope = f"invoice:{80_000 + number}"
        for fact in like:
            value = str(80_000 + number) if fact.measure == "number" else fact.value
            inputs = tuple(one.replace(fact.scope, scope) for one in fact.inputs)
            yield fact.model_copy(update={"scope": scope, "value": value, "inputs": inputs})


def printed(docx: bytes) -> dict[str, float]:
    """How many pages it has and how long its PDF takes; nothing without LibreOffice."""
    import pypdfium2  # noqa: PLC0415 - only here

    office = shutil.which("soffice")
    if office is None:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "long.docx")
        source.write_bytes(docx)
        before = time.perf_counter()
        subprocess.run(
            [
                office,
                f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
                *("--headless", "--convert-to", "pdf", "--outdir", folder, str(source)),
            ],
            check=True,
            capture_output=True,
        )
        taken = time.perf_counter() - before
        pages = len(pypdfium2.PdfDocument(Path(folder, "long.pdf").read_bytes()))
    return {"long_pages": pages, "long_pdf_s": taken}


def print_table(results: dict[str, float]) -> None:
    """Each metric on a line."""
    for name, value in results.items():
        print(f"{name:<28}{value:>12.3f}")
    print(f"\na candidate may take {MOST} times what docxtpl takes")


if __name__ == "__main__":
    sys.exit(main())
