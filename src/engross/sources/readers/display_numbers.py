"""Numbers as Excel writes them: General, fixed places, thousands, percent, scientific, fractions.

Sources: ECMA-376 Part 1, sections 18.8.30 and 18.8.31. What they leave open (how General fits
eleven characters, where a fraction's blanks go) is as Excel 2016 writes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import MAX_EMAX, MIN_EMIN, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from itertools import takewhile
from typing import Final, NamedTuple

from engross.sources.readers.display_sections import Part, Section

# The largest number of a workbook has 309 digits before its point.
_EXACT = Context(prec=800, Emax=MAX_EMAX, Emin=MIN_EMIN, rounding=ROUND_HALF_UP)

GENERAL_WIDTH: Final = 11
"""The characters, without its sign, that a number has in a cell of no format."""
_GENERAL_DECIMALS_FROM: Final = -4
_GENERAL_MANTISSA: Final = 5
_GROUP: Final = 3


def general(number: Decimal) -> str:
    """The number in at most eleven characters without its sign, as in a cell of no format."""
    sign = "-" if number < 0 else ""
    size = abs(number)
    if not size:
        return "0"
    power = size.adjusted()
    if power < GENERAL_WIDTH:
        exact = f"{_trimmed(size):f}"
        if len(exact) <= GENERAL_WIDTH:
            return sign + exact
        if power >= _GENERAL_DECIMALS_FROM:
            places = max(0, GENERAL_WIDTH - 2 - max(power, 0))
            fitted = f"{_trimmed(_rounded(size, places)):f}"
            if len(fitted) <= GENERAL_WIDTH:
                return sign + fitted
    return sign + _general_scientific(size)


def _general_scientific(size: Decimal) -> str:
    power = size.adjusted()
    mantissa = _rounded(_EXACT.scaleb(size, -power), _GENERAL_MANTISSA)
    if mantissa.adjusted():  # 9.999999 became 10
        mantissa, power = _EXACT.scaleb(mantissa, -1), power + 1
    return f"{_trimmed(mantissa):f}E{'-' if power < 0 else '+'}{abs(power):02}"


def formatted(section: Section, size: Decimal) -> str:
    """A number without its sign under a section that shows no date."""
    layout = section.layout
    if layout is None:
        return pieced(section.parts, size)
    if layout.percents:
        size = _EXACT.scaleb(size, 2 * layout.percents)
    rounded = _rounded(size, layout.places)
    return layout.before + (f"{rounded:,f}" if layout.grouped else f"{rounded:f}") + layout.after


def pieced(parts: Sequence[Part], size: Decimal) -> str:
    """The same part by part, for any section."""
    kinds = {part.kind for part in parts}
    if "slash" in kinds and (fraction := _fraction_parts(parts)):
        return _as_fraction(fraction, size)
    scaled = _EXACT.scaleb(size, 2 * sum(part.kind == "percent" for part in parts))
    if "exponent" in kinds:
        return _as_scientific(parts, scaled)
    whole, decimals = _at_point(parts)
    commas = _scaling_commas(whole) + _scaling_commas(decimals)
    scaled = _EXACT.scaleb(scaled, -_GROUP * commas)
    return _as_fixed(whole, decimals, scaled)


def _as_fixed(whole: Sequence[Part], decimals: Sequence[Part], size: Decimal) -> str:
    places = _digits(decimals)
    rounded = _rounded(size, places)
    before, _, after = f"{rounded:f}".partition(".")
    return _whole(whole, before.lstrip("0"), decimals) + _decimals(decimals, after)


def _as_scientific(parts: Sequence[Part], size: Decimal) -> str:
    at = next(index for index, part in enumerate(parts) if part.kind == "exponent")
    whole, decimals = _at_point(parts[:at])
    step = max(1, _digits(whole))
    power = size.adjusted() // step * step if size else 0
    mantissa = _rounded(_EXACT.scaleb(size, -power), _digits(decimals))
    if mantissa and mantissa.adjusted() >= step:  # 9.99 became 10.0
        power += step
        mantissa = _rounded(_EXACT.scaleb(size, -power), _digits(decimals))
    before, _, after = f"{mantissa:f}".partition(".")
    sign = "-" if power < 0 else "+" if parts[at].text.endswith("+") else ""
    return (
        _whole(whole, before.lstrip("0"), decimals)
        + _decimals(decimals, after)
        + parts[at].text[0]
        + sign
        + _whole(parts[at + 1 :], str(abs(power)) if power else "", ())
    )


def _at_point(parts: Sequence[Part]) -> tuple[Sequence[Part], Sequence[Part]]:
    """The parts before the decimal point, and those from it on."""
    at = next((index for index, part in enumerate(parts) if part.kind == "point"), len(parts))
    return parts[:at], parts[at:]


def _digits(parts: Sequence[Part]) -> int:
    return sum(part.kind == "digit" for part in parts)


def _scaling_commas(parts: Sequence[Part]) -> int:
    """Commas behind the last digit: each divides by a thousand."""
    last = max((at for at, part in enumerate(parts) if part.kind == "digit"), default=len(parts))
    return sum(1 for _ in takewhile(lambda part: part.kind == "comma", parts[last + 1 :]))


def _is_grouped(whole: Sequence[Part]) -> bool:
    """Whether a comma stands between two digits of the whole part."""
    places = [at for at, part in enumerate(whole) if part.kind == "digit"]
    return bool(places) and any(part.kind == "comma" for part in whole[places[0] : places[-1]])


def _whole(parts: Sequence[Part], number: str, decimals: Sequence[Part]) -> str:
    """The whole part; digits that have no place of their own come before the first."""
    places = _digits(parts)
    if not places:
        # `.00` still shows the pounds of 1.50; a section of words alone shows no number.
        return _literals(parts) + (number if _digits(decimals) else "")
    grouped = _is_grouped(parts)
    text, left, surplus = "", places, max(0, len(number) - places)
    for part in parts:
        if part.kind != "digit":
            text += _literal(part)
            continue
        if left == places:
            for at in range(surplus):
                text += number[at] + _comma(grouped, len(number) - at - 1)
        at = len(number) - left
        shown = number[at] if at >= 0 else _blank(part)
        left -= 1
        text += shown + (_comma(grouped, left, shown) if shown else "")
    return text


def _comma(grouped: bool, digits_after: int, shown: str = "0") -> str:  # noqa: FBT001 - a fact, not a switch
    if not grouped or not digits_after or digits_after % _GROUP:
        return ""
    return " " if shown == " " else ","


def _decimals(parts: Sequence[Part], number: str) -> str:
    """The decimal part from its point on; noughts at the end go where the code has `#`."""
    kept = len(number)
    for part in reversed([part for part in parts if part.kind == "digit"]):
        if part.text == "0" or number[kept - 1] != "0":
            break
        kept -= 1
    text, at = "", 0
    for part in parts:
        if part.kind == "digit":
            text += number[at] if at < kept else _blank(part)
            at += 1
        else:
            text += "." if part.kind == "point" else _literal(part)
    return text


def _blank(part: Part) -> str:
    """What stands in a place for which the number has no digit."""
    return {"0": "0", "?": " "}.get(part.text, "")


def _literal(part: Part) -> str:
    return "" if part.kind == "comma" else part.text


def _literals(parts: Sequence[Part]) -> str:
    return "".join(map(_literal, parts))


class _FractionParts(NamedTuple):
    """A section that shows a fraction, in the order in which it is written."""

    whole: Sequence[Part]
    between: str
    numerator: int
    """Places."""
    denominator: int
    """Places; 0 when it is fixed."""
    fixed: int
    """The denominator of `?/16`, otherwise 0."""
    after: str


def _fraction_parts(parts: Sequence[Part]) -> _FractionParts | None:
    """`None` when the slash stands between no digits and is only a slash."""
    slash = next(at for at, part in enumerate(parts) if part.kind == "slash")
    start = slash
    while start and parts[start - 1].kind == "digit":
        start -= 1
    end = slash + 1
    while end < len(parts) and (parts[end].kind == "digit" or parts[end].text.isdecimal()):
        end += 1
    below = "".join(part.text for part in parts[slash + 1 : end])
    if start == slash or not below:
        return None
    fixed = int(below) if below.isdecimal() else 0
    last = max((at for at in range(start) if parts[at].kind == "digit"), default=-1) + 1
    return _FractionParts(
        whole=parts[:last],
        between=_literals(parts[last:start]),
        numerator=slash - start,
        denominator=0 if fixed else len(below),
        fixed=fixed,
        after=_literals(parts[end:]),
    )


def _as_fraction(layout: _FractionParts, size: Decimal) -> str:
    whole = int(size) if layout.whole else 0
    rest = Fraction(size) - whole
    if layout.fixed:
        above, below = int(rest * layout.fixed + Fraction(1, 2)), layout.fixed
    else:
        nearest = rest.limit_denominator(10**layout.denominator - 1)
        above, below = nearest.numerator, nearest.denominator
    if layout.whole and above == below:
        whole, above = whole + 1, 0
    front = _whole(layout.whole, str(whole) if whole or not above else "", ())
    width = len(str(layout.fixed)) if layout.fixed else layout.denominator
    if layout.whole and not above:
        return front + layout.between + " " * (layout.numerator + 1 + width) + layout.after
    fraction = f"{above:>{layout.numerator}}/{below:<{width}}"
    return front + layout.between + fraction + layout.after


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), context=_EXACT)


def _trimmed(number: Decimal) -> Decimal:
    """Without noughts at the end of its decimals."""
    return number.normalize(_EXACT)


def floored(number: Decimal) -> int:
    """The whole number at or below it."""
    return int(number.to_integral_value(ROUND_FLOOR))
