"""The command for the gates of onboarding: what each wants, and what a person records of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from engross.cli import opening, printing
from engross.errors import UsageError

if TYPE_CHECKING:
    from engross.pipeline.conflicts import ConflictSearch
    from engross.records import GateEntry, GateKey, Gates, GateStatus, Run
    from engross.signoff.gates import GateWish
    from engross.wiring import House
    from engross.workspace.specs import CrewSpec

_HITS_SHOWN = 200


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("gate")(gate)


def gate(  # noqa: PLR0913 - a command line has that many options
    run: opening.Run,
    key: Annotated[
        str, typer.Argument(metavar="GATE", help="One gate; left out shows all of them.")
    ] = "",
    *,
    done: Annotated[bool, typer.Option("--done", help="It is done; give --evidence.")] = False,
    not_needed: Annotated[
        bool, typer.Option("--not-needed", help="It is not needed here; give --reason.")
    ] = False,
    exception: Annotated[
        bool,
        typer.Option("--exception", help="Open it undone, for whoever may sign; give --reason."),
    ] = False,
    refused: Annotated[
        bool, typer.Option("--refused", help="It is refused, and stays shut; give --reason.")
    ] = False,
    take_back: Annotated[
        bool, typer.Option("--take-back", help="What was recorded holds no longer; give --reason.")
    ] = False,
    evidence: Annotated[
        str, typer.Option(help="Where the evidence is kept: a reference, never its content.")
    ] = "",
    reason: Annotated[str, typer.Option(help="Why, in a sentence that others may read.")] = "",
    email: Annotated[
        str, typer.Option("--as", metavar="EMAIL", help="Who you are, by e-mail address.")
    ] = "",
    refresh: Annotated[
        bool, typer.Option("--refresh", help="Make the held files anew with what is recorded.")
    ] = False,
    as_json: opening.AsJSON = False,
) -> None:
    """Show the gates of a run about a new client, or record what you know of one.

    No document is signed while one is shut. `engross gate RUN conflict` searches the register and
    the firm's earlier runs for everybody whom the form names; the client is never told of it.
    """
    wanted = _status(
        {
            "done": done,
            "not needed": not_needed,
            "exception": exception,
            "refused": refused,
            "waiting": take_back,
        }
    )
    with opening.opened() as house:
        found = house.run(run)
        if refresh:
            _refresh(house, found)
        elif wanted:
            _record(house, found, _wish(key, wanted, evidence, reason), email)
        elif evidence or reason:
            raise UsageError(
                "Nothing says what to record.",
                remedy="Add --done, --not-needed, --exception, --refused or --take-back.",
            )
        else:
            _show(house, found, key, email, as_json=as_json)


def _status(said: dict[GateStatus, bool]) -> GateStatus | None:
    chosen = [status for status, given in said.items() if given]
    if len(chosen) > 1:
        raise UsageError(f"A gate cannot be {' and '.join(chosen)}.", remedy="Give one of them.")
    return chosen[0] if chosen else None


def _wish(key: str, status: GateStatus, evidence: str, reason: str) -> GateWish:
    from engross.signoff.gates import GateWish  # noqa: PLC0415 - loads the rooms

    return GateWish(_known(key), status, evidence, reason)


def _known(key: str) -> GateKey:
    from engross.records import GATES  # noqa: PLC0415 - keeps `engross --help` quick

    for gate_key in GATES:
        if gate_key == key.strip().lower():
            return gate_key
    wrong = f"There is no gate {key!r}." if key else "Say which gate."
    raise UsageError(wrong, remedy=f"The gates are {', '.join(GATES)}.")


def _record(house: House, run: Run, wish: GateWish, email: str) -> None:
    from engross.pipeline.gatekeeping import record_gate  # noqa: PLC0415 - loads the rooms

    if not email:
        raise UsageError("Say who you are.", remedy="Add --as EMAIL.")
    house.check_has_password(email)
    gates = record_gate(house.services, run.id, wish, email=email, password=opening.password)
    typer.echo(f"{wish.gate}: {_word(gates.status(wish.gate))}, recorded by {email}")
    held = house.held(run.id)
    if held:
        typer.echo(
            f"The files that stay in the firm were made anew (version {held.version}); the letter "
            "is the same."
        )
    _tell_shut(house, gates, run, email)


def _refresh(house: House, run: Run) -> None:
    from engross.pipeline.gatekeeping import bring_up_to_date  # noqa: PLC0415 - loads the rooms

    anew = bring_up_to_date(house.services, run.id)
    typer.echo("The files were made anew." if anew else "The files have everything already.")


def _show(house: House, run: Run, key: str, email: str, *, as_json: bool) -> None:
    from engross.pipeline.gates import gates_of, has_gates  # noqa: PLC0415 - loads the rooms
    from engross.pipeline.subjects import crew_of  # noqa: PLC0415 - the same

    if not has_gates(house.services, run):
        raise UsageError(
            f"{run.id} has no gates: it is not about somebody who becomes a client.",
            remedy="`engross list` shows the runs there are.",
        )
    gates, crew = gates_of(house.services, run), crew_of(house.services, run)
    chosen = _known(key) if key else None
    if chosen == "conflict":
        _show_search(house, run, email, as_json=as_json)
    if as_json:
        if chosen != "conflict":
            printing.print_json(gates)
        return
    from engross.records import GATES  # noqa: PLC0415 - keeps `engross --help` quick

    shut = _shut(house, run)
    for one in (chosen,) if chosen else GATES:
        _print_gate(house, crew, gates, one, shut=one in shut, whole=chosen is not None)
    _tell_shut(house, gates, run, email, shown=chosen)


def _shut(house: House, run: Run) -> Sequence[GateKey]:
    from engross.pipeline.gatekeeping import shut_gates  # noqa: PLC0415 - loads the rooms

    return shut_gates(house.services, run)


def _print_gate(  # noqa: PLR0913 - one of a run's gates, and how much of it
    house: House, crew: CrewSpec, gates: Gates, key: GateKey, *, shut: bool, whole: bool
) -> None:
    from engross.signoff.gates import title_of  # noqa: PLC0415 - loads the rooms

    again = shut and key not in gates.shut
    word = "waits again" if again else _word(gates.status(key))
    typer.echo(f"{'shut' if shut else 'open'}  {key:<11} {title_of(crew, key)}: {word}")
    spec = crew.gates.get(key)
    if spec:
        typer.echo(f"      wanted: {' '.join(spec.evidence.split())}")
    said = [entry for entry in gates.entries if entry.gate == key]
    for entry in said if whole else said[-1:]:
        typer.echo(f"      {_told(house, entry)}")


def _told(house: House, entry: GateEntry) -> str:
    person = house.services.workspace.firm.person(entry.by)
    name = person.name if person else entry.by
    parts = [f"{entry.at:%Y-%m-%d %H:%M} UTC, {name}: {_word(entry.status)}"]
    parts += [f"evidence: {entry.evidence}"] if entry.evidence else []
    parts += [f"reason: {entry.reason}"] if entry.reason else []
    return "; ".join(parts)


def _tell_shut(
    house: House, gates: Gates, run: Run, email: str, *, shown: GateKey | None = None
) -> None:
    """The gates that are still shut and the next command; `shown` is the one just looked at."""
    from engross.signoff.gates import SEARCH_AGAIN  # noqa: PLC0415 - loads the rooms

    shut = _shut(house, run)
    if set(shut) - set(gates.shut):
        typer.echo(SEARCH_AGAIN)
    held = house.held(run.id)
    if shut:
        typer.echo(f"Shut: {', '.join(shut)}. Nothing of {run.id} is signed until they are open.")
        if run.state == "held":
            typer.echo("Next:")
            typer.echo(f"  {printing.gate_command(house, run, shut, email, shown=shown)}")
    else:
        typer.echo("Every gate is open.")
        if held:
            printing.print_next_steps(house, run, held)


def _word(status: GateStatus) -> str:
    from engross.signoff.gates import STATUS_WORDS  # noqa: PLC0415 - loads the rooms

    return STATUS_WORDS[status]


def _show_search(house: House, run: Run, email: str, *, as_json: bool) -> None:
    from engross.pipeline.conflicts import look_at_conflicts  # noqa: PLC0415 - loads the rooms

    found = look_at_conflicts(house.services, run, email)
    if as_json:
        printing.print_json(found)
    else:
        _print_search(found)


def _print_search(found: ConflictSearch) -> None:
    typer.echo(
        f"Searched for {len(found.names)} names of the form among {found.compared} of the firm's: "
        f"{len(found.hits)} found. Never tell the client what was found."
    )
    for hit in found.hits[:_HITS_SHOWN]:
        typer.echo(f"  “{_short(hit.name)}” ({hit.place})")
        typer.echo(f"    “{_short(hit.found)}”, {hit.whose} ({hit.found_place}): {hit.how}")
    if len(found.hits) > _HITS_SHOWN:
        typer.echo(f"  and {len(found.hits) - _HITS_SHOWN} more; --json has all of them")
    if not found.hits:
        typer.echo("  Nothing found opens nothing: a person decides.")


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= 80 else f"{one_line[:77]}..."  # noqa: PLR2004 - a line of a terminal
