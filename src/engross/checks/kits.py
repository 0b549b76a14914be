"""What the engine supplies to the consistency checker's task: its tool and its guard."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engross.records import AgentFindings, Finding, Record
from engross.records.ports import TaskKit, Tool, Verdict
from engross.workspace.specs import CrewSpec

_MOST = 60
"""The most findings that one answer of the tool holds."""

_SECTION = re.compile(r"section ([a-z][a-z0-9_]*)")


class NoArguments(Record):
    """No arguments."""


def toolbox(current_findings: Callable[[], Sequence[Finding]]) -> dict[str, Tool]:
    """The checker's tool by name; it says what the rules noticed in the draft last accepted."""
    tool = Tool(
        "check_draft",
        "What the firm's rules notice in the draft as it stands. Look at what they cannot see.",
        NoArguments,
        lambda _asked: _answer(current_findings()),
    )
    return {tool.name: tool}


def kit(crew: CrewSpec) -> TaskKit:
    """The task kit of the consistency checker's task.

    Its findings are hints, so a refused answer that has no attempt left is kept as it is: a
    finding about a section that does not exist is shown under the name that it gives.
    """
    known = [section.key for section in crew.standard_format]

    def guard(noticed: AgentFindings) -> Verdict:
        strange = sorted({found.section for found in noticed.findings} - set(known))
        reasons = tuple(
            f"There is no section `{name}`. The sections are: {', '.join(known)}."
            for name in strange
        )
        return Verdict(accepted=not reasons, reasons=reasons)

    return TaskKit(output=AgentFindings, guard=guard, exhausted=lambda _noticed, _verdict: None)


def _answer(findings: Sequence[Finding]) -> Mapping[str, Any]:
    return {
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity,
                "section": _section(finding.place),
                "message": finding.message,
                "suggestion": finding.suggestion,
            }
            for finding in findings[:_MOST]
        ]
    }


def _section(place: str) -> str:
    match = _SECTION.match(place)
    return match.group(1) if match else ""
