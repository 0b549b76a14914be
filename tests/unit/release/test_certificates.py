from __future__ import annotations

import pytest

from engross.ooxml.text import read_text
from engross.records import Finding, Override, SignedDocument, TemplateUsed
from engross.release import Asserted, Wording
from engross.release.certificates import Vouching, certificate
from engross.release.manifests import LedgerHead, described
from unit.release.conftest import HELEN, NOW

VOUCHING = Vouching("0a1b2c3d4e5f6071", "acorn zebra", LedgerHead(number=17, hash="f" * 64), NOW)
WORDING = Wording(
    "Penhallow Reeve LLP", "Client report for Wrackline", {HELEN: "Helen Pike, Partner"}
)


def told(
    signed: SignedDocument, asserted: tuple[Asserted, ...] = (), wording: Wording = WORDING
) -> str:
    """The certificate's words, a line for each paragraph."""
    page = certificate(signed, asserted, VOUCHING, wording)
    return "\n".join(block.text for block in read_text(page))


def with_held(signed: SignedDocument, **changes: object) -> SignedDocument:
    return signed.model_copy(update={"held": signed.held.model_copy(update=changes)})


def test_it_says_who_when_which_bytes_and_what_was_overridden_and_why(
    signed: SignedDocument,
) -> None:
    page, file = told(signed), signed.held.candidate.deliverables[0]
    finding = signed.held.findings[0]

    assert "Document\tClient report for Wrackline\n" in page
    assert f"Signed by\tHelen Pike, Partner ({HELEN})\n" in page
    assert "Signed\t14 October 2026, 16:25:00 UTC\n" in page
    assert f"{file.size:,} bytes\t{file.name}, SHA-256 {file.sha256}\n" in page
    assert (
        f"{finding.id}\ttotals-foot, table fees, total row: Off by 1. "
        "Reason given: The client's own table is rounded." in page
    )
    assert f"Ledger\tline 17, {'f' * 64}\n" in page
    assert "Firm's key\t0a1b2c3d4e5f6071, in words: acorn zebra\n" in page


def test_it_says_the_version_and_the_template(signed: SignedDocument) -> None:
    template = TemplateUsed(key="client_report", sha256="ab" * 32, version=3)
    page = told(with_held(signed, version=2, edited_by=HELEN, template=template))

    assert f"version 2, edited in Word by Helen Pike, Partner ({HELEN})\n" in page
    assert f"Template\tclient_report, approved version 3, SHA-256 {'ab' * 32}\n" in page


def test_it_says_that_a_template_is_not_an_approved_one(signed: SignedDocument) -> None:
    template = TemplateUsed(key="client_report", sha256="ab" * 32)

    assert "client_report, not an approved version, SHA-256" in told(
        with_held(signed, template=template)
    )


def test_it_names_who_answers_for_a_figure_typed_in_word(signed: SignedDocument) -> None:
    typed = Asserted(fact="a/b/c", text="£6,900", place="section fees, paragraph 1", by=HELEN)

    assert f"£6,900\tsection fees, paragraph 1: stated by Helen Pike, Partner ({HELEN})\n" in told(
        signed, (typed,)
    )


def test_it_counts_what_was_left_open_and_says_nothing_of_it(signed: SignedDocument) -> None:
    findings = [
        Finding(rule="row-set-aside", severity=severity, place=severity, message="Left out.")
        for severity in ("warn", "note")
    ]
    page = told(with_held(signed, findings=(*signed.held.findings, *findings)))

    assert "\t1 to look at and 1 for the record, kept with the run.\n" in page
    assert "Left out." not in page
    assert "(3 in all)" in page


@pytest.mark.parametrize("many", [0, 1, 5, 40, 400])
def test_however_many_overrides_it_stays_on_one_page_and_counts_the_rest(
    signed: SignedDocument, many: int
) -> None:
    page = told(overridden(signed, many))
    shown = page.count("Reason given:")
    left_out = f"And {many - shown} more, all of them in manifest.json." in page

    assert left_out == (shown < many)
    assert shown >= min(many, 4)


def overridden(signed: SignedDocument, many: int) -> SignedDocument:
    """The document with that many findings overridden, each with long words."""
    findings = tuple(
        Finding(rule="totals-foot", severity="block", place=f"row {number}", message="Words. " * 60)
        for number in range(many)
    )
    overrides = tuple(
        Override(finding=finding.id, reason="Every reason is long. " * 20) for finding in findings
    )
    decision = signed.decision.model_copy(update={"overrides": overrides})
    return with_held(signed, findings=findings).model_copy(update={"decision": decision})


def test_many_files_are_cut_with_a_count_too(signed: SignedDocument) -> None:
    files = tuple(described(f"{number} {'long name ' * 30}.docx", b"") for number in range(60))
    candidate = signed.held.candidate.model_copy(update={"deliverables": files})

    assert "more, all of them in manifest.json." in told(with_held(signed, candidate=candidate))


def test_words_that_cannot_be_printed_are_left_out(signed: SignedDocument) -> None:
    decision = signed.decision.model_copy(update={"comment": "Fine\x00 by\n me \ud800."})

    assert "Comment\tFine by me .\n" in told(signed.model_copy(update={"decision": decision}))


def test_without_other_words_the_address_stands_alone(signed: SignedDocument) -> None:
    assert f"Signed by\t{HELEN}\n" in told(signed, wording=Wording())
