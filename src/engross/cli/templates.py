"""Commands for the firm's Word templates: new, preview, approve, history, restore."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from engross.cli import opening
from engross.errors import UsageError

template = typer.Typer(
    help="The firm's Word templates: made, looked at, approved.", no_args_is_help=True
)

Key = Annotated[str, typer.Argument(metavar="KEY", help="`client_report` for its two files.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(template, name="template")


@template.command("new")
def new(
    key: Annotated[str, typer.Argument(metavar="KEY", help="The new template's name.")],
    from_: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="The firm's own Word file (.docx, .dotx)."),
    ] = None,
    crew: Annotated[str, typer.Option(help="The crew whose sections it prints.")] = "",
    *,
    letter: Annotated[
        bool, typer.Option("--letter", help="A letter: addressee, salutation, Yours sincerely.")
    ] = False,
    countersigned: Annotated[
        bool, typer.Option("--countersigned", help="With a place for the client to sign.")
    ] = False,
) -> None:
    """Make a template for a crew's standard format, in the firm's own design.

    From FILE come styles, colours, headers, footers and margins; what stands in its body is left
    out. Without one the look is the starter's.
    """
    from engross.pipeline.new_templates import (  # noqa: PLC0415 - loads Word parts
        new_template,
    )
    from engross.rendering.new_template import Form  # noqa: PLC0415 - the same

    now, form = dt.datetime.now(dt.UTC), Form(letter, countersigned)
    root = opening.settings().workspace
    made = new_template(root, key, now, crew=crew, branded=from_, form=form)
    for path in made.files:
        typer.echo(f"Wrote {_shown(path)}")
    for line in made.told:
        typer.echo(f"  {line}")
    typer.echo("Next:")
    typer.echo(f"  engross template preview {key} --crew {made.crew}")
    if not made.in_use:
        typer.echo(f"  edit crews/{made.crew}.yaml: template: {key}")
    typer.echo("  engross check")
    typer.echo(f"  engross template approve {key} --as EMAIL")


@template.command("preview")
def preview(
    key: Key,
    crew: Annotated[str, typer.Option(help="The crew whose document to show.")] = "",
    *,
    long: Annotated[
        bool, typer.Option("--long", help="With long names, large figures and many rows.")
    ] = False,
    empty: Annotated[
        bool, typer.Option("--empty", help="With nothing where a document may have nothing.")
    ] = False,
) -> None:
    """Fill a template with made-up values into outputs/previews/, as Word file and PDF."""
    from engross.pipeline.previews import write_preview  # noqa: PLC0415 - loads the rooms

    if long and empty:
        raise UsageError("A preview is long or empty, not both.", remedy="Ask for one of them.")
    with opening.opened() as house:
        filling = "long" if long else "empty" if empty else "ordinary"
        written, without = write_preview(house.services, key, filling, crew)  # type: ignore[arg-type]  # one of the three
        for path in written:
            typer.echo(f"Wrote {house.shown(path)}")
        if without:
            opening.say(without)


@template.command("approve")
def approve(
    key: Key,
    email: opening.As,
    note: Annotated[str, typer.Option(help="What is new in it.")] = "",
) -> None:
    """Approve a template as it stands; documents are made with approved templates.

    For a manager or an admin. A template with problems is refused.
    """
    from engross.pipeline.templates import approve as approve_it  # noqa: PLC0415 - the rooms

    with opening.opened() as house:
        signer = house.signed_in(email, opening.password)
        made = approve_it(house.services, key, signer, note)
        typer.echo(f"Approved: version {made.version} of templates/{key}.docx.")


@template.command("history")
def history(key: Key) -> None:
    """List a template's approved versions, who approved each and when."""
    from engross.pipeline.template_versions import history as versions_of  # noqa: PLC0415 - the rooms
    from engross.pipeline.template_versions import in_force  # noqa: PLC0415 - the same

    with opening.opened() as house:
        versions = versions_of(house.services, key)
        now = in_force(house.services, key)
        for one in versions:
            said = f"  {one.note}" if one.note else ""
            here = "  (the files now)" if one == now else ""
            typer.echo(f"{one.version:>3}  {one.on}  {one.by}  {one.word[:12]}{said}{here}")
        if now is None:
            typer.echo(
                f"The files as they are now are not approved: engross template approve {key}"
            )


@template.command("restore")
def restore(
    key: Key,
    version: Annotated[int, typer.Argument(metavar="VERSION", help="The version's number.")],
) -> None:
    """Bring an approved version back; the files that it replaces are kept in outputs/templates."""
    from engross.pipeline.template_versions import restore as put_back  # noqa: PLC0415 - the rooms

    with opening.opened() as house:
        for path in put_back(house.services, key, version):
            typer.echo(f"Wrote {house.shown(path)}")


def _shown(path: Path) -> str:
    """A path as the person at the terminal would type it."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
