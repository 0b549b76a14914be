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
        ("Stage|Fee £", "Plan|1000", "Training (optional, not chosen)|500"),
        ("Stage|Fee £", "Plan|1000", "Training - optional, not yet agreed|500"),
        ("Stage|Fee £", "Plan|1000", "Optional, declined: training|500"),
        ("Stage|Fee £|Optional", "Plan|1000|no", "Training|500|not chosen"),
        ("Stage|Fee £|Optional", "Plan|1000|no", "Training|500|Declined"),
        ("Stage|Fee £|Chosen", "Plan|1000|yes", "Training|500|not chosen"),
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
        ("Stage|Fee £", "Plan|1000", "Optional, chosen: training|500"),
        ("Stage|Fee £", "Plan|1000", "Optional agreed - training|500"),
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


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Optional agreed-upon procedures", "Agreed-upon procedures"),
        ("Optional accepted accounting review", "Accepted accounting review"),
    ],
)
def test_a_name_that_begins_as_a_choice_does_is_not_chosen(
    take: Take, estimate: Make, written: str, name: str
) -> None:
    offered = take(estimate("Stage|Fee £", "Plan|1000", f"{written}|500"))

    assert offered.value("fee") == 1000
    assert f"“{name}” is optional: it is not in the fee" in offered.said()


@pytest.mark.parametrize(
    "name", ["Training - optional (client to decide)", "Training optional", "Optional/training"]
)
def test_a_name_that_says_optional_in_another_way_is_told(
    take: Take, estimate: Make, name: str
) -> None:
    offered = take(estimate("Stage|Fee £", "Plan|1000", f"{name}|500"))
    told = take(estimate("Stage|Fee £|Optional", "Plan|1000|no", f"{name}|500|chosen"))
    optional = take(estimate("Stage|Fee £|Optional", "Plan|1000|no", f"{name}|500|yes"))

    (finding,) = offered.taken.findings
    assert (finding.rule, finding.severity) == ("estimate-unclear", "warn")
    assert f"The name of “{name}” has “optional” in it" in finding.message
    assert finding.place.endswith("!A3")
    assert (told.value("fee"), told.rules()) == (1500, [])
    assert optional.value("fee") == 1000


@pytest.mark.parametrize("name", ["Training (not optional)", "Non-optional training"])
def test_a_name_that_says_not_optional_is_no_doubt(take: Take, estimate: Make, name: str) -> None:
    assert take(estimate("Stage|Fee £", f"{name}|1000")).rules() == []


@pytest.mark.parametrize(
    ("first", "second"), [("no", "yes"), ("", "yes"), ("yes", "no"), ("yes", "chosen")]
)
def test_a_row_without_a_name_that_contradicts_its_stage_is_told(
    take: Take, estimate: Make, first: str, second: str
) -> None:
    rows = (f"Plan|Partner|2|{first}", f"|Associate|10|{second}", "Close|Partner|1|no")

    offered = take(estimate("Stage|Grade|Hours|Optional", *rows), title="System change")

    (finding,) = [one for one in offered.taken.findings if "one of its rows" in one.message]
    assert (finding.rule, finding.severity) == ("estimate-unclear", "warn")
    assert finding.place.endswith("!A3")
    assert offered.value("fee", "option:plan" if first == "yes" else "stage:plan") is None


@pytest.mark.parametrize(("said", "fee"), [("no", 1585), ("yes", 210)])
def test_a_row_without_a_name_that_says_what_its_stage_does_is_more_of_it(
    take: Take, estimate: Make, said: str, fee: int
) -> None:
    rows = (f"Plan|Partner|2|{said}", f"|Associate|10|{said}", "Close|Partner|1|no")

    offered = take(estimate("Stage|Grade|Hours|Optional", *rows), title="System change")

    assert offered.value("fee") == fee
    assert "one of its rows" not in offered.said()


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
