"""What somebody said in the report's own words, or why it is quoted instead."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from engross.models.house.reading import PassageLine, words_in
from engross.models.house.reporting import acts, tenses
from engross.models.house.reporting.acts import Act
from engross.models.house.reporting.certainty import doubt
from engross.models.house.reporting.cleaning import cleaned, is_broken, plain
from engross.models.house.reporting.faithful import check
from engross.models.house.reporting.lists import any_of, words
from engross.models.house.reporting.masking import FIGURE, Masked, masked
from engross.models.house.reporting.pronouns import turned
from engross.models.house.reporting.quotations import framed
from engross.models.house.reporting.reader import Reader
from engross.models.house.reporting.rephrasing import Rephrased, quoted_because
from engross.models.house.reporting.voices import Voice, owner_of

_FORMS = {
    "action": (acts.taken_on, acts.asked_for),
    "instruction": (acts.asked_for, acts.ordered),
    "decision": (acts.settled,),
    "question": (acts.wondered,),
    "risk": (acts.told,),
    "background": (acts.told,),
}
"""What a passage of each kind may do, as far as its form says so."""

_PRONOUN = "it is not certain whom a pronoun means"
_OTHERS = "it tells what somebody of another side will do"
_SPOKEN_TO = re.compile(r"\byou(?:rs?)?\b", re.IGNORECASE)
_BOTH_SIDES = re.compile(r"\b(?:I|we|me|us|you|mine|ours|yours)\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Spoken:
    act: Act
    text: str
    """The cleaned words."""
    masked: Masked


def rephrased(
    passage: PassageLine, voice: Voice, reader: Reader, *, on: str, named: bool
) -> Rephrased:
    """The passage in the report's words, attributed to the voice."""
    spoken = _understood(passage, reader)
    if isinstance(spoken, str):
        return quoted_because(spoken)
    actor = _who_acts(spoken, voice, owner_of(passage, reader), named=named)
    made = _put(spoken, voice, actor, reader, on) if actor else quoted_because(_OTHERS)
    return _checked(made, spoken, passage)


def promised(passage: PassageLine, voice: Voice, reader: Reader, *, on: str) -> Rephrased:
    """What the reader's side has said that the reader will do: `you told us that you will ...`."""
    spoken = _understood(passage, reader)
    if isinstance(spoken, str):
        return quoted_because(spoken)
    act = spoken.act
    actor = _who_acts(spoken, voice, owner_of(passage, reader), named=False)
    takes_on = act.does == "will" and act.modal == "will"
    if not takes_on or actor is None or actor.kind != "client":
        return quoted_because("it is no promise of the client's")
    if why := _not_own_doing(act, voice, due=bool(spoken.masked.due)):
        return quoted_because(why)
    does = turned(act.words, actor if act.subject.casefold() in {"i", "we"} else voice)
    if does is None:
        return quoted_because(_PRONOUN)
    made = Rephrased(framed(voice, "told", on=on, that=f"you will {does}"))
    return _checked(made, spoken, passage)


def _understood(passage: PassageLine, reader: Reader) -> _Spoken | str:
    """What the passage does, or why that is not certain."""
    found = masked(passage)
    if found is None:
        return "a figure in it cannot be placed"
    said = plain(found.text)
    text = cleaned(said)
    if is_broken(text):
        return "it breaks off or stumbles"
    if any_of("doubts", "irony").search(said):
        return "it may not be meant"
    forms = _FORMS.get(passage.kind, ())
    owned = acts.left_to(text, passage.owner) if passage.kind == "action" else None
    for act in (owned, *(form(text) for form in forms)):
        if act:
            if passage.said_on_fact in reader.with_others and _speaks_to(act):
                return "others were there, and it is not certain who was spoken to"
            why = doubt(
                act.words, of="statement" if act.does in {"told", "agreed_that"} else "promise"
            )
            return why or _Spoken(act, text, found)
    return "it has no form that is certain"


def _speaks_to(act: Act) -> bool:
    """Whether it is said to somebody who is not named."""
    return not act.called and (act.does == "asked_to" or _SPOKEN_TO.search(act.words) is not None)


def _who_acts(spoken: _Spoken, voice: Voice, owner: Voice, *, named: bool) -> Voice | None:
    """Whose doing it is; `None` where somebody says what another side will do.

    Somebody's own promise can be given their name.
    """
    act = spoken.act
    if act.does != "will":
        return voice
    subject = act.subject.casefold()
    if subject not in {"i", "we"}:
        if not owner.side or owner.side != voice.side:
            return None
        voice = owner
    if voice.kind == "contact" and subject == "we":
        return replace(voice, kind="client")
    if voice.kind == "firm" and named and voice.name and subject != "we":
        return replace(voice, kind="person")
    return voice


def _put(spoken: _Spoken, voice: Voice, actor: Voice, reader: Reader, on: str) -> Rephrased:
    act = spoken.act
    if voice.kind == "nobody":
        return quoted_because("nobody is named as its speaker")
    if act.does == "will":
        return _will(spoken, voice, actor)
    if act.does == "asked_to":
        return _asked_to(spoken, voice, reader, on)
    if act.does in {"agreed_to", "agreed_that"}:
        return _agreed(act, voice, on)
    return _told(act, voice, on)


def _will(spoken: _Spoken, voice: Voice, actor: Voice) -> Rephrased:
    act = spoken.act
    if why := _not_own_doing(act, voice, due=bool(spoken.masked.due)):
        return quoted_because(why)
    # Somebody's own promise by name has no `we`; what another will do is in the speaker's words.
    does = turned(act.words, actor if act.subject.casefold() in {"i", "we"} else voice)
    if does is None:
        return quoted_because(_PRONOUN)
    return Rephrased(framed(actor, "will", modal=act.modal, does=does))


def _not_own_doing(act: Act, voice: Voice, *, due: bool) -> str:
    """Why a promise is not certainly the speaker's or their side's own.

    `We will` also tells how something is done, and `I can` offers; with a day, or said to
    somebody, either is a promise.
    """
    directed = due or _SPOKEN_TO.search(act.words) is not None
    if act.modal == "can" and not directed:
        return "it is an offer"
    if act.subject.casefold() != "we":
        return ""
    if not voice.side:
        return "nobody can tell who “we” are"
    first = act.words.removeprefix("also ").split()[0].casefold()
    if first in words("verbs", "together"):
        return "“we” may mean both sides"
    return "" if directed else "“we will” may only tell how it is done"


def _asked_to(spoken: _Spoken, voice: Voice, reader: Reader, on: str) -> Rephrased:
    act = spoken.act
    if not _calls(act, voice, reader):
        return quoted_because("it is not certain who was asked")
    does = turned(act.words, voice)
    if does is None:
        return quoted_because(_PRONOUN)
    to_do = f"not to {does}" if act.negated else f"to {does}"
    return Rephrased(framed(voice, "asked_to", on=on, to_do=to_do, whom=_whom(spoken, reader)))


def _whom(spoken: _Spoken, reader: Reader) -> str:
    """Whom somebody of neither side asked, as the report calls them."""
    called = words_in(spoken.act.called)
    if called & reader.firm_words:
        return "us"
    return "you" if called & reader.client_words else spoken.act.called


def _calls(act: Act, voice: Voice, reader: Reader) -> bool:
    """Whether a request is certainly meant for the side that the report says was asked."""
    called = words_in(act.called)
    if called & (words("nobody", "calls") | words("nobody", "labels")):
        return False
    if voice.side == "client":
        return not called or bool(called & reader.firm_words)
    if voice.side == "firm":
        # Without a name, one of us may be asking another of us; `send us` is said to outsiders.
        spoken_to_client = "us" in words_in(act.words)
        return bool(called & reader.client_words) if called else spoken_to_client
    return bool(called)


def _agreed(act: Act, voice: Voice, on: str) -> Rephrased:
    if not voice.side:
        return quoted_because("nobody can tell who agreed")
    if _BOTH_SIDES.search(act.words):
        return quoted_because("it is not certain which side is to act")
    text = turned(act.words, voice)
    if text is None:
        return quoted_because(_PRONOUN)
    if act.does == "agreed_to":
        return Rephrased(framed(voice, "agreed_to", on=on, does=text))
    clause = tenses.settled(_lowered(text))
    if clause is None:
        return quoted_because("its verb is not certain")
    return Rephrased(framed(voice, "agreed_that", on=on, that=clause))


def _told(act: Act, voice: Voice, on: str) -> Rephrased:
    if act.does == "asked" and voice.side != "client":
        return quoted_because("it is not certain who was asked")
    if voice.kind == "firm" and act.words.casefold().startswith("you "):
        return quoted_because("it tells the reader of the reader")
    if (
        voice.side == "client"
        and act.does == "told"
        and not act.own
        and _SPOKEN_TO.search(act.words)
    ):
        return quoted_because("“you” may mean anybody")
    clause = turned(act.words, voice)
    if clause is None:
        return quoted_because(_PRONOUN)
    clause = tenses.looking_back(_lowered(clause))
    return Rephrased(framed(voice, act.does, on=on, that=clause))


def _lowered(clause: str) -> str:
    """The clause as it stands after `that`."""
    first = clause.split(maxsplit=1)[0]
    small = first.casefold()
    known = words("grammar", "lowered") | words("grammar", "bare_starts")
    return small + clause[len(first) :] if small in known else clause


def _checked(made: Rephrased, spoken: _Spoken, passage: PassageLine) -> Rephrased:
    if not made.text:
        return made
    filled = spoken.masked.filled(made.text)
    asks = spoken.act.does == "asked_to"
    # `The lines get recounted` is reported as what would be done.
    brought_in = spoken.act.does == "agreed_that" and not re.search(r"\bwill\b", spoken.text)
    said = re.sub(FIGURE, " ", spoken.masked.text) + (" would" if brought_in else "")
    who = f"{spoken.act.called} {passage.speaker} {passage.owner}"
    why = check(filled, said, who, figures=len(spoken.masked.slots), asks=asks)
    return quoted_because(why) if why else Rephrased(filled)
