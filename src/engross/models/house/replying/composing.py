"""The draft of a reply: what was asked, the answers, and who answers the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from engross.models.house.conversation import Conversation
from engross.models.house.nearness import Nearness
from engross.models.house.reading import (
    FactLine,
    Layout,
    PassageLine,
    looked_up,
    unique,
)
from engross.models.house.replying.answers import WORDS
from engross.models.house.replying.gathering import (
    Handled,
    facts_for,
    first_of,
    handled,
    news,
    sections_of,
    waiting,
)
from engross.models.house.replying.mails import Incoming
from engross.models.house.replying.repeats import is_same_question
from engross.models.house.replying.topics import topic
from engross.models.house.replying.wishes import may_be_told_again, wish
from engross.records import (
    Brief,
    Draft,
    DraftSection,
    Paragraph,
    Sentence,
    is_knowledge_id,
    without_slots,
)

_ENDS: Final = (".", "?", "!", "…", ".”", "?”", "!”", '."', '?"', '!"')

_SHORT: Final = 18
"""Words, beside names and days, of a sentence that takes in the rest of the mail as well."""
_RECORD: Final = re.compile(
    r"\b(?:deadlines?|due|invoices?|outstanding|overdue|owe[ds]?|owing|balance)\b"
    r"|\b(?:our|my) (?:\w+ ){0,2}(?:account|return|file|payment|payroll|statement|bill)\b",
    re.IGNORECASE,
)


def reply_draft(
    talk: Conversation, plan: Layout, mail: Incoming, nearness: Nearness
) -> Draft | None:
    """The draft, or `None` while tools are still to be asked."""
    known = facts_for(talk, plan, mail)
    brief = talk.told(Brief) or Brief(sections=())
    _, said = looked_up(talk, brief)
    sections = sections_of(plan)
    if talk.waiting():
        return None
    if sections is None:
        return Draft(sections=tuple(DraftSection(key=s.key) for s in plan.sections))
    words = [passage for passage in said.values() if is_knowledge_id(passage.id)]
    outcome = handled(mail, known, plan.period, words, nearness)
    written: dict[str, list[Paragraph]] = {section.key: [] for section in plan.sections}
    written[sections.told.key] += _paragraphs([_understood(mail, known)])
    answers = _answers_once(outcome)
    several = len(answers) > 1 or any(not one.answer.is_one for one in outcome)
    written[sections.answers.key] += _paragraphs(_answered(one, several) for one in answers)
    steps = _each_once(step for one in outcome for step in one.answer.steps)
    written[sections.handed.key] += _paragraphs([steps, _handed(mail, outcome, known)])
    return Draft(
        sections=tuple(
            DraftSection(key=section.key, paragraphs=tuple(written[section.key]))
            for section in plan.sections
        )
    )


def _paragraphs(
    groups: Sequence[Sequence[Sentence]] | Iterator[Sequence[Sentence]],
) -> list[Paragraph]:
    return [Paragraph(sentences=tuple(group)) for group in groups if group]


def _answers_once(outcome: Sequence[Handled]) -> list[Handled]:
    """The answers, without one that is another's, or a part of what the record says in another."""
    kept: list[Handled] = []
    for one in (each for each in outcome if each.answer.is_one):
        whole = next((k for k in kept if _is_in(one, k)), None)
        parts = [k for k in kept if not whole and _is_in(k, one)]
        merged = whole or one
        cites = [one.question.id, *(part.question.id for part in parts)]
        told = Handled(merged.question, merged.answer.citing(*cites))
        gone = [whole] if whole else parts
        place = min((kept.index(each) for each in gone), default=len(kept))
        kept = [each for each in kept if each not in gone]
        kept.insert(place, told)
    return kept


def _is_in(one: Handled, other: Handled) -> bool:
    """Whether the other answer says all that this one does."""
    mine, others = ([s.text for s in each.answer.sentences] for each in (one, other))
    if mine == others:
        return bool(mine) or one.answer.steps == other.answer.steps
    return bool(one.answer.facts) and {*one.answer.facts} <= {*other.answer.facts}


def _each_once(sentences: Iterable[Sentence]) -> list[Sentence]:
    """Each once, citing all that it answers."""
    found: dict[str, Sentence] = {}
    for one in sentences:
        before = found.get(one.text, one)
        found[one.text] = Sentence(text=one.text, cites=unique((*before.cites, *one.cites)))
    return list(found.values())


def _understood(mail: Incoming, known: Sequence[FactLine]) -> list[Sentence]:
    """That we have the mail, and what it asks."""
    received = first_of(known, "received-on")
    thanks = WORDS["thanks_dated"].format(day=_slot(received)) if received else WORDS["thanks"]
    if not mail.asked:
        nothing = WORDS["nothing_asked_files" if mail.has_files else "nothing_asked"]
        return [Sentence(text=thanks), Sentence(text=nothing)]
    again = [one for one in mail.asked if may_be_told_again(one)]
    if not again:
        return [Sentence(text=thanks), Sentence(text=WORDS["nothing_asked"])]
    asked = [_asked(one, also=bool(number)) for number, one in enumerate(_apart(again))]
    return [Sentence(text=thanks), *asked]


class _Apart(NamedTuple):
    """A question, and the passages of all its wordings."""

    question: PassageLine
    """The wording that can be told again, if one can."""
    cites: tuple[str, ...]


def _apart(questions: Sequence[PassageLine]) -> list[_Apart]:
    """Each question once, in order."""
    groups: list[list[PassageLine]] = []
    for one in questions:
        same = (group for group in groups if is_same_question(group[0].text, one.text))
        if group := next(same, None):
            group.append(one)
        else:
            groups.append([one])
    return [
        _Apart(next(filter(wish, group), group[0]), unique(one.id for one in group))
        for group in groups
    ]


def _asked(one: _Apart, *, also: bool) -> Sentence:
    question, told, more = one.question, wish(one.question), "_also" if also else ""
    if told is None:
        text = WORDS[f"quoted{more}"].format(quote=_quoted(question))
    else:
        form = f"wanted{more}" if told.is_request else f"asked{more}"
        text = WORDS[form].format(about=told.about)
    return Sentence(text=text, cites=one.cites)


def _answered(one: Handled, several: bool) -> Sequence[Sentence]:  # noqa: FBT001 - how many there are
    """The answer; the firm's own words say to which of several questions they are the answer."""
    sentences, asked = one.answer.sentences, wish(one.question)
    if not (several and sentences and one.answer.passages and asked) or one.answer.facts:
        return sentences
    first, *rest = sentences
    if first.text.startswith("[["):
        return sentences
    small = first.text if first.text[1:2].isupper() else first.text[:1].lower() + first.text[1:]
    text = WORDS["on"].format(about=asked.about, answer=small)
    return (first.model_copy(update={"text": text}), *rest)


def _handed(
    mail: Incoming, outcome: Sequence[Handled], known: Sequence[FactLine]
) -> list[Sentence]:
    """Who answers what nothing answers, and by when."""
    open_ones = waiting(mail, outcome)
    left = [one.question for one in open_ones if may_be_told_again(one.question)]
    unsaid = [one.question for one in open_ones if one.question not in left]
    rest = tuple(passage.id for passage in (*unsaid, *news(mail, outcome)))
    if outcome and not left and not rest:
        return []
    who, day = first_of(known, "manager", "signatory"), first_of(known, "answer-by")
    cites = tuple(question.id for question in left)
    everything = (*cites, *rest)
    if who is None:
        return [Sentence(text=WORDS["somebody"], cites=everything)]
    telephone = first_of(known, "firm-telephone")
    if telephone and (mail.claims or _of_a_record(mail, left)):
        # What is theirs to know is told when they ring, so no day is named for it.
        words = WORDS["unproved"].format(who=_slot(who), telephone=_slot(telephone))
        return [Sentence(text=words, cites=everything)]
    naming = {
        "who": _slot(who),
        "by_day": WORDS["by_day"].format(day=_slot(day)) if day else "",
    }
    if not left:
        # Nothing is asked, or all of it is answered; what the mail tells is still somebody's.
        answered = any(one.answer.is_one for one in outcome)
        answered = answered or any(one not in unsaid for one in mail.asked)
        form = "hand_on_said" if answered else "hand_on_mail"
        return [Sentence(text=WORDS[form].format(**naming), cites=rest)]
    begun = [one for one in open_ones if one.answer.is_one]
    if begun and rest:
        return [Sentence(text=WORDS["hand_on_said"].format(**naming), cites=everything)]
    if begun:
        told = [Sentence(text=WORDS[_form_for_begun(begun, left)].format(**naming), cites=cites)]
    elif len(left) == len(mail.asked):
        told = [Sentence(text=WORDS[_form_for_all(left)].format(**naming), cites=cites)]
    else:
        told = _handed_of_several(left, known, naming)
    return _with_the_rest(told, rest, naming) if rest else told


def _handed_of_several(
    left: Sequence[PassageLine], known: Sequence[FactLine], naming: dict[str, str]
) -> list[Sentence]:
    """The questions that stay open beside others, by what they are about if all can be named."""
    apart = _apart(left)
    about = [_about(one.question, known) for one in apart]
    told = enumerate(filter(None, about))
    if not all(about):
        others = WORDS["hand_on_other" if len(apart) == 1 else "hand_on_others"]
        cites = unique(question.id for question in left)
        return [Sentence(text=others.format(**naming), cites=cites)]
    forms = ((f"{form}_also" if number else form, words) for number, (form, words) in told)
    return [
        Sentence(text=WORDS[form].format(about=words, **naming), cites=one.cites)
        for one, (form, words) in zip(apart, forms, strict=True)
    ]


def _about(question: PassageLine, known: Sequence[FactLine]) -> tuple[str, str] | None:
    """How the question is handed on and what it is about; `None` where nothing is certain."""
    if told := wish(question):
        return "hand_on_wish" if told.is_request else "hand_on_about", told.about
    named = topic(question.text, known)
    return ("hand_on_about", named) if named else None


def _with_the_rest(
    told: Sequence[Sentence], rest: tuple[str, ...], naming: dict[str, str]
) -> list[Sentence]:
    """The same, and that the rest is seen to: in the last sentence while it stays short."""
    *before, last = told
    joined = last.text.removesuffix(".") + WORDS["and_the_rest"]
    if len(without_slots(joined).split()) <= _SHORT:
        return [*before, Sentence(text=joined, cites=unique((*last.cites, *rest)))]
    return [*told, Sentence(text=WORDS["hand_on_said_also"].format(**naming), cites=rest)]


def _of_a_record(mail: Incoming, left: Sequence[PassageLine]) -> bool:
    """Whether a stranger asks what only a client's record can say."""
    return not mail.proved and any(_RECORD.search(question.text) for question in left)


def _form_for_begun(begun: Sequence[Handled], left: Sequence[PassageLine]) -> str:
    """How what is answered in part is handed on: a request, where words alone do not do it."""
    only_requests = len(begun) == len(left) and not any(one.asks_more for one in begun)
    if not only_requests:
        return "hand_on_rest"
    return "hand_on_request" if len(left) == 1 else "hand_on_requests"


def _form_for_all(left: Sequence[PassageLine]) -> str:
    """How everything that was asked is handed on at once."""
    left = [one.question for one in _apart(left)]
    wishes = [wish(question) for question in left]
    only_requests = all(one and one.is_request for one in wishes)
    if len(left) == 1:
        return "hand_on_request" if only_requests else "hand_on_one"
    return "hand_on_requests" if only_requests else "hand_on_all"


def _quoted(question: PassageLine) -> str:
    ends = question.text.rstrip().endswith(_ENDS)
    return f"[[quote:{question.id}]]{'' if ends else '.'}"


def _slot(fact: FactLine) -> str:
    return f"[[fact:{fact.id}]]"
