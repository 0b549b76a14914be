"""Numbers by which registers and the tax authority know a client, read and checked for their form.

A number of the right form may still be another's: only the register itself can tell.
"""

from __future__ import annotations

import re
from typing import Final

_COMPANY: Final = re.compile(
    r"(?:(?:SC|NI|OC|SO|NC|FC|SF|NF|CE|CS|GE|GS|IP|SP|NP|RC|RS|SR|LP|SL|NL|SE|OE|AC|SA|NA|ZC|SZ|NZ"
    r"|IC|SI|NV|PC|ES)[0-9]{6}|R[0-9]{7}|(?:IP|SP|NP|RS)[0-9]{5}[A-Z]|[0-9]{8})"
)
"""Eight characters: figures alone for England and Wales, else a prefix that says which register."""
_SHORT_COMPANY: Final = re.compile(r"[0-9]{5,7}")
_CHARITY: Final = re.compile(r"[0-9]{6,7}(?:-[0-9]{1,3})?|SC[0-9]{6}|NIC[0-9]{6}")
_UTR: Final = re.compile(r"[0-9]{10}")
_PAYE: Final = re.compile(r"[0-9]{3}/[A-Z0-9]{1,10}")
_ACCOUNTS_OFFICE: Final = re.compile(r"[0-9]{3}P[A-Z][0-9]{7}[0-9X]")
_POSTCODE: Final = re.compile(
    r"(GIR|[A-Z](?:[0-9]{1,2}|[A-HJ-Y][0-9]{1,2}|[0-9][A-HJKPSTUW]|[A-HJ-Y][0-9][ABEHMNPRVWXY]))"
    r"([0-9][ABD-HJLNP-UW-Z]{2})"
)
_VAT_WEIGHTS: Final = (8, 7, 6, 5, 4, 3, 2)
_UTR_WEIGHTS: Final = (6, 7, 8, 9, 10, 5, 4, 3, 2)
_UTR_DIGITS: Final = "21987654321"
_BESIDE: Final = re.compile(r"[\s.]+")


def company_number(text: str) -> str:
    """The number as Companies House writes it: `1234567` is `01234567`.

    Leading noughts get lost in spreadsheets, and are put back.

    Raises:
        ValueError: it is not written as one.
    """
    plain = _plain(text)
    if _SHORT_COMPANY.fullmatch(plain):
        plain = plain.zfill(8)
    return _fitting(_COMPANY, plain, text, "a number of Companies House")


def charity_number(text: str) -> str:
    """The number as the regulators of charities write it: `1234567`, `SC012345`, `NIC123456`.

    Raises:
        ValueError: it is not written as one.
    """
    return _fitting(_CHARITY, _plain(text), text, "a charity's number")


def vat_number(text: str) -> str:
    """The number with its country and in groups: `GB 123 4567 82`.

    Its last two figures check the others: modulus 97, from 2010 on also with 55 added (HMRC, VAT
    registration numbers).

    Raises:
        ValueError: it is not written as one, or a figure of it is wrong.
    """
    plain = _plain(text).removeprefix("GB")
    if not re.fullmatch(r"[0-9]{9}(?:[0-9]{3})?", plain):
        raise ValueError(f"{_shown(text)} is not written as a VAT number")
    rest = sum(
        weight * int(digit) for weight, digit in zip(_VAT_WEIGHTS, plain[:7], strict=True)
    ) + int(plain[7:9])
    if rest % 97 and (rest + 55) % 97:
        raise ValueError(f"{_shown(text)} is no VAT number: its check figures do not fit")
    grouped = f"GB {plain[:3]} {plain[3:7]} {plain[7:9]}"
    return f"{grouped} {plain[9:]}" if plain[9:] else grouped


def taxpayer_reference(text: str) -> str:
    """The unique taxpayer reference, ten figures, without its `K` and the three figures before.

    The first figure checks the others, modulus 11 (HMRC's published checker of references).

    Raises:
        ValueError: it is not written as one, or a figure of it is wrong.
    """
    plain = _plain(text).strip("K")
    plain = plain[-10:] if re.fullmatch(r"[0-9]{13}", plain) else plain
    _fitting(_UTR, plain, text, "a unique taxpayer reference")
    weighed = zip(_UTR_WEIGHTS, plain[1:], strict=True)
    if _UTR_DIGITS[sum(weight * int(digit) for weight, digit in weighed) % 11] != plain[0]:
        raise ValueError(f"{_shown(text)} is no taxpayer reference: its check figure does not fit")
    return plain


def paye_reference(text: str) -> str:
    """The employer's PAYE reference: `123/AB456`.

    Raises:
        ValueError: it is not written as one.
    """
    return _fitting(_PAYE, _plain(text), text, "an employer's PAYE reference")


def accounts_office_reference(text: str) -> str:
    """The employer's reference with the accounts office: `123PA00012345`.

    Raises:
        ValueError: it is not written as one.
    """
    plain = _plain(text).replace("/", "")
    return _fitting(_ACCOUNTS_OFFICE, plain, text, "an Accounts Office reference")


def postcode(text: str) -> str:
    """The postcode in capitals, its halves apart: `EX1 1AA`.

    Raises:
        ValueError: it is not written as one.
    """
    found = _POSTCODE.fullmatch(_plain(text))
    if found is None:
        raise ValueError(f"{_shown(text)} is not written as a postcode")
    return f"{found[1]} {found[2]}"


def _fitting(form: re.Pattern[str], plain: str, text: str, what: str) -> str:
    if not form.fullmatch(plain):
        raise ValueError(f"{_shown(text)} is not written as {what}")
    return plain


def _plain(text: str) -> str:
    return _BESIDE.sub("", text).upper()


def _shown(text: str) -> str:
    return f"“{text.strip()[:40]}”"
