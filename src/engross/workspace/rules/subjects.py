"""What a crew is about, and its period or none, fits what it is given and prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engross.errors import Problem
from engross.workspace.files import WorkspaceFiles
from engross.workspace.yaml_text import Part

_WITHOUT_PERIOD: Final = {"", "as-at", "engagement", "proposal", "any"}
"""The periods of tables and columns that a document about no period has."""
_SINGLE: Final = {"mail": "mail", "form": "form"}
"""The subjects that are one file, each with the kind of that file."""
_CALLED: Final = {"crm": "a CRM export", "mail": "a single mail", "form": "a form"}


def subjects(files: WorkspaceFiles) -> Iterator[Problem]:
    """Every crew's subject against its inputs, and its period against its tables."""
    for crew in files.specs["crews"].values():
        about = crew["subject"].text
        if about == "deal":
            yield from _about_a_deal(crew, _given(crew, "crm"))
        for subject, kind in _SINGLE.items():
            if about == subject:
                yield from _about_one(crew, subject, kind)
            else:
                yield from _without(crew, kind, f"is read by a crew with `subject: {subject}`")
        if about not in {"deal", "form"}:
            yield from _without(crew, "crm", "is read for one of its deals: write `subject: deal`")
        if crew["period"].text == "none":
            yield from _without_period(crew)


def _given(crew: Part, kind: str) -> list[Part]:
    return [given for given in crew["inputs"] if given["kind"].text == kind]


def _without(crew: Part, kind: str, reason: str) -> Iterator[Problem]:
    for given in _given(crew, kind):
        yield given["kind"].problem(f"{_CALLED[kind]} {reason}, or take this input out")


def _about_one(crew: Part, subject: str, kind: str) -> Iterator[Problem]:
    """It is the run's one required file of that kind, and its document is of its own day."""
    given = _given(crew, kind)
    if len(given) != 1:
        yield crew["subject"].problem(
            f"a crew about a {subject} needs one input with `kind: {kind}`, and no more"
        )
    for one in given:
        if one["required"].value is False:
            yield one["required"].problem(
                f"without it there is no {subject} to write about: it must be required"
            )
        if one["several"].value is True:
            yield one["several"].problem(
                f"a run is about one {subject}; many are made by a batch: take `several` out"
            )
    if crew["period"].text != "none":
        yield crew["subject"].problem(
            f"a document about a {subject} is about its own day: write `period: none`"
        )


def _about_a_deal(crew: Part, exports: list[Part]) -> Iterator[Problem]:
    """It is found in one input, which may be several tables: deals, accounts, contacts."""
    if len(exports) != 1:
        yield crew["subject"].problem(
            "a crew about a deal needs one input with `kind: crm`, the export that has it"
        )
    for given in exports:
        if given["required"].value is False:
            yield given["required"].problem(
                "without the CRM export there is no deal: it must be required"
            )
        if given["several"].value is not True:
            yield given.problem(
                "a CRM exports deals, accounts and contacts apart: write `several: true`"
            )


def _without_period(crew: Part) -> Iterator[Problem]:
    for section in crew["standard_format"]:
        for table in section["tables"]:
            for part in (table["period"], *(column["period"] for column in table["columns"])):
                if part.text not in _WITHOUT_PERIOD:
                    yield part.problem(
                        f"the document is about no period (`period: none`), so it has no "
                        f"`{part.text}`; there are {', '.join(sorted(_WITHOUT_PERIOD - {''}))}"
                    )
