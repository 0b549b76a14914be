"""What became of the knowledge base's files, as a person reads it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from types import MappingProxyType

import pytest

from engross.cli.shelves import (
    Synced,
    print_as_json,
    print_kept,
    print_proof,
    print_synced,
    said_wall,
)
from engross.knowledge.precedents import Replaced
from engross.knowledge.shelf import Item, Misplaced, Shelf
from engross.knowledge.syncing import LeftOut, Refused, SyncReport, WallReport
from engross.pipeline.precedents import KeptPrecedent
from engross.pipeline.proving import Proof, Remains
from engross.workspace import load_workspace

ROOT = Path(__file__).resolve().parents[3]
HELEN = "helen.pike@penhallowreeve.example"
TODAY = dt.date(2026, 11, 22)
NOTHING = Proof(
    walls=("firm",),
    passages=2,
    searched_files=1200,
    searched_bytes=34567,
    remains=(),
    runs=(),
    files=("faq.md",),
    found_before=9,
)


@pytest.fixture(scope="module")
def synced() -> Synced:
    items = {
        name: Item(name, "firm", HELEN, "firm", dt.date.fromisoformat(day))
        for name, day in (("a.md", "2026-11-21"), ("b.md", "2026-11-22"), ("c.md", "2026-01-31"))
    }
    problems = (Misplaced("clients/x.md", "it is behind no wall"),)
    shelf = Shelf(Path("knowledge"), MappingProxyType(items), problems, load_workspace(ROOT).firm)
    report = SyncReport(
        (
            WallReport("client-wrackline", 0, 0, (), (), ("old.md",), ()),
            WallReport("firm", 2, 1234, ("b.md",), ("a.md",), (), ("c.md",)),
        ),
        (Refused("d.docx", "d.docx: it is damaged. Save it again."),),
        (LeftOut("e.xlsx", "The hidden sheet “Costs” left out."),),
    )
    return Synced(report, shelf, TODAY)


def test_a_sync_is_told_by_wall_and_then_by_what_a_person_should_do(
    synced: Synced, capsys: pytest.CaptureFixture[str]
) -> None:
    print_synced(synced)

    assert capsys.readouterr().out == (
        "client wrackline: 0 files, 0 passages\n"
        "  removed  old.md\n"
        "firm: 2 files, 1,234 passages\n"
        "  added    b.md\n"
        "  changed  a.md\n"
        "Refused, so not searched:\n"
        "  d.docx: it is damaged. Save it again.\n"
        "Not in order:\n"
        "  clients/x.md: it is behind no wall\n"
        "Searched in part:\n"
        "  e.xlsx: The hidden sheet “Costs” left out.\n"
        "To be read again by their owners:\n"
        f"  c.md: since 31 January 2026, {HELEN}\n"
        f"  a.md: since 21 November 2026, {HELEN}\n"
    )


def test_the_same_as_json(synced: Synced, capsys: pytest.CaptureFixture[str]) -> None:
    print_as_json(synced)
    told = json.loads(capsys.readouterr().out)

    assert [wall["wall"] for wall in told["walls"]] == ["client-wrackline", "firm"]
    assert told["walls"][1]["passages"] == 1234
    assert told["refused"][0]["file"] == "d.docx"
    assert told["overdue"][0]["review_by"] == "2026-01-31"


def test_an_empty_index_is_said(synced: Synced, capsys: pytest.CaptureFixture[str]) -> None:
    nothing = synced.shelf._replace(items=MappingProxyType({}), problems=())

    print_synced(Synced(SyncReport(()), nothing, TODAY))

    assert capsys.readouterr().out == (
        "Nothing is searched: no file is listed in knowledge/index.yaml and in place.\n"
    )


@pytest.mark.parametrize(
    ("wall", "said"),
    [
        ("firm", "firm"),
        ("client-two-words", "client two-words"),
        ("matter-two-words.accounts-2026", "matter accounts-2026 of two-words"),
    ],
)
def test_a_wall_is_said_in_words(wall: str, said: str) -> None:
    assert said_wall(wall) == said


def test_a_precedent_is_told_with_what_was_replaced_once_and_what_to_read(
    capsys: pytest.CaptureFixture[str],
) -> None:
    kept = KeptPrecedent(
        "precedents/fees.md",
        Path("knowledge/precedents/fees.md"),
        "firm",
        HELEN,
        dt.date(2027, 11, 22),
        ("Fees", "Next steps"),
        (
            Replaced("Wrackline", "[name of the client]"),
            Replaced("[what our notes say]", "[what our notes say]"),
            Replaced("Wrackline", "[name of the client]"),
        ),
        ("Two sentences were left out.",),
    )

    print_kept(kept, "knowledge/precedents/fees.md")

    assert capsys.readouterr().out == (
        "Kept: knowledge/precedents/fees.md  (firm)\n"
        "  holds     Fees, Next steps\n"
        f"  owner     {HELEN}, who reads it again by 22 November 2027\n"
        "Replaced:\n"
        "  Wrackline  ->  [name of the client]\n"
        "Read this before anybody relies on it:\n"
        "  Two sentences were left out.\n"
    )


def test_a_proof_says_what_was_looked_for_and_that_nothing_was_found(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_proof(NOTHING, HELEN)

    assert capsys.readouterr().out == (
        "Erased: knowledge/faq.md\n"
        "Looked for the words and vectors of 2 passages in 1,200 files of the state folder, "
        "knowledge/ and outputs/ (34,567 bytes).\n"
        "Found before in 9 stretches; now nowhere.\n"
    )


def test_what_remains_is_told_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    remains = (Remains(file="engross.db", what="text", count=3, remedy="Erase the run."),)
    left = NOTHING.model_copy(
        update={
            "remains": remains,
            "runs": ("run-1",),
            "clients_runs": ("run-1", "run-2"),
            "still_said": ("faq.md",),
        }
    )

    print_proof(left, HELEN)

    assert capsys.readouterr().out.splitlines()[2:] == [
        "Found before in 9 stretches; now in 1 place.",
        "Still there, or not to be looked into:",
        "  engross.db: text, 3. Erase the run.",
        "Runs whose records hold some of it; erase them too, or keep them knowingly:",
        f"  engross delete run-1 --as {HELEN}",
        "Other runs of theirs, which this does not erase:",
        "  run-2",
        "Files that say some of the same, and stay:",
        "  faq.md",
    ]
