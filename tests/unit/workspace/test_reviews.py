from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from engross.errors import UsageError, WorkspaceError
from engross.workspace.packs import hash_of_words
from engross.workspace.reviews import put_review

FILE = "complaints.yaml"
HELEN = "helen.pike@penhallowreeve.example"
DAYS = (dt.date(2026, 11, 18), dt.date(2027, 11, 18))
HEAD = "# Ours.\ntitle: How to complain\nversion: 2\nin_force: 2026-04-01\nsource: >-\n  A rule.\n"
TEXT = "lawyer: true # soon\ntext:\n  - >-\n    Please tell\n    us.\n"
WRITTEN = (
    f"reviewed_by: {HELEN}\nreviewed_on: 2026-11-18\n"
    f"reviewed_words: {hash_of_words(['Please tell us.'])}\nreview_by: 2027-11-18\n"
)


def reviewed(root: Path, text: str) -> str:
    (root / FILE).write_text(text, encoding="utf-8")
    put_review(root, FILE, HELEN, *DAYS)
    return (root / FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "before",
    [
        'reviewed_by: "" # nobody has yet\n',
        "reviewed_by: a@b.example\nreviewed_on: 2025-01-01\nreview_by: 2026-01-01\n",
        WRITTEN,
    ],
)
def test_a_review_takes_the_place_of_the_one_before_and_every_other_line_stays(
    tmp_path: Path, before: str
) -> None:
    assert reviewed(tmp_path, HEAD + before + TEXT) == HEAD + WRITTEN + TEXT


def test_a_first_review_stands_in_front_of_the_words(tmp_path: Path) -> None:
    above, text = f"{HEAD}lawyer: true # soon\n", TEXT.partition("\n")[2]

    assert reviewed(tmp_path, above + text) == above + WRITTEN + text


def test_where_lines_break_changes_no_words_and_a_word_does() -> None:
    assert hash_of_words(["Please tell\n  us.", " "]) == hash_of_words(["Please tell us."])
    assert hash_of_words(["Please tell us all."]) != hash_of_words(["Please tell us."])
    assert hash_of_words(["Please.", "Tell us."]) != hash_of_words(["Please. Tell us."])


def test_a_layout_that_is_not_known_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    flow = "{title: T, version: 1, in_force: 2026-04-01, source: S, text: [Words.]}\n"

    with pytest.raises(UsageError, match="laid out so that no review"):
        reviewed(tmp_path, flow)

    assert (tmp_path / FILE).read_text(encoding="utf-8") == flow


def test_a_file_with_problems_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError):
        reviewed(tmp_path, HEAD)
