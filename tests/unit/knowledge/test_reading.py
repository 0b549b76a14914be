from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from engross.errors import InputError
from engross.knowledge import read_item


def test_a_file_is_read_with_what_the_index_says_of_it(tmp_path: Path) -> None:
    (tmp_path / "faq").mkdir()
    (tmp_path / "faq" / "vat.md").write_bytes(b"Returns.")

    item = read_item(tmp_path, "faq/vat.md", "client", dt.date(2027, 1, 1))

    assert item == ("faq/vat.md", b"Returns.", "client", dt.date(2027, 1, 1))


@pytest.mark.parametrize("name", ["../firm.yaml", "faq/../../firm.yaml", "/etc/hostname"])
def test_a_name_that_leads_outside_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "firm.yaml").write_text("people: []")
    (tmp_path / "knowledge" / "faq").mkdir(parents=True)

    with pytest.raises(InputError, match="outside the knowledge folder"):
        read_item(tmp_path / "knowledge", name)


def test_a_link_that_leads_outside_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("Salaries.")
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "faq.md").symlink_to(tmp_path / "secret.md")

    with pytest.raises(InputError, match="outside the knowledge folder"):
        read_item(tmp_path / "knowledge", "faq.md")


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "vat.md").write_text("Returns.")
    (tmp_path / "tax.md").symlink_to("vat.md")

    assert read_item(tmp_path, "tax.md").data == b"Returns."


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"knowledge/faq\.md: the file is not there\. Put"):
        read_item(tmp_path, "faq.md")


def test_a_folder_or_a_huge_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "faq").mkdir()
    with (tmp_path / "huge.md").open("wb") as file:
        file.truncate(6_000_000)

    for name in ("faq", "huge.md"):
        with pytest.raises(InputError, match=r"no file of at most 5 MB\. Split"):
            read_item(tmp_path, name)
