"""What a list's column of scenarios says of each row: actual, budget, or of the year before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from engross.intake.accounts.headings import Figures
from engross.intake.accounts.words import first_of, named
from engross.intake.kinds import normal


class Scenario(NamedTuple):
    """What a row's figures are."""

    figures: Figures
    year_before: bool = False


_KNOWN: Final[Mapping[str, Scenario]] = {
    "actual": Scenario("actual"),
    "budget": Scenario("budget"),
    "year_before": Scenario("actual", year_before=True),
}
_OTHER: Final = ("skip", "variance", "year_to_date", "year_before", "before", "total")
"""Words beside those of an actual or a budget that make it something else."""


def scenarios_of(texts: Iterable[str]) -> Mapping[str, Scenario]:
    """By what the cells of the column say, what is used; anything else is not.

    Of two budgets, such as `Budget` and `Revised budget`, the one that is called by a plain name is
    used, or the first. A column that says one thing of every row, such as `Accruals`, says nothing.
    """
    said = list(dict.fromkeys(texts))
    plain = {text: found for text in said if (found := _by_name(text))}
    used = dict(plain)
    for text in said:
        found = None if text in plain else _by_word(text)
        if found and found not in used.values():
            used[text] = found
    if not used and len(said) == 1 and not first_of(normal(said[0]), _OTHER):
        return {said[0]: Scenario("actual")}
    return used


def _by_name(text: str) -> Scenario | None:
    words = normal(text)
    if not words:
        return Scenario("actual")
    return next((told for n, told in _KNOWN.items() if words in named("scenarios", n)), None)


def _by_word(text: str) -> Scenario | None:
    """By a word in it: `Budget 2026`."""
    words = set(normal(text).split())
    if first_of(normal(text), _OTHER):
        return None
    return next((_KNOWN[n] for n in ("budget", "actual") if words & named("scenarios", n)), None)
