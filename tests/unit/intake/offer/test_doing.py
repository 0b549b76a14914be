from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from engross.intake.given import GivenFile, Subject

if TYPE_CHECKING:
    from conftest import Offered

Take = Callable[..., "Offered"]
Make = Callable[..., GivenFile]
MOVE = "System change"


@pytest.mark.parametrize(
    ("rows", "who"),
    [
        (("Plan|Partner|2", "|Manager|6"), "a manager"),
        (("Plan|Partner|2", "Move|Associate|3", "Test|Associate|4"), "an associate"),
        (("Plan|Partner|6", "|Manager|6"), None),
        (("Plan|Wizard|6",), None),
    ],
)
def test_whose_hours_are_the_most_does_most_of_the_work(
    take: Take, estimate: Make, rows: tuple[str, ...], who: str | None
) -> None:
    offered = take(estimate("Stage|Grade|Hours", *rows), title=MOVE)

    assert offered.value("done-by") == who


def test_a_person_whose_hours_are_the_most_is_named_with_the_grade(
    take: Take, estimate: Make, about: Callable[..., Subject]
) -> None:
    subject = about(MOVE)
    helen = subject.firm.people[0].model_copy(update={"title": "Partner"})
    firm = subject.firm.model_copy(update={"people": (helen, *subject.firm.people[1:])})
    file = estimate("Stage|Person|Hours", "Plan|HP|9", "|Manager|4")

    offered = take(file, subject=replace(subject, firm=firm))

    assert offered.value("done-by") == "Helen Pike (partner)"


def test_hours_of_some_stages_say_nothing_of_the_whole(take: Take, estimate: Make) -> None:
    offered = take(estimate("Stage|Grade|Hours|Fee £", "Plan|Partner|2|", "Move|||5000"))

    assert offered.value("done-by") is None


def test_without_hours_the_price_list_says_it(
    take: Take, estimate: Make, about: Callable[..., Subject]
) -> None:
    subject = about(MOVE)
    assert subject.prices is not None
    done = [one.model_copy(update={"done_by": "associate"}) for one in subject.prices.services]
    prices = subject.prices.model_copy(update={"services": tuple(done)})

    offered = take(estimate("Stage|Fee £", "Plan|500"), subject=replace(subject, prices=prices))

    assert offered.value("done-by") == "an associate"
    fact = offered.book.get("done-by", "proposal", "matter")
    assert fact is not None
    assert fact.spans[0].place == "services[1].done_by"
