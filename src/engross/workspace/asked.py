"""What a mail that is answered asks: the rules, the tools and the drafter mean the same by it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from engross.records import AskedInMail, Evidence, Passage, PassageKind
from engross.workspace.specs import CrewSpec

ASKING: Final[frozenset[PassageKind]] = frozenset({"question", "instruction"})
"""The kinds of passage by which somebody asks something of us."""


_COURTESY: Final = re.compile(
    r"(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))(?: [\w.'-]+){0,4}"
    r"|(?:many |best |with )?(?:thanks|thank you)(?: (?:again|so much|very much|in advance))*"
    r"(?: for (?:your|the|all your|all the) (?:\w+ ){0,2}?"
    r"(?:e-?mail|mail|message|letter|note|reply|call|time|help|patience|work|support|update))?"
    r"|(?:(?:many )?(?:thanks|thank you)[,.!-]* )?(?:that is|that's|this is) (?:very |most |all )?"
    r"(?:clear|helpful|useful|kind of you)(?:[,.!-]* (?:thanks|thank you))?"
    r"|(?:i |we )?(?:do )?(?:hope|trust)(?: that)? (?:you are|you're|all is|you both are|all are|"
    r"this finds you|this e-?mail finds you)(?: all| both)?(?: keeping| doing)? well"
    r"|(?:i |we )?hope (?:that )?you (?:had|have) a (?:good|nice|lovely|great) \w+(?: \w+)?"
    r"|have a (?:good|nice|lovely|great) \w+(?: \w+)?"
    r"|(?:kind|best|warm|many)(?:est)? (?:regards|wishes)|regards|yours \w+|cheers|all the best"
    r"|(?:(?:i am |we are |i'm |we're )?sorry|apologies) (?:to (?:bother|trouble|chase)"
    r"|for (?:bothering|troubling|chasing)) you(?: again)?"
    r"|(?:i |we |just )*(?:have |had )?(?:a|one|two|three|four|some|a few|a couple of)"
    r"(?: quick| short| further| other| more)* (?:questions?|quer(?:y|ies)|things?|points?)"
    r"(?: (?:for|to ask) you)?(?: please)?"
    r"|quick questions?|a quick one|please (?:do not|don't) hesitate to \w+(?: me| us)?"
    r"|(?:i |we )?look(?:ing)? forward to (?:hearing from you|your reply)(?: soon)?)"
)
"""What a mail says out of politeness; only as a whole sentence, so that news never hides in it."""


_ORDERS: Final = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.*\b(?:instructions?|rules?|prompts?|previous|above)\b"
    r"|\b(?:system prompt|you are now|as an ai|language model)\b|\bwaive[ds]?\b"
    r"|\b(?:tell|inform|assure|confirm|say|state|write|agree|reply|answer)"
    r"(?: to)?(?: (?:me|us|him|her|them|everybody|the reader))? that\b",
    re.IGNORECASE,
)


def of_the_mail(crew: CrewSpec, evidence: Evidence) -> tuple[Passage, ...]:
    """The passages of the mail that is answered, in its order, without what is withheld."""
    roles = {role for role, told in crew.inputs.items() if told.kind == "mail"}
    mails = {source.sha256 for source in evidence.sources if source.role in roles}
    return tuple(p for p in evidence.passages if p.span.source in mails and not p.withheld)


def asked_in_mail(crew: CrewSpec, evidence: Evidence) -> tuple[Passage, ...]:
    """The passages of the mail that is answered which ask or ask for something, in its order."""
    return tuple(p for p in of_the_mail(crew, evidence) if p.kind in ASKING)


def said_in_mail(crew: CrewSpec, evidence: Evidence) -> tuple[Passage, ...]:
    """The passages that ask nothing and are more than courtesy: somebody must deal with them."""
    mail = of_the_mail(crew, evidence)
    sender = " ".join(str(f.value) for f in evidence.facts if f.measure == "sender")
    told = [p for p in mail if not is_courtesy(p.text) and not _signs(p.text, sender)]
    return tuple(p for p in told if p.kind not in ASKING)


def is_courtesy(text: str) -> bool:
    """Whether the whole sentence is politeness, or only says that questions follow."""
    words = _plain(text).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").strip(" .,;:!-")
    return not words or _COURTESY.fullmatch(words) is not None


def _signs(text: str, sender: str) -> bool:
    """Whether the line is nothing but the sender's name, or a part of it."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return (
        bool(words)
        and not re.search(r"\d", text)
        and {*words} <= {*re.findall(r"\w+", sender.casefold())}
    )


def orders_us(text: str) -> bool:
    """Whether the sentence orders a program, or orders us to state something or give up a fee."""
    return _ORDERS.search(text) is not None


def with_asked(evidence: Evidence, crew: CrewSpec, asked: Iterable[AskedInMail]) -> Evidence:
    """The evidence, its mail's passages in which triage found something asked marked as asking."""
    mine = {passage.id for passage in of_the_mail(crew, evidence)}
    texts = tuple(filter(None, (_plain(one.text) for one in asked)))
    passages = tuple(
        passage.model_copy(update={"kind": _kind(passage)})
        if passage.id in mine and passage.kind not in ASKING and _holds(passage, texts)
        else passage
        for passage in evidence.passages
    )
    return evidence.model_copy(update={"passages": passages})


def _kind(passage: Passage) -> PassageKind:
    return "question" if "?" in passage.text else "instruction"


def _holds(passage: Passage, texts: Iterable[str]) -> bool:
    words = _plain(passage.text)
    return any(text in words or words in text for text in texts)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
