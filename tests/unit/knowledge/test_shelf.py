from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

from engross.knowledge.shelf import Item


def test_a_listed_file_stands_on_its_shelf_with_who_answers_for_it(
    shelves: SimpleNamespace,
) -> None:
    shelf = shelves.of({"clients/wrackline/terms.md": b"Terms."})

    assert shelf.items == {
        "clients/wrackline/terms.md": Item(
            "clients/wrackline/terms.md",
            "client-wrackline",
            "helen.pike@penhallowreeve.example",
            "client",
            dt.date(2027, 1, 31),
        )
    }
    assert shelf.problems == ()


def test_files_are_told_apart_by_their_walls(shelves: SimpleNamespace) -> None:
    matter = "clients/wrackline/matters/advice/lease.md"
    shelf = shelves.of({matter: b"x", "vat.md": b"x", "faq.md": b"x"})

    assert [item.file for item in shelf.behind("firm")] == ["faq.md", "vat.md"]
    assert [item.file for item in shelf.behind("matter-wrackline.advice")] == [matter]
    assert shelf.behind("client-wrackline") == ()
    assert shelf.walls == ("firm", "matter-wrackline.advice")


def test_a_file_is_only_found_behind_its_own_wall(shelves: SimpleNamespace) -> None:
    shelf = shelves.of({"faq.md": b"x"})

    assert shelf.item("faq.md", "firm") is not None
    assert shelf.item("faq.md", "client-wrackline") is None
    assert shelf.item("vat.md", "firm") is None


def test_a_file_that_is_not_listed_is_not_on_the_shelf_and_is_named(
    shelves: SimpleNamespace,
) -> None:
    shelf = shelves.of({"faq.md": b"x", "prices.md": b"x"}, {"faq.md": shelves.entry()})

    assert list(shelf.items) == ["faq.md"]
    (problem,) = shelf.problems
    assert (problem.file, problem.wall) == ("prices.md", "firm")
    assert "not in knowledge/index.yaml" in problem.problem


def test_listed_files_that_are_nobodys_missing_or_of_another_kind_are_not_on_the_shelf(
    shelves: SimpleNamespace,
) -> None:
    files = {"clients/a.md": b"x", "clients/copperbeech/b.md": b"x", "c.pptx": b"x", "d.md": b"x"}
    listed = {name: shelves.entry() for name in (*files, "clients/wrackline/gone.md")}

    shelf = shelves.of(files, listed)

    assert list(shelf.items) == ["d.md"]
    assert {problem.file: problem.wall for problem in shelf.problems} == {
        "c.pptx": "firm",
        "clients/a.md": "",
        "clients/copperbeech/b.md": "",
        "clients/wrackline/gone.md": "client-wrackline",
    }


def test_a_file_whose_owner_has_left_is_searched_all_the_same(shelves: SimpleNamespace) -> None:
    shelf = shelves.of({"faq.md": b"x"}, {"faq.md": shelves.entry("left@example.test")})

    assert list(shelf.items) == ["faq.md"]
    assert "not among the people of firm.yaml" in shelf.problems[0].problem
