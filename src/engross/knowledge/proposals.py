"""A gap as an article that somebody has yet to write: a Markdown file without any client's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib import resources
from itertools import count
from string import Template
from typing import Final, NamedTuple

from engross.knowledge.gaps import Gap
from engross.knowledge.precedents.names import (
    ADDRESS,
    CLIENT,
    CONTACT,
    FEE_EARNER,
    MATTER,
    SHORT,
    Names,
    name_words,
)
from engross.records.knowledge import FoundPassage
from engross.sources.texts import clean, one_line
from engross.uk.dates import format_date
from engross.workspace.register import Firm
from engross.workspace.walls import FIRM, wall_of

_ARTICLE: Final = "article.md"

_LONGEST_NAME: Final = 60
"""Characters of a file's name, without its ending."""

_SAID: Final = {
    CLIENT: "the client",
    SHORT: "the client",
    ADDRESS: "the client's address",
    CONTACT: "the client's contact",
    MATTER: "the matter",
    FEE_EARNER: "the fee-earner",
}
"""Words of a question for what stands for a name in a precedent."""

_WORD = re.compile(r"[^\W\d_]+")


class Proposal(NamedTuple):
    """A file to be filled in."""

    name: str
    """Such as `how-are-late-fees-charged.md`."""
    text: str
    """Markdown: the question as its heading, all else in a comment, which is never searched."""


def proposals(gaps: Iterable[Gap], firm: Firm) -> tuple[Proposal, ...]:
    """One for each gap, in order; no two have one name."""
    nameless, taken = _Nameless(firm), set[str]()
    return tuple(_proposal(gap, firm, nameless, taken) for gap in gaps)


def _proposal(gap: Gap, firm: Firm, nameless: _Nameless, taken: set[str]) -> Proposal:
    title = nameless.line(gap.question)
    others = dict.fromkeys(nameless.line(other) for other in gap.others)
    name = next(name for name in _names(title) if name not in taken)
    taken.add(name)
    text = Template(resources.files("engross.knowledge").joinpath(_ARTICLE).read_text("utf-8"))
    return Proposal(
        name,
        text.substitute(
            title=f"{title[:1].upper()}{title[1:]}",
            runs="1 run" if len(gap.runs) == 1 else f"{len(gap.runs)} runs",
            last=format_date(gap.last),
            others="".join(f"- {other}\n" for other in others if other != title) or "- no other\n",
            place=_place(gap),
            nearest=_nearest(gap.nearest, firm),
        ),
    )


def _names(title: str) -> Iterator[str]:
    """File names for the title, the best first."""
    words = "-".join(re.findall(r"[a-z0-9]+", title.lower().replace("'", "")))
    short = words[:_LONGEST_NAME].strip("-") or "question"
    yield f"{short}.md"
    yield from (f"{short}-{number}.md" for number in count(2))


def _place(gap: Gap) -> str:
    if len(gap.clients) > 1:
        return f"in knowledge/, as it was asked for {len(gap.clients)} clients."
    return (
        "in knowledge/ if the answer holds for every client; it was asked for one, so if the "
        "answer is that client's alone, in the client's own folder."
    )


def _nearest(found: FoundPassage | None, firm: Firm) -> str:
    """Where it stands and who answers for it; of a client's file only who."""
    if found is None:
        return "nothing; the knowledge base is empty."
    person = firm.person(found.owner)
    owner = f"{person.name} ({person.email})" if person else found.owner
    span = found.passage.span
    if wall_of(span.file, firm) != FIRM:
        return f"a passage that not every client may see; {owner} answers for it."
    return f"{_one_line(span.file)}, {_one_line(span.place)}; {owner} answers for it."


def _one_line(text: str) -> str:
    """Without anything that would end the comment or the line that it stands in."""
    return one_line(re.sub(r"<!--|--!?>|-{2,}", " ", clean(text)))


class _Nameless:
    """Puts `the client` for the names of clients, and the like for their people and matters."""

    def __init__(self, firm: Firm) -> None:
        # Workstreams stay: without them most questions would ask nothing, and "VAT and payroll"
        # tells of nobody.
        nobody = firm.clients[:1] and firm.clients[0].model_copy(update={"matters": ()})
        self._names = Names(firm, nobody) if nobody else None
        self._parts = name_words(firm)

    def line(self, text: str) -> str:
        """The text as one line without names."""
        text = _one_line(text)
        if self._names:
            text, _ = self._names.replaced(text)
        text = _WORD.sub(lambda word: CLIENT if word[0] in self._parts else word[0], text)
        for placeholder, said in _SAID.items():
            text = re.sub(rf"(?:\b[Tt]he\s+)?{re.escape(placeholder)}", said, text)
        return text.lstrip("# ")
