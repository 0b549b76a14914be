"""Payment details: no account but the firm's own, as firm.yaml has it, stands in a document."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from engross.checks.cases import DocumentCase
from engross.checks.folding import folded
from engross.checks.rules import finding
from engross.records import Finding
from engross.workspace.register import BankDetails

RULE = "payment-details"

_DIGIT_WORDS = {
    "zero": "0",
    "oh": "0",
    "nought": "0",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
}
_DIGIT_WORD = rf"(?:(?:double|triple)[\s-]+)?(?:{'|'.join(_DIGIT_WORDS)})"
_SPELT = re.compile(rf"\b{_DIGIT_WORD}(?:[\s,-]+{_DIGIT_WORD}){{5,}}\b", re.IGNORECASE)
"""Six digits or more in words, said one by one."""
_TIMES = {"double": 2, "triple": 3}

_SORT_CODE = re.compile(r"(?<![\w-])(?P<a>\d\d)-(?P<b>\d\d)-(?P<c>\d\d)(?![\w-])")
_SAID_SORT_CODE = re.compile(
    r"\bsort[\s-]*codes?\b\D{0,30}(\d\d(?P<gap>[ .,/:-]{0,2})\d\d(?P=gap)\d\d)(?!\d)", re.IGNORECASE
)
_ACCOUNT_WORDS = r"(?:\baccount|\bacct|\ba/c|\bsort[\s-]*code|\bbank\b|\bpayee|\bbeneficiary)"
_ACCOUNT = re.compile(
    rf"{_ACCOUNT_WORDS}[^\d\n]{{0,30}}(?:\d\d[ .,/-]?\d\d[ .,/-]?\d\d\D{{1,25}})?"
    r"(?P<number>(?:\d[ -]?){7}\d)(?![\d.,]*\d)",
    re.IGNORECASE,
)
_NO_ACCOUNT = re.compile(
    r"\b(?:invoice|inv|order|company|registered|registration)\b|£", re.IGNORECASE
)
"""Between the word and the number, these say that the number is something else."""
_BESIDE_SORT_CODE = re.compile(r"\D{0,25}?(?<!\d)(?P<number>(?:\d[ -]?){7}\d)(?!\d)")
_IBAN = re.compile(r"(?<!\w)(?=([A-Z]{2})\d{2})((?:[ -]?[A-Z0-9]){15,34})(?!\w)", re.IGNORECASE)
_IBAN_LENGTHS = {
    **dict.fromkeys(("GB", "IE", "DE", "BG", "GE", "ME", "RS"), 22),
    **dict.fromkeys(("FR", "IT", "GR", "MC", "SM"), 27),
    **dict.fromkeys(("ES", "SE", "CZ", "SK", "RO", "TN"), 24),
    **dict.fromkeys(("PL", "HU", "CY"), 28),
    **dict.fromkeys(("AT", "LT", "EE"), 20),
    **dict.fromkeys(("CH", "LV", "HR", "LI"), 21),
    **dict.fromkeys(("NL", "DK", "FI"), 18),
    "BE": 16,
    "NO": 15,
    "LU": 20,
    "PT": 25,
    "MT": 31,
    "SI": 19,
    "IS": 26,
    "TR": 26,
    "AE": 23,
}
"""Characters of the numbers of the countries that we pay most (SWIFT's IBAN registry)."""
_CARD = re.compile(r"(?<![\w.,-])[3-6](?:[ -]?\d){12,18}(?![\w]|[.,]\d)")
_PAYING = re.compile(
    r"\b(?:pay|paid|payable|payments?|invoices?|bank|account|acct|sort|bacs|transfers?|remit)\b",
    re.IGNORECASE,
)
_IBAN_DIVISOR = 97


def foreign_payment_details(case: DocumentCase) -> Iterator[Finding]:
    """Sort codes, account, card and international numbers that are not of the firm's own account.

    Quotations are looked at too: an order to pay elsewhere usually comes in somebody's words.
    """
    own = _own_numbers(case.firm.bank)
    before = ""
    for place, text in case.placed:
        found_here = dict.fromkeys(payment_numbers(text, before))
        before = text
        for found in found_here:
            if _bare(found) not in own:
                yield finding(
                    RULE,
                    place,
                    f"{found} is an account to pay to, or a part of one, that is not the firm's.",
                    "Treat it as a fraud until you have rung somebody whom you know, on a number "
                    "that you had before. Then take it out of the source and run again: the "
                    "firm's own bank details are printed from firm.yaml alone.",
                )


def payment_numbers(text: str, before: str = "") -> Iterator[str]:
    """Every number of the text that looks like one to pay to; `before` may say what it is."""
    plain = _SPELT.sub(lambda match: _said_digits(match.group()), folded(text))
    for match in _SORT_CODE.finditer(plain):
        after = _BESIDE_SORT_CODE.match(plain, match.end())
        if after or (_PAYING.search(f"{before} {plain}") and not _is_date(match)):
            yield match.group()
        if after:
            yield after["number"].strip()
    for match in _SAID_SORT_CODE.finditer(plain):
        yield match.group(1)
    for match in _ACCOUNT.finditer(plain):
        if not _NO_ACCOUNT.search(plain[match.start() : match.start("number")]):
            yield match["number"].strip()
    yield from filter(None, (_iban(match) for match in _IBAN.finditer(plain)))
    yield from (m.group() for m in _CARD.finditer(plain) if _is_card(_bare(m.group())))


def _own_numbers(bank: BankDetails) -> frozenset[str]:
    return frozenset({_bare(bank.sort_code), _bare(bank.account_number)})


def _bare(number: str) -> str:
    return re.sub(r"[\W_]", "", number).upper()


def _said_digits(words: str) -> str:
    digits, times = [], 1
    for word in re.split(r"[\s,-]+", words.casefold()):
        if word in _TIMES:
            times = _TIMES[word]
        else:
            digits.append(_DIGIT_WORDS[word] * times)
            times = 1
    return "".join(digits)


def _is_date(match: re.Match[str]) -> bool:
    """Whether it reads as a day in one order or another: `14-10-26`, `26-10-14`."""
    first, second, third = (int(match[name]) for name in "abc")
    orders = ((third, second, first), (third, first, second), (first, second, third))
    return any(_is_day(*order) for order in orders)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        dt.date(2000 + year, month, day)
    except ValueError:  # no calendar has that day
        return False
    return True


def _iban(match: re.Match[str]) -> str:
    """The number at the beginning of the match whose check digits are right; empty for none."""
    bare = _bare(match.group(2))
    size = _IBAN_LENGTHS.get(match.group(1).upper(), len(bare))
    number = bare[:size]
    digits = "".join(str(int(character, 36)) for character in number[4:] + number[:4])
    return number if len(number) == size and int(digits) % _IBAN_DIVISOR == 1 else ""


def _is_card(number: str) -> bool:
    """Luhn's check digit, ISO/IEC 7812-1."""
    doubled = [int(d) * (2 if n % 2 else 1) for n, d in enumerate(reversed(number))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0  # noqa: PLR2004 - digits of d
