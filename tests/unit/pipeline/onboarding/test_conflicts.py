from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

from engross.pipeline import names
from engross.pipeline.conflicts import (
    CONFLICTS,
    LookedAt,
    look_at_conflicts,
    search_conflicts,
)
from engross.pipeline.holding import files_of
from engross.pipeline.orders import Order
from engross.pipeline.services import Services
from engross.pipeline.starting import start
from engross.records import Evidence, HeldDocument, Run

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Hold


def _found(services: Services, run: Run) -> dict[tuple[str, str], str]:
    """By the form's name and whom the firm knows by it, how the two are alike."""
    hits = search_conflicts(services, run).hits
    return {(hit.name, hit.whose): hit.how for hit in hits}


def test_a_counterparty_that_is_a_client_is_found_with_both_places(
    firm: Services, newcomer: Run
) -> None:
    hits = search_conflicts(firm, newcomer).hits

    (hit,) = (hit for hit in hits if hit.whose == "client Wrackline Boatyard Limited")
    assert "form.csv" in hit.place
    assert hit.found_place.startswith("firm.yaml clients[0].")
    assert hit.how == "the same name"


def test_a_director_one_letter_off_a_client_s_contact_is_found(
    firm: Services, newcomer: Run
) -> None:
    found = _found(firm, newcomer)

    client = "Mr Alan Whitcombe, client Copperbeech Nurseries Limited"
    assert found["Alan Whitcomb", client] == "one letter apart"


def test_a_client_who_trades_under_another_name_is_found_by_both(
    firm: Services, newcomer: Run
) -> None:
    register = firm.workspace.firm
    for name in ("Dafydd Penrose trading as Tregenza Kilns", "Hal Tregenza t/a Saltmarsh Ceramics"):
        client = register.clients[0].model_copy(
            update={"key": "kilns", "name": name, "contacts": (), "names_in_records": ()}
        )
        changed = register.model_copy(update={"clients": (*register.clients, client)})
        later = dataclasses.replace(
            firm, workspace=firm.workspace.model_copy(update={"firm": changed})
        )

        assert f"client {name}" in {whose for _, whose in _found(later, newcomer)}


def test_a_client_named_in_running_text_is_found(firm: Services, newcomer: Run) -> None:
    hits = search_conflicts(firm, newcomer).hits

    (hit,) = (
        h for h in hits if h.whose == "client Tidewell Dental Practice LLP" and "rent" in h.name
    )
    assert hit.how == "it is named there"


def test_nobody_is_found_who_is_merely_another(firm: Services, newcomer: Run) -> None:
    assert not [hit for hit in search_conflicts(firm, newcomer).hits if "Penrose" in hit.name]


def test_somebody_behind_an_earlier_prospect_is_found(
    firm: Services, newcomer: Run, form: Path, held_of: Hold
) -> None:
    form.write_text(
        "Registered name,Email address,Directors\n"
        "Lowtide Chandlery Ltd,info@lowtide.example,Penrose Dafydd\n",
        "utf-8",
    )
    other = held_of(firm, start(firm, Order(crew="onboarding", files=(("form", form),))))

    found = _found(firm, other)

    assert found["Penrose Dafydd", "Saltmarsh Ceramics Ltd, of an earlier run"] == (
        "the same words in another order"
    )
    assert not [hit for hit in search_conflicts(firm, other).hits if other.id in hit.found_place]
    assert newcomer.id != other.id


def test_a_rerun_does_not_find_the_run_that_it_replaces(firm: Services, newcomer: Run) -> None:
    from engross.pipeline.rerunning import start_again  # noqa: PLC0415 - only here

    again = start_again(firm, newcomer.id, files=[])

    assert not [h for h in search_conflicts(firm, again).hits if newcomer.id in h.found_place]


def test_what_was_found_stands_in_no_document_finding_or_evidence(
    firm: Services, newcomer: Run
) -> None:
    look_at_conflicts(firm, newcomer)

    held = firm.records.load(newcomer.id, names.HELD, HeldDocument)
    evidence = firm.records.load(newcomer.id, names.EVIDENCE, Evidence)
    kept = [held.model_dump_json(), evidence.model_dump_json()]
    kept += [json.dumps(firm.ledger.details(line)) for line in firm.ledger.lines(newcomer.id)]
    assert firm.records.has(newcomer.id, CONFLICTS)
    assert not [text for text in kept if "Copperbeech" in text or "clients[1]" in text]


def test_what_was_found_stands_in_no_file_for_people(firm: Services, newcomer: Run) -> None:
    from engross.ooxml.text import read_text  # noqa: PLC0415 - loads lxml

    look_at_conflicts(firm, newcomer)

    held = firm.records.load(newcomer.id, names.HELD, HeldDocument)
    said = " ".join(
        block.text
        for path, file in files_of(firm, newcomer, held)
        if path.suffix == ".docx"
        for block in read_text(firm.documents.get(file.sha256))
    )
    assert "Saltmarsh Ceramics" in said
    assert "Copperbeech" not in said


def test_of_a_search_only_a_hash_is_kept_and_who_looked(firm: Services, newcomer: Run) -> None:
    found = look_at_conflicts(firm, newcomer, "helen.pike@penhallowreeve.example")

    kept = firm.records.load(newcomer.id, CONFLICTS, LookedAt)
    assert found.hits
    assert (kept.hits, kept.by) == (found.digest, "helen.pike@penhallowreeve.example")
    assert not [hit for hit in found.hits if hit.found in kept.model_dump_json()]
