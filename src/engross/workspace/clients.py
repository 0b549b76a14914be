"""Clients of the register: adding one to `firm.yaml` without touching a word of the rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engross.errors import UsageError
from engross.records import Record
from engross.workspace.files import FIRM
from engross.workspace.register import Client
from engross.workspace.register_file import put_register, register_in, register_text, with_entry
from engross.workspace.validation import validate
from engross.workspace.yaml_text import Part


def add_client(root: Path, client: Client) -> None:
    """Write the client at the end of `clients` in `firm.yaml`; comments and layout stay.

    Raises:
        UsageError: its key, name, number or a matter's reference is there already, or wrong.
        WorkspaceError: `firm.yaml` has problems.
        StorageError: the disk could not keep the file; it is as it was.
    """
    given = _written(client)
    before = register_text(root)
    firm, part = register_in(before)
    checked, problems = validate(Part("client", given), Client)
    if checked is None:
        raise UsageError("; ".join(f"{p.key}: {p.message}" for p in problems))
    for other in firm.clients:
        if taken := next(_alike(checked, other), ""):
            raise UsageError(
                f"{FIRM} has a client with {taken} already: {other.name}.",
                remedy="Give another --key or --reference, or change the entry there.",
            )
    after = with_entry(before, part["clients"], given)
    if register_in(after)[0] != firm.model_copy(update={"clients": (*firm.clients, checked)}):
        raise UsageError(
            f"{FIRM} is laid out so that nobody can be added safely.",
            remedy="Write `clients` as a list with one dash for each client, or add it by hand.",
        )
    put_register(root, after)


def _alike(client: Client, other: Client) -> Iterator[str]:
    if client.key == other.key:
        yield f"the key {client.key}"
    if client.name.casefold() == other.name.casefold():
        yield "that name"
    if client.number and client.number == other.number:
        yield f"the number {client.number}"
    references = {matter.reference.casefold() for matter in other.matters}
    if any(matter.reference.casefold() in references for matter in client.matters):
        yield "a matter of that reference"


def _written(record: Record) -> dict[str, Any]:
    """The record as a file has it, without what is empty or left as it is."""
    given = record.model_dump(mode="json", exclude_defaults=True)
    return {key: value for key, value in given.items() if value not in ("", [], {})}
