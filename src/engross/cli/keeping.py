"""Commands that keep a workspace: init, check, plan, backup, people."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from engross.cli import opening

people = typer.Typer(help="The people of the firm and their passwords.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("init")(init)
    app.command("check")(check)
    app.command("plan")(plan)
    app.command("backup")(backup)
    app.add_typer(people, name="people")


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
) -> None:
    """Make a workspace to start from."""
    from engross.workspace.starting import init_workspace  # noqa: PLC0415 - only here

    init_workspace(folder)
    typer.echo(f"{folder} is a workspace. Next:")
    typer.echo("  edit firm.yaml: your particulars, people, clients and matters")
    typer.echo(
        "  edit knowledge/: it still speaks for the made-up firm; its owners are in index.yaml"
    )
    typer.echo("  read knowledge/packs/: the statements that your documents must hold wait for you")
    typer.echo("  engross check")
    typer.echo("  engross people password EMAIL")


def check() -> None:
    """Look at every file of the workspace and list all problems at once.

    A remark is no problem: runs start in spite of it.
    """
    from engross.errors import WorkspaceError  # noqa: PLC0415 - only here
    from engross.rendering.templates import contract_problems  # noqa: PLC0415 - loads Word parts
    from engross.workspace import check_workspace  # noqa: PLC0415 - only here
    from engross.workspace.loading import workspace_remarks  # noqa: PLC0415 - only here

    root = opening.settings().workspace
    problems = check_workspace(root, contract_problems)
    for problem in problems:
        typer.echo(str(problem))
    for remark in workspace_remarks(root):
        typer.echo(f"remark: {remark}")
    typer.echo(f"Problems: {len(problems) or 'none'}.")
    if problems:
        sys.exit(WorkspaceError.exit_code)


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file.")],
) -> None:
    """Copy the store, whole, while others may go on working.

    Keep it with .engross/documents, .engross/keys and outputs/: together they are everything.
    """
    with opening.opened() as house:
        house.backup(file)
        typer.echo(f"Wrote {house.shown(file)}")


def plan(
    crew: Annotated[str, typer.Argument(metavar="CREW", help="The document type.")],
    *,
    as_json: opening.AsJSON = False,
) -> None:
    """Print the process map of a crew: steps, who sees which data, where a person decides."""
    from engross.cli.printing import print_json  # noqa: PLC0415 - only here
    from engross.workspace import load_workspace  # noqa: PLC0415 - only here
    from engross.workspace.plan import plan_text, process_map  # noqa: PLC0415 - only here

    settings = opening.settings()
    steps = process_map(load_workspace(settings.workspace), crew, settings.model)
    if as_json:
        print_json(steps)
    else:
        typer.echo(plan_text(steps))


@people.command("add")
def people_add(  # noqa: PLR0913, PLR0917 - a command line has that many options
    email: Annotated[str, typer.Argument(metavar="EMAIL")],
    name: Annotated[str, typer.Option(help="As documents print it.")],
    title: Annotated[str, typer.Option(help="Job title.")] = "",
    role: Annotated[
        list[str] | None,
        typer.Option(
            help="preparer, fee_earner, manager, admin, reporting_officer; may be repeated."
        ),
    ] = None,
    signs: Annotated[
        list[str] | None, typer.Option(help="A crew whose documents they may sign, or *.")
    ] = None,
    admin: Annotated[
        str, typer.Option("--as", metavar="EMAIL", help="An admin, once one has a password.")
    ] = "",
) -> None:
    """Add somebody to firm.yaml."""
    from engross.workspace.people import add_person  # noqa: PLC0415 - only here

    with opening.opened() as house:
        house.may_keep_people(admin, opening.password)
    root = opening.settings().workspace
    add_person(
        root,
        email=email,
        name=name,
        title=title,
        roles=tuple(role or ("preparer",)),
        signs=tuple(signs or ()),
    )
    more = f" --as {admin}" if admin else ""
    typer.echo(f"Added {email}. Give them a password: engross people password {email}{more}")


@people.command("password")
def people_password(
    email: Annotated[str, typer.Argument(metavar="EMAIL")],
    admin: Annotated[
        str, typer.Option("--as", metavar="EMAIL", help="An admin, for a password forgotten.")
    ] = "",
) -> None:
    """Set somebody's password; one that is set already needs itself, or an admin's, to change."""
    with opening.opened() as house:
        house.may_set_password(email, admin, opening.password)
        given = opening.settings().new_password or opening.ask(
            f"New password of {email}, twelve characters or more",
            "ENGROSS_NEW_PASSWORD",
            twice=True,
        )
        house.set_password(email, given, by=admin or email)
        typer.echo(f"Set the password of {email}.")


@people.command("list")
def people_list() -> None:
    """List the people, their roles and what they may sign."""
    with opening.opened() as house:
        for person in house.services.workspace.firm.people:
            password = (
                "password set" if house.services.passwords.known(person.email) else "no password"
            )
            roles, signs = ", ".join(person.roles), ", ".join(person.signs) or "nothing"
            typer.echo(f"{person.email}  {person.name}  {roles}; signs {signs}; {password}")
