"""The starter's welcome letter to a made-up limited liability partnership, made of its form."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from engross.intake import GivenFile, Subject, read_evidence
from engross.records import Span
from engross.rendering import render
from engross.uk.periods import as_at
from engross.workspace import load_workspace
from engross.workspace.loading import LoadedWorkspace
from engross.workspace.register import Client, Contact, Matter
from golden.made import draft_of, particulars_of

ROOT = Path(__file__).resolve().parents[2]
FORM = ROOT / "examples" / "onboarding" / "new-client.json"
AS_AT = dt.date(2026, 11, 18)
WELCOME = "Thank you for choosing us to help you with [[fact:service-wanted/form/matter]]."


def about(workspace: LoadedWorkspace) -> Subject:
    matter = Matter(
        key="onboarding-c41d7f20ab",
        reference="c41d7f20ab",
        title="monthly management accounts",
        partner="helen.pike@penhallowreeve.example",
        manager="martin.oke@penhallowreeve.example",
    )
    client = Client(
        key="prospect-gullrock-architects-llp",
        name="Gullrock Architects LLP",
        short_name="the LLP",
        address="The Loft, 9 Example Steps, Exeter, EX0 6XX",
        contacts=(Contact(name="Dr Anneke Visser"),),
        matters=(matter,),
    )
    place = Span(source="c" * 64, file=FORM.name, place="entry 1")
    return Subject(
        firm=workspace.firm,
        client=client,
        matter=matter,
        period=as_at(AS_AT),
        as_at=AS_AT,
        firm_sha256="b" * 64,
        reporting=False,
        entry="c41d7f20ab",
        origins=dict.fromkeys(("client-name", "client-contact", "matter-title"), place),
        prices=workspace.prices,
    )


def letter(workspace: LoadedWorkspace) -> bytes:
    """The candidate, as the starter's template makes it."""
    subject, crew = about(workspace), workspace.crews["onboarding"]
    form = GivenFile(FORM.name, FORM.read_bytes(), role="form", kind="form")
    return render(
        draft_of({"welcome": (WELCOME,)}),
        read_evidence([form], subject),
        crew,
        workspace.templates["onboarding"],
        workspace.template_file("onboarding").read_bytes(),
        particulars_of(crew.title, subject),
    ).candidate


def test_the_welcome_letter_is_the_agreed_one(
    written_out: Callable[[bytes], str], agrees_with_golden: Callable[[str, str], bool]
) -> None:
    text = written_out(letter(load_workspace(ROOT)))

    assert agrees_with_golden("onboarding_candidate", text)


LETTERS = {
    "accountants": "the engagement letter applies",
    "consultants": "the agreement applies",
    "solicitors": "the client care letter applies",
    "surveyors": "the terms of engagement apply",
}


@pytest.mark.parametrize("profession", LETTERS)
def test_a_welcome_letter_points_to_what_its_profession_signs(
    profession: str, tmp_path: Path, written_out: Callable[[bytes], str]
) -> None:
    for folder in ("crews", "agents", "tasks", "knowledge", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    register = (ROOT / "firm.yaml").read_text(encoding="utf-8")
    theirs = register.replace("profession: accountants", f"profession: {profession}")
    (tmp_path / "firm.yaml").write_text(theirs, encoding="utf-8")
    (tmp_path / "outputs").mkdir()

    text = written_out(letter(load_workspace(tmp_path)))

    said = {other for other, words in LETTERS.items() if words in " ".join(text.split())}
    assert said == {profession}
