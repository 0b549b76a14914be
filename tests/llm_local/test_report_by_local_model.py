"""The example report, its prose by a model on this machine; outside CI, for it takes a while.

    ENGROSS_LOCAL_MODEL_URL=http://127.0.0.1:8080/v1 python -m pytest -m llm_local -s

docs/how-to/use-a-local-model.md says how to serve the model.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from acceptance.firm import DEMO, EXAMPLES, ROOT, Firm, make_firm
from engross.workspace.loading import load_workspace

pytestmark = pytest.mark.llm_local

MODEL = "openai/qwen2.5-coder"
INPUTS = (f"notes={EXAMPLES / 'call-notes.md'}", f"billing={EXAMPLES / 'billing.xlsx'}")
WHOLE = ("matter", "invoices")
LONGEST = 3 * 3600.0
"""Seconds for the whole report."""


@dataclass(frozen=True)
class Report:
    """A held report and what making it took."""

    firm: Firm
    run: str
    seconds: float

    def figures(self) -> list[dict[str, Any]]:
        """Every figure of the document with its origin."""
        return list(json.loads(self.firm.done("trace", self.run, "--json")))

    def calls(self) -> list[dict[str, Any]]:
        """The model calls in the ledger."""
        with sqlite3.connect(self.firm.root / ".engross" / "engross.db") as database:
            rows = database.execute(
                "select payload from ledger join ledger_payloads using (number) "
                "where run = ? and kind = 'model-called' order by number",
                (self.run,),
            ).fetchall()
        return [json.loads(payload)["details"] for (payload,) in rows]

    def findings(self) -> list[dict[str, Any]]:
        """What the held document has against it."""
        return list(self.firm.held(self.run)["findings"])  # type: ignore[call-overload]


@pytest.fixture(scope="module")
def url() -> str:
    address = os.environ.get("ENGROSS_LOCAL_MODEL_URL", "")
    assert address, (
        "Set ENGROSS_LOCAL_MODEL_URL to the address of the local model's server, such as "
        "http://127.0.0.1:8080/v1. docs/how-to/use-a-local-model.md says how to start one."
    )
    return address


@pytest.fixture(scope="module")
def by_house(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return _made(make_firm(tmp_path_factory.mktemp("house")))


@pytest.fixture(scope="module")
def by_model(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Report]:
    firm = make_firm(tmp_path_factory.mktemp("model"))
    register = firm.root / "firm.yaml"
    text = register.read_text(encoding="utf-8")
    allowed = f"  allowed: [house, {MODEL}]\n  small: [{MODEL}]\n"
    assert "  allowed: [house]\n" in text
    register.write_text(text.replace("  allowed: [house]\n", allowed), encoding="utf-8")
    report = _made(
        firm,
        ENGROSS_MODEL=MODEL,
        ENGROSS_MODEL_URL=url,
        ENGROSS_MODEL_KEY="none",
        ENGROSS_MODEL_TIMEOUT="1800",
    )
    yield report
    _tell(report)


def _made(firm: Firm, **environment: str) -> Report:
    begun = time.monotonic()
    made = subprocess.run(
        [sys.executable, "-m", "engross", *DEMO, *INPUTS],
        cwd=firm.root,
        env={**firm.bare_environment(), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    return Report(firm, firm.run_id(made.stdout), time.monotonic() - begun)


def _tell(report: Report) -> None:
    calls = report.calls()
    print(f"\n{report.seconds:.0f} seconds, {len(calls)} model calls")
    for task in dict.fromkeys(call["task"] for call in calls):
        mine = [call for call in calls if call["task"] == task]
        models = Counter(call["model"] for call in mine)
        tokens = sum(c["tokens_in"] for c in mine), sum(c["tokens_out"] for c in mine)
        again = sum(call["tries"] - 1 for call in mine)
        print(f"  {task}: {dict(models)}, tokens in and out {tokens}, asked again {again}")
    found = Counter((finding["severity"], finding["rule"]) for finding in report.findings())
    for (severity, rule), count in sorted(found.items()):
        print(f"  {severity} {rule}: {count}")
    for finding in report.findings():
        if finding["severity"] == "block" or finding["rule"] == "model-fell-back":
            print(f"  {finding['rule']}, {finding['place']}: {finding['message']}")


def _wholes(report: Report) -> set[str]:
    """Figures of the whole matter, or of all invoices, that stand in the document."""
    ids = {figure["id"] for figure in report.figures() if figure["kind"] == "fact"}
    return {name for name in ids if name.rpartition("/")[2] in WHOLE and "/register/" not in name}


def test_the_report_is_held_and_the_model_wrote_in_it(by_model: Report) -> None:
    listed = by_model.firm.done("list")
    writers = {call["model"] for call in by_model.calls() if call["agent"] == "drafter"}

    assert [line.split()[:2] for line in listed.splitlines()] == [[by_model.run, "held"]]
    assert MODEL in writers


def test_every_figure_in_it_equals_its_fact(by_model: Report, tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    figures.write_text(json.dumps(by_model.figures()), encoding="utf-8")
    shutil.copytree(EXAMPLES, tmp_path, dirs_exist_ok=True)
    shutil.copy(by_model.firm.root / "firm.yaml", tmp_path)
    shutil.copy(by_model.firm.root / "crews" / "client_report.yaml", tmp_path)

    proof = subprocess.run(
        [
            *(sys.executable, ROOT / "scripts" / "prove_figures.py"),
            *(by_model.firm.candidate(by_model.run), figures, tmp_path, "2026-10-14", "2026-Q3"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    print(proof.stdout)

    assert proof.returncode == 0, proof.stdout + proof.stderr


def test_every_figure_that_the_summary_must_give_is_in_it(
    by_model: Report, by_house: Report
) -> None:
    """What the standard format wants in the summary, as far as the sources have it."""
    formats = load_workspace(by_model.firm.root).crews["client_report"].standard_format
    wanted = next(section.measures for section in formats if section.key == "summary")
    required = {name for name in _wholes(by_house) if name.partition("/")[0] in wanted}

    assert len(required) >= 3
    assert required - _wholes(by_model) == set()


def test_no_figure_of_the_whole_matter_that_the_house_model_gives_is_left_out(
    by_model: Report, by_house: Report
) -> None:
    left_out = _wholes(by_house) - _wholes(by_model)
    print(f"{len(_wholes(by_house))} figures by the house model; left out: {sorted(left_out)}")

    assert left_out == set()
