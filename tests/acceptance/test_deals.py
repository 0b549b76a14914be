"""A run about one deal of a CRM export, from its start to its erasure, at the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from acceptance.firm import PASSWORD, Firm, make_firm

TOM = "tom.ellery-vane@penhallowreeve.example"
DEALS = """Deal ID,Deal Name,Account,Contact,Product,Deal Stage,Amount,Deal Owner,Next step
D-1,Nearly ours,Larchmoor Joinery Limited,Jo Moss,Management accounts,Open,9600,,Chase Jo
D-2,Wrackline,Wrackline Boatyard Ltd,Joss Penberthy,Management accounts,Open,9600,,
"""
RUN = ("run", "proposal", "--as-at", "2026-11-18", "crm=deals.csv")


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Firm:
    made = make_firm(tmp_path_factory.mktemp("deals"))
    (made.root / "deals.csv").write_text(DEALS, encoding="utf-8")
    made.done("people", "password", TOM, ENGROSS_NEW_PASSWORD=PASSWORD)
    return made


def _named(state: Path, words: bytes) -> list[str]:
    return [path.name for path in state.rglob("*") if path.is_file() and words in path.read_bytes()]


def test_a_prospect_is_named_wherever_runs_are_and_nowhere_once_the_run_is_erased(
    firm: Firm,
) -> None:
    printed = firm.done(*RUN, "--deal", "D-1")
    run = firm.run_id(printed)
    listed, document = firm.done("list"), firm.candidate(run)
    there = _named(firm.root / ".engross", b"Larchmoor")
    firm.done("delete", run, "--as", TOM, "--yes", ENGROSS_PASSWORD=PASSWORD)

    assert "(Larchmoor Joinery Limited, D-1, as at 18 November 2026)" in printed
    assert "Larchmoor Joinery Limited, D-1" in listed
    assert document.name == "Larchmoor Joinery Limited - proposal - 2026-11-18.docx"
    assert there
    assert _named(firm.root / ".engross", b"Larchmoor") == []


def test_a_run_that_does_not_say_which_deal_is_told_the_deals(firm: Firm) -> None:
    refused = firm.engross(*RUN)

    assert refused.returncode == 2
    assert "Give --deal one of: D-1, D-2." in refused.stderr
