from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from engross.errors import (
    EngrossError,
    InputError,
    ModelUnavailable,
    NoRightToSign,
    RunBusy,
    StorageError,
    UsageError,
    WrongState,
)
from engross.pipeline.advance import produce
from engross.pipeline.orders import Order
from engross.pipeline.services import Services
from engross.pipeline.starting import start
from engross.pipeline.tidying import archive, erase
from engross.records import Run
from engross.signoff import Signer


@dataclass
class Engine:
    """Carries out nothing; raises what it is told to."""

    error: EngrossError | None = None
    asked: list[tuple[str, str]] = field(default_factory=list)

    def carry_out(self, workflow: str, run: str) -> None:
        self.asked.append((workflow, run))
        if self.error:
            raise self.error


@pytest.fixture
def run(services: Services, order: Order) -> Run:
    return start(services, order)


@pytest.mark.parametrize("error", [InputError("x.xlsx", "it is empty."), ModelUnavailable()])
def test_what_stops_a_run_is_its_reason_and_it_may_be_produced_again(
    services: Services, run: Run, error: EngrossError, kinds: Callable[[], list[str]]
) -> None:
    with pytest.raises(type(error)):
        produce(services, Engine(error), run.id)

    failed = services.runs.get(run.id)
    assert (failed.state, failed.reason) == ("failed", str(error))
    assert kinds()[-1] == "failed"
    again = Engine()
    produce(services, again, run.id)
    assert again.asked == [("produce", run.id)]


@pytest.mark.parametrize("error", [RunBusy(), StorageError("The disk is full.")])
def test_a_busy_run_or_a_full_disk_is_no_fault_of_the_run(
    services: Services, run: Run, error: EngrossError
) -> None:
    with pytest.raises(type(error)):
        produce(services, Engine(error), run.id)

    assert services.runs.get(run.id).state == "running"


def test_a_run_that_was_decided_on_is_not_produced_again(services: Services, run: Run) -> None:
    services.runs.change(run.id, state="declined")
    engine = Engine()

    with pytest.raises(WrongState, match="engross rerun"):
        produce(services, engine, run.id)

    assert engine.asked == []


def test_a_run_that_waits_cannot_be_put_away(services: Services, run: Run) -> None:
    services.runs.change(run.id, state="held")

    with pytest.raises(WrongState, match="Sign, return or decline"):
        archive(services, run.id)

    services.runs.change(run.id, state="declined")
    assert archive(services, run.id).state == "archived"


def test_an_error_without_a_name_fails_the_run_too(services: Services, run: Run) -> None:
    @dataclass
    class Broken(Engine):
        def carry_out(self, workflow: str, run: str) -> None:
            raise KeyError(workflow + run)

    with pytest.raises(KeyError):
        produce(services, Broken(), run.id)

    assert services.runs.get(run.id).state == "failed"


@pytest.mark.parametrize(
    ("email", "letters", "error"),
    [
        ("tom.ellery-vane@penhallowreeve.example", 20, UsageError),
        ("helen.pike@penhallowreeve.example", 99, NoRightToSign),
    ],
)
def test_only_an_admin_or_manager_erases_and_only_by_the_whole_id(
    services: Services, run: Run, email: str, letters: int, error: type[EngrossError]
) -> None:
    with pytest.raises(error):
        erase(services, run.id[:letters], _signer(services, email))

    assert services.runs.get(run.id) == run


def _signer(services: Services, email: str) -> Signer:
    person = services.workspace.firm.person(email)
    assert person is not None
    return Signer(person)


def test_erasing_a_run_spares_a_source_that_another_run_uses(
    services: Services, run: Run, files: tuple[tuple[str, Path], ...], tmp_path: Path
) -> None:
    notes = tmp_path / "other.md"
    notes.write_text("Other notes.", encoding="utf-8")
    order = Order(
        crew="client_report",
        client="wrackline",
        matter="WRA001",
        files=(("notes", notes), files[1]),
        period="2026-Q3",
    )
    other = start(services, order)

    erase(services, run.id, _signer(services, "tom.ellery-vane@penhallowreeve.example"))

    assert services.documents.get(other.inputs[1].sha256) == files[1][1].read_bytes()
    with pytest.raises(StorageError):
        services.documents.get(run.inputs[0].sha256)
