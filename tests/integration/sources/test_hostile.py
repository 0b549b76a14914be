"""Every hostile file is refused with a reason, or safely read."""

from __future__ import annotations

import time

import pytest
from hostile import all_outcomes
from hostile_files import FILES

from engross.sources.allowance import allowance_for
from engross.sources.file import SourceFile

pytestmark = pytest.mark.slow

READ = {
    "deep_markup.xlsx": "0 rows",
    "external_link.xlsx": "external-links",
    "formula_text.csv": "3 rows",
    "formula_text.xlsx": "1 rows",
    "hidden_characters.csv": "hidden-characters",
    "huge_numbers.xlsx": "2 rows",
    "lying_dimension.xlsx": "1 rows, 2 cells",
    "macros.xlsm": "macros-ignored",
    "macros.xlsx": "macros-ignored",
    "nested_less.eml": "blocks",
    "packed.eml": "30 MB attached",
    "shared_texts.xlsx": "1 rows, 2 cells",
    "zip_in_zip.xlsx": "embedded-files",
}
"""What is harmless once it is read as it is read here, and what is said of it."""
MOST_MEMORY_MB = allowance_for(SourceFile("a.xls", bytes(90_000_000))).memory / 1e6
"""What the child of a large old workbook may take; no file here may need more."""


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_or_safely_read(name: str) -> None:
    """In a process of its own, so that the memory told is of this file's child alone."""
    started = time.monotonic()
    [(_, result)] = all_outcomes([name])

    assert time.monotonic() - started < 30
    assert result["outcome"] == ("read" if name in READ else "refused")
    assert READ.get(name, "") in result["said"]
    assert result["said"]
    assert result["memory_mb"] < MOST_MEMORY_MB


def test_there_are_enough_of_them_and_they_are_the_same_each_time() -> None:
    assert len(FILES) >= 32
    for name in ("laughs.xlsx", "looping.xls", "repeated.ods", "page_tree.pdf"):
        assert FILES[name].make() == FILES[name].make()
