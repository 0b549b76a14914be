from __future__ import annotations

import pytest

from engross.workspace.yaml_text import read_yaml, write_yaml, written


def test_every_key_and_item_has_its_line() -> None:
    part, problems = read_yaml("f.yaml", "# first\na:\n  - b: 1\n    c: >\n      two\n  - d\n")

    assert problems == ()
    assert part.value == {"a": [{"b": 1, "c": "two\n"}, "d"]}
    assert [p.line for p in part["a"]] == [3, 6]
    assert next(iter(part["a"]))["c"].line == 4


def test_a_key_that_is_not_there_has_the_line_of_what_holds_it() -> None:
    part, _ = read_yaml("f.yaml", "a: 1\nb:\n  c: 2\n")

    assert part["b"]["missing"].line == 2
    assert part["b"]["missing"].value is None


def test_plain_values_are_read_as_people_mean_them() -> None:
    part, problems = read_yaml("f.yaml", "a: yes\nb: true\nc: 2027-01-31\nd: 1.5\ne: 0x1F\nf: ~\n")

    assert problems == ()
    assert part.value == {
        "a": "yes",
        "b": True,
        "c": "2027-01-31",
        "d": 1.5,
        "e": "0x1F",
        "f": None,
    }


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "twice; the first is on line 1"),
        ("a: &x 1\n", 1, "anchors and aliases"),
        (
            "a: !!python/object:os.system x\n",
            1,
            "the tag tag:yaml.org,2002:python/object:os.system",
        ),
        ("a: 1\nb: [\n", 3, "this is not YAML"),
        ("a: b: c\n", 1, "this is not YAML"),
        ("a: 1\n---\nb: 2\n", 2, "a second document begins here"),
        ("a: !set {b, c}\nd: 1\n", 1, "the tag !set"),
        ("a: 1\na: {b: [1, {c: 2}]}\nd: &x 1\n", 3, "anchors and aliases"),
        ("a: \x00\n", 1, "this is not YAML"),
        ("[" * 5000, 1, "this is not YAML"),
    ],
)
def test_what_is_not_plain_yaml_is_a_problem_on_its_line(text: str, line: int, said: str) -> None:
    _, problems = read_yaml("f.yaml", text)

    assert problems[-1].line == line
    assert said in problems[-1].message


def test_an_alias_is_not_followed() -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n"

    part, problems = read_yaml("f.yaml", bomb)

    assert len(problems) >= 4
    assert part.value == {"a": None, "b": None, "c": None, "d": [None, None]}


def test_a_way_through_a_file_is_written_as_people_do() -> None:
    assert written(("standard_format", 2, "words")) == "standard_format[2].words"


def test_what_is_written_reads_back_the_same() -> None:
    value = [
        {"name": "Ann: Other", "signs": ["*"], "title": "#1", "number": "08123456"},
        {"numbers": ["0012", "1.50", "-3", "1_000", "9" * 5000, 12, 1.5]},
        {"words": ["true", "True", "yes", "null", "~", "", "2026-11-23", "a\nb", "'", '"', "é"]},
        {"nothing": None, "truths": [True, False], "days": ["12:30", "0x1F", ".5", "1e3", "="]},
    ]

    part, problems = read_yaml("f.yaml", write_yaml(value))

    assert problems == ()
    assert part.value == value
