from __future__ import annotations

from engross.checks import agent_findings, report
from engross.records import AgentFinding, AgentFindings, Finding
from engross.workspace.specs import CrewSpec


def _finding(severity: str, message: str, rule: str = "house-style") -> Finding:
    return Finding(rule=rule, severity=severity, place="document", message=message)


def test_the_most_severe_come_first_otherwise_in_order(crew: CrewSpec) -> None:
    made = report(
        crew,
        [_finding("note", "one"), _finding("warn", "two")],
        [_finding("block", "three")],
        [_finding("warn", "four"), _finding("block", "five")],
    )

    assert [f.message for f in made.findings] == ["three", "five", "two", "four", "one"]


def test_the_same_finding_stands_once_at_its_heaviest(crew: CrewSpec) -> None:
    made = report(
        crew,
        [_finding("note", "same"), _finding("warn", "other")],
        [_finding("block", "same")],
        [_finding("warn", "same")],
    )

    assert [(f.severity, f.message) for f in made.findings] == [
        ("block", "same"),
        ("warn", "other"),
    ]


def test_the_report_says_which_rules_ran(crew: CrewSpec) -> None:
    named = crew.model_copy(update={"checks": ("totals-foot", "dates-valid")})
    ran = set(report(named, [], [], []).rules)

    assert {"totals-foot", "dates-valid"} <= ran
    assert "stray-literals" not in ran
    assert len(report(crew, [], [], []).rules) > 10


def test_a_crew_cannot_switch_off_what_nobody_may_override(crew: CrewSpec) -> None:
    named = crew.model_copy(update={"checks": ("dates-valid",)})

    ran = report(named, [], [], []).rules

    assert {"nothing-internal", "slots-resolve", "placeholders"} <= set(ran)


def test_what_an_agent_noticed_is_marked_as_such_and_cannot_block() -> None:
    noticed = AgentFindings(
        findings=(AgentFinding(section="fees", severity="warn", message="Says too little."),)
    )

    (finding,) = agent_findings(noticed)

    assert (finding.raised_by, finding.severity) == ("agent", "warn")
    assert (finding.rule, finding.place) == ("checker-noticed", "section fees")


def test_messages_name_the_heading_and_places_keep_the_key(crew: CrewSpec) -> None:
    found = _finding("warn", "It is wrong.").model_copy(
        update={"place": "section fees, paragraph 2"}
    )
    refused = _finding("block", "Refused: section summary, paragraph 1: no such figure.")

    first, second = report(crew, [], [refused], [found]).findings

    assert first.message == "Refused: “Summary”, paragraph 1: no such figure."
    assert second.message == "Under “Fees”: It is wrong."
    assert second.place == "section fees, paragraph 2"


def test_a_heading_that_a_message_has_is_not_said_again(crew: CrewSpec) -> None:
    found = _finding("warn", "The section “Fees” is short.").model_copy(
        update={"place": "section fees"}
    )

    (told,) = report(crew, [], [], [found]).findings

    assert told.message == "The section “Fees” is short."
