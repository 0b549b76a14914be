from __future__ import annotations

from collections.abc import Callable

from engross.ooxml.copy_name import copy_named, name_copy, run_hash
from engross.ooxml.text import read_text

WordFile = Callable[..., bytes]


def test_a_copy_says_of_which_version_of_which_run_it_is(word_file: WordFile) -> None:
    docx = word_file("<p><pPr><keepNext/></pPr><r><t>Client report</t></r></p>")

    named = name_copy(docx, "client_report-20261014-91fb2f", 3)

    assert copy_named(named) == (run_hash("client_report-20261014-91fb2f"), 3)
    assert read_text(named) == read_text(docx)


def test_a_file_of_somebody_else_says_nothing(word_file: WordFile) -> None:
    assert copy_named(word_file('<p><bookmarkStart id="1" name="copyofmine"/></p>')) is None


def test_the_name_gives_no_run_away() -> None:
    assert "client" not in run_hash("client_report-20261014-91fb2f")
