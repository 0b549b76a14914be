"""A CRM export read once in a process."""

from __future__ import annotations

import pytest

from engross.intake.crm import cached
from engross.intake.crm.cached import crm_of
from engross.intake.crm.reading import read_crm
from engross.intake.given import GivenFile
from engross.workspace.register import ColumnMap

DEALS = b"Deal ID,Deal Name,Account,Deal Stage,Amount\nC1,One,Larchmoor,Open,900\n"


def _given(data: bytes = DEALS, name: str = "deals.csv") -> GivenFile:
    return GivenFile(name, data, role="crm", kind="crm")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read."""
    names: list[str] = []

    def counted(files: list[GivenFile], confirmed: list[ColumnMap]) -> object:
        names.extend(file.name for file in files)
        return read_crm(files, confirmed)

    monkeypatch.setattr(cached, "read_crm", counted)
    cached._read.cache_clear()
    return names


def test_the_same_bytes_and_names_are_read_once(read: list[str]) -> None:
    first, second = crm_of([_given()]), crm_of([_given()])

    assert first is second
    assert read == ["deals.csv"]


def test_other_bytes_names_or_maps_are_read_again(read: list[str]) -> None:
    said = ColumnMap(
        name="ours",
        headings=("deal id", "deal name", "account", "deal stage", "amount"),
        kind="deals",
        columns={"id": "deal id", "deal_name": "deal name", "amount": "amount"},
        confirmed_by="helen.pike@penhallowreeve.example",
        on="2026-11-01",
    )

    crm_of([_given()])
    crm_of([_given(DEALS.replace(b"900", b"901"))])
    crm_of([_given(name="others.csv")])
    crm_of([_given()], [said])

    assert read == ["deals.csv", "deals.csv", "others.csv", "deals.csv"]
