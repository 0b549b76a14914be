from __future__ import annotations

import os
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from engross.knowledge import syncing
from engross.knowledge.syncing import LeftOut, sync

OLD = time.time() - 100_000
WRACKLINE, TIDEWELL = "clients/wrackline/terms.md", "clients/tidewell/terms.md"


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files written by a test have stood for long enough to be trusted."""
    monkeypatch.setattr(syncing, "_RACY", -(10**9))


def test_listed_files_become_what_is_searched_wall_by_wall(shelves: SimpleNamespace) -> None:
    index = shelves.index()

    report = sync(index, shelves.of({"faq.md": b"One.", WRACKLINE: b"Two."}))

    assert index.texts("firm") == ["One."]
    assert index.texts("client-wrackline") == ["Two."]
    assert [(wall.wall, wall.files, wall.passages) for wall in report.walls] == [
        ("client-wrackline", 1, 1),
        ("firm", 1, 1),
    ]


def test_a_file_that_is_not_listed_is_never_read(shelves: SimpleNamespace) -> None:
    index = shelves.index()

    sync(index, shelves.of({"faq.md": b"One.", "b.md": b"Two."}, {"faq.md": shelves.entry()}))

    assert index.read == ["faq.md"]


def test_the_report_tells_what_changed(shelves: SimpleNamespace) -> None:
    index = shelves.index()
    sync(index, shelves.of({"a.md": b"A.", "b.md": b"B.", "c.md": b"C."}))

    listed = {name: shelves.entry() for name in ("a.md", "b.md", "d.md")}
    report = sync(index, shelves.of({"b.md": b"B2.", "d.md": b"D."}, listed))

    (firm,) = report.walls
    assert firm[3:] == (("d.md",), ("b.md",), ("c.md",), ("a.md",))
    assert index.texts("firm") == ["A.", "B2.", "D."]


def test_nothing_is_read_again_that_did_not_change(shelves: SimpleNamespace) -> None:
    index, shelf = shelves.index(), shelves.of({"a.md": b"A.", "b.md": b"B."})
    sync(index, shelf)
    os.utime(shelf.folder / "a.md", (OLD, OLD))

    report = sync(index, shelf)

    assert index.read == ["a.md", "b.md"]
    assert report.walls[0].unchanged == ("a.md", "b.md")


def test_only_the_walls_that_are_named_are_touched(shelves: SimpleNamespace) -> None:
    index = shelves.index()
    shelf = shelves.of({"faq.md": b"One.", WRACKLINE: b"Two.", TIDEWELL: b"Three."})

    sync(index, shelf, ("firm", "client-wrackline", "matter-wrackline.advice"))

    assert index.walls() == ["client-wrackline", "firm"]
    assert TIDEWELL not in index.read


def test_a_wall_that_has_no_file_any_more_is_emptied(shelves: SimpleNamespace) -> None:
    index = shelves.index()
    sync(index, shelves.of({"faq.md": b"One.", WRACKLINE: b"Two."}))

    report = sync(index, shelves.of({}, {"faq.md": shelves.entry()}))

    assert index.walls() == ["firm"]
    assert report.walls[0].wall == "client-wrackline"
    assert report.walls[0].removed == (WRACKLINE,)


def test_a_moved_file_is_taken_from_its_old_wall_before_it_is_put_behind_the_new(
    shelves: SimpleNamespace,
) -> None:
    index = shelves.index()
    sync(index, shelves.of({WRACKLINE: b"Two."}))
    (shelves.folder / WRACKLINE).unlink()
    index.replaced.clear()

    sync(index, shelves.of({TIDEWELL: b"Two."}))

    assert index.replaced == ["client-wrackline", "client-tidewell"]
    assert index.walls() == ["client-tidewell"]


def test_a_bad_file_is_refused_by_name_and_the_others_go_on(shelves: SimpleNamespace) -> None:
    index = shelves.index()

    report = sync(index, shelves.of({"a.pdf": b"no PDF", "b.md": b"B."}))

    assert index.texts("firm") == ["B."]
    ((file, problem),) = report.refused
    assert all(file not in wall.added for wall in report.walls)
    assert file == "a.pdf"
    assert problem.startswith("a.pdf: its name ends in .pdf but it is")
    assert report.walls[0].files == 1


def test_a_refused_file_is_reported_again_without_being_read_again(
    shelves: SimpleNamespace,
) -> None:
    index, shelf = shelves.index(), shelves.of({"a.pdf": b"no PDF"})
    first = sync(index, shelf)

    again = sync(index, shelf)

    assert again.refused == first.refused
    assert index.read == ["a.pdf"]


def test_a_file_that_is_put_right_is_taken_in(shelves: SimpleNamespace) -> None:
    index = shelves.index()
    sync(index, shelves.of({"a.md": b""}))

    report = sync(index, shelves.of({"a.md": b"A."}))

    assert report.refused == ()
    assert index.texts("firm") == ["A."]


def test_a_file_that_vanished_since_the_shelf_was_made_is_refused(
    shelves: SimpleNamespace,
) -> None:
    index, shelf = shelves.index(), shelves.of({"a.md": b"A.", "b.md": b"B."})
    (shelf.folder / "a.md").unlink()

    report = sync(index, shelf)

    assert index.texts("firm") == ["B."]
    assert [refused.file for refused in report.refused] == ["a.md"]


def test_a_file_that_changes_while_it_is_read_is_not_taken_for_what_it_was(
    shelves: SimpleNamespace,
) -> None:
    index, shelf = shelves.index(), shelves.of({"a.md": b"A."})

    report = sync(index, shelf, progress=lambda name: change(shelf.folder / name))

    assert "it was changed while it was read" in report.refused[0].problem
    assert index.texts("firm") == []
    assert sync(index, shelf).refused == ()


def change(path: Path) -> None:
    path.write_bytes(b"Another.")


def test_progress_names_each_file_before_it_is_read(shelves: SimpleNamespace) -> None:
    told: list[str] = []

    sync(shelves.index(), shelves.of({"b.md": b"B.", "a.md": b"A."}), progress=told.append)

    assert told == ["a.md", "b.md"]


@pytest.mark.usefixtures("settled")
def test_a_quick_sync_does_not_open_files_that_look_as_they_did(
    shelves: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, shelf = shelves.index(), shelves.of({"a.md": b"A."})
    sync(index, shelf)
    monkeypatch.setattr(syncing, "read_file", None)

    report = sync(index, shelf, careful=False)

    assert report.walls[0].unchanged == ("a.md",)


@pytest.mark.usefixtures("settled")
def test_a_quick_sync_sees_another_size_and_another_time(shelves: SimpleNamespace) -> None:
    index = shelves.index()
    sync(index, shelves.of({"a.md": b"A.", "b.md": b"B."}))

    time.sleep(0.02)  # the clock of the file system has to move on
    shelf = shelves.of({"a.md": b"Longer.", "b.md": b"C."})
    os.utime(shelf.folder / "b.md", (OLD, OLD))
    sync(index, shelf, careful=False)

    assert index.texts("firm") == ["Longer.", "C."]


def test_a_quick_sync_looks_into_a_file_that_changed_just_before_it_was_read(
    shelves: SimpleNamespace,
) -> None:
    index = shelves.index()
    shelf = shelves.of({"a.md": b"A."})
    sync(index, shelf)
    before = (shelf.folder / "a.md").stat()

    (shelf.folder / "a.md").write_bytes(b"B.")
    os.utime(shelf.folder / "a.md", ns=(before.st_atime_ns, before.st_mtime_ns))
    sync(index, shelf, careful=False)

    assert index.texts("firm") == ["B."]


@pytest.mark.usefixtures("settled")
def test_files_are_cut_again_when_the_way_of_cutting_changed(
    shelves: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, shelf = shelves.index(), shelves.of({"a.md": b"A."})
    sync(index, shelf)
    monkeypatch.setattr(syncing, "PIECES", "another")

    report = sync(index, shelf, careful=False)

    assert report.walls[0].changed == ("a.md",)
    assert index.read == ["a.md", "a.md"]


def test_what_was_left_out_of_a_file_is_said_again(shelves: SimpleNamespace) -> None:
    mail = (
        b"From: a@example.test\nTo: b@example.test\nSubject: Lease\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain\n\n'
        b"The lease ends in June.\n--x\nContent-Type: application/pdf\n"
        b'Content-Disposition: attachment; filename="lease.pdf"\n\nPDF\n--x--\n'
    )
    index, shelf = shelves.index(), shelves.of({"lease.eml": mail})
    sync(index, shelf)

    report = sync(index, shelf)

    assert report.left_out == (
        LeftOut(
            "lease.eml",
            "The files attached to it (lease.pdf) were not read; put those that matter into the "
            "folder themselves.",
        ),
    )
