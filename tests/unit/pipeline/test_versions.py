"""What is kept of an edit in Word, as the rules see it afterwards."""

from __future__ import annotations

import datetime as dt

from engross.checks.edits import edit_findings
from engross.pipeline.versions import Edits, as_checked, edit_of
from engross.records import Deliverable, Evidence, Figure
from engross.returning import FoundFigure, ReadBack

HELEN = "helen.pike@penhallowreeve.example"


def test_a_figure_that_was_moved_is_kept_with_the_edit_and_blocks() -> None:
    figure = Figure(anchor="figure1", id="f", kind="fact", text="£5", place="fees", origin="")
    found = FoundFigure(
        figure=figure, status="unchanged", now="£5", displaced=True, stood="One £5.", stands="£5!"
    )

    edit = edit_of(
        ReadBack(figures=(found,)),
        version=2,
        by=HELEN,
        at=dt.datetime(2026, 10, 14, tzinfo=dt.UTC),
        file=Deliverable(name="Review copy.docx", sha256="a" * 64, size=1),
        editors=(),
        comment="",
        asserted=(),
    )
    told = edit_findings(
        "run-1",
        [figure],
        Evidence(sources=(), facts=(), passages=()),
        as_checked(Edits(edits=(edit,))),
    )

    assert {one.rule: one.severity for one in told}["figure-moved"] == "block"
