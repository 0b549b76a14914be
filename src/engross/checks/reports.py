"""Findings from everywhere as one report."""

from __future__ import annotations

from collections.abc import Iterable

from engross.checks.rules import RULES, chosen, weight
from engross.records import AgentFindings, CheckReport, Finding
from engross.workspace.specs import CrewSpec

AGENT_RULE = "checker-noticed"


def report(
    crew: CrewSpec,
    intake: Iterable[Finding],
    crew_findings: Iterable[Finding],
    document: Iterable[Finding],
) -> CheckReport:
    """Intake's, the crew's and the document's findings, most severe first, each once."""
    ran = tuple(rule.name for rule in RULES if rule.name in chosen(crew.checks))
    return CheckReport(findings=in_order((*intake, *crew_findings, *document)), rules=ran)


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
