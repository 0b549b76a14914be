"""Findings from everywhere as one report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from engross.checks.rules import RULES, chosen, weight
from engross.records import AgentFindings, CheckReport, Finding
from engross.workspace.specs import CrewSpec

AGENT_RULE = "checker-noticed"

_SECTION = re.compile(r"\bsection `?(?P<key>[a-z][a-z0-9_]*)`?", re.IGNORECASE)
"""How places, and messages made for agents, name a section."""


def report(
    crew: CrewSpec,
    intake: Iterable[Finding],
    crew_findings: Iterable[Finding],
    document: Iterable[Finding],
) -> CheckReport:
    """Intake's, the crew's and the document's findings, most severe first, each once.

    People read it, so messages name a section by its heading; places keep its key, to which the
    review copy's comments are anchored.
    """
    ran = tuple(rule.name for rule in RULES if rule.name in chosen(crew.checks))
    headings = {section.key: section.heading for section in crew.standard_format}
    everything = (*intake, *crew_findings, *document)
    told = (_by_heading(found, headings) for found in everything)
    return CheckReport(findings=in_order(told), rules=ran)


def _by_heading(found: Finding, headings: Mapping[str, str]) -> Finding:
    """The finding with headings in its words instead of keys; a message says where it is."""
    message = _SECTION.sub(lambda match: _named(match, headings), found.message)
    suggestion = _SECTION.sub(lambda match: _named(match, headings), found.suggestion)
    here = _SECTION.match(found.place)
    heading = headings.get(here["key"], "") if here else ""
    if heading and f"“{heading}”" not in message:
        message = f"Under “{heading}”: {message}"
    return found.model_copy(update={"message": message, "suggestion": suggestion})


def _named(match: re.Match[str], headings: Mapping[str, str]) -> str:
    heading = headings.get(match["key"])
    return f"“{heading}”" if heading else match.group()


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings most severe first, otherwise as they came, each once at its heaviest."""
    unique: dict[str, Finding] = {}
    for finding in sorted(findings, key=lambda each: weight(each.severity)):
        unique.setdefault(finding.id, finding)
    return tuple(unique.values())


def agent_findings(noticed: AgentFindings) -> tuple[Finding, ...]:
    """What the consistency checker noticed, as findings that cannot block."""
    return tuple(
        Finding(
            rule=AGENT_RULE,
            severity=found.severity,
            place=f"section {found.section}",
            message=found.message,
            suggestion=found.suggestion,
            raised_by="agent",
        )
        for found in noticed.findings
    )
