"""How the gates of a run read at a terminal."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from engross.cli import gating
from engross.pipeline import gatekeeping
from engross.records import GATES, GateEntry, Gates
from engross.signoff.gates import SEARCH_AGAIN

if TYPE_CHECKING:
    from engross.records import Run
    from engross.wiring import House
    from engross.workspace.specs import CrewSpec

HELEN = "helen.pike@penhallowreeve.example"
RUN = cast("Run", SimpleNamespace(id="onboarding-20261118-000000", state="held"))
FIRM = SimpleNamespace(person=lambda _email: None)
HOUSE = cast(
    "House",
    SimpleNamespace(
        services=SimpleNamespace(workspace=SimpleNamespace(firm=FIRM)),
        held=lambda _run: None,
        signer=lambda _run: HELEN,
    ),
)
CREW = cast("CrewSpec", SimpleNamespace(gates={}))
AT = dt.datetime(2026, 11, 18, 9, 30, tzinfo=dt.UTC)
ALL_DONE = Gates(
    entries=tuple(
        GateEntry(gate=gate, status="done", by=HELEN, at=AT, evidence="File 12") for gate in GATES
    )
)


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    ("begins", "word"),
    [("open", "done"), ("shut", "waits again")],
)
def test_a_gate_that_waits_again_does_not_read_as_done(
    begins: str, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    gating._print_gate(HOUSE, CREW, ALL_DONE, "conflict", shut=begins == "shut", whole=False)

    assert said(capsys)[0] == f"{begins}  conflict    Conflict: {word}"


def test_what_is_still_shut_is_told_with_the_next_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(gatekeeping, "shut_gates", lambda *_: ("conflict",))
    gating._tell_shut(HOUSE, ALL_DONE, RUN, "")

    assert said(capsys) == [
        SEARCH_AGAIN,
        f"Shut: conflict. Nothing of {RUN.id} is signed until they are open.",
        "Next:",
        f"  engross gate {RUN.id} conflict --as {HELEN}",
    ]
