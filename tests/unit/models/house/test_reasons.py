from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from engross.records import Passage

from .conftest import passage


def fees_with(stage: Callable[..., SimpleNamespace], note: Passage) -> str:
    play = stage(passages=[note])
    return play.told(play.draft())["fees"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "The increase on the stock system is for the second data transfer.",
            "The increase is for the second data transfer.",
        ),
        (
            "Ms Adeyemi agreed the second data transfer as extra work.",
            "The forecast includes the second data transfer, which was agreed as extra work.",
        ),
    ],
)
def test_a_reason_that_the_notes_give_follows_the_figure_and_cites_them(
    stage: Callable[..., SimpleNamespace], text: str, said: str
) -> None:
    play = stage(passages=[passage(1, "decision", text)])
    draft = play.draft()
    fees = next(section for section in draft.sections if section.key == "fees")
    cites = {s.text: s.cites for p in fees.paragraphs for s in p.sentences}

    assert cites[said] == ("p1",)


@pytest.mark.parametrize(
    "text",
    [
        "The management accounts took more time because the bank was late.",
        "The stock lines differ because the parts had been recoded.",
        "We agreed to count the stock again.",
    ],
)
def test_no_reason_is_made_of_what_does_not_give_one(
    stage: Callable[..., SimpleNamespace], text: str
) -> None:
    assert "which is £870 over the budget" in fees_with(stage, passage(1, "decision", text))
    assert "recoded" not in fees_with(stage, passage(1, "decision", text))
    assert "late" not in fees_with(stage, passage(1, "decision", text))
