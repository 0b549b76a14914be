from __future__ import annotations

from pathlib import Path

import pytest

from engross.errors import InputError
from engross.pipeline.batches.inbox import PATIENCE, Inbox, is_order


class Clock:
    """A clock that a test moves."""

    def __init__(self, path: Path) -> None:
        self._began = path.stat().st_ctime
        self.ahead = 0.0

    def __call__(self) -> float:
        return self._began + self.ahead


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    return Clock(tmp_path)


@pytest.fixture
def inbox(tmp_path: Path, clock: Clock) -> Inbox:
    return Inbox(tmp_path, clock)


def _order(folder: Path, *, notes: str = "") -> Path:
    path = folder / "smith.order.yaml"
    path.write_text(f"crew: client_report\nclient: x\n{f'notes: {notes}' if notes else ''}\n")
    return path


def test_an_order_is_taken_once_it_has_stopped_growing(tmp_path: Path, inbox: Inbox) -> None:
    order = _order(tmp_path)

    assert inbox.look() == ((), (order,))
    order.write_text(order.read_text() + "matter: y\n")
    assert inbox.look() == ((), (order,))

    assert inbox.look() == ((order,), ())


def test_a_name_that_no_file_can_have_is_waited_for_as_a_file_that_is_not_there(
    tmp_path: Path, inbox: Inbox
) -> None:
    order = tmp_path / "smith.order.yaml"
    order.write_text('crew: client_report\nclient: x\nnotes: "call\\0.md"\n')

    inbox.look()

    assert inbox.look() == ((), (order,))


def test_it_waits_for_the_files_that_it_names(tmp_path: Path, inbox: Inbox) -> None:
    order = _order(tmp_path, notes="call.md")
    looks = [inbox.look() for _ in range(3)]
    assert looks == [((), (order,))] * 3
    (tmp_path / "call.md").write_text("half")
    assert inbox.look() == ((), (order,))
    (tmp_path / "call.md").write_text("half and the rest")
    assert inbox.look() == ((), (order,))

    assert inbox.look() == ((order,), ())


def test_it_does_not_wait_for_ever(tmp_path: Path, inbox: Inbox, clock: Clock) -> None:
    order = _order(tmp_path, notes="never.md")
    inbox.look()
    inbox.look()
    clock.ahead = PATIENCE + 60

    assert inbox.look() == ((order,), ())


def test_what_cannot_be_read_is_taken_to_be_refused(tmp_path: Path, inbox: Inbox) -> None:
    order = tmp_path / "smith.order.yaml"
    order.write_text("crew: [")
    inbox.look()

    assert inbox.look() == ((order,), ())


def test_a_file_inside_a_mail_is_there_when_the_mail_is(tmp_path: Path, inbox: Inbox) -> None:
    order = _order(tmp_path, notes="'call.eml#Notes.docx'")
    (tmp_path / "call.eml").write_text("mail")
    inbox.look()

    assert inbox.look() == ((order,), ())


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("smith.order.yaml", True),
        ("october.batch.csv", True),
        ("October.Batch.XLSX", True),
        ("billing.xlsx", False),
        ("order.yaml", False),
        ("~$october.batch.xlsx", False),
        (".smith.order.yaml", False),
        ("smith.order.yaml.partial", False),
        ("smith.order.docx", False),
    ],
)
def test_an_order_is_known_by_its_name(name: str, counts: bool) -> None:  # noqa: FBT001 - a table
    assert is_order(Path(name)) == counts


def test_a_link_or_folder_is_no_order(tmp_path: Path, inbox: Inbox) -> None:
    (tmp_path / "a.order.yaml").symlink_to("/etc/hostname")
    (tmp_path / "b.order.yaml").mkdir()
    inbox.look()

    assert inbox.look() == ((), ())


def test_a_folder_that_is_away_is_told_and_looked_at_again(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path / "share")
    with pytest.raises(InputError, match="the folder cannot be read"):
        inbox.look()
    (tmp_path / "share").mkdir()

    assert inbox.look() == ((), ())
