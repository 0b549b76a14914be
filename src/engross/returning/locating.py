"""Where each figure of the held document is now: in its bookmark, else by its words there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engross.records import Figure
from engross.returning.alignment import Alignment
from engross.returning.mapping import mapped, replaced_in_place
from engross.returning.results import Status
from engross.returning.units import Unit
from engross.returning.words import compared, figures_of, occurrences, whole
from engross.uk.money import NIL

if TYPE_CHECKING:
    from engross.ooxml.anchored_text import AnchoredBlock

Spot = tuple[int, int, int]
"""Block, start and end."""


@dataclass(frozen=True)
class Located:
    """A figure and where it is now."""

    figure: Figure
    status: Status
    spot: Spot | None = None
    now: str = ""
    place: str = ""
    """As Word counts; only of what is in a chart, which has no spot."""
    anchored: bool = True
    doubtful: bool = False

    @property
    def reworded(self) -> bool:
        """Whether it is a quotation, and not one figure of it, that reads otherwise now."""
        quotation = self.figure.kind == "quote" and "#" not in self.figure.id
        return self.status == "changed" and quotation


class Locator:
    """Finds figures one after the other; words that one has are no other's."""

    def __init__(
        self,
        before: Sequence[AnchoredBlock],
        after: Sequence[AnchoredBlock],
        old: Sequence[Unit],
        new: Sequence[Unit],
        pairs: Alignment,
    ) -> None:
        self._before, self._after = before, after
        self._old, self._new, self._pairs = old, new, pairs
        self._was = {anchor: spots[0] for anchor, spots in _anchored(before).items()}
        self._is = _anchored(after)
        self._taken: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._units: dict[int, list[int]] = defaultdict(list)
        for number, unit in enumerate(old):
            for part in unit.parts:
                self._units[part.block].append(number)

    def locate(self, figures: Sequence[Figure]) -> list[Located]:
        """All of them, in their order: the surest ways for all before the less sure for any."""
        found: dict[str, Located] = {}
        ways = (
            self._same,
            self._typed_over,
            self._typed_in_place,
            self._words_there,
            self._words_mapped,
            self._moved,
        )
        for way in ways:
            for figure in figures:
                if figure.anchor not in found and (one := way(figure)):
                    found[figure.anchor] = one
                    if one.spot:
                        self._taken[one.spot[0]].append(one.spot[1:])
        return [found.get(figure.anchor) or Located(figure, "gone") for figure in figures]

    def _same(self, figure: Figure) -> Located | None:
        """Its words are in its bookmark, or at least in part; more may be in that, too."""
        for block, start, end in self._is.get(figure.anchor, ()):
            for spot in self._occurrences(figure, block):
                if spot[1] <= end and start <= spot[2]:
                    return self._unchanged(figure, spot)
        spots = self._is.get(figure.anchor, ())
        if len(spots) > 1:  # a paragraph was cut in two inside it
            together = " ".join(self._after[block].text[start:end] for block, start, end in spots)
            if compared(together) == compared(figure.text):
                longest = max(spots, key=lambda spot: spot[2] - spot[1])
                return self._unchanged(figure, longest)
        return None

    def _typed_over(self, figure: Figure) -> Located | None:
        """Other words are in its bookmark, and a figure is among them if it was one."""
        for block, start, end in self._is.get(figure.anchor, ()):
            text = self._after[block].text
            first, last = self._without_old_brackets(figure, text, *whole(text, start, end))
            if self._free(block, first, last) and _may_stand_for(figure, text[first:last]):
                return Located(figure, "changed", (block, first, last), text[first:last])
        return None

    def _typed_in_place(self, figure: Figure) -> Located | None:
        """A figure was typed over it, and the words on both sides stayed."""
        for old, new, start, end in self._old_and_new(figure) if _is_number(figure.text) else ():
            found = replaced_in_place(old, new, start, end)
            spot = new.outside(*found) if found else None
            if spot is not None:
                return self._changed(figure, spot)
        return None

    def _words_there(self, figure: Figure) -> Located | None:
        """Its words are in the sentence, or row, that its own became."""
        wanted = [self._new[number] for number in self._became(figure)]
        blocks = list(dict.fromkeys(part.block for unit in wanted for part in unit.parts))
        spots = [spot for block in blocks for spot in self._occurrences(figure, block)]
        inside = [spot for spot in spots if any(u.holds(spot[0], spot[1]) for u in wanted)]
        if not inside:
            return None
        near = self._mapped(figure) or inside[0]
        best = min(inside, key=lambda spot: (spot[0] != near[0], abs(spot[1] - near[1])))
        return self._unchanged(figure, best, anchored=False)

    def _words_mapped(self, figure: Figure) -> Located | None:
        """Other words are where its own were."""
        spot = self._mapped(figure)
        if spot is None or (figure.kind == "fact" and not _is_number(figure.text)):
            return None  # a name that is not there any more is gone
        return self._changed(figure, spot)

    def _changed(self, figure: Figure, spot: Spot) -> Located | None:
        """It reads otherwise there, and has no bookmark any more; `None` when it cannot be so."""
        block, text = spot[0], self._after[spot[0]].text
        start, end = self._without_old_brackets(figure, text, *whole(text, *spot[1:]))
        now = text[start:end]
        if self._free(block, start, end) and _may_stand_for(figure, now):
            return Located(figure, "changed", (block, start, end), now, anchored=False)
        return None

    def _moved(self, figure: Figure) -> Located | None:
        """Its words are in a sentence that nothing was before; they may be its own."""
        if not self._holding(figure):
            return None
        for number, unit in enumerate(self._new):
            if number not in self._pairs.came_from:
                for block in dict.fromkeys(part.block for part in unit.parts):
                    for spot in self._occurrences(figure, block):
                        if unit.holds(spot[0], spot[1]):
                            return self._unchanged(figure, spot, anchored=False, doubtful=True)
        return None

    def _unchanged(
        self, figure: Figure, spot: Spot, *, anchored: bool = True, doubtful: bool = False
    ) -> Located:
        block, start, end = spot
        words = self._after[block].text[start:end]
        return Located(figure, "unchanged", spot, words, anchored=anchored, doubtful=doubtful)

    def _occurrences(self, figure: Figure, block: int) -> Iterator[Spot]:
        """Where its words stand in a block, free, and part of no longer figure than before."""
        text = self._after[block].text
        for start, end in occurrences(figure.text, text):
            if self._free(block, start, end):
                first, last = whole(text, start, end)
                wanted = self._around(figure)
                if compared(text[first:last]) in {wanted, self._bare(figure, wanted)}:
                    yield block, start, end

    def _around(self, figure: Figure) -> str:
        """Its words with the figures that they were a part of, and their sign and power."""
        if figure.anchor not in self._was:
            return compared(figure.text)
        block, start, end = self._was[figure.anchor]
        text = self._before[block].text
        return compared(text[slice(*whole(text, start, end))])

    def _bare(self, figure: Figure, around: str) -> str:
        """The same without brackets that are not its own: those may come and go."""
        words = compared(figure.text)
        return words if around == f"({words})" else around

    def _without_old_brackets(
        self, figure: Figure, text: str, start: int, end: int
    ) -> tuple[int, int]:
        """What was typed, without brackets that stood around the figure before."""
        around = self._around(figure)
        had = around != self._bare(figure, around)
        bracketed = text[start : start + 1] == "(" and text[end - 1 : end] == ")"
        return (start + 1, end - 1) if had and bracketed else (start, end)

    def _holding(self, figure: Figure) -> list[int]:
        """The held sentences, or the row, that it stood in."""
        if figure.anchor not in self._was:
            return []
        block, start, end = self._was[figure.anchor]
        return [
            number
            for number in self._units[block]
            if any(
                part.block == block and part.start < end and start < part.end
                for part in self._old[number].parts
            )
        ]

    def _became(self, figure: Figure) -> list[int]:
        became = self._pairs.became
        return [became[number] for number in self._holding(figure) if number in became]

    def _mapped(self, figure: Figure) -> Spot | None:
        """Where the words stand now that replaced its own; of several sentences, from the first."""
        spots: list[Spot] = []
        for old, new, start, end in self._old_and_new(figure):
            found = mapped(old, new, start, end)
            spot = new.outside(*found) if found else None
            if spot is not None:
                spots.append(spot)
        beside = [spot for spot in spots if spot[0] == spots[0][0]]
        return (beside[0][0], beside[0][1], beside[-1][2]) if beside else None

    def _old_and_new(self, figure: Figure) -> Iterator[tuple[Unit, Unit, int, int]]:
        """Each sentence, or the row, that it stood in, what that became, and where it was in it."""
        for number in self._holding(figure):
            if number in self._pairs.became:
                block, start, end = self._was[figure.anchor]
                old = self._old[number]
                part = next(part for part in old.parts if part.block == block)
                first, last = max(start, part.start), min(end, part.end)
                yield (
                    old,
                    self._new[self._pairs.became[number]],
                    old.inside(block, first),
                    old.inside(block, last),
                )

    def _free(self, block: int, start: int, end: int) -> bool:
        return start < end and not any(
            first < end and start < last for first, last in self._taken[block]
        )


def _anchored(blocks: Sequence[AnchoredBlock]) -> dict[str, list[Spot]]:
    """The stretches of each bookmark; one that spans paragraphs has several."""
    found: dict[str, list[Spot]] = defaultdict(list)
    for number, block in enumerate(blocks):
        for anchor in block.anchors:
            found[anchor.name].append((number, anchor.start, anchor.end))
    return found


def _may_stand_for(figure: Figure, words: str) -> bool:
    """Whether the words can be a new form of it: a figure of a figure, any words of a name."""
    return bool(words.strip()) and (_is_number(words) or not _is_number(figure.text))


def _is_number(words: str) -> bool:
    """Whether there is a figure in the words, or they are how a table says nil."""
    return compared(words) == compared(NIL) or bool(figures_of(words))
