"""Commands of the knowledge base: sync, search, gaps, keep, erase."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from engross.cli import opening
from engross.errors import InputError, StorageError, UsageError

if TYPE_CHECKING:
    from engross.knowledge.proposals import Proposal
    from engross.workspace.register import Client, Firm

NOT_ALL_ERASED = 1
"""Exit code when something of what was to be erased is still somewhere."""

knowledge = typer.Typer(
    help="What the firm knows: kept behind walls, searched, added to and erased.",
    no_args_is_help=True,
)

OfClient = Annotated[str, typer.Option("--client", metavar="KEY", help="A client of the register.")]
OfMatter = Annotated[str, typer.Option("--matter", metavar="KEY", help="One of the client's.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(knowledge, name="knowledge")


@knowledge.command("sync")
def sync(*, as_json: opening.AsJSON = False) -> None:
    """Bring what is searched up to date with the files of knowledge/, behind every wall.

    It ends with an error when a listed file could not be taken in, once all others are.
    """
    from engross.cli import shelves  # noqa: PLC0415 - only here
    from engross.knowledge.shelf import Shelf  # noqa: PLC0415 - loads the readers
    from engross.knowledge.syncing import sync as bring_up_to_date  # noqa: PLC0415 - the same

    with opening.opened() as house:
        services = house.services
        shelf = Shelf.of(services.workspace)
        report = bring_up_to_date(
            services.index(),
            shelf,
            progress=lambda file: services.progress(f"reading {file}"),
        )
        synced = shelves.Synced(report, shelf, services.now().date())
        if as_json:
            shelves.print_as_json(synced)
        else:
            shelves.print_synced(synced)
        listed = set(services.workspace.knowledge.files)
    if report.refused or listed - set(shelf.items):
        sys.exit(InputError.exit_code)


@knowledge.command("search")
def search(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="In your own words.")],
    client: OfClient = "",
    matter: OfMatter = "",
    limit: Annotated[int, typer.Option(help="How many passages at most.", min=1, max=50)] = 5,
    *,
    as_json: opening.AsJSON = False,
) -> None:
    """Ask the knowledge base what a run would be told; the firm's wall alone, or a client's too."""
    from engross.cli import found, printing  # noqa: PLC0415 - only here
    from engross.pipeline.library import Library  # noqa: PLC0415 - loads the rooms

    if not question.strip():
        raise UsageError("There is no question.", remedy='Write it in quotes: "How do we bill?"')
    with opening.opened() as house:
        services = house.services
        subject = _whose(services.workspace.firm, client, matter)
        library = Library(services, services.now().date(), *subject)
        answer = library.search(question, limit)
        for finding in library.findings():
            if finding.severity == "warn":
                opening.say(f"{finding.message} {finding.suggestion}")
        if as_json:
            printing.print_json(answer)
        else:
            found.print_answer(answer)


@knowledge.command("gaps")
def gaps(
    write: Annotated[
        Path | None,
        typer.Option(
            "--write", metavar="FOLDER", help="Make an article to fill in for each, here."
        ),
    ] = None,
    *,
    as_json: opening.AsJSON = False,
) -> None:
    """List what runs asked and the knowledge base does not say, most often asked first.

    In the articles that --write makes, clients' names are replaced, as they are for every client.
    """
    from engross.cli import found, printing  # noqa: PLC0415 - only here
    from engross.knowledge.proposals import proposals  # noqa: PLC0415 - only here
    from engross.pipeline.gaps import open_gaps  # noqa: PLC0415 - loads the rooms

    with opening.opened() as house:
        open_ = open_gaps(house.services, house.services.now().date())
        if as_json:
            printing.print_json([*open_])
        else:
            found.print_gaps(open_)
        if write is not None:
            _write(write, proposals(open_, house.services.workspace.firm))


@knowledge.command("keep")
def keep(  # noqa: PLR0913, PLR0917 - a command line has that many options
    run: opening.Run,
    email: opening.As,
    section: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY", help="A section to keep; may be given again. All, if none."),
    ] = None,
    behind: Annotated[
        Literal["firm", "client", "matter"],
        typer.Option(help="Whose documents may rest on it."),
    ] = "matter",
    file: Annotated[
        Path | None,
        typer.Option(metavar="EDITED.docx", help="The document as you have edited it in Word."),
    ] = None,
    name: Annotated[str, typer.Option(help="What people call it.")] = "",
) -> None:
    """Keep what a released document says as a precedent, behind its matter's wall or a wider one.

    Behind the firm's wall, names and figures are replaced, and what cannot be is refused.
    """
    from engross.cli import shelves  # noqa: PLC0415 - only here
    from engross.pipeline import precedents  # noqa: PLC0415 - loads the rooms
    from engross.sources.file import SourceFile, bytes_of  # noqa: PLC0415 - only here

    edited = SourceFile(file.name, bytes_of(file)) if file else None
    with opening.opened() as house:
        found = house.run(run)
        kept = precedents.keep(
            house.services,
            found.id,
            house.signed_in(email, opening.password),
            sections=section or (),
            behind=behind,
            edited=edited,
            name=name,
        )
        shelves.print_kept(kept, house.shown(kept.path))


@knowledge.command("erase")
def erase(
    email: opening.As,
    file: Annotated[
        str, typer.Option("--file", metavar="NAME", help="A file, by its name inside knowledge/.")
    ] = "",
    client: OfClient = "",
    matter: OfMatter = "",
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Erase a file, or all that stands behind a client's or matter's wall; prove that it is gone.

    For an admin or a manager. It ends with an error when something of it is still somewhere.
    """
    from engross.cli import shelves  # noqa: PLC0415 - only here
    from engross.pipeline.forgetting import forget  # noqa: PLC0415 - loads the rooms

    with opening.opened() as house:
        signer = house.signed_in(email, opening.password)
        what = f"knowledge/{file}" if file else f"everything in knowledge/ of {matter or client}"
        if (file or client) and not yes and not typer.confirm(f"Erase {what}?", err=True):
            sys.exit(1)
        proof = forget(house.services, signer, file=file, client=client, matter=matter)
        shelves.print_proof(proof, email)
    if not proof.erased:
        sys.exit(NOT_ALL_ERASED)


def _whose(firm: Firm, client: str, matter: str) -> tuple[str, str]:
    """The keys of a client and a matter as somebody named them; empty for none.

    Raises:
        UsageError: the register has no such client or matter, or the client was not named.
    """
    if not client:
        if matter:
            raise UsageError("A matter is a client's.", remedy="Add --client KEY.")
        return "", ""
    found = firm.client(client)
    if found is None:
        known = ", ".join(sorted(one.key for one in firm.clients))
        raise UsageError(
            f"firm.yaml has no client {client!r}.", remedy=f"Give --client one of: {known}."
        )
    return found.key, _which(found, matter) if matter else ""


def _which(client: Client, matter: str) -> str:
    from engross.workspace.register import find_matter  # noqa: PLC0415 - only here

    found = find_matter(client, matter)
    if found is None:
        known = ", ".join(one.key for one in client.matters)
        raise UsageError(
            f"{client.name} has no matter {matter!r}.", remedy=f"Give --matter one of: {known}."
        )
    return found.key


def _write(folder: Path, proposed: Iterable[Proposal]) -> None:
    """Write each article that is not there yet; what somebody has begun to fill in stays."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for proposal in proposed:
            path = folder / proposal.name
            if path.exists():
                opening.say(f"Left as it is: {path}")
                continue
            path.write_text(proposal.text, encoding="utf-8")
            opening.say(f"Written: {path}")
    except OSError as error:
        raise StorageError(
            f"{folder} cannot be written to: {error.strerror}.", remedy="Give another folder."
        ) from error
