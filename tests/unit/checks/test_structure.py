from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.checks import check_draft
from engross.records import Draft, DraftSection, Evidence, Finding, Paragraph, Sentence
from engross.workspace.register import Client, Firm
from engross.workspace.specs import CrewSpec

Check = Callable[..., tuple[Finding, ...]]


def _draft(**sections: str) -> Draft:
    return Draft(
        sections=tuple(
            DraftSection(
                key=key,
                paragraphs=(Paragraph(sentences=(Sentence(text=text),)),) if text else (),
            )
            for key, text in sections.items()
        )
    )


def _structure(judge: Check, draft: Draft) -> list[tuple[str, str]]:
    return [(f.severity, f.place) for f in judge(draft) if f.rule == "sections-in-order"]


@pytest.mark.parametrize(
    "draft",
    [
        _draft(summary="All is well.", fees="", basis=""),
        _draft(summary="All is well.", fees="Nothing new."),
    ],
)
def test_the_standard_format_passes(judge: Check, draft: Draft) -> None:
    assert _structure(judge, draft) == []


@pytest.mark.parametrize(
    ("draft", "places"),
    [
        (_draft(summary="All is well.", basis=""), ["section fees"]),
        (_draft(fees="", summary="All is well."), ["draft"]),
        (_draft(summary="All is well.", fees="", extra="More."), ["section extra"]),
        (_draft(summary="", fees=""), ["section summary"]),
        (_draft(summary="All is well.", fees="", basis="We add this."), ["section basis"]),
    ],
)
def test_what_departs_from_the_standard_format_blocks(
    judge: Check, draft: Draft, places: list[str]
) -> None:
    assert _structure(judge, draft) == [("block", place) for place in places]


def test_a_section_given_twice_blocks(judge: Check) -> None:
    once = _draft(summary="All is well.", fees="")
    twice = Draft(sections=(*once.sections, once.sections[0]))

    assert _structure(judge, twice) == [("block", "section summary")]


def test_a_section_that_is_too_long_is_a_warning(judge: Check) -> None:
    draft = _draft(summary="word " * 61, fees="")

    assert _structure(judge, draft) == [("warn", "section summary")]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Two words.", True),
        ("[to confirm: what to say].", False),
        ("[to confirm: this] now.", True),
    ],
)
def test_what_is_only_to_be_confirmed_is_not_too_short(  # noqa: PLR0913 - what a check takes
    evidence: Evidence, crew: CrewSpec, firm: Firm, client: Client, text: str, *, short: bool
) -> None:
    first, *others = crew.standard_format
    long = first.model_copy(update={"words": (20, 60)})
    spec = crew.model_copy(update={"standard_format": (long, *others)})
    found = check_draft(_draft(summary=text, fees=""), evidence, spec, firm, client)

    assert any(f.rule == "sections-in-order" for f in found) is short


def test_a_quotation_counts_with_all_its_words(judge: Check) -> None:
    draft = _draft(summary=f"{'word ' * 54}[[quote:p1]]", fees="")

    assert _structure(judge, draft) == [("warn", "section summary")]
