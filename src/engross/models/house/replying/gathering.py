"""What a reply is made of: its sections, the facts, and what became of each question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from engross.models.house.conversation import Conversation
from engross.models.house.nearness import Nearness
from engross.models.house.reading import FactLine, Layout, PassageLine, Section, facts, unique
from engross.models.house.replying.answers import Answer, Sources, answer, payment
from engross.models.house.replying.mails import Incoming
from engross.models.house.replying.repeats import is_same_question
from engross.models.house.replying.wishes import wish

_NUMBERS: Final = 6
"""How many words with a figure are taken for an invoice's number."""
_MANY: Final = 100
_NUMBER: Final = re.compile(r"[\w/-]*\d[\w/-]*")

_WANTED: Final = re.compile(
    r"\b(?:can|could|may|might) (?:I|we) (?:please |also )?(?:have|get|see|arrange|book)\b",
    re.IGNORECASE,
)
"""Asks for a thing, not whether it can be had."""
_MORE: Final = re.compile(
    r"\b(?:and|or),? (?:also )?(?P<rest>(?:how|when|what|who|where|why|which|whether|can|could|may"
    r"|will|would|should|do|does|did|is|are|has|have)\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_OF_MONEY: Final = re.compile(r"\b(?:paid|pay|owed?|outstanding|unpaid)\b", re.IGNORECASE)

_WHICH_INVOICES: Final = re.compile(r"which (?:invoices?|bills?)\b[^,;]*$", re.IGNORECASE)


class Sections(NamedTuple):
    """The sections that the drafter writes, by what belongs in them; two may be the same."""

    told: Section
    """Where what was asked is said."""
    answers: Section
    handed: Section
    """Where it is said what is to be done, and who answers the rest."""


class Handled(NamedTuple):
    """A question and what answers it; an empty answer leaves it to a person."""

    question: PassageLine
    answer: Answer

    @property
    def is_left(self) -> bool:
        """Whether a person has to see to it: words on how a thing is done do not do it."""
        told = wish(self.question)
        wanted = told.is_request if told else self.question.kind == "instruction"
        wanted = wanted or _WANTED.search(self.question.text) is not None
        undone = not self.answer.is_one or (wanted and not self.answer.facts)
        return undone or self.answer.leaves_more or self.asks_more

    @property
    def asks_more(self) -> bool:
        """Whether the sentence goes on to another question, which the answer may not be to."""
        if self.answer.is_whole:
            return False
        more = _MORE.search(self.question.text)
        told = {name.partition("/")[0] for name in self.answer.facts}
        if more is None or ("number" in told and _WHICH_INVOICES.match(more["rest"])):
            return False
        if "overdue" in told and "overdue" in more["rest"].casefold():
            return False
        return not ("outstanding" in told and _OF_MONEY.search(more["rest"]))


def sections_of(plan: Layout) -> Sections | None:
    """Which section is for what; `None` where none is to be written."""
    open_ones = [section for section in plan.sections if not section.fixed]
    if not open_ones:
        return None
    told = next((s for s in open_ones if "question" in s.kinds), open_ones[0])
    others = [section for section in open_ones if section != told] or [told]
    handing = [s for s in others if "action" in s.kinds or "answer-by" in s.measures]
    handed = handing[-1] if handing else others[-1]
    return Sections(told, next((s for s in others if s != handed), handed), handed)


def facts_for(talk: Conversation, plan: Layout, mail: Incoming) -> tuple[FactLine, ...]:
    """The facts that the sections name, the register's, and those of the invoices it names."""
    measures = unique(measure for section in plan.sections for measure in section.measures)
    told = [talk.ask("find_facts", measure=measure) for measure in (*measures, "overdue")]
    told.append(talk.ask("find_facts", period="register", limit=_MANY))
    numbers = unique(_NUMBER.findall(mail.words.casefold()))[:_NUMBERS]
    told += [talk.ask("find_facts", scope=f"invoice:{n}", limit=_MANY) for n in numbers]
    return tuple({fact.id: fact for one in told for fact in facts(one)}.values())


def handled(
    mail: Incoming,
    known: Sequence[FactLine],
    period: str,
    knowledge: Sequence[PassageLine],
    nearness: Nearness,
) -> tuple[Handled, ...]:
    """Each question with its answer, in the mail's order; then what it says that is answered."""
    sources = Sources(tuple(known), period, tuple(knowledge), nearness)
    asked = [Handled(question, answer(question, mail, sources)) for question in mail.asked]
    said = [Handled(told, payment(told, mail, sources)) for told in mail.said]
    told = (one for one in said if one.answer.is_one and not one.asks_more)
    return (*(_as_the_same(one, asked) for one in asked), *told)


def waiting(mail: Incoming, outcome: Sequence[Handled]) -> list[Handled]:
    """What the mail asks and a person has to see to."""
    return [one for one in outcome if one.is_left and one.question not in mail.said]


def news(mail: Incoming, outcome: Sequence[Handled]) -> list[PassageLine]:
    """What the mail tells and no answer settles."""
    settled = {one.question.id for one in outcome if not one.is_left}
    asked = {one.id for one in mail.asked}
    return [passage for passage in mail.said if passage.id not in settled | asked]


def _as_the_same(one: Handled, asked: Sequence[Handled]) -> Handled:
    """What nothing answers, with the answer to another wording of it that the mail has too."""
    if one.answer.is_one:
        return one
    for other in asked:
        same = is_same_question(one.question.text, other.question.text)
        if same and other.answer.is_one and not other.is_left:
            return Handled(one.question, other.answer.citing(one.question.id))
    return one


def first_of(known: Sequence[FactLine], *measures: str) -> FactLine | None:
    """The first fact of the first of those measures that there is."""
    found = (fact for measure in measures for fact in known if fact.measure == measure)
    return next(found, None)
