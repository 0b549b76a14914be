"""How long `engross --help`, a first run and a later run take, beside what they are made of.

    python benchmarks/run_time.py [--rounds 3] [--json FILE]

Peers in the same run: an empty interpreter, `import crewai`, and the bare parts of a run without
Engross (read the workbook with openpyxl, kick off a CrewAI crew of three tasks on a model that
answers at once, fill the template's copy with docxtpl). Each figure is the median of the rounds, in
seconds of a fresh process.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples" / "client_report"
RUN = (
    *("run", "client_report", "--client", "wrackline", "--matter", "accounts-2026"),
    *("--period", "2026-Q3", "--as-at", "2026-10-14"),
    *(f"notes={EXAMPLES / 'call-notes.md'}", f"billing={EXAMPLES / 'billing.xlsx'}"),
)
QUIET = {
    "CREWAI_DISABLE_TELEMETRY": "true",
    "OTEL_SDK_DISABLED": "true",
    "CREWAI_TRACING_ENABLED": "false",
    "CREWAI_DISABLE_VERSION_CHECK": "true",
    "PYTHON_DOTENV_DISABLED": "1",
    "ORT_DISABLE_TELEMETRY": "1",
}
BARE = """
import sys
from pathlib import Path
import openpyxl
from crewai import Agent, BaseLLM, Crew, Task
from docxtpl import DocxTemplate

book = openpyxl.load_workbook(sys.argv[1], data_only=True)
rows = [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()]

class Model(BaseLLM):
    def call(self, messages, *args, **kwargs):
        return "Thought: done\\nFinal Answer: " + str(len(rows)) + " rows"
    def supports_function_calling(self): return False

tasks = []
for role in ("researcher", "drafter", "checker"):
    agent = Agent(role=role, goal="g", backstory="b", llm=Model(model="bare"))
    tasks.append(Task(description=role, expected_output="text", agent=agent))
result = Crew(agents=[t.agent for t in tasks], tasks=tasks).kickoff()

from docx import Document
plain = Document()
plain.add_paragraph("{{ words }}")
for row in rows[:20]:
    plain.add_paragraph("{{ words }}")
plain.save(sys.argv[2])
template = DocxTemplate(sys.argv[2])
template.render({"words": str(result)}, autoescape=True)
template.save(sys.argv[2])
"""


def main() -> int:
    """Measure, write the JSON if asked, print the table last."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--data", type=Path, help="not used: the example firm is measured")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        results = measure(Path(folder), asked.rounds)
    if asked.json:
        asked.json.write_text(json.dumps(results, indent=2), encoding="utf-8")
    print_table(results)
    return 0


def measure(folder: Path, rounds: int) -> dict[str, float]:
    """Metric to seconds, and two ratios."""
    python = [sys.executable]
    results = {
        "empty_interpreter_s": median(rounds, lambda: timed([*python, "-c", "pass"], folder)),
        "help_s": median(rounds, lambda: timed([*python, "-m", "engross", "--help"], folder)),
        "import_crewai_s": median(rounds, lambda: timed([*python, "-c", "import crewai"], folder)),
        "bare_parts_s": median(rounds, lambda: bare(folder)),
    }
    cold, warm = [], []
    for number in range(rounds):
        workspace = make_workspace(folder / f"firm-{number}")
        cold.append(timed([*python, "-m", "engross", *RUN], workspace))
        warm.append(timed([*python, "-m", "engross", *RUN], workspace))
    results["cold_run_s"] = statistics.median(cold)
    results["warm_run_s"] = statistics.median(warm)
    results["warm_run_over_import_crewai"] = results["warm_run_s"] / results["import_crewai_s"]
    results["warm_run_over_bare_parts"] = results["warm_run_s"] / results["bare_parts_s"]
    return results


def median(rounds: int, once: Callable[[], float]) -> float:
    """The middle one of several measurements."""
    return statistics.median(once() for _ in range(rounds))


def timed(command: list[str], folder: Path) -> float:
    """Seconds that the command takes in that folder; it must succeed."""
    environment = {**os.environ, **QUIET, "HOME": str(folder), "CREWAI_STORAGE_DIR": str(folder)}
    before = time.perf_counter()
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return time.perf_counter() - before


def bare(folder: Path) -> float:
    """The bare parts, once."""
    workbook, document = EXAMPLES / "billing.xlsx", folder / "bare.docx"
    return timed([sys.executable, "-c", BARE, str(workbook), str(document)], folder)


def make_workspace(folder: Path) -> Path:
    """A fresh copy of the example firm."""
    folder.mkdir()
    for name in ("crews", "agents", "tasks", "knowledge", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "firm.yaml", folder)
    (folder / "outputs").mkdir()
    return folder


def print_table(results: dict[str, float]) -> None:
    """One metric a line."""
    print(f"{'metric':<30} {'value':>8}")
    for name, value in results.items():
        print(f"{name:<30} {value:>8.2f}")


if __name__ == "__main__":
    sys.exit(main())
