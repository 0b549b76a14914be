"""How what became of the knowledge base's files reads at a terminal: synced, kept, erased."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import typer

from engross.uk.dates import format_date

if TYPE_CHECKING:
    import datetime as dt

    from engross.knowledge.shelf import Item, Shelf
    from engross.knowledge.syncing import SyncReport, WallReport
    from engross.pipeline.forgetting import Proof
    from engross.pipeline.precedents import KeptPrecedent


class Synced(NamedTuple):
    """What a sync did, and how the shelf stands after it."""

    report: SyncReport
    shelf: Shelf
    today: dt.date

    @property
    def overdue(self) -> tuple[Item, ...]:
        """The files that their owners should have read again, longest overdue first."""
        items = (item for item in self.shelf.items.values() if item.review_by < self.today)
        return tuple(sorted(items, key=lambda item: (item.review_by, item.file)))


def print_synced(synced: Synced) -> None:
    """Each wall with what changed, then everything that somebody should look at."""
    for wall in synced.report.walls:
        for line in _wall(wall):
            typer.echo(line)
    if not synced.report.walls:
        typer.echo("Nothing is searched: no file is listed in knowledge/index.yaml and in place.")
    said = (
        ("Refused, so not searched:", [one.problem for one in synced.report.refused]),
        ("Not in order:", [f"{one.file}: {one.problem}" for one in synced.shelf.problems]),
        ("Searched in part:", [f"{one.file}: {one.what}" for one in synced.report.left_out]),
        ("To be read again by their owners:", [_late(item) for item in synced.overdue]),
    )
    for title, lines in said:
        _print(title, lines)


def print_as_json(synced: Synced) -> None:
    """The same for programs."""
    report = synced.report
    told = {
        "walls": [wall._asdict() for wall in report.walls],
        "refused": [one._asdict() for one in report.refused],
        "left_out": [one._asdict() for one in report.left_out],
        "problems": [one._asdict() for one in synced.shelf.problems],
        "overdue": [
            {**item._asdict(), "review_by": f"{item.review_by}"} for item in synced.overdue
        ],
    }
    typer.echo(json.dumps(told, indent=2))


def print_kept(kept: KeptPrecedent, shown: str) -> None:
    """Which file a precedent is, what was replaced, and what to read before relying on it."""
    typer.echo(f"Kept: {shown}  ({said_wall(kept.wall)})")
    typer.echo(f"  holds     {', '.join(kept.sections)}")
    typer.echo(f"  owner     {kept.owner}, who reads it again by {format_date(kept.review_by)}")
    replaced = dict.fromkeys(one for one in kept.replaced if one.words != one.placeholder)
    _print("Replaced:", (f"{one.words}  ->  {one.placeholder}" for one in replaced))
    _print("Read this before anybody relies on it:", kept.warnings)


def print_proof(proof: Proof, email: str) -> None:
    """What was erased, what was looked for and where, and what is still somewhere."""
    for file in proof.files:
        typer.echo(f"Erased: knowledge/{file}")
    for line in _proof(proof):
        typer.echo(line)
    _print(
        "Still there, or not to be looked into:",
        (f"{one.file}: {one.what}, {one.count}. {one.remedy}" for one in proof.remains),
    )
    _print(
        "Runs whose records hold some of it; erase them too, or keep them knowingly:",
        (f"engross delete {run} --as {email}" for run in proof.runs),
    )
    others = (run for run in proof.clients_runs if run not in proof.runs)
    _print("Other runs of theirs, which this does not erase:", others)
    _print("Files that say some of the same, and stay:", proof.still_said)
    _print("Precedents that were kept from their runs, and stay:", proof.precedents)


def _proof(proof: Proof) -> Iterator[str]:
    """What was looked for, where, and whether it was found."""
    yield (
        f"Looked for the words and vectors of {_counted(proof.passages, 'passage')} in "
        f"{_counted(proof.searched_files, 'file')} of the state folder, knowledge/ and outputs/ "
        f"({proof.searched_bytes:,} bytes)."
    )
    places = _counted(len(proof.remains), "place")
    now = f"now in {places}" if proof.remains else "now nowhere"
    yield f"Found before in {_counted(proof.found_before, 'stretch', 'stretches')}; {now}."


def said_wall(wall: str) -> str:
    """`firm`, `client wrackline`, `matter accounts-2026 of wrackline`."""
    kind, _, keys = wall.partition("-")
    client, _, matter = keys.partition(".")
    return f"matter {matter} of {client}" if matter else f"{kind} {client}".strip()


def _wall(wall: WallReport) -> Iterator[str]:
    yield (
        f"{said_wall(wall.wall)}: {_counted(wall.files, 'file')}, "
        f"{_counted(wall.passages, 'passage')}"
    )
    for what, files in (
        ("added", wall.added),
        ("changed", wall.changed),
        ("removed", wall.removed),
    ):
        yield from (f"  {what:<8} {file}" for file in files)


def _late(item: Item) -> str:
    return f"{item.file}: since {format_date(item.review_by)}, {item.owner}"


def _counted(number: int, what: str, several: str = "") -> str:
    return f"{number:,} {what if number == 1 else several or f'{what}s'}"


def _print(title: str, lines: Iterable[str]) -> None:
    """The lines under their title; nothing when there are none."""
    told: Sequence[str] = tuple(lines)
    if told:
        typer.echo(title)
        for line in told:
            typer.echo(f"  {line}")
