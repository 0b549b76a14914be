"""The page of pages: every figure leads to its evidence and back, and nothing in it runs."""

from __future__ import annotations

import base64
from html.parser import HTMLParser

import pytest

from engross.ooxml.marks import place_name
from engross.records import DocumentPages, Figure, Finding, Page, Spot
from engross.rendering.pages_page import pages_page

PICTURES = {"a" * 64: b"first picture", "b" * 64: b"second picture"}
HOSTILE = "<script>alert(1)</script>{{ 7 * 7 }}"


class Read(HTMLParser):
    """The page's words, addresses, names, styles and tags."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[dict[str, str]] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.append({"tag": tag, **{name: value or "" for name, value in attrs}})

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, attribute: str) -> list[str]:
        return [one[attribute] for one in self.attributes if attribute in one]

    @property
    def links(self) -> list[dict[str, str]]:
        """What is clickable on the pages."""
        return [one for one in self.attributes if one["tag"] == "a" and "style" in one]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def figure(anchor: str, text: str, place: str, *working: str) -> Figure:
    return Figure(
        anchor=anchor,
        id="billed/2026-Q3/matter",
        kind="fact",
        text=text,
        place=place,
        origin="sum of billing.xlsx Invoices!I35:I37",
        working=working,
    )


def finding(place: str, message: str = "The two totals differ.", severity: str = "warn") -> Finding:
    return Finding.model_validate(
        {"rule": "totals-foot", "severity": severity, "place": place, "message": message}
    )


FIGURES = (
    figure("figure1", "£9,490", "section fees, paragraph 1", "£9,490 = £9,585 less £95"),
    figure("figure2", "Friday 30 October 2026", "section next, item 1"),
    figure("figure3", "14,400", "chart fees, series 1, point 1"),
    figure("figure4", "7,800", "chart fees, series 1, point 2"),
    figure("figure5", "£36", "header"),
)
SPOTS = (
    Spot(anchor=place_name("section fees"), page=1, x=71, y=80),
    Spot(anchor="figure1", page=1, x=71, y=100, width=40, height=9),
    Spot(anchor=place_name("chart fees"), page=1, x=71, y=300),
    Spot(anchor="figure2", page=2, x=480, y=100, width=60, height=9),
    Spot(anchor="figure2", page=2, x=71, y=114, width=60, height=9),
)


@pytest.fixture
def pages() -> DocumentPages:
    return DocumentPages(
        pages=tuple(
            Page(number=number, image=sha256, width=600, height=800)
            for number, sha256 in enumerate(PICTURES, start=1)
        ),
        spots=SPOTS,
    )


def read(pages: DocumentPages, *findings: Finding, title: str = "Client report, Q3 2026") -> Read:
    return Read(pages_page(pages, PICTURES.__getitem__, FIGURES, findings, title))


def test_every_page_is_shown_as_a_picture_inside_the_file(pages: DocumentPages) -> None:
    shown = read(pages)

    encoded = [base64.b64encode(picture).decode() for picture in PICTURES.values()]
    assert shown.all("src") == [f"data:image/png;base64,{one}" for one in encoded]
    assert shown.all("alt") == ["Picture of page 1 of 2", "Picture of page 2 of 2"]


def test_a_figure_leads_to_its_evidence_and_back(pages: DocumentPages) -> None:
    shown = read(pages)

    assert "#figure1" in shown.all("href")
    assert "#at-figure1" in shown.all("href")
    assert {"figure1", "at-figure1"} <= set(shown.all("id"))
    assert "£9,490 = £9,585 less £95" in shown.text


def test_every_link_leads_somewhere_on_the_page_and_no_name_is_twice(pages: DocumentPages) -> None:
    shown = read(pages, finding("section fees, paragraph 1"), finding("billing.xlsx Time!A1"))

    names = shown.all("id")
    assert [link for link in shown.all("href") if link.removeprefix("#") not in names] == []
    assert len(names) == len(set(names))


def test_a_box_stands_where_the_figure_does_with_a_little_air(pages: DocumentPages) -> None:
    [link] = [one for one in read(pages).links if one["href"] == "#figure1"]

    assert link["style"] == "left:11.583%;top:12.312%;width:7.167%;height:1.5%"


def test_a_figure_over_two_lines_is_one_stop_for_the_keyboard(pages: DocumentPages) -> None:
    links = [one for one in read(pages).links if one["href"] == "#figure2"]

    assert [one.get("tabindex", "0") for one in links] == ["0", "-1"]
    assert [one.get("aria-hidden", "") for one in links] == ["", "true"]
    assert links[0]["aria-label"] == "Friday 30 October 2026: where it comes from"


def test_a_chart_has_one_badge_for_all_its_figures(pages: DocumentPages) -> None:
    shown = read(pages)

    [badge] = [one for one in shown.links if one["href"] == f"#{place_name('chart fees')}"]
    assert badge["class"] == "badge"
    assert "Chart fees" in shown.text
    assert "14,400: sum of billing.xlsx Invoices!I35:I37" in shown.text


def test_a_figure_that_no_page_shows_is_listed_last(pages: DocumentPages) -> None:
    shown = read(pages)

    assert "#at-figure5" not in shown.all("href")
    assert shown.text.index("On no page picture") < shown.text.index("£36")


def test_a_finding_is_marked_at_the_nearest_place_that_a_page_shows(pages: DocumentPages) -> None:
    at_figure = finding("section fees, paragraph 1", severity="block")
    at_heading = finding("section fees, paragraph 7")
    nowhere = finding("billing.xlsx Time!A131", "Row 131 was left out.")

    shown = read(pages, at_figure, at_heading, nowhere)

    links = {one["href"]: one for one in shown.links if "Finding" in one.get("aria-label", "")}
    assert set(links) == {f"#finding-{at_figure.id}", f"#finding-{at_heading.id}"}
    assert links[f"#finding-{at_figure.id}"]["class"] == "badge block"
    assert "top:12.5%" in links[f"#finding-{at_figure.id}"]["style"]
    assert "top:10.0%" in links[f"#finding-{at_heading.id}"]["style"]
    assert "Row 131 was left out." in shown.text


def test_two_findings_at_one_place_are_beside_each_other(pages: DocumentPages) -> None:
    shown = read(pages, finding("section fees", "One thing."), finding("section fees", "Another."))

    styles = [one["style"] for one in shown.links if "Finding" in one.get("aria-label", "")]
    assert len(set(styles)) == 2


def test_without_findings_it_says_so(pages: DocumentPages) -> None:
    assert "What the checks noticed Nothing." in read(pages).text


def test_what_documents_say_is_text_and_never_markup(pages: DocumentPages) -> None:
    shown = read(pages, finding("section fees", HOSTILE), title=HOSTILE)

    assert HOSTILE in shown.text
    assert "script" not in shown.tags


def test_it_runs_nothing_and_fetches_nothing(pages: DocumentPages) -> None:
    shown = read(pages, finding("section fees"))

    assert {"script", "iframe", "link", "object", "form"} & set(shown.tags) == set()
    assert not [name for one in shown.attributes for name in one if name.startswith("on")]
    assert all(address.startswith("#") for address in shown.all("href"))
    assert "default-src 'none'; img-src data:; style-src 'unsafe-inline'" in shown.all("content")


def test_equal_pages_give_equal_bytes(pages: DocumentPages) -> None:
    pages_twice = [
        pages_page(pages, PICTURES.__getitem__, FIGURES, (finding("section fees"),), "Report")
        for _ in range(2)
    ]

    assert pages_twice[0] == pages_twice[1]
