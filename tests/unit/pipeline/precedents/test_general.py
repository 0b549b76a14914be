from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engross.errors import RefusedError
from engross.pipeline.precedents.cases import Case, Made, case_of
from engross.pipeline.precedents.general import for_the_firm
from engross.pipeline.services import Services
from engross.records import Draft, DraftSection, Fact, Paragraph, Run, Sentence
from engross.records.display import display
from engross.signoff import Signer
from engross.workspace.register import Firm

FRAMES = (
    "We billed {}.",
    "{} is what we have.",
    "Please look at {} and at {}.",
    "It comes to {}, of which {} is due.",
    "{}: {}",
)
OF_THE_REGISTER = (
    "Wrackline Boatyard Limited", "Wrackline", "WRA001", "Ms Ruth Adeyemi", "Mr Penberthy",
    "The Old Slipway", "Helen Pike", "Copperbeech Nurseries", "Dr Rao", "Stock system",
    "ruth.adeyemi@wracklineboatyard.example", "£10,868", "14 October 2026", "VAT", "the report",
)  # fmt: skip


@pytest.fixture
def case(firm: Services, released: Run, helen: Signer) -> Case:
    return case_of(firm, released.id, helen)


def _kept(case: Case, draft: Draft) -> str:
    """The words that would come behind the firm's wall; empty when they are refused."""
    specs = tuple(spec for spec in case.crew.standard_format if spec.key == "fees")
    signed = case.signed._replace(draft=draft)
    made = Made(specs, whole=False, sections=(), replaced=(), warnings=())
    try:
        made = for_the_firm(case._replace(signed=signed), made, None, "")
    except RefusedError:
        return ""
    return " ".join(line for one in made.sections for lines in one.paragraphs for line in lines)


def _secrets(firm: Firm) -> list[str]:
    found = [person.name for person in firm.people]
    for client in firm.clients:
        found += [client.name, client.key, client.address]
        found += [name for name in client.names_in_records if " " in name]
        found += [matter.reference for matter in client.matters]
        found += [matter.title for matter in client.matters]
        found += [contact.name.split()[-1] for contact in client.contacts]
    return found


def _printed(fact: Fact) -> str:
    """What the document prints for a name of the evidence's: descriptions, contacts, invoices."""
    return display(fact) if fact.unit == "text" and " " in display(fact) else ""


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_whatever_is_drafted_no_name_and_no_figure_of_the_evidence_is_left(
    case: Case, data: st.DataObject
) -> None:
    evidence = case.signed.evidence
    facts = st.sampled_from([f"[[fact:{fact.id}]]" for fact in evidence.facts])
    quotes = st.sampled_from([f"[[quote:{one.id}]]" for one in evidence.passages])
    filling = st.one_of(facts, facts, quotes, st.sampled_from(OF_THE_REGISTER))
    sentences = [
        Sentence(
            text=frame.format(*(data.draw(filling) for _ in range(frame.count("{}")))),
            cites=data.draw(st.sampled_from([(), (), (evidence.passages[0].id,)])),
        )
        for frame in data.draw(st.lists(st.sampled_from(FRAMES), min_size=1, max_size=4))
    ]
    paragraph = Paragraph(sentences=tuple(sentences))

    kept = _kept(case, Draft(sections=(DraftSection(key="fees", paragraphs=(paragraph,)),)))

    assert not re.search(r"\d|£", kept)
    assert not [name for name in _secrets(case.services.workspace.firm) if name in kept]
    own = {case.services.workspace.firm.particulars.name, "the Company"}
    printed = {text for fact in evidence.facts if (text := _printed(fact))} - own
    assert not [text for text in printed if text in kept]
    assert not [one.text for one in evidence.passages if len(one.text) > 8 and one.text in kept]
