"""How the house model writes of what is proposed: one price, aims, and no more than is known."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from engross.records import Fact
from engross.uk.periods import PROPOSAL
from engross.workspace.specs import CrewSpec, InputSpec

from .conftest import fact, passage, register, section


@pytest.fixture
def letter() -> CrewSpec:
    return CrewSpec(
        title="Proposal",
        description="An offer.",
        agents=("researcher",),
        tasks=("research",),
        inputs={"notes": InputSpec(kind="notes", description="Notes.")},
        template="proposal",
        deliverable="{client}.docx",
        standard_format=(
            section(
                "summary",
                purpose="What we propose.",
                measures=("matter-title", "fee", "fee-total", "target-date"),
                may_be_empty=True,
                when_empty="[to confirm: what we propose]",
            ),
            section("needs", purpose="The need.", passages=("background", "risk")),
            section("what_we_need", purpose="To send.", passages=("action",), actions_of="client"),
            section("timetable", purpose="When.", measures=("target-date",)),
            section("team", purpose="Who.", measures=("signatory", "manager")),
            section("fee", purpose="The fee.", measures=("fee", "fee-total", "discount")),
        ),
    )


def offer(basis: str = "Fixed", discount: int = 0) -> list[Fact]:
    whole = {"fee": 6000 - discount, "fee-vat": 1200, "fee-total": 7200}
    whole |= {"discount": discount, "fee-before-discount": 6000} if discount else {}
    return [
        *register(),
        fact("matter-title", "register", "monthly accounts"),
        fact("basis", PROPOSAL, basis),
        *(fact(measure, PROPOSAL, value) for measure, value in whole.items()),
        fact("target-date", PROPOSAL, "2027-02-26"),
        fact("target-date", PROPOSAL, "2027-02-26", "stage:second", "Second"),
        fact("target-date", PROPOSAL, "2026-12-09", "stage:first", "First"),
    ]


def test_the_summary_has_one_price_and_the_last_aim(
    stage: Callable[..., SimpleNamespace], letter: CrewSpec
) -> None:
    play = stage(facts=offer(), passages=[], crew=letter)
    told = play.told(play.draft())

    assert told["summary"] == (
        "We propose monthly accounts for £6,000 plus VAT (£7,200 including VAT), aiming to finish "
        "by 26 February 2027."
    )
    assert told["timetable"].startswith("We aim to finish by 26 February 2027.")
    assert told["team"].startswith("Helen Pike is responsible for the work, and Martin Oke")


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        ("Fixed", "The fixed fee is £6,000 plus VAT"),
        ("Time", "The fee is estimated at £6,000 plus VAT"),
    ],
)
def test_a_fee_is_a_price_or_an_estimate(
    basis: str, said: str, stage: Callable[..., SimpleNamespace], letter: CrewSpec
) -> None:
    play = stage(facts=offer(basis), passages=[], crew=letter)

    assert play.told(play.draft())["fee"].startswith(said)


def test_a_discount_is_told_with_the_fee_before_it(
    stage: Callable[..., SimpleNamespace], letter: CrewSpec
) -> None:
    play = stage(facts=offer(discount=300), passages=[], crew=letter)

    assert (
        "Before the discount of £300 it is £6,000, both excluding VAT."
        in play.told(play.draft())["fee"]
    )


def test_without_a_fee_the_fee_is_left_open(
    stage: Callable[..., SimpleNamespace], letter: CrewSpec
) -> None:
    known = [*register(), fact("matter-title", "register", "monthly accounts")]
    play = stage(facts=known, passages=[], crew=letter)

    assert play.told(play.draft())["summary"] == (
        "We propose monthly accounts. The fee is [to confirm: the fee]."
    )


def test_other_prices_and_our_own_actions_are_not_in_a_proposal(
    stage: Callable[..., SimpleNamespace], letter: CrewSpec
) -> None:
    notes = [
        passage(1, "background", "Ms Adeyemi told us that the budget is £5,000."),
        passage(2, "background", "Ms Adeyemi told us that the counts never agree."),
        passage(3, "risk", "The till does not post to the books."),
        passage(4, "action", "send the proposal.", owner="Martin Oke", owner_side="firm"),
        passage(5, "action", "send the sheets.", owner="Ruth Adeyemi", owner_side="client"),
    ]
    play = stage(facts=offer(), passages=notes, crew=letter)
    told = play.told(play.draft())

    assert "you told us that the counts never agree" in told["needs"].casefold()
    assert "till does not post to the books" in told["needs"]
    assert "to confirm: who" not in told["needs"]
    assert "sheets" in told["what_we_need"]
    assert "send the proposal" not in " ".join(told.values())
    assert "5,000" not in " ".join(told.values())
