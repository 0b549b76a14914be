"""Takes a client out of a precedent's words, and refuses what may still say something of one.

Names that firm.yaml knows make way for placeholders. After that nothing may be left that looks like
a figure, a date, an address or a name, and no words of the client's sources; and a sentence begins
with an ordinary word. What remains unseen is a name that neither firm.yaml nor the sources write
with a capital, in small letters or as an ordinary word that begins a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from engross.knowledge.precedents.names import ORDINARY, Names, name_words
from engross.knowledge.precedents.section import Replaced, Section, placed
from engross.knowledge.precedents.vocabulary import (
    forms,
    is_only_a_word,
    is_ordinary,
    names_in,
    parts,
)
from engross.uk.dates import MONTHS, WEEKDAYS
from engross.uk.figures import figures_in, worded_numbers
from engross.workspace.register import Client, Firm

_FILLER: Final = "\ufffc"
_BRACKETED = re.compile(r"\[([^\[\]]*)\]")
_TORN = re.compile(r"[\[\]]")
_STRANGE = re.compile(
    "[^ -~\u00a3\u20ac\u00a0\u00ab\u00bb\u00b7\u00c0-\u017f\u2010-\u2015\u2018-\u201d\u2026]"
)
"""What is no letter, mark or sign that English writes: some look like letters and are others."""
_ADDRESS = re.compile(
    r"\S*@\S*|\S*://\S*|\bwww\.\S*|\b[\w-]+(?:\.[a-z]{2,})+\b(?:/\S*)?", re.IGNORECASE
)
_CALENDAR = re.compile(
    rf"\b(?:{'|'.join((*(m for m in MONTHS if m not in {'March', 'May'}), *WEEKDAYS))})s?\b",
    re.IGNORECASE,
)
_QUOTATION = re.compile(r"[\u201c\"]([^\u201d\"]*)[\u201d\"]")
_LONGEST_TERM = 3
"""Words between quotation marks that may be a defined term; more are somebody's."""
_WORD = re.compile(r"[^\W\d_][\w'\u2019&-]*|\ufffc")
_PROPER = re.compile(
    r"(?<!\w)(?:"
    + "|".join(sorted(map(re.escape, ORDINARY["proper"]), key=len, reverse=True))
    + r")(?!\w)"
)
_BEGINNINGS = frozenset(ORDINARY["beginnings"])
_ANOTHER_WAY: Final = (
    "put the sentence another way, or [square brackets] with what it is in its place"
)
_IN_A_ROW = 6
"""Words that are the same in a row, so that they are the source's."""
_TELLING, _LONG = 3, 5
"""How many of those words have so many letters; fewer are a turn of phrase."""


class Refused(NamedTuple):
    """A sentence that cannot go behind the firm's wall."""

    place: str
    """`Fees, paragraph 2`."""
    sentence: str
    problems: tuple[str, ...]
    """`“1,846” is a figure`."""

    def __str__(self) -> str:
        return f"{self.place}: “{self.sentence}” ({'; '.join(self.problems)})"


class Cleared(NamedTuple):
    """What came of clearing."""

    sections: tuple[Section, ...]
    replaced: tuple[Replaced, ...]
    refused: tuple[Refused, ...]
    """None if the sections may go behind the firm's wall."""


class Known:
    """What tells a client's words from the firm's."""

    def __init__(
        self,
        firm: Firm,
        client: Client,
        *,
        headings: Iterable[str] = (),
        sources: Iterable[str] = (),
        values: Iterable[str] = (),
    ) -> None:
        """`sources` are texts of the client's, `values` names and descriptions of theirs.

        `headings` are the firm's own and may be named.
        """
        texts = tuple(sources)
        generic = {name[:1].upper() + name[1:] for name in ORDINARY["short_names"]}
        own = {firm.particulars.name, firm.particulars.trading_as, *headings, ""}
        own |= {*ORDINARY["short_names"], *generic}
        self.names = Names(firm, client)
        self.own = [re.escape(words) for words in sorted(own - {""}, key=len, reverse=True)]
        self._names_forms = forms(name_words(firm) | names_in(texts))
        self.runs = frozenset(run for text in texts for run in _runs(text))
        self.values = frozenset(
            f" {' '.join(_plain(value))} " for value in values if " " in value and value not in own
        )

    def names_somebody(self, word: str) -> bool:
        """Whether a name of the register's or the sources' has the word, under whatever ending.

        In small letters an ordinary word is only that, although a name has it too.
        """
        return any(
            not self._names_forms.isdisjoint(forms([part])) and not is_only_a_word(part)
            for part in parts(word)
        )


def cleared(
    sections: Sequence[Section], known: Known, placeholders: Collection[str] = ()
) -> Cleared:
    """The sections with placeholders for names, and every sentence that must not stay as it is.

    `placeholders` are those that the sections have from a label: they are not looked into.
    """
    clearing = _Clearing(known, placeholders)
    done = tuple(clearing.section(section) for section in sections)
    refused = tuple(one for section in done for one in clearing.refusals(section))
    return Cleared(done, tuple(dict.fromkeys(clearing.replaced)), refused)


class _Clearing:
    def __init__(self, known: Known, placeholders: Collection[str]) -> None:
        self._known = known
        self._placeholders = set(placeholders)
        self.replaced: list[Replaced] = []

    def section(self, section: Section) -> Section:
        paragraphs = tuple(
            tuple(self._named(sentence) for sentence in paragraph)
            for paragraph in section.paragraphs
        )
        return section._replace(paragraphs=paragraphs)

    def _named(self, text: str) -> str:
        """The text with placeholders for names; what is one already stays."""
        pieces = self._outside(text)
        return "".join(
            piece if piece in self._placeholders else self._replace(piece) for piece in pieces
        )

    def _outside(self, text: str) -> list[str]:
        known = sorted(map(re.escape, self._placeholders), key=len, reverse=True)
        return re.split(f"({'|'.join(known)})", text) if known else [text]

    def _replace(self, text: str) -> str:
        new, done = self._known.names.replaced(text)
        self.replaced += done
        return new

    def refusals(self, section: Section) -> Iterator[Refused]:
        ours = self._placeholders | {one.placeholder for one in self.replaced}
        for place, sentence in placed(section):
            rest = self._blank(sentence, ours)
            if problems := tuple(dict.fromkeys(_problems(rest, sentence, self._known))):
                yield Refused(place, sentence, problems)

    def _blank(self, sentence: str, ours: Collection[str]) -> str:
        """The sentence without what is known to be the firm's own."""
        kept = _BRACKETED.sub(
            lambda found: _FILLER if found.group() in ours else found.group(), sentence
        )
        for words in self._known.own:
            kept = re.sub(rf"(?<!\w){words}(?!\w)", _FILLER, kept)
        return _PROPER.sub(_FILLER, kept)


def _problems(rest: str, sentence: str, known: Known) -> Iterator[str]:
    """Everything in the rest of a sentence that may say something of a client."""
    spaced = rest.replace("_", " ")  # which some write for a space, or for italics
    if _STRANGE.search(sentence):
        yield "it has a character that English does not write"
    yield from (f"“{found.group()}” is an address" for found in _ADDRESS.finditer(rest))
    yield from (f"“{found.text}” is a figure" for found in figures_in(spaced))
    yield from (f"“{found.text}” is a figure" for found in worded_numbers(spaced))
    yield from (f"“{found.group()}” is a date" for found in _CALENDAR.finditer(spaced))
    yield from _names(rest, known)
    for found in _QUOTATION.finditer(rest):
        if len(found[1].replace(_FILLER, " ").split()) > _LONGEST_TERM:
            yield f"“{found[1]}” is a quotation"
    yield from _taken(sentence, known)
    if _TORN.search(_BRACKETED.sub("", rest)):
        yield "its square brackets do not match"


def _names(rest: str, known: Known) -> Iterator[str]:
    """Words that may be names: by their capitals, or because a name has them."""
    for number, found in enumerate(_WORD.finditer(rest)):
        word = found.group()
        small, opens = word.islower(), _opens(word, number, rest[: found.start()])
        if word == _FILLER:
            continue
        if known.names_somebody(word) or not (small or opens):
            yield f"“{_bare(word)}” may be a name"
        elif opens and not small and not is_ordinary(word):
            yield f"“{_bare(word)}” begins it and may be a name: {_ANOTHER_WAY}"


def _opens(word: str, number: int, before: str) -> bool:
    """Whether the word's capital may be that of a beginning."""
    if number == 0 and (word[1:].islower() or len(word) == 1):
        return True
    return word in _BEGINNINGS and (number == 0 or before.rstrip()[-1:] == ":")


def _bare(word: str) -> str:
    return re.split(r"['\u2019]", word)[0]


def _taken(sentence: str, known: Known) -> Iterator[str]:
    """Words in a row that a source has, and names and descriptions of the evidence's."""
    words = f" {' '.join(_plain(sentence))} "
    if any(run in known.runs for run in _runs(sentence)):
        yield "its words are those of the sources"
    yield from (f"“{value.strip()}” is in the sources" for value in known.values if value in words)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = _plain(text)
    for start in range(len(words) - _IN_A_ROW + 1):
        run = tuple(words[start : start + _IN_A_ROW])
        if sum(len(word) >= _LONG for word in run) >= _TELLING:
            yield run


def _plain(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())
