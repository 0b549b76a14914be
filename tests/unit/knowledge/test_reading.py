from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from engross.errors import InputError
from engross.knowledge.reading import LARGEST, read_file
from engross.knowledge.shelf import Item


@pytest.mark.parametrize("file", ["faq.md", "tax/vat.md"])
def test_a_file_of_the_folder_is_read(shelves: SimpleNamespace, file: str) -> None:
    shelf = shelves.of({file: b"Returns."})

    assert read_file(shelf, shelf.items[file]) == b"Returns."


def moved(item: Item, file: str) -> Item:
    """The item as it would be if its name were checked by nobody."""
    return item._replace(file=file)


@pytest.mark.parametrize("name", ["../firm.yaml", "tax/../../firm.yaml", "/etc/hostname"])
def test_a_name_that_leads_outside_is_refused(shelves: SimpleNamespace, name: str) -> None:
    shelf = shelves.of({"faq.md": b"x", "tax/vat.md": b"x"})
    (shelf.folder.parent / "firm.yaml").write_text("people: []")

    with pytest.raises(InputError, match="leads out of the knowledge folder"):
        read_file(shelf, moved(shelf.items["faq.md"], name))


def test_a_file_that_became_a_link_to_another_clients_is_refused(shelves: SimpleNamespace) -> None:
    shelf = shelves.of({"clients/wrackline/terms.md": b"Secret.", "clients/tidewell/a.md": b"x"})
    ours = shelf.folder / "clients/tidewell/a.md"
    ours.unlink()
    ours.symlink_to(shelf.folder / "clients/wrackline/terms.md")

    with pytest.raises(InputError, match=r"behind another wall\. Put a copy in its place\."):
        read_file(shelf, shelf.items["clients/tidewell/a.md"])


def test_a_folder_that_became_a_link_to_another_clients_is_refused(
    shelves: SimpleNamespace,
) -> None:
    shelf = shelves.of({"clients/wrackline/a.md": b"Secret.", "clients/tidewell/a.md": b"x"})
    folder = shelf.folder / "clients/tidewell"
    (folder / "a.md").unlink()
    folder.rmdir()
    folder.symlink_to(shelf.folder / "clients/wrackline", target_is_directory=True)

    with pytest.raises(InputError, match="behind another wall"):
        read_file(shelf, shelf.items["clients/tidewell/a.md"])


def test_a_link_behind_the_same_wall_is_followed(shelves: SimpleNamespace) -> None:
    shelf = shelves.of({"vat.md": b"Returns.", "tax.md": b"x"})
    (shelf.folder / "tax.md").unlink()
    (shelf.folder / "tax.md").symlink_to("vat.md")

    assert read_file(shelf, shelf.items["tax.md"]) == b"Returns."


def test_a_missing_file_says_so(shelves: SimpleNamespace) -> None:
    shelf = shelves.of({"faq.md": b"x"})
    (shelf.folder / "faq.md").unlink()

    with pytest.raises(InputError, match=r"^faq\.md: the file is not there\. Put it there"):
        read_file(shelf, shelf.items["faq.md"])


def test_a_link_in_a_circle_is_refused(shelves: SimpleNamespace) -> None:
    shelf = shelves.of({"faq.md": b"x"})
    (shelf.folder / "faq.md").unlink()
    (shelf.folder / "faq.md").symlink_to("faq.md")

    with pytest.raises(InputError, match=r"^faq\.md: .*cannot be read"):
        read_file(shelf, shelf.items["faq.md"])


def test_a_folder_a_pipe_or_a_huge_file_is_refused(shelves: SimpleNamespace) -> None:
    shelf = shelves.of({"faq.md": b"x", "huge.md": b"x", "pipe.md": b"x"})
    (shelf.folder / "pipe.md").unlink()
    os.mkfifo(shelf.folder / "pipe.md")
    (shelf.folder / "faq.md").unlink()
    (shelf.folder / "faq.md").mkdir()
    with (shelf.folder / "huge.md").open("wb") as file:
        file.truncate(LARGEST + 1)

    for name in ("faq.md", "huge.md", "pipe.md"):
        with pytest.raises(InputError, match=r"no file of at most 100 MB\. Split"):
            read_file(shelf, shelf.items[name])


def test_what_lies_outside_is_not_even_measured(shelves: SimpleNamespace, tmp_path: Path) -> None:
    shelf = shelves.of({"faq.md": b"x"})
    (shelf.folder / "faq.md").unlink()
    (shelf.folder / "faq.md").symlink_to(tmp_path)

    with pytest.raises(InputError, match="leads out of the knowledge folder"):
        read_file(shelf, shelf.items["faq.md"])
