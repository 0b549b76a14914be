"""Instructions, decisions, questions and risks of a written note, as its reader must read them."""

from __future__ import annotations

import re
from dataclasses import replace

from engross.models.house.reading import PassageLine, words_in
from engross.models.house.reporting.acts import is_work
from engross.models.house.reporting.cleaning import plain
from engross.models.house.reporting.faithful import check
from engross.models.house.reporting.lists import any_of, words
from engross.models.house.reporting.masking import FIGURE, Masked, masked
from engross.models.house.reporting.quotations import framed
from engross.models.house.reporting.reader import Reader
from engross.models.house.reporting.rephrasing import Rephrased, quoted_because
from engross.models.house.reporting.voices import Voice
from engross.records import slots

_NO_PLACE = "a figure in it cannot be placed"
_NO_FORM = "it has no form that is certain"
_NO_DAY = "the day in it is no plain date"
_READER = Voice("client")
_FIRM = Voice("firm")
_DAY = rf"(?P<day>{FIGURE})"
_SIGNS = re.compile(r"[…“”\"\[\]{}<>@#*_|\\=+~^]|\.\.")
_SENTENCE_END = re.compile(r"[.!?]\s")
_DATE = re.compile(r"[0-9]{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+(?: [0-9]{4})?")
_AGREED = re.compile(rf"[Ww]e agreed (?:on {_DAY} )?(?P<how>that|to) (?P<rest>.+)")
_OWNER = re.compile(r"(?P<told>.*[^.\s])\.?\s+\(?Owner:\s*(?P<name>[^.:()]+?)\.?\)?\.?")
_WHO = re.compile(
    r"who (?:(?P<verb>[a-z]+[^s\W]s)(?: .+)?"
    r"|(?:will|can|may|should|must|is going to) (?P<does>.+))",
    re.IGNORECASE,
)
_INVERTED = re.compile(
    r"(?:(?P<asks>when|where|how) )?(?P<modal>will|can|may|should|must) (?P<whole>.+)",
    re.IGNORECASE,
)


def instructed(passage: PassageLine, reader: Reader, on: str, *, also: bool) -> Rephrased:
    """`Ms Adeyemi asked us to ...` to Ms Adeyemi herself: `you asked us to ...`."""
    found = masked(passage)
    if found is None:
        return quoted_because(_NO_PLACE)
    said = _by_reader(reader, "(?P<also>also )?asked us", "(?P<rest>(?:not )?to .+)", found)
    if said is None:
        return quoted_because(_NO_FORM)
    if why := _unclear(said["rest"], reader):
        return quoted_because(why)
    dated = _dated(found, said["before"] or said["after"], passage, reader, on)
    if dated is None:
        return quoted_because(_NO_DAY)
    found, on = dated
    form = "also_asked_to" if said["also"] or (also and not on) else "asked_to"
    return _checked(framed(_READER, form, on=on, to_do=_ended(said["rest"])), found, reader)


def decided(passage: PassageLine, reader: Reader, on: str) -> Rephrased:
    """`We agreed that ...` with its day, and `Ms Adeyemi agreed ...` as `you agreed ...`."""
    found = masked(passage)
    if found is None:
        return quoted_because(_NO_PLACE)
    ours = _AGREED.fullmatch(plain(found.text))
    said = ours or _by_reader(reader, "agreed", "(?P<rest>(?:that|to|the|an?|our) .+)", found)
    if said is None:
        return quoted_because(_NO_FORM)
    if why := _unclear(said["rest"], reader):
        return quoted_because(why)
    day = ours["day"] if ours else said["before"] or said["after"]
    dated = _dated(found, day, passage, reader, on)
    if dated is None:
        return quoted_because(_NO_DAY)
    found, on = dated
    rest = _ended(said["rest"])
    if ours is None:
        return _checked(framed(_READER, "agreed", on=on, what=rest), found, reader)
    form, part = ("agreed_that", "that") if ours["how"] == "that" else ("agreed_to", "does")
    return _checked(framed(_FIRM, form, on=on, **{part: rest}), found, reader)


def told(passage: PassageLine, reader: Reader, on: str) -> Rephrased:
    """`Ms Adeyemi told us that ...` to Ms Adeyemi herself: `you told us that ...`."""
    found = masked(passage)
    if found is None:
        return quoted_because(_NO_PLACE)
    said = _by_reader(reader, "told us", "that (?P<rest>.+)", found)
    if said is None:
        return quoted_because(_NO_FORM)
    if any_of("doubts", "parts").search(said["rest"]):
        return quoted_because("a part or multiple is said in words")
    if why := _unclear(said["rest"], reader):
        return quoted_because(why)
    dated = _dated(found, said["before"] or said["after"], passage, reader, on)
    if dated is None:
        return quoted_because(_NO_DAY)
    found, on = dated
    return _checked(framed(_READER, "told", on=on, that=_ended(said["rest"])), found, reader)


def wanted_to_know(passage: PassageLine, reader: Reader) -> Rephrased:
    """A question to the client as a request: `Please tell us who ...`."""
    found = masked(passage)
    if found is None:
        return quoted_because(_NO_PLACE)
    text = plain(found.text)
    if _SIGNS.search(text) or _SENTENCE_END.search(text) or not text.endswith("?"):
        return quoted_because("it is not one plain question")
    asked = _in_statement_order(text.rstrip("? "), reader)
    if not asked:
        return quoted_because("its words would not stay in their order")
    return _checked(framed(_READER, "please_tell", asked=asked), found, reader)


def owned(passage: PassageLine, reader: Reader) -> Rephrased:
    """A risk whose last words give it to the firm, with `us` for the firm's name."""
    found = masked(passage)
    match = _OWNER.fullmatch(plain(found.text)) if found else None
    firms = {name.casefold() for name in reader.firms}
    if found is None or match is None or match["name"].casefold() not in firms:
        return quoted_because(_NO_FORM)
    if _SIGNS.search(match["told"]):
        return quoted_because("it is not plain text")
    told = match["told"][:1].upper() + match["told"][1:]
    return _checked(framed(_FIRM, "owned", told=told), found, reader, names=match["name"])


def _unclear(rest: str, reader: Reader) -> str:
    """Why it is not certain whom the words mean once `you` is the reader; empty when it is."""
    said = words_in(rest)
    if said & words("pronouns", "third"):
        return "it is not certain whom a pronoun means"
    if said & reader.named or said & words("pronouns", "singular") or "you" in said:
        return "it speaks of the reader, or of its writer, in another way"
    if _SIGNS.search(rest) or _SENTENCE_END.search(rest):
        return "it is not one plain sentence"
    return ""


def _by_reader(reader: Reader, does: str, rest: str, found: Masked) -> re.Match[str] | None:
    """The sentence as what the reader did, with the day that it gives before or after."""
    if not reader.addressee:
        return None
    names = "|".join(re.escape(name) for name in reader.called)
    form = (
        rf"(?:[Oo]n (?P<before>{FIGURE}),? )?(?:{names}) {does} "
        rf"(?:on (?P<after>{FIGURE}),? )?{rest}"
    )
    return re.fullmatch(form, plain(found.text))


def _dated(
    found: Masked, day: str | None, passage: PassageLine, reader: Reader, on: str
) -> tuple[Masked, str] | None:
    """The day that the sentence begins with: its own, or the conversation's if that is the same.

    The conversation's has its year, and is not said again where it has been said. `None` where
    its own is no plain date.
    """
    if not day:
        return found, on
    said = _text_of(found.slots[day], passage)
    if not _DATE.fullmatch(said):
        return None
    if f"{dict(reader.days).get(passage.said_on_fact, '')} ".startswith(f"{said} "):
        slots = {mark: slot for mark, slot in found.slots.items() if mark != day}
        return replace(found, slots=slots, text=found.text.replace(day, " ")), on
    return found, f"On {day} "


def _text_of(slot: str, passage: PassageLine) -> str:
    part = next((each.part for each in slots(slot) if each.kind == "quote"), 0)
    return passage.figures[part - 1] if part else slot


def _in_statement_order(text: str, reader: Reader) -> str:
    """The question as it stands after `tell us`; empty where that is not certain."""
    if match := _WHO.fullmatch(text):
        verb = match["verb"]
        certain = verb.casefold() not in words("grammar", "finite") if verb else True
        certain = certain and (not match["does"] or is_work(match["does"]))
        return text[:1].lower() + text[1:] if certain else ""
    match = _INVERTED.fullmatch(text)
    subject = _subject(match["whole"], reader) if match else ""
    if match is None or not subject:
        return ""
    rest = match["whole"][len(subject) :].lstrip()
    if not (is_work(rest) or rest.startswith("be ")):
        return ""
    return f"{(match['asks'] or 'whether').lower()} {subject} {match['modal'].lower()} {rest}"


def _subject(whole: str, reader: Reader) -> str:
    """The client, by a name or as `you`, if the words begin with it."""
    names = (*sorted(reader.companies, key=len, reverse=True), "you")
    return next((n for n in names if whole.casefold().startswith(f"{n.casefold()} ")), "")


def _checked(text: str, found: Masked, reader: Reader, *, names: str = "") -> Rephrased:
    filled = found.filled(text)
    said = re.sub(FIGURE, " ", found.text)
    who = f"{reader.addressee} {names}"
    why = check(filled, said, who, figures=len(found.slots), asks=False)
    return quoted_because(why) if why else Rephrased(filled)


def _ended(text: str) -> str:
    return text.rstrip(" .")
