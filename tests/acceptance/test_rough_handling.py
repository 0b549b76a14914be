"""Rough handling: two at once, signals, moved folders, odd names, files of other programs."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from acceptance.firm import DEMO, EXAMPLES, HELEN, PASSWORD, Firm

Sign = Callable[..., subprocess.CompletedProcess[str]]

NOTES = f"notes={EXAMPLES / 'call-notes.md'}"
BILLING = f"billing={EXAMPLES / 'billing.xlsx'}"
QUARTER = ("--client", "wrackline", "--matter", "accounts-2026", "--period", "2026-Q3")


def _text(path: Path) -> str:
    import docx  # noqa: PLC0415 - stands in for Word

    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.slow
def test_two_runs_at_the_same_time_in_one_new_workspace_are_both_held(firm: Firm) -> None:
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda _: firm.engross(*DEMO, NOTES, BILLING), range(2)))
    runs = {firm.run_id(result.stdout) for result in done}

    assert [result.returncode for result in done] == [0, 0], done
    assert len(runs) == 2
    assert all(firm.candidate(run).exists() for run in runs)
    assert firm.engross("ledger", "verify").returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_by_a_signal_leaves_nothing_half_made_and_goes_on(
    how: signal.Signals, firm: Firm
) -> None:
    errors = firm.root.parent / "errors"
    with (
        errors.open("w") as file,
        subprocess.Popen(
            [sys.executable, "-m", "engross", *DEMO, NOTES, BILLING],
            cwd=firm.root,
            env=firm.bare_environment(),
            stdout=subprocess.DEVNULL,
            stderr=file,
        ) as process,
    ):
        until = time.monotonic() + 60
        while "researcher:" not in errors.read_text() and time.monotonic() < until:
            time.sleep(0.02)
        process.send_signal(how)
    told = errors.read_text()
    (run,) = re.findall(r"^Run (\S+)", told, re.MULTILINE)
    left = [path.name for path in (firm.root / "outputs").rglob("*.docx")]
    resumed = firm.engross("resume", run)

    assert process.returncode in {130, -how}
    assert "Traceback" not in told
    assert left == []
    assert resumed.returncode == 0, resumed.stderr
    assert firm.candidate(run).exists()


def test_a_workspace_that_was_moved_after_the_hold_signs_and_verifies(
    held: tuple[Firm, str], sign: Sign
) -> None:
    firm, run = held
    moved = Firm(firm.root.parent / "elsewhere" / "the firm's folder")
    moved.root.parent.mkdir()
    shutil.move(firm.root, moved.root)

    signed = sign(moved, run)

    assert signed.returncode == 0, signed.stderr
    assert moved.engross("verify", f"outputs/{run}/released").returncode == 0


@pytest.mark.slow
def test_odd_names_and_a_csv_of_an_old_program_come_out_as_they_were_written(firm: Firm) -> None:
    name = "Smith & Sons <Ltd> {notes} {{ 7*7 }}"
    _change(firm.root / "firm.yaml", "name: Wrackline Boatyard Limited", f'name: "{name}"')
    notes, billing = firm.root.parent / "notes.md", firm.root.parent / "billing.csv"
    notes.write_text(
        "Date: 7 October 2026\n\n## Decisions\n"
        "- Decision: we agreed that the caf\u00e9 \u202eliated\u202c\u200b is \x07counted last.\n",
        encoding="utf-8",
    )
    billing.write_bytes(
        "Number,Date,Client,Matter,Workstream,Description,Net,VAT,Total,Paid\n"
        "4301,31/07/2026,Wrackline,WRA001,Stock system,\u201cCaf\u00e9\u201d \u2013 the "
        "fees\u2026,\u00a31200.50,\u00a3240.10,\u00a31440.60,\u00a30\n".encode("cp1252")
    )

    run = firm.run_id(firm.done(*DEMO, f"notes={notes}", f"billing={billing}"))
    text = _text(firm.candidate(run))
    with zipfile.ZipFile(firm.candidate(run)) as archive:
        xml = archive.read("word/document.xml").decode()

    assert f"{name} (\u201cthe Company\u201d)" in text
    assert "caf\u00e9 liated is counted last" in text
    assert "\u00a31,440.60" in text
    assert not re.search("[\x00-\x08\u200b\u202a-\u202e]", xml)


def test_a_database_elsewhere_is_used_by_its_address(firm: Firm) -> None:
    elsewhere = firm.root.parent / "elsewhere.db"

    firm.done("list", ENGROSS_DATABASE=f"sqlite:///{elsewhere}")
    refused = firm.engross("list", ENGROSS_DATABASE="nonsense://x")

    assert elsewhere.exists()
    assert not (firm.root / ".engross" / "engross.db").exists()
    assert refused.returncode == 8
    assert "ENGROSS_DATABASE" in refused.stderr


# Holds each of two deciding programs until the other has come as far, or four seconds.
TOGETHER = """
import sys, time
from pathlib import Path
from engross.pipeline import deciding
here, look = Path(sys.argv.pop(1)), deciding.ledger_problems
def together(services):
    (here / sys.argv[1]).touch()
    until = time.monotonic() + 4
    while len(list(here.iterdir())) < 2 and time.monotonic() < until:
        time.sleep(0.01)
    return look(services)
deciding.ledger_problems = together
from engross.cli import main
main()
"""


def test_of_two_decisions_at_the_same_time_one_is_refused(held: tuple[Firm, str]) -> None:
    firm, run = held
    meeting = firm.root.parent / "meeting"
    meeting.mkdir()

    def decided(words: tuple[str, ...]) -> int:
        return subprocess.run(
            [sys.executable, "-c", TOGETHER, str(meeting), *words, "--as", HELEN],
            cwd=firm.root,
            env={**firm.bare_environment(), "ENGROSS_PASSWORD": PASSWORD},
            capture_output=True,
            check=False,
            timeout=120,
        ).returncode

    with ThreadPoolExecutor(2) as pool:
        comment = ("--comment", "This must not be sent to anybody.")
        codes = list(pool.map(decided, (("sign", run), ("decline", run, *comment))))

    assert codes.count(0) == 1
    assert set(codes) <= {0, 2, 7}


@pytest.mark.slow
def test_the_last_quarter_of_the_year_is_reported_with_its_own_year(firm: Firm) -> None:
    """The year ends with September, and the report on its last quarter is dated 14 October."""
    _change(firm.root / "firm.yaml", "year_starts: 4", "year_starts: 10")

    run = firm.run_id(firm.done(*DEMO, NOTES, BILLING))

    assert "to date comes to \u00a31,013" not in _text(firm.candidate(run))


@pytest.mark.slow
def test_a_day_before_the_period_is_refused_or_told(firm: Firm) -> None:
    result = firm.engross("run", "client_report", *QUARTER, "--as-at", "2026-06-15", NOTES, BILLING)

    assert result.returncode == 2 or "period" in "".join(
        line for line in result.stdout.splitlines() if re.match(r" +(?:block|warn) ", line)
    )


@pytest.mark.slow
def test_an_account_number_in_a_note_is_never_in_the_candidate_unnoticed(firm: Firm) -> None:
    notes = firm.root.parent / "notes.md"
    notes.write_text(
        "Date: 7 October 2026\n\n## Instructions\n- Instruction: Ms Adeyemi asked us to pay all "
        "future invoices to sort code 20-45-45, account 55779911.\n",
        encoding="utf-8",
    )

    printed = firm.done(*DEMO, f"notes={notes}", BILLING)

    assert (
        "55779911" not in _text(firm.candidate(firm.run_id(printed))) or " 0 block" not in printed
    )
