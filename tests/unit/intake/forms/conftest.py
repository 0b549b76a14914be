"""Forms as small as a test needs them, and the made-up firm's price list."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from engross.intake import GivenFile
from engross.intake.forms import Answer, Entry, Told, told_in
from engross.records import Span
from engross.workspace.price_list import PriceList


def form(name: str, text: str) -> GivenFile:
    return GivenFile(name, text.encode(), role="form", kind="form")


@pytest.fixture
def given() -> Callable[[str, str], GivenFile]:
    """`given(name, text)`: a file that somebody handed over as a form."""
    return form


@pytest.fixture
def in_json() -> Callable[[object], GivenFile]:
    """`in_json(content)`: an export in JSON."""
    return lambda content: form("form.json", json.dumps(content))


@pytest.fixture
def told() -> Callable[..., Told]:
    """`told({"Company name": "Saltmarsh Ceramics Ltd"}, prices)`: an entry, understood."""

    def understood(answers: dict[str, str], prices: PriceList | None = None) -> Told:
        places = (Span(source="a" * 64, file="form.csv", place=f"{heading}") for heading in answers)
        entry = Entry(
            1,
            Span(source="a" * 64, file="form.csv", place="A2"),
            tuple(
                Answer(heading, text, place)
                for (heading, text), place in zip(answers.items(), places, strict=True)
            ),
        )
        return told_in(entry, prices)

    return understood
