"""The read-only tools that show agents this run's evidence, and nothing that is not theirs to see.

Internal facts and withheld passages never come out of any of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from engross.records import MEASURES, Evidence, Fact, Passage, UnknownFact
from engross.records.derivation import derive
from engross.records.ports import Tool
from engross.research import arguments
from engross.research.knowledge import FoundKnowledge
from engross.research.standard_format import describe
from engross.research.views import bounded, fact_view, knowledge_view, passage_view
from engross.uk.periods import label_for
from engross.workspace.specs import CrewSpec

_PLACES = 50
"""The most cells or inputs that `show_rows` lists."""

_NAMES = 12
"""The most periods or scopes that `list_measures` lists for one measure."""

_WORD = re.compile(r"[\w'\u2019-]+")

NOTHING_RELEVANT = "The knowledge base does not say."

_HOW = {
    "read": "read from the source",
    "sum": "the sum of the cells or figures listed",
    "difference": "the first figure less the second",
    "share": "the first figure as a percentage of the second",
    "change": "the percentage change from the second figure to the first",
    "product": "hours at rates, or a percentage of an amount, to the penny",
    "count": "the number of rows listed",
    "assumed": "stated by a rule or a setting, not read from a source",
}


def toolbox(
    evidence: Evidence,
    crew: CrewSpec,
    *,
    period: str,
    knowledge: FoundKnowledge,
    period_label: Callable[[str], str] = label_for,
) -> dict[str, Tool]:
    """The research tools by name.

    `period` is the run's period key and `period_label` puts any period key in words.
    """
    desk = _Desk(evidence, crew, period, period_label, knowledge)
    tools = (
        Tool(
            "standard_format",
            "The sections of the document in order: what each must contain, which measures and "
            "kinds of passage belong in it, how long it may be, whether it may be empty. One whose "
            "layout is `list` has one point in each paragraph.",
            arguments.NoArguments,
            desk.standard_format,
        ),
        Tool(
            "list_measures",
            "Which measures there are figures, dates or names for, with their periods and scopes.",
            arguments.NoArguments,
            desk.list_measures,
        ),
        Tool(
            "find_facts",
            "Find facts by measure, period and scope; the report's own period comes first. Each "
            "has an id for a [[fact:...]] slot and its value as it will be printed.",
            arguments.FindFacts,
            desk.find_facts,
        ),
        Tool(
            "show_rows",
            "Where a fact comes from: the files and cells, or the facts it was worked out from.",
            arguments.ShowRows,
            desk.show_rows,
        ),
        Tool(
            "derive",
            "Work out a sum, difference, share or change of facts. Never do arithmetic yourself.",
            arguments.Derive,
            desk.derive,
        ),
        Tool(
            "search_notes",
            "Find passages of the notes by kind and words. Each has an id for citations and for "
            "a [[quote:...]] slot; [[quote:p7#2]] is the second of the figures of p7.",
            arguments.SearchNotes,
            desk.search_notes,
        ),
        Tool(
            "search_knowledge",
            "Ask the firm's knowledge base. What it finds can be cited by id. What it does not "
            "say, do not say either. `tier` tells whether the firm approved the words, `overdue` "
            "that they may be out of date.",
            arguments.SearchKnowledge,
            desk.search_knowledge,
        ),
        Tool(
            "look_up",
            "The facts and passages of the given ids; those that do not exist come as unknown.",
            arguments.LookUp,
            desk.look_up,
        ),
    )
    return {tool.name: tool for tool in tools}


def visible_fact(evidence: Evidence, identifier: str) -> Fact:
    """The fact of that id, plain or derived, if an agent may see it.

    Raises:
        UnknownFact: there is none, or it is internal (which an agent is told as "none").
    """
    fact = evidence.fact(identifier)
    if fact.audience == "internal":
        raise UnknownFact(identifier)
    return fact


def visible_passage(
    evidence: Evidence, knowledge: FoundKnowledge, identifier: str
) -> Passage | None:
    """The passage of that id if an agent may see it, or `None`."""
    passage = evidence.passage(identifier) or knowledge.passage(identifier)
    return None if passage is None or passage.withheld else passage


class _Desk:
    """The tools' shared view of one run."""

    def __init__(
        self,
        evidence: Evidence,
        crew: CrewSpec,
        period: str,
        period_label: Callable[[str], str],
        knowledge: FoundKnowledge,
    ) -> None:
        self._evidence = evidence
        self._crew = crew
        self._period = period
        self._period_label = period_label
        self._knowledge = knowledge

    def standard_format(self, _asked: arguments.NoArguments) -> Mapping[str, Any]:
        return describe(self._crew, self._period, self._period_label(self._period))

    def list_measures(self, _asked: arguments.NoArguments) -> Mapping[str, Any]:
        facts = self._evidence.select()
        views = []
        for key, measure in MEASURES.items():
            mine = [fact for fact in facts if fact.measure == key]
            if mine:
                view = {"measure": key, "label": measure.label, "unit": measure.unit}
                views.append({**view, **_names(self._in_order(mine))})
        kept, more = bounded(views, len(views))
        return {"measures": kept, "more": more} if more else {"measures": kept}

    def find_facts(self, asked: arguments.FindFacts) -> Mapping[str, Any]:
        facts = self._evidence.select(asked.measure, asked.period, asked.scope)
        views = [fact_view(fact, self._period_label) for fact in self._in_order(list(facts))]
        kept, more = bounded(views, asked.limit)
        return {"facts": kept, "more": more}

    def show_rows(self, asked: arguments.ShowRows) -> Mapping[str, Any]:
        try:
            fact = visible_fact(self._evidence, asked.fact)
        except UnknownFact:
            return _no_such_fact(asked.fact)
        cells = [{"file": span.file, "place": span.place} for span in fact.spans]
        kept, more = bounded(cells, _PLACES)
        shown = {"fact": fact.id, "how": _HOW[fact.operation], "cells": kept}
        shown["inputs"] = list(fact.inputs[:_PLACES])
        more += max(len(fact.inputs) - _PLACES, 0)
        return {**shown, "more": more} if more else shown

    def derive(self, asked: arguments.Derive) -> Mapping[str, Any]:
        inputs = []
        for identifier in asked.facts:
            try:
                inputs.append(visible_fact(self._evidence, identifier))
            except UnknownFact:
                return _no_such_fact(identifier)
            if inputs[-1].measure == "derived":
                return {"error": f"{identifier} is itself worked out; name the facts behind it."}
        try:
            fact = derive(asked.operation, inputs)
        except UnknownFact as problem:
            return {"error": f"{problem}."}
        return {"fact": fact_view(fact, self._period_label)}

    def search_notes(self, asked: arguments.SearchNotes) -> Mapping[str, Any]:
        passages = [
            passage
            for passage in self._evidence.passages
            if not passage.withheld and (not asked.kinds or passage.kind in asked.kinds)
        ]
        if wanted := _words(asked.words):
            hits = [(len(wanted & _words(passage.text)), passage) for passage in passages]
            hits.sort(key=lambda hit: -hit[0])
            passages = [passage for count, passage in hits if count]
        views = [passage_view(passage) for passage in passages[asked.skip :]]
        kept, more = bounded(views, asked.limit)
        return {"passages": kept, "more": more}

    def search_knowledge(self, asked: arguments.SearchKnowledge) -> Mapping[str, Any]:
        hits = self._knowledge.search(asked.question, asked.limit)
        if not hits:
            return {"passages": [], "answer": NOTHING_RELEVANT}
        kept, more = bounded([knowledge_view(hit) for hit in hits], asked.limit)
        return {"passages": kept, "more": more} if more else {"passages": kept}

    def look_up(self, asked: arguments.LookUp) -> Mapping[str, Any]:
        facts, passages, unknown = [], [], []
        for identifier in dict.fromkeys(asked.ids):
            if passage := visible_passage(self._evidence, self._knowledge, identifier):
                passages.append(passage_view(passage))
                continue
            try:
                fact = visible_fact(self._evidence, identifier)
            except UnknownFact:
                unknown.append(identifier)
            else:
                facts.append(fact_view(fact, self._period_label))
        some_facts, left_facts = bounded(facts, len(facts), 12_000)
        some_passages, left_passages = bounded(passages, len(passages), 12_000)
        found = {"facts": some_facts, "passages": some_passages, "unknown": unknown[:_PLACES]}
        more = left_facts + left_passages + max(len(unknown) - _PLACES, 0)
        return {**found, "more": more} if more else found

    def _in_order(self, facts: list[Fact]) -> list[Fact]:
        """The report's period, the as-at day, the year, the register, others; parts after whole."""
        return sorted(facts, key=lambda fact: (self._period_rank(fact.period), ":" in fact.scope))

    def _period_rank(self, period: str) -> int:
        ranks = {self._period: 0, "engagement": 2, "register": 3}
        return 1 if period.startswith("at-") else ranks.get(period, 4)


def _names(facts: list[Fact]) -> dict[str, Any]:
    periods = list(dict.fromkeys(fact.period for fact in facts))
    scopes = list(dict.fromkeys(fact.scope for fact in facts))
    names = {"periods": periods[:_NAMES], "scopes": scopes[:_NAMES]}
    more = len(periods[_NAMES:]) + len(scopes[_NAMES:])
    return {**names, "more": more} if more else names


def _no_such_fact(identifier: str) -> dict[str, str]:
    return {"error": f"There is no fact {identifier}. find_facts lists those that there are."}


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}
