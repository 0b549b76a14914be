"""How people and programs write a day, as patterns; what they mean is `engross.uk.dates`'s.

`WHOLE` are the forms that may fill a cell, with the time of day that some programs add. `IN_TEXT`
are those looked for in running text: fewer, because `1.2.10` or `10-12-26` may be much else there.
Months and weekdays match in ASCII alone: without that, the long s of old print passes for an `s`.
"""

from __future__ import annotations

import re

MONTH_NAME = (
    r"(?ai:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
"""A month's name, whole or short."""

_MONTH = f"(?P<month>{MONTH_NAME})"
_WEEKDAY = (
    r"(?P<weekday>(?ai:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?"
    r"|fri(?:day)?|sat(?:urday)?|sun(?:day)?))"
)
_WORDED = (
    rf"(?:{_WEEKDAY}\.?,?\s+(?:the\s+)?)?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[ -]?(?:of\s+)?\s*"
    rf"{_MONTH}\b\.?(?:,?[ -]?\s*(?P<year>[0-9]{{4}}|(?<=-)[0-9]{{2}}|(?<= )[0-9]{{2}}(?=$)))?"
)
_LONG_YEAR = r"(?P<day>[0-9]{1,2})(?P<mark>[/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4})"
_ISO = r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"

IN_TEXT = tuple(
    re.compile(rf"(?<![\w£,./-]){form}(?![\w/]|[.-][0-9])", re.IGNORECASE)
    for form in (_ISO, _LONG_YEAR, _WORDED)
)
"""Days in running text."""

SHORT_YEAR = re.compile(
    r"(?<![\w£,./-])(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{2})(?![\w/]|[.-][0-9])"
)
"""In running text only where a date is expected: `1/2/10` may as well be a fraction or a list."""

_SPOKEN = rf"(?:{_WEEKDAY}\.?,? (?:the )?)?"
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_ORDINAL = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_FIGURES = (
    rf"{_SPOKEN}(?P<day>[0-9]{{1,2}}) ?(?P<mark>[/.-]) ?(?P<month>[0-9]{{1,2}}) ?(?P=mark) ?{_YEAR}"
)
_YEAR_FIRST = r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})"
_RUN_TOGETHER = r"(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
_DAY_FIRST = rf"{_SPOKEN}{_ORDINAL}[ /.-]?(?: ?of )? ?{_MONTH}\.?(?:,?[ /.-]? ?'?{_YEAR})?"
_MONTH_NAMED_FIRST = rf"{_SPOKEN}{_MONTH}\.?[ -]?(?:the )?{_ORDINAL}(?:(?:, ?| |-)'?{_YEAR})?"
_CLOCK = (
    r"(?:(?:T|,? (?:at )?)(?P<hour>[01]?[0-9]|2[0-3])[:.]?(?P<minute>[0-5][0-9])"
    r"(?:[:.]?[0-5][0-9](?:[.,][0-9]{1,9})?)?(?: ?[ap]\.?m\.?)?"
    r" ?(?P<zone>Z|UTC|GMT|BST|[+-][0-9]{2}:?[0-9]{2})?)?"
)

WHOLE = tuple(
    re.compile(form + _CLOCK, re.IGNORECASE | re.ASCII)
    for form in (_YEAR_FIRST, _FIGURES, _RUN_TOGETHER, _DAY_FIRST, _MONTH_NAMED_FIRST)
)
"""Days that fill a whole text whose spaces are single, with a time of day or none."""
