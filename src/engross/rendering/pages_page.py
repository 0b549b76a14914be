"""The candidate's pages as a page that any browser opens, every figure a link to its evidence."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import resources
from itertools import groupby
from typing import Literal, NamedTuple

from engross.ooxml.marks import place_name
from engross.records import DocumentPages, Figure, Finding, Page, Spot
from engross.rendering.review import WEIGHT

_PAGE = "pages_page.html"
_AIR = 1.5
"""Points around a figure's letters."""
_BADGE = 15.0
"""Points that a badge takes up."""

Spots = Mapping[str, Sequence[Spot]]
"""The spots of each anchor."""


class _Card(NamedTuple):
    """A figure, a chart's figures, or a finding, as it is told beside the pages."""

    name: str
    """What its address ends in: `figure7`."""
    anchor: str
    """The anchor that its link on a page stands at; empty where no page shows it."""
    page: int
    """0 where no page shows it."""
    figures: Sequence[Figure] = ()
    finding: Finding | None = None


class _Place(NamedTuple):
    """A rectangle on a page, in hundredths of the page."""

    left: float
    top: float
    width: float
    height: float


class _Link(NamedTuple):
    """What leads from a page to a card."""

    at: _Place
    card: _Card
    kind: Literal["figure", "badge"]
    first: bool
    """Whether the card leads back to it: a figure over two lines has two links."""


class _Sheet(NamedTuple):
    page: Page
    picture: str
    """The PNG in base64."""
    links: Sequence[_Link]


def pages_page(
    pages: DocumentPages,
    image: Callable[[str], bytes],
    figures: Sequence[Figure],
    findings: Sequence[Finding],
    title: str,
) -> bytes:
    """One HTML file in UTF-8 that needs no script and fetches nothing.

    `image` gives a page's PNG by its SHA-256. Whatever figures and findings say is text, never
    markup. The same arguments always give the same bytes.
    """
    import jinja2  # noqa: PLC0415 - slow to import
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415 - the same

    spots = _by_anchor(pages)
    evidence = [*_evidence(figures, spots)]
    noticed = [_noticed(finding, figures, spots) for finding in findings]
    page = resources.files("engross.rendering").joinpath(_PAGE).read_text("utf-8")
    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    shown = environment.from_string(page).render(
        title=title,
        sheets=[_sheet(one, image, [*evidence, *noticed], spots) for one in pages.pages],
        evidence=[(number, [*cards]) for number, cards in groupby(evidence, lambda one: one.page)],
        findings=noticed,
        weight=WEIGHT,
    )
    return shown.encode()


def _by_anchor(pages: DocumentPages) -> Spots:
    found: dict[str, list[Spot]] = {}
    for spot in pages.spots:
        found.setdefault(spot.anchor, []).append(spot)
    return found


def _evidence(figures: Sequence[Figure], spots: Spots) -> Sequence[_Card]:
    """A card for each figure, and one for each chart, page by page; last, what no page shows."""
    charts: dict[str, list[Figure]] = {}
    for figure in figures:
        charts.setdefault(_chart(figure) or figure.anchor, []).append(figure)
    cards = [_card(anchor, spots, figures=shown) for anchor, shown in charts.items()]
    return sorted(cards, key=lambda card: (not card.page, card.page))


def _chart(figure: Figure) -> str:
    """The anchor of the chart that draws it; empty for a figure in words or in a table."""
    place = figure.place.partition(", ")[0]
    return place_name(place) if place.startswith("chart ") else ""


def _card(anchor: str, spots: Spots, *, figures: Sequence[Figure]) -> _Card:
    page = spots[anchor][0].page if anchor in spots else 0
    return _Card(name=anchor, anchor=anchor if page else "", page=page, figures=figures)


def _noticed(finding: Finding, figures: Sequence[Figure], spots: Spots) -> _Card:
    anchors = [figure.anchor for figure in figures if figure.place == finding.place]
    anchor = next((one for one in [*anchors, *_around(finding.place)] if one in spots), "")
    page = spots[anchor][0].page if anchor else 0
    return _Card(name=f"finding-{finding.id}", anchor=anchor, page=page, finding=finding)


def _around(place: str) -> Iterator[str]:
    """The anchors of the place and of what it is part of, nearest first."""
    parts = place.split(", ")
    for length in range(len(parts), 0, -1):
        yield place_name(", ".join(parts[:length]))


def _sheet(
    page: Page, image: Callable[[str], bytes], cards: Sequence[_Card], spots: Spots
) -> _Sheet:
    links = [link for card in cards if card.anchor for link in _links(page, card, spots)]
    return _Sheet(
        page=page,
        picture=base64.b64encode(image(page.image)).decode(),
        links=[*_side_by_side(sorted(links, key=lambda link: (link.at.top, link.at.left)))],
    )


def _links(page: Page, card: _Card, spots: Spots) -> Iterator[_Link]:
    """The card's links on that page: a box round each line of a figure, else one badge."""
    for number, spot in enumerate(spots[card.anchor]):
        if spot.page != page.number:
            continue
        if spot.width and not card.finding:
            yield _box(page, card, spot, first=number == 0)
        elif number == 0:
            yield _badge(page, card, spot)


def _box(page: Page, card: _Card, spot: Spot, *, first: bool) -> _Link:
    width, height = spot.width + 2 * _AIR, spot.height + 2 * _AIR
    place = _place(page, spot.x - _AIR, spot.y - _AIR, width, height)
    return _Link(place, card, "figure", first)


def _badge(page: Page, card: _Card, spot: Spot) -> _Link:
    """Left of what it is about."""
    left = max(spot.x - _BADGE - 2 * _AIR, _AIR)
    place = _place(page, left, spot.y, _BADGE, _BADGE)
    return _Link(place, card, "badge", first=True)


def _place(page: Page, left: float, top: float, width: float, height: float) -> _Place:
    return _Place(
        round(100 * left / page.width, 3),
        round(100 * top / page.height, 3),
        round(100 * width / page.width, 3),
        round(100 * height / page.height, 3),
    )


def _side_by_side(links: Sequence[_Link]) -> Iterator[_Link]:
    """Badges of one place go one left of the other."""
    taken: dict[_Place, int] = {}
    for link in links:
        before = taken.get(link.at, 0)
        taken[link.at] = before + 1
        left = max(round(link.at.left - before * link.at.width, 3), 0.0)
        yield link._replace(at=link.at._replace(left=left)) if link.kind == "badge" else link
