"""The reference page of the checks, made of the table of rules."""

from __future__ import annotations

from engross.checks.rule import Rule
from engross.checks.rules import RULES


def rules_page() -> str:
    """`docs/reference/checks.md`, made of the table above."""
    return "\n".join([*_HEAD, *(line for rule in RULES for line in _entry(rule))])


def _may(rule: Rule) -> str:
    if rule.severity != "block":
        return "no need"
    return "yes" if rule.overridable else "never"


_HEAD = (
    "# Checks",
    "",
    "<!-- Made by `make docs` from src/engross/checks/rules.py and document_rules.py. -->",
    "",
    "What is looked at in every run. A **block** finding stops sign-off until somebody with the",
    "right to sign overrides it with a reason, where that is allowed; a **warn** finding wants a",
    "look; a **note** is for the record. A crew's file may name the checks that run on its drafts",
    "and documents (`checks:`); an empty list runs all of them. What intake and the crew notice is",
    "always shown.",
    "",
    "| check | looks at | severity | may be overridden |",
    "|---|---|---|---|",
    *(
        f"| [{rule.name}](#{rule.name}) | {rule.looks_at} | {rule.severity} | {_may(rule)} |"
        for rule in RULES
    ),
    "",
)


def _entry(rule: Rule) -> tuple[str, ...]:
    return (
        f"## {rule.name}",
        "",
        f"Looks at {rule.looks_at} ({rule.when}). May be overridden: {_may(rule)}.",
        "",
        rule.reason,
        "",
        f"Source: {rule.source}.",
        "",
    )
