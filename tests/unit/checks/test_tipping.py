from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engross.checks import OVERRIDABLE
from engross.checks.gate_rules import TIPPING_OFF
from engross.checks.tipping import packed, tipping_words, without_packed
from engross.ooxml.text import read_text
from engross.workspace.section_specs import SectionSpec
from engross.workspace.specs import CrewSpec

ROOT = Path(__file__).resolve().parents[3]

MENTIONS = [
    "We have had to report this to the authorities.",
    "Our money laundering reporting officer is looking at your file.",
    "The MLRO has it.",
    "We made a suspicious activity report last week.",
    "A SAR has been filed about the transfer.",
    "There is a compliance hold on your matter.",
    "We must not tip you off, and tipping off is an offence.",
    "We await consent from the NCA.",
    "The National Crime Agency has asked us to wait.",
    "Your account is under investigation.",
    "We have a suspicion about the source of the money.",
    "We suspect that the money is the proceeds of crime.",
    "Your payment was frozen by our compliance team.",
    "The N\u0421A has asked us.",  # a Cyrillic letter for the C
]
EXCUSES = [
    "For regulatory reasons we cannot act for you yet.",
    "We cannot act for you yet for compliance reasons.",
    "We are not able to say why we have not paid the money.",
    "We cannot tell you why we are waiting.",
    "Your transfer is delayed because of a technical problem.",
    "A systems error has delayed your payment.",
    "We are waiting for clearance from the authorities.",
    "Our compliance team is reviewing your instructions.",
]
ORDINARY = [
    "We cannot start work until we have seen your passport.",
    "We check identity because the law against money laundering requires it.",
    "The VAT return is late because the stock count came late.",
    "If you have a suspicion that an e-mail is not from us, ring us.",
    "Beware of suspicious e-mails about bank details.",
    "The report to HMRC goes out on Friday.",
    "Your subject access request came in on Monday.",
    "We report to the board each quarter.",
    "We suspect damp behind the panelling.",
    "The stock system project was put on hold in May.",
    "The theft was reported to the police by the yard manager.",
    "Helen Pike sees to this matter.",
    "We keep your papers for six years because our regulator requires it.",
]


@pytest.mark.parametrize("text", [*MENTIONS, *EXCUSES])
def test_words_that_may_tell_the_reader_are_blocked(text: str) -> None:
    found = list(tipping_words(text, "section welcome, paragraph 1"))

    assert found
    assert {(one.rule, one.severity) for one in found} == {(TIPPING_OFF, "block")}


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_of_a_letter_are_not(text: str) -> None:
    assert list(tipping_words(text, "document")) == []


def test_nobody_may_override_it() -> None:
    assert TIPPING_OFF not in OVERRIDABLE


def test_the_finding_says_again_only_the_words_themselves() -> None:
    (found,) = tipping_words("Mr Alan Whitcombe's cash went to the MLRO on Monday.", "document")

    assert "MLRO" in found.message
    assert "Whitcombe" not in found.message


def _shipped() -> Iterator[tuple[str, str]]:
    """Every line of every text that the firm owns or the house model says."""
    for pattern in (
        "knowledge/**/*.md",
        "knowledge/**/*.yaml",
        "crews/*.yaml",
        "templates/*.yaml",
        "src/engross/models/house/**/*.toml",
        "tests/golden/*.txt",
    ):
        for path in sorted(set(ROOT.glob(pattern)) - set(ROOT.glob("knowledge/triage/*"))):
            for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
                yield f"{path.relative_to(ROOT)}:{number}", line
    for path in sorted(ROOT.glob("templates/*.docx")):
        for block in read_text(path.read_bytes()):
            yield path.name, block.text


def test_nothing_that_is_shipped_is_blocked() -> None:
    blocked = [
        f"{f.place}: {f.message}" for place, text in _shipped() for f in tipping_words(text, place)
    ]

    assert blocked == []


def _crew(said: str, *, text_from: tuple[str, ...]) -> CrewSpec:
    section = SectionSpec(
        key="notices",
        heading="Notices",
        purpose="Notices.",
        fixed_text=(said,),
        text_from=text_from,
    )
    return CrewSpec(
        title="Letter",
        description="A letter.",
        agents=(),
        tasks=(),
        inputs={},
        template="letter",
        deliverable="Letter.docx",
        standard_format=(section,),
    )


def test_a_required_statement_is_allowed_as_it_stands_and_not_in_other_words() -> None:
    slot = "[[fact:firm-name/register/firm]]"
    said = f"We may have to report to the National Crime Agency what {slot} learns."

    allowed = packed(_crew(said, text_from=("pack.identity",)))

    stands = said.replace(slot, "Penhallow Reeve LLP")
    assert without_packed(stands, allowed) == ""
    assert without_packed(f"{stands} We have done so.", allowed) != ""


def test_a_crew_s_own_fixed_text_is_not_excused() -> None:
    assert packed(_crew("The NCA.", text_from=())) == ()
