"""Columns whose heading is no known name: what they may mean, and what speaks for it.

A proposal rests on words that are near to a known name, and on values that fit: days, amounts,
hours, or the firm's own people, clients and matters. Nobody has confirmed it; whoever uses one
says so.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice
from typing import Final, Literal, NamedTuple

from engross.intake.headings import HeadingRow, Headings
from engross.intake.sheets import Sheet
from engross.intake.values import RegisterNames, fit, is_part_of_one
from engross.intake.vocabulary import Vocabulary
from engross.sources.sheets import Value
from engross.workspace.register import Firm

_SAMPLE: Final = 50
"""Rows whose values are looked at."""
_LIKE: Final = 0.85
"""How like two words must be to be one word, written twice."""
_SHORT: Final = 4
"""Letters up to which a word is only like itself."""
_NEAR: Final = 0.5
_NEARER: Final = 0.65
"""How near a heading must be to a known name: to be a guess, and to be likely."""
_FITTING: Final = 0.8
"""Share of a column's values that must fit."""
_ENOUGH: Final = 3
"""Values that a column must have for them alone to speak for it."""
_BY_VALUES_ALONE: Final = {"days": "days", "hours": "numbers of hours", "amounts": "amounts"}
_FROM_REGISTER: Final = {"people": "people", "clients": "clients", "matters": "matters"}
_VAGUE: Final = 0.5
"""The weight of a word that many headings have."""


class Proposal(NamedTuple):
    """A column that may have a meaning."""

    meaning: str
    column: int
    certainty: Literal["likely", "guessed"]
    reason: str
    """What speaks for it, for a fee-earner: `its heading is like “fee earner”`."""
    score: float
    """For comparing proposals: the nearness of the name, and how many values fit."""


@dataclass(frozen=True)
class Proposer:
    """Proposes meanings for the columns of one sheet."""

    sheet: Sheet
    firm: Firm | None = None

    @cached_property
    def register(self) -> RegisterNames:
        """The names that the register has."""
        return RegisterNames.of(self.firm)

    @cached_property
    def _looked_at(self) -> dict[int, _Values]:
        """By heading row, the values below it, so that each is looked at once."""
        return {}

    def for_missing(
        self, heading: HeadingRow, headings: Headings, known: Vocabulary
    ) -> tuple[Proposal, ...]:
        """One column each for what a table needs and has not; of the rest only what is likely."""
        missing = set(headings.missing)
        wanted = [m for m in headings.kind.wants if m not in headings.columns]
        stand_ins = {s for need in missing for s in headings.kind.instead.get(need, ())}
        meanings = [*missing, *stand_ins, *wanted]
        if not meanings:
            return ()
        found = [
            proposal
            for proposal in self.proposals(heading, headings, known)
            if proposal.meaning in missing | stand_ins
            or (proposal.meaning in wanted and self._is_usable(proposal, headings))
        ]
        return tuple(_without_second_stand_in(found, headings))

    def proposals(
        self, heading: HeadingRow, headings: Headings, known: Vocabulary
    ) -> tuple[Proposal, ...]:
        """Every proposal for columns that were not used, one a column and one a meaning."""
        taken = {c for meaning in headings.columns for c in headings.cells(meaning)}
        free = [
            column
            for column, name in enumerate(heading.names)
            if name and column not in taken | headings.sensitive
        ]
        values = self._looked_at.setdefault(heading.row.number, _Values(heading, self.register))
        meanings = [
            meaning
            for meaning in headings.kind.columns
            if meaning not in headings.columns and meaning not in known.sensitive
        ]
        columns = _Columns(heading, tuple(free), values, known, headings)
        candidates = [p for m in meanings for p in columns.candidates(m)]
        return tuple(_one_each(sorted(candidates, key=lambda p: -p.score)))

    def _is_usable(self, proposal: Proposal, headings: Headings) -> bool:
        """Whether what is only wanted may be used: whose a row is, or what is likely."""
        return proposal.certainty == "likely" and (
            proposal.meaning not in headings.kind.instead or not headings.has(proposal.meaning)
        )


@dataclass(frozen=True)
class _Values:
    """The values below a heading row, and what they look like."""

    heading: HeadingRow
    register: RegisterNames
    _samples: dict[int, list[Value]] = field(default_factory=dict)
    _fits: dict[tuple[int, str], float | None] = field(default_factory=dict)

    def of(self, column: int) -> list[Value]:
        """The first values of a column."""
        if column not in self._samples:
            below = islice(self.heading.below(), _SAMPLE)
            values = (row.values[column] for row in below if column < len(row.values))
            self._samples[column] = [value for value in values if value not in (None, "")]
        return self._samples[column]

    def fit(self, column: int, shape: str) -> float | None:
        """The share of a column's values that are of the shape; `None` when they cannot tell."""
        if (column, shape) not in self._fits:
            self._fits[column, shape] = fit(shape, self.of(column), self.register)
        return self._fits[column, shape]


@dataclass(frozen=True)
class _Columns:
    """The columns of a table that nothing is known of."""

    heading: HeadingRow
    free: tuple[int, ...]
    """Those that have no meaning yet."""
    values: _Values
    known: Vocabulary
    headings: Headings

    def candidates(self, meaning: str) -> Iterator[Proposal]:
        """Each column that may have the meaning."""
        for column in self.free:
            proposal = self._proposal(meaning, column)
            if proposal is not None:
                yield proposal

    def _proposal(self, meaning: str, column: int) -> Proposal | None:
        shape = self.known.shape(meaning)
        fitting = self.values.fit(column, shape)
        if fitting is not None and fitting < _FITTING:
            return None
        name, near = self._nearest(meaning, self.heading.names[column])
        if not self._basis_allows(meaning, self.heading.names[column]):
            return None
        if fitting is not None and shape in _FROM_REGISTER:
            reason = f"its values are {_FROM_REGISTER[shape]} of firm.yaml"
            return Proposal(meaning, column, "likely", reason, 1 + near)
        if near >= _NEAR and (shape == "days" or not self._share_only_vague(name, column)):
            said = meaning in self.known.bases and self._says_basis(meaning, column)
            if not said and self._is_like_one_taken(column, near):
                return None
            return self._by_name(meaning, column, name, near, fitting)
        return self._by_values(meaning, column, shape, fitting)

    def _by_name(
        self, meaning: str, column: int, name: str, near: float, fitting: float | None
    ) -> Proposal | None:
        if fitting is None and near < _NEARER:
            return None
        reason = f"its heading is like “{name}”"
        if fitting is not None:
            reason = f"{reason} and its values fit"
        sure = near >= _NEARER and fitting is not None
        if meaning in self.known.bases and not self._says_basis(meaning, column):
            sure = False
            reason = f"{reason}; it does not say whether VAT is in it"
        return Proposal(meaning, column, "likely" if sure else "guessed", reason, near)

    def _by_values(
        self, meaning: str, column: int, shape: str, fitting: float | None
    ) -> Proposal | None:
        """What is needed, from the one column whose values are such."""
        needed = meaning in self.headings.missing or any(
            meaning in self.headings.kind.instead.get(need, ()) for need in self.headings.missing
        )
        if not needed or shape not in _BY_VALUES_ALONE or fitting is None:
            return None
        if meaning in self.known.bases or not self._is_only_one(column, shape):
            return None
        if not speaks_alone(shape, self.values.of(column)):
            return None
        reason = f"it is the only column of {_BY_VALUES_ALONE[shape]} that has no other meaning"
        return Proposal(meaning, column, "guessed", reason, _NEAR / 2)

    def _is_only_one(self, column: int, shape: str) -> bool:
        return not any(
            (self.values.fit(other, shape) or 0) >= _FITTING
            and speaks_alone(shape, self.values.of(other))
            for other in self.free
            if other != column
        )

    def _share_only_vague(self, name: str, column: int) -> bool:
        """Whether the words that heading and name share are in headings of every meaning."""
        theirs = name.split()
        shared = [word for word in self.heading.names[column].split() if _twin(word, theirs)]
        return self.known.vague.issuperset(shared)

    def _is_like_one_taken(self, column: int, near: float) -> bool:
        """Whether heading and values are as near to a meaning that another column has already."""
        heading = self.heading.names[column]
        return any(
            self._nearest(taken, heading)[1] >= near
            and self.values.fit(column, self.known.shape(taken)) in (None, 1.0)
            for taken in self.headings.columns
        )

    def _nearest(self, meaning: str, heading: str) -> tuple[str, float]:
        """The meaning's known name that is nearest to the heading, and how near it is."""
        names = self.headings.kind.columns.get(meaning, ())
        nearness = ((name, nearness_of(heading, name, self.known.vague)) for name in names)
        return max(nearness, key=lambda pair: pair[1], default=("", 0.0))

    def _basis_allows(self, meaning: str, heading: str) -> bool:
        """Whether the words of a heading do not say the other of net and gross."""
        others = [words for m, words in self.known.bases.items() if m != meaning]
        said_other = any(_says(heading, word) for words in others for word in words)
        if meaning not in self.known.bases:
            return True
        if said_other and not self._heading_says(meaning, heading):
            return False
        # Where a column of its own exists for an amount of which VAT is not known, it is that.
        return self._heading_says(meaning, heading) or "amount" not in self.headings.kind.columns

    def _says_basis(self, meaning: str, column: int) -> bool:
        return self._heading_says(meaning, self.heading.names[column])

    def _heading_says(self, meaning: str, heading: str) -> bool:
        return any(_says(heading, word) for word in self.known.bases[meaning])


def speaks_alone(shape: str, values: Sequence[Value]) -> bool:
    """Whether there are enough values; hours come in parts of one, and a count does not."""
    return len(values) >= _ENOUGH and (shape != "hours" or any(map(is_part_of_one, values)))


@lru_cache(maxsize=20_000)
def nearness_of(heading: str, name: str, vague: frozenset[str]) -> float:
    """From 0 to 1, how many of their words two normalised names share; vague ones count half."""
    ours, theirs = heading.split(), name.split()
    shared = sum(
        min(_weight(word, vague), _weight(twin, vague))
        for word in ours
        if (twin := _twin(word, theirs))
    )
    whole = sum(_weight(word, vague) for word in (*ours, *theirs))
    return 2 * shared / whole if whole else 0.0


def _twin(word: str, others: Sequence[str]) -> str:
    """The same word among the others, as far as spelling and number go."""
    for other in others:
        if word == other or (word.rstrip("s") == other.rstrip("s") and len(word) > _SHORT):
            return other
        long = min(len(word), len(other)) > _SHORT
        if long and difflib.SequenceMatcher(None, word, other).ratio() >= _LIKE:
            return other
    return ""


def _weight(word: str, vague: frozenset[str]) -> float:
    return _VAGUE if word in vague else 1.0


def _says(heading: str, words: str) -> bool:
    return f" {words} " in f" {heading} "


def _one_each(proposals: Sequence[Proposal]) -> Iterator[Proposal]:
    """The best proposals of which no two are for one column or one meaning."""
    columns, meanings = set[int](), set[str]()
    for proposal in proposals:
        if proposal.column not in columns and proposal.meaning not in meanings:
            columns.add(proposal.column)
            meanings.add(proposal.meaning)
            yield proposal


def _without_second_stand_in(
    proposals: Sequence[Proposal], headings: Headings
) -> Iterator[Proposal]:
    """The best of a need and those that can stand in for it, and not several."""
    met: set[str] = set()
    for proposal in proposals:
        needs = {
            need
            for need in headings.kind.needs
            if proposal.meaning in (need, *headings.kind.instead.get(need, ()))
        }
        if needs and needs <= met:
            continue
        met |= needs
        yield proposal
