"""What a spoken sentence does: take on, ask for, settle, tell or ask; by its form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from engross.models.house.reporting.certainty import main_verbs
from engross.models.house.reporting.lists import alternatives, words

Does = Literal["will", "asked_to", "agreed_to", "agreed_that", "told", "asked"]


@dataclass(frozen=True)
class Act:
    """A sentence as what is done and the words that say what with."""

    does: Does
    words: str
    """A verb phrase for `will`, `asked_to` and `agreed_to`, else a clause; without a full stop."""
    subject: str = ""
    """For `will`: `I`, `we` or a name."""
    modal: str = ""
    """For `will`: `will` or `can`."""
    called: str = ""
    """For `asked_to`: the name that is called, if one is."""
    negated: bool = False
    """For `asked_to`: not to do it."""
    own: bool = False
    """For `told`: it is what the speaker, or the side spoken to, has done."""


_PLEASE = r"(?:(?:please|also|kindly|just|actually),? )*"
_NAME = r"(?P<called>[A-Z][\w'-]+(?: [A-Z][\w'-]+)?), "
_KINDLY = r"(?:please|kindly)\b"
_KNOWN = r"\b(?:the|this|that|these|those|us|me|my|our)\b"
_ASKED = (
    # `Would you sign the lease?` asks for advice and `Can you open an account without a passport?`
    # whether anybody can: only with `please`, or about a thing that both know, is it a request.
    rf"(?:then )?(?:please )(?:could|can|would|will) you {_PLEASE}(?P<vp>.+)",
    rf"(?:then )?(?:could|can|would|will) you (?=(?:\w+,? )?{_KINDLY}){_PLEASE}(?P<vp>.+)",
    rf"(?:then )?(?:would|will) you {_PLEASE}(?P<vp>\w+ (?:us|me)\b.*)",
    rf"(?:then )?(?:could|can) you {_PLEASE}(?P<vp>.*{_KNOWN}.*)",
    rf"(?:please )?(?:can|could) (?:I|we) ask you to {_PLEASE}(?P<vp>.+)",
    rf"(?:I|we) (?:need|want|would like) you to {_PLEASE}(?P<vp>.+)",
    r"(?:please (?:do )?|go ahead and )(?:just )?(?P<vp>.+)",
    r"(?:please )?(?P<vp>do not .+)",
)
_AGREED = (
    "(?:we (?:are|have)(?: now| all| both)* agreed|(?:it|that) is (?:now |all )*agreed|agreed)"
)
_AGREED_THAT = re.compile(
    rf"{_AGREED}(?:,? that|[,:])? (?P<that>(?!to\b|on\b|with\b|and\b|but\b).+)", re.IGNORECASE
)
_AGREED_TO = re.compile(rf"{_AGREED} to (?P<vp>.+)", re.IGNORECASE)
_TAKEN_ON = re.compile(
    r"(?P<subject>I|we) (?P<aux>will|shall|can|am going to|are going to) (?P<also>also )?"
    r"(?P<vp>.+)",
    re.IGNORECASE,
)
_WHETHER = re.compile(r"(?P<aux>do|have) you (?P<rest>.+)\?", re.IGNORECASE)
_WHO = re.compile(
    r"(?P<that>who (?:(?:will|can|should|is going to)|(?!is |was |has |does )\w+[^s]s) "
    r"(?!I\b|we\b|you\b).+)\?",
    re.IGNORECASE,
)
_FEWEST = 5
"""Words; what is shorter answers something and cannot stand alone."""
_FEWEST_OWN = 4
_OF_OURSELVES = re.compile(r"(?:I|we|you have)\b", re.IGNORECASE)
_OURSELVES = re.compile(r"\b(?:I|we)\b", re.IGNORECASE)
_THERE_IS = re.compile(r"there (?P<one>is (?:an?|no|one|still an?) )?", re.IGNORECASE)


def taken_on(text: str) -> Act | None:
    """What somebody says that they will do."""
    match = _TAKEN_ON.fullmatch(_ended(text))
    if match is None or "?" in text or not is_work(vp := _verb_first(match["vp"])):
        return None
    if re.match(rf"(?:{alternatives('verbs', 'by_saying')})\b", vp, re.IGNORECASE):
        return None
    also = "also " if match["also"] else ""
    modal = "can" if match["aux"].casefold() == "can" else "will"
    return Act("will", also + vp, subject=match["subject"], modal=modal)


def left_to(text: str, owner: str) -> Act | None:
    """What somebody says that the owner, named at its beginning, will do."""
    if not owner or "?" in text:
        return None
    form = rf"{re.escape(owner)} (?:will|is going to) (?P<also>also )?(?P<vp>.+)"
    match = re.fullmatch(form, _ended(text), re.IGNORECASE)
    if match is None or not is_work(vp := _verb_first(match["vp"])):
        return None
    return Act("will", ("also " if match["also"] else "") + vp, subject=owner, modal="will")


def asked_for(text: str) -> Act | None:
    """What somebody asks another to do."""
    called, text = _called(text)
    for form in _ASKED:
        match = re.fullmatch(form, _ended(text), re.IGNORECASE)
        if match is None:
            continue
        # `Could you not send it?` may as well ask us to.
        not_to = re.match(r"do not ", match["vp"], re.IGNORECASE)
        vp = _verb_first(_without_please(match["vp"][not_to.end() if not_to else 0 :]))
        if is_work(vp):
            return Act("asked_to", vp, called=called, negated=bool(not_to))
    return None


def ordered(text: str) -> Act | None:
    """What the client tells us to do without asking, as in `go ahead with the recount`."""
    vp = _verb_first(_without_please(_ended(text)))
    known = re.match(rf"(?:{alternatives('verbs', 'ordered')}) ", vp, re.IGNORECASE)
    return Act("asked_to", vp[:1].lower() + vp[1:]) if known and "?" not in text else None


def settled(text: str) -> Act | None:
    """What both sides have agreed, said in as many words."""
    text = _ended(text)
    if (match := _AGREED_TO.fullmatch(text)) and is_work(match["vp"]):
        return Act("agreed_to", match["vp"])
    match = _AGREED_THAT.fullmatch(text)
    if match and _may_begin(match["that"]) and len(match["that"].split()) >= _FEWEST:
        return Act("agreed_that", match["that"])
    return None


def wondered(text: str) -> Act | None:
    """What somebody wants to know of the other side."""
    if match := _WHO.fullmatch(text):
        return Act("asked", match["that"][:1].lower() + match["that"][1:])
    match = _WHETHER.fullmatch(text)
    if match is None or match["rest"].split()[0].casefold() in words("verbs", "not_wondered"):
        return None
    verb = "" if match["aux"].casefold() == "do" else f"{match['aux'].casefold()} "
    return Act("asked", f"whether you {verb}{match['rest']}")


def told(text: str) -> Act | None:
    """What somebody tells: of a thing, or of work that they have done."""
    if "?" in text or "!" in text:
        return None
    text = _ended(text)
    if match := _OF_OURSELVES.match(text):
        own = _has_done(text) and not _OURSELVES.search(text, match.end())
        return Act("told", text, own=True) if own and len(text.split()) >= _FEWEST_OWN else None
    if len(text.split()) < _FEWEST:
        return None
    there = _THERE_IS.match(text)
    tells = (there["one"] if there else True) and _may_begin(text) and main_verbs(text) == 1
    return Act("told", text) if tells and not _OURSELVES.search(text) else None


def is_work(vp: str) -> bool:
    """Whether it begins with a verb that people take on at work."""
    first, _, rest = vp.partition(" ")
    verb = first.strip(",").casefold()
    if verb in words("verbs", "with_objects") and not _begins_object(rest):
        return False
    known = verb in words("verbs", "work") and bool(rest)
    return known or re.match(alternatives("verbs", "only_so"), vp, re.IGNORECASE) is not None


def _begins_object(text: str) -> bool:
    """Whether a noun is coming: an article, a name, a figure, `you`."""
    first = text.split(maxsplit=1)[0] if text else ""
    return first.casefold() in words("grammar", "before_nouns") or not first[:1].islower()


def _may_begin(text: str) -> bool:
    first = text.split(maxsplit=1)[0].strip(",.").casefold()
    starts = words("grammar", "statement_starts") | words("grammar", "bare_starts")
    return first in starts or "\ue000" <= text[0] <= "\uf8ff"


def _has_done(text: str) -> bool:
    """Whether it begins as `I have sent`, `we filed` or `we have not received` do."""
    match = _done().match(text)
    return match is not None and (match["irregular"] is not None or _is_past_work(match["regular"]))


def _is_past_work(word: str) -> bool:
    """Whether `filed`, `carried` or `dropped` is the past of something that people do at work."""
    if word.casefold() in words("verbs", "settling"):
        return False
    stem = word.casefold().removesuffix("ed")
    bases = {stem, f"{stem}e", stem[:-1], f"{stem.removesuffix('i')}y"}
    return bool(bases & (words("verbs", "work") | words("verbs", "past")))


def _called(text: str) -> tuple[str, str]:
    """The name that a request begins or ends with, and the rest of it."""
    if match := re.match(_NAME, text):
        return match["called"], text[match.end() :]
    if match := re.search(r", (?P<called>[A-Z][\w'-]+)(?=[?.]?$)", text):
        return match["called"], text[: match.start()] + text[match.end() :]
    return "", text


def _verb_first(vp: str) -> str:
    while (match := _before_verbs().match(vp)) is not None:
        vp = vp[match.end() :]
    return vp


def _without_please(vp: str) -> str:
    return re.sub(r",? please(?=$)", "", vp, flags=re.IGNORECASE)


def _ended(text: str) -> str:
    return text.rstrip(" .?!,")


@cache
def _done() -> re.Pattern[str]:
    done = rf"(?:(?P<irregular>{alternatives('verbs', 'participles')})|(?P<regular>\w+ed))"
    adverbs = "(?:already|also|both|never|not|now|only|since|still|yet) "
    return re.compile(
        rf"(?:I|we|you(?= have)) (?:{adverbs})*(?:(?:have|had) (?:{adverbs})*)?{done}\b",
        re.IGNORECASE,
    )


@cache
def _before_verbs() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('fillers', 'before_verbs')}) ", re.IGNORECASE)
