"""What a file says of the firm itself reaches no passage and no fact that a client may see."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from engross.records import Evidence

Read = Callable[..., Evidence]
WORDS = "Difficult man and owes us a favour"


def seen_by_agents(evidence: Evidence) -> str:
    """Everything that an agent or a document may take words or figures from."""
    facts = [fact for fact in evidence.facts if fact.audience == "client"]
    passages = [passage for passage in evidence.passages if not passage.withheld]
    texts = [f.model_dump_json() for f in facts] + [p.model_dump_json() for p in passages]
    return "\n".join(texts)


@pytest.mark.parametrize(
    "heading", ["Internal notes", "Write-off reason", "Notes", "Private comment", "Risk", "Margin"]
)
@pytest.mark.parametrize("sheet", ["Time", "Invoices"])
def test_words_in_a_sensitive_column_reach_nobody(
    heading: str, sheet: str, read: Read, make: SimpleNamespace
) -> None:
    rows = {
        "Time": [f"{make.TIME}|{heading}", [*make.time_row("02/07/2026", 1.5), WORDS]],
        "Invoices": [
            f"{make.INVOICES}|{heading}",
            [*make.invoice_row("4301", "31/07/2026", 300), WORDS],
        ],
    }
    evidence = read(**{sheet: rows[sheet]})

    assert evidence.facts
    assert WORDS not in seen_by_agents(evidence)


def test_words_beside_a_line_are_not_its_description(read: Read, make: SimpleNamespace) -> None:
    heading = make.INVOICES.replace("Description", "Write-off reason")
    evidence = read(
        Invoices=[heading, make.invoice_row("4301", "31/07/2026", 300, description=WORDS)]
    )

    assert WORDS not in seen_by_agents(evidence)


def test_cost_and_profit_of_a_programs_export_are_internal(
    read: Read, make: SimpleNamespace
) -> None:
    head = (
        "Project,Client,Description,Task,User,Billable,Start Date,Duration (h),"
        "Duration (decimal),Billable Rate (GBP),Billable Amount (GBP),Cost Rate (GBP),"
        "Cost Amount (GBP),Profit (GBP)"
    )
    row = "WRA001,WRA,Count,Stock system,Helen Pike,Yes,14/07/2026,01:30:00,1.50,180,270,71,107,163"
    evidence = read(make.billing(f"{head}\n{row}\n".encode(), "clockify.csv"))

    assert '"270' in seen_by_agents(evidence)
    assert not any(f'"{figure}' in seen_by_agents(evidence) for figure in ("71", "107", "163"))
