"""Erase a file, a matter or a client from the knowledge base, and prove that it is gone."""

from __future__ import annotations

import re
import shutil
import stat
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from engross.errors import InputError, NoRightToSign, StorageError, UsageError
from engross.knowledge import Shelf, sync
from engross.knowledge.pieces import pieces
from engross.knowledge.precedents import kept_from
from engross.knowledge.reading import LARGEST
from engross.pipeline.proving import Gone, Proof, Remains, prove
from engross.pipeline.services import Services
from engross.pipeline.tidying import MAY_ERASE
from engross.records import Run
from engross.records.ports import KnowledgeText, PassageIndex
from engross.signoff import Signer
from engross.workspace.index_file import listed_files, remove_entries
from engross.workspace.register import find_matter
from engross.workspace.walls import NoWall, wall_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_KEY: Final = re.compile(r"[a-z0-9-]+")
_INDEX: Final = "index.yaml"


class _Target(NamedTuple):
    """What is to go."""

    name: str
    """In words, for a message."""
    file: str
    """The file, by its name inside the knowledge folder; empty for a folder."""
    folder: str
    """The folder with all that is in it; empty for a file."""
    walls: tuple[str, ...]
    """The walls that it stands behind, or may."""
    client: str = ""
    matter: str = ""
    """Whose knowledge goes; empty for a file, and for all of a client's matters."""

    def holds(self, file: str) -> bool:
        """Whether a file of that name is part of it."""
        return file.startswith(f"{self.folder}/") if self.folder else file == self.file

    def concerns(self, run: Run) -> bool:
        """Whether the run is for the client, and for the matter if one is meant."""
        return run.client == self.client and self.matter in {"", run.matter}


def forget(
    services: Services, signer: Signer, *, file: str = "", client: str = "", matter: str = ""
) -> Proof:
    """Erase a file of the knowledge base, or all that stands behind a client's or matter's wall.

    One of: `file`, by its name inside `knowledge/`; `client`, with all its matters; `client` and
    `matter`. The originals in `knowledge/` go, their entries in `index.yaml`, and whatever is
    searched. What runs have found and quoted is theirs: the proof names those runs. Backups, the
    trash of the system and copies outside the workspace are out of reach. Files go first, so that
    an erasure that was stopped can be asked for again. The workspace of `services` lists the files
    still; load it again.

    Raises:
        UsageError: none or several of them are named, or there is nothing of it (any more).
        NoRightToSign: only an admin or a manager may.
        StorageError: a file cannot be erased, or a wall not be built again.
    """
    if not MAY_ERASE & set(signer.person.roles):
        raise NoRightToSign(
            f"{signer.person.name} may not erase knowledge.", remedy="Ask an admin or a manager."
        )
    index = services.index()
    target = _target(services, index, file, client, matter)
    files = _files(services, target)
    gone = _held(index, target).and_texts(_cut(services, files))
    if not files and not gone.texts:
        # What a killed sync left behind goes all the same.
        _bring_up_to_date(services, index, target)
        raise UsageError(
            f"There is nothing of {target.name}: neither in knowledge/ nor behind a wall.",
            remedy="It was erased before, or it is called otherwise; "
            "`engross knowledge sync` lists what there is.",
        )
    before = gone.occurrences(services.state)
    _remove(services, signer, target, files, len(gone.texts))
    _bring_up_to_date(services, index, target)
    services.progress("looking for what was erased in every file of the state folder")
    runs = tuple(run.id for run in services.runs.list() if target.concerns(run))
    return prove(services, index, gone, target.walls).model_copy(
        update={
            "files": tuple(files),
            "found_before": before,
            "precedents": tuple(_kept_from(services, runs)),
            "clients_runs": runs,
        }
    )


def _kept_from(services: Services, runs: Collection[str]) -> Iterator[str]:
    """The files of the knowledge base that say they were kept from one of those runs."""
    root = services.workspace.root / "knowledge"
    for file in sorted(listed_files(services.workspace.root)):
        if kept_from(root / file) in runs:
            yield file


def _target(
    services: Services, index: PassageIndex, file: str, client: str, matter: str
) -> _Target:
    if bool(file) == bool(client) or (matter and not client):
        raise UsageError(
            "Say what to erase: a file, a client, or a client's matter.",
            remedy="Give --file NAME, or --client KEY, or --client KEY --matter KEY.",
        )
    return _of_file(services, index, file) if file else _of_client(services, index, client, matter)


def _of_file(services: Services, index: PassageIndex, file: str) -> _Target:
    parts = file.split("/")
    if file == _INDEX or any(part in {"", ".", ".."} for part in parts) or "\\" in file:
        raise UsageError(
            f"{file!r} is not the name of a file of the knowledge base.",
            remedy="Write it as index.yaml has it, for example clients/wrackline/terms.md.",
        )
    walls = {wall for wall in index.walls() if file in index.content(wall)}
    with suppress(NoWall):  # nobody could ever search it, but it may lie there
        walls.add(wall_of(file, services.workspace.firm))
    return _Target(f"knowledge/{file}", file, "", tuple(sorted(walls)))


def _of_client(services: Services, index: PassageIndex, client: str, matter: str) -> _Target:
    registered = services.workspace.firm.client(client)
    key = registered.key if registered else _key(client)
    if not matter:
        mine = (w for w in index.walls() if w == f"client-{key}" or w.startswith(f"matter-{key}."))
        walls = {f"client-{key}", *mine}
        walls |= {f"matter-{key}.{one.key}" for one in (registered.matters if registered else ())}
        return _Target(f"the client {key}", "", f"clients/{key}", tuple(sorted(walls)), key)
    found = find_matter(registered, matter) if registered else None
    own = found.key if found else _key(matter)
    folder = f"clients/{key}/matters/{own}"
    return _Target(f"the matter {own} of {key}", "", folder, (f"matter-{key}.{own}",), key, own)


def _key(name: str) -> str:
    """The key of a client or matter that the register no longer has."""
    if not _KEY.fullmatch(name):
        raise UsageError(
            f"firm.yaml has nobody and nothing called {name!r}.",
            remedy="Give the key; that of one no longer registered is the name of its folder.",
        )
    return name


def _held(index: PassageIndex, target: _Target) -> Gone:
    """The target's passages, as far as they are indexed, and their vectors."""
    import numpy as np  # noqa: PLC0415 - slow, only to erase

    texts: list[KnowledgeText] = []
    rows: list[NDArray[np.float32]] = []
    for wall in target.walls:
        held, vectors = index.held(wall)
        mine = [number for number, text in enumerate(held) if target.holds(text.file)]
        texts += [held[number] for number in mine]
        rows += [np.asarray(vectors[number]) for number in mine]
    # A passage comes once more for each other vector that it has.
    return Gone(tuple(dict.fromkeys(texts)), tuple(rows))


def _cut(services: Services, files: Sequence[str]) -> Iterator[KnowledgeText]:
    """What the files themselves say, which may be newer than what is indexed."""
    for file in files:
        path = services.workspace.root / "knowledge" / file
        # What cannot be read was never indexed, and goes all the same. A link goes, and what it
        # leads to stays: that may be another's.
        with suppress(InputError, OSError):
            status = path.lstat()
            if stat.S_ISREG(status.st_mode) and status.st_size <= LARGEST:
                yield from pieces(file, path.read_bytes())


def _files(services: Services, target: _Target) -> list[str]:
    """The target's files that are there or listed, by name inside the knowledge folder."""
    root = services.workspace.root / "knowledge"
    listed = {file for file in listed_files(services.workspace.root) if target.holds(file)}
    return sorted(listed.union(path.relative_to(root).as_posix() for path in _there(root, target)))


def _there(root: Path, target: _Target) -> Iterator[Path]:
    path = root / (target.folder or target.file)
    if path.is_symlink() or path.is_file():
        yield path
    elif target.folder and path.is_dir():
        yield from (inside for inside in path.rglob("*") if not inside.is_dir())


def _remove(
    services: Services, signer: Signer, target: _Target, files: Sequence[str], passages: int
) -> None:
    path = services.workspace.root / "knowledge" / (target.folder or target.file)
    with services.together():
        _erase(services.workspace.root / "knowledge", path)
        remove_entries(services.workspace.root, files)
        services.ledger.record(
            "knowledge-erased",
            run="",
            actor=signer.person.email,
            # A line stays for ever, so it names nobody; the payload can be erased.
            subject="file" if target.file else "matter" if target.matter else "client",
            payload={"walls": target.walls, "files": len(files), "passages": passages},
        )


def _erase(root: Path, path: Path) -> None:
    if not path.parent.resolve().is_relative_to(root.resolve()):
        raise UsageError(
            f"{path} leads out of the knowledge folder.", remedy="Remove the link by hand."
        )
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(
            f"{path} cannot be erased: {error.strerror}.",
            remedy="Close it in other programs, see that you may remove it, and try again.",
        ) from error


def _bring_up_to_date(services: Services, index: PassageIndex, target: _Target) -> None:
    """Build the walls again from what the folder and index.yaml have now."""
    listed = remove_entries(services.workspace.root, ())
    workspace = services.workspace.model_copy(update={"knowledge": listed})
    sync(index, Shelf.of(workspace), target.walls)


__all__ = ["Proof", "Remains", "forget"]
