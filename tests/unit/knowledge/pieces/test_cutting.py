from __future__ import annotations

import hashlib

import pytest

from engross.errors import InputError
from engross.knowledge.pieces import cutting, pieces
from engross.records import is_knowledge_id, knowledge_id


def test_an_id_is_made_of_the_words_wherever_they_stand() -> None:
    (first,), (second,) = (pieces(name, b"Twice.") for name in ("a.txt", "clients/b.md"))

    assert first.id == second.id == knowledge_id("Twice.")
    assert is_knowledge_id(first.id)
    assert (first.file, second.file) == ("a.txt", "clients/b.md")
    assert first.sha256 == hashlib.sha256(b"Twice.").hexdigest()


def test_a_piece_is_found_by_the_headings_above_it() -> None:
    (piece,) = pieces("a.md", b"# Fees\n## Late payment\nInterest.")

    assert piece.about == "Fees > Late payment"


@pytest.mark.parametrize("name", ["rates.ods", "rates.csv", "rates"])
def test_another_kind_of_file_is_refused_with_the_kinds_that_are_read(name: str) -> None:
    with pytest.raises(InputError, match=r"cannot be read as knowledge\. Save it as one of \.md,"):
        pieces(name, b"x")


def test_a_refusal_names_the_file_with_its_folders() -> None:
    with pytest.raises(InputError, match=r"^clients/wrackline/a\.docx: the file is empty\."):
        pieces("clients/wrackline/a.docx", b" ")


def test_a_file_that_is_no_text_is_refused() -> None:
    with pytest.raises(InputError, match=r"^a\.md, line 2: it is not text: it holds NUL bytes\."):
        pieces("a.md", b"ok\n\0")


def test_a_file_of_endless_passages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "MOST", 2)
    text = "\n".join(f"# {n}\nWords." for n in range(3)).encode()

    with pytest.raises(InputError, match=r"it comes to more than 2 passages.* split"):
        pieces("a.md", text)
