"""Whose accounts a file holds, by what its titles say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from engross.errors import InputError
from engross.intake.accounts.layout import Block
from engross.intake.accounts.words import named
from engross.intake.given import GivenFile, Subject
from engross.intake.kinds import normal
from engross.intake.sections import says
from engross.intake.sheets import Sheet
from engross.records import Finding
from engross.uk.date_forms import MONTH_NAME
from engross.workspace.register import Client

_TITLE_ROWS: Final = 8
"""Rows at the top of a sheet in which a title may stand."""
_COMPANY: Final = re.compile(
    r"(?:[A-Z0-9][\w&'.()-]*\s+(?:(?:and|of|the|&)\s+)?){1,6}"
    r"(?:Limited|LIMITED|Ltd|LTD|LLP|PLC|Plc|plc|CIC)\b\.?"
)
_SUFFIX: Final = re.compile(r"\s(?:limited|ltd|llp|plc|cic)\.?$", re.IGNORECASE)


def check_whose(
    file: GivenFile,
    sheets: Sequence[Sheet],
    tables: Mapping[str, Sequence[Block]],
    subject: Subject,
) -> list[Finding]:
    """Findings where the titles name somebody else, or nobody; `tables` are by sheet.

    Raises:
        InputError: a title names another client of the firm and not this one.
    """
    titles = [text for sheet in sheets for text in _titles(sheet, tables[sheet.title])]
    texts = [*titles, *(sheet.name for sheet in sheets), file.stem]
    ours = _names(subject.client)
    named = any(says(text, ours) for text in texts)
    others = [c for c in subject.firm.clients if c.key != subject.client.key]
    for text in texts:
        if any(says(text, _names(other)) for other in others) and not says(text, ours):
            raise InputError(
                file.name,
                "its title names another client of the firm.",
                remedy=f"Give the accounts of {subject.client.name}.",
            )
    return list(_findings(file, titles, subject, named=named))


def _findings(
    file: GivenFile, titles: Sequence[str], subject: Subject, *, named: bool
) -> Iterator[Finding]:
    firm = (subject.firm.particulars.name, subject.firm.particulars.trading_as or "")
    ours = (*_names(subject.client), *firm)
    strange = dict.fromkeys(
        match.group().strip()
        for text in titles
        for match in _COMPANY.finditer(text)
        if not _ends_with(match.group(), ours)
    )
    for name in strange:
        yield Finding(
            rule="ledger-not-the-clients",
            severity="block",
            place=file.name,
            message=(
                f"A title in {file.name} names “{name}”, and the report is for "
                f"{subject.client.name}."
            ),
            suggestion=(
                "Give the client's own accounts; if it is a name of the client's, add it to "
                "names_in_records in firm.yaml."
            ),
        )
    if not named and not strange:
        yield Finding(
            rule="ledger-not-the-clients",
            severity="warn",
            place=file.name,
            message=f"No title in {file.name} says whose accounts they are.",
            suggestion=f"Check that they are those of {subject.client.name}.",
        )


def _ends_with(company: str, names: Sequence[str]) -> bool:
    """Whether one of the names is the company's in full; words of a title may stand before it."""
    words = normal(_SUFFIX.sub("", company)).split()
    for name in names:
        own = normal(_SUFFIX.sub("", name)).split()
        before = words[: -len(own)]
        if own and words[-len(own) :] == own and all(map(_is_of_title, before)):
            return True
    return False


def _is_of_title(word: str) -> bool:
    """Whether the word is of a title's and not of a name: a month, a year, `accounts`."""
    known = word in named("titles", "words") or any(figure.isdigit() for figure in word)
    return known or re.fullmatch(MONTH_NAME, word) is not None


def _titles(sheet: Sheet, tables: Sequence[Block]) -> Iterator[str]:
    """The words over its first table; without a table, of the first rows that stand alone."""
    if tables:
        yield from tables[0].above
        return
    for row in sheet.rows[:_TITLE_ROWS]:
        texts = [value for value in row.values if value is not None]
        if len(texts) <= 2:  # noqa: PLR2004 - a title, or a label and a name
            yield from (value for value in texts if isinstance(value, str))


def _names(client: Client) -> tuple[str, ...]:
    """The full names and codes that tell the client; not those of one short word alone."""
    names = (client.name, _SUFFIX.sub("", client.name), *client.names_in_records)
    return tuple(dict.fromkeys(names))
