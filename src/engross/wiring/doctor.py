"""Whether this machine and workspace are ready."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator
from typing import NamedTuple

from engross.errors import EngrossError, NoPrinter
from engross.settings import NO_OFFICE, Settings

_LIBRARIES = (
    "crewai", "chromadb", "dbos", "docxtpl", "docx", "openpyxl", "python_calamine", "xlrd",
    "pypdfium2", "pdfplumber", "sqlalchemy", "alembic", "lxml", "openxml_audit", "ooxml_integrity",
    "python_redlines", "python_redlines_docxodus", "imap_tools",
)  # fmt: skip
_MADE_UP = "Penhallow Reeve LLP"
_ROOM_WANTED = 500_000_000
"""Bytes; a run takes a few megabytes, the database's log and the knowledge base the rest."""


class Examined(NamedTuple):
    """One thing that was looked at."""

    what: str
    fine: bool
    found: str
    """What was found, with the remedy when it is not fine."""


def examine(settings: Settings) -> Iterator[Examined]:
    """Everything a run needs, one after the other; a store that is not there yet is made."""
    yield _python()
    yield _libraries()
    yield _room(settings)
    yield _state(settings)
    yield _office(settings)
    yield _mailbox(settings)
    yield from _workspace(settings)


def _python() -> Examined:
    version = ".".join(str(part) for part in sys.version_info[:3])
    fine = (3, 11) <= sys.version_info[:2] < (3, 14)
    return Examined("Python", fine, version if fine else f"{version}; 3.11 to 3.13 are supported")


def _libraries() -> Examined:
    missing = [name for name in _LIBRARIES if importlib.util.find_spec(name) is None]
    found = f"missing: {', '.join(missing)}; install engross again" if missing else "all there"
    return Examined("libraries", not missing, found)


def _room(settings: Settings) -> Examined:
    free = shutil.disk_usage(settings.workspace).free
    found = f"{free / 1e9:.1f} GB free"
    return Examined("disk", free > _ROOM_WANTED, found if free > _ROOM_WANTED else f"only {found}")


def _state(settings: Settings) -> Examined:
    place = settings.state if settings.state.exists() else settings.workspace
    fine = os.access(place, os.W_OK)
    return Examined("state folder", fine, f"{settings.state}{'' if fine else ' is not writable'}")


def _office(settings: Settings) -> Examined:
    """What makes PDFs; without it everything else works."""
    from engross.adapters.office import find_office, office_version  # noqa: PLC0415 - only here

    if settings.office == NO_OFFICE:
        return Examined("PDF", fine=True, found="none wanted (ENGROSS_OFFICE=none)")
    try:
        program = find_office(settings.office)
        found = f"LibreOffice {office_version(program)}, {program}"
    except NoPrinter as error:
        return Examined("PDF", fine=not settings.office, found=f"none will be made. {error}")
    return Examined("PDF", fine=True, found=found)


def _mailbox(settings: Settings) -> Examined:
    """What replies are taken from and drafts put into; without it files and folders do."""
    if not settings.imap:
        return Examined("mailbox", fine=True, found="none set (ENGROSS_IMAP)")
    from engross.adapters.imap import ImapMailbox  # noqa: PLC0415 - only with a mailbox

    try:
        mailbox = ImapMailbox(settings.imap, lambda _name: settings.imap_password)
        if not settings.imap_password:
            found = f"{mailbox.name}: not tried, its password is asked when it is needed"
            return Examined("mailbox", fine=True, found=found)
        found = f"{mailbox.name}, drafts go to {mailbox.drafts_folder()!r}"
    except EngrossError as error:
        return Examined("mailbox", fine=False, found=str(error))
    return Examined("mailbox", fine=True, found=found)


def _workspace(settings: Settings) -> Iterator[Examined]:
    from engross.rendering.templates import contract_problems  # noqa: PLC0415 - loads Word parts
    from engross.workspace.loading import check_workspace  # noqa: PLC0415 - only here

    problems = check_workspace(settings.workspace, contract_problems)
    if problems:
        yield Examined("workspace", fine=False, found=f"{len(problems)} problems: engross check")
        return
    yield Examined("workspace", fine=True, found=str(settings.workspace))
    try:
        yield from _house(settings)
    except EngrossError as error:
        yield Examined("store", fine=False, found=str(error))


def _house(settings: Settings) -> Iterator[Examined]:
    from engross.models.policy import model_for  # noqa: PLC0415 - only here
    from engross.pipeline.verifying import ledger_problems  # noqa: PLC0415 - only here
    from engross.wiring.house import open_house  # noqa: PLC0415 - it imports this package

    with open_house(settings, progress=lambda _words: None) as house:
        services = house.services
        problems = ledger_problems(services)
        lines = len(services.ledger.lines())
        yield Examined("ledger", not problems, problems[0] if problems else f"{lines} lines, whole")
        firm = services.workspace.firm
        made_up = firm.particulars.name == _MADE_UP
        found = f"{firm.particulars.name}, the made-up firm: put in your own" if made_up else ""
        yield Examined("firm", fine=True, found=found or firm.particulars.name)
        for agent in sorted(services.workspace.agents):
            name = model_for(agent, firm.models, settings)
            yield Examined(f"model of {agent}", fine=True, found=name)
        without = [
            p.email for p in firm.people if p.signs and not services.passwords.known(p.email)
        ]
        found = f"no password yet: {', '.join(without)} (engross people password EMAIL)"
        yield Examined("signers", fine=True, found=found if without else "all have a password")
