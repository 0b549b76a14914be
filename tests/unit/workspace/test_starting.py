from __future__ import annotations

from pathlib import Path

import pytest

from engross.errors import StorageError, UsageError
from engross.workspace import starting
from engross.workspace.starting import init_workspace, starter_folder


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    """A starter with what a source checkout has lying about."""
    folder = tmp_path / "starter"
    for name in (
        "firm.yaml",
        "crews/report.yaml",
        "agents/writer.yaml",
        "tasks/write.yaml",
        "templates/report.docx",
        "templates/~$report.docx",
        "knowledge/deep/faq.md",
        "knowledge/.DS_Store",
        "outputs/README.md",
        "outputs/.gitignore",
        "outputs/report-20261014-7f3a9c/secret.docx",
        "src/engine.py",
        ".engross/store.sqlite",
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return folder


def files_in(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def test_a_new_workspace_holds_the_starter_and_nothing_else(starter: Path, tmp_path: Path) -> None:
    target = tmp_path / "new" / "firm"

    init_workspace(target, starter)

    copied = {name for name in files_in(target) if not name.startswith("docs/")}
    assert copied == {
        "firm.yaml",
        "crews/report.yaml",
        "agents/writer.yaml",
        "tasks/write.yaml",
        "templates/report.docx",
        "knowledge/deep/faq.md",
        "outputs/README.md",
        "outputs/.gitignore",
    }
    assert (target / "docs/reference/schemas/crew.json").is_file()


def test_an_empty_folder_becomes_a_workspace_and_keeps_its_hidden_files(
    starter: Path, tmp_path: Path
) -> None:
    (tmp_path / "mine" / ".git").mkdir(parents=True)

    init_workspace(tmp_path / "mine", starter)

    assert (tmp_path / "mine/firm.yaml").is_file()
    assert (tmp_path / "mine/.git").is_dir()


def test_a_workspace_is_never_written_over(starter: Path, tmp_path: Path) -> None:
    (tmp_path / "firm.yaml").write_text("ours", encoding="utf-8")

    with pytest.raises(UsageError, match="is a workspace already"):
        init_workspace(tmp_path, starter)

    assert (tmp_path / "firm.yaml").read_text(encoding="utf-8") == "ours"


def test_a_folder_that_holds_something_is_refused(starter: Path, tmp_path: Path) -> None:
    (tmp_path / "used").mkdir()
    (tmp_path / "used/letter.txt").write_text("x", encoding="utf-8")

    with pytest.raises(UsageError, match=r"it holds letter\.txt"):
        init_workspace(tmp_path / "used", starter)

    assert files_in(tmp_path / "used") == {"letter.txt"}


def test_a_file_is_no_folder(starter: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")

    with pytest.raises(UsageError, match="is a file"):
        init_workspace(tmp_path / "file", starter)


def test_a_full_disk_leaves_nothing_behind(
    starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(folder: Path) -> tuple[Path, ...]:
        raise OSError(28, "No space left on device", str(folder))

    monkeypatch.setattr(starting, "write_schemas", full)

    with pytest.raises(StorageError, match="No space left on device"):
        init_workspace(tmp_path / "new" / "firm", starter)

    assert not (tmp_path / "new").exists()


def test_a_move_that_fails_half_way_is_undone(
    starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    rename = Path.rename

    def stop_at_firm(path: Path, target: Path) -> Path:
        if path.name == "firm.yaml":
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", stop_at_firm)

    with pytest.raises(StorageError):
        init_workspace(tmp_path / "empty", starter)

    assert list((tmp_path / "empty").iterdir()) == []


def test_the_starter_of_a_source_checkout_is_its_top() -> None:
    assert (starter_folder() / "firm.yaml").is_file()
