"""How often the head was right beside how sure it was, as a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

BINS = 10
SIDE = 240
MARGIN = 46


class Point(NamedTuple):
    """The mails of one tenth of confidence."""

    sure: float
    """Mean confidence."""
    right: float
    """Share of them that were told rightly."""
    mails: int


class Curve(NamedTuple):
    """One set of mails."""

    name: str
    points: list[Point]


def curve(name: str, sure: NDArray[np.float64], right: NDArray[np.bool_]) -> Curve:
    """A point for each tenth of confidence that has mails."""
    place = np.minimum((sure * BINS).astype(int), BINS - 1)
    return Curve(
        name,
        [
            Point(float(sure[place == one].mean()), float(right[place == one].mean()), count)
            for one in range(BINS)
            if (count := int((place == one).sum()))
        ],
    )


def plot(curves: Sequence[Curve]) -> str:
    """An SVG with a square for each set; on the diagonal, confidence is what it says."""
    width = len(curves) * (SIDE + MARGIN) + MARGIN
    height = SIDE + 2 * MARGIN
    squares = "".join(_square(one, place) for place, one in enumerate(curves))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11">'
        f'<rect width="{width}" height="{height}" fill="white"/>{squares}</svg>\n'
    )


def _square(one: Curve, place: int) -> str:
    left, top = MARGIN + place * (SIDE + MARGIN), MARGIN
    most = max(point.mails for point in one.points)
    dots = "".join(
        f'<circle cx="{left + point.sure * SIDE:.1f}" cy="{top + (1 - point.right) * SIDE:.1f}" '
        f'r="{3 + 9 * (point.mails / most) ** 0.5:.1f}" fill="#1f5f8b" fill-opacity="0.7">'
        f"<title>{point.mails} mails, {point.sure:.2f} sure, {point.right:.2f} right</title>"
        "</circle>"
        for point in one.points
    )
    ticks = "".join(
        f'<text x="{left + share * SIDE:.0f}" y="{top + SIDE + 14}" text-anchor="middle">'
        f'{share:.1f}</text><text x="{left - 5}" y="{top + (1 - share) * SIDE + 4:.0f}" '
        f'text-anchor="end">{share:.1f}</text>'
        for share in (0, 0.5, 1)
    )
    return (
        f'<text x="{left}" y="{top - 12}">{escape(one.name[:38])}</text>'
        f'<rect x="{left}" y="{top}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#888"/>'
        f'<line x1="{left}" y1="{top + SIDE}" x2="{left + SIDE}" y2="{top}" stroke="#bbb"/>'
        f"{dots}{ticks}"
        f'<text x="{left + SIDE / 2:.0f}" y="{top + SIDE + 30}" text-anchor="middle">'
        "confidence; upright: share told rightly</text>"
    )
