"""The summary: position, what changed, the money, the decisions wanted, in the shortest form."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from engross.models.house.reading import PassageLine, Section, has_digits, words_in
from engross.models.house.reporting import Reader, report
from engross.models.house.salience import Told, weight
from engross.models.house.word_lists import DONE
from engross.records import Sentence
from engross.uk.figures import said_figures

_CHANGES = ("instruction", "decision")
_MOST_CHANGES = 2
_LEAST = 5
"""Words that a shortened sentence must keep."""

_LONGEST = 35
"""Words of a passage that is still short enough for a summary."""

_TAIL = re.compile(
    r"""(?P<kept>.+?\b(?!(?:at|by|for|from|in|of|on|the|to|under|with))\w+[\])]*)(?:
        ,?\s(?:because|so\sthat|owing\sto|due\sto)\s
      | ,\s(?:which|who|where|when|after|following)\s
      | ,?\sand\s(?:the|a|an|it|they)\s(?:[\w'\u2019-]+\s){0,4}?
        (?:was|were|is|are|has|have|had|will|can|may|do|does|did)\s
    ).*""",
    re.VERBOSE,
)
"""What a sentence can do without: a reason, a circumstance, a second statement."""

_FIGURE = "[["
_LEANING = frozenset(
    {"he", "she", "it", "they", "this", "that", "these", "those", "so", "but", "and"}
)
"""A sentence that begins with one leans on the one before."""

_CLAUSE = re.compile(r";\s(?!(?:if|unless|but|provided|except|however|only)\b)")
_STOP = re.compile(r"(?<=[a-z\])])\.\s+(?=[A-Z\[])")

_TURNS = frozenset(
    {
        "if",
        "unless",
        "until",
        "not",
        "only",
        "but",
        "provided",
        "except",
        "before",
        "no",
        "never",
        "subject",
    }
)
"""What a part with one of these says must not be left out."""


def pick(
    section: Section,
    elsewhere: Mapping[str, Sequence[PassageLine]],
    told: Told,
    pressing: Callable[[PassageLine], bool],
) -> tuple[PassageLine, ...]:
    """The outcome and the changes that matter most, from the other sections.

    What is `pressing`, because the client must decide on it, goes first. A summary that takes no
    kind of passage is one of figures.
    """
    if not section.kinds:
        return ()
    everything = [p for passages in elsewhere.values() for p in passages if _is_short(p, told)]
    outcomes = [p for p in everything if p.kind == "background" and _is_outcome(p)]
    wanted = set(section.kinds) - {"background"} or set(_CHANGES)
    if wanted & set(_CHANGES):  # an instruction changes as much as a decision does
        wanted |= set(_CHANGES)
    changes = [passage for passage in everything if passage.kind in wanted]

    def worth(passage: PassageLine) -> int:
        return 2 * weight(passage, told) + 3 * pressing(passage)

    best = sorted(changes, key=worth, reverse=True)[:_MOST_CHANGES]
    first = [max(outcomes, key=worth)] if outcomes else []
    return (*first, *sorted(best, key=changes.index))


def in_short(passages: Sequence[PassageLine], reader: Reader) -> list[Sentence]:
    """The passages in their shortest forms, the day of a conversation said once."""
    told: list[Sentence] = []
    for passage in passages:
        day = f"On [[fact:{passage.said_on_fact}]] "
        said = any(sentence.text.startswith(day) for sentence in told)
        told.append(shortest(passage, reader, dated=not said))
    return told


def shortest(passage: PassageLine, reader: Reader, *, dated: bool = True) -> Sentence:
    """The passage in its shortest form that says nothing else."""
    said = report(passage, reader, dated=dated)
    text = said.text
    if text.strip(" .") == f"[[quote:{passage.id}]]" and not passage.speaker:
        text = _opened(passage)
    short = _cut(text)
    return Sentence(text=short[:1].upper() + short[1:], cites=said.cites)


def _is_outcome(passage: PassageLine) -> bool:
    """Whether it tells of something done; a note of the work does, spoken words must say so."""
    return not passage.speaker or bool(words_in(passage.text) & DONE)


def _is_short(passage: PassageLine, told: Told) -> bool:
    return passage.words <= _LONGEST and (not passage.speaker or told(passage))


def _opened(passage: PassageLine) -> str:
    """A written note in its own words, with a slot for every figure that it has."""
    pieces, last = [], 0
    for number, said in enumerate(said_figures(passage.text), start=1):
        pieces += [passage.text[last : said.start], f"[[quote:{passage.id}#{number}]]"]
        last = said.end
    text = "".join([*pieces, passage.text[last:]])
    return text if not has_digits(text) else f"[[quote:{passage.id}]]"


def _cut(text: str) -> str:
    first, *rest = _CLAUSE.split(_telling_sentence(text), maxsplit=1)
    short = f"{first}." if rest and len(first.split()) >= _LEAST else _telling_sentence(text)
    match = _TAIL.fullmatch(short.rstrip(". "))
    if match is None or len(match["kept"].split()) < _LEAST:
        return short
    dropped = words_in(short[len(match["kept"]) :])
    return short if dropped & _TURNS else f"{match['kept'].rstrip(',')}."


def _telling_sentence(text: str) -> str:
    """Of several sentences the one with figures, or the first; all where one leans on another."""
    sentences = [f"{each.rstrip('. ')}." for each in _STOP.split(text)]
    if len(sentences) == 1 or any(each.split()[0].casefold() in _LEANING for each in sentences):
        return text
    return max(sentences, key=lambda each: (_FIGURE in each, len(each.split()) >= _LEAST))
