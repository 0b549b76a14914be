from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from engross.errors import (
    NoRightToSign,
    RefusedError,
    StorageError,
    Tampered,
    UsageError,
    WrongState,
)
from engross.pipeline import names
from engross.pipeline.precedents import keep, shelving
from engross.pipeline.services import Services
from engross.pipeline.subjects import subject_of
from engross.pipeline.tidying import archive
from engross.records import CrewResult, Decision, Draft, DraftSection, Paragraph, Run, Sentence
from engross.signoff import Signer
from engross.workspace.index_file import listed_files
from engross.workspace.specs import SignOffSpec

HELEN = "helen.pike@penhallowreeve.example"
MATTER = "clients/wrackline/matters/accounts-2026/precedents"
Files = Callable[[], list[str]]


def _signer(services: Services, email: str) -> Signer:
    person = services.workspace.firm.person(email)
    assert person is not None
    return Signer(person)


def _crew(services: Services, **terms: object) -> Services:
    crew = services.workspace.crews["client_report"]
    spec = crew.model_copy(update={"sign_off": SignOffSpec.model_validate(terms)})
    crews = {"client_report": spec}
    return dataclasses.replace(
        services, workspace=services.workspace.model_copy(update={"crews": crews})
    )


def test_a_released_document_is_kept_word_for_word_behind_its_matter_s_wall(
    firm: Services, released: Run, helen: Signer
) -> None:
    kept = keep(firm, released.id, helen, sections=["fees"])

    assert kept.file == f"{MATTER}/client_report-fees-2026-11-22.md"
    assert kept.wall == "matter-wrackline.accounts-2026"
    assert kept.path.read_text(encoding="utf-8") == (
        "---\n"
        f"run: {released.id}\n"
        "crew: client_report\n"
        "sections:\n"
        "  - fees\n"
        "released_on: 2026-11-22\n"
        f"kept_by: {HELEN}\n"
        "kept_on: 2026-11-22\n"
        "---\n"
        "\n"
        "# Precedent: Fees\n"
        "\n"
        "Fees billed this quarter come to £10,868 excluding VAT. It is as we agreed.\n"
        "\n"
        "You asked us to send the payroll summary to the yard manager.\n"
    )
    assert (kept.sections, kept.replaced) == (("Fees",), ())


def test_a_precedent_is_listed_with_whoever_kept_it_as_its_owner(
    firm: Services, released: Run, helen: Signer
) -> None:
    before = (firm.workspace.root / "knowledge/index.yaml").read_text(encoding="utf-8")

    kept = keep(firm, released.id, helen, behind="client")

    after = (firm.workspace.root / "knowledge/index.yaml").read_text(encoding="utf-8")
    entry = (
        "  clients/wrackline/precedents/client_report-2026-11-22.md:\n"
        f"    owner: {HELEN}\n"
        "    review_by: 2027-11-22\n"
        "    tier: firm\n"
    )
    assert after == before + entry
    assert (kept.owner, kept.review_by) == (HELEN, dt.date(2027, 11, 22))


def test_the_ledger_says_who_kept_what_and_names_no_client(
    firm: Services, released: Run, helen: Signer
) -> None:
    kept = keep(firm, released.id, helen, sections=["fees", "account"])

    line = firm.ledger.lines(released.id)[-1]
    assert (line.kind, line.subject) == ("precedent-kept", "matter: fees account")
    assert HELEN not in line.actor
    assert firm.ledger.details(line) == {"file": kept.file, "edited": ""}
    assert firm.ledger.verify() == ()


def test_behind_the_firm_s_wall_nothing_of_the_client_is_left(
    firm: Services, released: Run, helen: Signer
) -> None:
    kept = keep(firm, released.id, helen, behind="firm")

    text = kept.path.read_text(encoding="utf-8")
    assert kept.file == "precedents/client_report-2026-11-22.md"
    assert kept.wall == "firm"
    assert "come to [amount billed in the period] excluding VAT. It is as we agreed.\n" in text
    assert "We will ring [name of the contact] when the counting is over." in text
    assert "yard manager" not in text
    assert "Wrackline" not in text
    assert ("Ms Adeyemi", "[name of the contact]") in kept.replaced


def test_several_sections_come_in_the_order_of_the_document(
    firm: Services, released: Run, helen: Signer
) -> None:
    kept = keep(firm, released.id, helen, sections=["next_period", "account"])

    text = kept.path.read_text(encoding="utf-8")
    assert kept.file == f"{MATTER}/client_report-account-next_period-2026-11-22.md"
    assert "# Precedent: Invoices and account and Next period\n\n## Invoices and account\n" in text
    assert text.endswith(
        "## Next period\n\n- We will ring Ms Adeyemi when the counting is over.\n"
        "- We will send the list.\n"
    )


def test_a_name_of_its_own_is_its_title_and_its_file_s_name(
    firm: Services, released: Run, helen: Signer
) -> None:
    kept = keep(firm, released.id, helen, sections=["account"], name="  A query: naïve, or not? ")

    assert kept.file == f"{MATTER}/client_report-a-query-naive-or-not-2026-11-22.md"
    assert "# Precedent: A query: naïve, or not?\n\n## Invoices" in kept.path.read_text("utf-8")


def test_nothing_is_ever_written_over(firm: Services, released: Run, helen: Signer) -> None:
    first = keep(firm, released.id, helen, sections=["account"])
    words = first.path.read_bytes()
    second = keep(firm, released.id, helen, sections=["account"])

    assert second.file == f"{MATTER}/client_report-account-2026-11-22-2.md"
    assert first.path.read_bytes() == words
    assert {first.file, second.file} <= listed_files(firm.workspace.root)


@pytest.mark.parametrize("state", ["held", "signed", "declined", "archived"])
def test_only_what_was_signed_and_released_is_kept(
    firm: Services, released: Run, helen: Signer, state: str, kept_files: Files
) -> None:
    run = released.model_copy(update={"id": "client_report-20261014-000000", "state": state})
    firm.runs.add(run)

    with pytest.raises(WrongState, match="signed and released"):
        keep(firm, run.id, helen)

    assert kept_files() == []


def test_a_released_run_that_was_put_away_may_still_be_kept(
    firm: Services, released: Run, helen: Signer
) -> None:
    archive(firm, released.id)

    assert keep(firm, released.id, helen, sections=["fees"]).path.is_file()


def test_a_document_that_another_has_replaced_is_kept_with_a_warning(
    firm: Services, released: Run, helen: Signer
) -> None:
    firm.runs.change(released.id, superseded_by="client_report-20261101-aaaaaa")

    (warning,) = keep(firm, released.id, helen, sections=["fees"]).warnings

    assert "client_report-20261101-aaaaaa has replaced this one" in warning


@pytest.mark.parametrize("who", ["martin.oke", "priya.sandhu", "gareth.lowe", "tom.ellery-vane"])
def test_only_somebody_who_may_sign_such_a_document_keeps_its_words(
    firm: Services, released: Run, who: str, kept_files: Files
) -> None:
    with pytest.raises(NoRightToSign, match="may not sign a client report"):
        keep(firm, released.id, _signer(firm, f"{who}@penhallowreeve.example"))

    assert kept_files() == []


def test_where_only_the_partner_signs_only_the_partner_keeps(firm: Services, released: Run) -> None:
    strict = _crew(firm, roles=["manager", "fee_earner"], matter_partner_only=True)
    martin = _signer(firm, "martin.oke@penhallowreeve.example")
    signing = Signer(martin.person.model_copy(update={"signs": ("*",)}))

    with pytest.raises(NoRightToSign, match="Only the matter's partner"):
        keep(strict, released.id, signing)


def test_a_section_that_nobody_writes_is_refused_with_those_that_there_are(
    firm: Services, released: Run, helen: Signer
) -> None:
    with pytest.raises(UsageError, match=r"no section basis, hats .*There are: summary, work_done"):
        keep(firm, released.id, helen, sections=["fees", "basis", "hats"])


def test_a_section_without_words_of_its_own_is_refused(
    firm: Services, released: Run, helen: Signer
) -> None:
    with pytest.raises(UsageError, match="“Your instructions”"):
        keep(firm, released.id, helen, sections=["fees", "instructions"])


def _redrafted(firm: Services, run: Run, text: str) -> None:
    result = firm.records.load(run.id, names.RESULT, CrewResult)
    words = (Paragraph(sentences=(Sentence(text=text),)),)
    sections = (DraftSection(key="fees", paragraphs=words),)
    changed = result.model_copy(update={"draft": Draft(sections=sections)})
    firm.records.save(run.id, names.RESULT, changed)


@pytest.mark.parametrize("behind", ["firm", "client", "matter"])
def test_words_that_the_signed_document_does_not_have_are_not_kept(
    firm: Services, released: Run, helen: Signer, behind: str, kept_files: Files
) -> None:
    _redrafted(firm, released, "This was never signed.")

    with pytest.raises(Tampered, match="This was never signed"):
        keep(firm, released.id, helen, behind=behind)  # type: ignore[arg-type]  # one of the three

    assert kept_files() == []


def test_a_signature_that_the_ledger_does_not_know_keeps_nothing(
    firm: Services, released: Run, helen: Signer
) -> None:
    decision = firm.records.load(released.id, names.DECISION, Decision)
    forged = decision.model_copy(update={"by": "martin.oke@penhallowreeve.example"})
    firm.records.save(released.id, names.DECISION, forged)

    with pytest.raises(Tampered, match="not what was signed"):
        keep(firm, released.id, helen)


def test_a_section_of_nothing_but_the_client_s_affairs_is_refused_for_the_firm(
    firm: Services, released: Run, helen: Signer, kept_files: Files
) -> None:
    with pytest.raises(RefusedError, match="Nothing is left of these sections"):
        keep(firm, released.id, helen, sections=["issues"], behind="firm")

    assert kept_files() == []
    kept = keep(firm, released.id, helen, behind="firm")
    assert "Nothing was left for the firm of: Issues." in kept.warnings


def test_a_name_with_a_client_s_in_it_is_refused_for_the_firm(
    firm: Services, released: Run, helen: Signer, kept_files: Files
) -> None:
    with pytest.raises(RefusedError, match="Give it a name without"):
        keep(firm, released.id, helen, sections=["fees"], behind="firm", name="As for Wrackline")

    assert kept_files() == []


def test_an_index_that_cannot_be_changed_leaves_no_file_behind(
    firm: Services, released: Run, helen: Signer, kept_files: Files
) -> None:
    index = firm.workspace.root / "knowledge/index.yaml"
    index.write_text(
        "files: {faq.md: {owner: a@b.example, review_by: 2027-01-31}}\n", encoding="utf-8"
    )

    with pytest.raises(UsageError, match="cannot be changed safely"):
        keep(firm, released.id, helen)

    assert kept_files() == []


def test_a_file_is_there_before_it_is_listed(
    firm: Services, released: Run, helen: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    there: list[bool] = []

    def look(root: Path, file: str, *_entry: object) -> None:
        there.append((root / "knowledge" / file).is_file())

    monkeypatch.setattr(shelving, "add_entry", look)
    keep(firm, released.id, helen)

    assert there == [True]


def test_a_folder_that_leads_out_of_the_knowledge_base_is_not_written_to(
    firm: Services, released: Run, helen: Signer
) -> None:
    root = firm.workspace.root
    (root / "elsewhere").mkdir()
    (root / "knowledge/clients").symlink_to(root / "elsewhere")

    with pytest.raises(UsageError, match="leads out of the knowledge folder"):
        keep(firm, released.id, helen)

    assert list((root / "elsewhere").iterdir()) == []


def test_a_disk_that_cannot_keep_it_is_named(firm: Services, released: Run, helen: Signer) -> None:
    (firm.workspace.root / "knowledge/precedents").write_text("no folder", encoding="utf-8")

    with pytest.raises(StorageError, match="could not be written"):
        keep(firm, released.id, helen, sections=["fees"], behind="firm")


def test_no_other_part_of_the_program_keeps_a_precedent(firm: Services, released: Run) -> None:
    kinds = [line.kind for line in firm.ledger.lines(released.id)]

    assert "precedent-kept" not in kinds
    assert not [file for file in listed_files(firm.workspace.root) if "precedents/" in file]


@pytest.mark.parametrize("behind", ["client", "matter"])
def test_of_a_prospect_nothing_is_kept_behind_a_wall_that_there_is_not(
    firm: Services, released: Run, helen: Signer, behind: str, kept_files: Files
) -> None:
    client, matter, _ = subject_of(firm, released)
    own = names.OwnSubject(
        client=client.model_copy(update={"key": "prospect-wrackline"}), matter=matter, prospect=True
    )
    firm.records.save(released.id, names.SUBJECT, own)

    with pytest.raises(UsageError, match=f"firm.yaml does not have the {behind}"):
        keep(firm, released.id, helen, behind=behind)  # type: ignore[arg-type]  # one of the two

    assert kept_files() == []
