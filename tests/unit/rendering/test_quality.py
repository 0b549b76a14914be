"""The data-quality page says what was read, what was guessed and what differs, and runs nothing."""

from __future__ import annotations

from decimal import Decimal
from html.parser import HTMLParser

from engross.records import (
    ColumnReport,
    FileReport,
    Finding,
    QualityReport,
    TableReport,
    TotalReport,
)
from engross.rendering import quality_page

HOSTILE = "<script>alert(1)</script>{{ 7 * 7 }}"


class Read(HTMLParser):
    """The words of a page, and every tag and address in it."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def page(*, of_a_run: bool = True, **parts: object) -> Read:
    table = TableReport.model_validate(
        {
            "place": "Time!A1:K20",
            "kind": "time entries",
            "system": "Harvest",
            "rows": 19,
            "used": 12,
            "others": 5,
            "set_aside": 2,
            **parts,
        }
    )
    file = FileReport(
        role="billing", file="billing.xlsx", sha256="a" * 64, size=1234, tables=(table,)
    )
    report = QualityReport(files=(file,), of_a_run=of_a_run)
    return Read(quality_page(report, "Data quality: Wrackline Boatyard Limited"))


def test_the_page_counts_the_rows_and_names_the_system() -> None:
    text = page().text

    assert "Time!A1:K20: time entries, as Harvest exports it" in text
    assert "19 rows: 12 used, 5 of other clients, 2 left out" in text


def test_a_guessed_column_is_marked_and_a_sensitive_one_shows_no_values() -> None:
    text = page(
        columns=[
            {
                "place": "Time!C1",
                "heading": "Qty",
                "meaning": "hours",
                "certainty": "guessed",
                "samples": ["1.5", "2"],
            },
            ColumnReport(place="Time!D1", heading="Margin", sensitive=True, samples=("17",)),
        ]
    ).text

    assert "Time!C1 Qty hours guessed" in text
    assert "Time!D1 Margin not used kept from agents and documents" in text


def test_values_are_shown_of_files_that_were_only_looked_at() -> None:
    column = {"place": "Time!C1", "heading": "Qty", "meaning": "hours", "samples": ["1.5", "2"]}

    assert "1.5 · 2" in page(of_a_run=False, columns=[column]).text
    assert "1.5 · 2" not in page(columns=[column]).text


def test_a_total_that_differs_shows_by_how_much_and_why() -> None:
    why = "Row 7 holds 740.00 in its name."
    text = page(
        totals=[
            TotalReport(
                place="Time!G20",
                column="net",
                stated=Decimal(2740),
                found=Decimal(2000),
                explanation=why,
            )
        ]
    ).text

    assert "2,740.00 2,000.00 differs by 740.00 Row 7 holds 740.00 in its name." in text


def test_what_a_file_says_is_text_and_never_markup() -> None:
    read = page(columns=[ColumnReport(place="Time!A1", heading=HOSTILE)])

    assert HOSTILE in read.text
    assert "script" not in read.tags


def test_the_page_fetches_nothing() -> None:
    assert all(address.startswith("#") for address in page().addresses)


def test_findings_stand_with_their_suggestion() -> None:
    finding = Finding(
        rule="column-guessed",
        severity="warn",
        place="billing.xlsx Time!C1",
        message="The column in Time!C1 was taken as hours.",
        suggestion="Check it.",
    )

    text = Read(quality_page(QualityReport(files=(), findings=(finding,)), "Data quality")).text

    assert "warn The column in Time!C1 was taken as hours." in text
    assert "Check it." in text
