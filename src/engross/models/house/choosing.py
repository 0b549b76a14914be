"""In which section each passage belongs, and which of them a section has room for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engross.models.house.grouping import Parts, in_order
from engross.models.house.nearness import Nearness
from engross.models.house.reading import PassageLine, Section, words_in
from engross.models.house.salience import Told, weight
from engross.models.house.sides import People, acting

PASSAGES = 8
"""The most passages of a section."""

_SPOKEN = 5
"""The most spoken passages of a section that can only be quoted."""

_CANDIDATES = 24
"""How many passages of a section are looked at closely, the weightiest."""


@dataclass(frozen=True)
class Judgement:
    """What it takes to choose: who is who, what is near what, what can be told."""

    who: People
    nearness: Nearness
    told: Told
    parts: Parts = field(default_factory=dict)
    days: Mapping[str, str] = field(default_factory=dict)
    """The days that facts hold, by id."""


def choose(
    sections: Sequence[Section],
    passages: Sequence[PassageLine],
    judgement: Judgement,
    room: Mapping[str, int],
) -> dict[str, tuple[PassageLine, ...]]:
    """The passages of each section in the order in which they are read, each in one section.

    `passages` are those worth having, each once. `room` is how many words each section has left
    for them. Summaries are not served.
    """
    placed: dict[str, list[PassageLine]] = {section.key: [] for section in sections}
    for passage in passages:
        if home := _home(sections, passage, judgement.who):
            placed[home.key].append(passage)
    return {
        section.key: tuple(
            in_order(
                _best(section, placed[section.key], judgement, room.get(section.key, 0)),
                section,
                judgement.parts,
                judgement.nearness,
                judgement.days,
            )
        )
        for section in sections
    }


def _home(sections: Sequence[Section], passage: PassageLine, who: People) -> Section | None:
    """The section that fits best; of equals the more particular one, then the first.

    What one side is to do belongs in no section for the other side's actions.
    """
    fitting = [
        s
        for s in sections
        if passage.kind in s.kinds and not s.is_summary and not _is_of_others(s, passage, who)
    ]
    return max(fitting, key=lambda s: (_affinity(s, passage, who), -len(s.kinds)), default=None)


def _is_of_others(section: Section, passage: PassageLine, who: People) -> bool:
    if passage.kind != "action" or not section.actions_of:
        return False
    return acting(passage, who) not in {"", section.actions_of}


def _affinity(section: Section, passage: PassageLine, who: People) -> int:
    told = words_in(f"{section.heading} {section.purpose}")
    return 3 * (acting(passage, who) in told) + bool({passage.kind, f"{passage.kind}s"} & told)


def _best(
    section: Section, passages: Sequence[PassageLine], judgement: Judgement, room: int
) -> list[PassageLine]:
    """The passages that matter most, as many as there is room for."""
    passages = _not_second_rate(passages, judgement.told)
    weights = {passage.id: weight(passage, judgement.told) for passage in passages}
    first = sorted(passages, key=lambda p: -weights[p.id])[:_CANDIDATES]
    if len(first) > PASSAGES:
        wanted = f"{section.heading}. {section.purpose}"
        near = judgement.nearness.scores(wanted, [passage.text for passage in first])
        weights.update(
            {p.id: weights[p.id] + round(5 * s) for p, s in zip(first, near, strict=True)}
        )
    kept: list[PassageLine] = []
    for passage in sorted(first, key=lambda p: -weights[p.id]):
        quoted = bool(passage.speaker) and not judgement.told(passage)
        others = sum(bool(p.speaker) and not judgement.told(p) for p in kept) if quoted else 0
        if len(kept) < PASSAGES and others < _SPOKEN and passage.words <= room:
            kept.append(passage)
            room -= passage.words
    return sorted(kept, key=passages.index)


def _not_second_rate(passages: Sequence[PassageLine], told: Told) -> list[PassageLine]:
    """Without spoken words that can only be quoted, where written notes of the kind are there."""
    noted = {passage.kind for passage in passages if not passage.speaker}
    return [p for p in passages if not p.speaker or p.kind not in noted or told(p)]
