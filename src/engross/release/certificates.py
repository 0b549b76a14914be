"""The certificate: who signed which bytes, when, and what they answered for, on one page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from engross.ooxml.plain_page import Block, Entry, Heading, fits, plain_page
from engross.records import Decision, Finding, HeldDocument, SignedDocument
from engross.release.manifests import (
    MANIFEST,
    PUBLIC_KEY,
    SIGNATURE,
    Asserted,
    LedgerHead,
)

_MOST: Final = 25
"""Entries of a list that are ever tried; a page has room for fewer."""

_ENOUGH: Final = 3
"""Entries of each list that are shown before shorter texts are tried."""

_LONGEST_WORD: Final = 40
"""Characters of a word, which then goes on a line of any letters."""

_LENGTHS: Final = (160, 120, 80, 50)
"""Characters that a text may have, the most that goes on the page first."""


@dataclass(frozen=True)
class Wording:
    """What the certificate says in words that a signed document has not."""

    firm: str = ""
    """Its registered name."""
    document: str = ""
    """`Client report for Wrackline Boatyard Limited, accounts-2026, Q3 2026`."""
    people: Mapping[str, str] = field(default_factory=dict)
    """`Helen Pike, Partner` by e-mail address in small letters."""

    def person(self, email: str) -> str:
        """`Helen Pike, Partner (helen.pike@...)`, or the address alone."""
        name = self.people.get(email.lower(), "")
        return f"{name} ({email})" if name else email


@dataclass(frozen=True)
class Vouching:
    """What vouches for the release."""

    key_id: str
    fingerprint: str
    """The key's words."""
    ledger_head: LedgerHead
    at: dt.datetime
    """When it leaves, in UTC."""


def certificate(
    signed: SignedDocument,
    asserted: Sequence[Asserted],
    vouching: Vouching,
    wording: Wording,
) -> bytes:
    """The certificate as a Word file of one page.

    What does not go on the page is cut with a count; the manifest has all of it.
    """
    firm, blocks = _cut(wording.firm, 120), list[Block]()
    for longest in _LENGTHS:
        parts = _Parts(signed, wording, longest)
        lists = parts.lists(asserted)
        blocks = _fitting(firm, parts.fixed(vouching), lists)
        if fits(firm, blocks) and all(one.is_told for one in lists):
            break
    return plain_page("Certificate of sign-off", firm, blocks)


def _fitting(firm: str, fixed: _Fixed, lists: list[_List]) -> list[Block]:
    """The blocks, and the lists cut to what the page has room for: one entry of each at least."""
    blocks = _laid_out(fixed, lists)
    while not fits(firm, blocks) and any(len(one.shown) > 1 for one in lists):
        longest = max(range(len(lists)), key=lambda at: len(lists[at].shown))
        lists[longest] = lists[longest].shorter()
        blocks = _laid_out(fixed, lists)
    return blocks


@dataclass(frozen=True)
class _List:
    """A heading with entries, of which the last may be left out."""

    heading: str
    shown: tuple[Entry, ...]
    left_out: int = 0

    @property
    def is_told(self) -> bool:
        """Whether enough of it is shown."""
        return not self.left_out or len(self.shown) >= _ENOUGH

    def shorter(self) -> _List:
        return _List(self.heading, self.shown[:-1], self.left_out + 1)

    def blocks(self) -> Iterator[Block]:
        if not self.shown:
            return
        yield Heading(self.heading)
        yield from self.shown
        if self.left_out:
            yield Entry("", f"And {self.left_out} more, all of them in {MANIFEST}.")


@dataclass(frozen=True)
class _Fixed:
    """What always stands on the page, before and after the lists."""

    first: tuple[Block, ...]
    last: tuple[Block, ...]


def _laid_out(fixed: _Fixed, lists: Sequence[_List]) -> list[Block]:
    return [*fixed.first, *(block for one in lists for block in one.blocks()), *fixed.last]


class _Parts:
    """What the certificate is put together from, every text cut to that length."""

    def __init__(self, signed: SignedDocument, wording: Wording, longest: int) -> None:
        self._held, self._decision = signed.held, signed.decision
        self._wording, self._longest = wording, longest

    def _cut(self, text: str) -> str:
        return _cut(text, self._longest)

    def _person(self, email: str) -> str:
        return self._cut(self._wording.person(email))

    def fixed(self, vouching: Vouching) -> _Fixed:
        held, decision, document = self._held, self._decision, self._wording.document
        first: tuple[Block, ...] = (
            Heading("What was signed"),
            *([Entry("Document", self._cut(document))] if document else []),
            Entry("Run", f"{self._cut(held.run)}, {self._version()}"),
            Entry("Template", self._template()),
            Entry("Held", _time(held.held_at)),
            Heading("Who signed it"),
            Entry("Signed by", self._person(decision.by)),
            Entry("Signed", _time(decision.at)),
            Entry("Released", _time(vouching.at)),
            *([Entry("Comment", self._cut(decision.comment))] if decision.comment else []),
        )
        return _Fixed(first, tuple(_proof(held, decision, vouching)))

    def _version(self) -> str:
        held = self._held
        edited = f", edited in Word by {self._person(held.edited_by)}" if held.edited_by else ""
        return f"version {held.version}{edited}"

    def _template(self) -> str:
        used = self._held.template
        if used is None:
            return "not recorded"
        approved = f"approved version {used.version}" if used.version else "not an approved version"
        return f"{self._cut(used.key)}, {approved}, SHA-256 {used.sha256}"

    def lists(self, asserted: Sequence[Asserted]) -> list[_List]:
        answers = tuple(self._answers()) or (Entry("", "None was overridden."),)
        return [
            _list("These files, and no others", tuple(self._files())),
            _list("Blocking findings that the signer answers for", answers),
            _list("Figures typed in Word", tuple(self._typed(asserted))),
            _list("Findings left open", (Entry("", self._left_open()),)),
        ]

    def _files(self) -> Iterator[Entry]:
        for file in self._held.candidate.deliverables:
            stays = "" if file.leaves else " (stays in the firm)"
            told = f"{self._cut(file.name)}{stays}, SHA-256 {file.sha256}"
            yield Entry(f"{file.size:,} bytes", told)

    def _answers(self) -> Iterator[Entry]:
        findings = {finding.id: finding for finding in self._held.findings}
        for override in self._decision.overrides:
            found = findings[override.finding]
            told = self._cut(f"{found.rule}, {found.place}: {found.message}")
            yield Entry(found.id, f"{told} Reason given: {self._cut(override.reason)}")

    def _typed(self, asserted: Sequence[Asserted]) -> Iterator[Entry]:
        for one in asserted:
            told = f"{self._cut(one.place)}: stated by {self._person(one.by)}"
            yield Entry(_cut(one.text, 14), told)

    def _left_open(self) -> str:
        """How many, and no more: the firm's remarks on its own records are not the reader's."""
        answered = {override.finding for override in self._decision.overrides}
        left = [one.severity for one in self._held.findings if one.id not in answered]
        warned = sum(severity != "note" for severity in left)
        if not left:
            return "None."
        return f"{warned} to look at and {len(left) - warned} for the record, kept with the run."


def _list(heading: str, entries: tuple[Entry, ...]) -> _List:
    return _List(heading, entries[:_MOST], max(len(entries) - _MOST, 0))


def _proof(held: HeldDocument, decision: Decision, vouching: Vouching) -> Iterator[Block]:
    head = vouching.ledger_head
    yield Heading("How to prove it")
    yield Entry("Evidence", f"SHA-256 {held.evidence_sha256}")
    yield Entry("Findings", f"SHA-256 {held.findings_sha256} ({_counted(held.findings)})")
    yield Entry("Signed digest", f"SHA-256 {decision.digest}")
    yield Entry("Ledger", f"line {head.number}, {head.hash}")
    yield Entry("Firm's key", f"{vouching.key_id}, in words: {vouching.fingerprint}")
    yield Entry(
        "With Engross",
        "engross verify FOLDER --key KEY, where KEY is the firm's public key. Take it from the "
        f"firm and not from the folder, or ask the firm to read out its words: {PUBLIC_KEY} beside "
        "this page proves nothing by itself.",
    )
    yield Entry(
        "With OpenSSL",
        f"openssl pkeyutl -verify -pubin -inkey KEY -rawin -in {MANIFEST} -sigfile {SIGNATURE}; "
        f"then compare each file's SHA-256 with {MANIFEST}.",
    )


def _counted(findings: Sequence[Finding]) -> str:
    return f"{len(findings)} in all" if findings else "none"


def _cut(text: str, longest: int) -> str:
    """The text in one line of characters that can be printed, with an ellipsis where it is cut."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    plain = " ".join(_shortened(word, _LONGEST_WORD) for word in plain.split())
    return _shortened(plain, longest)


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _time(moment: dt.datetime) -> str:
    """`14 October 2026, 15:04:05 UTC`."""
    utc = moment.astimezone(dt.UTC)
    return f"{utc.day} {utc:%B %Y, %H:%M:%S} UTC"
