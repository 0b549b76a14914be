"""Descriptions in billing files that are printed word for word, and those that must not be."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from engross.records import Evidence

Read = Callable[..., Evidence]

DISBURSEMENTS = "Date|Client|Matter|Description|Net|VAT|Invoice"


def _described(read: Read, make: SimpleNamespace, words: str) -> Evidence:
    row = make.invoice_row("4452", "2026-08-28", 1000, description=words)
    return read(Invoices=[make.INVOICES, row])


@pytest.mark.parametrize(
    "words",
    [
        "Services in August, as for Copperbeech Nurseries Limited",
        "As COPPERBEECH NURSERIES",
        "Stock system [internal: go gently]",
        "August, less time written off",
        "Margin on this job restored",
    ],
)
def test_a_description_that_is_not_for_the_client_is_internal_and_said_to_be(
    read: Read, make: SimpleNamespace, words: str
) -> None:
    evidence = _described(read, make, words)

    assert evidence.select("description") == ()
    assert [f.audience for f in evidence.facts if f.measure == "description"] == ["internal"]
    (finding,) = [f for f in evidence.findings if f.rule == "description-held"]
    assert finding.place == "billing.xlsx, Invoices!F2"
    assert words not in finding.message + finding.suggestion


@pytest.mark.parametrize(
    "words",
    [
        "Services in August 2026",
        "Write-off of damaged stock: advice",
        "Internal audit, first stage",
    ],
)
def test_an_ordinary_description_is_the_clients(
    read: Read, make: SimpleNamespace, words: str
) -> None:
    evidence = _described(read, make, words)

    (fact,) = evidence.select("description")
    assert (fact.audience, fact.value) == ("client", words)
    assert [f for f in evidence.findings if f.rule == "description-held"] == []


def test_a_disbursement_is_not_called_by_a_description_that_is_held_back(
    read: Read, make: SimpleNamespace
) -> None:
    words = "Copies for Copperbeech Nurseries Limited"
    row = ["2026-08-26", *make.OURS, words, 36, 0, "4452"]

    evidence = read(Disbursements=[DISBURSEMENTS, row])

    shown = [fact for fact in evidence.facts if fact.audience == "client"]
    assert [fact for fact in shown if "Copperbeech" in f"{fact.value} {fact.label}"] == []
    assert {f.label for f in shown if f.scope == "disbursement:1"} == {"Disbursement 1"}
