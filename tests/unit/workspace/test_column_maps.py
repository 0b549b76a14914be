"""Column maps written to firm.yaml: nothing else of it changes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from engross.errors import UsageError
from engross.workspace.column_maps import matching, save_column_map
from engross.workspace.register import ColumnMap
from engross.workspace.register_file import register_in

ROOT = Path(__file__).resolve().parents[3]
HELEN = "helen.pike@penhallowreeve.example"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "firm.yaml").write_bytes((ROOT / "firm.yaml").read_bytes())
    return tmp_path


def column_map(**changes: object) -> ColumnMap:
    said = {
        "name": "Exeter time sheet",
        "headings": ("date", "first name", "hrs spent", "last name"),
        "kind": "time",
        "columns": {"date": "date", "person": "first name + last name", "hours": "hrs spent"},
        "confirmed_by": HELEN,
        "on": dt.date(2026, 11, 22),
    }
    return ColumnMap.model_validate({**said, **changes})


def maps(root: Path) -> tuple[ColumnMap, ...]:
    return register_in((root / "firm.yaml").read_text("utf-8"))[0].column_maps


def test_a_first_map_is_put_at_the_end_and_the_rest_stays(root: Path) -> None:
    before = (root / "firm.yaml").read_text("utf-8")
    save_column_map(root, column_map())

    assert (root / "firm.yaml").read_text("utf-8").startswith(before)
    assert maps(root) == (column_map(),)


def test_a_map_for_the_same_headings_takes_the_place_of_the_old_one(root: Path) -> None:
    other = column_map(kind="invoices", columns={"date": "date"}, dates="day-first")
    save_column_map(root, column_map())
    save_column_map(root, other)
    save_column_map(root, column_map(name="Anew"))

    assert maps(root) == (other, column_map(name="Anew"))


def test_replacing_the_only_map_leaves_one_list(root: Path) -> None:
    save_column_map(root, column_map())
    once = (root / "firm.yaml").read_text("utf-8")
    save_column_map(root, column_map())

    assert (root / "firm.yaml").read_text("utf-8") == once


def test_comments_after_the_list_stay(root: Path) -> None:
    save_column_map(root, column_map())
    path = root / "firm.yaml"
    path.write_text(f"{path.read_text('utf-8')}\n# Ours.\n", "utf-8")
    save_column_map(root, column_map(kind="invoices"))

    assert path.read_text("utf-8").endswith("\n# Ours.\n")
    assert len(maps(root)) == 2


def test_somebody_who_is_not_at_the_firm_confirms_nothing(root: Path) -> None:
    before = (root / "firm.yaml").read_bytes()

    with pytest.raises(UsageError, match=r"nobody@x\.example is not among the people"):
        save_column_map(root, column_map(confirmed_by="nobody@x.example"))
    assert (root / "firm.yaml").read_bytes() == before


def test_a_list_in_one_line_is_not_written_into(root: Path) -> None:
    path = root / "firm.yaml"
    entry = (
        "{name: A, headings: [a], kind: time, columns: {date: a}, confirmed_by: h, on: 2026-11-22}"
    )
    path.write_text(f"{path.read_text('utf-8')}\ncolumn_maps: [{entry}]\n", "utf-8")

    with pytest.raises(UsageError, match="no column map can be put in safely"):
        save_column_map(root, column_map())


def test_the_lines_of_a_file_from_windows_end_alike(root: Path) -> None:
    path = root / "firm.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    save_column_map(root, column_map())

    data = path.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")


def test_a_map_is_found_by_its_headings_in_any_order(root: Path) -> None:
    save_column_map(root, column_map())
    firm = register_in((root / "firm.yaml").read_text("utf-8"))[0]
    turned = column_map(headings=tuple(reversed(column_map().headings)), name="Other")

    assert matching(firm, turned) == column_map()
    assert matching(firm, column_map(kind="invoices")) is None


def test_several_headings_make_up_one_meaning() -> None:
    assert column_map().headings_of("person") == ("first name", "last name")
    assert column_map().headings_of("rate") == ()
