"""What a reader of a held document is told to do next."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from engross.cli import printing
from engross.pipeline import deciding, gatekeeping, starting, subjects

if TYPE_CHECKING:
    from engross.records import GateKey, HeldDocument, Run
    from engross.wiring import House

HELEN = "helen.pike@penhallowreeve.example"
RUN = "onboarding-20261118-000000"
HOUSE = cast(
    "House",
    SimpleNamespace(
        services=SimpleNamespace(passwords=SimpleNamespace(known=lambda _who: True)),
        signer=lambda _run: HELEN,
        may_be_signed=lambda _blocks: True,
    ),
)
HELD = cast("HeldDocument", SimpleNamespace(findings=(), version=9))


def run(started_by: str = "priya.sandhu@penhallowreeve.example") -> Run:
    told = SimpleNamespace(id=RUN, state="held", superseded_by=None, started_by=started_by)
    return cast("Run", told)


@pytest.fixture
def shut(monkeypatch: pytest.MonkeyPatch) -> list[GateKey]:
    """The gates that are shut; none to begin with."""
    gates: list[GateKey] = []
    crew = SimpleNamespace(sign_off=SimpleNamespace(not_the_preparer=True))
    monkeypatch.setattr(subjects, "crew_of", lambda *_: crew)
    monkeypatch.setattr(gatekeeping, "shut_gates", lambda *_: tuple(gates))
    monkeypatch.setattr(deciding, "version_to_name", lambda *_: None)
    monkeypatch.setattr(starting, "told_of_others", lambda *_: ())
    return gates


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [line.strip() for line in capsys.readouterr().out.splitlines()]


def test_with_a_gate_shut_the_next_command_is_the_gate_s_and_not_to_sign(
    shut: list[GateKey], capsys: pytest.CaptureFixture[str]
) -> None:
    shut += ["risk", "authority"]
    printing.print_next_steps(HOUSE, run(), HELD)

    steps = said(capsys)
    assert steps[1] == (
        f'engross gate {RUN} risk --done --evidence "where it is kept" --as {HELEN}'
        "    (shut: risk, authority)"
    )
    assert not [step for step in steps if step.startswith("engross sign")]


@pytest.mark.usefixtures("shut")
def test_once_every_gate_is_open_the_letter_is_signed_without_a_number(
    capsys: pytest.CaptureFixture[str],
) -> None:
    printing.print_next_steps(HOUSE, run(), HELD)

    assert said(capsys)[1] == f"engross sign {RUN} --as {HELEN}"


@pytest.mark.usefixtures("shut")
def test_an_edited_document_is_signed_by_its_number(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(deciding, "version_to_name", lambda *_: 9)
    printing.print_next_steps(HOUSE, run(), HELD)

    assert said(capsys)[1] == f"engross sign {RUN} --as {HELEN} --version 9"


def test_a_run_that_nobody_may_sign_since_nobody_started_it_is_made_again_first(
    shut: list[GateKey], capsys: pytest.CaptureFixture[str]
) -> None:
    shut += ["conflict"]
    printing.print_next_steps(HOUSE, run(started_by=""), HELD)

    steps = said(capsys)
    assert steps[1].startswith(f"engross rerun {RUN} --by EMAIL    (nobody said who started it")
    assert not [step for step in steps if step.startswith(("engross sign", "engross gate"))]


def test_the_conflict_search_is_looked_at_before_it_is_recorded() -> None:
    look = printing.gate_command(HOUSE, run(), ("conflict", "risk"))
    record = printing.gate_command(HOUSE, run(), ("conflict", "risk"), shown="conflict")

    assert look == f"engross gate {RUN} conflict --as {HELEN}"
    assert record.startswith(f"engross gate {RUN} conflict --done --evidence")


@pytest.mark.usefixtures("shut")
def test_another_document_on_the_same_is_told_before_the_commands(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(starting, "told_of_others", lambda *_: ("Another is released already.",))
    printing.print_next_steps(HOUSE, run(), HELD)

    assert said(capsys)[:2] == ["Another is released already.", "Next:"]
