"""What the firm's own mail server found out about a sender (RFC 8601, RFC 7489).

Only the topmost `Authentication-Results:` counts, and only where its first word is the name that
firm.yaml gives the firm's server: whoever sends a mail can write such lines below it. A server must
take out lines that come in under its own name (RFC 8601, section 5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from engross.intake.incoming.addresses import domain_of

_RESULT: Final = re.compile(r"([a-z0-9-]+)(?:\s*/\s*[0-9]+)?\s*=\s*([a-z]+)(?:\s+(.*))?")
_PROPERTY: Final = re.compile(r"([a-z]+\.[a-z0-9_-]+)\s*=\s*(\S+)")
_NOTHING_TOLD: Final = frozenset('"\\;=()@. ')


class Vouched(NamedTuple):
    """Whether the server says that a mail comes from where it says."""

    fine: bool
    reason: str
    """How it knows, or why not: a sentence for people without its full stop."""


@dataclass(frozen=True)
class _Result:
    method: str
    result: str
    properties: Mapping[str, str]


def vouched(stated: str, server: str, address: str) -> Vouched:
    """What the topmost line says of a mail that bears that address."""
    if not server:
        return Vouched(fine=False, reason="firm.yaml names no mail server of the firm (mailbox)")
    told = _parts(stated)
    if told is None or not stated.strip():
        return Vouched(fine=False, reason=f"{server} says nothing of who sent it")
    if told[0].split()[:1] != [server.lower()]:
        return Vouched(fine=False, reason=f"what is said of who sent it is not said by {server}")
    return _judged(list(_results(told[1:])), server, domain_of(address))


def _judged(results: Sequence[_Result], server: str, domain: str) -> Vouched:
    policy = [each for each in results if each.method == "dmarc"]
    if any(each.result == "fail" for each in policy):
        return Vouched(fine=False, reason=f"{server} says that it does not come from {domain}")
    for each in policy:
        stated = each.properties.get("header.from", domain)
        if each.result == "pass" and domain and stated.rstrip(".") == domain:
            return Vouched(fine=True, reason=f"{server} says dmarc=pass for {domain}")
    for method, source in _SOURCES:
        passed = (each for each in results if each.method == method and each.result == "pass")
        if any(_is_of(each.properties.get(source, ""), domain) for each in passed):
            return Vouched(fine=True, reason=f"{server} says {method}=pass for {domain}")
    return Vouched(fine=False, reason=f"{server} does not say that it comes from {domain}")


_SOURCES: Final = (("spf", "smtp.mailfrom"), ("dkim", "header.d"), ("dkim", "header.i"))


def _is_of(stated: str, domain: str) -> bool:
    """Whether a domain is the sender's own or stands below it, never above it."""
    found = (domain_of(stated) if "@" in stated else stated).rstrip(".")
    return bool(domain) and (found == domain or found.endswith(f".{domain}"))


def _results(parts: Sequence[str]) -> Iterator[_Result]:
    for part in parts:
        if match := _RESULT.fullmatch(part.strip()):
            properties = dict(_PROPERTY.findall(match[3] or ""))
            yield _Result(match[1], match[2], properties)


def _parts(stated: str) -> list[str] | None:
    """The line in small letters, parted at its semicolons; `None` where it cannot be told how.

    Comments are left out, and what stands in quotation marks can be neither a result nor a domain:
    both may repeat what the sender wrote.
    """
    plain: list[str] = []
    depth, quoted, escaped = 0, False, False
    for letter in stated.lower():
        if escaped:
            escaped = False
        elif letter == "\\":
            escaped = True
        elif quoted:
            quoted = letter != '"'
            plain.append("?" if letter in _NOTHING_TOLD else letter)
        elif letter == '"' and not depth:
            quoted = True
        elif letter in "()":
            depth += 1 if letter == "(" else -1
            if depth < 0:
                return None
        elif not depth:
            plain.append(letter)
    return None if depth or quoted or escaped else "".join(plain).split(";")
