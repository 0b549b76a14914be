from __future__ import annotations

import pytest

from engross.models.house.reading import PassageLine
from engross.models.house.reporting import Reader
from engross.models.house.summary import in_short, shortest
from engross.uk.figures import said_figures


def shortened(text: str) -> str:
    figures = tuple(said.text for said in said_figures(text))
    passage = PassageLine(
        id="p1", kind="background", text=text, speaker="", owner="", due="", figures=figures
    )
    short = shortest(passage, Reader()).text
    for number, figure in enumerate(figures, start=1):
        short = short.replace(f"[[quote:p1#{number}]]", figure)
    return short.replace("[[quote:p1]]", text)


@pytest.mark.parametrize(
    ("text", "short"),
    [
        (
            "The VAT return was filed on 28 September and the payroll was filed on time.",
            "The VAT return was filed on 28 September.",
        ),
        (
            "The stock records were transferred again, because the parts had been recoded.",
            "The stock records were transferred again.",
        ),
        (
            "All but 11 of the stock lines agree with the sheets; before it more than 200 did not.",
            "All but 11 of the stock lines agree with the sheets.",
        ),
        (
            "The stock records were transferred twice. All but 11 of the lines now agree.",
            "All but 11 of the lines now agree.",
        ),
    ],
)
def test_a_reason_and_a_second_statement_are_left_out(text: str, short: str) -> None:
    assert shortened(text) == short


@pytest.mark.parametrize(
    "text",
    [
        "The start was moved to 16 November, when the count is agreed and not before.",
        "The count was delayed after the haul-out unless the yard finds more people.",
        "The accounts were issued on time.",
    ],
)
def test_what_turns_the_meaning_is_never_left_out(text: str) -> None:
    assert shortened(text) == text


def test_the_day_of_a_conversation_is_said_once() -> None:
    told = in_short([agreed("p1", "count the lines"), agreed("p2", "move the start")], Reader())

    assert [sentence.text for sentence in told] == [
        "On [[fact:said-on/register/source:call]] we agreed to count the lines.",
        "We agreed to move the start.",
    ]


def agreed(name: str, what: str) -> PassageLine:
    return PassageLine(
        id=name,
        kind="decision",
        text=f"we agreed to {what}.",
        speaker="",
        owner="",
        due="",
        said_on_fact="said-on/register/source:call",
    )
