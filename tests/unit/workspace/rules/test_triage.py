from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import PlantedWorkspace

FIRST = "# yaml-language-server: $schema=../../docs/reference/schemas/triage-{kind}.json\n"
INTENT = """  {key}:
    title: {key}
    meaning: It is about that.
    queue: client work
    reply: draft
    reply_contains: What they want.
    handler: martin.oke@penhallowreeve.example
"""
INTENTS = "intents:\n" + INTENT.format(key="deadline") + INTENT.format(key="payment")
EXAMPLES = "examples:\n" + "".join(
    f"  {key}:\n" + "".join(f"    - {key} number {n}\n" for n in range(10))
    for key in ("deadline", "payment")
)
WORDS = "words:\n  press: [the Example Gazette]\n"


@pytest.fixture
def triage(workspace: PlantedWorkspace) -> PlantedWorkspace:
    """The small workspace with a mailbox's files."""
    folder = workspace.root / "knowledge" / "triage"
    folder.mkdir()
    for kind, text in (("intents", INTENTS), ("examples", EXAMPLES), ("escalations", WORDS)):
        (folder / f"{kind}.yaml").write_text(FIRST.format(kind=kind) + text, encoding="utf-8")
    return workspace


def test_files_that_are_sound_are_no_problem_and_no_knowledge(triage: PlantedWorkspace) -> None:
    assert triage.problems() == []


def test_a_workspace_without_them_is_none_either(workspace: PlantedWorkspace) -> None:
    assert workspace.problems() == []


@pytest.mark.parametrize("kind", ["intents", "examples", "escalations"])
def test_one_of_the_three_alone_is_missed(triage: PlantedWorkspace, kind: str) -> None:
    (triage.root / f"knowledge/triage/{kind}.yaml").unlink()

    assert any(
        f"{kind}.yaml" in problem and "no such file" in problem for problem in triage.problems()
    )


@pytest.mark.parametrize(
    ("kind", "old", "new", "said"),
    [
        ("intents", "  deadline:\n", "  Dead Line:\n", "small letters, digits and hyphens"),
        ("intents", "  deadline:\n", "  unsure:\n", "what a model says that cannot tell"),
        ("intents", "    title: payment\n", "    title: payment\n    person_when: ['']\n", "empty"),
        ("examples", "  payment:\n", "  paymant:\n", "did you mean `payment`?"),
        ("examples", "    - deadline number 3\n", "", "`deadline` has 9 examples"),
        ("examples", "deadline number 3", "Deadline  number 4", "under `deadline`, already"),
        ("examples", "deadline number 3", "payment number 4", "already; take one of them out"),
        ("examples", "deadline number 3", "' '", "without words"),
        ("escalations", "press", "presss", "did you mean `press`?"),
        ("escalations", "[the Example Gazette]", "['  ']", "these words are empty"),
    ],
)
def test_a_mistake_is_named_with_its_remedy(
    triage: PlantedWorkspace, kind: str, old: str, new: str, said: str
) -> None:
    triage.plant(f"knowledge/triage/{kind}.yaml", old, new)

    assert any(said in problem for problem in triage.problems())


def test_a_handler_who_does_not_work_here_is_named(triage: PlantedWorkspace) -> None:
    file = triage.root / "knowledge/triage/intents.yaml"
    file.write_text(file.read_text().replace("martin.oke@", "martin.okey@"), encoding="utf-8")

    assert any(
        "not among the people" in problem and "martin.oke@" in problem
        for problem in triage.problems()
    )


def test_an_example_listed_in_the_index_is_said_to_be_never_searched(
    triage: PlantedWorkspace,
) -> None:
    triage.add(
        "knowledge/index.yaml",
        "  triage/examples.yaml:\n    owner: martin.oke@penhallowreeve.example\n"
        "    review_by: 2027-01-31\n",
    )

    assert any("never searched" in problem for problem in triage.problems())


# --- crews ---------------------------------------------------------------------------------------


def mail_crew(workspace: PlantedWorkspace, triage: str) -> None:
    workspace.plant("crews/report.yaml", "template: report\n", f"template: report\n{triage}")


def test_only_a_crew_about_a_mail_asks_for_an_intent(triage: PlantedWorkspace) -> None:
    mail_crew(triage, "triage: find\n")

    assert any("only a crew about a mail asks for an intent" in p for p in triage.problems())


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("subject: mail\n", "needs `triage`: the key of the task"),
        ("subject: mail\ntriage: sort\n", "there is no task `sort`"),
        ("subject: mail\ntriage: find\n", "must have `output_record: IntentAnswer`"),
        ("subject: mail\ntriage: find\n", "take it out of `tasks`"),
    ],
)
def test_a_crew_about_a_mail_has_a_task_that_asks_for_its_intent(
    triage: PlantedWorkspace, keys: str, said: str
) -> None:
    mail_crew(triage, keys)

    assert any(said in problem for problem in triage.problems())


def test_a_crew_about_a_mail_needs_the_mailboxs_files(workspace: PlantedWorkspace) -> None:
    mail_crew(workspace, "subject: mail\ntriage: find\n")

    assert any("needs knowledge/triage/" in problem for problem in workspace.problems())


def test_the_agent_of_the_triage_task_is_not_idle(triage: PlantedWorkspace) -> None:
    task = (triage.root / "tasks/find.yaml").read_text(encoding="utf-8")
    sort = task.replace("agent: finder", "agent: triager").replace("Brief", "IntentAnswer")
    (triage.root / "tasks/sort.yaml").write_text(sort, encoding="utf-8")
    agent = (triage.root / "agents/finder.yaml").read_text(encoding="utf-8")
    (triage.root / "agents/triager.yaml").write_text(agent, encoding="utf-8")
    triage.plant("crews/report.yaml", "[finder, writer]", "[finder, writer, triager]")
    mail_crew(triage, "subject: mail\ntriage: sort\n")

    assert not [problem for problem in triage.problems() if "triager" in problem]
