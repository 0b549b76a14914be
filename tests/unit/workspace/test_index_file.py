from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from engross.errors import StorageError, UsageError, WorkspaceError
from engross.workspace import yaml_lines
from engross.workspace.index_file import add_entry, listed_files, remove_entries

HELEN = "helen.pike@penhallowreeve.example"
DAY = dt.date(2027, 11, 22)
INDEX = """\
# yaml-language-server: $schema=../docs/reference/schemas/knowledge.json

files: # all of them
  faq.md: # read by everybody
    owner: martin.oke@penhallowreeve.example
    review_by: 2027-01-31
    tier: firm

  # what we charge
  rates.md:
    owner: helen.pike@penhallowreeve.example
    review_by: '2027-03-31'
    # until the new list
# the end
"""
ENTRY = """\
  clients/wrackline/terms.md:
    owner: helen.pike@penhallowreeve.example
    review_by: 2027-11-22
    tier: client
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "knowledge").mkdir()
    _write(tmp_path, INDEX)
    return tmp_path


def _write(root: Path, text: str) -> None:
    (root / "knowledge" / "index.yaml").write_text(text, encoding="utf-8", newline="")


def _read(root: Path) -> str:
    return (root / "knowledge" / "index.yaml").read_bytes().decode()


def test_an_entry_is_added_after_the_last_and_nothing_else_changes(root: Path) -> None:
    index = add_entry(root, "clients/wrackline/terms.md", HELEN, DAY, "client")

    assert _read(root) == INDEX.replace("# the end", f"{ENTRY}# the end")
    assert list(index.files) == ["faq.md", "rates.md", "clients/wrackline/terms.md"]
    assert listed_files(root) == set(index.files)


def test_what_was_added_can_be_taken_out_again_without_a_trace(root: Path) -> None:
    add_entry(root, "clients/wrackline/terms.md", HELEN, DAY, "client")

    remove_entries(root, ["clients/wrackline/terms.md", "never listed.md"])

    assert _read(root) == INDEX


def test_an_entry_goes_with_the_comments_inside_it_and_no_others(root: Path) -> None:
    remove_entries(root, ["rates.md"])

    text = _read(root)
    assert "until the new list" not in text
    assert "# what we charge\n# the end" in text


def test_the_last_entry_leaves_an_index_that_lists_nothing(root: Path) -> None:
    index = remove_entries(root, ["faq.md", "rates.md"])

    assert index.files == {}
    assert "files: {} # all of them\n" in _read(root)


@pytest.mark.parametrize(
    "empty", ["files: {}\n", "files:\n", "# nothing yet\n", "files: {} # none"]
)
def test_the_first_entry_is_added_to_an_empty_index(root: Path, empty: str) -> None:
    _write(root, empty)

    index = add_entry(root, "faq.md", HELEN, DAY)

    assert list(index.files) == ["faq.md"]
    assert listed_files(root) == {"faq.md"}


def test_windows_line_ends_are_kept(root: Path) -> None:
    _write(root, INDEX.replace("\n", "\r\n"))

    add_entry(root, "terms.md", HELEN, DAY)

    assert _read(root).count("\n") == _read(root).count("\r\n")


@pytest.mark.parametrize("file", ["a: b.md", "#1.md", "'quoted'.md", "naïve draft.md", "yes"])
def test_a_name_that_yaml_would_read_otherwise_is_written_so_that_it_reads_back(
    root: Path, file: str
) -> None:
    add_entry(root, file, HELEN, DAY)

    assert file in listed_files(root)
    remove_entries(root, [file])
    assert _read(root) == INDEX


def test_a_file_that_is_listed_is_not_listed_twice(root: Path) -> None:
    with pytest.raises(UsageError, match=r"is listed in .* already"):
        add_entry(root, "faq.md", HELEN, DAY)

    assert _read(root) == INDEX


@pytest.mark.parametrize(
    "flow", ["files: {faq.md: {owner: a@b.example, review_by: 2027-01-31}}\n", "{files: {}}\n"]
)
def test_a_layout_that_is_not_ours_is_left_alone(root: Path, flow: str) -> None:
    _write(root, flow)

    with pytest.raises(UsageError, match="cannot be changed safely"):
        add_entry(root, "terms.md", HELEN, DAY)

    assert _read(root) == flow


def test_an_index_with_problems_is_not_changed(root: Path) -> None:
    _write(root, "files:\n  faq.md: {owner: a@b.example}\n")

    with pytest.raises(WorkspaceError) as caught:
        remove_entries(root, ["faq.md"])

    assert [(p.line, p.key) for p in caught.value.problems] == [(2, "files.faq.md.review_by")]


def test_a_full_disk_leaves_the_index_as_it_was(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(yaml_lines, "put_file", full)

    with pytest.raises(StorageError, match="No space left"):
        add_entry(root, "terms.md", HELEN, DAY)

    assert _read(root) == INDEX


def test_a_workspace_without_an_index_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="There is no knowledge/index"):
        listed_files(tmp_path)
