"""Questions that found nothing, like ones together: what the knowledge base ought to say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from engross.records.base import Record
from engross.records.knowledge import FoundPassage
from engross.records.ports import Embedding
from engross.sources.texts import clean, one_line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LIKE: Final = 70
"""Nearness in hundredths that two groups of questions have on average to be one.

`benchmarks/gaps.py`: of 616 questions of bank customers with 77 intents it puts 432 into groups of
several, nine in ten of them with others of their intent; 60 puts 541, three in four. It leans to
telling questions apart: one that is hidden among others is never answered, one that is listed twice
is seen at once.
"""


class Unanswered(NamedTuple):
    """A question that a run asked and that found nothing."""

    question: str
    run: str
    client: str
    """The run's client, by key."""
    on: dt.date
    """The day the run was started."""
    nearest: FoundPassage | None
    """What came nearest; `None` when there was nothing at all."""


class Gap(Record):
    """Something that was asked and that the knowledge base does not say."""

    question: str
    """The wording that is nearest to all the others."""

    others: tuple[str, ...] = ()
    """The other wordings, most often asked first."""

    runs: tuple[str, ...]
    """The runs that asked it, in any wording, by id, newest first."""

    clients: tuple[str, ...]
    """For whom it was asked, by key, in order."""

    last: dt.date
    """The day it was last asked."""

    nearest: FoundPassage | None = None
    """What came nearest to any wording, for a person to look at."""


def gaps(asked: Iterable[Unanswered], embedding: Embedding, *, like: int = LIKE) -> tuple[Gap, ...]:
    """A gap for each group of like questions: asked by most runs first, then last asked first."""
    by_wording: dict[str, list[Unanswered]] = {}
    for one in asked:
        by_wording.setdefault(one_line(clean(one.question)), []).append(one)
    if not by_wording:
        return ()
    wordings = sorted(by_wording, key=lambda words: (-len(by_wording[words]), words))
    near = _nearness(wordings, embedding)
    found = [
        _gap({wordings[place]: by_wording[wordings[place]] for place in group})
        for group in (_central_first(group, near) for group in _groups(near, like))
    ]
    return tuple(sorted(found, key=_most_asked_first))


def _gap(wordings: dict[str, list[Unanswered]]) -> Gap:
    """Of its wordings, the central one first."""
    question, *others = wordings
    asked = [one for each in wordings.values() for one in each]
    nearest = [one.nearest for one in asked if one.nearest is not None]
    return Gap(
        question=question,
        others=tuple(others),
        runs=tuple(dict.fromkeys(one.run for one in sorted(asked, key=_newest_first))),
        clients=tuple(sorted({one.client for one in asked})),
        last=max(one.on for one in asked),
        nearest=max(nearest, key=lambda found: found.score, default=None),
    )


def _most_asked_first(gap: Gap) -> tuple[int, int, str]:
    return -len(gap.runs), -gap.last.toordinal(), gap.question


def _newest_first(one: Unanswered) -> tuple[int, str]:
    return -one.on.toordinal(), one.run


def _nearness(texts: Sequence[str], embedding: Embedding) -> NDArray[np.int64]:
    """How near each text is to each, in hundredths, so that every machine groups alike."""
    import numpy as np  # noqa: PLC0415 - slow, only to group

    rows = embedding.embed(texts)
    near: NDArray[np.int64] = np.rint(rows @ rows.T * 100).astype(np.int64)
    return near


def _central_first(group: Sequence[int], near: NDArray[np.int64]) -> list[int]:
    """The group with its most central text before the others, which stay in order."""
    central = max(group, key=lambda place: (int(near[place, group].sum()), -place))
    return [central, *(place for place in group if place != central)]


def _groups(near: NDArray[np.int64], like: int) -> list[list[int]]:
    """Average-linkage groups, by the nearest-neighbour chain (Murtagh, 1983).

    Sums of whole hundredths are exact, so the order of merging changes nothing.
    """
    import numpy as np  # noqa: PLC0415 - slow, only to group

    groups = {place: [place] for place in range(len(near))}
    sums, sizes, open_ = near.copy(), np.ones(len(near)), np.ones(len(near), dtype=bool)
    chain: list[int] = []
    while open_.any():
        chain = chain or [int(np.argmax(open_))]
        last = chain[-1]
        averages = np.where(open_, sums[last] / (sizes * sizes[last]), -np.inf)
        averages[last] = -np.inf
        nearest = int(np.argmax(averages))
        before = chain[-2] if len(chain) > 1 else None
        if averages[nearest] < like:
            open_[last] = False
            chain.pop()
        elif before is not None and averages[before] == averages[nearest]:
            groups[before] += groups.pop(last)
            sums[before] += sums[last]
            sums[:, before] = sums[before]
            sizes[before] += sizes[last]
            open_[last] = False
            del chain[-2:]
        else:
            chain.append(nearest)
    return [sorted(group) for group in groups.values()]
