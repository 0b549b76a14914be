from __future__ import annotations

from pathlib import Path

import pytest

from engross.adapters.passages.contents import Content, sizes
from engross.records.ports import KeptFile

FILES = [
    ("fees.md", KeptFile("s1", 10, 1, 3)),
    ("broken.pdf", KeptFile("s2", 20, 2, 0, refused="It cannot be read.")),
    ("préavis.txt", KeptFile("s3", 30, 3, 2, left_out="A page was left out.")),
]


def test_a_content_is_read_as_it_was_written(tmp_path: Path) -> None:
    content = Content("lengths", 2, FILES, {"vectors.f32": 8})

    content.write(tmp_path)

    assert Content.read(tmp_path) == content


def test_the_rows_of_a_file_follow_those_of_the_one_before() -> None:
    content = Content("lengths", 2, FILES, {})

    places = content.places()

    assert content.rows == 5
    assert [(file, first) for file, (_, first) in places.items()] == [
        ("fees.md", 0),
        ("broken.pdf", 3),
        ("préavis.txt", 3),
    ]


def test_a_file_that_is_gone_or_shorter_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "list.json").write_text("[]")
    (tmp_path / "chroma.sqlite3").write_text("changes when it is opened")
    content = Content("lengths", 2, (), sizes(tmp_path))

    content.check(tmp_path)

    assert content.sizes == {"words/list.json": 2}
    (tmp_path / "words" / "list.json").write_text("[")
    with pytest.raises(LookupError, match=r"words/list.json is not as it was written"):
        content.check(tmp_path)
    (tmp_path / "words" / "list.json").unlink()
    with pytest.raises(FileNotFoundError):
        content.check(tmp_path)
