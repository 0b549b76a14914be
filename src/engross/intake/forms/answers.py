"""Answers read as what they are meant to be: a number, an address, a day, a name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from engross.intake.crm.remarks import Printable, why_not_printed
from engross.intake.crm.titles import out_of_capitals, parted
from engross.intake.forms.classing import consumer_in, type_in
from engross.sources.texts import one_line
from engross.uk import identifiers
from engross.uk.dates import MONTHS, parse_date

LONGEST: Final = 300
"""Characters of an answer in the record; what is longer is read in the form."""
NOTHING: Final = frozenset({
    "", "-", "--", "n/a", "na", "n a", "none", "nil", "not applicable", "null", "no answer", "tbc",
    "tba", "to follow", "to be confirmed", "unknown", "not known", "don't know", "dont know", "?",
    "anonymous", ".", "x",
})  # fmt: skip
"""Answers that say nothing."""

_EMAIL: Final = re.compile(r"[^\s@<>(),;:\"]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)
_TELEPHONE: Final = re.compile(r"\+?[0-9(][0-9 ()/.-]{7,22}[0-9]")
_NO_ZERO: Final = re.compile(r"[1-9][0-9]{9}")
_FEWEST_DIGITS, _MOST_DIGITS = 9, 15
_POSTCODE: Final = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}\b", re.IGNORECASE)
_REGISTER_NUMBER: Final = re.compile(r"[^\W_][\w ./-]{0,39}")
_DAY_MONTH: Final = re.compile(r"(?:(?P<day>[0-9]{1,2})(?:st|nd|rd|th)? )?(?P<month>[a-z]{3,9})")
_FIGURES: Final = re.compile(r"(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})")
_SMALL: Final = frozenset({"and", "for", "in", "of", "the", "to"})
_YES: Final = frozenset({"yes", "y", "true", "checked", "ticked", "1", "on"})
_NO: Final = frozenset({"no", "n", "false", "unchecked", "0", "off"})


@dataclass(frozen=True)
class Read:
    """What an answer says."""

    value: str = ""
    """As the record has it; empty where it is not what was asked for."""
    checked: str = ""
    """What was looked at: `the form of the number`; empty when nothing can be."""
    problem: str = ""
    """Why it is not taken; the text may be repeated in it."""


def read_answer(kind: str, text: str) -> Read:
    """What the answer says, read as that kind; nothing for an answer that says nothing."""
    if one_line(text).casefold().strip(" .") in NOTHING:
        return Read()
    return KINDS[kind](text.strip())


def says_yes(text: str) -> bool | None:
    """What a yes or no says; `None` for neither."""
    first = re.split(r"[\s,.;:]+", text.strip().casefold(), maxsplit=1)[0]
    return True if first in _YES else False if first in _NO else None


def _text(text: str) -> Read:
    return Read(_cut(one_line(text)))


def _lines(text: str) -> Read:
    """Several lines are told apart by semicolons, unless they end as sentences do."""
    lines = filter(None, (one_line(line) for line in text.split("\n")))
    joined = "".join(f"{line}{' ' if line[-1] in '.!?:;,' else '; '}" for line in lines)
    return Read(_cut(joined.strip(" ;")))


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST].rsplit(' ', maxsplit=1)[0]} ... (the form has more)"


def _yes_no(text: str) -> Read:
    said = says_yes(text)
    return _text(text) if said is None else Read("Yes" if said else "No")


def _printable(text: str, printed_as: Printable) -> Read:
    plain = one_line(text)
    refused = why_not_printed(plain, printed_as)
    return Read(problem=refused) if refused else Read(plain)


def _account(text: str) -> Read:
    return _printable(text.rstrip(" .,"), "account")


def _person(text: str) -> Read:
    """The name as its owner writes it, not in capitals, a title only where one was given."""
    title, name = parted(one_line(text))
    judged = _printable(f"{title} {out_of_capitals(name)}".strip(), "person")
    return judged if judged.value else Read(problem=judged.problem)


def _role(text: str) -> Read:
    """As letters write it: what is all in small letters gets its capitals."""
    plain = one_line(text)
    if plain.islower():
        words = (word if word in _SMALL else word.capitalize() for word in plain.split())
        plain = " ".join(words)
    return _printable(plain, "role")


def _address(text: str) -> Read:
    """In one line; its postcode as the Royal Mail writes it."""
    parts = [part.strip(" ,") for line in text.split("\n") for part in line.split(",")]
    joined = one_line(", ".join(filter(None, parts)))
    found = _POSTCODE.search(joined)
    if found:
        joined = joined.replace(found.group(), _tidied(found.group()))
    if refused := why_not_printed(joined, "address"):
        return Read(problem=refused)
    return Read(joined, "the form of the postcode") if found else Read(joined)


def _tidied(text: str) -> str:
    try:
        return identifiers.postcode(text)
    except ValueError:
        return text  # what looks like one inside an address may be something else


def _email(text: str) -> Read:
    found = _EMAIL.fullmatch(one_line(text).strip("<>").removeprefix("mailto:"))
    if found is None:
        return Read(problem=f"“{_short(text)}” is not written as an e-mail address")
    local, _, domain = found.group().partition("@")
    return Read(f"{local}@{domain.lower()}", "the form of the address")


def _telephone(text: str) -> Read:
    plain = one_line(text)
    digits = sum(character.isdigit() for character in plain)
    if not _TELEPHONE.fullmatch(plain) or not _FEWEST_DIGITS <= digits <= _MOST_DIGITS:
        return Read(problem=f"“{_short(text)}” is not written as a telephone number")
    if _NO_ZERO.fullmatch(plain):
        return Read(problem=f"“{plain}” seems to have lost its leading zero in a spreadsheet")
    return Read(plain)


def _year_end(text: str) -> Read:
    """A day and a month: `31 March`; the last day where only the month is named."""
    plain = one_line(text).casefold().replace(" of ", " ").removeprefix("the ")
    plain = plain.removeprefix("end ")
    try:
        day = parse_date(plain)
    except ValueError:
        return _day_and_month(plain, text)
    return Read(f"{day.day} {MONTHS[day.month - 1]}", "that there is such a day")


def _day_and_month(plain: str, text: str) -> Read:
    wrong = Read(problem=f"“{_short(text)}” is not written as a day and a month")
    if found := _FIGURES.fullmatch(plain):
        day, month = int(found["day"]), int(found["month"])
    elif found := _DAY_MONTH.fullmatch(plain):
        months = [
            n for n, name in enumerate(MONTHS, 1) if name.casefold().startswith(found["month"])
        ]
        month = months[0] if len(months) == 1 else 0
        day = int(found["day"]) if found["day"] else _last_of(month)
    else:
        return wrong
    try:
        dt.date(2000, month, day)
    except ValueError:
        return wrong
    return Read(f"{day} {MONTHS[month - 1]}", "that there is such a day")


def _last_of(month: int) -> int:
    """The last day of the month, of February in a common year; 0 for no month."""
    if not 1 <= month <= len(MONTHS):
        return 0
    following = dt.date(2001 + month // 12, month % 12 + 1, 1)
    return (following - dt.timedelta(days=1)).day


def _of_type(text: str) -> Read:
    found = type_in(text)
    return Read(found) if found else Read(problem=f"“{_short(text)}” is no type of client we know")


def _of_consumer(text: str) -> Read:
    return Read(consumer_in(text))


def _number(read: Callable[[str], str], checked: str) -> Callable[[str], Read]:
    def answer(text: str) -> Read:
        try:
            return Read(read(one_line(text)), checked)
        except ValueError as error:
            return Read(problem=str(error))

    return answer


def _register_number(text: str) -> Read:
    plain = one_line(text)
    if not _REGISTER_NUMBER.fullmatch(plain) or not any(map(str.isdigit, plain)):
        return Read(problem=f"“{_short(text)}” is not written as a number of a register")
    return Read(plain)


def _short(text: str) -> str:
    return one_line(text)[:60]


KINDS: Final[Mapping[str, Callable[[str], Read]]] = {
    "text": _text,
    "words": _lines,
    "list": _lines,
    "service": _lines,
    "yes-no": _yes_no,
    "account": _account,
    "person": _person,
    "role": _role,
    "address": _address,
    "email": _email,
    "telephone": _telephone,
    "year-end": _year_end,
    "client-type": _of_type,
    "consumer": _of_consumer,
    "company-number": _number(identifiers.company_number, "the form of the number"),
    "register-number": _register_number,
    "charity-number": _number(identifiers.charity_number, "the form of the number"),
    "vat-number": _number(identifiers.vat_number, "the check figures"),
    "utr": _number(identifiers.taxpayer_reference, "the check figure"),
    "paye": _number(identifiers.paye_reference, "the form of the reference"),
    "accounts-office": _number(identifiers.accounts_office_reference, "the form of the reference"),
}
"""How each kind of answer of `fields.toml` is read."""
