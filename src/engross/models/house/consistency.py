"""What does not fit in a draft: one sentence beside another, a claim beside what it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from engross.models.house.nearness import Nearness, overlap, telling
from engross.models.house.reading import FactLine, Layout, PassageLine, Section, words_in
from engross.models.house.replying.answers import WORDS
from engross.models.house.word_lists import TURNING
from engross.records import AgentFinding, Sentence, slots, without_slots

_NEAR, _SHARED = 0.35, 0.3
"""A claim that is less near to its passage in meaning, and shares fewer words, is queried."""

_EXTRACT = 90
_NAMES = frozenset({"text", "date"})
"""Units of what names and dates: they may stand in any section."""

_PEOPLE = frozenset({"manager", "signatory", "answer-by", "firm-telephone"})
_SLOT = r"\[\[[^\]]+\]\]"
_FILLED = {"by_day": rf"(?:By {_SLOT}, )?", "who": _SLOT, "telephone": _SLOT, "about": "(.+)"}


def _filled(form: str) -> re.Pattern[str]:
    """What matches the whole sentence that the form makes."""
    pieces = re.split(r"\{([\w-]+)\}", form.removesuffix("."))
    text = "".join(_FILLED[p] if n % 2 else re.escape(p) for n, p in enumerate(pieces))
    return re.compile(rf"{text}(?:{re.escape(WORDS['and_the_rest'].removesuffix('.'))})?\.")


_HANDS_ON = tuple(
    _filled(form)
    for name, form in WORDS.items()
    if name.startswith("hand_on_") or name == "unproved"
)
"""How a reply says who sees to what was asked or told, which is not what its source says."""

_SPEAKS = frozenset({"we", "our", "us", "you", "your", "please"})
"""Words by which an action has somebody who does it."""


@dataclass(frozen=True)
class Claim:
    """A sentence of the draft and where it stands."""

    section: Section
    sentence: Sentence
    facts: tuple[FactLine, ...]
    """What its slots name."""
    passages: tuple[PassageLine, ...]
    """What it cites or quotes."""

    @property
    def own(self) -> str:
        """Its own words, without slots."""
        return " ".join(without_slots(self.sentence.text).split())

    @property
    def extract(self) -> str:
        """Its beginning, for a message."""
        words = self.sentence.text.split()
        text = ""
        for word in words:
            if len(text) + len(word) > _EXTRACT:
                return f"“{text} …”"
            text = f"{text} {word}".strip()
        return f"“{text}”"

    @property
    def quotes(self) -> bool:
        """Whether it has a passage word for word."""
        return any(slot.kind == "quote" and not slot.part for slot in slots(self.sentence.text))


def claims(
    section: Section,
    sentences: Sequence[Sentence],
    facts: Mapping[str, FactLine],
    passages: Mapping[str, PassageLine],
) -> tuple[Claim, ...]:
    """A section's sentences with what they rest on."""
    return tuple(
        Claim(
            section,
            sentence,
            tuple(facts[slot.id] for slot in slots(sentence.text) if slot.id in facts),
            tuple(
                passages[name]
                for name in dict.fromkeys((*sentence.cites, *_quoted(sentence)))
                if name in passages
            ),
        )
        for sentence in sentences
    )


def inconsistencies(
    plan: Layout, written: Mapping[str, Sequence[Claim]], asking: Section | None, nearness: Nearness
) -> Iterator[AgentFinding]:
    """What a careful reader would query, section by section."""
    body = [c for s in plan.sections if not s.is_summary for c in written.get(s.key, ())]
    again = [*_figures_again(body, asking), *_sentences_again(body, nearness)]
    for section in plan.sections:
        mine = written.get(section.key, ())
        yield from (finding for finding in again if finding.section == section.key)
        for claim in mine:
            yield from _unsupported(claim, nearness)
            yield from _without_who_or_when(claim, mine)
        if section.is_summary and section.kinds:  # one of figures alone sums up tables
            yield from _not_borne_out(mine, body, plan)


def _figures_again(body: Sequence[Claim], asking: Section | None) -> Iterator[AgentFinding]:
    """Amounts that a second section gives again; where we ask, they belong to the question."""
    first: dict[str, Claim] = {}
    for claim in body:
        for fact in claim.facts:
            if fact.unit in _NAMES or claim.section == asking:
                continue
            home = first.setdefault(fact.id, claim)
            if home.section != claim.section:
                yield AgentFinding(
                    section=claim.section.key,
                    severity="note",
                    message=f"{claim.extract} gives {fact.label} ({fact.display}), which "
                    f"“{home.section.heading}” has given already.",
                    suggestion="Say it once, where it belongs.",
                )


def _sentences_again(body: Sequence[Claim], nearness: Nearness) -> Iterator[AgentFinding]:
    telling_ones = [claim for claim in body if len(telling(_spoken(claim))) > 3]  # noqa: PLR2004 - shorter ones are phrases
    for first, second in combinations(telling_ones, 2):
        if first.section == second.section or not _may_repeat(first, second):
            continue
        if nearness.alike(_spoken(first), _spoken(second)):
            yield AgentFinding(
                section=second.section.key,
                severity="warn",
                message=f"{second.extract} says again what “{first.section.heading}” says: "
                f"{first.extract}.",
                suggestion="Keep it in one of the two sections.",
            )


def _may_repeat(first: Claim, second: Claim) -> bool:
    """Sentences with other figures are not the same, however alike their words are."""
    return {fact.id for fact in first.facts} == {fact.id for fact in second.facts}


def _unsupported(claim: Claim, nearness: Nearness) -> Iterator[AgentFinding]:
    """A claim that is far from what it cites, or denies what is not denied there."""
    amounts = any(fact.unit not in _NAMES for fact in claim.facts)  # they bear the sentence out
    days = {fact.id for fact in claim.facts} & {passage.due_fact for passage in claim.passages}
    if days or claim.quotes or amounts or not claim.passages or not telling(claim.own):
        return
    source = " ".join(passage.text for passage in claim.passages)
    shared = _hands_on(claim, source) or overlap(claim.own, source) >= _SHARED
    if not shared and nearness.scores(claim.own, [source])[0] < _NEAR:
        yield AgentFinding(
            section=claim.section.key,
            severity="warn",
            message=f"{claim.extract} does not seem to be what its source says: {_source(claim)}.",
            suggestion="Compare the two; cite what says it, or take it out.",
        )
    elif words_in(claim.own) & TURNING and not words_in(source) & TURNING:
        yield AgentFinding(
            section=claim.section.key,
            severity="warn",
            message=f"{claim.extract} denies something, and its source does not: {_source(claim)}.",
            suggestion="Say it as the source does.",
        )


def _hands_on(claim: Claim, source: str) -> bool:
    """Whether all of it says who sees to something, in no words but ours and the source's."""
    named = {fact.measure for fact in claim.facts}
    text = " ".join(claim.sentence.text.split())
    filled = [match for form in _HANDS_ON if (match := form.fullmatch(text))]
    about = (telling(without_slots(" ".join(match.groups("")))) for match in filled)
    return bool(named) and named <= _PEOPLE and any(words <= telling(source) for words in about)


def _without_who_or_when(claim: Claim, beside: Sequence[Claim]) -> Iterator[AgentFinding]:
    """Instructions without a day, actions without the owner or the day that the source has."""
    if claim.quotes or claim.section.is_summary:
        return
    cited = {passage.id for passage in claim.passages}
    given = {
        fact.id
        for other in beside
        if cited & {passage.id for passage in other.passages}
        for fact in other.facts
    }
    parts = {slot.id for slot in slots(claim.sentence.text) if slot.part}
    actions = [passage for passage in claim.passages if passage.kind == "action"]
    dated = [passage for passage in actions if passage.due]
    told = (p.due_fact in given or p.id in parts or p.due in claim.sentence.text for p in dated)
    if dated and not any(told):
        yield _incomplete(claim, f"by when ({dated[0].due})")
    owned = [passage for passage in actions if passage.owner]
    names = _SPEAKS.union(*(words_in(passage.owner) for passage in owned))
    if owned and not (words_in(claim.own) & names or given & {p.owner_fact for p in owned}):
        yield _incomplete(claim, f"who does it ({owned[0].owner})")
    for passage in claim.passages[:1]:
        if passage.kind == "instruction" and not (passage.said_on_fact or passage.figures):
            yield AgentFinding(
                section=claim.section.key,
                severity="note",
                message=f"No source says when this instruction was given: {claim.extract}.",
                suggestion="Add the date if you know it.",
            )


def _not_borne_out(
    summary: Sequence[Claim], body: Sequence[Claim], plan: Layout
) -> Iterator[AgentFinding]:
    """What only the summary says."""
    cited = {passage.id for claim in body for passage in claim.passages}
    measures = {m for s in plan.sections if not s.is_summary for m in s.measures}
    given = {fact.measure for claim in body for fact in claim.facts} | measures
    for claim in summary:
        alone = claim.passages and not {passage.id for passage in claim.passages} & cited
        lone = [f for f in claim.facts if f.unit not in _NAMES and f.measure not in given]
        if alone or lone:
            yield AgentFinding(
                section=claim.section.key,
                severity="note",
                message=f"{claim.extract} stands in the summary only; no section bears it out.",
                suggestion="Put it into its section, or leave it out.",
            )


def _incomplete(claim: Claim, what: str) -> AgentFinding:
    return AgentFinding(
        section=claim.section.key,
        severity="warn",
        message=f"{claim.extract} does not say {what}, and the source does.",
        suggestion="Add it.",
    )


def _spoken(claim: Claim) -> str:
    """The sentence with its quoted passages in it, to be compared with another."""
    quoted = " ".join(p.text for p in claim.passages) if claim.quotes else ""
    return f"{claim.own} {quoted}".strip()


def _source(claim: Claim) -> str:
    text = " ".join(claim.passages[0].text.split())
    return f"“{text[:_EXTRACT]}{' …' if len(text) > _EXTRACT else ''}” ({claim.passages[0].id})"


def _quoted(sentence: Sentence) -> list[str]:
    return [slot.id for slot in slots(sentence.text) if slot.kind == "quote"]
