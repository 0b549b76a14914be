"""The rules: on a draft inside the crew, on the document as it would leave, and their report."""

from engross.checks.candidate import check_candidate
from engross.checks.draft import check_draft
from engross.checks.kits import kit, toolbox
from engross.checks.pages import rules_page
from engross.checks.remarks import remark_findings
from engross.checks.reports import agent_findings, report
from engross.checks.rule import Rule
from engross.checks.rules import OVERRIDABLE, RULES

__all__ = [
    "OVERRIDABLE",
    "RULES",
    "Rule",
    "agent_findings",
    "check_candidate",
    "check_draft",
    "kit",
    "remark_findings",
    "report",
    "rules_page",
    "toolbox",
]
