from __future__ import annotations

import pytest

from engross.knowledge.precedents.names import Names, name_words
from engross.workspace.register import Client, Firm


@pytest.fixture(scope="module")
def names(firm: Firm, client: Client) -> Names:
    return Names(firm, client)


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("Wrackline Boatyard Limited has paid.", "[name of the client] has paid."),
        ("WRACKLINE  BOATYARD has paid.", "[name of the client] has paid."),
        ("Copperbeech\u2010Nurseries Ltd has paid.", "[name of the client] has paid."),
        ("We asked Ms Ruth Adeyemi.", "We asked [name of the contact]."),
        ("It is Ms Adeyemi\u2019s list.", "It is [name of the contact]\u2019s list."),
        ("Joss and Dr. Rao agreed.", "[name of the contact] and [name of the contact] agreed."),
        ("Write to ruth.adeyemi@wracklineboatyard.example.", "Write to [name of the contact]."),
        ("It is WRA001.", "It is [name of the matter]."),
        ("By post to The Old Slipway.", "By post to [address]."),
        ("The stock system work has begun.", "The [name of the workstream] work has begun."),
        ("What SS comes to, and a ss.", "What [name of the workstream] comes to, and a ss."),
        ("Mr Martin Oke or HP will write.", "[fee-earner] or [fee-earner] will write."),
        ("As to the wracklines' list.", "As to the [name of the client]' list."),
        ("Adeyemis and PENBERTHYS.", "[name of the contact] and [name of the contact]."),
        ("See _wrackline_notes_.", "See _[name of the client]_notes_."),
        ("Raos, HPs and hps.", "[name of the contact], [fee-earner] and hps."),
        ("Slipways and wracklinear.", "Slipways and wracklinear."),
        ("The Company and the Practice pay.", "The Company and the Practice pay."),
        ("Our advice on payroll is advisory.", "Our advice on payroll is advisory."),
    ],
)  # fmt: skip
def test_a_registered_name_makes_way_for_what_it_names(
    names: Names, text: str, becomes: str
) -> None:
    assert names.replaced(text)[0] == becomes


def test_what_was_replaced_is_told(names: Names) -> None:
    _, replaced = names.replaced("Joss rang Helen Pike.")

    assert [tuple(one) for one in replaced] == [
        ("Joss", "[name of the contact]"),
        ("Helen Pike", "[fee-earner]"),
    ]


def test_a_short_name_of_its_own_tells_the_client(firm: Firm, client: Client) -> None:
    named = client.model_copy(update={"short_name": "the Slipway"})
    register = firm.model_copy(update={"clients": (named, *firm.clients[1:])})

    assert Names(register, named).replaced("Tell the Slipway.")[0] == (
        "Tell [name of the client, short]."
    )


def test_the_words_of_names_are_known_one_by_one(firm: Firm) -> None:
    assert {"Wrackline", "Nurseries", "Adeyemi"} <= name_words(firm)
    assert not {"Limited", "Ms"} & name_words(firm)
