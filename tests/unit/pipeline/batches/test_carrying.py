from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from engross.errors import InputError, RunBusy
from engross.pipeline.batches import Batch, carry_out
from engross.pipeline.services import Services
from engross.pipeline.starting import start
from engross.records import BatchResults
from unit.pipeline.batches.production import MakeBatch, Production

Q2, Q3 = {"period": "2026-Q2"}, {"period": "2026-Q3"}


class Killed(BaseException):
    """Ends the program, as a signal does."""


def _outcomes(results: BatchResults) -> list[str]:
    return [item.outcome for item in results.items]


def test_one_bad_item_stops_nothing(
    services: Services, production: Production, make_batch: MakeBatch
) -> None:
    production.faults = {0: InputError("billing.xlsx", "it is empty."), 1: KeyError("x")}
    batch = make_batch(
        Q2,
        Q3,
        {"problem": "The workbook hides this row."},
        {"client": "nobody"},
        {"period": "2026-H1"},
    )

    results = carry_out(services, batch, production.carrier)

    assert _outcomes(results) == ["failed", "failed", "not started", "not started", "held"]
    first, second, third, fourth, _ = results.items
    assert first.remedy == (
        f"billing.xlsx: it is empty. Once that is mended: engross resume {first.run}"
    )
    assert "errors/one.txt" in second.remedy
    assert [type(error) for error in production.kept] == [KeyError]
    assert third.remedy == "The workbook hides this row."
    assert "wrackline" in fourth.remedy
    assert (results.undone, len(production.told)) == (4, 5)


def test_what_was_made_of_the_same_before_is_named_and_not_made_again(
    services: Services,
    production: Production,
    make_batch: MakeBatch,
) -> None:
    first = carry_out(services, make_batch(Q3), production.carrier)

    second = carry_out(services, make_batch(Q3, Q2, Q3), production.carrier)

    assert _outcomes(second) == ["there already", "held", "there already"]
    assert second.items[0].run == first.items[0].run == second.items[2].run
    assert "--again" in second.items[0].remedy
    assert len(production.produced) == 2


@pytest.mark.parametrize("what", ["notes", "period", "day"])
def test_another_input_period_or_named_day_is_another_document(
    what: str,
    services: Services,
    production: Production,
    make_batch: MakeBatch,
    inputs: tuple[tuple[str, Path], ...],
) -> None:
    carry_out(services, make_batch(Q3), production.carrier)
    changed: dict[str, object] = dict(Q3)
    if what == "notes":
        inputs[0][1].write_text("Date: 7 October 2026\n\n- Decision: agreed.\n", encoding="utf-8")
    elif what == "period":
        changed = dict(Q2)
    else:
        changed["as_at"] = dt.date(2026, 10, 13)

    results = carry_out(services, make_batch(changed), production.carrier)

    assert _outcomes(results) == ["held"]
    assert len(production.produced) == 2


def test_asked_for_tomorrow_without_a_day_it_is_the_same(
    services: Services,
    production: Production,
    make_batch: MakeBatch,
) -> None:
    carry_out(services, make_batch(Q3), production.carrier)
    tomorrow = replace(services, now=lambda: dt.datetime(2026, 10, 15, 9, tzinfo=dt.UTC))

    results = carry_out(tomorrow, make_batch(Q3), production.carrier)

    assert _outcomes(results) == ["there already"]


@pytest.mark.parametrize("state", ["declined", "returned", "released", "archived", "routed"])
def test_whatever_became_of_it_it_is_not_made_again_unasked(
    state: str,
    services: Services,
    production: Production,
    make_batch: MakeBatch,
) -> None:
    run = carry_out(services, make_batch(Q3), production.carrier).items[0].run
    services.runs.change(run, state=state)

    results = carry_out(services, make_batch(Q3), production.carrier)

    assert _outcomes(results) == ["there already"]
    assert f"is {state}" in results.items[0].remedy


def test_again_makes_it_and_supersedes_the_newest(
    services: Services,
    production: Production,
    make_batch: MakeBatch,
) -> None:
    before = carry_out(services, make_batch(Q3), production.carrier).items[0].run

    results = carry_out(services, make_batch(Q3, Q3), production.carrier, again=True)

    assert _outcomes(results) == ["held", "there already"]
    assert services.runs.get(results.items[0].run).supersedes == before


def test_again_refuses_what_is_signed_and_not_released(
    services: Services,
    production: Production,
    make_batch: MakeBatch,
) -> None:
    before = carry_out(services, make_batch(Q3), production.carrier).items[0].run
    services.runs.change(before, state="signed")

    results = carry_out(services, make_batch(Q3), production.carrier, again=True)

    assert _outcomes(results) == ["not started"]
    assert f"engross resume {before}" in results.items[0].remedy


def test_a_run_that_was_left_under_way_goes_on(
    services: Services,
    production: Production,
    make_batch: MakeBatch,
) -> None:
    left = start(services, make_batch(Q3).items[0].order)

    results = carry_out(services, make_batch(Q3), production.carrier)

    assert [(item.outcome, item.run) for item in results.items] == [("held", left.id)]


@pytest.mark.parametrize("again", [False, True])
def test_a_batch_that_was_killed_goes_on_and_repeats_nothing(
    again: bool,  # noqa: FBT001 - a table
    services: Services,
    production: Production,
    make_batch: MakeBatch,
) -> None:
    if again:
        carry_out(services, make_batch(Q2, Q3), production.carrier)
        production.produced.clear()
    batch: Batch = make_batch(Q2, Q3, {"period": "2026-H1"})
    production.faults = {1: Killed()}
    with pytest.raises(Killed):
        carry_out(services, batch, production.carrier, again=again)
    production.faults = {}

    results = carry_out(services, batch, production.carrier, again=again)

    assert _outcomes(results) == ["held", "held", "held"]
    assert [item.run for item in results.items[:2]] == list(dict.fromkeys(production.produced))[:2]
    assert len(set(production.produced)) == 3


def test_a_run_that_another_process_works_on_is_left_to_it(
    services: Services,
    production: Production,
    make_batch: MakeBatch,
) -> None:
    production.faults = {0: RunBusy("Another process (7) is working on run x.")}

    results = carry_out(services, make_batch(Q3), production.carrier)

    assert _outcomes(results) == ["busy"]


def test_stopped_between_two_items_it_goes_on_there(
    services: Services,
    production: Production,
    make_batch: MakeBatch,
) -> None:
    batch = make_batch(Q2, Q3)
    stops = replace(production.carrier, stop=lambda: len(production.produced) == 1)

    stopped = carry_out(services, batch, stops)
    results = carry_out(services, batch, production.carrier)

    assert (len(stopped.items), stopped.asked) == (1, 2)
    assert _outcomes(results) == ["held", "held"]
    assert len(production.produced) == 2
