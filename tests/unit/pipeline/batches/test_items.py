from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from engross.errors import UsageError
from engross.pipeline.batches.items import Batch, Item, items_of
from engross.pipeline.batches.rows import BatchRow
from engross.pipeline.orders import Order
from engross.workspace.specs import CrewSpec

FILE = Path("folder/batch.csv")
DEFAULTS = Order(
    crew="client_report",
    client="wrackline",
    files=(("notes", Path("all.md")), ("billing", Path("all.xlsx"))),
    period="2026-Q3",
    started_by="helen@firm.example",
)


@pytest.fixture
def spec() -> CrewSpec:
    """As much of a crew as a batch looks at."""
    return CrewSpec.model_construct(inputs={"notes": None, "billing": None})


def _row(**cells: str) -> BatchRow:
    return BatchRow("row 2", {name: (text,) for name, text in cells.items()})


def test_what_a_row_leaves_out_is_taken_from_the_command(spec: CrewSpec) -> None:
    (item,) = items_of([_row(client="tidewell", notes="call.md")], FILE, DEFAULTS, spec)

    assert item.order.client == "tidewell"
    assert (item.order.period, item.order.started_by) == ("2026-Q3", "helen@firm.example")
    assert item.order.files == (
        ("notes", Path("folder/call.md")),
        ("billing", Path("all.xlsx")),
    )


def test_a_row_says_it_otherwise(spec: CrewSpec) -> None:
    row = _row(as_at="14/10/2026", by="priya@firm.example", deal="D-1", matter="m", remarks="mine")

    (item,) = items_of([row], FILE, DEFAULTS, spec)

    assert item.order.as_at == dt.date(2026, 10, 14)
    assert (item.order.started_by, item.order.deal, item.order.matter) == (
        "priya@firm.example",
        "D-1",
        "m",
    )
    assert item.problem == ""


def test_an_absolute_path_stays(spec: CrewSpec, tmp_path: Path) -> None:
    (item,) = items_of([_row(notes=str(tmp_path / "a.md"))], FILE, DEFAULTS, spec)

    assert ("notes", tmp_path / "a.md") in item.order.files


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (_row(as_at="the other day"), "is not a date"),
        (_row(crew="proposal"), "a batch of its own"),
        (BatchRow("row 2", {}, "hidden"), "hidden"),
    ],
)
def test_what_is_wrong_with_a_row_is_its_own_problem(
    row: BatchRow, says: str, spec: CrewSpec
) -> None:
    bad, good = items_of([row, _row(client="tidewell")], FILE, DEFAULTS, spec)

    assert says in bad.problem
    assert good.problem == ""


def test_a_file_that_is_not_allowed_is_named(spec: CrewSpec) -> None:
    row = _row(notes="../../elsewhere/a.md")

    (item,) = items_of([row], FILE, DEFAULTS, spec, lambda path: ".." not in path.parts)

    assert "elsewhere/a.md lies outside" in item.problem


def test_an_unknown_column_names_those_there_are(spec: CrewSpec) -> None:
    with pytest.raises(UsageError, match=r"batch\.csv, row 2: .*`klient`"):
        items_of([_row(klient="x")], FILE, DEFAULTS, spec)


def test_a_file_without_a_row_asks_for_nothing(spec: CrewSpec) -> None:
    with pytest.raises(UsageError, match="asks for no document"):
        items_of([], FILE, DEFAULTS, spec)


def test_a_batch_is_the_same_for_the_same_files_and_another_for_others(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("one")
    moved = tmp_path / "b.md"
    moved.write_text("one")

    def named(file: Path) -> str:
        order = Order(crew="client_report", client="wrackline", files=(("notes", file),))
        return Batch("client_report", "Client report", (Item("row 2", order),)).id

    before = named(path)
    assert named(moved) == before
    path.write_text("two")

    assert named(path) != before
    assert before.startswith("client_report-batch-")
    assert named(tmp_path / "none.md") not in {before, named(path)}
