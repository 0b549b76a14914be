"""The people of a made-up call, and what they say as the tools would show it."""

from __future__ import annotations

from engross.models.house.reading import FactLine, PassageLine
from engross.models.house.reporting import Reader, reader_of
from engross.uk.figures import said_figures

SAID_ON = "said-on/register/source:call"
DUE = "action-due/register/passage:p7"
RUTH = "client-contact/register/contact:ruth-adeyemi"
DAN = "client-contact/register/contact:dan-pell"
HELEN = "person/register/fee-earner:helen-pike"
MARTIN = "person/register/fee-earner:martin-oke"

PEOPLE = {
    "ruth": ("Ruth Adeyemi", "client", RUTH),
    "dan": ("Dan Pell", "client", DAN),
    "helen": ("Helen Pike", "firm", HELEN),
    "martin": ("Martin Oke", "firm", MARTIN),
    "kasia": ("Kasia", "", ""),
    "": ("", "", ""),
}
"""Name, side and fact; Ruth reads the report, Dan is the client's too, Kasia is nobody's."""


def reader(*others: PassageLine) -> Reader:
    """The register of the made-up firm."""
    facts = {
        "client-contact/register/client": ("client-contact", "Ms Ruth Adeyemi"),
        RUTH: ("client-contact", "Ms Ruth Adeyemi"),
        DAN: ("client-contact", "Mr Dan Pell"),
        "client-name/register/client": ("client-name", "Wrackline Boatyard Limited"),
        "client-short-name/register/client": ("client-short-name", "the Company"),
        "firm-name/register/firm": ("firm-name", "Penhallow Reeve LLP"),
        HELEN: ("person", "Helen Pike"),
        MARTIN: ("person", "Martin Oke"),
    }
    return reader_of(
        [
            FactLine(key, what, "", "register", "", "", name, "text")
            for key, (what, name) in facts.items()
        ],
        others,
    )


def spoken(who: str, kind: str, text: str, due: str = "", *, known: bool = True) -> PassageLine:
    """A passage of a call; `due` is when it is to be done, and a day if `known`."""
    name, side, fact = PEOPLE[who]
    return PassageLine(
        id="p7",
        kind=kind,
        text=text,
        speaker=name,
        owner="",
        due=due,
        side=side,
        speaker_fact=fact,
        due_fact=DUE if due and known else "",
        said_on_fact=SAID_ON,
        figures=tuple(said.text for said in said_figures(text)),
    )


def written(who: str, kind: str, text: str, due: str = "", *, known: bool = True) -> PassageLine:
    """A line of a note; `who` is to do it."""
    name, side, fact = PEOPLE[who]
    return PassageLine(
        id="p7",
        kind=kind,
        text=text,
        speaker="",
        owner=name,
        due=due,
        owner_side=side,
        owner_fact=fact,
        due_fact=DUE if due and known else "",
        said_on_fact=SAID_ON,
        figures=tuple(said.text for said in said_figures(text)),
    )


def plain(text: str) -> str:
    """A sentence with short names for its slots, as the tables of the tests have them."""
    for fact, name in ((SAID_ON, "DAY"), (DUE, "DUE"), (DAN, "DAN"), (RUTH, "RUTH")):
        text = text.replace(f"[[fact:{fact}]]", name)
    text = text.replace(f"[[fact:{HELEN}]]", "HELEN").replace(f"[[fact:{MARTIN}]]", "MARTIN")
    for number in range(1, 9):
        text = text.replace(f"[[quote:p7#{number}]]", f"#{number}")
    return text.replace("[[quote:p7]]", "QUOTE")
