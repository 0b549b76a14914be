"""The figures of charts, which have no bookmarks: each is where its chart says it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Literal

from engross.records import Figure
from engross.returning.locating import Located
from engross.returning.mapping import mapped
from engross.returning.results import Change, TypedFigure
from engross.returning.units import Part, Unit
from engross.returning.words import compared, figures_of, occurrences, whole

if TYPE_CHECKING:
    from engross.ooxml.anchored_text import AnchoredBlock


def in_charts(
    figures: Sequence[Figure], before: Sequence[AnchoredBlock], after: Sequence[AnchoredBlock]
) -> Iterator[Located]:
    """What became of the figures that charts show."""
    old = texts(before)
    new = _under_old_names(old, texts(after))
    for figure in figures:
        if figure.place.startswith("chart "):
            yield _in_chart(figure, old.get(figure.place, ""), new.get(figure.place, ""))


def texts(blocks: Sequence[AnchoredBlock]) -> dict[str, str]:
    """What charts say, by place: `chart fees, series 1, point 2`."""
    return {block.place: block.text for block in blocks if block.style == "chart"}


def renamed(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """What each chart is called now, by what it was called; LibreOffice names them afresh.

    Those of the same name are the same; of the others, those that say the most of the same.
    """
    were, are = _by_chart(old), _by_chart(new)
    names = {name: name for name in were if name in are}
    left = [name for name in are if name not in names]
    for name in were:
        if name not in names and left:
            best = max(left, key=lambda one: (were[name] & are[one]).total())
            names[name] = best
            left.remove(best)
    return names


def only_renamed(before: Sequence[AnchoredBlock], after: Sequence[AnchoredBlock]) -> dict[str, str]:
    """Charts that came back under another name and say the same: what each is called now."""
    old, new = texts(before), texts(after)
    named = _under_old_names(old, new)
    changed = {
        place.partition(", ")[0]
        for place in (*old, *named)
        if _value(old.get(place, "")) != _value(named.get(place, ""))
    }
    names = renamed(old, new)
    return {was: now for was, now in names.items() if was != now and was not in changed}


def _by_chart(lines: Mapping[str, str]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for place, text in lines.items():
        found.setdefault(place.partition(", ")[0], Counter())[_value(text)] += 1
    return found


def _under_old_names(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """What the charts say now, by the places that they had."""
    was_called = {now: was for was, now in renamed(old, new).items()}
    named = {}
    for place, text in new.items():
        chart, comma, rest = place.partition(", ")
        named[f"{was_called.get(chart, chart)}{comma}{rest}"] = text
    return named


def _value(text: str) -> str:
    """The number that a bar shows, however it is written; other words as they are compared.

    LibreOffice loses the form: 14,400 comes back as 14400, and a dash as 0.
    """
    plain = compared(text)
    bracketed = plain.startswith("(") and plain.endswith(")")
    digits = plain.strip("()").replace(",", "").removesuffix("%")
    try:
        number = Decimal("0" if plain == "-" else digits)
    except InvalidOperation:
        return plain
    return f"{(-number if bracketed else number).normalize():f}"


def _in_chart(figure: Figure, old: str, new: str) -> Located:
    if not new:
        return Located(figure, "gone")
    if _value(old) == _value(new) or _still_said(figure, old, new):
        return Located(figure, "unchanged", None, figure.text, figure.place)
    now = _in_title(figure, old, new) if figure.place.endswith(", title") else new
    return Located(figure, "changed", None, now, figure.place) if now else Located(figure, "gone")


def _still_said(figure: Figure, old: str, new: str) -> bool:
    """Whether its words are there, with the sign and power that they had."""
    was, now = (
        {compared(text[slice(*whole(text, *at))]) for at in occurrences(figure.text, text)}
        for text in (old, new)
    )
    return bool(now & (was or {compared(figure.text)}))


def _in_title(figure: Figure, old: str, new: str) -> str:
    """The figure of the new title that stands where the old one stood; empty for none."""
    at = next(occurrences(figure.text, old), None)
    found = at and mapped(_unit(old), _unit(new), *at)
    words = new[slice(*found)] if found else ""
    return words if figures_of(words) or not figures_of(figure.text) else ""


def _unit(text: str) -> Unit:
    return Unit(text, "", [Part(0, 0, len(text), 0)], row=False)


def typed_in_charts(
    located: Sequence[Located], before: Sequence[AnchoredBlock], after: Sequence[AnchoredBlock]
) -> Iterator[TypedFigure]:
    """The figures that charts show now, that they did not show, and that stand for no other."""
    old, now = texts(before), texts(after)
    places = dict(zip(_under_old_names(old, now), now, strict=True))
    was_called = {now: was for was, now in places.items()}
    stood_for = {one.place for one in located if one.status == "changed"}
    for number, block in enumerate(after):
        place = was_called.get(block.place, "")
        if block.style != "chart" or place in stood_for:
            continue
        if _value(block.text) == _value(old.get(place, "")):
            continue
        known = Counter(compared(said.text) for said in figures_of(old.get(place, "")))
        for said in figures_of(block.text):
            known[compared(said.text)] -= 1
            if known[compared(said.text)] < 0:
                yield TypedFigure(
                    text=said.text,
                    place=place,
                    sentence=block.text,
                    block=number,
                    start=said.start,
                    end=said.end,
                )


def chart_changes(
    before: Sequence[AnchoredBlock], after: Sequence[AnchoredBlock]
) -> Iterator[Change]:
    """What charts say otherwise."""
    old = texts(before)
    new = _under_old_names(old, texts(after))
    for place in dict.fromkeys((*new, *old)):
        was, now = old.get(place, ""), new.get(place, "")
        if _value(was) != _value(now):
            kind: Literal["changed", "added", "removed"] = "added" if now else "removed"
            yield Change(
                kind="changed" if was and now else kind, place=place, before=was, after=now
            )
