"""What reading a file may take."""

from __future__ import annotations

from hostile_zips import Part, zipped

from engross.sources.allowance import allowance_for
from engross.sources.file import SourceFile


def test_a_small_file_gets_little() -> None:
    allowance = allowance_for(SourceFile("time.csv", b"a,b"))

    assert allowance.memory < 500_000_000
    assert allowance.seconds < 30


def test_a_large_file_gets_more_and_no_more_than_a_computer_can_spare() -> None:
    small = allowance_for(SourceFile("a.xls", bytes(10_000_000)))
    large = allowance_for(SourceFile("a.xls", bytes(90_000_000)))

    assert allowance_for(SourceFile("a.csv", b"a,b")).memory < small.memory < large.memory
    assert large.memory == 1_500_000_000
    assert large.seconds > small.seconds


def test_a_zip_counts_as_what_it_unpacks_to() -> None:
    part = Part("xl/worksheets/sheet1.xml", packed=b"\x03\0", unpacked=450_000_000)
    allowance = allowance_for(SourceFile("time.xlsx", zipped([part])))

    assert allowance.memory > 1_400_000_000
    assert 100 < allowance.seconds < 300
    assert allowance.output > 1_000_000_000


def test_a_damaged_zip_counts_as_what_it_is() -> None:
    assert allowance_for(SourceFile("a.xlsx", b"PK rubbish")).seconds < 30
