"""What Excel shows for a value under a number format code (ECMA-376 Part 1, section 18.8.30)."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple

from engross.sources.readers.display_dates import dated
from engross.sources.readers.display_numbers import formatted, general
from engross.sources.readers.display_sections import Code, Section, parse

__all__ = ["BUILT_IN", "GENERAL", "REGION", "Region", "is_date", "shown"]

GENERAL: Final = "General"
"""The format of a cell that was given none."""

SHORT_DATE: Final = "mm-dd-yy"
SHORT_DATE_AND_TIME: Final = "m/d/yy h:mm"
"""Formats 14 and 22 as the specification writes them. Excel shows them as the machine it runs on
writes dates, so that in Britain the first is 14/10/2026."""


class Region(NamedTuple):
    """How a machine writes dates where a format leaves it to the machine."""

    short_date: str
    long_date: str
    time: str


UNITED_KINGDOM: Final = Region("dd/mm/yyyy", "dd mmmm yyyy", "hh:mm:ss")
UNITED_STATES: Final = Region("m/d/yy", "dddd, mmmm d, yyyy", "h:mm:ss AM/PM")

REGION: ContextVar[Region] = ContextVar("REGION", default=UNITED_KINGDOM)
"""The machine's region; a measurement against another country's Excel sets it."""

BUILT_IN: Final[Mapping[int, str]] = MappingProxyType(
    {
        0: GENERAL,
        1: "0",
        2: "0.00",
        3: "#,##0",
        4: "#,##0.00",
        5: '"£"#,##0;-"£"#,##0',
        6: '"£"#,##0;[Red]-"£"#,##0',
        7: '"£"#,##0.00;-"£"#,##0.00',
        8: '"£"#,##0.00;[Red]-"£"#,##0.00',
        9: "0%",
        10: "0.00%",
        11: "0.00E+00",
        12: "# ?/?",
        13: "# ??/??",
        14: SHORT_DATE,
        15: "d-mmm-yy",
        16: "d-mmm",
        17: "mmm-yy",
        18: "h:mm AM/PM",
        19: "h:mm:ss AM/PM",
        20: "h:mm",
        21: "h:mm:ss",
        22: SHORT_DATE_AND_TIME,
        37: "#,##0_);(#,##0)",
        38: "#,##0_);[Red](#,##0)",
        39: "#,##0.00_);(#,##0.00)",
        40: "#,##0.00_);[Red](#,##0.00)",
        41: '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-',
        42: '_-"£"* #,##0_-;-"£"* #,##0_-;_-"£"* "-"_-;_-@_-',
        43: '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-',
        44: '_-"£"* #,##0.00_-;-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-',
        45: "mm:ss",
        46: "[h]:mm:ss",
        47: "mm:ss.0",
        48: "##0.0E+0",
        49: "@",
    }
    # Dates and times of East Asian calendars, which a Western Excel writes in its own way.
    | dict.fromkeys((*range(27, 37), *range(50, 59)), SHORT_DATE)
)
"""Codes of the formats that a file names by number alone, as a British Excel has them."""

_SYSTEM_LONG_DATE = {"F800", "X-SYSDATE"}
_SYSTEM_TIME = {"F400", "X-SYSTIME"}
_NEGATIVE = 1
_ZERO = 2


def shown(
    value: float | Decimal | str | bool | None,  # noqa: FBT001 - a cell's value, not a switch
    code: str,
    *,
    date_1904: bool = False,
) -> str:
    """The text that a cell displays, as wide as it likes.

    A number that is no date of Excel's calendar under a date's format is `########`. Padding
    (`_x`) is one space and filling (`*x`) nothing, as in the text files that Excel writes.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return _text("TRUE" if value else "FALSE", code)
    if isinstance(value, str):
        return _text(value, code)
    number = _number(value)
    if not number.is_finite():
        return "#NUM!"
    return _shown_number(number, code, date_1904=date_1904)


def is_date(code: str) -> bool:
    """Whether numbers under that code are shown as dates, times or durations."""
    return any(section.is_date for section in parse(code).numbers)


def _number(value: float | Decimal) -> Decimal:
    """Excel keeps fifteen digits; the rest is binary dust."""
    return Decimal(f"{value:.15g}")


def _text(text: str, code: str) -> str:
    section = parse(code).text
    if section is None:
        return text
    return "".join(text if part.kind == "text" else part.text for part in section.parts)


def _shown_number(number: Decimal, code: str, *, date_1904: bool) -> str:
    if code == GENERAL:
        return general(number)
    parsed = parse(_regional(code))
    chosen = _chosen(parsed, number)
    if chosen is None:
        return general(number)
    section, signed = chosen
    if section.is_date:
        return dated(_localised(section).parts, number, date_1904=date_1904)
    sign = "-" if signed and number < 0 else ""
    return sign + _plain(section, abs(number))


def _plain(section: Section, size: Decimal) -> str:
    if any(part.kind in {"general", "text"} for part in section.parts):
        return "".join(
            general(size) if part.kind in {"general", "text"} else part.text
            for part in section.parts
        )
    return formatted(section, size)


def _chosen(code: Code, number: Decimal) -> tuple[Section, bool] | None:
    """The section for a number, and whether its sign is still to be written.

    `None` when no section is for it: it is then shown as in a cell of no format.
    """
    sections = code.numbers
    if any(section.condition for section in sections):
        return _by_condition(sections, number)
    if not sections:
        return None
    if number < 0 and len(sections) > _NEGATIVE:
        return sections[_NEGATIVE], False
    if not number and len(sections) > _ZERO:
        return sections[_ZERO], False
    return sections[0], True


def _by_condition(sections: tuple[Section, ...], number: Decimal) -> tuple[Section, bool] | None:
    for at, section in enumerate(sections):
        if section.condition:
            if section.condition.holds(number):
                return section, not section.condition.negative_only
        elif at == len(sections) - 1 and at:
            return section, True
        elif at == _NEGATIVE and number < 0:
            return section, False
        elif at == 0 and number > 0:
            return section, True
    return None


def _regional(code: str) -> str:
    """Formats that are as the machine writes dates, in the machine's way."""
    if code == SHORT_DATE:
        return REGION.get().short_date
    if code == SHORT_DATE_AND_TIME:
        return f"{REGION.get().short_date} h:mm"
    return code


def _localised(section: Section) -> Section:
    if section.locale in _SYSTEM_LONG_DATE:
        return parse(REGION.get().long_date).numbers[0]
    if section.locale in _SYSTEM_TIME:
        return parse(REGION.get().time).numbers[0]
    return section
