from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from engross.errors import InputError, UsageError
from engross.pipeline.orders import Order
from engross.pipeline.rerunning import start_again
from engross.pipeline.services import Services
from engross.pipeline.starting import start

Files = tuple[tuple[str, Path], ...]


def _order(files: object = (), **more: object) -> Order:
    fields = {"crew": "client_report", "client": "wrackline", "matter": "WRA001", "files": files}
    return Order.model_validate({**fields, **more})


def test_a_started_run_has_kept_its_sources_and_is_in_the_ledger(
    services: Services, files: Files, kinds: Callable[[], list[str]]
) -> None:
    run = start(services, _order(files, period="2026-Q3"))

    kept = [services.documents.get(given.sha256) for given in run.inputs]
    assert kept == [path.read_bytes() for _, path in files]
    assert (run.client, run.matter, run.period) == ("wrackline", "accounts-2026", "2026-Q3")
    assert kinds() == ["run-started"]


def test_without_a_period_the_latest_complete_quarter_is_taken_and_noted(
    services: Services, files: Files
) -> None:
    run = start(services, _order(files, as_at=dt.date(2026, 10, 14)))

    assert (run.period, run.period_chosen) == ("2026-Q3", True)


def test_a_run_is_named_without_its_client(services: Services, files: Files) -> None:
    run = start(services, _order(files, period="2026-Q3"))

    assert run.id.startswith("client_report-20261014-")
    assert "wrackline" not in run.id


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"crew": "novel"}, "client_report"),
        ({"client": "nobody"}, "wrackline"),
        ({"matter": "nothing"}, "accounts-2026"),
        ({"period": "the other day"}, "2026-Q3"),
        ({"files": ()}, "notes=PATH"),
        ({"files": (("ledger", Path("x")),)}, "billing"),
    ],
)
def test_what_cannot_be_started_says_what_could(
    services: Services, files: Files, wrong: dict[str, object], says: str
) -> None:
    order = {"files": files, "period": "2026-Q3", **wrong}

    with pytest.raises(UsageError, match=says):
        start(services, _order(**order))

    assert services.runs.list() == []


def test_a_file_that_is_not_there_keeps_nothing(services: Services, files: Files) -> None:
    gone = (files[0], ("billing", Path("nowhere.xlsx")))

    with pytest.raises(InputError, match=r"nowhere\.xlsx"):
        start(services, _order(gone, period="2026-Q3"))

    assert services.runs.list() == []


def test_somebody_unknown_cannot_start_a_run(services: Services, files: Files) -> None:
    with pytest.raises(UsageError, match="people list"):
        start(services, _order(files, period="2026-Q3", started_by="nobody@nowhere.example"))


def test_a_rerun_takes_over_what_is_not_given_again(
    services: Services, files: Files, tmp_path: Path
) -> None:
    corrected = tmp_path / "corrected.md"
    corrected.write_text("Date: 7 October 2026\n\n- Decision: we agreed.\n", encoding="utf-8")
    first = start(services, _order(files, as_at=dt.date(2026, 10, 14)))

    second = start_again(services, first.id, files=[("notes", corrected)])

    by_role = {given.role: given for given in second.inputs}
    assert by_role["notes"].file == "corrected.md"
    assert by_role["billing"] == first.inputs[1]
    assert second.supersedes == first.id
    assert second.period_chosen
    assert services.runs.get(first.id).superseded_by == ""


@pytest.mark.parametrize("period", ["2026-q3", "Q3 2026", "2026-Q3"])
def test_the_same_period_in_other_words_is_the_same(
    services: Services, files: Files, period: str
) -> None:
    first = start(services, _order(files, period="2026-Q3"))

    again = start_again(services, first.id, files=[], period=period)

    assert (again.period, again.supersedes) == ("2026-Q3", first.id)


def test_a_rerun_for_the_next_period_wants_its_own_inputs_and_supersedes_nothing(
    services: Services, files: Files
) -> None:
    first = start(services, _order(files, period="2026-Q3"))

    with pytest.raises(UsageError, match="billing=PATH"):
        start_again(services, first.id, files=[files[0]], period="next")
    second = start_again(services, first.id, files=files, period="next")

    assert (second.period, second.supersedes) == ("2026-Q4", "")
    assert services.runs.get(first.id).superseded_by == ""


def test_no_two_runs_have_one_id(
    services: Services, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter(["000001", "000001", "000002"])
    monkeypatch.setattr("secrets.token_hex", lambda _bytes: next(drawn))
    order = _order(files, period="2026-Q3", as_at=dt.date(2026, 10, 14))

    first, second = start(services, order), start(services, order)

    assert (first.id[-6:], second.id[-6:]) == ("000001", "000002")
