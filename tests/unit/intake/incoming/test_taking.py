"""The mail that a run is about as evidence: what is asked, by whom, and what is kept back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from engross.intake import GivenFile, Subject, read_evidence
from engross.intake.incoming import incoming_mail, reading
from engross.records import Evidence
from engross.sources.readers import mail as reader
from engross.workspace.register import Client, Firm, Matter

Mail = Callable[..., GivenFile]
Take = Callable[[GivenFile], Evidence]

QUOTED = "an earlier message, quoted"


@pytest.fixture
def take(office: Firm, subject: Subject, monkeypatch: pytest.MonkeyPatch) -> Take:
    """Takes a mail in as its run would: for its client, or for one made up of it."""
    monkeypatch.setattr(reading, "read_document", reader.read)

    def taken(file: GivenFile) -> Evidence:
        mail = incoming_mail(file, office)
        partner = office.people[0].email
        general = Matter(key="correspondence", reference="-", title="General", partner=partner)
        client = office.clients[0]
        if mail.trust != "verified":
            client = Client(
                key="sender-1", name=mail.from_address, short_name="you", matters=(general,)
            )
        matter = client.matters[0] if mail.matter else general
        about = replace(subject, firm=office, client=client, matter=matter, mail=mail)
        return read_evidence([file], replace(about, reporting=False))

    return taken


def test_a_verified_senders_question_is_the_clients(take: Take, mail: Mail) -> None:
    evidence = take(mail("Hi,\n\nWhen is our VAT return due?\n\nRegards\nRuth\n"))

    asked = [passage for passage in evidence.passages if passage.kind == "question"]

    assert [passage.text for passage in asked] == ["When is our VAT return due?"]
    assert (asked[0].tier, asked[0].speaker, asked[0].side) == (
        "client",
        "Ms Ruth Adeyemi",
        "client",
    )
    assert asked[0].withheld == ""


def test_the_mail_itself_is_facts(take: Take, mail: Mail) -> None:
    evidence = take(mail())

    told = {fact.measure: str(fact.value) for fact in evidence.facts}

    assert told["mail-subject"] == "A question"
    assert told["received-on"] == "2026-11-23"
    assert told["sender"] == "Ms Ruth Adeyemi"
    assert evidence.fact("mail-subject/register/matter").spans[0].place == "subject"


def test_what_it_quotes_is_withheld(take: Take, mail: Mail) -> None:
    evidence = take(
        mail("Yes, please go on.\n\nOn Fri, 20 Nov 2026, Helen wrote:\n> Shall we file it?\n")
    )

    quoted = [passage for passage in evidence.passages if "Shall we" in passage.text]

    assert [passage.withheld for passage in quoted] == [QUOTED]
    assert [passage.tier for passage in quoted] == ["third-party"]


def test_an_unverified_sender_is_a_third_party_and_brings_nothing_of_the_record(
    take: Take, mail: Mail
) -> None:
    evidence = take(mail("When is our VAT return due?\n", told=""))

    about_clients = [
        fact.id
        for fact in evidence.facts
        if any(s.file == "firm.yaml" and s.place.startswith("clients") for s in fact.spans)
    ]

    assert about_clients == []
    assert {passage.tier for passage in evidence.passages} == {"third-party"}
    assert {passage.speaker for passage in evidence.passages} == {"ruth@wrackline.example"}
    assert [each.severity for each in evidence.findings if each.rule == "sender-unverified"] == [
        "warn"
    ]


def test_what_an_unverified_sender_says_of_a_client_is_kept_from_agents(
    take: Take, mail: Mail
) -> None:
    evidence = take(mail("I write for Copperbeech Nurseries Limited.\n", told=""))

    assert [passage.withheld for passage in evidence.passages] == ["another client is named"]


def test_a_matter_that_was_made_up_has_no_terms_and_no_reference(
    office: Firm, subject: Subject, mail: Mail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "read_document", reader.read)
    file = mail()
    client = office.clients[0]
    general = Matter(
        key="correspondence", reference="-", title="General", partner=office.people[0].email
    )
    about = replace(
        subject,
        firm=office,
        client=client,
        matter=general,
        mail=incoming_mail(file, office),
        reporting=False,
    )

    measures = {fact.measure for fact in read_evidence([file], about).facts}

    assert measures.isdisjoint({"payment-terms", "engagement-end", "matter-reference"})
    assert "client-name" in measures


def test_a_reply_wanted_elsewhere_and_files_inside_are_told(take: Take, mail: Mail) -> None:
    body = (
        "--b\nContent-Type: text/plain\n\nSee the file.\n"
        '--b\nContent-Type: text/csv\nContent-Disposition: attachment; filename="VAT.csv"\n\n1,2\n'
        "--b--"
    )

    evidence = take(
        mail(body, Content_Type="multipart/mixed; boundary=b", Reply_To="ruth@webmail.example")
    )

    told = {each.rule: each.message for each in evidence.findings}

    assert "ruth@webmail.example" in told["reply-to-elsewhere"]
    assert "“VAT.csv”" in told["attachment-offered"]
    assert evidence.quality
    assert evidence.quality.files[0].attachments == ("VAT.csv",)


@pytest.mark.parametrize(
    "greeting", ["Hi Priya, ", "Dear Ms Sandhu - ", "Good morning all! ", "Hello: "]
)
def test_a_greeting_in_the_line_of_a_question_is_no_part_of_it(
    take: Take, mail: Mail, greeting: str
) -> None:
    evidence = take(mail(f"{greeting}when is our VAT return due?\n\nRegards\nRuth\n"))

    told = {p.text: p.withheld for p in evidence.passages}

    assert told["when is our VAT return due?"] == ""
    assert told[greeting.strip()] != ""


def test_words_that_only_begin_like_a_greeting_stay(take: Take, mail: Mail) -> None:
    words = "Good morning shifts, when are they paid?"

    assert words in [passage.text for passage in take(mail(words)).passages]
