"""The wall: one workbook with three clients, and nothing of one in another's evidence."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from engross.records import Evidence

Read = Callable[..., Evidence]

EXAMPLES = Path(__file__).resolve().parents[3] / "examples" / "client_report"
NOTES = {
    "wrackline": ("wrackline-call.vtt", "call-notes.md"),
    "copperbeech": ("copperbeech-notes.txt",),
    "tidewell": ("tidewell-notes.md",),
}
MARKS = {
    "wrackline": ("Wrackline", "WRA001", "Adeyemi", "Penberthy", "4417", "4452", "4489", "stock"),
    "copperbeech": (
        "Copperbeech",
        "COP001",
        "COPPB01",
        "Whitcombe",
        "4420",
        "4455",
        "4491",
        "shed",
    ),
    "tidewell": ("Tidewell", "TID001", "TIDEW01", "Rao", "4424", "4459", "4494", "locum", "rota"),
}
"""Names, codes, invoices and matters of each client, which are nobody else's."""
INTERNAL = ("88.40", "52.15", "31.20", "AGAIN", "till rolls", "import screen", "Lock-up", "79.19")


def evidence_of(client: str, read: Read) -> Evidence:
    return read(client, *NOTES[client], "billing.xlsx")


def strangers(client: str) -> list[str]:
    return [mark for other, marks in MARKS.items() if other != client for mark in marks]


def marks_in(text: str, marks: list[str] | tuple[str, ...]) -> list[str]:
    return [mark for mark in marks if re.search(rf"(?<!\w){re.escape(mark)}(?!\w)", text)]


def for_agents(evidence: Evidence) -> str:
    """What an agent or a document may be made of."""
    facts = [fact.model_dump_json() for fact in evidence.facts if fact.audience == "client"]
    passages = [p.model_dump_json() for p in evidence.passages if not p.withheld]
    return "\n".join([*facts, *passages])


@pytest.mark.parametrize("client", NOTES)
def test_no_fact_no_passage_and_no_finding_names_another_client(client: str, read: Read) -> None:
    evidence = evidence_of(client, read)
    said = for_agents(evidence) + "\n".join(f.model_dump_json() for f in evidence.findings)

    assert marks_in(said, MARKS[client])
    assert marks_in(said, strangers(client)) == []


@pytest.mark.parametrize("client", NOTES)
def test_nothing_of_the_firms_own_is_for_an_agent(client: str, read: Read) -> None:
    said = for_agents(evidence_of(client, read))

    assert marks_in(said, INTERNAL) == []
    assert "write-off" not in said


@pytest.mark.parametrize("client", NOTES)
def test_no_fact_rests_on_a_cell_in_another_clients_row(client: str, read: Read) -> None:
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to import

    book = load_workbook(EXAMPLES / "billing.xlsx", data_only=True)
    cited = {
        (match["sheet"], row)
        for fact in evidence_of(client, read).facts
        for span in fact.spans
        if span.file == "billing.xlsx" and "no such row" not in span.place
        for match in re.finditer(r"(?P<sheet>\w+)!(?P<cells>[A-Z0-9:,]+)", span.place)
        for row in _rows(match["cells"])
    }
    named = {
        str(cell.value)
        for sheet, row in cited
        for cell in book[sheet][row]
        if cell.value in {"WRA001", "COP001", "TID001"}
    }

    assert len(cited) > 15
    assert len(named) == 1
    assert named <= set(MARKS[client])


def test_the_workbook_holds_what_the_wall_keeps_out() -> None:
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to import

    book = load_workbook(EXAMPLES / "billing.xlsx", data_only=True)
    text = json.dumps([[str(c) for c in row] for page in book for row in page.values])

    assert marks_in(text, [mark for marks in MARKS.values() for mark in marks[:3]])
    assert "also spoke of Copperbeech" in text
    assert {"AGAIN", "Lock-up"} <= set(marks_in(text, INTERNAL))


def _rows(cells: str) -> list[int]:
    found: list[int] = []
    for part in cells.split(","):
        first, _, last = part.partition(":")
        numbers = [int(re.sub(r"\D", "", end)) for end in (first, last or first)]
        found += range(numbers[0], numbers[1] + 1)
    return found
