"""Figures and days out of a passage and back again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engross.models.house.reporting.masking import masked
from unit.models.house.reporting.speakers import DUE, spoken


def test_every_figure_comes_back_as_its_slot() -> None:
    found = masked(spoken("ruth", "risk", "All but 11 of the 1,846 lines differ by twenty."))

    assert found is not None
    assert found.filled(found.text) == (
        "All but [[quote:p7#1]] of the [[quote:p7#2]] lines differ by [[quote:p7#3]]."
    )


@pytest.mark.parametrize(
    ("text", "due", "filled"),
    [
        ("Send it by Friday.", "Friday", f"Send it by [[fact:{DUE}]]."),
        ("Pay it on the 6th.", "the 6th", f"Pay it on [[fact:{DUE}]]."),
        ("Send it tomorrow.", "tomorrow", f"Send it on [[fact:{DUE}]]."),
        ("By the end of October.", "the end of October", f"By [[fact:{DUE}]]."),
        ("At the end of October.", "the end of October", "At the end of October."),
        ("Send it before Friday.", "before Friday", "Send it before Friday."),
        ("From Friday on.", "Friday", "From Friday on."),
        ("By Friday or by Friday week.", "Friday", "By Friday or by Friday week."),
    ],
)
def test_a_day_becomes_a_slot_only_where_a_day_can_stand(text: str, due: str, filled: str) -> None:
    found = masked(spoken("ruth", "action", text, due))

    assert found is not None
    assert found.filled(found.text) == filled


def test_the_figures_of_a_day_are_not_counted_twice() -> None:
    found = masked(
        spoken("ruth", "action", "List 11 lines by 6 November and 4 more.", "6 November")
    )

    assert found is not None
    assert found.filled(found.text) == (
        f"List [[quote:p7#1]] lines by [[fact:{DUE}]] and [[quote:p7#3]] more."
    )


def test_figures_that_are_not_the_texts_own_are_refused() -> None:
    passage = spoken("ruth", "risk", "All but 11 lines differ.")

    assert masked(replace(passage, figures=("12",))) is None
    assert masked(replace(passage, figures=())) is None
    assert masked(replace(passage, text="A \ue000 in the notes.", figures=())) is None
