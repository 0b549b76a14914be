"""The house model knows no document type: another one is other data, and it follows the data."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from engross import drafting, research
from engross.records import Fact, Passage
from engross.workspace.specs import CrewSpec, InputSpec

from .conftest import AS_AT, PERIOD, fact, passage, register, section


@pytest.fixture
def inspection() -> CrewSpec:
    """A made-up type of document: what was seen on a site, and what follows."""
    return CrewSpec(
        title="Site visit record",
        description="What was seen on a site.",
        agents=("researcher",),
        tasks=("research",),
        inputs={"notes": InputSpec(kind="notes", description="Notes.")},
        template="site_visit",
        deliverable="{client}.docx",
        standard_format=(
            section("dangers", purpose="What may go wrong.", passages=("risk",)),
            section("observations", purpose="What was seen.", passages=("background",)),
            section(
                "duties_of_the_client",
                purpose="What the client took on.",
                passages=("action",),
            ),
            section("our_duties", purpose="What the firm took on.", passages=("action",)),
            section("charges", purpose="What was spent.", measures=("expenses", "disbursements")),
        ),
    )


@pytest.fixture
def seen() -> list[Passage]:
    return [
        passage(1, "background", "The east slipway was inspected and the drains were cleared."),
        passage(2, "risk", "The retaining wall leans towards the slip.", owner="the Company"),
        passage(3, "action", "fence off the wall.", owner="Ruth Adeyemi", owner_side="client"),
        passage(4, "action", "send the wall drawings.", owner="Martin Oke", owner_side="firm"),
    ]


@pytest.fixture
def spent() -> list[Fact]:
    return [*register(), fact("expenses", PERIOD, 412), fact("billed", PERIOD, 9490)]


def test_another_document_type_is_written_without_a_change_of_code(
    stage: Callable[..., SimpleNamespace],
    inspection: CrewSpec,
    seen: list[Passage],
    spent: list[Fact],
) -> None:
    play = stage(facts=spent, passages=seen, crew=inspection)
    brief = play.brief()
    draft = play.draft(brief)
    told = play.told(draft)
    briefed = research.kit(
        play.evidence, inspection, knowledge=play.knowledge, on_exhausted=lambda _findings: None
    )
    drafted = drafting.kit(inspection, lambda _draft: (), lambda _draft, _findings: None)

    assert briefed.guard(brief).accepted
    assert drafted.guard(draft).accepted
    assert "retaining wall leans" in told["dangers"]
    assert "the Company" in told["dangers"]
    assert "drains were cleared" in told["observations"]
    assert "fence off the wall" in told["duties_of_the_client"]
    assert "send the wall drawings" in told["our_duties"]
    assert told["charges"] == "Expenses this quarter come to £412 excluding VAT."


def test_what_the_document_type_does_not_ask_for_is_not_said(
    stage: Callable[..., SimpleNamespace],
    inspection: CrewSpec,
    seen: list[Passage],
    spent: list[Fact],
) -> None:
    play = stage(facts=spent, passages=seen, crew=inspection)

    assert "£9,490" not in " ".join(play.told(play.draft()).values())


def test_other_answers_of_the_tools_make_another_document(
    stage: Callable[..., SimpleNamespace],
) -> None:
    evidence = [
        *register(),
        fact("billed", PERIOD, 1200),
        fact("outstanding", AS_AT, 0),
        fact("overdue", AS_AT, 0),
    ]
    notes = [
        passage(1, "background", "The lease was registered at the Land Registry."),
        passage(2, "instruction", "Ms Adeyemi asked us to serve the notice."),
    ]
    ours, other = stage(), stage(facts=evidence, passages=notes)
    first, second = ours.told(ours.draft()), other.told(other.draft())

    assert "£1,200" in second["fees"]
    assert "nothing is outstanding" in second["account"]
    assert "lease was registered" in second["work_done"]
    assert "serve the notice" in second["instructions"]
    assert second["issues"] == ""
    assert not {text for text in second.values() if text} & set(first.values())
