"""Evidence as a whole: the register's facts, the run's period, and what is loaded when."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from engross.errors import InputError
from engross.intake import Subject, latest_period, period_chosen
from engross.records import Evidence
from engross.uk.periods import Period

Read = Callable[..., Evidence]


def test_the_register_gives_names_terms_and_dates_with_their_places(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(make.notes("We agreed it."))
    values = {
        f.id: (f.value, f.spans[0].file, f.spans[0].place) for f in evidence.select("", "register")
    }

    assert values["client-name/register/client"] == (
        "Wrackline Boatyard Limited",
        "firm.yaml",
        "clients[0].name",
    )
    assert values["client-contact/register/client"][0] == "Ms Ruth Adeyemi"
    assert values["signatory/register/matter"] == ("Helen Pike", "firm.yaml", "people[0].name")
    assert values["manager/register/matter"][0] == "Martin Oke"
    assert values["payment-terms/register/matter"][0] == 30
    assert values["firm-name/register/firm"][0] == "Penhallow Reeve LLP"
    assert values["period-label/register/matter"][0] == "Q3 2026 (July to September 2026)"
    assert values["next-period-label/register/matter"][0].startswith("Q4 2026")
    assert values["period-end/register/matter"][0] == dt.date(2026, 9, 30)
    assert values["report-date/register/matter"][0] == dt.date(2026, 10, 14)


def test_evidence_keeps_every_id_once_and_survives_storage(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        make.notes("Decision: we wait.\n\nAction (Helen, by Friday): ring the bank."),
        make.notes("Questions:\n- Who pays?", "more.txt"),
        Time=[make.TIME, make.time_row(dt.date(2026, 7, 1), 1)],
    )
    identifiers = [fact.id for fact in evidence.facts]

    assert len(set(identifiers)) == len(identifiers)
    assert [p.id for p in evidence.passages] == ["p1", "p2", "p3"]
    assert Evidence.model_validate_json(evidence.model_dump_json()) == evidence


def test_every_fact_rests_on_a_place_or_on_other_facts(read: Read, make: SimpleNamespace) -> None:
    evidence = read(
        Time=[make.TIME, make.time_row(dt.date(2026, 7, 1), 1)],
        Invoices=[make.INVOICES, make.invoice_row("1", dt.date(2026, 7, 31), 100)],
        Budget=[make.BUDGET, [*make.OURS, "Stock system", "Time", 1100, 200]],
    )
    known = {fact.id for fact in evidence.facts}

    assert all(fact.spans or fact.inputs for fact in evidence.facts)
    assert all(set(fact.inputs) <= known for fact in evidence.facts)


def test_the_same_files_give_the_same_evidence_to_the_byte(
    read: Read, make: SimpleNamespace
) -> None:
    file = make.billing({"Time": [make.TIME, make.time_row(dt.date(2026, 7, 1), 1)]})

    assert read(file).canonical() == read(file).canonical()


def test_nothing_of_other_clients_reaches_the_sources_or_facts(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        Time=[
            make.TIME,
            make.time_row(dt.date(2026, 7, 1), 1),
            make.time_row(
                dt.date(2026, 7, 2), 77, whose=("Copperbeech Nurseries Limited", "COP001")
            ),
        ]
    )

    assert "Copperbeech" not in evidence.model_dump_json()
    assert not [fact for fact in evidence.facts if fact.unit == "hours" and fact.number > 1]


def test_the_latest_complete_quarter_with_entries_is_chosen(
    make: SimpleNamespace, subject: Subject
) -> None:
    file = make.billing(
        {
            "Time": [
                make.TIME,
                make.time_row(dt.date(2026, 5, 1), 1),
                make.time_row(dt.date(2026, 8, 1), 1),
                make.time_row(dt.date(2026, 10, 1), 1),
            ]
        }
    )
    about = {"firm": subject.firm, "client": subject.client, "matter": subject.matter}

    assert latest_period([file], **about, as_at=dt.date(2026, 10, 14)) == Period.parse("2026-Q3")
    assert latest_period([file], **about, as_at=dt.date(2026, 9, 29)) == Period.parse("2026-Q2")
    assert latest_period([file], **about, as_at=dt.date(2026, 6, 1)) is None
    assert latest_period([], **about, as_at=dt.date(2026, 6, 1)) is None
    assert "Q3 2026" in period_chosen(Period.parse("2026-Q3")).message


def test_a_bad_file_stops_everything_before_any_is_read(read: Read, make: SimpleNamespace) -> None:
    with pytest.raises(InputError, match=r"empty\.csv"):
        read(make.notes("We agreed it."), make.billing(b"", "empty.csv"))


def test_importing_the_room_loads_nothing_slow() -> None:
    program = (
        "import sys, engross.intake; "
        "print([m for m in ('openpyxl', 'lxml', 'docx', 'crewai', 'numpy') if m in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert answer.stdout.strip() == "[]"
