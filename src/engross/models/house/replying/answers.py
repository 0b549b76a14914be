"""What answers a question of a mail: figures and days of the record, else the firm's own words."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from importlib import resources
from typing import Final

from engross.models.house import approved
from engross.models.house.figures import Figures, scopes
from engross.models.house.nearness import Nearness
from engross.models.house.phrases import Choice, Phrase
from engross.models.house.reading import FactLine, PassageLine, has_digits, unique
from engross.models.house.replying.mails import Incoming
from engross.models.house.replying.payments import tells_more, tells_of_a_payment
from engross.models.house.replying.periods import counts_from_an_end, is_of_the_same, is_past
from engross.records import Sentence
from engross.uk.dates import parse_date

_SAME_QUESTION: Final = 0.8
"""How near a heading of the knowledge base must be to a question to be the same one. Questions
that are only near to each other (when and how the payroll changes are sent) reach 0.77."""
_SAME_DEADLINE: Final = 0.62
"""How near a question must be to what a deadline is for; `our next tax payment` reaches 0.6."""
_WORD_FOR_WORD: Final = 0.99
"""How near a heading is that asks the same in the same words."""
_ALIKE: Final = 0.05
"""Deadlines of two quarters are as near as that to one question."""
_MOST_SENTENCES: Final = 3
_HEADING: Final = re.compile(r"(?:.* > )?(?P<heading>[^>]+?)(?:, \w+ \d+(?: to \d+)?)?")
_ASKS: Final = re.compile(
    r"\b(?:how (?:much|many|long|often|soon)|when|how|who|what|why|where|which)\b"
)
_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z\[])")
_MEANT: Final = re.compile(
    r"\bthe (?:(?:invoice|bill)(?! (?:for|of|from|dated)\b)|(?:payment|amount)(?! (?:for|of)\b))\b",
    re.IGNORECASE,
)
"""How a question speaks of the invoice that another part of the mail names."""
_IT: Final = re.compile(r"\b(?:it|this|that)\b", re.IGNORECASE)
_OTHER: Final = re.compile(
    r"\b(?:returns?|tax|hmrc|accounts|payroll|statements?|deadlines?|filings?|reports?|quotes?|quotations?"
    r"|proposals?|estimates?|refunds?|forms?|letters?)\b",
    re.IGNORECASE,
)
"""What else a mail may mean by `it`."""
_WHICH: Final = re.compile(
    r"\b(?:which|what) (?:of (?:our|your|the) )?(?:invoices?|bills?)\b", re.IGNORECASE
)
"""Asks for more than the total of an account."""
_MOST_INVOICES: Final = 3
_STEP: Final = re.compile(r"(?:please|ring|tell us|ask the|send us|let us)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    """What answers one question; nothing where a person has to."""

    sentences: tuple[Sentence, ...] = ()
    steps: tuple[Sentence, ...] = ()
    """What the reader is asked to do."""
    facts: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    """The passages of the knowledge base."""
    is_whole: bool = False
    """Whether the firm's own heading asks all of the question, word for word."""
    leaves_more: bool = False
    """Whether the passage says more than that an invoice is paid."""

    @property
    def is_one(self) -> bool:
        """Whether it says anything."""
        return bool(self.sentences or self.steps)

    def citing(self, *asked: str) -> Answer:
        """The same as the answer to more of what was asked."""
        sentences, steps = (
            tuple(s.model_copy(update={"cites": unique((*s.cites, *asked))}) for s in each)
            for each in (self.sentences, self.steps)
        )
        return replace(self, sentences=sentences, steps=steps)


@dataclass(frozen=True)
class _Known:
    """One answer that the record may give."""

    asks: re.Pattern[str]
    never: re.Pattern[str] | None
    of: str
    says: tuple[Choice, ...]


@dataclass(frozen=True)
class Sources:
    """What answers may be taken from."""

    facts: tuple[FactLine, ...]
    period: str
    knowledge: tuple[PassageLine, ...]
    nearness: Nearness


def answer(question: PassageLine, mail: Incoming, sources: Sources) -> Answer:
    """The answer to the question, from the record first; never to a wish for advice."""
    if _ADVICE.search(question.text):
        return Answer()
    recorded = _of_record(question, mail, sources) if mail.proved else Answer()
    said = _in_time(_of_knowledge(question, sources), recorded, sources)
    if not recorded.is_one:
        return said
    # Beside the record's own answer the firm's words are of use only where they ask for something.
    return replace(recorded, steps=said.steps, passages=said.passages if said.steps else ())


def payment(told: PassageLine, mail: Incoming, sources: Sources) -> Answer:
    """What the record says of an invoice that the mail says is paid; else nothing."""
    if not mail.proved or not tells_of_a_payment(told.text):
        return Answer()
    return _of_record(told, mail, sources)


def _in_time(said: Answer, recorded: Answer, sources: Sources) -> Answer:
    """The firm's words without a step whose day is past, or may be."""
    named = {f.id: f.display for f in sources.facts if f.measure == "deadline-name"}
    about = " ".join(named[fact] for fact in recorded.facts if fact in named)
    words = " ".join(p.text for p in sources.knowledge if p.id in said.passages)
    past = is_past(words, about, sources.period)
    steps = tuple(one for one in said.steps if not (past and counts_from_an_end(one.text)))
    return replace(said, steps=steps)


def _of_record(question: PassageLine, mail: Incoming, sources: Sources) -> Answer:
    for known in _KNOWN:
        if not known.asks.search(question.text) or (
            known.never and known.never.search(question.text)
        ):
            continue
        for scope in _scopes(known.of, question, mail, sources):
            figures = Figures(sources.facts, sources.period, scope=scope)
            texts = [figures.first_fitting(choice) for choice in known.says]
            if texts[0] and not known.of and _WHICH.search(question.text):
                texts += _on_each_invoice(figures, sources)
                if len(texts) == len(known.says):
                    return Answer()
            if texts[0]:
                told = (Sentence(text=text, cites=(question.id,)) for text in texts if text)
                more = tells_more(question.text, _shown(sources, scope))
                return Answer(tuple(told), facts=unique(figures.used), leaves_more=more)
    return Answer()


def _shown(sources: Sources, scope: str) -> list[str]:
    """The invoice's number, days and amounts; of what is paid or open only the whole."""
    named = {"number", "invoice-date", "due-date", "gross"}
    return [f.display for f in sources.facts if f.scope == scope and f.measure in named]


def _on_each_invoice(whole: Figures, sources: Sources) -> list[str]:
    """What is outstanding on each invoice; nothing where those known are not the whole of it."""
    told, total = [], Decimal(0)
    for scope in scopes(sources.facts, "invoice"):
        figures = Figures(sources.facts, sources.period, scope=scope)
        if text := figures.first_fitting((_ON_EACH,)):
            told.append(text)
            total += figures.amount("outstanding") or 0
            whole.used.update(figures.used)
    return told if total == whole.amount("outstanding") and len(told) <= _MOST_INVOICES else []


def _scopes(of: str, question: PassageLine, mail: Incoming, sources: Sources) -> Iterator[str]:
    """Of what the question is: the invoice that it names, the deadline that it is about."""
    if not of:
        yield from ("client", "")
    elif of == "invoice":
        named = _invoices(question.text, sources) or _meant(question.text, mail, sources)
        if len(named) == 1:
            yield named[0]
    else:
        yield from _nearest(of, question, sources)


def _meant(text: str, mail: Incoming, sources: Sources) -> list[str]:
    """The invoices that the mail names, where the question can mean no other thing by `it`."""
    by_it = _IT.search(text) and not _OTHER.search(mail.words)
    if not (_MEANT.search(text) or by_it):
        return []
    days = {f.scope: f.display for f in sources.facts if f.measure == "invoice-date"}
    named = _invoices(mail.words, sources)
    return [scope for scope in named if is_of_the_same(text, days.get(scope, ""))]


def _invoices(text: str, sources: Sources) -> list[str]:
    """The invoices whose numbers the text says."""
    words = set(re.findall(r"[\w/-]+", text.casefold()))
    numbers = {f.scope: f.display.casefold() for f in sources.facts if f.measure == "number"}
    return [scope for scope in scopes(sources.facts, "invoice") if numbers.get(scope) in words]


def _nearest(of: str, question: PassageLine, sources: Sources) -> Iterator[str]:
    """The part whose name is nearest to the question; of those alike the one that comes first."""
    names = {
        f.scope: f.display
        for f in sources.facts
        if f.measure == f"{of}-name" and is_of_the_same(question.text, f.display)
    }
    near = sources.nearness.scores(question.text, list(names.values())) if names else ()
    best = max(near, default=0)
    days = {f.scope: f.display for f in sources.facts if f.measure == of}
    alike = [s for s, score in zip(names, near, strict=True) if score >= best - _ALIKE]
    if best >= _SAME_DEADLINE:
        yield min(alike, key=lambda scope: _day(days.get(scope, "")))


def _day(text: str) -> dt.date:
    try:
        return parse_date(text)
    except ValueError:  # a day that cannot be read is no first one
        return dt.date.max


def _of_knowledge(question: PassageLine, sources: Sources) -> Answer:
    """The firm's own words under a heading that asks the same."""
    passages = [p for p in sources.knowledge if not approved.is_precedent(p)]
    headings = [_heading(passage) for passage in passages]
    near = sources.nearness.scores(question.text, headings) if headings else ()
    same = [
        (score, place)
        for place, score in enumerate(near)
        if score >= _SAME_QUESTION and _asks(headings[place]) == _asks(question.text)
    ]
    if not same:
        return Answer()
    score, place = max(same, key=lambda pair: (pair[0], -pair[1]))
    passage = passages[place]
    cites = (passage.id, question.id)
    told = [Sentence(text=text, cites=cites) for text in _sentences(passage)[:_MOST_SENTENCES]]
    # Steps at the end may stand elsewhere; what follows one would be lost without it.
    kept = max((n for n, one in enumerate(told, start=1) if not _STEP.match(one.text)), default=0)
    return Answer(
        sentences=tuple(told[:kept]),
        steps=tuple(told[kept:]),
        passages=(passage.id,),
        is_whole=score >= _WORD_FOR_WORD,
    )


def _heading(passage: PassageLine) -> str:
    match = _HEADING.fullmatch(passage.place)
    return match["heading"] if match else passage.place


def _asks(text: str) -> str:
    """By what word it asks; `Do you` and `Could we` ask alike."""
    found = _ASKS.search(text.casefold())
    return found.group() if found else ""


def _sentences(passage: PassageLine) -> list[str]:
    """Its sentences with slots for their figures; none where a figure cannot be placed."""
    flat = replace(passage, text=" ".join(passage.text.split()))
    pieces, end = [], 0
    for figure in flat.placed_figures():
        pieces += [flat.text[end : figure.start], figure.slot]
        end = figure.end
    text = "".join([*pieces, flat.text[end:]])
    found = _SENTENCES.split(text)
    whole = all(one.endswith((".", "?")) and not has_digits(one) for one in found)
    return found if whole else []


def _known(told: dict[str, object]) -> _Known:
    never = str(told.get("never", ""))
    says = told["says"]
    assert isinstance(says, list)  # noqa: S101 - the file is ours
    return _Known(
        asks=re.compile(str(told["asks"]), re.IGNORECASE),
        never=re.compile(never, re.IGNORECASE) if never else None,
        of=str(told["of"]),
        says=tuple(
            tuple(Phrase(one["text"], tuple(one.get("when", ()))) for one in choice)
            for choice in says
        ),
    )


_FILE = tomllib.loads(
    resources.files("engross.models.house.replying").joinpath("words.toml").read_text("utf-8")
)
_KNOWN: Final = tuple(_known(told) for told in _FILE["answer"])
_ADVICE: Final = re.compile("|".join(_FILE["advice"]["finds"]), re.IGNORECASE)

_ON_EACH: Final = Phrase(_FILE["words"]["on_each"], ("outstanding:some",))

WORDS: Final[dict[str, str]] = _FILE["words"]
"""Single sentences and their parts."""
