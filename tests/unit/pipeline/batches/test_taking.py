from __future__ import annotations

import shutil
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest

from engross.errors import RunBusy, StorageError
from engross.pipeline.batches.taking import lock_of, take
from engross.pipeline.services import Services
from unit.pipeline.batches.production import Production

ORDER = """\
crew: client_report
client: wrackline
matter: accounts-2026
period: 2026-Q3
as_at: 2026-10-14
notes: call-notes.md
billing: billing.xlsx
"""


@pytest.fixture
def folder(inputs: tuple[tuple[str, Path], ...]) -> Path:
    """The watched folder, in which the inputs lie."""
    return inputs[0][1].parent


def _order(folder: Path, text: str = ORDER, name: str = "smith.order.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_an_order_is_carried_out_and_moved_with_its_results_beside_it(
    services: Services, production: Production, folder: Path
) -> None:
    results, where = take(services, _order(folder), production.carrier)

    assert [item.outcome for item in results.items] == ["held"]
    assert where == folder / "done" / "smith.order.yaml"
    assert sorted(path.name for path in where.parent.iterdir()) == [
        "smith.order.yaml",
        "smith.order.yaml - Results.csv",
        "smith.order.yaml - Results.html",
    ]
    assert not (folder / "smith.order.yaml").exists()
    assert (folder / "call-notes.md").exists()


def test_dropped_again_it_is_made_once_and_keeps_both_orders(
    services: Services, production: Production, folder: Path
) -> None:
    take(services, _order(folder), production.carrier)

    results, where = take(services, _order(folder), production.carrier)

    assert [item.outcome for item in results.items] == ["there already"]
    assert where == folder / "done" / "smith (2).order.yaml"
    assert len(production.produced) == 1


def test_an_order_may_ask_for_it_again(
    services: Services, production: Production, folder: Path
) -> None:
    take(services, _order(folder), production.carrier)

    results, _ = take(services, _order(folder, f"{ORDER}again: yes\n"), production.carrier)

    assert [item.outcome for item in results.items] == ["held"]


def test_a_batch_in_the_folder_names_its_crew_in_its_first_row(
    services: Services, production: Production, folder: Path
) -> None:
    rows = (
        "crew,client,matter,period,notes,billing\n"
        "client_report,wrackline,WRA001,2026-Q3,call-notes.md,billing.xlsx\n"
        ",nobody,,2026-Q3,call-notes.md,billing.xlsx\n"
    )

    results, where = take(services, _order(folder, rows, "october.batch.csv"), production.carrier)

    assert [item.outcome for item in results.items] == ["held", "not started"]
    assert where == folder / "failed" / "october.batch.csv"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("crew: [", "this is not YAML"),
        ("client: wrackline\n", "names no document"),
        ("crew: novel\nclient: x\n", "client_report"),
        (f"{ORDER}klient: x\n", "`klient`"),
        (f"{ORDER}all_deals: yes\n", "is about a matter, not about deals"),
        (ORDER.replace("call-notes.md", "../../firm.yaml"), "lies outside the watched folder"),
        (ORDER.replace("call-notes.md", "none.md"), "there is no such file"),
    ],
)
def test_what_cannot_be_carried_out_is_moved_to_failed_with_the_reason(
    text: str, says: str, services: Services, production: Production, folder: Path
) -> None:
    results, where = take(services, _order(folder, text), production.carrier)

    assert where == folder / "failed" / "smith.order.yaml"
    assert says in results.items[0].remedy
    assert says in (where.parent / "smith.order.yaml - Results.csv").read_text("utf-8-sig")
    assert production.produced == []


def test_a_link_out_of_the_folder_is_no_way_out(
    services: Services, production: Production, folder: Path, tmp_path: Path
) -> None:
    shutil.move(folder / "call-notes.md", tmp_path / "secret.md")
    (folder / "call-notes.md").symlink_to(tmp_path / "secret.md")

    results, _ = take(services, _order(folder), production.carrier)

    assert "lies outside the watched folder" in results.items[0].remedy


def test_a_fault_without_a_name_is_kept_and_the_order_moved(
    services: Services, production: Production, folder: Path
) -> None:
    def fails(*_anything: object) -> None:
        raise KeyError("x")

    results, where = take(services, _order(folder), replace(production.carrier, begun=fails))

    assert "errors/one.txt" in results.items[0].remedy
    assert where == folder / "failed" / "smith.order.yaml"


def test_on_a_full_disk_the_order_stays(
    services: Services, production: Production, folder: Path
) -> None:
    order = _order(folder)
    services.outputs.write_text("in the way of a folder")

    with pytest.raises(StorageError):
        take(services, order, production.carrier)

    assert order.exists()


def test_an_order_that_another_process_carries_out_stays(
    services: Services, production: Production, folder: Path
) -> None:
    def busy(_name: str) -> AbstractContextManager[None]:
        raise RunBusy("Another process (7) is working on it.")

    order = _order(folder)

    with pytest.raises(RunBusy):
        take(replace(services, alone=busy), order, production.carrier)

    assert order.exists()


def test_an_order_that_was_stopped_stays(
    services: Services, production: Production, folder: Path
) -> None:
    order = _order(folder)

    results, where = take(services, order, replace(production.carrier, stop=lambda: True))

    assert (results.items, where) == ((), None)
    assert order.exists()


def test_one_folder_has_one_lock_however_it_is_named(folder: Path) -> None:
    (folder / "inner").mkdir()

    assert lock_of(folder) == lock_of(folder / "inner" / "..")
    assert lock_of(folder) != lock_of(folder / "inner")
