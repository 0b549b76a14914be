from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from engross.errors import RunBusy, StorageError
from engross.pipeline.batches import carry_out
from engross.pipeline.batches.forgetting import forget_run
from engross.pipeline.batches.results import table_of, write_results
from engross.pipeline.services import Services
from engross.pipeline.tidying import erase
from engross.records import BatchResults, ItemResult
from engross.signoff import Signer
from unit.pipeline.batches.production import MakeBatch, Production

BATCH = "client_report-batch-0a1b2c3d"


def _results(*items: ItemResult) -> BatchResults:
    return BatchResults(batch=BATCH, crew="Client report", asked=3, items=items)


def _rows(services: Services, batch: str = BATCH) -> list[dict[str, str]]:
    path = services.outputs / batch / "Results.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_results_say_whom_each_document_is_for_and_what_to_do(
    services: Services, production: Production, make_batch: MakeBatch
) -> None:
    results = carry_out(services, make_batch({"period": "2026-Q3"}), production.carrier)

    (row,) = _rows(services, results.batch)
    assert (row["Client"], row["Matter"]) == ("Wrackline Boatyard Limited", "WRA001")
    assert row["Period"] == "Q3 2026 (July to September 2026)"
    assert row["What to do"].endswith(f"engross show {row['Run']}")


def test_they_say_where_the_same_document_waits_too(
    services: Services,
    production: Production,
    make_batch: MakeBatch,
    inputs: tuple[tuple[str, Path], ...],
) -> None:
    first = carry_out(services, make_batch({"period": "2026-Q3"}), production.carrier)
    inputs[0][1].write_text("Date: 7 October 2026\n\n- Decision: agreed.\n", encoding="utf-8")

    second = carry_out(services, make_batch({"period": "2026-Q3"}), production.carrier)

    assert second.items[0].outcome == "held"
    assert f"Sign only one: {first.items[0].run} waits" in second.items[0].remedy


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@x", "\tx"])
def test_no_cell_acts_as_a_formula(text: str) -> None:
    table = table_of(_results(ItemResult(item="row 2", client=text, outcome="held")))

    cell = next(csv.reader([table.decode("utf-8-sig").splitlines()[1]]))[1]
    assert cell == f"'{text}"


def test_what_an_item_says_is_text_on_the_page(services: Services) -> None:
    item = ItemResult(item="row 2", client="<b>Smith & Co</b>", outcome="failed", remedy="x")

    write_results(services, _results(item))

    page = (services.outputs / BATCH / "Results.html").read_text("utf-8")
    assert "&lt;b&gt;Smith &amp; Co&lt;/b&gt;" in page
    assert "1 of 3 dealt with: 1 failed." in page


def test_the_page_leads_to_the_review_copy(services: Services) -> None:
    item = ItemResult(
        item="row 2",
        outcome="held",
        run="r",
        document="A.docx",
        review_copy="r/Review copy - A.docx",
    )

    write_results(services, _results(item))

    page = (services.outputs / BATCH / "Results.html").read_text("utf-8")
    assert '<a href="../r/Review%20copy%20-%20A.docx">A.docx</a>' in page


def test_an_erased_run_is_in_no_results_and_the_others_are(services: Services) -> None:
    gone = ItemResult(item="row 2", client="=Smith", run="run-a", outcome="held")
    stays = ItemResult(item="row 3", client="=Jones", run="run-b", outcome="held", block=2)
    write_results(services, _results(gone, stays))

    forget_run(services, "run-a")

    folder = services.outputs / BATCH
    assert [(row["Client"], row["Block"]) for row in _rows(services)] == [("'=Jones", "2")]
    assert all(b"Smith" not in path.read_bytes() for path in folder.iterdir())


def test_results_that_somebody_saved_otherwise_go_whole_with_the_run(services: Services) -> None:
    write_results(services, _results(ItemResult(item="row 2", run="run-a", outcome="held")))
    (services.outputs / BATCH / "Results.csv").write_text("Item;Run\nrow 2;run-a\n")

    forget_run(services, "run-a")

    assert list((services.outputs / BATCH).iterdir()) == []


def test_a_row_that_somebody_shortened_stops_no_erasure(services: Services) -> None:
    write_results(services, _results(ItemResult(item="row 2", run="run-a", outcome="held")))
    table = services.outputs / BATCH / "Results.csv"
    table.write_text(table.read_text("utf-8-sig") + "row 3\n", "utf-8")

    forget_run(services, "run-a")

    folder = services.outputs / BATCH
    assert all(b"run-a" not in path.read_bytes() for path in folder.iterdir())


def test_a_run_is_not_taken_out_of_a_batch_that_would_write_it_again(services: Services) -> None:
    @contextmanager
    def busy(_name: str) -> Iterator[None]:
        raise RunBusy("busy")
        yield

    write_results(services, _results(ItemResult(item="row 2", run="run-a", outcome="held")))

    with pytest.raises(RunBusy):
        forget_run(replace(services, alone=busy), "run-a")


def test_results_that_cannot_be_written_are_told(services: Services) -> None:
    services.outputs.mkdir(parents=True)
    Path(services.outputs / BATCH).write_text("in the way")

    with pytest.raises(StorageError, match="it goes on"):
        write_results(services, _results())


def test_erasing_a_run_takes_its_row_out_of_the_results(
    services: Services, production: Production, make_batch: MakeBatch
) -> None:
    batch = make_batch({"period": "2026-Q2"}, {"period": "2026-Q3"})
    results = carry_out(services, batch, production.carrier)
    gone, stays = (item.run for item in results.items)
    manager = next(p for p in services.workspace.firm.people if "manager" in p.roles)

    erase(services, gone, Signer(manager))

    assert [row["Run"] for row in _rows(services, results.batch)] == [stays]
