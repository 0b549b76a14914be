"""Actions of a written note as sentences; everything else of a note stays word for word."""

from __future__ import annotations

import re

from engross.models.house.reading import PassageLine, has_digits, words_in
from engross.models.house.reporting.acts import is_work
from engross.models.house.reporting.certainty import doubt
from engross.models.house.reporting.cleaning import plain
from engross.models.house.reporting.faithful import check
from engross.models.house.reporting.lists import words
from engross.models.house.reporting.masking import FIGURE, Masked, masked
from engross.models.house.reporting.quotations import framed
from engross.models.house.reporting.reader import Reader
from engross.models.house.reporting.rephrasing import Rephrased, quoted_because
from engross.models.house.reporting.voices import Voice

_TO = re.compile(r"\s*(?:,\s*)?(?:to|will|shall|is to|are to)\s+(?=\w)")
_BRINGS_IN = re.compile(
    r"\b(?:to (?!the|a|an|our|us|your|you|all|each|both|[A-Z])|that|whether|which|who|what|when"
    r"|where|how|once|until|if|after|before|so|because)\b",
)
_ITS_OWNER = re.compile(r"\b(once|when|after|before|until|as soon as) (?:he|she)\b")
"""In the note's own words somebody named will act once `he` has done something."""
_UNCLEAR = re.compile(r"…|\.\.|[\[\]{}<>\"“”@#*_|\\;:=+~^]|\b(?:I|me|my|yours)\b")


def noted(
    passage: PassageLine, voice: Voice, reader: Reader, *, named: bool, please: bool = False
) -> Rephrased:
    """An action of a note as what somebody will do, or as a request if `please`."""
    if passage.kind != "action" or voice.kind == "nobody":
        return quoted_because("a note stands as it was written")
    found = masked(passage)
    if found is None:
        return quoted_because("a figure in it cannot be placed")
    does = _doing(plain(found.text), passage.owner)
    if voice.kind != "client":
        does = _to_you(does, reader)
    if why := _unclear(
        _ITS_OWNER.sub(r"\1 the owner", does) if _is_person(voice) else does, reader
    ):
        return quoted_because(why)
    named = named or _ITS_OWNER.search(does) is not None
    by = _due_beside(passage, found)
    if by is None:
        return quoted_because("only the note's day tells when")
    text = _framed(does, by, voice, named=named, please=please)
    filled = found.filled(text)
    said = f"{re.sub(FIGURE, ' ', found.text)} will"
    who = f"{passage.owner} {reader.addressee} by please"
    why = check(filled, said, who, figures=len(found.slots) + bool(by), asks=True)
    return quoted_because(why) if why else Rephrased(filled)


def left_to(passage: PassageLine, voice: Voice, quote: str) -> str:
    """The quoted note, with who acts if it says so only beside its words."""
    owner = passage.owner
    if passage.kind != "action" or not owner or has_digits(owner) or voice.kind == "nobody":
        return quote
    if owner.casefold() in passage.text.casefold():
        return quote
    return framed(voice, "left_to", quote=quote)


def _doing(text: str, owner: str) -> str:
    """The verb phrase of `Martin Oke to revise ...` and of `revise ...`."""
    text = text.rstrip(" .")
    if owner and text.casefold().startswith(owner.casefold()):
        match = _TO.match(text, len(owner))
        return text[match.end() :] if match else ""
    return text


def _unclear(does: str, reader: Reader) -> str:
    """Why a note's action is not certain enough; empty when it is."""
    if not is_work(does[:1].lower() + does[1:]) or not _is_verb(does):
        return "it has no form that is certain"
    if _UNCLEAR.search(does):
        return "it is not plain text"
    if words_in(does) & reader.addressee_words:
        return "it speaks of the reader by name"
    return doubt(does, of="note")


def _is_person(voice: Voice) -> bool:
    """Whether `he` or `she` in the note can be the one who acts: somebody who is named."""
    return voice.kind in {"firm", "contact", "other"} and bool(voice.name)


def _to_you(does: str, reader: Reader) -> str:
    """The phrase with `you` for the reader's name, where something is done to or for them."""
    names = "|".join(re.escape(name) for name in reader.called)
    if not names:
        return does
    found = re.compile(rf"(?P<before>\w+) (?:{names})(?P<own>'s)?\b")

    def you(match: re.Match[str]) -> str:
        if match["own"]:
            return f"{match['before']} your"
        known = match["before"].casefold() in words("grammar", "before_objects")
        return f"{match['before']} you" if known else match.group()

    return found.sub(you, does)


def _is_verb(does: str) -> bool:
    """Whether what follows the first word shows that it is a verb: a determiner, `to`, a name."""
    second = does.split()[1]
    return second in words("grammar", "after_verbs") or not second[0].islower()


def _due_beside(passage: PassageLine, found: Masked) -> str | None:
    """The day that the note gives beside its words, as a slot; `None` if it is no certain day."""
    if found.due or not passage.due or passage.due.casefold() in passage.text.casefold():
        return ""
    return f"by [[fact:{passage.due_fact}]]" if passage.due_fact else None


def _framed(does: str, by: str, voice: Voice, *, named: bool, please: bool) -> str:
    does = does[:1].lower() + does[1:]
    # At the end it would be the day of what `that`, `whether` or `to` brings in.
    first = bool(by) and ("," in does or _BRINGS_IN.search(does) is not None)
    if by and not first:
        does = f"{does} {by}"
    if voice.kind == "firm" and named and voice.name:
        voice = Voice("person", voice.name)
    form = "please" if please and voice.kind == "client" else "will"
    text = framed(voice, form, modal="will", does=does)
    if not first:
        return text
    small = {"You", "We", "Please"}
    begun, _, rest = text.partition(" ")
    return f"By{by[2:]} {begun.lower() if begun in small else begun} {rest}"
