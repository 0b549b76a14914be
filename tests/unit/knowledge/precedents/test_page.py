from __future__ import annotations

import datetime as dt
import re

import pytest

from engross.knowledge.pieces import pieces
from engross.knowledge.precedents import Origin, Section, page

ORIGIN = Origin(
    run="client_report-20261014-7f3a9c",
    crew="client_report",
    sections=["fees"],
    released_on=dt.date(2026, 10, 14),
    kept_by="helen.pike@penhallowreeve.example",
    kept_on=dt.date(2026, 11, 22),
)
FEES = Section("Fees", (("We billed [amount billed].", "It is paid."), ("Thank you.",)))
NEED = Section("What we need", (("Sign it.",), ("Send it.",)), is_list=True)


def _found(text: str) -> list[tuple[str, str]]:
    return [(piece.place, piece.text) for piece in pieces("precedent.md", text.encode())]


def test_a_section_by_itself_stands_under_the_title() -> None:
    text = page("Fees", [FEES], ORIGIN)

    assert text == (
        "---\n"
        "run: client_report-20261014-7f3a9c\n"
        "crew: client_report\n"
        "sections:\n"
        "  - fees\n"
        "released_on: 2026-10-14\n"
        "kept_by: helen.pike@penhallowreeve.example\n"
        "kept_on: 2026-11-22\n"
        "---\n"
        "\n"
        "# Precedent: Fees\n"
        "\n"
        "We billed [amount billed]. It is paid.\n"
        "\n"
        "Thank you.\n"
    )


def test_several_sections_stand_under_their_headings() -> None:
    text = page("Client report", [FEES, NEED], ORIGIN._replace(edited_sha256="ab" * 32))

    assert "# Precedent: Client report\n\n## Fees\n\nWe billed" in text
    assert text.endswith("## What we need\n\n- Sign it.\n- Send it.\n")
    assert f"edited_sha256: {'ab' * 32}\n" in text


def test_where_it_comes_from_is_not_searched() -> None:
    found = _found(page("Fees", [FEES], ORIGIN))

    words = " ".join(" ".join(text for _, text in found).split())
    assert words == "We billed [amount billed]. It is paid. Thank you."
    assert all(place.startswith("Precedent: Fees") for place, _ in found)


@pytest.mark.parametrize(
    "text",
    [
        "# 5 is the number.",
        "- and more.",
        "> than that.",
        "2. The second.",
        "| cell",
        "--- so",
        "~~~ so",
    ],
)
def test_words_that_markdown_would_take_for_a_mark_stay_words(text: str) -> None:
    made = page("Fees", [Section("Fees", ((text,),))], ORIGIN)

    (written,) = made.splitlines()[-1:]
    assert written.replace("\\", "") == text
    assert not re.match(r"[#>|=~`+*-]|\d+[.)]\s", written)


def test_a_bracket_before_a_parenthesis_is_no_link() -> None:
    made = page("Fees", [Section("Fees", (("It is [amount](net).",),))], ORIGIN)

    assert "It is [amount] (net)." in made
