from __future__ import annotations

import pytest

from engross.intake.suspicions import names_suspicion, tells_suspicion

TELLING = [
    "I suspect he is laundering money through the yard.",
    "We strongly suspect that the deposits are the proceeds of crime.",
    "Priya suspects the invoices are a fraud.",
    "I formed a suspicion about the cash on Tuesday.",
    "Our suspicions about the source of the money remain.",
    "Reported to the MLRO on 3 May.",
    "The money laundering reporting officer has it.",
    "An internal SAR was filed last week.",
    "We made a suspicious activity report.",
    "Waiting for NCA consent before we act.",
    "The DAML was refused.",
    "There is a compliance hold on this matter.",
    "Do not tip them off: no tipping off!",
    "This looks like money laundering.",
    "The cash was laundered through the shop.",
]
ORDINARY = [
    "Anti-money-laundering checks are complete.",
    "We are supervised under the Money Laundering Regulations.",
    "The law against money laundering requires it.",
    "The policy on money laundering is attached.",
    "We had a suspicious e-mail that asked for our bank details.",
    "A subject access request (SAR) came in.",
    "We suspect damp in the cellar.",
    "I suspect the VAT return is late.",
    "Source of funds: sale of our shop in 2024.",
    "He is a police officer.",
    "The reporting date is 31 March.",
    "Our compliance manager is on holiday.",
    "Identity documents for money laundering purposes are on file.",
    "The money-laundering identity checks on both directors are done.",
    "Passports were taken for our usual money laundering file.",
    "She made a SAR and wants copies of her personal data.",
    "Under data protection law the employee filed a SAR in May.",
    "We suspect the e-mail from the bank is a phishing fraud.",
    "A suspicious invoice with new bank details came by e-mail; nobody paid it.",
    "He reported a loss of £4,000, and the auditor's report is due in May.",
    "The surveyor reports damp, and the bank asks for a report on title.",
]


@pytest.mark.parametrize("text", TELLING)
def test_words_that_tell_a_suspicion_are_known(text: str) -> None:
    assert tells_suspicion(text)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_are_none(text: str) -> None:
    assert not tells_suspicion(text)


@pytest.mark.parametrize(
    "name",
    [
        "Suspicion",
        "suspicion_notes",
        "suspicionNotes",
        "MLRO",
        "SAR date",
        "AML concerns",
        "Tipping off?",
    ],
)
def test_a_field_that_asks_for_one_is_known_by_its_name(name: str) -> None:
    assert names_suspicion(name)


@pytest.mark.parametrize(
    "name",
    [
        "Notes",
        "Source of funds",
        "Anti-money-laundering consent",
        "Subject access request",
        "Officers",
    ],
)
def test_a_field_for_anything_else_is_not(name: str) -> None:
    assert not names_suspicion(name)


@pytest.mark.parametrize(
    "text",
    [
        "Defence Against Money Laundering request for the kiln",
        "Please note a S.A.R. went to NCA about the kiln",
        "The kiln: the money doesn't add up, don't tip off the client",
        "Source of the kiln looks dodgy, probably dirty money, drug dealing",
        "We informed the NCA on Monday.",
    ],
)
def test_what_is_told_in_other_words_tells_one(text: str) -> None:
    assert tells_suspicion(text)


@pytest.mark.parametrize(
    "text",
    [
        "The invoice total doesn't add up.",
        "The money doesn't add up on last month's statement.",
        "We close on red flag days at the beach.",
        "Lorries tip off-site at the quarry.",
        "She sent a data subject access request (S.A.R.) under the GDPR.",
        "We had a phishing e-mail that looked dodgy.",
        "Our charity keeps young people away from drugs.",
        "Policy on the defence against money laundering training",
    ],
)
def test_ordinary_words_of_clients_tell_none(text: str) -> None:
    assert not tells_suspicion(text)
    assert not names_suspicion(text)


@pytest.mark.parametrize(
    "name", ["  s u s p i c i o n s", "s-u-s-p-i-c-i-o-n", "Red flags", "AML red flags (internal)"]
)
def test_a_heading_set_apart_in_letters_or_of_red_flags_is_called_one(name: str) -> None:
    assert names_suspicion(name)
