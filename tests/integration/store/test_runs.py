from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from engross.adapters.store import Store
from engross.errors import StorageError, Tampered, UnknownRun, WrongState
from engross.records import Run, RunInput, RunState

START = dt.datetime(2026, 10, 14, 9, 30, 0, 123456, tzinfo=dt.UTC)


def run(identifier: str = "client_report-20261014-7f3a9c", hours: int = 0) -> Run:
    return Run(
        id=identifier,
        crew="client_report",
        client="wrackline",
        matter="accounts-2026",
        period="2026-Q3",
        as_at=dt.date(2026, 10, 14),
        inputs=(RunInput(role="notes", file="call Öke.txt", sha256="ab" * 32),),
        started_by="priya.sandhu@penhallowreeve.example",
        started_at=START + dt.timedelta(hours=hours),
    )


def test_a_run_comes_back_as_it_was_in_another_process(opened: Callable[[], Store]) -> None:
    opened().runs.add(run())

    assert opened().runs.get(run().id) == run()


def test_a_unique_beginning_of_an_id_is_enough(store: Store) -> None:
    store.runs.add(run())
    store.runs.add(run("client_report-20261014-80aaaa"))

    assert store.runs.get("client_report-20261014-7").id == run().id


def test_an_ambiguous_beginning_names_the_runs(store: Store) -> None:
    store.runs.add(run())
    store.runs.add(run("client_report-20261014-80aaaa"))

    with pytest.raises(UnknownRun, match="Several runs begin with client_report") as raised:
        store.runs.get("client_report")

    assert "80aaaa" in str(raised.value)


def test_an_id_that_begins_another_is_found_exactly(store: Store) -> None:
    store.runs.add(run("letter-20261014-aaaaaa"))
    store.runs.add(run("letter-20261014-aaaaaa-2"))

    assert store.runs.get("letter-20261014-aaaaaa").id == "letter-20261014-aaaaaa"


@pytest.mark.parametrize("name", ["", "%", "client_report-20261014-7f3a9cx", "clientXreport"])
def test_what_names_no_run_is_unknown(store: Store, name: str) -> None:
    store.runs.add(run())

    with pytest.raises(UnknownRun, match="There is no run"):
        store.runs.get(name)


def test_a_second_run_of_one_id_is_refused(store: Store) -> None:
    store.runs.add(run())

    with pytest.raises(StorageError, match="already"):
        store.runs.add(run(hours=1))

    assert store.runs.get(run().id).started_at == START


def test_a_change_is_kept_and_handed_back(store: Store) -> None:
    store.runs.add(run())

    changed = store.runs.change("client_report", state="held", stage="hold.1")

    assert (changed.state, changed.stage) == ("held", "hold.1")
    assert store.runs.get(run().id) == changed


@pytest.mark.parametrize("fields", [{"state": "lost"}, {"colour": "red"}, {"id": "another"}])
def test_a_change_that_makes_no_sense_changes_nothing(
    store: Store, fields: dict[str, object]
) -> None:
    store.runs.add(run())

    with pytest.raises(ValueError, match=r"state|colour|id"):
        store.runs.change(run().id, **fields)

    assert store.runs.get(run().id) == run()


def test_a_change_from_another_state_than_expected_changes_nothing(store: Store) -> None:
    store.runs.add(run())
    held = store.runs.change(run().id, expect="running", state="held")

    with pytest.raises(WrongState, match=f"{run().id} is held, not signed or returned") as raised:
        store.runs.change(run().id, expect=["signed", "returned"], state="released")

    assert "engross show" in raised.value.remedy
    assert store.runs.get(run().id) == held
    assert store.runs.change(run().id, expect={"held"}, state="signed").state == "signed"


def test_of_many_who_decide_at_once_one_wins(opened: Callable[[], Store]) -> None:
    stores = [opened() for _ in range(4)]
    stores[0].runs.add(run().model_copy(update={"state": "held"}))
    decisions: tuple[RunState, ...] = ("signed", "returned", "declined", "archived")

    def decide(number: int) -> RunState | None:
        try:
            return (
                stores[number].runs.change(run().id, expect="held", state=decisions[number]).state
            )
        except WrongState:
            return None

    with ThreadPoolExecutor(4) as pool:
        won = [state for state in pool.map(decide, range(4)) if state]

    assert won == [stores[0].runs.get(run().id).state]


def test_changes_of_several_fields_at_once_are_all_kept(opened: Callable[[], Store]) -> None:
    """A change reads the run first; another's change must not come in between."""
    stores = [opened() for _ in range(3)]
    stores[0].runs.add(run())
    fields = ("stage", "reason", "supersedes")

    def count(number: int) -> None:
        for step in range(10):
            stores[number].runs.change(run().id, **{fields[number]: str(step)})

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(count, range(3)))

    kept = stores[0].runs.get(run().id)
    assert (kept.stage, kept.reason, kept.supersedes) == ("9", "9", "9")


def test_runs_are_listed_newest_first(store: Store) -> None:
    for hours, name in enumerate(["b", "c", "a"]):
        store.runs.add(run(f"letter-{name}", hours))

    assert [one.id for one in store.runs.list()] == ["letter-a", "letter-c", "letter-b"]


def test_a_run_that_does_not_read_is_tampered_with(
    store: Store, sql: Callable[[str], object]
) -> None:
    store.runs.add(run())
    sql("UPDATE runs SET body = '{}'")

    with pytest.raises(Tampered, match="does not read"):
        store.runs.get(run().id)


def test_deleting_wants_the_whole_id(store: Store) -> None:
    store.runs.add(run())

    with pytest.raises(UnknownRun):
        store.runs.delete("client_report")

    assert store.runs.list() == [run()]
