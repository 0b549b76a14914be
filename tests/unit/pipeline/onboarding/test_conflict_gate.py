from __future__ import annotations

import dataclasses
from typing import Literal

import pytest

from engross.errors import GateShut, RefusedError
from engross.pipeline import names
from engross.pipeline.conflicts import (
    check_looked_at,
    finds_others,
    look_at_conflicts,
    search_conflicts,
)
from engross.pipeline.deciding import give_back, sign
from engross.pipeline.gatekeeping import bring_up_to_date
from engross.pipeline.gates import gates_of, keep
from engross.pipeline.rerunning import start_again
from engross.pipeline.services import Services
from engross.records import GATES, GateEntry, Gates, HeldDocument, Override, Run

HELEN = "helen.pike@penhallowreeve.example"
WORDS = "harbour lantern quince"


def _open_all(services: Services, run: Run) -> None:
    said = [
        GateEntry(
            gate=gate,
            status="done",
            by=HELEN,
            at=services.now(),
            evidence="File 12",
            search=search_conflicts(services, run).digest if gate == "conflict" else "",
        )
        for gate in GATES
    ]
    keep(services, run, Gates(entries=tuple(said)), actor=HELEN, told="all done")


def _sign(services: Services, run: Run) -> None:
    held = services.records.load(run.id, names.HELD, HeldDocument)
    blocks = (f for f in held.findings if f.severity == "block")
    why = "An empty draft, for a test."
    sign(
        services,
        run.id,
        email=HELEN,
        password=lambda _who: WORDS,
        comment="",
        overrides=tuple(Override(finding=f.id, reason=why) for f in blocks),
        version=held.version,
    )


def _with_another_client(firm: Services) -> Services:
    """The firm once a director of the newcomer's has become a client."""
    client = firm.workspace.firm.clients[0].model_copy(
        update={"key": "penrose", "name": "Dafydd Penrose", "contacts": (), "names_in_records": ()}
    )
    register = firm.workspace.firm.model_copy(
        update={"clients": (*firm.workspace.firm.clients, client)}
    )
    return dataclasses.replace(firm, workspace=firm.workspace.model_copy(update={"firm": register}))


def test_a_conflict_check_waits_again_once_the_search_finds_others(
    firm: Services, newcomer: Run
) -> None:
    _open_all(firm, newcomer)
    bring_up_to_date(firm, newcomer.id)
    later = _with_another_client(firm)

    gates = gates_of(later, newcomer)

    assert not finds_others(firm, newcomer, gates)
    assert finds_others(later, newcomer, gates)
    with pytest.raises(GateShut, match="finds other things than when its gate was opened"):
        _sign(later, newcomer)


def test_a_rerun_takes_no_conflict_check_over_whose_search_finds_others(
    firm: Services, newcomer: Run
) -> None:
    _open_all(firm, newcomer)

    again = start_again(_with_another_client(firm), newcomer.id, files=())

    assert gates_of(firm, again).shut == ("conflict",)
    told = [line.subject for line in firm.ledger.lines(again.id) if line.kind == "gate"]
    assert "finds other things" in told[0]


def test_a_search_that_finds_other_things_by_now_is_looked_at_again(
    firm: Services, newcomer: Run
) -> None:
    look_at_conflicts(firm, newcomer)
    later = _with_another_client(firm)

    with pytest.raises(RefusedError, match="finds other things"):
        check_looked_at(later, newcomer)


@pytest.mark.parametrize("kind", ["return", "decline"])
def test_a_comment_that_tells_a_suspicion_is_refused_and_kept_nowhere(
    firm: Services, newcomer: Run, kind: Literal["return", "decline"]
) -> None:
    with pytest.raises(RefusedError, match="reporting officer alone"):
        give_back(
            firm,
            newcomer.id,
            kind=kind,
            email=HELEN,
            password=lambda _who: WORDS,
            comment="I suspect that the money is laundered.",
        )

    assert firm.runs.get(newcomer.id).state == "held"
