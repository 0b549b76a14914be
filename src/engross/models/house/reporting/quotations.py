"""A passage word for word, with who said it and when."""

from __future__ import annotations

from engross.models.house.reading import PassageLine
from engross.models.house.reporting.lists import frame
from engross.models.house.reporting.voices import Voice

_CLOSING = "\"'\u201d\u2019) "
_ENDS = (".", "?", "!", "…", ".”", "?”", "!”", '."', '?"', '!"', ".)")


def on_day(passage: PassageLine, *, dated: bool) -> str:
    """`On 7 October 2026 ` with the day as a slot; empty when it is not known or not wanted."""
    if not (dated and passage.said_on_fact):
        return ""
    return frame("all", "on").format(day=f"[[fact:{passage.said_on_fact}]]")


def quotation(passage: PassageLine, voice: Voice, on: str) -> str:
    """The passage's own words as a sentence."""
    quote = f"[[quote:{passage.id}]]"
    if not passage.text.rstrip().endswith(_ENDS):
        quote += "."
    if not passage.speaker:
        return quote
    asks = passage.kind == "question" or passage.text.rstrip(_CLOSING).endswith("?")
    form = "quoted_question" if asks else "quoted"
    return framed(voice, form, on=on, quote=quote)


def framed(voice: Voice, form: str, **parts: str) -> str:
    """The frame of that voice filled in, beginning with a capital letter."""
    text = frame(voice.kind, form) or frame("all", form)
    return begun(text.format(who=voice.name, **parts))


def begun(text: str) -> str:
    """The sentence with a capital letter; a slot or a name at its beginning is as it is."""
    first, _, rest = text.partition(" ")
    small = {"you", "we", "it"}
    return f"{first.capitalize()} {rest}" if first in small else text
