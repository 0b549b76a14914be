"""A new workspace, copied from the starter that comes with Engross."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from engross.errors import StorageError, UsageError
from engross.workspace.files import FIRM, FOLDERS
from engross.workspace.schemas import write_schemas

_KEPT_OUTPUTS: Final = ("README.md", ".gitignore")
_SCHEMAS: Final = "docs/reference/schemas"
_PACKAGE: Final = Path(__file__).resolve().parent.parent


def init_workspace(target: Path, starter: Path | None = None) -> None:
    """Copy the starter into an empty or new folder; when that fails, nothing of it stays.

    Raises:
        UsageError: the folder is a workspace already, or holds something else.
        StorageError: the disk could not keep the files.
    """
    source = starter or starter_folder()
    _refuse_if_taken(target)
    made = _first_new_folder(target)
    try:
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".engross-init-", dir=target) as stage:
            _copy(source, Path(stage))
            _move_in(Path(stage), target)
    except OSError as error:
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)
        raise StorageError(
            f"{target} could not be made a workspace: {error.strerror or error}.",
            remedy="Nothing was left there.",
        ) from error


def starter_folder() -> Path:
    """Where the starter is: in the installed package, or the top of a source checkout.

    Raises:
        StorageError: neither is there; the installation is damaged.
    """
    for folder in (_PACKAGE / "starter", _PACKAGE.parent.parent):
        if (folder / FIRM).is_file():
            return folder
    raise StorageError("The starter is missing.", remedy="Install Engross again.")


def _refuse_if_taken(target: Path) -> None:
    if (target / FIRM).exists():
        raise UsageError(f"{target} is a workspace already.", remedy="Choose another folder.")
    if target.exists() and not target.is_dir():
        raise UsageError(f"{target} is a file.", remedy="Choose another folder.")
    if target.is_dir() and (found := next(_visible(target), None)):
        raise UsageError(
            f"{target} is not empty: it holds {found.name}.", remedy="Choose a new folder."
        )


def _visible(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.iterdir()) if not path.name.startswith("."))


def _first_new_folder(target: Path) -> Path | None:
    """The topmost folder that does not exist yet on the way to the target."""
    missing = [path for path in (target, *target.parents) if not path.exists()]
    return missing[-1] if missing else None


def _copy(source: Path, stage: Path) -> None:
    """The starter's files, and the schemas that their first lines name."""
    for folder in FOLDERS:
        (stage / folder).mkdir()
        for path in sorted((source / folder).rglob("*")):
            if path.is_file() and _wanted(path.relative_to(source / folder), folder):
                copy = stage / path.relative_to(source)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
    write_schemas(stage / _SCHEMAS)
    shutil.copyfile(source / FIRM, stage / FIRM)


def _wanted(path: Path, folder: str) -> bool:
    """Not a run's output, nor what editors and systems leave lying about."""
    if folder == "outputs":
        return path.as_posix() in _KEPT_OUTPUTS
    return not any(part.startswith((".", "~$", "__")) for part in path.parts)


def _move_in(stage: Path, target: Path) -> None:
    """Move everything to its place, `firm.yaml` last: only that makes a folder a workspace."""
    moved: list[Path] = []
    try:
        for path in sorted(stage.iterdir(), key=lambda found: (found.name == FIRM, found.name)):
            moved.append(path.rename(target / path.name))  # noqa: PERF401 - kept if one fails
    except OSError:
        for path in moved:
            shutil.rmtree(path, ignore_errors=True)
        raise
