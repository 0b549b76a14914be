"""Captions and tables of contents say numbers of their own, which need no source."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from engross.checks import check_candidate
from engross.ooxml.text import Block
from engross.records import Evidence, Finding
from engross.workspace.register import Client, Firm
from engross.workspace.specs import CrewSpec, TemplateSpec

TEMPLATE = TemplateSpec(title="Report", context={}, sections=("summary", "fees", "basis"))
LINES = ("Client report", "Summary", "Fees", "Basis", "Helen Pike", "for Penhallow Reeve LLP")
Judge = Callable[..., tuple[Finding, ...]]


@pytest.fixture
def judge(evidence: Evidence, crew: CrewSpec, firm: Firm, client: Client) -> Judge:
    """`judge(rule, lines, fixed)`: what that rule notices; a line may have a style before `>`."""

    def judged(rule: str, lines: Sequence[str], fixed: Sequence[str] = ()) -> tuple[Finding, ...]:
        blocks = [
            Block(
                text=line.rpartition(">")[2],
                place=f"paragraph {number}",
                style=line.rpartition(">")[0],
                part="word/document.xml",
            )
            for number, line in enumerate(lines, start=1)
        ]
        known = (evidence, crew, TEMPLATE, firm, client, client.matters[0], fixed)
        return tuple(f for f in check_candidate(blocks, (), *known) if f.rule == rule)

    return judged


def test_the_labels_of_captions_need_no_source(judge: Judge) -> None:
    lines = [*LINES, "Table 1: Fees. As Table 1 shows, but not Table 2."]
    (stray,) = judge("stray-literals", lines, ["Table 1"])

    assert "“2”" in stray.message


def test_a_table_of_contents_is_not_taken_for_the_headings_it_lists(judge: Judge) -> None:
    lines = ["toc 1>Summary\t12", "toc 1>Fees\t13", "table of figures>Table 1\t14", *LINES]
    (missing,) = judge("sections-in-order", [line for line in lines if line != "Fees"])

    assert judge("stray-literals", lines) == ()
    assert judge("sections-in-order", lines) == ()
    assert missing.place == "section fees"
