from __future__ import annotations

from pathlib import Path

import pytest

from engross.adapters.passages import opened
from engross.adapters.passages.opened import OpenContents


class Recorded:
    """A content that notes when it is opened and closed."""

    events: list[str]

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.events.append(f"open {folder.as_posix()}")

    def close(self) -> None:
        self.events.append(f"close {self.folder.as_posix()}")


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    happened: list[str] = []
    monkeypatch.setattr(Recorded, "events", happened, raising=False)
    monkeypatch.setattr(opened, "OpenContent", Recorded)
    return happened


def use(contents: OpenContents, *folders: str) -> None:
    for folder in folders:
        with contents.use(Path(folder)):
            pass


def test_a_content_is_opened_once_and_the_one_not_used_longest_is_closed(
    events: list[str],
) -> None:
    contents = OpenContents(most=2)

    use(contents, "a/1", "b/1", "a/1", "c/1", "a/1")

    assert events == ["open a/1", "open b/1", "open c/1", "close b/1"]


def test_a_content_in_use_is_closed_when_nobody_uses_it_any_more(events: list[str]) -> None:
    contents = OpenContents(most=1)

    with contents.use(Path("a/1")):
        with contents.use(Path("a/1")):
            use(contents, "b/1")
            contents.close()
        meanwhile = list(events)

    assert meanwhile == ["open a/1", "open b/1", "close b/1"]
    assert events[-1] == "close a/1"


def test_other_contents_of_a_wall_are_let_go_of(events: list[str]) -> None:
    contents = OpenContents()
    use(contents, "a/1", "b/1")

    contents.let_go(Path("a"), but="1")
    contents.let_go(Path("b"), but="2")

    assert events[2:] == ["close b/1"]


def test_contents_can_be_opened_again_after_closing(events: list[str]) -> None:
    contents = OpenContents()
    use(contents, "a/1")

    contents.close()
    use(contents, "a/1")

    assert events == ["open a/1", "close a/1", "open a/1"]
