"""Columns without a known name: proposed from words and values, never silently, never net."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from engross.intake.columns import Headings, understand
from engross.intake.headings import heading_rows
from engross.intake.proposing import Proposer, nearness_of
from engross.intake.sheets import Sheet
from engross.intake.vocabulary import vocabulary
from engross.sources.sheets import Row, SheetRead
from engross.workspace.register import Firm

GERMAN = (
    "Datum|Wer|Mandant|Akte|Stunden|Satz",
    "02/07/2026|HP|WRA|WRA001|1.5|180",
    "13/07/2026|Martin Oke|WRA|WRA001|0.75|120",
    "14/07/2026|HP|Copperbeech Nurseries Limited|COP001|2|180",
)


def sheet(make: SimpleNamespace, *rows: str, name: str = "Sheet1") -> Sheet:
    read = SheetRead(name, [Row(n, row.split("|")) for n, row in enumerate(rows, start=1)])
    return Sheet(make.notes("x", "export.xlsx"), read)


def found(make: SimpleNamespace, *rows: str, firm: Firm | None = None, name: str = "") -> Headings:
    headings = understand(sheet(make, *rows, name=name), {}, firm=firm)
    assert headings is not None
    return headings


def test_a_near_name_with_values_that_fit_is_likely(make: SimpleNamespace) -> None:
    headings = found(
        make, "Date|Fee earner|Matter|Charge hrs", "02/07/2026|HP|WRA001|1.5", name="Time"
    )

    assert headings.columns["hours"] == 3
    assert headings.certainty["hours"] == "likely"
    assert "“hrs”" in headings.reasons["hours"]


def test_a_near_name_with_values_of_another_kind_is_not_taken(make: SimpleNamespace) -> None:
    headings = found(
        make, "Date|Fee earner|Matter|Charge hrs", "02/07/2026|HP|WRA001|see sheet 2", name="Time"
    )

    assert headings.missing == ("hours",)


def test_a_known_name_is_never_given_to_another_column(make: SimpleNamespace) -> None:
    headings = found(
        make, "Date|Matter|Hours|Charge hrs", "02/07/2026|WRA001|1|1.5", "3/7/2026|WRA001|2|2.5"
    )

    assert headings.columns["hours"] == 2
    assert not headings.reasons


def test_the_registers_people_clients_and_matters_tell_their_columns(
    make: SimpleNamespace, firm: Firm
) -> None:
    headings = found(make, *GERMAN, firm=firm)

    assert headings.kind.key == "time"
    assert {m: headings.columns[m] for m in ("person", "client", "matter")} == {
        "person": 1,
        "client": 2,
        "matter": 3,
    }
    assert {headings.certainty[m] for m in ("person", "client", "matter")} == {"likely"}


def test_the_only_days_and_the_only_hours_are_guessed(make: SimpleNamespace, firm: Firm) -> None:
    headings = found(make, *GERMAN, firm=firm)

    assert (headings.columns["date"], headings.columns["hours"]) == (0, 4)
    assert {headings.certainty[m] for m in ("date", "hours")} == {"guessed"}


def test_without_the_register_nothing_speaks_for_such_a_table(make: SimpleNamespace) -> None:
    assert understand(sheet(make, *GERMAN), {}) is None


def test_two_columns_of_hours_are_not_chosen_between(make: SimpleNamespace, firm: Firm) -> None:
    rows = [
        f"{row}|{end}" for row, end in zip(GERMAN, ("Reise", "0.5", "1.25", "3.5"), strict=True)
    ]

    assert understand(sheet(make, *rows), {}, firm=firm) is None


def test_a_count_of_things_is_no_hours(make: SimpleNamespace) -> None:
    rows = ["02/07/2026|HP|WRA001|1", "03/07/2026|HP|WRA001|2", "06/07/2026|HP|WRA001|3"]
    headings = found(make, "Date|Fee earner|Matter|Qty", *rows, name="Time")

    assert headings.missing == ("hours",)


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Billed ex VAT", "net"),
        ("Invoice net charge", "net"),
        ("Billed inc VAT", "gross"),
        ("Sum billed", "amount"),
        ("Charge for the period", "amount"),
    ],
)
def test_net_and_gross_are_only_what_the_heading_says(
    heading: str, meaning: str, make: SimpleNamespace
) -> None:
    rows = [f"430{n}|31/07/2026|WRA001|{n}20.00" for n in range(1, 5)]
    headings = found(make, f"Invoice number|Invoice date|Matter|{heading}", *rows, name="Invoices")

    assert headings.columns[meaning] == 3
    assert {"net", "gross", "amount"} & headings.columns.keys() == {meaning}
    assert headings.certainty[meaning] in {"likely", "guessed"}


def test_a_sensitive_column_is_proposed_for_nothing(make: SimpleNamespace) -> None:
    headings = found(
        make,
        "Date|Fee earner|Matter|Hours|Write-off reason|Charge margin",
        "02/07/2026|HP|WRA001|1.5|HP|180",
    )

    assert headings.sensitive == {4, 5}
    assert {4, 5}.isdisjoint(headings.columns.values())


def test_what_was_not_used_is_still_suggested_to_a_person(
    make: SimpleNamespace, firm: Firm
) -> None:
    rows = ("Date|Fee earner|Matter|Hours|Level code", "02/07/2026|HP|WRA001|1|Partner")
    part = sheet(make, *rows, name="Time")
    headings = understand(part, {}, firm=firm)
    assert headings is not None
    (proposal,) = Proposer(part, firm).proposals(heading_rows(part)[0], headings, vocabulary())

    assert (proposal.meaning, proposal.column, proposal.certainty) == ("grade", 4, "guessed")


@pytest.mark.parametrize(
    ("heading", "name", "near"),
    [
        ("fee earner", "fee earner", 1.0),
        ("fee earners", "fee earner", 1.0),
        ("descripton", "description", 1.0),
        ("working date", "date", 0.5),
        ("cat", "hat", 0.0),
        ("", "hours", 0.0),
    ],
)
def test_nearness_counts_the_words_that_are_shared(heading: str, name: str, near: float) -> None:
    assert nearness_of(heading, name, vocabulary().vague) == pytest.approx(near)
