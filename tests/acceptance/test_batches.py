"""Many documents by one command, and a watched folder: also killed, stopped and asked again."""

from __future__ import annotations

import csv
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from acceptance.firm import EXAMPLES, Firm
from engross.adapters.locks import alone
from engross.pipeline.batches.taking import lock_of

ROWS = """\
Client,Matter,Period,As at,Notes,Billing
nobody,,2026-Q3,2026-10-14,call-notes.md,billing.xlsx
wrackline,accounts-2026,2026-Q3,14/10/2026,call-notes.md; none.md,billing.xlsx
wrackline,accounts-2026,2026-Q3,14/10/2026,call-notes.md,billing.xlsx
"""
ORDER = """\
crew: client_report
client: wrackline
matter: accounts-2026
period: 2026-Q3
as_at: 2026-10-14
notes: call-notes.md
billing: billing.xlsx
"""
BATCH = ("run", "client_report", "--batch", "inbox/october.csv")


@pytest.fixture
def inbox(firm: Firm) -> Path:
    """A folder with the example's inputs."""
    folder = firm.root / "inbox"
    folder.mkdir()
    for name in ("call-notes.md", "billing.xlsx"):
        shutil.copy(EXAMPLES / name, folder)
    return folder


def _results(firm: Firm) -> list[dict[str, str]]:
    (path,) = (firm.root / "outputs").glob("*/Results.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _killed_once_a_run_is_started(firm: Firm) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "engross", *BATCH],
        cwd=firm.root,
        env=firm.bare_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while not _runs(firm) and program.poll() is None:
        time.sleep(0.05)
    program.kill()
    program.wait()


def _runs(firm: Firm) -> list[tuple[str, str]]:
    """Id and state of every run, read beside the program."""
    store = firm.root / ".engross" / "engross.db"
    if not store.exists():
        return []
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as connection:
        try:
            return connection.execute("select id, state from runs").fetchall()
        except sqlite3.OperationalError:
            return []


@pytest.mark.slow
def test_a_batch_that_is_killed_goes_on_and_one_bad_row_stops_nothing(
    firm: Firm, inbox: Path
) -> None:
    (inbox / "october.csv").write_text(ROWS)
    _killed_once_a_run_is_started(firm)
    ((started, state),) = _runs(firm)
    assert state == "running"

    went_on = firm.engross(*BATCH)
    again = firm.engross(*BATCH)
    first, second, third = _results(firm)

    assert (went_on.returncode, again.returncode) == (10, 10), went_on.stderr
    assert "3 of 3: 2 not started, 1 held" in went_on.stdout
    assert "3 of 3: 2 not started, 1 there already" in again.stdout
    assert _runs(firm) == [(started, "held")]
    assert "wrackline" in first["What to do"]
    assert "none.md: there is no such file" in second["What to do"]
    assert (third["Run"], third["Outcome"]) == (started, "there already")
    assert (firm.root / "outputs" / third["Review copy"]).exists()


@pytest.mark.slow
def test_an_order_in_a_watched_folder_is_made_once(firm: Firm, inbox: Path) -> None:
    (inbox / "smith.order.yaml").write_text(ORDER)
    (inbox / "late.order.yaml").write_text(ORDER.replace("call-notes.md", "not-yet-there.md"))

    watched = firm.engross("watch", "inbox", "--once", "--every", "0.2")
    (run, state), *others = _runs(firm)

    assert watched.returncode == 0, watched.stderr
    assert (state, others) == ("held", [])
    assert run in (inbox / "done" / "smith.order.yaml - Results.csv").read_text("utf-8-sig")
    assert "1 waiting: late.order.yaml" in watched.stderr
    assert sorted(path.name for path in inbox.iterdir()) == [
        "billing.xlsx",
        "call-notes.md",
        "done",
        "late.order.yaml",
    ]


def test_a_second_watcher_of_the_same_folder_does_nothing(firm: Firm, inbox: Path) -> None:
    order = inbox / "smith.order.yaml"
    order.write_text(ORDER)

    with alone(firm.root / ".engross", lock_of(inbox)):
        second = firm.engross("watch", "inbox", "--once", "--every", "0.2")

    assert second.returncode == 0, second.stderr
    assert "Another watcher is at work on this folder." in second.stderr
    assert order.exists()
    assert _runs(firm) == []


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_watcher_stops_when_it_is_told_to(how: signal.Signals, firm: Firm, inbox: Path) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "engross", "watch", "inbox", "--every", "0.2"],
        cwd=firm.root,
        env=firm.bare_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stderr
    assert program.stderr.readline() == "Watching inbox\n"
    program.send_signal(how)
    _, said = program.communicate(timeout=60)

    assert program.returncode == 0, said
    assert said == "Stopping after the document under way; once more stops at once.\n"
    assert sorted(path.name for path in inbox.iterdir()) == ["billing.xlsx", "call-notes.md"]


def test_a_batch_of_deals_needs_a_crew_that_is_about_deals(firm: Firm) -> None:
    failed = firm.engross("run", "client_report", "--all-deals")

    assert failed.returncode == 2, failed.stdout + failed.stderr
    assert "--batch FILE" in failed.stderr
