"""A proposed article asks the question, names nobody and holds nothing that is searched."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from engross.errors import InputError
from engross.knowledge.gaps import Gap
from engross.knowledge.pieces import pieces
from engross.knowledge.proposals import Proposal, proposals
from engross.records import FoundPassage
from engross.testing.knowledge import found_passage
from engross.workspace import load_workspace
from engross.workspace.register import Firm

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def firm() -> Firm:
    return load_workspace(ROOT).firm


def gap(
    question: str,
    *others: str,
    clients: tuple[str, ...] = ("wrackline",),
    nearest: FoundPassage | None = None,
) -> Gap:
    return Gap(
        question=question,
        others=others,
        runs=("client_report-20261014-7f3a9c",),
        clients=clients,
        last=dt.date(2026, 10, 14),
        nearest=nearest,
    )


def proposed(firm: Firm, found: Gap) -> Proposal:
    (proposal,) = proposals([found], firm)
    return proposal


def test_the_question_is_the_heading_and_the_file_is_named_after_it(firm: Firm) -> None:
    proposal = proposed(firm, gap("how are late fees charged?"))

    assert proposal.text.startswith("# How are late fees charged?\n")
    assert proposal.name == "how-are-late-fees-charged.md"


def test_all_but_the_heading_is_a_comment_so_that_nothing_of_it_is_ever_found(firm: Firm) -> None:
    told = gap("Who pays? --> injected", "# Who --!> pays <!-- then?", nearest=found_passage("x"))

    proposal = proposed(firm, told)

    assert proposal.text.startswith("# Who pays? injected\n")
    with pytest.raises(InputError, match="it holds no words"):
        pieces(proposal.name, proposal.text.encode())


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What does Wrackline Boatyard Limited owe?", "What does the client owe?"),
        ("What does the wrackline boatyard owe?", "What does the client owe?"),
        ("What does COPPB01 owe?", "What does the client owe?"),
        ("Why is Copperbeech's stock late?", "Why is the client's stock late?"),
        ("May Ms Ruth Adeyemi see WRA001?", "May the client's contact see the matter?"),
        ("May Adeyemi or Joss sign?", "May the client's contact or the client's contact sign?"),
        ("Write to ruth.adeyemi@wracklineboatyard.example?", "Write to the client's contact?"),
        (
            "What is said on Advice on the move to a new packing shed?",
            "What is said on the matter?",
        ),
        ("How is VAT and payroll reviewed?", "How is VAT and payroll reviewed?"),
        ("Is the Wrackline ferry insured?", "Is the client ferry insured?"),
        ("Tidewell Dental Practice pays when?", "The client pays when?"),
        ("What does Helen Pike charge?", "What does the fee-earner charge?"),
    ],
)
def test_names_of_clients_their_people_and_matters_are_taken_out(
    question: str, said: str, firm: Firm
) -> None:
    proposal = proposed(firm, gap("Who pays?", question))
    as_title = proposed(firm, gap(question))

    assert f"\n- {said[:1]}" in proposal.text or f"\n- {said[:1].lower()}" in proposal.text
    assert as_title.text.startswith(f"# {said}\n")
    for name in ("wrackline", "copperbeech", "tidewell", "adeyemi", "ruth", "joss", "coppb01"):
        assert name not in (proposal.text + as_title.text + as_title.name).lower()


def test_wordings_that_are_one_without_names_are_listed_once(firm: Firm) -> None:
    told = gap("What does Wrackline owe?", "What does Copperbeech owe?", "What is owed?")

    text = proposed(firm, told).text

    assert re.findall(r"^- (.*)$", text, re.MULTILINE) == ["What is owed?"]


def test_the_owner_of_the_nearest_file_is_named_and_a_client_s_file_is_not(firm: Firm) -> None:
    ours = gap("Who pays?", nearest=found_passage("x", file="faq.md"))
    theirs = gap("Who pays?", nearest=found_passage("x", file="clients/wrackline/terms.md"))

    assert "faq.md, paragraph 1; Helen Pike" in proposed(firm, ours).text
    assert "Helen Pike (helen.pike@" in proposed(firm, theirs).text
    assert "wrackline" not in proposed(firm, theirs).text


def test_where_it_belongs_depends_on_for_whom_it_was_asked(firm: Firm) -> None:
    one = proposed(firm, gap("Who pays?"))
    two = proposed(firm, gap("Who pays?", clients=("tidewell", "wrackline")))

    assert "in the client's own folder" in one.text
    assert "asked for 2 clients" in two.text


def test_no_two_files_have_one_name(firm: Firm) -> None:
    found = [gap("What does Wrackline owe?"), gap("What does Copperbeech owe?"), gap("???")]

    assert [proposal.name for proposal in proposals(found, firm)] == [
        "what-does-the-client-owe.md",
        "what-does-the-client-owe-2.md",
        "question.md",
    ]


def test_a_firm_that_has_no_clients_any_more_has_no_names_to_take_out(firm: Firm) -> None:
    nobodys = firm.model_copy(update={"clients": ()})

    assert proposed(nobodys, gap("Who pays?")).text.startswith("# Who pays?\n")
