"""The gates of onboarding: all named, none made light of, told in the firm alone, one officer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engross.errors import Problem
from engross.records.gates import GATES
from engross.workspace.files import WorkspaceFiles
from engross.workspace.register import REPORTING_OFFICER
from engross.workspace.validation import unknown
from engross.workspace.yaml_text import Part

_ALWAYS_NEEDED: Final = ("conflict", "risk", "identity", "engagement")
"""As `engross.signoff.gates.ALWAYS_NEEDED`, which refuses them whatever stands here."""
_DIMENSION: Final = "gate"


def gates(files: WorkspaceFiles) -> Iterator[Problem]:
    """Every crew about a form names all of them; no other crew has any."""
    for crew in files.specs["crews"].values():
        if crew["subject"].text == "form":
            yield from _of_a_form(crew)
        elif crew["gates"].value:
            yield crew["gates"].problem(
                "only a crew about a form has gates: write `subject: form`, or take them out"
            )
        yield from _tables(crew)


def officer(files: WorkspaceFiles) -> Iterator[Problem]:
    """The firm has one reporting officer where somebody may become its client."""
    named = [p for p in files.firm["people"] if REPORTING_OFFICER in p["roles"].texts]
    for person in named[1:]:
        yield person["roles"].problem(
            f"`{named[0]['email'].text}` is the {REPORTING_OFFICER} already: only one person has "
            "the key by which suspicions are read"
        )
    forms = [c for c in files.specs["crews"].values() if c["subject"].text == "form"]
    if forms and not named:
        yield files.firm["people"].problem(
            f"`{forms[0].file}` takes in new clients, so one person needs the role "
            f"{REPORTING_OFFICER}"
        )


def _of_a_form(crew: Part) -> Iterator[Problem]:
    said = {gate.name: gate for gate in crew["gates"]}
    for name, gate in said.items():
        if name not in GATES:
            yield gate.problem(unknown("gate", name, GATES, "take it out"))
    if missing := [gate for gate in GATES if gate not in said]:
        yield crew["gates"].problem(
            f"a crew about a form names every gate; {', '.join(missing)} "
            f"{'are' if len(missing) > 1 else 'is'} missing"
        )
    for name in _ALWAYS_NEEDED:
        if name in said and said[name]["may_be_not_needed"].value is True:
            yield said[name]["may_be_not_needed"].problem(
                f"the gate `{name}` is always needed: take this line out"
            )


def _tables(crew: Part) -> Iterator[Problem]:
    """What was recorded of the gates stands only in files that stay in the firm."""
    yield from _of_gates(crew["standard_format"], "the document itself")
    for also in crew["also"]:
        if also["leaves"].value is not False:
            yield from _of_gates(also["standard_format"], f"`{also['key'].text}`")


def _of_gates(sections: Part, what: str) -> Iterator[Problem]:
    for section in sections:
        for table in section["tables"]:
            if table["dimension"].text == _DIMENSION:
                yield table["dimension"].problem(
                    f"{what} leaves the firm, and gates are told in the firm alone: put the table "
                    "into a file under `also` with `leaves: false`"
                )
