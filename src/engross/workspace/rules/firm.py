"""The register: people, rights, clients and matters that fit together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, get_args

from engross.errors import Problem
from engross.records.routing import EscalationKind
from engross.workspace.files import WorkspaceFiles
from engross.workspace.validation import suggestion, unknown
from engross.workspace.yaml_text import Part

ESCALATIONS: Final[tuple[str, ...]] = get_args(EscalationKind)
_SERVER: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")


def people(files: WorkspaceFiles) -> Iterator[Problem]:
    """Who works here and may sign what."""
    yield from _twice(files.firm["people"], lambda person: person["email"], "e-mail address")
    yield from _shared_names(files.firm["people"], "person", ("email", "name"))
    for person in files.firm["people"]:
        for crew in person["signs"]:
            if crew.text and crew.text != "*" and crew.text not in files.specs["crews"]:
                yield crew.problem(unknown("crew", crew.text, files.keys("crews"), "take it out"))
        roles = set(person["roles"].texts)
        if person["signs"].texts and not roles & {"fee_earner", "manager"}:
            yield person["signs"].problem("only a fee_earner or a manager may sign")
        yield from _authority(person, files)


def _authority(person: Part, files: WorkspaceFiles) -> Iterator[Problem]:
    """A limit is for a crew that there is, of somebody who may sign its documents."""
    signs = person["signs"].texts
    for limits in person["authority"]:
        crew = limits.name
        if crew not in files.specs["crews"]:
            yield limits.problem(unknown("crew", crew, files.keys("crews"), "take it out"))
        elif not {"*", crew} & set(signs):
            yield limits.problem(
                f"`{person['name'].text}` may not sign a document of the kind `{crew}`, so a limit "
                f"has no effect: put `{crew}` under `signs`, or take the limit out"
            )


def clients(files: WorkspaceFiles) -> Iterator[Problem]:
    """Every client's and matter's names, and who is responsible."""
    register = files.firm["clients"]
    yield from _twice(register, lambda client: client["key"], "client")
    yield from _twice(register, lambda client: client["name"], "client's name")
    yield from _shared_names(register, "client", ("key", "name"))
    everybody = {p["email"].text.casefold(): p for p in files.firm["people"]}
    references: dict[str, Part] = {}
    for client in register:
        yield from _twice(client["matters"], lambda matter: matter["key"], "matter")
        yield from _shared_names(client["matters"], "matter", ("key", "reference", "title"))
        for matter in client["matters"]:
            yield from _responsible(matter, everybody)
            yield from _twice(matter["workstreams"], lambda stream: stream["key"], "workstream")
            yield from _shared_names(matter["workstreams"], "workstream", ("key", "name"))
            yield from _seen_before(references, matter["reference"], "reference")


def models(files: WorkspaceFiles) -> Iterator[Problem]:
    """The model policy names agents that there are and models that it allows."""
    policy = files.firm["models"]
    allowed = policy["allowed"].texts or ("house",)
    for agent in policy["agents"]:
        if agent.name not in files.specs["agents"]:
            yield agent.problem(unknown("agent", agent.name, files.keys("agents"), "take it out"))
    for model in (policy["default"], *policy["agents"]):
        if model.text and not {"*", model.text} & set(allowed):
            yield model.problem(f"`{model.text}` is not among the models `allowed`")


def correspondence(files: WorkspaceFiles) -> Iterator[Problem]:
    """Mails are handled by people who work here, each kind that there is by one at most."""
    handling = files.firm["handling"]
    everybody = [person["email"].text for person in files.firm["people"]]
    known = {email.casefold() for email in everybody}
    for who in (handling["default"], *handling["escalations"]):
        if who.text and who.text.casefold() not in known:
            near = suggestion(who.text, everybody)
            yield who.problem(f"`{who.text}` is not among the people{near or '; add them there'}")
    for kind in handling["escalations"]:
        if kind.name not in ESCALATIONS:
            listed = f"there are {', '.join(ESCALATIONS)}"
            yield kind.problem(unknown("kind of escalation", kind.name, ESCALATIONS, listed))
    server = files.firm["mailbox"]["server"]
    if server.text and not _SERVER.fullmatch(server.text):
        yield server.problem(
            "write the name alone that your mail server puts first into `Authentication-Results:`, "
            "such as mx.firm.example"
        )
    contacts = {
        contact["email"].text.casefold()
        for client in files.firm["clients"]
        for contact in client["contacts"]
    }
    for address in (*files.firm["mailbox"]["addresses"], files.firm["mailbox"]["from_address"]):
        if address.text and address.text.casefold() in contacts:
            yield address.problem(f"`{address.text}` is a client's contact, and no address of ours")


def column_maps(files: WorkspaceFiles) -> Iterator[Problem]:
    """Every map is for headings that it lists, confirmed by somebody at the firm, and for one."""
    everybody = {p["email"].text.casefold() for p in files.firm["people"]}
    seen: dict[tuple[str, ...], Part] = {}
    for said in files.firm["column_maps"]:
        headings = said["headings"].texts
        for column in said["columns"]:
            for name in (part.strip() for part in column.text.split("+")):
                if headings and name and name not in headings:
                    yield column.problem(unknown("heading", name, headings, "take it out"))
        who = said["confirmed_by"]
        if who.text and who.text.casefold() not in everybody:
            yield who.problem(f"`{who.text}` is not among the people")
        first = seen.setdefault((said["kind"].text, *sorted(headings)), said)
        if first is not said:
            yield said.problem(f"a map for the same headings is on line {first.line} already")


def _responsible(matter: Part, everybody: dict[str, Part]) -> Iterator[Problem]:
    partner, manager = matter["partner"], matter["manager"]
    for who in (partner, manager):
        if who.text and who.text.casefold() not in everybody:
            near = suggestion(who.text, [p["email"].text for p in everybody.values()])
            yield who.problem(f"`{who.text}` is not among the people{near or '; add them there'}")
    person = everybody.get(partner.text.casefold())
    if person is None:
        return
    if "fee_earner" not in person["roles"].texts or not person["signs"].texts:
        yield partner.problem(
            f"`{partner.text}` may not sign anything: under people, the partner of a matter needs "
            "the role fee_earner and a crew in `signs`"
        )


def _shared_names(parts: Part, what: str, own: tuple[str, ...]) -> Iterator[Problem]:
    """The same code for two of them: rows would go to whichever comes first.

    `own` are the keys under which each has its names beside `names_in_records`, the first of them
    the one that people know it by.
    """
    everyone, owners = tuple(parts), dict[str, Part]()
    for part in everyone:
        for key in own:
            owners.setdefault(part[key].text.casefold(), part)
    for part in everyone:
        for name in part["names_in_records"]:
            owner = owners.setdefault(name.text.casefold(), part)
            if name.text and owner is not part:
                known = owner[own[0]].text
                yield name.problem(f"`{name.text}` is a name of the {what} `{known}` already")


def _twice(parts: Part, pick: Callable[[Part], Part], what: str) -> Iterator[Problem]:
    seen: dict[str, Part] = {}
    for part in parts:
        yield from _seen_before(seen, pick(part), what)


def _seen_before(seen: dict[str, Part], part: Part, what: str) -> Iterator[Problem]:
    if part.text:
        first = seen.setdefault(part.text.casefold(), part)
        if first is not part:
            yield part.problem(f"the {what} `{part.text}` is on line {first.line} already")
