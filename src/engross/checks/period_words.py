"""A slot fits its sentence, third part: `last quarter`, `in August` and the figure's period."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from engross.checks.cases import DraftCase, as_at, reporting_period
from engross.checks.measure_words import RULE, name_of
from engross.checks.rules import finding
from engross.checks.sentences import FILLER, Clause, clauses
from engross.records import Fact, Finding, Slot
from engross.uk.dates import MONTHS
from engross.uk.periods import Period, label_for, month, quarter_of

Fits = Callable[[str], bool]
"""Whether words about time may stand beside a figure of that period key."""

_SPELT = r"Q(?P<number>[1-4])|(?P<ordinal>first|second|third|fourth)\squarter"
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_BEFORE_MONTH = (
    r"(?:in|for|during|of|by|since|from|to|until|till|ended|ending|through|and|or|late|early|mid)"
)
_MENTION = re.compile(
    rf"""(?i:(?P<previous>\b(?:last|previous|prior|preceding|past)\s(?:calendar\s)?
            (?P<before>quarter|month|year)\b|\bthe\s(?P<before2>quarter|month|year)\sbefore\b))
    |(?i:(?P<next>\b(?:next|coming|following)\s(?:quarter|month|year)\b))
    |(?i:(?P<current>\b(?:this|the|current|reporting)\s(?:reporting\s|engagement\s)?
            (?P<now>quarter|month|year)\b))
    |(?i:(?P<quarter>\b(?:{_SPELT})\b(?:\s(?:of\s)?(?P<quarter_year>20\d\d))?))
    |(?P<month>(?:\b(?i:(?P<lead>{_BEFORE_MONTH}))\s|,\s)(?P<name>{"|".join(MONTHS)})\b
            (?:\s(?P<month_year>20\d\d))?)
    |(?P<year>\b(?i:in|for|during|of)\s(?P<number_of_year>20\d\d)\b)""",
    re.VERBOSE,
)
_COMPARES = re.compile(
    r"\b(?:from|than|on|over|since|against|versus|with|to)(?:\s(?:the|in|that|those|of|for))*\s*$",
    re.IGNORECASE,
)
_MONTHS_OF_A_YEAR = 12
_AGREED_ONCE = {"budget"}
"""Measures of the engagement year that a sentence may date by when they were agreed."""


@dataclass(frozen=True)
class _Mention:
    start: int
    end: int
    text: str
    fits: Fits


@dataclass(frozen=True)
class _Frame:
    """When the document is about."""

    period: Period
    as_at: dt.date

    @property
    def quarter(self) -> Period:
        return quarter_of(self.period.start)

    @property
    def months_before(self) -> set[str]:
        """What `last month` may mean: before the day of writing, or before the period's month."""
        now = month(self.as_at.year, self.as_at.month)
        return {now.previous().key, self.period.months()[-1].key, *self._before}

    @property
    def _before(self) -> set[str]:
        one = len(self.period.months()) == 1
        return {self.period.previous().key} if one else set()


def wrong_period_words(case: DraftCase) -> Iterator[Finding]:
    """Figures of another quarter, month or year than the words beside them say."""
    period = reporting_period(case.evidence)
    if period is None:
        return
    frame = _Frame(period, as_at(case.evidence) or period.end)
    for line in case.lines:
        facts = {slot: fact for slot, fact in case.facts(line) if _has_period(fact)}
        for clause in clauses(line):
            for fact, said in _misfits(clause, facts, frame):
                yield finding(
                    RULE,
                    line.place,
                    f"{line.quoted} says “{said}”, and {name_of(case.evidence, fact)} is for "
                    f"{_said_period(fact)}.",
                    "Use the figure of the period that is meant, or say the figure's own period.",
                    evidence=[fact.id],
                )


def _misfits(clause: Clause, facts: dict[Slot, Fact], frame: _Frame) -> Iterator[tuple[Fact, str]]:
    """Each figure whose words about time, all of them, speak of another period."""
    beside: dict[Slot, list[_Mention]] = {}
    for mention in _mentions(clause, frame):
        near = _nearest(mention, clause, facts)
        if near is not None:
            beside.setdefault(near, []).append(mention)
    for slot, mentions in beside.items():
        fact = facts[slot]
        if not any(_fits(mention, fact) for mention in mentions):
            yield fact, mentions[0].text


def _nearest(mention: _Mention, clause: Clause, facts: dict[Slot, Fact]) -> Slot | None:
    """The slot that the mention belongs to; none for a mere comparison (`up from last quarter`)."""
    own = [slot for slot in clause.slots if slot in facts]
    if not own:
        return None
    gap = {slot: max(slot.start - mention.end, mention.start - slot.end) for slot in own}
    nearest = min(own, key=gap.__getitem__)
    before = clause.words[: mention.start - clause.start]
    if _COMPARES.search(before) and not _leads_to(mention, nearest, clause):
        return None
    return nearest


def _leads_to(mention: _Mention, slot: Slot, clause: Clause) -> bool:
    """Whether nothing but a possessive stands between: `last quarter's [[...]]`."""
    between = clause.words[mention.end - clause.start : slot.start - clause.start]
    return slot.start >= mention.end and between.strip() in {"", "'s", "\u2019s", "of", "was"}


def _mentions(clause: Clause, frame: _Frame) -> Iterator[_Mention]:
    found = list(_MENTION.finditer(clause.words))
    several = sum(1 for match in found if match["month"]) > 1
    for match in found:
        fits = _fits_of(match, frame, several=several)
        if fits is not None:
            start = clause.start + match.start()
            text = match.group().strip(f" ,{FILLER}")
            yield _Mention(start, start + len(match.group()), text, fits)


def _fits_of(match: re.Match[str], frame: _Frame, *, several: bool) -> Fits | None:
    if match["previous"]:
        return _fits_previous((match["before"] or match["before2"]).lower(), frame)
    if match["current"]:
        return _fits_current(match["now"].lower(), frame)
    if match["next"]:
        return lambda key: not _is_span(key) or Period.parse(key).start > frame.period.end
    if match["quarter"]:
        number = int(match["number"] or _ORDINALS[match["ordinal"].lower()])
        return _fits_named(quarter=number, year=match["quarter_year"])
    if match["month"]:
        return _fits_month(match, several=several)
    return _fits_named(year=match["number_of_year"])


def _fits_previous(unit: str, frame: _Frame) -> Fits:
    if unit == "quarter":
        return lambda key: key == frame.quarter.previous().key
    if unit == "month":
        return lambda key: key in frame.months_before
    return lambda key: _is_span(key) and Period.parse(key).end.year < frame.period.end.year


def _fits_current(unit: str, frame: _Frame) -> Fits:
    if unit == "quarter":
        return lambda key: key == frame.quarter.key or key.startswith("at-")
    if unit == "month":
        now = month(frame.as_at.year, frame.as_at.month).key
        return lambda key: key in {now, frame.period.months()[-1].key} or key.startswith("at-")
    return lambda key: not _is_span(key) or _is_year(Period.parse(key), frame)


def _is_year(span: Period, frame: _Frame) -> bool:
    """Whether it is the twelve months that the report is about."""
    return len(span.months()) >= _MONTHS_OF_A_YEAR and span == frame.period


def _fits_named(*, quarter: int = 0, year: str | None) -> Fits:
    def fits(key: str) -> bool:
        if not _is_span(key):
            return True
        span = Period.parse(key)
        right_year = year is None or int(year) in {span.start.year, span.end.year}
        return right_year and (not quarter or span.key.endswith(f"-Q{quarter}"))

    return fits


def _fits_month(match: re.Match[str], *, several: bool) -> Fits:
    number, year = MONTHS.index(match["name"]) + 1, match["month_year"]
    lead = (match["lead"] or "").lower()

    def fits(key: str) -> bool:
        if not _is_span(key):
            return True
        span = Period.parse(key)
        if year is not None and span.start.year != int(year):
            return False
        if len(span.months()) == 1:
            return span.start.month == number
        closes = lead in {"to", "until", "till", "ended", "ending", "through"}
        opens = lead in {"from", "since"}
        return (
            (closes and span.end.month == number)
            or (opens and span.start.month == number)
            or (several and span.start.month <= number <= span.end.month)
        )

    return fits


def _fits(mention: _Mention, fact: Fact) -> bool:
    return any(mention.fits(key) for key in _keys(fact))


def _keys(fact: Fact) -> tuple[str, ...]:
    """The periods that a figure is about; one worked out from others is about all of theirs."""
    if fact.measure != "derived":
        return (fact.period,)
    return tuple(name.split("/")[1] for name in fact.inputs if name.count("/") > 1)


def _has_period(fact: Fact) -> bool:
    """Whether words about time bind the figure: not a date, a name, or one invoice's amount."""
    return (
        fact.unit not in {"date", "text"}
        and not fact.scope.startswith("invoice:")
        and fact.measure not in _AGREED_ONCE
        and all(_is_span(k) or k.startswith("at-") or k == "engagement" for k in _keys(fact))
    )


def _is_span(key: str) -> bool:
    """Whether the key is a quarter's or a month's."""
    return key[:1].isdigit()


def _said_period(fact: Fact) -> str:
    return " and ".join(dict.fromkeys(label_for(key) for key in _keys(fact)))
