"""The brief of a reply."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from engross.models.house.conversation import Conversation
from engross.models.house.nearness import Nearness
from engross.models.house.reading import FactLine, Layout, PassageLine, passages, unique
from engross.models.house.replying.gathering import (
    Handled,
    Sections,
    facts_for,
    first_of,
    handled,
    news,
    sections_of,
    waiting,
)
from engross.models.house.replying.mails import Incoming
from engross.records import Brief, BriefSection

_ASKED: Final = 3
"""Passages of the knowledge base that are asked for each question."""
_LONGEST_QUESTION: Final = 400
_OURS: Final = "firm"


def reply_brief(
    talk: Conversation, plan: Layout, mail: Incoming, nearness: Nearness
) -> Brief | None:
    """The brief, or `None` while tools are still to be asked."""
    known = facts_for(talk, plan, mail)
    ids = unique(passage.id for one in mail.asked for passage in _asked(talk, one))
    if talk.waiting():
        return None
    # Only what is looked up comes with its figures.
    knowledge = passages(talk.ask("look_up", ids=list(ids))) if ids else ()
    sections = sections_of(plan)
    if talk.waiting():
        return None
    if sections is None:
        return Brief(sections=tuple(BriefSection(key=s.key) for s in plan.sections))
    outcome = handled(mail, known, plan.period, knowledge, nearness)
    told = _told(sections, mail, outcome, known)
    return Brief(sections=tuple(told.get(s.key, BriefSection(key=s.key)) for s in plan.sections))


def _asked(talk: Conversation, question: PassageLine) -> Iterator[PassageLine]:
    """What the firm itself says on it and has read again in time."""
    text = " ".join(question.text.split())[:_LONGEST_QUESTION]
    told = talk.ask("search_knowledge", question=text, limit=_ASKED)
    for passage, view in zip(passages(told), told.get("passages", ()), strict=True):
        if _may_be_said(view):
            yield passage


def _may_be_said(view: dict[str, Any]) -> bool:
    return view.get("tier") == _OURS and not view.get("overdue")


def _told(
    sections: Sections, mail: Incoming, outcome: Sequence[Handled], known: Sequence[FactLine]
) -> dict[str, BriefSection]:
    answers = [one.answer for one in outcome if one.answer.is_one]
    left = [one.question for one in waiting(mail, outcome)]
    said = news(mail, outcome)
    received = first_of(known, "received-on")
    found: dict[str, BriefSection] = {}
    _add(found, sections.told.key, _ids(received), [p.id for p in mail.asked])
    _add(
        found,
        sections.answers.key,
        [fact for one in answers for fact in one.facts],
        [name for one in answers for name in one.passages],
    )
    naming = (first_of(known, "manager", "signatory"), first_of(known, "answer-by"))
    handing = (
        [name for fact in naming for name in _ids(fact)] if left or said or not outcome else []
    )
    _add(
        found,
        sections.handed.key,
        handing,
        [p.id for p in (*left, *said)],
        [*map(_gap, left), *map(_told_gap, said)],
    )
    return found


def _add(
    found: dict[str, BriefSection],
    key: str,
    facts: Sequence[str],
    ids: Sequence[str],
    gaps: Sequence[str] = (),
) -> None:
    before = found.get(key, BriefSection(key=key))
    found[key] = BriefSection(
        key=key,
        facts=unique((*before.facts, *facts)),
        passages=unique((*before.passages, *ids)),
        gaps=(*before.gaps, *gaps),
    )


def _ids(fact: FactLine | None) -> list[str]:
    return [fact.id] if fact else []


def _gap(question: PassageLine) -> str:
    words = " ".join(question.text.split())
    return f"what answers “{words[:_LONGEST_QUESTION]}” (passage {question.id})"


def _told_gap(passage: PassageLine) -> str:
    words = " ".join(passage.text.split())
    return f"who sees to “{words[:_LONGEST_QUESTION]}” (passage {passage.id})"
