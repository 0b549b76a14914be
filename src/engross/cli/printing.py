"""How runs, findings and figures read at a terminal."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import typer

from engross.cli.waiting import print_mail

if TYPE_CHECKING:
    from engross.records import Finding, GateKey, HeldDocument, Record, ReleasedDocument, Run
    from engross.wiring import House


def print_outcome(house: House, run: Run) -> None:
    """What became of a run, where its files are, and what to do next."""
    print_heading(house, run)
    print_mail(house, run)
    held = house.held(run.id)
    if held is None:
        return
    print_files(house, run, held)
    print_findings([f for f in held.findings if f.severity != "note"], indent="    ")
    if any(f.severity == "note" for f in held.findings):
        typer.echo(f"    notes: engross show {run.id}")
    print_next_steps(house, run, held)


def print_heading(house: House, run: Run) -> None:
    """How a run stands and what it is about."""
    typer.echo(f"{run.state.capitalize()}: {run.id}  ({describe(house, run)})")
    if run.reason:
        typer.echo(f"  {run.reason}")


def print_files(house: House, run: Run, held: HeldDocument) -> None:
    """Where a held document's files are, and how many findings there are."""
    folder = house.services.folder(run)
    typer.echo(f"  review copy  {house.shown(folder / held.candidate.review_copy.name)}")
    for file in held.candidate.deliverables:
        kind = "candidate   " if file.leaves else "in the firm "
        typer.echo(f"  {kind} {house.shown(folder / 'candidate' / file.path)}")
    if held.pages:
        typer.echo(f"  pages        {house.shown(folder / held.pages.name)}")
    if held.redline:
        typer.echo(f"  redline      {house.shown(folder / held.redline.name)}")
    if held.data_quality:
        typer.echo(f"  data quality {house.shown(folder / held.data_quality.name)}")
    typer.echo(f"  findings     {counted(held.findings)}")


def print_released(house: House, released: ReleasedDocument) -> None:
    """Where the released files are."""
    folder = house.services.workspace.root / released.folder
    typer.echo(f"Released: {house.shown(folder)}")
    if _makes_a_client(house, released.run):
        typer.echo("Next:")
        typer.echo(
            f"  engross clients add {released.run} --reference REFERENCE --as EMAIL    (an admin "
            "takes the client into firm.yaml)"
        )


def _makes_a_client(house: House, run: str) -> bool:
    """Whether the run is about somebody whom firm.yaml does not have yet, and has gates."""
    from engross.pipeline.gates import has_gates  # noqa: PLC0415 - loads the rooms
    from engross.pipeline.subjects import own_subject  # noqa: PLC0415 - the same

    found = house.services.runs.get(run)
    own = own_subject(house.services, found)
    return own is not None and own.prospect and has_gates(house.services, found)


def print_next_steps(house: House, run: Run, held: HeldDocument) -> None:
    """The commands that the reader may want now; none once somebody has decided."""
    if run.state != "held" or run.superseded_by:
        return
    from engross.pipeline.starting import told_of_others  # noqa: PLC0415 - loads the rooms

    for told in told_of_others(house.services, run):
        typer.echo(told)
    signer = house.signer(run)
    blocks = [f for f in held.findings if f.severity == "block"]
    overrides = "".join(f' --override {f.id}="your reason, in a sentence"' for f in blocks)
    typer.echo("Next:")
    if not house.services.passwords.known(signer):
        typer.echo(f"  engross people password {signer}    (once)")
    if _lacks_a_preparer(house, run):
        typer.echo(
            f"  engross rerun {run.id} --by EMAIL    (nobody said who started it, and whoever did "
            "may not sign it)"
        )
    elif shut := _gates_shut(house, run):
        typer.echo(f"  {gate_command(house, run, shut)}    (shut: {', '.join(shut)})")
        typer.echo(
            f"  engross gate {run.id}    (all eight; the letter is signed once all are open)"
        )
    elif house.may_be_signed(blocks):
        typer.echo(f"  engross sign {run.id} --as {signer}{_version(house, run, held)}{overrides}")
    typer.echo(f"  engross return-file {run.id} FILE --as {signer}    (the review copy, edited)")
    typer.echo(f'  engross return {run.id} --as {signer} --comment "..."')


def gate_command(
    house: House,
    run: Run,
    shut: Sequence[GateKey],
    email: str = "",
    *,
    shown: GateKey | None = None,
) -> str:
    """The command that opens the first gate that is shut, or `shown`, the one just looked at.

    The conflict search is looked at before its gate is recorded.
    """
    gate = shown if shown in shut else shut[0]
    who = email or house.signer(run)
    if gate == "conflict" and shown != gate:
        return f"engross gate {run.id} {gate} --as {who}"
    return f'engross gate {run.id} {gate} --done --evidence "where it is kept" --as {who}'


def _gates_shut(house: House, run: Run) -> Sequence[GateKey]:
    """The gates that keep the run from being signed; none where none does."""
    from engross.pipeline.gatekeeping import shut_gates  # noqa: PLC0415 - loads the rooms

    return shut_gates(house.services, run)


def _lacks_a_preparer(house: House, run: Run) -> bool:
    """Whether nobody may sign the run, since it is not known who is to be kept from it."""
    from engross.pipeline.subjects import crew_of  # noqa: PLC0415 - loads the rooms

    return not run.started_by and crew_of(house.services, run).sign_off.not_the_preparer


def _version(house: House, run: Run, held: HeldDocument) -> str:
    from engross.pipeline.deciding import version_to_name  # noqa: PLC0415 - loads the rooms

    version = version_to_name(house.services, run, held)
    return f" --version {version}" if version else ""


def describe(house: House, run: Run) -> str:
    """Client, matter and period of a run in words; a prospect's name too, a stranger's never."""
    from engross.pipeline.subjects import called  # noqa: PLC0415 - loads the rooms
    from engross.pipeline.waiting import sender_of  # noqa: PLC0415 - the same
    from engross.uk.periods import label_for  # noqa: PLC0415 - only where a run is shown

    name, matter = called(house.services, run)
    if run.message:
        name = sender_of(house.services, run)
    return f"{name}, {matter}, {label_for(run.period)}"


def counted(findings: Iterable[Finding]) -> str:
    """`1 block, 2 warn, 5 note`."""
    numbers = Counter(finding.severity for finding in findings)
    return ", ".join(f"{numbers[severity]} {severity}" for severity in ("block", "warn", "note"))


def print_findings(findings: Iterable[Finding], *, indent: str = "  ") -> None:
    """One finding a line, with its suggestion beneath."""
    for finding in findings:
        typer.echo(
            f"{indent}{finding.severity:<5} {finding.id} {finding.rule}: {finding.place}: "
            f"{finding.message}"
        )
        if finding.suggestion:
            typer.echo(f"{indent}      {finding.suggestion}")


def print_json(record: Record | list[Record]) -> None:
    """The record, or a list of them, as JSON."""
    if isinstance(record, list):
        typer.echo(json.dumps([r.model_dump(mode="json") for r in record], indent=2))
    else:
        typer.echo(record.model_dump_json(indent=2))
