"""A precedent written into the knowledge base, listed, and noted in the ledger."""

from __future__ import annotations

import datetime as dt
import os
import re
import unicodedata
from pathlib import Path
from typing import Final, Literal, NamedTuple

from engross.errors import StorageError, UsageError
from engross.knowledge.precedents import Origin, Replaced, page
from engross.pipeline.precedents.cases import Case, Made
from engross.pipeline.services import Services
from engross.pipeline.subjects import known_as
from engross.records import Run
from engross.sources.file import SourceFile
from engross.workspace.index_file import add_entry, listed_files
from engross.workspace.specs import CrewSpec
from engross.workspace.walls import wall_of
from engross.workspace.writing import put_file

Behind = Literal["firm", "client", "matter"]
"""Whose wall a precedent is kept behind: everybody's at the firm, a client's, or a matter's."""

FOLDER: Final = "precedents"
"""The folder of precedents behind each wall."""

_LONGEST_NAME = 60


class KeptPrecedent(NamedTuple):
    """A precedent that was kept."""

    file: str
    """Its name inside `knowledge/`."""
    path: Path
    wall: str
    """`firm`, `client-wrackline`, `matter-wrackline.accounts-2026`."""
    owner: str
    """E-mail address of the person who kept it and answers for it now."""
    review_by: dt.date
    sections: tuple[str, ...]
    """Headings of what it holds."""
    replaced: tuple[Replaced, ...]
    """Names and sentences that made way for a placeholder; behind the firm's wall only."""
    warnings: tuple[str, ...]
    """What the person should know of it."""


def put(
    case: Case, made: Made, behind: Behind, edited: SourceFile | None, name: str
) -> KeptPrecedent:
    """Written and listed, in a transaction that lets nobody else list anything meanwhile."""
    services, run, owner = case.services, case.run, case.signer.person.email
    text = page(_title(case.crew, made, name), made.sections, _origin(case, made, edited))
    with services.together():
        file = _free_name(services, _folder(services, run, behind), _stem(case, made, name))
        wall = wall_of(file, services.workspace.firm)
        services.ledger.record(
            "precedent-kept",
            run=run.id,
            actor=owner,
            subject=f"{behind}: {' '.join(spec.key for spec in made.specs)}",
            payload={"file": file, "edited": edited.sha256 if edited else ""},
        )
        path = _write(services, file, text)
        review_by = _in_a_year(case.today)
        try:
            add_entry(services.workspace.root, file, owner, review_by)
        except Exception:
            path.unlink(missing_ok=True)
            raise
    headings = tuple(section.heading for section in made.sections)
    return KeptPrecedent(file, path, wall, owner, review_by, headings, made.replaced, made.warnings)


def _title(crew: CrewSpec, made: Made, name: str) -> str:
    if name.strip():
        return name.strip()
    if made.whole:
        return crew.title
    return " and ".join(spec.heading for spec in made.specs)


def _origin(case: Case, made: Made, edited: SourceFile | None) -> Origin:
    return Origin(
        run=case.run.id,
        crew=case.run.crew,
        sections=[spec.key for spec in made.specs],
        released_on=case.released.released_at.date(),
        kept_by=case.signer.person.email,
        kept_on=case.today,
        edited_sha256=edited.sha256 if edited else "",
    )


def _folder(services: Services, run: Run, behind: Behind) -> str:
    client, matter = known_as(services, run)
    if (behind == "client" and not client) or (behind == "matter" and not matter):
        raise UsageError(
            f"firm.yaml does not have the {behind} of {run.id}, so nothing is kept behind its "
            "wall.",
            remedy=f"Register the {behind}, or keep the words for the whole firm.",
        )
    folders = {
        "firm": "",
        "client": f"clients/{client}/",
        "matter": f"clients/{client}/matters/{matter}/",
    }
    return f"{folders[behind]}{FOLDER}"


def _stem(case: Case, made: Made, name: str) -> str:
    """`client_report-fees-2026-11-22`: the crew, the name or sections, and the day."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    middle = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    if not middle and not made.whole:
        middle = "-".join(spec.key for spec in made.specs)
    parts = (case.run.crew, middle[:_LONGEST_NAME].strip("-"), case.today.isoformat())
    return "-".join(filter(None, parts))


def _free_name(services: Services, folder: str, stem: str) -> str:
    """A name that no file has and that is not listed: `client_report-fees-2026-11-22-2.md`."""
    root = services.workspace.root / "knowledge"
    listed = listed_files(services.workspace.root)
    number = 1
    while True:
        file = f"{folder}/{stem}{f'-{number}' if number > 1 else ''}.md"
        if file not in listed and not (root / file).exists():
            return file
        number += 1


def _write(services: Services, file: str, text: str) -> Path:
    root = services.workspace.root / "knowledge"
    path = root / file
    if not path.parent.resolve().is_relative_to(root.resolve()):
        raise UsageError(
            f"{path.parent} leads out of the knowledge folder.",
            remedy="Put a folder there in place of the link.",
        )
    try:
        _make_folder(path.parent)
        put_file(path, text.encode())
    except OSError as error:
        raise StorageError(
            f"{path} could not be written: {error.strerror}.", remedy="Make room and try again."
        ) from error
    return path


def _make_folder(folder: Path) -> None:
    """The folder with those above it, on the disk before anything is listed as being there."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir()
    above = os.open(folder.parent, os.O_RDONLY)
    try:
        os.fsync(above)
    finally:
        os.close(above)


def _in_a_year(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)
