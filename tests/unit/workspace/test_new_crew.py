from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engross.errors import StorageError, UsageError, WorkspaceError
from engross.workspace import new_crew as module
from engross.workspace.new_crew import new_crew

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import PlantedWorkspace


@pytest.fixture
def root(workspace: PlantedWorkspace) -> Path:
    workspace.plant("crews/report.yaml", "title: Report", "title: Client report # as printed")
    workspace.plant(
        "tasks/write.yaml",
        "description: Do it.",
        "description: Write a client\n  report, and find.",
    )
    return workspace.root


def _text(root: Path, name: str) -> str:
    return (root / name).read_text(encoding="utf-8")


def test_a_new_crew_has_the_others_sections_and_tasks_under_its_own_names(root: Path) -> None:
    made = new_crew(root, "advice_letter", "report")

    assert [path.relative_to(root).as_posix() for path in made.files] == [
        "crews/advice_letter.yaml",
        "tasks/advice_letter_find.yaml",
        "tasks/advice_letter_write.yaml",
        "tasks/advice_letter_review.yaml",
    ]
    crew = _text(root, "crews/advice_letter.yaml")
    assert "title: Advice letter # as printed" in crew
    assert "tasks: [advice_letter_find, advice_letter_write, advice_letter_review]" in crew
    assert "template: report" in crew


def test_a_new_crew_only_wants_somebody_who_may_sign_it(
    root: Path, workspace: PlantedWorkspace
) -> None:
    made = new_crew(root, "letter", "report")

    assert [problem.message.partition(":")[0] for problem in made.problems] == [
        "nobody in firm.yaml may sign this"
    ]
    workspace.plant("firm.yaml", "signs: [report]", "signs: [report, letter]")
    assert workspace.problems() == []


def test_the_tasks_speak_of_the_new_document_and_name_each_other(root: Path) -> None:
    new_crew(root, "letter", "report", "Engagement letter")

    assert "Write an engagement letter, and find." in _text(root, "tasks/letter_write.yaml")
    review = _text(root, "tasks/letter_review.yaml")
    assert "context: [letter_find, letter_write]" in review


def test_words_that_only_happen_to_be_the_title_stay(root: Path) -> None:
    text = _text(root, "tasks/write.yaml").replace("title: Client report", "title: Proposal")
    crew = _text(root, "crews/report.yaml").replace("title: Client report", "title: Proposal")
    crew = crew.replace("period: as-at", "period: proposal").replace("Its limits.", "The proposal.")
    crew = crew.replace("dimension: invoice", "dimension: stage")
    text = text.replace("a client\n  report", "a proposal with [[fact:fee/proposal/matter]]")
    (root / "crews/report.yaml").write_text(crew, encoding="utf-8")
    (root / "tasks/write.yaml").write_text(text, encoding="utf-8")
    new_crew(root, "letter", "report")

    assert "a letter with [[fact:fee/proposal/matter]]" in _text(root, "tasks/letter_write.yaml")
    assert "period: proposal" in _text(root, "crews/letter.yaml")
    assert "The proposal." in _text(root, "crews/letter.yaml")


def test_tasks_named_after_the_other_crew_are_named_after_the_new_one(
    root: Path, workspace: PlantedWorkspace
) -> None:
    workspace.plant("firm.yaml", "signs: [report]", "signs: [report, letter]")
    new_crew(root, "letter", "report")
    made = new_crew(root, "memo", "letter")

    assert made.files[1] == root / "tasks/memo_find.yaml"


@pytest.mark.parametrize(
    ("key", "like", "title", "said"),
    [
        ("Letter", "report", "", "cannot be called 'Letter'"),
        ("report", "report", "", "crews/report.yaml is there already"),
        ("letter", "repotr", "", "did you mean `report`"),
        ("letter", "report", "Letter: a draft", "cannot be titled"),
    ],
)
def test_a_name_that_will_not_do_is_refused(
    root: Path, key: str, like: str, title: str, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        new_crew(root, key, like, title)

    assert not (root / "crews/letter.yaml").exists()


def test_a_task_that_is_there_already_is_never_written_over(root: Path) -> None:
    (root / "tasks/letter_find.yaml").write_text("kept", encoding="utf-8")

    with pytest.raises(UsageError, match=r"tasks/letter_find\.yaml is there already"):
        new_crew(root, "letter", "report")

    assert _text(root, "tasks/letter_find.yaml") == "kept"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("crews/report.yaml", "words: [10, 100]", "words: lots"),
        ("crews/report.yaml", "[find, write, review]", "[find, write, reveiw]"),
        ("tasks/find.yaml", "tools: [look_up]", "tools: [look_down]"),
    ],
)
def test_a_crew_with_problems_hands_none_on(
    root: Path, workspace: PlantedWorkspace, file: str, old: str, new: str
) -> None:
    workspace.plant(file, old, new)

    with pytest.raises(WorkspaceError):
        new_crew(root, "letter", "report")

    assert not (root / "crews/letter.yaml").exists()
    assert not (root / "tasks/letter_find.yaml").exists()


def test_a_full_disk_leaves_nothing_behind(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        if path.name == "letter_write.yaml":
            raise OSError(28, "No space left on device")
        path.write_bytes(data)

    monkeypatch.setattr(module, "put_file", full)

    with pytest.raises(StorageError, match="No space left"):
        new_crew(root, "letter", "report")

    assert not list(root.glob("*/letter*"))
