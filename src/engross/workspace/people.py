"""People of the register: adding one to `firm.yaml` without touching a word of the rest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engross.errors import UsageError
from engross.workspace.files import FIRM
from engross.workspace.register import Person
from engross.workspace.register_file import put_register, register_in, register_text, with_entry
from engross.workspace.validation import unknown, validate
from engross.workspace.yaml_text import Part


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
    before = register_text(root)
    firm, part = register_in(before)
    person, problems = validate(Part("person", given), Person)
    if person is None:
        raise UsageError("; ".join(f"{p.key}: {p.message}" for p in problems))
    _refuse_unknown_crews(root, person)
    if firm.person(email):
        raise UsageError(f"{email} is in {FIRM} already.", remedy="Change the entry there.")
    after = with_entry(before, part["people"], given)
    if register_in(after)[0] != firm.model_copy(update={"people": (*firm.people, person)}):
        raise UsageError(
            f"{FIRM} is laid out so that nobody can be added safely.",
            remedy="Write `people` as a list with one dash for each person, or add them by hand.",
        )
    put_register(root, after)
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
