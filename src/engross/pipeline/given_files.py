"""The files that a run is given, opened before anything of it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from engross.errors import InputError, UsageError
from engross.intake import GivenFile, attachment
from engross.pipeline.services import Services
from engross.records import RunInput
from engross.sources import guard
from engross.sources.apart import read_document
from engross.sources.file import SourceFile, bytes_of
from engross.workspace.specs import CrewSpec

_MAIL = ".eml"


def open_files(
    spec: CrewSpec, files: Sequence[tuple[str, Path]], kept: Sequence[RunInput] = ()
) -> list[GivenFile]:
    """The files, by role and path; those that an earlier run has kept are not opened.

    Raises:
        UsageError: the crew takes no such input, fewer of it, or lacks one that it needs.
        InputError: a file is not there or cannot be opened.
    """
    for role, count in _counts(files).items():
        if role not in spec.inputs:
            known = ", ".join(spec.inputs)
            raise UsageError(
                f"{spec.title} takes no input {role!r}.", remedy=f"Give it as one of: {known}."
            )
        if count > 1 and not spec.inputs[role].several:
            raise UsageError(f"{spec.title} takes one file as {role!r}, not {count}.")
    given = {role for role, _ in files} | {one.role for one in kept}
    missing = [
        role for role, wanted in spec.inputs.items() if wanted.required and role not in given
    ]
    if missing:
        wanted = spec.inputs[missing[0]].description
        raise UsageError(
            f"{spec.title} needs the input {missing[0]!r}: {wanted}",
            remedy=f"Add {missing[0]}=PATH.",
        )
    return [_open_one(spec, role, path) for role, path in files]


def kept_files(
    services: Services, spec: CrewSpec, kept: Sequence[RunInput], kind: str
) -> list[GivenFile]:
    """Files of that kind that an earlier run has taken in."""
    return [
        GivenFile(one.file, services.documents.get(one.sha256), role=one.role, kind=wanted.kind)
        for one in kept
        if (wanted := spec.inputs.get(one.role)) and wanted.kind == kind
    ]


def _counts(files: Sequence[tuple[str, Path]]) -> dict[str, int]:
    roles = [role for role, _ in files]
    return {role: roles.count(role) for role in dict.fromkeys(roles)}


def _open_one(spec: CrewSpec, role: str, path: Path) -> GivenFile:
    name, data = _inside_mail(path) or (path.name, bytes_of(path))
    return GivenFile(name, data, role=role, kind=spec.inputs[role].kind)


def _inside_mail(path: Path) -> tuple[str, bytes] | None:
    """The name and bytes of `call.eml#Billing.xlsx`; `None` for a path of a file."""
    mail, mark, wanted = path.name.partition(f"{_MAIL}#")
    if not mark or path.exists():
        return None
    file = SourceFile(mail + _MAIL, bytes_of(path.with_name(mail + _MAIL)))
    guard.check(file, "notes")
    document = read_document(file)
    found = attachment(document, wanted)
    if found is None:
        inside = ", ".join(each.name for each in document.attachments) or "nothing"
        raise InputError(
            file.name,
            f"no file {wanted!r} is attached to it; attached is {inside}.",
            remedy="Write the name as the mail has it, after the #.",
        )
    return f"{file.name}#{found.name}", found.data
