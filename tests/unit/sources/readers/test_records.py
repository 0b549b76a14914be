"""Delimited text parted into records, no row swallowed."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.sources.readers.records import MOST_CHARACTERS, Record, Unclosed, lines, records


def parted(text: str, delimiter: str = ",") -> list[Record]:
    return list(records(lines(text), delimiter))


def fields(text: str, delimiter: str = ",") -> list[list[str]]:
    return [record.fields for record in parted(text, delimiter)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
        ("a,", [["a", ""]]),
        ("\n,\n", [[""], ["", ""]]),
        ('"a,b",c', [["a,b", "c"]]),
        ('"a ""quoted"" word",c', [['a "quoted" word', "c"]]),
        ('"",c', [["", "c"]]),
        ('"a\nb",c\nd,e', [["a\nb", "c"], ["d", "e"]]),
        ('"a\n\nb ""x""\n",c', [['a\n\nb "x"\n', "c"]]),
        ('a, "b, c" ,d', [["a", "b, c", "d"]]),
    ],
)
def test_fields_and_quotation_marks(text: str, expected: list[list[str]]) -> None:
    assert fields(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('5" pipe,1', ['5" pipe', "1"]),
        ('"5" pipe",1', ['5" pipe', "1"]),
        ('"Brown" and Son,1', ['"Brown" and Son', "1"]),
        ('the "Lodge",1', ['the "Lodge"', "1"]),
    ],
)
def test_a_stray_quotation_mark_is_a_character_and_noted(text: str, expected: list[str]) -> None:
    [record] = parted(text)

    assert record.fields == expected
    assert record.stray


def test_a_proper_quotation_is_not_noted() -> None:
    assert not parted('"a ""b"" c",1')[0].stray


@pytest.mark.parametrize(
    "text",
    [
        'a,b\n"Wrackline,100\nTidewell,200\n',
        'a,b\n"Wrackline,100\n"Tidewell",200\n',
        'a,b\n"Wrackline,100\nCopperbeech,"1,000"\n',
    ],
)
def test_a_field_that_is_left_open_is_an_error_at_its_row(text: str) -> None:
    with pytest.raises(Unclosed) as caught:
        parted(text)

    assert caught.value.row == 2


def test_lines_inside_a_field_that_part_like_rows_are_rows() -> None:
    rows = "\n".join(f"{number},Wrackline,100.00" for number in range(3))

    with pytest.raises(Unclosed):
        parted(f'day,client,amount\n"1,Wrackline,100.00\n{rows}\n2,Tidewell",7\n')


def test_a_field_without_end_is_an_error() -> None:
    with pytest.raises(Unclosed):
        parted('a,b\n"' + "xx\n" * MOST_CHARACTERS + '",c\n')


def test_a_row_that_reaches_over_lines_counts_once() -> None:
    numbers = [record.number for record in parted('a,b\n"c\nd",e\nf,g\n')]

    assert numbers == [1, 2, 3]


@given(st.lists(st.lists(st.text('ab,"\n ', max_size=5), min_size=1, max_size=4), max_size=6))
def test_what_a_csv_writer_quotes_is_read_back(rows: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)

    assert fields(written.getvalue()) == rows


@given(st.text('ab,;"\n\t| ', max_size=30), st.sampled_from(",;\t|"))
def test_any_text_is_read_or_refused(text: str, delimiter: str) -> None:
    try:
        rows = [record.number for record in parted(text, delimiter)]
    except Unclosed as error:
        rows = [error.row]

    assert all(1 <= row <= text.count("\n") + 1 for row in rows)
