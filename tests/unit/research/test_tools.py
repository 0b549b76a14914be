from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from engross.records import Answer, Evidence, Fact, Passage, knowledge_id
from engross.records.ports import Tool
from engross.research import FoundKnowledge, toolbox
from engross.testing.knowledge import found_passage
from engross.workspace.specs import CrewSpec

Use = Callable[..., dict[str, Any]]


def ids(result: dict[str, Any], key: str) -> list[str]:
    return [item["id"] for item in result[key]]


def test_standard_format_tells_each_section(use: Use) -> None:
    told = use("standard_format")

    assert told["document"] == "Client report"
    assert told["period"] == {"key": "2026-Q3", "label": "Q3 2026 (July to September 2026)"}
    assert told["sections"][0] == {
        "key": "fees",
        "heading": "Fees",
        "purpose": "What was billed.",
        "measures": ["billed"],
        "passages": [],
        "words": [10, 90],
        "may_be_empty": False,
        "when_empty": "",
        "tables": [],
        "layout": "prose",
        "knowledge": ["How are fees agreed?"],
    }


def test_standard_format_marks_what_no_agent_writes(use: Use) -> None:
    assert [section.get("fixed") for section in use("standard_format")["sections"]] == [
        None,
        None,
        True,
    ]


def test_list_measures_names_what_there_is_and_nothing_internal(use: Use) -> None:
    told = use("list_measures")["measures"]

    assert [measure["measure"] for measure in told] == [
        "hours",
        "billed",
        "outstanding",
        "client-name",
    ]
    assert told[1] == {
        "measure": "billed",
        "label": "Fees billed, excluding VAT",
        "unit": "GBP",
        "periods": ["2026-Q3", "2026-Q2"],
        "scopes": ["matter"],
    }


def test_find_facts_puts_the_reports_period_first(use: Use) -> None:
    found = use("find_facts", measure="billed")

    assert ids(found, "facts") == ["billed/2026-Q3/matter", "billed/2026-Q2/matter"]
    assert found["facts"][0] == {
        "id": "billed/2026-Q3/matter",
        "measure": "billed",
        "label": "Fees billed, excluding VAT",
        "period": "2026-Q3",
        "period_label": "Q3 2026 (July to September 2026)",
        "scope": "matter",
        "scope_label": "matter",
        "display": "£9,490",
        "unit": "GBP",
    }


def test_find_facts_takes_a_whole_dimension_and_counts_what_it_leaves_off(use: Use) -> None:
    found = use("find_facts", scope="invoice:", limit=1)

    assert ids(found, "facts") == ["outstanding/at-2026-10-14/invoice:4417"]
    assert found["more"] == 1


def test_no_tool_shows_an_internal_fact(use: Use) -> None:
    margin = "margin/2026-Q3/matter"

    assert use("find_facts", measure="margin") == {"facts": [], "more": 0}
    assert use("look_up", ids=[margin])["unknown"] == [margin]
    assert "no fact" in use("show_rows", fact=margin)["error"]
    assert (
        "no fact"
        in use("derive", operation="share", facts=[margin, "billed/2026-Q3/matter"])["error"]
    )
    assert use("look_up", ids=[f"share({margin};billed/2026-Q3/matter)"])["facts"] == []


def test_no_tool_shows_a_withheld_passage(use: Use) -> None:
    assert "p4" not in ids(use("search_notes"), "passages")
    assert use("search_notes", words="tired") == {"passages": [], "more": 0}
    assert use("look_up", ids=["p4"])["unknown"] == ["p4"]


def test_show_rows_names_files_and_cells(use: Use) -> None:
    assert use("show_rows", fact="billed/2026-Q3/matter") == {
        "fact": "billed/2026-Q3/matter",
        "how": "the sum of the cells or figures listed",
        "cells": [{"file": "billing.xlsx", "place": "Time!G2:G9,G12"}],
        "inputs": [],
    }


def test_derive_makes_a_fact_whose_id_is_a_slot(use: Use, evidence: Evidence) -> None:
    made = use(
        "derive", operation="change", facts=["billed/2026-Q3/matter", "billed/2026-Q2/matter"]
    )["fact"]

    assert made["id"] == "change(billed/2026-Q3/matter;billed/2026-Q2/matter)"
    assert made["display"] == "14.3%"
    assert evidence.fact(made["id"]).unit == "percent"


def test_derive_refuses_a_nil_base_in_words(use: Use) -> None:
    facts = ["outstanding/at-2026-10-14/invoice:4452", "outstanding/at-2026-10-14/invoice:4417"]

    assert use("derive", operation="change", facts=facts) == {
        "error": "change of a zero base has no meaning."
    }


def test_search_notes_finds_by_kind_and_words(use: Use) -> None:
    assert ids(use("search_notes", kinds=["risk"]), "passages") == ["p2"]
    assert ids(use("search_notes", words="the count, again"), "passages") == ["p1", "p2", "p3"]


def test_search_notes_reads_on_where_there_are_more(use: Use) -> None:
    first = use("search_notes", limit=1)
    rest = use("search_notes", limit=1, skip=1)

    assert first["more"] > 0
    assert rest["more"] == first["more"] - 1
    assert ids(first, "passages") != ids(rest, "passages")


def test_a_passage_comes_with_owner_date_and_place(use: Use) -> None:
    assert use("search_notes", kinds=["action"])["passages"] == [
        {
            "id": "p3",
            "kind": "action",
            "text": "Martin Oke to revise the timetable.",
            "figures": [],
            "speaker": "",
            "side": "",
            "speaker_fact": "",
            "owner": "Martin Oke",
            "owner_side": "",
            "owner_fact": "",
            "due": "23 October",
            "due_fact": "",
            "said_on": "2026-10-07",
            "said_on_fact": "",
            "file": "notes.md",
            "place": "line 3",
        }
    ]


def test_knowledge_that_was_found_can_be_looked_up(use: Use, knowledge: FoundKnowledge) -> None:
    known, hidden = (
        knowledge_id(text) for text in ("Fees are agreed in the letter.", "Not for agents.")
    )
    before = use("look_up", ids=[known])["unknown"]
    found = use("search_knowledge", question="How are fees agreed?")

    assert before == [known]
    assert found == {
        "passages": [
            {
                "id": known,
                "text": "Fees are agreed in the letter.",
                "file": "faq.md",
                "place": "paragraph 1",
                "tier": "firm",
                "review_by": "9999-12-31",
                "overdue": False,
                "score": 0.75,
            }
        ]
    }
    assert ids(use("look_up", ids=[known, hidden]), "passages") == [known]
    assert [one.passage.id for one in knowledge.found()] == [known]


def test_an_agent_is_told_that_the_knowledge_base_does_not_say(
    evidence: Evidence, crew: CrewSpec
) -> None:
    nearest = found_passage("We are closed on bank holidays.", score=0.2)
    silent = FoundKnowledge(
        lambda question, _limit: Answer(question=question, relevance=0.1, nearest=(nearest,))
    )
    tool = toolbox(evidence, crew, period="2026-Q3", knowledge=silent)["search_knowledge"]

    told = tool.run(tool.arguments.model_validate({"question": "Who won the cricket?"}))

    assert told == {"passages": [], "answer": "The knowledge base does not say."}
    assert silent.passage(nearest.passage.id) is None


def test_look_up_sorts_what_there_is_from_what_there_is_not(use: Use) -> None:
    found = use("look_up", ids=["p1", "billed/2026-Q3/matter", "p1", "nonsense"])

    assert ids(found, "facts") == ["billed/2026-Q3/matter"]
    assert ids(found, "passages") == ["p1"]
    assert found["unknown"] == ["nonsense"]


def test_unknown_arguments_are_refused(tools: dict[str, Tool]) -> None:
    with pytest.raises(ValidationError):
        tools["find_facts"].arguments.model_validate({"client": "copperbeech"})


def test_results_stay_small_however_much_there_is(
    evidence: Evidence, crew: CrewSpec, knowledge: FoundKnowledge
) -> None:
    fact, passage = evidence.facts[4], evidence.passages[0]
    many_facts = [Fact(**{**dict(fact), "scope": f"invoice:{n}"}) for n in range(500)]
    long_text = "word " * 2_000
    many_passages = [
        Passage(**{**dict(passage), "id": f"p{n}", "text": long_text}) for n in range(99)
    ]
    much = Evidence(sources=(), facts=tuple(many_facts), passages=tuple(many_passages))
    tools = toolbox(much, crew, period="2026-Q3", knowledge=knowledge)
    everything = [*(f.id for f in many_facts), *(p.id for p in many_passages)]
    asked: dict[str, dict[str, object]] = {
        "find_facts": {"limit": 100},
        "search_notes": {"limit": 100},
        "list_measures": {},
        "look_up": {"ids": everything},
        "standard_format": {},
    }

    for name, arguments in asked.items():
        tool = tools[name]
        result = dict(tool.run(tool.arguments.model_validate(arguments)))
        assert len(json.dumps(result)) < 30_000
        assert name == "standard_format" or str(result).count("'more'") >= 1


def test_the_same_question_gets_the_same_bytes(use: Use) -> None:
    assert json.dumps(use("find_facts")) == json.dumps(use("find_facts"))
