"""Names and addresses of header lines, as the standards write them (RFC 5322, section 3.4)."""

from __future__ import annotations

import re
from email.utils import getaddresses
from typing import Final, NamedTuple

_ADDRESS: Final = r"[^\s<>()\[\],;:\"\\@]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?"
_ONE: Final = re.compile(
    rf'(?:(?P<name>"(?:[^"\\]|\\.)*"|[^"<>@,;:\\]*)\s*<(?P<inside>{_ADDRESS})>|(?P<bare>{_ADDRESS}))'
)
_IN_ANGLES: Final = re.compile(r"<([^<>\s]+)>")


class Mailbox(NamedTuple):
    """A name with its address."""

    name: str
    """Without quotation marks; it proves nothing."""
    address: str
    """In small letters."""


def one_mailbox(stated: str) -> Mailbox | None:
    """The only mailbox of a header line; `None` where it holds several, or could be read as two.

    It is stricter than the standard: a name without quotation marks holds no `@ < > , ;`, so that
    no two programs can take different addresses from the line.
    """
    match = _ONE.fullmatch(stated.strip())
    if match is None:
        return None
    name = (match["name"] or "").strip()
    if name.startswith('"'):
        name = re.sub(r"\\(.)", r"\1", name[1:-1])
    return Mailbox(" ".join(name.split()), (match["inside"] or match["bare"]).lower())


def mailboxes(stated: str) -> tuple[Mailbox, ...]:
    """Every mailbox of a header line that has an address."""
    found = getaddresses([stated])
    return tuple(Mailbox(name, address.lower()) for name, address in found if "@" in address)


def message_ids(stated: str) -> tuple[str, ...]:
    """The ids of `References:` and its kind, in order, without `<` and `>`, each once."""
    return tuple(dict.fromkeys(_IN_ANGLES.findall(stated)))


def domain_of(address: str) -> str:
    """What stands behind the `@`, in small letters; empty without one."""
    return address.rpartition("@")[2].lower().rstrip(".") if "@" in address else ""
