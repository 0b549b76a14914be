"""Mails into passages: whose words they are, what is used of them, and what is kept back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from engross.errors import InputError
from engross.intake import GivenFile, Subject
from engross.intake.mails import Mail, attachment, read_mail
from engross.records import Evidence, Passage
from engross.sources.documents import Attachment, DocumentRead
from engross.sources.readers import mail as reader
from engross.workspace.register import Contact

Read = Callable[..., Evidence]

RUTH = "Ruth Adeyemi <ruth@wrackline.example>"
HELEN = "Helen Pike <helen.pike@penhallowreeve.example>"
QUOTED = "an earlier message, quoted"
COURTESY = "a greeting, signature or disclaimer"
WITHIN = "a mail that the client was not sent"


@pytest.fixture
def known(subject: Subject, make: SimpleNamespace) -> Subject:
    """The subject, whose clients' contacts have addresses."""
    firm = subject.firm
    ours, other = firm.clients
    ruth = ours.contacts[0].model_copy(update={"email": "ruth@wrackline.example"})
    alan = Contact(name="Mr Alan Whitcombe", email="alan@copperbeech.example")
    clients = (
        ours.model_copy(update={"contacts": (ruth,)}),
        other.model_copy(update={"contacts": (alan,)}),
    )
    about: Subject = make.subject_of(firm.model_copy(update={"clients": clients}))
    return about


def given(body: str, *, sender: str = RUTH, to: str = HELEN, subject: str = "Stock") -> GivenFile:
    head = f"From: {sender}\nTo: {to}\nSubject: {subject}\nDate: Wed, 7 Oct 2026 09:12:00 +0100\n"
    data = f"{head}\n{body}".encode()
    return GivenFile(role="notes", kind="notes", name="mail.eml", data=data)


def taken(file: GivenFile, subject: Subject, day: dt.date | None = None) -> Mail:
    return read_mail(file, reader.read(file), subject, day)


def used(mail: Mail) -> list[tuple[str, str]]:
    return [(passage.kind, passage.text) for passage in mail.passages if not passage.withheld]


def held(mail: Mail) -> list[tuple[str, str]]:
    return [(passage.withheld, passage.text) for passage in mail.passages if passage.withheld]


def rules(mail: Mail) -> list[str]:
    return [finding.rule for finding in mail.findings]


BODY = """Hi Helen,

Please move the start to 16 November, as the haul-out
is at its busiest until then. We agreed to count the 11 lines again.

Please don't mention the sale to the yard manager.

- Who signs off orders?
- I'll send the sheets by Friday 9 October.

Kind regards,
Ruth
Finance Director

PS Could you send the payroll summary to the yard as well?

On Tue, 6 Oct 2026 at 17:01, Helen Pike <helen@p.example> wrote:
> Shall we?
"""


def test_a_clients_mail_is_sorted_by_its_words(known: Subject) -> None:
    mail = taken(given(BODY), known)

    assert used(mail) == [
        (
            "instruction",
            "Please move the start to 16 November, as the haul-out is at its busiest until then.",
        ),
        ("decision", "We agreed to count the 11 lines again."),
        ("question", "Who signs off orders?"),
        ("action", "I'll send the sheets by Friday 9 October."),
        ("instruction", "PS Could you send the payroll summary to the yard as well?"),
    ]


def test_greeting_signature_quote_and_confidence_are_kept_back_each_for_its_reason(
    known: Subject,
) -> None:
    assert held(taken(given(BODY), known)) == [
        (COURTESY, "Hi Helen,"),
        ("marked internal", "Please don't mention the sale to the yard manager."),
        (COURTESY, "Kind regards,"),
        (COURTESY, "Ruth"),
        (COURTESY, "Finance Director"),
        (QUOTED, "On Tue, 6 Oct 2026 at 17:01, Helen Pike <helen@p.example> wrote:"),
        (QUOTED, "Shall we?"),
    ]


def test_a_passage_has_its_lines_its_day_and_its_speaker(known: Subject) -> None:
    mail = taken(given(BODY), known)
    passage = mail.passages[1]

    assert (passage.span.file, passage.span.place) == ("mail.eml", "message, lines 3 to 4")
    assert (passage.speaker, passage.tier) == ("Ms Ruth Adeyemi", "client")
    assert passage.said_on == dt.date(2026, 10, 7)
    assert mail.days == {dt.date(2026, 10, 7): "date"}


def test_what_is_only_quoted_or_polite_gives_nothing_away(known: Subject) -> None:
    secret = {p.withheld: p.secret for p in taken(given(BODY), known).passages}

    assert secret == {"": False, COURTESY: False, QUOTED: False, "marked internal": True}


def test_the_firms_own_mail_is_for_the_client_only_if_the_client_got_it(known: Subject) -> None:
    martin = "Martin Oke <martin.oke@penhallowreeve.example>"
    inside = taken(given("We agreed to wait.", sender=martin), known)
    outside = taken(given("We agreed to wait.", sender=martin, to=f"{HELEN}, {RUTH}"), known)
    colleague = taken(given("We agreed it.", sender="new@penhallowreeve.example"), known)

    assert held(inside) == [(WITHIN, "We agreed to wait.")]
    assert inside.passages[0].secret
    assert used(outside) == [("decision", "We agreed to wait.")]
    assert held(colleague) == [(WITHIN, "We agreed it.")]


@pytest.mark.parametrize(
    "sender",
    [
        "Ruth Adeyemi <ruth@evil.example>",
        "Ruth Adeyemi",
        '"Ruth Adeyemi | x" <x@evil.example>',
        "ruth|x@evil.example",
    ],
)
def test_a_registered_name_with_another_address_is_a_strangers(
    known: Subject, read: Read, sender: str
) -> None:
    evidence = read(given("Please change our bank account.", sender=sender), about=known)
    (passage,) = evidence.passages

    assert (passage.side, passage.speaker_fact, passage.tier) == ("", "", "third-party")
    assert passage.kind != "instruction"
    assert "mail-sender" in [finding.rule for finding in evidence.findings]


def test_a_name_without_a_registered_address_is_taken_and_said_so(subject: Subject) -> None:
    mail = taken(given("We agreed it."), subject)

    assert mail.passages[0].speaker == "Ms Ruth Adeyemi"
    assert rules(mail) == ["mail-sender"]


def test_a_mail_of_another_clients_people_is_refused(known: Subject) -> None:
    alan = "Alan <alan@copperbeech.example>"
    with pytest.raises(InputError, match="another client"):
        taken(given("Agreed.", sender=alan), known)
    with pytest.raises(InputError, match="another client"):
        taken(given("Agreed.", sender=HELEN, to=alan), known)


@pytest.mark.parametrize(
    ("subject_line", "body"),
    [("Copperbeech Nurseries Limited", "Agreed."), ("Stock", "Our ref: COP001\n\nAgreed.")],
)
def test_a_mail_about_another_client_is_refused(
    known: Subject, read: Read, subject_line: str, body: str
) -> None:
    with pytest.raises(InputError, match="Wrackline"):
        read(given(body, subject=subject_line), about=known)


FORWARDED = """Please deal with this for us.

---------- Forwarded message ---------
From: {sender}
Date: Mon, 5 Oct 2026 at 15:00
Subject: Notice

We agreed that it is late.
"""


def passed_on(mail: Mail) -> Passage:
    return next(p for p in mail.passages if p.text == "We agreed that it is late.")


def test_what_is_passed_on_is_its_writers_word_of_its_own_day(known: Subject) -> None:
    stranger = passed_on(taken(given(FORWARDED.format(sender="HMRC <x@hmrc.example>")), known))
    own = passed_on(taken(given(FORWARDED.format(sender=HELEN)), known))

    assert (stranger.speaker, stranger.tier) == ("x@hmrc.example", "third-party")
    assert (own.speaker, own.said_on) == ("Helen Pike", dt.date(2026, 10, 5))
    assert own.span.place == "forwarded message, line 8"


def test_what_a_stranger_passes_on_is_nobodys_word(known: Subject) -> None:
    mail = taken(given(FORWARDED.format(sender=RUTH), sender="x@evil.example"), known)

    assert (passed_on(mail).speaker, passed_on(mail).tier) == ("", "third-party")


def test_from_where_quotes_cannot_be_told_apart_nothing_is_used(known: Subject) -> None:
    body = (
        "My answers are in red below.\n\nFrom: Helen <h@p.example>\nSent: Monday\nTo: Ruth\n"
        "Subject: Stock\n\nCould you send us the bank statements by Friday? Yes.\n"
    )
    mail = taken(given(body), known)

    assert [text for _, text in used(mail)] == ["My answers are in red below."]
    assert {reason for reason, _ in held(mail)} == {QUOTED}
    assert rules(mail) == ["mail-quotes-unclear"]


def test_a_quote_that_names_another_client_is_a_secret(known: Subject, read: Read) -> None:
    evidence = read(given("Agreed.\n\n> Copperbeech Nurseries Limited did."), about=known)

    assert [(p.text, p.secret) for p in evidence.passages] == [
        ("Agreed.", False),
        ("Copperbeech Nurseries Limited did.", True),
    ]


def with_file(name: str) -> GivenFile:
    head = f"From: {RUTH}\nDate: Wed, 7 Oct 2026 09:12:00 +0100\n"
    parts = (
        "--b\nContent-Type: text/plain\n\nAgreed.\n"
        f'--b\nContent-Type: application/x; name="{name}"\n'
        f'Content-Disposition: attachment; filename="{name}"\n\ndata\n--b--\n'
    )
    kind = 'Content-Type: multipart/mixed; boundary="b"\n\n'
    data = f"{head}{kind}{parts}".encode()
    return GivenFile(role="notes", kind="notes", name="mail.eml", data=data)


def test_attachments_are_offered_with_how_to_give_them(known: Subject) -> None:
    (finding,) = taken(with_file("Billing.xlsx"), known).findings

    assert (finding.rule, finding.severity) == ("attachment-offered", "note")
    assert "“Billing.xlsx”" in finding.message
    assert "notes=mail.eml#Billing.xlsx" in finding.suggestion


def test_an_attachment_that_nothing_reads_is_listed_without_an_offer(known: Subject) -> None:
    (finding,) = taken(with_file("logo.png"), known).findings

    assert "None of them" in finding.suggestion


def test_an_attachment_is_found_by_its_name() -> None:
    document = DocumentRead((), "mail", attachments=(Attachment("Billing.xlsx", b"data"),))

    assert attachment(document, " billing.XLSX") == Attachment("Billing.xlsx", b"data")
    assert attachment(document, "other.xlsx") is None


def test_a_mail_without_a_day_says_so_and_takes_the_files(known: Subject) -> None:
    file = given("Agreed.")
    undated = GivenFile(
        role="notes", kind="notes", name="mail.eml", data=file.data.replace(b"Date:", b"X-Date:")
    )
    mail = taken(undated, known)
    named = taken(undated, known, dt.date(2026, 10, 6))

    assert rules(mail) == ["dates-valid"]
    assert named.days == {dt.date(2026, 10, 6): "the file's name"}


def test_a_mail_that_only_carries_files_is_refused_with_how_to_give_them(
    known: Subject, read: Read
) -> None:
    file = with_file("Billing.xlsx")
    silent = GivenFile(
        role="notes", kind="notes", name="mail.eml", data=file.data.replace(b"Agreed.", b"")
    )
    with pytest.raises(InputError, match="says nothing") as caught:
        read(silent, about=known)

    assert "notes=mail.eml#Billing.xlsx" in caught.value.remedy
