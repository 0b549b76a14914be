"""One passage as a sentence of the report."""

from __future__ import annotations

from dataclasses import dataclass

from engross.models.house.reading import PassageLine
from engross.models.house.reporting.minuted import decided, instructed, owned, told, wanted_to_know
from engross.models.house.reporting.quotations import on_day, quotation
from engross.models.house.reporting.reader import Reader
from engross.models.house.reporting.rephrasing import Rephrased
from engross.models.house.reporting.speech import promised, rephrased
from engross.models.house.reporting.voices import owner_of, speaker_of
from engross.models.house.reporting.written import left_to, noted


@dataclass(frozen=True)
class Reported:
    """A sentence with slots, and what it rests on."""

    text: str
    cites: tuple[str, ...]
    quoted: bool
    """Whether it has the passage word for word."""
    why_quoted: str = ""
    """What was not certain enough for the report's own words; empty when they were used."""


def report(
    passage: PassageLine,
    reader: Reader,
    *,
    dated: bool = True,
    named: bool = False,
    also: bool = False,
) -> Reported:
    """The passage as a whole sentence with who said it and, if `dated`, when.

    `named` names the person at the firm who acts instead of saying "we"; `also` is for what is
    asked of us beside what the sentence before has.
    """
    on = on_day(passage, dated=dated)
    if not passage.speaker:
        return _noted(passage, reader, on, named=named, also=also)
    voice = speaker_of(passage, reader)
    made = rephrased(passage, voice, reader, on=on, named=named)
    return _reported(passage, made, quotation(passage, voice, on))


def ask(passage: PassageLine, reader: Reader, *, dated: bool = True) -> Reported:
    """What a written note leaves to the client as a request, `Please ...`.

    What they have only said that they will do is told as said; the rest is as `report` has it.
    """
    if passage.speaker:
        voice = speaker_of(passage, reader)
        made = promised(passage, voice, reader, on=on_day(passage, dated=dated))
    elif passage.kind == "question":
        made = wanted_to_know(passage, reader)
    else:
        made = noted(passage, owner_of(passage, reader), reader, named=False, please=True)
    return _reported(passage, made, "") if made.text else report(passage, reader, dated=dated)


def quote(passage: PassageLine, reader: Reader, *, dated: bool = True) -> Reported:
    """The passage word for word, though it might be told in the report's own words."""
    if passage.speaker:
        text = quotation(passage, speaker_of(passage, reader), on_day(passage, dated=dated))
    else:
        voice = owner_of(passage, reader)
        text = left_to(passage, voice, quotation(passage, voice, ""))
    return Reported(text, (passage.id,), quoted=True, why_quoted="somebody asked for it")


def _noted(passage: PassageLine, reader: Reader, on: str, *, named: bool, also: bool) -> Reported:
    voice = owner_of(passage, reader)
    quote = quotation(passage, voice, "")
    if passage.kind == "instruction":
        made = instructed(passage, reader, on, also=also)
    elif passage.kind == "decision":
        made = decided(passage, reader, on)
    elif passage.kind == "risk":
        made = owned(passage, reader)
    elif passage.kind == "background":
        made = told(passage, reader, on)
    else:
        made = noted(passage, voice, reader, named=named)
    return _reported(passage, made, left_to(passage, voice, quote))


def _reported(passage: PassageLine, made: Rephrased, quote: str) -> Reported:
    cites = (passage.id,)
    if made.text:
        return Reported(made.text, cites, quoted=False)
    return Reported(quote, cites, quoted=True, why_quoted=made.why_not)
