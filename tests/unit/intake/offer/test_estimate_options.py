from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from engross.intake.given import GivenFile, Subject
from engross.workspace.register import Authority

if TYPE_CHECKING:
    from conftest import Offered

Take = Callable[..., "Offered"]
Make = Callable[..., GivenFile]


@pytest.mark.parametrize(
    "rows",
    [
        ("Stage|Fee £", "Plan|1000", "Optional: training|500"),
        ("Stage|Fee £", "Optional training|500", "Plan|1000"),
        ("Stage|Fee £", "Plan|1000", "Training (optional)|500"),
        ("Stage|Fee £", "Plan|1000", "Training, if required|500"),
        ("Stage|Fee £", "Plan|1000", "Optional extras|", "Training|500"),
        ("Stage|Fee £", "Plan|1000", "Total|1000", "Extras|", "Training|500", "Total|500"),
        ("Stage|Fee £|Optional", "Plan|1000|", "Training|500|yes"),
        ("Stage|Fee £|Optional?", "Plan|1000|No", "Training|500|Optional"),
        ("Stage|Fee £|Chosen", "Plan|1000|yes", "Training|500|no"),
    ],
)
def test_an_optional_stage_is_in_no_total_and_has_a_fee_of_its_own(
    take: Take, estimate: Make, rows: tuple[str, ...]
) -> None:
    offered = take(estimate(*rows))

    assert (offered.value("fee"), offered.value("fee-total")) == (1000, 1200)
    assert offered.scopes("fee") == ["stage:plan", "option:training", "matter"]
    assert offered.value("fee-total", "option:training") == 600
    assert offered.value("stage", "option:training") == "Training"
    assert [(one.rule, one.severity) for one in offered.taken.findings] == [
        ("estimate-unclear", "note")
    ]
    assert "“Training” is optional: it is not in the fee" in offered.said()


@pytest.mark.parametrize(
    "rows",
    [
        ("Stage|Fee £|Optional", "Plan|1000|", "Training|500|chosen"),
        ("Stage|Fee £|Optional|Chosen", "Plan|1000||", "Training|500|yes|yes"),
        ("Stage|Fee £", "Plan|1000", "Training (optional, chosen)|500"),
        ("Stage|Fee £|Chosen", "Plan|1000|", "Optional: training|500|x"),
    ],
)
def test_an_optional_stage_that_was_chosen_is_a_stage_like_others(
    take: Take, estimate: Make, rows: tuple[str, ...]
) -> None:
    offered = take(estimate(*rows))

    assert offered.value("fee") == 1500
    assert offered.scopes("fee") == ["stage:plan", "stage:training", "matter"]
    assert offered.rules() == []


def test_the_work_of_several_grades_on_an_optional_stage_is_in_no_sum(
    take: Take, estimate: Make
) -> None:
    rows = ("Plan|Partner|2|", "Training|Manager|4|yes", "|Associate|10|", "Plan 2|Partner|1|")

    offered = take(estimate("Stage|Grade|Hours|Optional", *rows), title="System change")

    assert offered.value("fee") == 630
    assert offered.value("fee", "option:training") == 1535
    assert offered.scopes("rate") == ["grade:partner"]
    assert offered.value("estimate-hours") == 3


def test_a_total_over_optional_stages_is_told(take: Take, estimate: Make) -> None:
    offered = take(estimate("Stage|Fee £", "Plan|1000", "Optional: help|500", "Total|1500"))

    assert offered.value("fee") == 1000
    assert "The total says £1,500, but the rows above it come to £1,000 without what is" in (
        offered.said()
    )


def test_a_cell_that_says_neither_yes_nor_no_leaves_the_fee_open(
    take: Take, estimate: Make
) -> None:
    offered = take(estimate("Stage|Fee £|Optional", "Plan|1000|no", "Help|500|see Tom"))

    assert offered.value("fee") is None
    assert "“see Tom” does not say whether it is optional" in offered.said()


def test_a_fee_of_optional_stages_alone_is_none(take: Take, estimate: Make) -> None:
    rows = ("Option A: full review|3000", "Option B: short review|1500", "Discount|10%")

    offered = take(estimate("Stage|Fee £", *rows))

    assert offered.value("fee") is None
    assert offered.scopes("fee") == ["option:option-a-full-review", "option:option-b-short-review"]
    assert "Every stage of the estimate is optional, so there is no fee." in offered.said()


@pytest.mark.parametrize("name", ["Options appraisal", "Option study", "Plan and options"])
def test_work_on_options_is_not_optional(take: Take, estimate: Make, name: str) -> None:
    assert take(estimate("Stage|Fee £", f"{name}|1000")).value("fee") == 1000


def test_what_the_client_may_add_counts_towards_the_signers_limit(
    take: Take, estimate: Make, about: Callable[..., Subject]
) -> None:
    subject = about()
    helen = subject.firm.people[0].model_copy(
        update={"authority": {"proposal": Authority(fee_up_to=Decimal(1499))}}
    )
    firm = subject.firm.model_copy(update={"people": (helen, *subject.firm.people[1:])})
    limited = replace(subject, firm=firm)

    beyond = take(estimate("Stage|Fee £", "Plan|1000", "Optional: help|500"), subject=limited)
    within = take(estimate("Stage|Fee £", "Plan|1000", "Optional: help|499"), subject=limited)

    assert "offer-beyond-authority" in beyond.rules()
    assert "offer-beyond-authority" not in within.rules()
