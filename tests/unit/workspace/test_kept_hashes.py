"""Hashes that firms keep: a record that says nothing new has the hash that it had before.

Each was worked out by the release before the fields that the record has gained since.
"""

from __future__ import annotations

import datetime as dt

import pytest

from engross.records import (
    Candidate,
    Decision,
    Deliverable,
    Evidence,
    HeldDocument,
    Record,
)
from engross.workspace.register import BankDetails, Client, Contact, Matter, Particulars, Workstream
from engross.workspace.specs import SignOffSpec

MATTER = Matter(
    key="accounts-2026",
    reference="WRA001",
    title="Accounts",
    partner="helen@firm.example",
    workstreams=(Workstream(key="audit", name="Audit", basis="time"),),
)
CLIENT = Client(
    key="wrackline",
    name="Wrackline Boatyard Ltd",
    short_name="the Company",
    address="1 The Quay, Exmouth",
    contacts=(Contact(name="Ms Ruth Adeyemi", role="Finance Director", email="r@w.example"),),
    matters=(MATTER,),
)
FILE = Deliverable(name="report.docx", sha256="a" * 64, size=12)
AT = dt.datetime(2026, 10, 14, 9, 30, tzinfo=dt.UTC)

KEPT: dict[str, Record] = {
    "matter": MATTER,
    "client": CLIENT,
    "particulars": Particulars(
        name="Penhallow Reeve LLP",
        profession="accountants",
        registered_in="England and Wales",
        number="OC000000",
        registered_office="1 Street, Exeter",
        address="1 Street, Exeter",
        telephone="01392 000000",
        email="office@firm.example",
    ),
    "bank": BankDetails(account_name="Firm", sort_code="00-00-00", account_number="00000000"),
    "sign-off": SignOffSpec(roles=("fee_earner",)),
    "evidence": Evidence(sources=(), facts=(), passages=()),
    "held": HeldDocument(
        run="client_report-20261014-7f3a9c",
        candidate=Candidate(deliverables=(FILE,), review_copy=FILE, figures=()),
        evidence_sha256="b" * 64,
        findings=(),
        held_at=AT,
    ),
    "decision": Decision(run="client_report-20261014-7f3a9c", kind="sign", by="h@f.example", at=AT),
}
BEFORE = {
    "matter": "35f89b61e19162506ae776d7fd9f100ea201658b707c7f289236bbd300bc4d74",
    "client": "50d71772396679062fcf03c63a2a75c334daf49b3e16a3a3c37e70313b85b680",
    "particulars": "6decb4718808adea09da102dd0df0f43427633ad11c091fdc0cc957d4628830d",
    "bank": "3363612e6e43f3d03e7e7cabf00ae5d87213f0cc27a0de1bc2efce635190279a",
    "sign-off": "c198d2df38c3f700f443d0433322958d49204c6a82a5c148362d9bc2955eb94b",
    "evidence": "0f4580ce35b2296cdc00005c92e381798c448649f5436107e50543480c838132",
    "held": "80bc9ff9d8736197c2c60b9d504d04f398267da389091e965ff357cd24ff079c",
    "decision": "8a4ab2c50f52748c91c1e594fbb3b668b3ef15c630f258133d5a2b63b9d624d5",
}


@pytest.mark.parametrize("kind", KEPT)
def test_what_was_held_before_still_stands(kind: str) -> None:
    assert KEPT[kind].fingerprint() == BEFORE[kind]
