"""People of the register: adding one to `firm.yaml` without touching a word of the rest."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engross.errors import StorageError, UsageError, WorkspaceError
from engross.workspace.files import FIRM
from engross.workspace.register import Firm, Person
from engross.workspace.validation import unknown, validate
from engross.workspace.writing import put_file
from engross.workspace.yaml_text import Part, read_yaml, write_yaml


def add_person(  # noqa: PLR0913 - a person's particulars
    root: Path,
    *,
    email: str,
    name: str,
    title: str = "",
    roles: Sequence[str] = ("preparer",),
    signs: Sequence[str] = (),
) -> Person:
    """Write the person at the end of `people` in `firm.yaml`; comments and layout stay.

    Raises:
        UsageError: the address is there already, or the particulars are wrong.
        WorkspaceError: `firm.yaml` has problems.
        StorageError: the disk could not keep the file; it is as it was.
    """
    given = _particulars(email=email, name=name, title=title, roles=list(roles), signs=list(signs))
    before = _text(root)
    firm, part = _register(before)
    person, problems = validate(Part("person", given), Person)
    if person is None:
        raise UsageError("; ".join(f"{p.key}: {p.message}" for p in problems))
    _refuse_unknown_crews(root, person)
    if firm.person(email):
        raise UsageError(f"{email} is in {FIRM} already.", remedy="Change the entry there.")
    after = _with_entry(before, part, given)
    if _register(after)[0] != firm.model_copy(update={"people": (*firm.people, person)}):
        raise UsageError(
            f"{FIRM} is laid out so that nobody can be added safely.",
            remedy="Write `people` as a list with one dash for each person, or add them by hand.",
        )
    _replace(root / FIRM, after)
    return person


def _particulars(**given: Any) -> dict[str, Any]:  # noqa: ANN401 - texts and lists of them
    """What was given, without what is empty."""
    if not given["email"].strip() or "@" not in given["email"]:
        raise UsageError(f"{given['email']!r} is no e-mail address.")
    return {key: value for key, value in given.items() if value}


def _refuse_unknown_crews(root: Path, person: Person) -> None:
    crews = sorted(path.stem for path in (root / "crews").glob("*.yaml"))
    for crew in person.signs:
        if crew not in {"*", *crews}:
            raise UsageError(f"{unknown('crew', crew, crews, 'there are ' + ', '.join(crews))}.")
    if person.signs and not {"fee_earner", "manager"} & set(person.roles):
        raise UsageError(
            "Only a fee_earner or a manager may sign.", remedy="Give one of the roles."
        )


def _text(root: Path) -> str:
    try:
        return (root / FIRM).read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise WorkspaceError(
            f"There is no {FIRM} in {root}.", remedy="`engross init` makes a new workspace."
        ) from error
    except UnicodeDecodeError as error:
        raise WorkspaceError(f"{FIRM} is not UTF-8 text.", remedy="Save it as UTF-8.") from error


def _register(text: str) -> tuple[Firm, Part]:
    part, problems = read_yaml(FIRM, text)
    if problems:
        raise WorkspaceError(problems=problems)
    firm, problems = validate(part, Firm)
    if firm is None:
        raise WorkspaceError(problems=problems)
    return firm, part


def _with_entry(text: str, part: Part, given: dict[str, Any]) -> str:
    """The text with an entry after the last line of the last person."""
    lines = text.splitlines(keepends=True)
    people = tuple(part["people"])
    if not people or not lines[people[-1].line - 1].lstrip().startswith("- "):
        return text
    dash = lines[people[-1].line - 1]
    entry = textwrap.indent(textwrap.dedent(write_yaml([given])), " " * _indent(dash))
    last = _last_line(lines, people[-1].line)
    if not lines[last - 1].endswith("\n"):
        lines[last - 1] += "\n"
    if dash.endswith("\r\n"):
        entry = entry.replace("\n", "\r\n")
    return "".join([*lines[:last], entry, *lines[last:]])


def _last_line(lines: Sequence[str], first: int) -> int:
    """The last line of the list item that begins on that line: the last that stands further in."""
    last = first
    for number, line in enumerate(lines[first:], start=first + 1):
        if line.strip() and _indent(line) <= _indent(lines[first - 1]):
            break
        last = number if line.strip() else last
    return last


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _replace(path: Path, text: str) -> None:
    try:
        put_file(path, text.encode())
    except OSError as error:
        raise StorageError(
            f"{path} could not be written: {error.strerror}.", remedy="It is as it was."
        ) from error
