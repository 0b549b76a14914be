"""What a CRM and call notes hold of hopes, limits and remarks comes into no proposal.

Five of the fifty variants of `benchmarks/planted.py`: every program and five of the ten ways.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from planted import make_workspace, outcome_of
from planted_files import Planted, found_in, variants

from engross.settings import Settings
from engross.wiring import House, open_house

CHOSEN = (
    "HubSpot/orders",
    "Salesforce/person",
    "Pipedrive/like",
    "Dynamics 365/account",
    "plain/notes",
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    root = make_workspace(tmp_path_factory.mktemp("leaks"))
    settings = Settings(workspace=root, office="none")
    with open_house(settings, progress=lambda _words: None) as opened:
        yield opened


@pytest.mark.slow
@pytest.mark.parametrize("name", CHOSEN)
def test_nothing_planted_is_in_a_proposal_its_findings_or_before_an_agent(
    house: House, tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    (variant,) = variants([name])
    outcome = outcome_of(house, variant, tmp_path_factory.mktemp("given") / "files")

    assert outcome.state == "held"
    assert (outcome.leaks, outcome.told) == ((), ())
    assert outcome.names_client is ("account" not in name)


def test_there_are_fifty_variants_and_each_text_is_planted_where_it_says() -> None:
    made = list(variants())
    words = [one.words[0] for variant in made for one in variant.planted]

    assert len({variant.name for variant in made}) == 50
    assert len(set(words)) == len(words)
    for variant in made:
        whole = b"\n".join((*variant.files.values(), variant.notes)).decode()
        assert len(found_in(whole, variant.planted)) >= len(variant.planted)


def test_planted_words_are_found_whatever_stands_between_them() -> None:
    planted = [Planted("deals, remarks", ("Zqbadu", "never below four thousand"))]

    assert found_in("It is never\n below FOUR-thousand (zqbadu).", planted) == [
        "deals, remarks: Zqbadu",
        "deals, remarks: never below four thousand",
    ]
    assert found_in("Zqbadul is never below forty thousand.", planted) == []
