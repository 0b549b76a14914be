"""Whose document a precedent comes from, and who keeps it: looked up and checked."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from engross.errors import NoRightToSign, WrongState
from engross.knowledge.precedents import Replaced, Section
from engross.pipeline import names
from engross.pipeline.precedents.released import Signed, signed_document
from engross.pipeline.services import Services
from engross.pipeline.subjects import crew_of, subject_of
from engross.records import ReleasedDocument, Run
from engross.signoff import Signer
from engross.workspace.register import Matter
from engross.workspace.section_specs import SectionSpec
from engross.workspace.specs import CrewSpec


class Case(NamedTuple):
    """A released document and the person who keeps its words."""

    services: Services
    run: Run
    crew: CrewSpec
    signer: Signer
    released: ReleasedDocument
    signed: Signed
    today: dt.date


class Made(NamedTuple):
    """The words of a precedent."""

    specs: tuple[SectionSpec, ...]
    """Only those that it has words for."""
    whole: bool
    """Whether nobody chose among the sections."""
    sections: tuple[Section, ...]
    replaced: tuple[Replaced, ...]
    warnings: tuple[str, ...]


def case_of(services: Services, run_id: str, signer: Signer) -> Case:
    """The document, if it has left and this person may keep its words.

    Raises:
        WrongState: it was not signed and released.
        NoRightToSign: this person may not sign such a document.
        Tampered: what is kept of it is not what was signed.
    """
    run = services.runs.get(run_id)
    if run.state not in {"released", "archived"} or not services.records.has(
        run.id, names.RELEASED
    ):
        raise WrongState(
            f"{run.id} is {run.state}: only a document that was signed and released can become a "
            "precedent.",
            remedy=f"See how it stands: engross show {run.id}",
        )
    crew = crew_of(services, run)
    _check_right(signer, run, crew, subject_of(services, run)[1])
    released = services.records.load(run.id, names.RELEASED, ReleasedDocument)
    signed = signed_document(services, run)
    return Case(services, run, crew, signer, released, signed, services.now().date())


def _check_right(signer: Signer, run: Run, crew: CrewSpec, matter: Matter) -> None:
    """Whoever may sign the document may keep its words; whoever prepared it may too."""
    person, terms = signer.person, crew.sign_off
    if not set(terms.roles) & set(person.roles) or not person.may_sign(run.crew):
        raise NoRightToSign(
            f"{person.name} may not sign a {crew.title.lower()}, so may not keep the words of one.",
            remedy="Ask somebody who may: firm.yaml lists it under `signs`.",
        )
    if terms.matter_partner_only and person.email.lower() != matter.partner.lower():
        raise NoRightToSign(
            f"Only the matter's partner, {matter.partner}, may keep the words of this document.",
            remedy="Ask them to.",
        )
